//! The state of the simulated Alipay: its keys, what was approved, what it said last, its switch.

use super::answer;
use super::error::AlipayError;
use super::grants::Grants;
use super::keys::{Keys, Signer};
use super::mode::AlipayMode;
use crate::people::{Person, SOMEBODY_ELSE};
use crate::switch::Switch;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Alipay.
pub struct Alipay {
    /// How the gateway behaves.
    pub switch: Switch<AlipayMode>,
    keys: Keys,
    state: Mutex<PartyState>,
}

#[derive(Default)]
struct PartyState {
    grants: Grants,
    /// The last good answers, which `stale` repeats.
    last_token: Option<String>,
    last_information: Option<String>,
}

impl Alipay {
    /// Alipay before anybody approved anything. Fails when the development keys cannot be read.
    pub fn new() -> io::Result<Self> {
        let keys = Keys::read().ok_or_else(|| io::Error::other("a key in keys/ is no key"))?;
        Ok(Self { switch: Switch::default(), keys, state: Mutex::default() })
    }

    /// Takes an approval and gives the `auth_code` for it.
    pub fn approve(&self, person: &'static Person, now: SystemTime) -> String {
        self.state().grants.approve(person, now)
    }

    /// Whether the application signed this text.
    pub fn is_signed(&self, text: &str, signature: &str) -> bool {
        self.keys.is_signed(text, signature)
    }

    /// Signs the text of an answer.
    pub fn sign(&self, mode: AlipayMode, text: &str) -> Option<String> {
        let signer = match mode {
            AlipayMode::WrongSignature => Signer::Stranger,
            AlipayMode::Works | AlipayMode::Slow | AlipayMode::Failing | AlipayMode::Stale => {
                Signer::Platform
            }
        };
        self.keys.sign(signer, text)
    }

    /// The answer for a code, which is used up by it.
    pub fn token(
        &self,
        mode: AlipayMode,
        code: &str,
        now: SystemTime,
    ) -> Result<String, AlipayError> {
        let mut state = self.state();
        let person = state.grants.redeem(code, now)?;
        if mode == AlipayMode::Stale {
            return Ok(match &state.last_token {
                Some(last) => last.clone(),
                None => {
                    let token = state.grants.token(&SOMEBODY_ELSE, now);
                    answer::token(&SOMEBODY_ELSE, &token, now)
                }
            });
        }
        let token = state.grants.token(person, now);
        Ok(state.last_token.insert(answer::token(person, &token, now)).clone())
    }

    /// The answer for an access token.
    pub fn information(
        &self,
        mode: AlipayMode,
        token: &str,
        now: SystemTime,
    ) -> Result<String, AlipayError> {
        let mut state = self.state();
        let person = state.grants.person(token, now)?;
        if mode == AlipayMode::Stale {
            let last = state.last_information.clone();
            return Ok(last.unwrap_or_else(|| answer::information(&SOMEBODY_ELSE)));
        }
        Ok(state.last_information.insert(answer::information(person)).clone())
    }

    fn state(&self) -> MutexGuard<'_, PartyState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
