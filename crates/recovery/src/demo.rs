//! The demo accounts: one for each case that a person may want to try. Created once; an account
//! that exists keeps its present password. The sandbox knows the same people (a test compares).

use crate::{
    app::App,
    error::ApiError,
    random,
    store::{
        Tx,
        accounts::{self, NewAccount},
        identities::{self, SealedPerson},
    },
};
use regain_contract::Password;

/// The password of every demo account.
const PASSWORD: &str = "Old-Password-1";

/// A certified identity.
#[derive(Clone, Copy)]
pub(crate) struct Identity {
    /// The number of the certificate: identity card or business licence.
    pub number: &'static str,
    /// Name and number of the identity card of whom the face is asked for.
    pub person: (&'static str, &'static str),
}

#[derive(Clone, Copy)]
pub(crate) struct Demo {
    pub username: &'static str,
    is_enterprise: bool,
    /// Of those whose identity verification is complete.
    pub identity: Option<Identity>,
    needs_two_proofs: bool,
    phone: Option<&'static str>,
    email: Option<&'static str>,
    administrators: &'static [&'static str],
}

const fn individual(username: &'static str) -> Demo {
    Demo {
        username,
        is_enterprise: false,
        identity: None,
        needs_two_proofs: false,
        phone: None,
        email: None,
        administrators: &[],
    }
}

/// The phone number that both accounts of the pair have.
const PAIR_PHONE: Option<&str> = Some("+8613700137000");
/// Their e-mail address.
const PAIR_EMAIL: Option<&str> = Some("pair@example.com");

pub(crate) const ACCOUNTS: [Demo; 11] = [
    Demo {
        identity: Some(Identity {
            number: "110101199003070011",
            person: ("张三", "110101199003070011"),
        }),
        phone: Some("+8613800138000"),
        email: Some("solo@example.com"),
        ..individual("solo")
    },
    Demo {
        phone: Some("+8613800138001"),
        email: Some("solo-unverified@example.com"),
        ..individual("solo-unverified")
    },
    Demo { email: Some("solo-mail@example.com"), ..individual("solo-mail") },
    individual("solo-nothing"),
    Demo {
        needs_two_proofs: true,
        phone: Some("+8613800138002"),
        email: Some("solo-mfa@example.com"),
        ..individual("solo-mfa")
    },
    Demo {
        is_enterprise: true,
        identity: Some(Identity {
            number: "91110105MA00000001",
            person: ("李四", "110101198001010022"),
        }),
        phone: Some("+8613900139000"),
        email: Some("firm@example.com"),
        administrators: &["firm-admin-1", "firm-admin-2"],
        ..individual("firm")
    },
    Demo {
        is_enterprise: true,
        phone: Some("+8613900139001"),
        email: Some("firm-unverified@example.com"),
        ..individual("firm-unverified")
    },
    Demo { phone: PAIR_PHONE, email: PAIR_EMAIL, ..individual("pair-one") },
    Demo { is_enterprise: true, phone: PAIR_PHONE, email: PAIR_EMAIL, ..individual("pair-two") },
    Demo { email: Some("firm-admin-1@example.com"), ..individual("firm-admin-1") },
    Demo { email: Some("firm-admin-2@example.com"), ..individual("firm-admin-2") },
];

/// Creates the accounts that do not exist yet. They share one hash: hashing is slow by design.
pub async fn seed(app: &App) -> Result<(), ApiError> {
    let hash = app.hasher.hash(&*app.random, Password::new(PASSWORD.into())).await?;
    let mut tx = app.store.begin().await?;
    for demo in &ACCOUNTS {
        create(app, &mut tx, demo, &hash).await?;
    }
    Ok(tx.commit().await?)
}

async fn create(app: &App, tx: &mut Tx, demo: &Demo, hash: &str) -> Result<(), ApiError> {
    let id = random::id(&*app.random)?;
    let kind = if demo.is_enterprise { "enterprise" } else { "individual" };
    let account = NewAccount {
        id: &id,
        username: demo.username,
        kind,
        identity_verified: demo.identity.is_some(),
        needs_two_proofs: demo.needs_two_proofs,
        password_hash: hash,
    };
    if !accounts::create(tx, &account, app.now_ms()).await? {
        return Ok(());
    }
    for (channel, address) in [("phone", demo.phone), ("email", demo.email)] {
        if let Some(address) = address {
            accounts::add_destination(tx, &id, channel, address).await?;
        }
    }
    for administrator in demo.administrators {
        accounts::add_administrator(tx, &id, administrator).await?;
    }
    if let Some(identity) = demo.identity {
        let (name, number) = identity.person;
        let seal = |text| app.keys.seal(&*app.random, text);
        let person = SealedPerson { name: seal(name)?, number: seal(number)? };
        let hash = app.keys.certificate(kind, identity.number);
        identities::insert(tx, &id, kind, &hash, &person).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{ACCOUNTS, Demo};
    use regain_sandbox::people::{self, HolderKind};

    fn demo(username: &str) -> Demo {
        *ACCOUNTS.iter().find(|demo| demo.username == username).unwrap()
    }

    #[test]
    fn the_sandbox_knows_the_same_people() {
        for person in [people::SOLO, people::FIRM] {
            let identity = demo(person.key).identity.unwrap();
            let face = match person.kind {
                HolderKind::Personal => person,
                HolderKind::Enterprise { legal_representative } => {
                    *people::by_key(legal_representative).unwrap()
                }
            };

            assert_eq!(identity.number, person.cert_no);
            assert_eq!(identity.person, (face.name, face.cert_no));
        }
    }
}
