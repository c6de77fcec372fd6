//! The number of an appeal: short enough to be read out, too many to be guessed with a phone.

use crate::random::{NoRandomness, Random, bytes};

/// Letters and digits that are not taken for one another (Crockford's Base32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new number, such as `RA-7K3M-9QPX`: 40 random bits.
pub fn new_number(random: &dyn Random) -> Result<String, NoRandomness> {
    let letter = |byte: u8| ALPHABET.get(usize::from(byte & 31)).copied().map_or('0', char::from);
    let letters: Vec<char> = bytes::<8>(random)?.into_iter().map(letter).collect();
    let (left, right) = letters.split_at(4);
    Ok(["RA-", &String::from_iter(left), "-", &String::from_iter(right)].concat())
}

/// Reads a number as typed: letter case, spaces and dashes do not matter, nor do the letters that
/// look like digits. `None` when it can be none.
pub fn read_number(typed: &str) -> Option<String> {
    if typed.len() > 64 {
        return None;
    }
    let letters: Vec<char> =
        typed.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    let letters = letters.strip_prefix(&['R', 'A']).unwrap_or(&letters);
    let read = |c: &char| match c {
        'O' => '0',
        'I' | 'L' => '1',
        c => *c,
    };
    let letters: String = letters.iter().map(read).collect();
    let is_whole = letters.len() == 8 && letters.bytes().all(|byte| ALPHABET.contains(&byte));
    let (left, right) = letters.split_at_checked(4).filter(|_| is_whole)?;
    Some(["RA-", left, "-", right].concat())
}

#[cfg(test)]
mod tests {
    use super::{new_number, read_number};
    use crate::random::OsRandom;

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        for _ in 0..200 {
            let number = new_number(&OsRandom).unwrap();
            assert_eq!(read_number(&number).as_deref(), Some(&*number));
            let lower = number.to_lowercase().replace('-', " ").replace('0', "o");
            assert_eq!(read_number(&lower).as_deref(), Some(&*number), "{lower}");
        }
        assert_eq!(read_number("7k3m9qpx").as_deref(), Some("RA-7K3M-9QPX"));
        for bad in ["", "RA-7K3M-9QP", "RA-7K3M-9QPXX", "RA-7K3M-9QP!", "张三", &"A".repeat(99)] {
            assert_eq!(read_number(bad), None, "{bad}");
        }
    }
}
