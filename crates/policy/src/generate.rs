//! The generator behind *Suggest a strong password*. The caller passes the operating system's
//! randomness in; nothing here keeps, logs or reuses what it draws.

use crate::characters::SAFE_PUNCTUATION;
use crate::check::Seen;
use crate::satisfiable::{classes_in, preferred_chars};
use regain_contract::{Password, PasswordPolicy};

/// Letters and digits without those that are mistaken for each other: I l 1, O o 0.
const LETTERS_AND_DIGITS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

/// A candidate of 4 characters holds all four classes once in 17 tries, of 20 nearly always; with
/// a sound source this many fail less than once in 10^25 generations.
const MOST_CANDIDATES: usize = 1000;

/// Generates a password that satisfies the policy, 20 characters long where the policy lets it.
///
/// `random` fills the whole buffer with random bytes. Each password of that length over the
/// alphabet which contains all four classes (or as many as fit) is equally likely.
///
/// `None` when nothing satisfies the policy, or when the source is broken: it leaves the buffer
/// as it was, repeats one byte, or gives nothing usable in a bounded number of draws.
#[must_use]
pub fn generate(policy: &PasswordPolicy, random: &mut dyn FnMut(&mut [u8])) -> Option<Password> {
    let chars = preferred_chars(policy)?;
    let mut draws = Draws { random, block: [0; BLOCK], left: 0 };
    for _ in 0..MOST_CANDIDATES {
        let candidate = draws.candidate(chars)?;
        if Seen::of(candidate.expose()).classes() >= classes_in(chars) {
            return Some(candidate);
        }
    }
    None
}

const BLOCK: usize = 32;

struct Draws<'a> {
    random: &'a mut dyn FnMut(&mut [u8]),
    block: [u8; BLOCK],
    left: usize,
}

impl Draws<'_> {
    /// Draws each character on its own. Reserves first, so that no half copy stays behind in memory.
    fn candidate(&mut self, chars: u16) -> Option<Password> {
        let mut text = String::with_capacity(chars.into());
        for _ in 0..chars {
            text.push(self.character()?);
        }
        Some(Password::new(text))
    }

    /// Draws one character, without bias: bytes beyond the last whole alphabet are thrown away.
    fn character(&mut self) -> Option<char> {
        let letters = LETTERS_AND_DIGITS.as_bytes();
        let alphabet = letters.len() + SAFE_PUNCTUATION.len();
        let usable = 256 - 256 % alphabet;
        // A byte is usable with a chance of 3 in 4: 128 unusable ones in a row do not happen.
        for _ in 0..128 {
            let byte = usize::from(self.byte()?);
            if byte < usable {
                let mut all = letters.iter().chain(SAFE_PUNCTUATION.as_bytes());
                return all.nth(byte % alphabet).map(|&c| char::from(c));
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        if self.left == 0 {
            // Cleared first, so that a source that writes nothing cannot replay the last block.
            self.block = [0; BLOCK];
            (self.random)(&mut self.block);
            if self.block.iter().all(|byte| Some(byte) == self.block.first()) {
                return None;
            }
            self.left = BLOCK;
        }
        self.left -= 1;
        self.block.get(self.left).copied()
    }
}

impl Drop for Draws<'_> {
    /// The block spells the password; it must not outlive it in memory (PWD-10).
    fn drop(&mut self) {
        self.block = [0; BLOCK];
        core::hint::black_box(&self.block);
    }
}
