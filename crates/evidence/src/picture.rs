//! Decodes a picture within limits, turns it upright and encodes it anew (APL-02, APL-03).

use crate::{Clean, MAX_DECODED, MAX_PIXELS, jpeg, png};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::{DynamicImage, ImageDecoder, Limits, RgbaImage};
use regain_contract::appeal::{FileFault, FileKind};
use std::io::Cursor;

/// The first is as good as the eye of a reviewer asks for; the others are for pictures of noise,
/// which would come out larger than they came in.
const QUALITIES: [u8; 3] = [88, 75, 60];
/// What is larger than this is encoded smaller: a PNG as a JPEG, a JPEG less well.
const MAX_KEPT: usize = 10 << 20;
/// What the PNG reader may hold besides the pixels: profiles and texts, which are dropped.
const MAX_ANCILLARY: u64 = 16 << 20;

/// Makes a clean JPEG.
pub(crate) fn clean_jpeg(bytes: &[u8]) -> Result<Clean, FileFault> {
    check_pixels(jpeg::size(bytes)?)?;
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
    encode_jpeg(&upright(decoder)?)
}

/// Makes a clean PNG, or a JPEG of one that is very large.
pub(crate) fn clean_png(bytes: &[u8]) -> Result<Clean, FileFault> {
    check_pixels(png::size(bytes)?)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED + MAX_ANCILLARY);
    let decoder =
        PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(|_| FileFault::Damaged)?;
    let picture = upright(decoder)?;
    let mut clean = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut clean)).map_err(|_| FileFault::Damaged)?;
    if clean.len() > MAX_KEPT {
        drop(clean);
        return encode_jpeg(&on_white(picture));
    }
    Ok(Clean { kind: FileKind::Png, bytes: clean })
}

/// APL-02: looked at before anything is decoded.
fn check_pixels((width, height): (u32, u32)) -> Result<(), FileFault> {
    match u64::from(width) * u64::from(height) {
        0 => Err(FileFault::Damaged),
        1..=MAX_PIXELS => Ok(()),
        _ => Err(FileFault::TooManyPixels),
    }
}

/// Decodes and turns. Eight bits a channel are left: no document needs more.
fn upright(mut decoder: impl ImageDecoder) -> Result<DynamicImage, FileFault> {
    if decoder.total_bytes() > MAX_DECODED {
        return Err(FileFault::TooManyPixels);
    }
    // A picture whose EXIF block cannot be read is taken as it lies.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| FileFault::Damaged)?;
    let mut picture = eight_bits(picture);
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(picture.into_luma8()),
        DynamicImage::ImageLumaA16(_) => DynamicImage::ImageLumaA8(picture.into_luma_alpha8()),
        DynamicImage::ImageRgb16(_) => DynamicImage::ImageRgb8(picture.into_rgb8()),
        DynamicImage::ImageRgba16(_) => DynamicImage::ImageRgba8(picture.into_rgba8()),
        eight => eight,
    }
}

fn encode_jpeg(picture: &DynamicImage) -> Result<Clean, FileFault> {
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes.clear();
        picture
            .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
            .map_err(|_| FileFault::Damaged)?;
        if bytes.len() <= MAX_KEPT {
            break;
        }
    }
    Ok(Clean { kind: FileKind::Jpeg, bytes })
}

/// A JPEG has no transparency, and what was transparent would come out black.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut rgba: RgbaImage = picture.into_rgba8();
    for pixel in rgba.pixels_mut() {
        let [r, g, b, a] = pixel.0;
        let over = |channel: u8| {
            let sum = u32::from(channel) * u32::from(a) + 255 * (255 - u32::from(a));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [over(r), over(g), over(b), 255];
    }
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8())
}
