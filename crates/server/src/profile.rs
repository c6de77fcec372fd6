//! An account as a recovery sees it, real or decoy: the same type, so the same code (ENU-05).

use crate::{
    config::Config,
    keys::{Keys, Purpose, sha256_hex},
    mask,
};
use regain_contract::{AccountKind, Availability, Method, MethodOption, Unavailable};
use serde::{Deserialize, Serialize};

/// What the steps of a recovery depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// The account; `None` for a decoy.
    pub account_id: Option<String>,
    /// The username; empty for a decoy, which never gets as far as showing it.
    pub username: String,
    /// Individual or enterprise.
    pub kind: AccountKind,
    /// Whether the identity verification is complete.
    pub identity_verified: bool,
    /// Whether one proof is not enough (CON-04).
    pub needs_two_proofs: bool,
    /// The phone number that receives codes.
    pub phone: Option<Destination>,
    /// The e-mail address that receives codes.
    pub email: Option<Destination>,
    /// Changes whenever anything above, the password or the account's state changes (TOK-04).
    pub stamp: String,
}

/// Where a code goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Destination {
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

impl Profile {
    /// How many proofs the account needs in all.
    pub fn proofs_needed(&self) -> usize {
        if self.needs_two_proofs { 2 } else { 1 }
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
            Method::Administrator if self.kind == AccountKind::Individual => {
                unavailable(Unavailable::NotForIndividuals)
            }
            Method::Alipay | Method::Face | Method::Administrator => {
                unavailable(if self.identity_verified {
                    Unavailable::NotOffered
                } else {
                    Unavailable::IdentityNotVerified
                })
            }
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
            stamp: String::new(),
        }
    }
}
