//! The list of common passwords, for the server (feature `common`): the browser never loads it.
//!
//! Where the list comes from, and under which licence, is in `common/README.md`.

use std::sync::LazyLock;

/// Sorted by bytes, lower case, 8 characters or more; a test holds the file to it.
static LISTED: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../common/passwords.txt").lines().collect());

const SHORTEST_BASE: usize = 8;
const LONGEST_TAIL: usize = 4;
const LONGEST_UNIT: usize = 4;
/// No listed password is longer. Bounds the search: its time grows with the length alone.
const LONGEST_LISTED: usize = 64;

/// Whether a password is common, or so near to a common one that it is tried next (PWD-04).
///
/// Common, in any ASCII letter case, is a password that is listed; one of 8 or more bytes that
/// repeats a listed password or a unit of up to 4 bytes (`abcabcabc`, `aaaaaaaa`); and each of
/// these followed by up to 4 digits or punctuation characters (`Password2024!`). Copies nothing of
/// the password.
#[must_use]
pub fn is_common(password: &str) -> bool {
    let bytes = password.as_bytes();
    let is_tail = |byte: &&u8| byte.is_ascii_digit() || byte.is_ascii_punctuation();
    let tail = bytes.iter().rev().take(LONGEST_TAIL).take_while(is_tail).count();
    (0..=tail)
        .filter_map(|cut| bytes.get(..bytes.len() - cut))
        .any(|base| is_listed(base) || is_repetition(base))
}

fn is_listed(text: &[u8]) -> bool {
    let lower = || text.iter().map(u8::to_ascii_lowercase);
    LISTED.binary_search_by(|entry| entry.bytes().cmp(lower())).is_ok()
}

/// Whether a unit stands in the text at least twice, the last time perhaps cut short.
fn is_repetition(text: &[u8]) -> bool {
    let repeats = |unit: usize| {
        text.iter().zip(text.iter().skip(unit)).all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    let is_unit = |unit: usize| unit <= LONGEST_UNIT || text.get(..unit).is_some_and(is_listed);
    let longest = LONGEST_LISTED.min(text.len() / 2);
    text.len() >= SHORTEST_BASE && (1..=longest).any(|unit| is_unit(unit) && repeats(unit))
}
