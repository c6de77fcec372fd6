//! An account as a recovery sees it, real or decoy: the same type, so the same code (ENU-05).

use crate::{
    identifier::Identifier,
    keys::{Keys, Purpose, sha256_hex},
    mask,
};
use regain_config::Config;
use regain_contract::{AccountKind, Availability, Method, MethodOption, Person, Unavailable};
use serde::{Deserialize, Serialize};

/// What the steps of a recovery depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The account; `None` for a decoy.
    pub account_id: Option<String>,
    /// The username; empty for a decoy, which never gets as far as showing it.
    pub username: String,
    /// Individual or enterprise.
    pub kind: AccountKind,
    /// Whether the identity verification is complete: the certified identity is on record.
    pub identity_verified: bool,
    /// Whether one proof is not enough (CON-04).
    pub needs_two_proofs: bool,
    /// The phone number that receives codes.
    pub phone: Option<Destination>,
    /// The e-mail address that receives codes.
    pub email: Option<Destination>,
    /// The keyed hash of the certificate's number; `None` for a decoy, which nobody's matches.
    #[serde(skip)]
    pub identity: Option<String>,
    /// The administrators who can be asked.
    #[serde(default)]
    pub administrators: Vec<Administrator>,
    /// Until when nobody may recover the account, because its owner stopped a change.
    #[serde(skip)]
    pub stopped_until_ms: i64,
    /// Changes whenever anything above but the administrators, the password or the account's state changes (TOK-04).
    pub stamp: String,
}

/// An administrator who can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administrator {
    /// Names the administrator in a command.
    pub id: String,
    /// The masked name.
    pub label: String,
    /// The username; empty for a decoy's.
    pub username: String,
    /// Where the request goes; `None` for a decoy's: nothing is sent.
    pub email: Option<String>,
}

impl Administrator {
    /// An administrator of the account `account_id`.
    pub fn stored(keys: &Keys, account_id: &str, username: String, email: String) -> Self {
        Self {
            id: Self::id(keys, account_id, &username),
            label: mask::administrator(&username),
            username,
            email: Some(email),
        }
    }

    /// The id: a keyed hash, so that it tells nothing, not even the order of the names.
    pub fn id(keys: &Keys, subject: &str, name: &str) -> String {
        keys.hex(Purpose::Administrator, &[subject, name]).chars().take(16).collect()
    }
}

/// Where a code goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The stored address (ENU-09); `None` for a decoy: nothing is sent.
    pub address: Option<String>,
    /// What the allow-list of phone prefixes is compared with; empty when any will do.
    pub prefix: String,
    /// The masked address.
    pub mask: String,
    /// The name of its meter.
    pub meter: String,
}

impl Destination {
    /// A stored phone number or address.
    pub fn stored(keys: &Keys, channel: &str, address: String) -> Self {
        let is_phone = channel == "phone";
        Self {
            mask: if is_phone { mask::phone(&address) } else { mask::email(&address) },
            meter: keys.hex(Purpose::Meter, &["destination", &address]),
            prefix: if is_phone { address.clone() } else { String::new() },
            address: Some(address),
        }
    }
}

/// A phone number or e-mail address whose usernames are looked for, in canonical form.
#[derive(Clone, Copy, Debug)]
pub enum Sought<'a> {
    Phone(&'a str),
    Email(&'a str),
}

impl<'a> Sought<'a> {
    /// Reads an identifier; `None` for a username, which is no destination.
    pub const fn of(identifier: &'a Identifier) -> Option<Self> {
        match identifier {
            Identifier::Phone(number) => Some(Self::Phone(number.as_str())),
            Identifier::Email(address) => Some(Self::Email(address.as_str())),
            Identifier::Username(_) => None,
        }
    }

    /// The channel of its code, as it is stored.
    pub const fn channel(self) -> &'static str {
        match self {
            Self::Phone(_) => "phone",
            Self::Email(_) => "email",
        }
    }

    /// The method that proves it.
    pub const fn method(self) -> Method {
        match self {
            Self::Phone(_) => Method::Phone,
            Self::Email(_) => Method::Email,
        }
    }

    /// The canonical text.
    pub const fn text(self) -> &'a str {
        match self {
            Self::Phone(text) | Self::Email(text) => text,
        }
    }
}

