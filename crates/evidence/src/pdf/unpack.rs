//! Unpacks the content of a stream in small windows, and looks at the names in it.
//!
//! Nothing is kept, so memory stays the same whatever the content unpacks to; the work of a whole
//! document is bounded too (APL-02).

use super::names::{Found, MAX_WRITTEN, Place};
use flate2::{Decompress, FlushDecompress, Status};

/// Most bytes to be read and written while unpacking one document: ten pages scanned in colour.
const MAX_WORK: u64 = 256 << 20;
const WINDOW: usize = 64 << 10;

/// What has been unpacked of a document so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Work(u64);

/// Why content was not unpacked to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not deflated, or cut off.
    Broken,
    /// The document unpacks to more than is read.
    TooMuch,
}

/// Unpacks from the first of `packed` on, which may go on behind the stream: deflated data says
/// itself where it ends.
pub(super) fn unpack(
    packed: &[u8],
    place: Place,
    found: &mut Found,
    work: &mut Work,
) -> Result<(), Fault> {
    if !is_zlib(packed) {
        return Err(Fault::Broken);
    }
    let mut inflate = Decompress::new(true);
    let mut window = vec![0; MAX_WRITTEN + WINDOW];
    // How much at the beginning of the window has been there before.
    let mut kept = 0;
    loop {
        let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
        let input = usize::try_from(before_in).ok().and_then(|at| packed.get(at..));
        let (Some(input), Some(room)) = (input, window.get_mut(kept..)) else {
            return Err(Fault::Broken);
        };
        let input = input.get(..WINDOW).unwrap_or(input);
        let status =
            inflate.decompress(input, room, FlushDecompress::None).map_err(|_| Fault::Broken)?;
        let (read, wrote) = (inflate.total_in() - before_in, inflate.total_out() - before_out);
        let filled = kept + usize::try_from(wrote).map_err(|_| Fault::Broken)?;
        let is_last = status == Status::StreamEnd;
        found.look(window.get(..filled).unwrap_or_default(), place, is_last);
        work.0 += read + wrote;

        match status {
            Status::StreamEnd => return Ok(()),
            _ if work.0 > MAX_WORK => return Err(Fault::TooMuch),
            _ if read == 0 && wrote == 0 => {
                found.look(window.get(..filled).unwrap_or_default(), place, true);
                return Err(Fault::Broken);
            }
            _ => {}
        }
        let from = filled.saturating_sub(MAX_WRITTEN);
        window.copy_within(from..filled, 0);
        kept = filled - from;
    }
}

/// RFC 1950 §2.2.
fn is_zlib(packed: &[u8]) -> bool {
    let [method, flags, ..] = packed else { return false };
    method & 0x0F == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
}
