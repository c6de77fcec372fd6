//! The frame of a JPEG: how many pixels it has, and that it goes on to its end.
//!
//! Decoders fill up what is missing with grey, and a scan of a progressive picture can be had for
//! a few bytes. So both are looked at before a decoder is called.

use regain_contract::appeal::FileFault;

/// Most scans. Cameras write one, progressive encoders about ten.
const MAX_SCANS: usize = 40;

/// A part of a JPEG.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Segment {
    /// Its marker.
    pub(crate) marker: u8,
    /// Where its content begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

/// Walks over the segments, from one marker to the next. Ends at the end of the picture, or where
/// it is cut off or makes no sense; the last segment says which.
pub(crate) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
}

pub(crate) const SOS: u8 = 0xDA;
const EOI: u8 = 0xD9;

impl<'a> Segments<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2 }
    }

    /// The next marker that is one: in the data of a scan, FF 00 is a byte and FF D0…D7 a restart.
    fn next_marker(&mut self) -> Option<u8> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|&byte| byte == 0xFF)? + 1;
            match self.bytes.get(self.at)? {
                0xFF => {}
                0x00 | 0xD0..=0xD7 => self.at += 1,
                &marker => {
                    self.at += 1;
                    return Some(marker);
                }
            }
        }
    }
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let marker = self.next_marker()?;
        let start = self.at;
        if marker == EOI {
            self.at = self.bytes.len();
            return Some(Segment { marker, start, end: start });
        }
        let length = self.bytes.get(start..start + 2)?;
        let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
        let end =
            start.checked_add(length).filter(|&end| length >= 2 && end <= self.bytes.len())?;
        self.at = end;
        Some(Segment { marker, start: start + 2, end })
    }
}

/// Gives width and height, when the picture is whole.
pub(crate) fn size(bytes: &[u8]) -> Result<(u32, u32), FileFault> {
    let mut size = None;
    let mut scans = 0;
    for segment in Segments::of(bytes) {
        match segment.marker {
            // All frame headers; C4, C8 and CC are tables.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let found = frame(bytes, segment).ok_or(FileFault::Damaged)?;
                if size.replace(found).is_some() {
                    return Err(FileFault::Damaged);
                }
            }
            SOS => scans += 1,
            EOI if (1..=MAX_SCANS).contains(&scans) => return size.ok_or(FileFault::Damaged),
            _ => {}
        }
    }
    Err(FileFault::Damaged)
}

/// ITU T.81 B.2.2: precision, then lines and samples per line.
fn frame(bytes: &[u8], segment: Segment) -> Option<(u32, u32)> {
    let fields = bytes.get(segment.start..segment.end)?.get(1..5)?;
    let [h1, h0, w1, w0] = fields.try_into().ok()?;
    Some((u32::from(u16::from_be_bytes([w1, w0])), u32::from(u16::from_be_bytes([h1, h0]))))
}
