//! The demo accounts: one for each case that a person may want to try. Created once; an account
//! that exists keeps its present password.

use crate::{
    app::App,
    http::Refusal,
    random,
    store::{
        Tx,
        accounts::{self, NewAccount},
    },
};
use regain_contract::Password;

/// The password of every demo account.
const PASSWORD: &str = "Old-Password-1";

struct Demo {
    username: &'static str,
    is_enterprise: bool,
    identity_verified: bool,
    needs_two_proofs: bool,
    phone: Option<&'static str>,
    email: Option<&'static str>,
    administrators: &'static [&'static str],
}

const fn individual(username: &'static str) -> Demo {
    Demo {
        username,
        is_enterprise: false,
        identity_verified: false,
        needs_two_proofs: false,
        phone: None,
        email: None,
        administrators: &[],
    }
}

const ACCOUNTS: [Demo; 7] = [
    Demo {
        identity_verified: true,
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
        identity_verified: true,
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
];

/// Creates the accounts that do not exist yet. They share one hash: hashing is slow by design.
pub(crate) async fn seed(app: &App) -> Result<(), Refusal> {
    let hash = app.hasher.hash(&*app.random, Password::new(PASSWORD.into())).await?;
    let mut tx = app.store.begin().await?;
    for demo in &ACCOUNTS {
        create(app, &mut tx, demo, &hash).await?;
    }
    Ok(tx.commit().await?)
}

async fn create(app: &App, tx: &mut Tx, demo: &Demo, hash: &str) -> Result<(), Refusal> {
    let id = random::id(&*app.random)?;
    let account = NewAccount {
        id: &id,
        username: demo.username,
        kind: if demo.is_enterprise { "enterprise" } else { "individual" },
        identity_verified: demo.identity_verified,
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
    Ok(())
}
