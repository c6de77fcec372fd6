//! Randomness, as an argument: ids, tokens, codes, salts and nonces come from here only.

/// Draws random bytes.
pub trait Random: Send + Sync + 'static {
    /// Fills the whole slice.
    ///
    /// # Errors
    /// The operating system has no randomness to give.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The operating system has no randomness to give.
#[derive(Clone, Copy, Debug)]
pub struct NoRandomness;

impl std::fmt::Display for NoRandomness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the operating system gives no randomness")
    }
}

impl std::error::Error for NoRandomness {}

/// The generator of the operating system (OTP-01, TOK-01).
#[derive(Clone, Copy, Debug, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }
}

/// Draws `N` bytes.
pub fn bytes<const N: usize>(random: &dyn Random) -> Result<[u8; N], NoRandomness> {
    let mut all = [0; N];
    random.fill(&mut all)?;
    Ok(all)
}

/// Draws an id of 128 bits, as 32 hexadecimal digits.
pub fn id(random: &dyn Random) -> Result<String, NoRandomness> {
    Ok(crate::keys::hex(&bytes::<16>(random)?))
}

/// Draws a token of 256 bits.
pub fn token(random: &dyn Random) -> Result<String, NoRandomness> {
    Ok(crate::keys::hex(&bytes::<32>(random)?))
}

/// Draws a code: each digit uniform by rejection, leading zeros kept (OTP-01).
pub fn code(random: &dyn Random, length: u8) -> Result<String, NoRandomness> {
    let mut code = String::with_capacity(length.into());
    while code.len() < usize::from(length) {
        let [byte] = bytes::<1>(random)?;
        // 250 is the largest multiple of ten that a byte holds: above it, ten would be unfair.
        if byte < 250 {
            code.push(char::from(b'0' + byte % 10));
        }
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::{OsRandom, code};

    /// OTP-01: a million digits from the operating system are uniform at every position
    /// (chi-square with 9 degrees of freedom below 40: one false alarm in about 100,000 runs).
    #[test]
    fn the_digits_of_codes_are_uniform() {
        let mut counts = [[0_u32; 10]; 6];
        let rounds = 166_667_u32;

        for _ in 0..rounds {
            let code = code(&OsRandom, 6).unwrap();
            assert_eq!(code.len(), 6);
            for (position, digit) in code.bytes().enumerate() {
                counts[position][usize::from(digit - b'0')] += 1;
            }
        }

        let expected = f64::from(rounds) / 10.0;
        for position in counts {
            let chi: f64 =
                position.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
            assert!(chi < 40.0, "chi-square {chi} for {position:?}");
        }
    }
}
