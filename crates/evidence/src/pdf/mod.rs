//! Checks a PDF and blanks what it says about its maker (APL-01, APL-02).
//!
//! This is no parser of PDF, and does not follow references: a reader that is led astray would look
//! where a viewer does not. Every byte is looked at instead, also those that nothing refers to.

mod blank;
mod names;
mod pieces;
mod unpack;

use names::{Found, Place, Word};
use pieces::{Piece, find, pieces};
use regain_contract::appeal::FileFault;
use unpack::{Work, unpack};

/// How near the end of the file its mark of the end stands.
const TAIL: usize = 1024;
/// How much of the end a ZIP archive must have for its directory: its comment takes up to 64 KiB.
const ZIP_TAIL: usize = 66 << 10;
/// What a browser takes for a page, should anybody ever serve the file as one.
const MARKUP: [&[u8]; 5] = [b"<script", b"<html", b"<svg", b"<!doctype", b"<?php"];

/// Gives the document without document information and metadata, as far as they can be reached.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, FileFault> {
    let bytes = until_end(bytes).ok_or(FileFault::Damaged)?;
    let tail = bytes.get(bytes.len().saturating_sub(ZIP_TAIL)..).unwrap_or_default();
    if find(tail, b"PK\x05\x06", 0).is_some() {
        return Err(FileFault::OtherType);
    }
    check(bytes)?;

    let mut clean = bytes.to_vec();
    for mark in blank::marks(bytes) {
        mark.apply(&mut clean);
    }
    Ok(clean)
}

/// Cuts off what was appended behind the end.
fn until_end(bytes: &[u8]) -> Option<&[u8]> {
    let from = bytes.len().saturating_sub(TAIL);
    let tail = bytes.get(from..)?;
    let at = tail.windows(5).rposition(|window| window == b"%%EOF")?;
    bytes.get(..from + at + 5)
}

fn check(bytes: &[u8]) -> Result<(), FileFault> {
    let mut found = Found::default();
    let mut work = Work::default();
    for piece in pieces(bytes) {
        let structure = bytes.get(piece.structure.clone()).unwrap_or_default();
        if has_markup(structure) {
            return Err(FileFault::Active);
        }
        found.look(structure, Place::Objects, true);
        look_into(bytes, &piece, &mut found, &mut work)?;
    }
    if found.has(Word::Encrypt) {
        Err(FileFault::Locked)
    } else if found.has(Word::Acts) || (found.has(Word::AtOnce) && found.has(Word::LeadsOut)) {
        Err(FileFault::Active)
    } else {
        Ok(())
    }
}

/// Looks at the content of a stream as it stands, and at what it unpacks to.
fn look_into(
    bytes: &[u8],
    piece: &Piece,
    found: &mut Found,
    work: &mut Work,
) -> Result<(), FileFault> {
    let raw = bytes.get(piece.data.clone()).unwrap_or_default();
    let packed = bytes.get(piece.data.start..).unwrap_or_default();
    let dictionary = bytes.get(piece.structure.clone()).unwrap_or_default();
    match names::Packing::of(dictionary) {
        names::Packing::Content => {
            found.look(raw, Place::Content, true);
            // Broken content harms nobody: what could be unpacked has been looked at.
            match unpack(packed, Place::Content, found, work) {
                Ok(()) | Err(unpack::Fault::Broken) => Ok(()),
                Err(unpack::Fault::TooMuch) => Err(FileFault::Damaged),
            }
        }
        names::Packing::PlainObjects => {
            found.look(raw, Place::Objects, true);
            Ok(())
        }
        names::Packing::PackedObjects => {
            unpack(packed, Place::Objects, found, work).map_err(|_| FileFault::Damaged)
        }
        // Objects in a packing that this does not undo could be anything.
        names::Packing::UnknownObjects => Err(FileFault::Active),
    }
}

fn has_markup(structure: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = find(structure, b"<", from) {
        let rest = structure.get(at..).unwrap_or_default();
        let starts = |word: &[u8]| {
            rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        if MARKUP.iter().any(|word| starts(word)) {
            return true;
        }
        from = at + 1;
    }
    false
}