impl Profile {
    /// What a recovery of a destination depends on: nothing but the destination itself. `stored`
    /// is the address that the directory has; `None` when it has none, and nothing is sent.
    pub fn of_destination(keys: &Keys, to: Sought<'_>, stored: Option<String>) -> Self {
        let destination = Destination::stored(keys, to.channel(), to.text().to_owned());
        let destination = Some(Destination { address: stored, ..destination });
        match to {
            Sought::Phone(_) => Self { phone: destination, ..Self::gone() },
            Sought::Email(_) => Self { email: destination, ..Self::gone() },
        }
    }

    /// The destination of a code method.
    pub fn destination(&self, method: Method) -> Option<&Destination> {
        match method {
            Method::Phone => self.phone.as_ref(),
            Method::Email => self.email.as_ref(),
            Method::Alipay | Method::Face | Method::Administrator => None,
        }
    }

    /// Every method with its availability, those that work first.
    pub fn methods(&self, config: &Config, used: &[Method]) -> Vec<MethodOption> {
        let mut options: Vec<_> = Method::ALL
            .into_iter()
            .map(|method| MethodOption {
                method,
                availability: self.availability(config, used, method),
            })
            .collect();
        options
            .sort_by_key(|option| matches!(option.availability, Availability::Unavailable { .. }));
        options
    }

    /// Whether a method can be chosen now.
    pub fn availability(&self, config: &Config, used: &[Method], method: Method) -> Availability {
        let unavailable = |reason| Availability::Unavailable { reason };
        if used.contains(&method) {
            return unavailable(Unavailable::AlreadyUsed);
        }
        match method {
            Method::Phone | Method::Email => match self.destination(method) {
                None => unavailable(Unavailable::NoDestination),
                Some(to) if !is_offered(config, method, to) => unavailable(Unavailable::NotOffered),
                Some(to) => Availability::Available { hint: Some(to.mask.clone()) },
            },
            Method::Alipay | Method::Face | Method::Administrator => {
                match self.why_not(config, method) {
                    Some(reason) => unavailable(reason),
                    None => Availability::Available { hint: None },
                }
            }
        }
    }

    /// Why a method without destination is not open; `None` when it is.
    fn why_not(&self, config: &Config, method: Method) -> Option<Unavailable> {
        let is_administrator = method == Method::Administrator;
        let is_offered = match method {
            Method::Alipay => !config.alipay_gateway.is_empty(),
            Method::Face => !config.face_endpoint.is_empty(),
            // Administrators are asked by mail.
            _ => !config.smtp_url.is_empty(),
        };
        if is_administrator && self.kind == AccountKind::Individual {
            return Some(Unavailable::NotForIndividuals);
        }
        if !is_offered {
            return Some(Unavailable::NotOffered);
        }
        if !self.identity_verified {
            return Some(Unavailable::IdentityNotVerified);
        }
        (is_administrator && self.administrators.is_empty()).then_some(Unavailable::NoAdministrator)
    }

    /// Who has to show the face.
    pub const fn person(&self) -> Person {
        match self.kind {
            AccountKind::Individual => Person::Holder,
            AccountKind::Enterprise => Person::LegalRepresentative,
        }
    }

    /// The stamp of an account in its present state.
    pub fn stamp_of(parts: &[&str]) -> String {
        sha256_hex(parts.join("\n").as_bytes())
    }
}

/// Only allow-listed prefixes are sent to: others cost more than they are worth (OTP-10).
fn is_offered(config: &Config, method: Method, to: &Destination) -> bool {
    match method {
        Method::Phone => {
            !config.sms_endpoint.is_empty()
                && (to.prefix.is_empty()
                    || config.sms_prefixes.iter().any(|prefix| to.prefix.starts_with(prefix)))
        }
        _ => !config.smtp_url.is_empty(),
    }
}

impl Profile {
    /// Stands in for an account that is gone or has changed: it can do nothing.
    pub fn gone() -> Self {
        Self {
            account_id: None,
            username: String::new(),
            kind: AccountKind::Individual,
            identity_verified: false,
            needs_two_proofs: false,
            phone: None,
            email: None,
            identity: None,
            administrators: Vec::new(),
            stopped_until_ms: 0,
            stamp: String::new(),
        }
    }
}
