//! Checks an uploaded file and makes a clean copy of it (APL-01..03).
//!
//! The server calls [`inspect`] with a whole file that it has already kept below its limit of
//! size. What comes out is what is stored; what came in is thrown away. This crate does no I/O,
//! reads no clock and never runs or renders what it reads.
//!
//! # What is kept and what goes
//!
//! - **Pictures** are decoded, turned upright and encoded anew. EXIF with its GPS position, colour
//!   profiles, comments, thumbnails, further frames and whatever was appended are gone, because
//!   only pixels are copied. Colours outside sRGB become a little duller for want of the profile.
//! - **PDF** is not written anew: no library at hand does so in bounded memory. It is refused when
//!   it is encrypted or can act by itself. Document information, XMP metadata and the EXIF blocks
//!   of embedded JPEG pictures are overwritten in place where they stand in the open. They stay
//!   when they are inside a compressed object stream, as does everything that is drawn on a page,
//!   its links and its bookmarks.
//!
//! # Memory
//!
//! Besides the file itself: a PDF takes its own size and 128 KiB. A picture takes at most
//! [`MAX_DECODED`] for its pixels; turning it by a quarter takes the same again, and a progressive
//! JPEG keeps up to 6 bytes a pixel of coefficients while it is read. Measured for 24 megapixels,
//! the program and a file of 10 MB included: 150 MiB for a photo, 227 MiB for a progressive one,
//! 265 MiB for a PNG of noise. So the caller inspects one file at a time. What is refused takes
//! less than 64 MiB.

mod jpeg;
mod name;
mod pdf;
mod picture;
mod png;

use regain_contract::appeal::{FileFault, FileKind};

/// Most pixels of a picture: 24 megapixels.
pub const MAX_PIXELS: u64 = 24_000_000;
/// Most bytes of a picture's pixels when it is decoded.
pub const MAX_DECODED: u64 = 4 * MAX_PIXELS;

/// A file that may be stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Clean {
    /// What it is. A very large PNG becomes a JPEG.
    pub kind: FileKind,
    /// Its content, cleaned.
    pub bytes: Vec<u8>,
}

impl core::fmt::Debug for Clean {
    /// Leaves the content out: it is personal data.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Clean").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Checks a file and cleans it. Takes its content, the media type that was declared for it (may be
/// empty) and its name on the person's device; gives the copy to store, or why it is refused.
///
/// APL-01: the content decides what it is; the declared type and the extension must not contradict
/// it, and at least one of them must say it.
///
/// # Errors
///
/// `Empty`, `WrongType`, `OtherType`, `TooManyPixels`, `Damaged`, `Locked` or `Active`.
pub fn inspect(bytes: &[u8], declared: &str, name: &str) -> Result<Clean, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    let kind = by_content(bytes).ok_or(FileFault::WrongType)?;
    name::check(kind, declared, name)?;

    match kind {
        FileKind::Jpeg => picture::clean_jpeg(bytes),
        FileKind::Png => picture::clean_png(bytes),
        FileKind::Pdf => Ok(Clean { kind, bytes: pdf::clean(bytes)? }),
    }
}

/// What the first bytes say; they stand at the very beginning, or it is none of ours.
fn by_content(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some(FileKind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        Some(FileKind::Png)
    } else if bytes.starts_with(b"%PDF-") {
        Some(FileKind::Pdf)
    } else {
        None
    }
}
