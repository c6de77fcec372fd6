//! Overwrites what a PDF says about its maker, without moving a byte: offsets stay right.

use super::names::{names, own_dictionary};
use super::pieces::{Piece, find, pieces};
use crate::jpeg::Segments;
use core::ops::Range;

/// Most dictionaries of document information: one for each time the document was saved.
const MAX_INFOS: usize = 64;
/// Most bytes of such a dictionary.
const MAX_INFO: usize = 64 << 10;

/// A stretch to be overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    place: Range<usize>,
    with: u8,
}

impl Mark {
    pub(super) fn apply(self, bytes: &mut [u8]) {
        if let Some(stretch) = bytes.get_mut(self.place) {
            stretch.fill(self.with);
        }
    }
}

/// Gives what is to be overwritten: document information, XMP, EXIF in embedded JPEG pictures.
pub(super) fn marks(bytes: &[u8]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut infos = Vec::new();
    for piece in pieces(bytes) {
        let structure = bytes.get(piece.structure.clone()).unwrap_or_default();
        infos.extend(names(structure).filter(|(_, name)| name.text() == b"Info").filter_map(
            |(at, name)| reference(structure.get(at + name.written..).unwrap_or_default()),
        ));
        mark_stream(bytes, &piece, &mut marks);
    }
    infos.sort_unstable();
    infos.dedup();
    for info in infos.into_iter().take(MAX_INFOS) {
        mark_info(bytes, &info, &mut marks);
    }
    marks
}

/// Reads `12 0 R`; gives how that object begins.
fn reference(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = bytes.get(..40).unwrap_or(bytes);
    let mut words = start.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let (number, generation) = (words.next()?, words.next()?);
    let is_reference = words.next()?.starts_with(b"R")
        && [number, generation].iter().all(|word| word.iter().all(u8::is_ascii_digit));
    is_reference.then(|| [number, b" ", generation, b" obj"].concat())
}

fn mark_info(bytes: &[u8], beginning: &[u8], marks: &mut Vec<Mark>) {
    let mut from = 0;
    while let Some(at) = find(bytes, beginning, from) {
        from = at + beginning.len();
        let is_other = bytes.get(..at).and_then(<[u8]>::last).is_some_and(u8::is_ascii_digit);
        if is_other {
            continue;
        }
        let limit = bytes.len().min(from + MAX_INFO);
        let end = find(bytes.get(..limit).unwrap_or_default(), b"endobj", from).unwrap_or(limit);
        mark_strings(bytes, from..end, marks);
    }
}

/// Marks what stands between the brackets of each string.
fn mark_strings(bytes: &[u8], range: Range<usize>, marks: &mut Vec<Mark>) {
    let mut at = range.start;
    while at < range.end {
        let end = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'('), _) => literal_end(bytes, at + 1, range.end),
            (Some(b'<'), Some(b'<')) => {
                at += 2;
                continue;
            }
            (Some(b'<'), _) => find(bytes, b">", at).unwrap_or(range.end).min(range.end),
            _ => {
                at += 1;
                continue;
            }
        };
        marks.push(Mark { place: at + 1..end, with: b' ' });
        at = end + 1;
    }
}

/// ISO 32000-1 §7.3.4.2: brackets nest, a backslash takes the meaning from the next.
fn literal_end(bytes: &[u8], mut at: usize, limit: usize) -> usize {
    let mut depth = 1_usize;
    while at < limit {
        match bytes.get(at) {
            Some(b'\\') => at += 1,
            Some(b'(') => depth += 1,
            Some(b')') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
        at += 1;
    }
    limit
}

fn mark_stream(bytes: &[u8], piece: &Piece, marks: &mut Vec<Mark>) {
    let own = own_dictionary(bytes.get(piece.structure.clone()).unwrap_or_default());
    let data = bytes.get(piece.data.clone()).unwrap_or_default();
    let has = |wanted: &[u8]| names(own).any(|(_, name)| name.text() == wanted);
    if data.starts_with(&[0xFF, 0xD8, 0xFF]) {
        // APP1 has EXIF and XMP, APP13 the notes of Photoshop.
        let told = Segments::of(data).filter(|part| matches!(part.marker, 0xE1 | 0xED | 0xFE));
        marks.extend(told.map(|part| {
            let start = piece.data.start;
            Mark { place: start + part.start..start + part.end, with: 0 }
        }));
    } else if data.trim_ascii_start().starts_with(b"<?xpacket") || has(b"XML") {
        let with = if has(b"Filter") { 0 } else { b' ' };
        marks.push(Mark { place: piece.data.clone(), with });
    }
}
