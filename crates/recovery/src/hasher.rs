//! Password hashing with argon2id: a few at a time, off the async threads, and a refusal instead
//! of a long queue (PWD-09). Passwords are hashed as the bytes that were received (PWD-02).

use crate::{
    error::ApiError,
    random::{Random, bytes},
};
use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use regain_config::Config;
use regain_contract::{Password, Problem};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

/// Hashes and verifies passwords.
pub struct Hasher {
    params: Params,
    turns: Arc<Semaphore>,
    wait: Duration,
    nobody: String,
}

impl Hasher {
    /// `None` when the parameters are not argon2's; [`Config::check`] has refused them by then.
    pub fn new(config: &Config) -> Option<Self> {
        let params = config.argon2_params().ok()?;
        // A hash of nothing known: for usernames that do not exist.
        let nobody = Argon2::from(&params).hash_password_with_salt(&[], &[0; 16]).ok()?;
        Some(Self {
            nobody: nobody.to_string(),
            params,
            turns: Arc::new(Semaphore::new(usize::try_from(config.argon2_parallel).ok()?)),
            wait: Duration::from_millis(config.argon2_wait_ms.into()),
        })
    }

    /// A stored text that costs as much to verify as a real one, and belongs to no account.
    pub fn nobody(&self) -> String {
        self.nobody.clone()
    }

    /// A stored text of the same cost that no password matches: its hash is drawn, not made.
    pub fn unusable(&self, random: &dyn Random) -> Result<String, ApiError> {
        let (head, _) = self.nobody.rsplit_once('$').unwrap_or_default();
        Ok(format!("{head}${}", STANDARD_NO_PAD.encode(bytes::<32>(random)?)))
    }

    /// Hashes a password; the parameters and a fresh salt are part of the text.
    pub async fn hash(&self, random: &dyn Random, password: Password) -> Result<String, ApiError> {
        let salt = bytes::<16>(random)?;
        let params = self.params.clone();
        self.run(move || {
            Argon2::from(params)
                .hash_password_with_salt(password.expose().as_bytes(), &salt)
                .map(|hash| hash.to_string())
        })
        .await?
        .map_err(|error| ApiError::Broken(Box::new(error)))
    }

    /// Verifies a password against a stored text, with the parameters that stand in it.
    pub async fn verify(&self, password: Password, stored: String) -> Result<bool, ApiError> {
        self.run(move || {
            PasswordHash::new(&stored).is_ok_and(|stored| {
                Argon2::default().verify_password(password.expose().as_bytes(), &stored).is_ok()
            })
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let busy = Problem::Unavailable { retry_after_s: 2 };
        let Ok(Ok(turn)) = timeout(self.wait, Arc::clone(&self.turns).acquire_owned()).await else {
            return Err(busy.into());
        };
        spawn_blocking(move || {
            // Held until the work is done, even when the request was given up meanwhile.
            let _turn = turn;
            work()
        })
        .await
        .map_err(|error| ApiError::Broken(Box::new(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::Hasher;
    use crate::random::OsRandom;
    use argon2::password_hash::phc::PasswordHash;
    use regain_config::Config;
    use regain_contract::Password;

    /// An unusable text is a hash like any other, and neither the empty password nor another
    /// matches it.
    #[tokio::test]
    async fn nothing_matches_an_unusable_hash() {
        let config = Config { argon2_memory_kib: 8, argon2_passes: 1, ..Config::default() };
        let hasher = Hasher::new(&config).unwrap();
        let (one, two) = (hasher.unusable(&OsRandom).unwrap(), hasher.unusable(&OsRandom).unwrap());

        assert_ne!(one, two);
        assert_eq!(one.len(), hasher.nobody().len());
        assert!(PasswordHash::new(&one).is_ok());
        for password in ["", "Old-Password-1"] {
            assert!(!hasher.verify(Password::new(password.into()), one.clone()).await.unwrap());
        }
    }
}
