//! What was approved: codes that wait to be exchanged, and tokens that were given for them.

use super::error::AlipayError;
use super::{CODE_LIFETIME, TOKEN_LIFETIME};
use crate::people::Person;
use std::collections::HashMap;
use std::time::{Duration, SystemTime};

/// An approval by somebody at a time.
#[derive(Clone, Copy, Debug)]
struct Grant {
    person: &'static Person,
    since: SystemTime,
}

impl Grant {
    fn is_within(&self, lifetime: Duration, now: SystemTime) -> bool {
        // A clock that was put back does not make a grant expire.
        now.duration_since(self.since).is_ok_and(|age| age <= lifetime) || now < self.since
    }
}

/// The codes and tokens of one sandbox.
#[derive(Default)]
pub struct Grants {
    codes: HashMap<String, Grant>,
    tokens: HashMap<String, Grant>,
}

impl Grants {
    /// Takes an approval and gives the code for it.
    pub fn approve(&mut self, person: &'static Person, now: SystemTime) -> String {
        self.codes.retain(|_, grant| grant.is_within(CODE_LIFETIME, now));
        let code = uuid::Uuid::new_v4().simple().to_string();
        self.codes.insert(code.clone(), Grant { person, since: now });
        code
    }

    /// Takes a code and gives who approved. A code counts once, whether it still is fresh or not.
    pub fn redeem(&mut self, code: &str, now: SystemTime) -> Result<&'static Person, AlipayError> {
        let grant = self.codes.remove(code).ok_or(AlipayError::Code)?;
        if grant.is_within(CODE_LIFETIME, now) { Ok(grant.person) } else { Err(AlipayError::Code) }
    }

    /// Gives an access token for the information of somebody.
    pub fn token(&mut self, person: &'static Person, now: SystemTime) -> String {
        // Kept twice as long as they count, to tell an expired one from an unknown one.
        self.tokens.retain(|_, grant| grant.is_within(TOKEN_LIFETIME * 2, now));
        let token = new_token();
        self.tokens.insert(token.clone(), Grant { person, since: now });
        token
    }

    /// Whose information a token opens.
    pub fn person(&self, token: &str, now: SystemTime) -> Result<&'static Person, AlipayError> {
        let grant = self.tokens.get(token).ok_or(AlipayError::Token)?;
        if grant.is_within(TOKEN_LIFETIME, now) {
            Ok(grant.person)
        } else {
            Err(AlipayError::TokenExpired)
        }
    }
}

/// A new token of the documented form: `authusrB` and, with it, 40 characters.
pub fn new_token() -> String {
    format!("authusrB{}", uuid::Uuid::new_v4().simple())
}

#[cfg(test)]
mod tests {
    use super::{AlipayError, CODE_LIFETIME, Grants, TOKEN_LIFETIME};
    use crate::people::SOLO;
    use std::time::{Duration, UNIX_EPOCH};

    const A_SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_code_counts_once() {
        let mut grants = Grants::default();
        let code = grants.approve(&SOLO, UNIX_EPOCH);

        assert_eq!(grants.redeem(&code, UNIX_EPOCH), Ok(&SOLO));
        assert_eq!(grants.redeem(&code, UNIX_EPOCH), Err(AlipayError::Code));
        assert_eq!(code.len(), 32);
    }

    #[test]
    fn a_code_counts_for_five_minutes() {
        let mut grants = Grants::default();
        let codes = [(); 2].map(|()| grants.approve(&SOLO, UNIX_EPOCH));

        assert_eq!(grants.redeem(&codes[0], UNIX_EPOCH + CODE_LIFETIME), Ok(&SOLO));
        let late = UNIX_EPOCH + CODE_LIFETIME + A_SECOND;
        assert_eq!(grants.redeem(&codes[1], late), Err(AlipayError::Code));
    }

    #[test]
    fn a_token_opens_until_it_expires() {
        let mut grants = Grants::default();
        let token = grants.token(&SOLO, UNIX_EPOCH);

        assert_eq!(token.len(), 40);
        assert_eq!(grants.person(&token, UNIX_EPOCH + TOKEN_LIFETIME), Ok(&SOLO));
        let late = UNIX_EPOCH + TOKEN_LIFETIME + A_SECOND;
        assert_eq!(grants.person(&token, late), Err(AlipayError::TokenExpired));
        assert_eq!(grants.person("authusrB", UNIX_EPOCH), Err(AlipayError::Token));
    }
}
