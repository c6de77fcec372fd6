//! The header of a PNG: how many pixels it has.

use regain_contract::appeal::FileFault;

/// Gives width and height from the first chunk, which must be the header (PNG §5.6).
pub(crate) fn size(bytes: &[u8]) -> Result<(u32, u32), FileFault> {
    let header = bytes.get(8..24).ok_or(FileFault::Damaged)?;
    let Some((b"\0\0\0\rIHDR", size)) = header.split_first_chunk::<8>() else {
        return Err(FileFault::Damaged);
    };
    let Some((width, height)) = size.split_first_chunk::<4>() else {
        return Err(FileFault::Damaged);
    };
    let height = height.first_chunk::<4>().ok_or(FileFault::Damaged)?;
    Ok((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}
