//! Takes a PDF apart into structure and the content of streams.

use core::ops::Range;

/// A stretch of structure and the content of the stream that follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Objects, and at last the dictionary of the stream.
    pub(super) structure: Range<usize>,
    /// The content of the stream; empty after the last one.
    pub(super) data: Range<usize>,
}

/// Gives the pieces in order. Together they cover every byte but the keywords between them.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = Piece> + '_ {
    let mut from = 0;
    core::iter::from_fn(move || {
        if from >= bytes.len() {
            return None;
        }
        let Some(keyword) = keyword(bytes, from) else {
            let structure = from..bytes.len();
            from = bytes.len();
            return Some(Piece { structure, data: bytes.len()..bytes.len() });
        };
        let start = skip_line_end(bytes, keyword + b"stream".len());
        let end = find(bytes, b"endstream", start).unwrap_or(bytes.len());
        let piece = Piece { structure: from..keyword, data: start..end };
        from = end.saturating_add(b"endstream".len());
        Some(piece)
    })
}

/// Where the keyword `stream` stands, which is also the end of another one.
fn keyword(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let at = find(bytes, b"stream", from)?;
        if !bytes.get(..at).is_some_and(|before| before.ends_with(b"end")) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// ISO 32000-1 §7.3.8.1: one end of line; viewers take blanks before it, too.
fn skip_line_end(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    if bytes.get(at) == Some(&b'\r') {
        at += 1;
    }
    if bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    at
}

/// Where `needle` stands, from `from` on.
pub(super) fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = needle.first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| byte == first)?;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}
