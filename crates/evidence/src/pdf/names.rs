//! The names in a PDF that say what it can do.

/// What a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// The document is encrypted.
    Encrypt = 1,
    /// It has a script, an attachment, or something that starts or sends.
    Acts = 2,
    /// Something happens when it, or a page, is opened.
    AtOnce = 4,
    /// It has a link to elsewhere, which alone is harmless.
    LeadsOut = 8,
}

/// Where a name is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Among objects.
    Objects,
    /// In the content of a stream. An object may be hidden there, but pictures give every short
    /// name by chance sooner or later; so short ones do not count.
    Content,
}

/// Shortest name that counts in content: by chance once in 2⁴⁸ bytes.
const MIN_IN_CONTENT: usize = 6;
/// Longest way to write a name that counts, each letter as `#xx`.
pub(super) const MAX_WRITTEN: usize = 128;

/// The words found so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found(u8);

impl Found {
    pub(super) const fn has(self, word: Word) -> bool {
        self.0 & word as u8 != 0
    }

    /// Adds the words in `bytes`. Unless they are the `last` ones of their place, a name in the
    /// last [`MAX_WRITTEN`] bytes is left for the next call, which brings them again.
    pub(super) fn look(&mut self, bytes: &[u8], place: Place, last: bool) {
        let until = if last { bytes.len() } else { bytes.len().saturating_sub(MAX_WRITTEN) };
        for (at, name) in names(bytes).take_while(|(at, _)| *at < until) {
            if place == Place::Content && name.text().len() < MIN_IN_CONTENT {
                continue;
            }
            let after = bytes.get(at + name.written..).unwrap_or_default();
            if let Some(word) = word(name.text(), after) {
                self.0 |= word as u8;
            }
        }
    }
}

fn word(name: &[u8], after: &[u8]) -> Option<Word> {
    match name {
        b"Encrypt" => Some(Word::Encrypt),
        b"JavaScript" | b"JS" | b"Launch" | b"EmbeddedFile" | b"EmbeddedFiles" | b"EF"
        | b"FileAttachment" | b"SubmitForm" | b"ImportData" | b"RichMedia"
        | b"RichMediaContent" | b"Rendition" | b"GoToE" | b"XFA" => Some(Word::Acts),
        b"AA" => Some(Word::AtOnce),
        // An array is a place in the document, and no action.
        b"OpenAction" if !after.trim_ascii_start().starts_with(b"[") => Some(Word::AtOnce),
        b"URI" | b"GoToR" => Some(Word::LeadsOut),
        _ => None,
    }
}

/// How the content of a stream is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// It holds no objects.
    Content,
    /// It holds objects as they are.
    PlainObjects,
    /// It holds deflated objects.
    PackedObjects,
    /// It holds objects in another packing.
    UnknownObjects,
}

impl Packing {
    /// Reads it from the structure before a stream.
    pub(super) fn of(structure: &[u8]) -> Self {
        let own = own_dictionary(structure);
        let has =
            |bytes, wanted: &[&[u8]]| names(bytes).any(|(_, name)| wanted.contains(&name.text()));
        // Some viewers go by the one, some by the other.
        if !has(own, &[b"First"]) && !has(structure, &[b"ObjStm"]) {
            return Self::Content;
        }
        let other: [&[u8]; 13] = [
            b"ASCIIHexDecode",
            b"AHx",
            b"ASCII85Decode",
            b"A85",
            b"LZWDecode",
            b"LZW",
            b"RunLengthDecode",
            b"RL",
            b"Crypt",
            b"DecodeParms",
            b"DP",
            b"FFilter",
            b"FDecodeParms",
        ];
        if has(own, &other) {
            Self::UnknownObjects
        } else if has(own, &[b"FlateDecode", b"Fl"]) {
            Self::PackedObjects
        } else if has(own, &[b"Filter"]) {
            Self::UnknownObjects
        } else {
            Self::PlainObjects
        }
    }
}

/// The last object of a stretch of structure: the one whose stream follows.
pub(super) fn own_dictionary(structure: &[u8]) -> &[u8] {
    let start = structure.windows(4).rposition(|window| window == b" obj").unwrap_or_default();
    structure.get(start..).unwrap_or_default()
}

/// A name without its solidus, its escapes undone.
pub(super) struct Name {
    text: [u8; 24],
    length: usize,
    /// How many bytes it takes in the file.
    pub(super) written: usize,
}

impl Name {
    /// Its text. Of a name longer than any that counts, nothing.
    pub(super) fn text(&self) -> &[u8] {
        self.text.get(..self.length).unwrap_or_default()
    }

    /// ISO 32000-1 §7.3.5: regular characters, each of which may be written as `#xx`.
    fn read(bytes: &[u8]) -> Self {
        let mut name = Self { text: [0; 24], length: 0, written: 1 };
        while name.written < MAX_WRITTEN {
            let rest = bytes.get(name.written..).unwrap_or_default();
            let (byte, written) = match rest {
                [b'#', high, low, ..] => match (hex(*high), hex(*low)) {
                    (Some(high), Some(low)) => (high << 4 | low, 3),
                    _ => (b'#', 1),
                },
                [byte, ..] if is_regular(*byte) => (*byte, 1),
                _ => break,
            };
            if let Some(place) = name.text.get_mut(name.length) {
                *place = byte;
            }
            name.length += 1;
            name.written += written;
        }
        name
    }
}

/// Gives every name in `bytes` with the place of its solidus.
pub(super) fn names(bytes: &[u8]) -> impl Iterator<Item = (usize, Name)> + '_ {
    let mut from = 0;
    core::iter::from_fn(move || {
        let at = from + bytes.get(from..)?.iter().position(|&byte| byte == b'/')?;
        from = at + 1;
        Some((at, Name::read(bytes.get(at..)?)))
    })
}

const fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | 0x0C
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
