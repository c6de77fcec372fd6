//! A picture on its way from the camera to the provider.

use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt;

/// Most bytes of a picture.
const MAX_BYTES: usize = 150_000;
/// How every JPEG file begins: the marker of its start, and the first byte of the next marker.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

/// A JPEG picture. It lives in memory and nowhere else (FAC-07).
pub struct Picture(Vec<u8>);

impl Picture {
    /// Reads Base64; `None` when it is none, too long, or no JPEG. Whether there is a face on it is
    /// for the provider to say.
    pub fn read(base64: &str) -> Option<Self> {
        let bytes = STANDARD.decode(base64).ok()?;
        (bytes.len() <= MAX_BYTES && bytes.starts_with(&JPEG)).then_some(Self(bytes))
    }

    /// Gives the bytes away, to the provider.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, Picture, STANDARD};
    use base64::Engine;

    fn encoded(first: &[u8], length: usize) -> String {
        let mut bytes = first.to_vec();
        bytes.resize(length, 0);
        STANDARD.encode(bytes)
    }

    #[test]
    fn only_jpeg_of_limited_length_is_a_picture() {
        assert!(Picture::read(&encoded(b"\xff\xd8\xff\xe0", 100)).is_some());
        assert!(Picture::read(&encoded(b"\xff\xd8\xff\xe0", MAX_BYTES)).is_some());
        for text in [
            encoded(b"\xff\xd8\xff\xe0", MAX_BYTES + 1),
            encoded(b"\x89PNG\r\n\x1a\n", 100),
            encoded(b"<svg", 100),
            encoded(b"\xff\xd8", 2),
            String::new(),
            "/9j/4A==\n".into(),
            "data:image/jpeg;base64,/9j/4A==".into(),
        ] {
            assert!(Picture::read(&text).is_none());
        }
    }
}
