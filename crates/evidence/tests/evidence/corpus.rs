//! Builds the files that the tests inspect.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failure here is a failed test"
)]

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageBuffer, Rgb, RgbImage};
use std::io::Write;

pub const RED: Rgb<u8> = Rgb([220, 20, 20]);
pub const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// 64 by 32; the left half is red, the right half blue.
pub fn picture() -> RgbImage {
    ImageBuffer::from_fn(64, 32, |x, _| if x < 32 { RED } else { BLUE })
}

pub fn jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(picture())
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95))
        .unwrap();
    bytes
}

pub fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(picture()).write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// A JPEG with an EXIF block: an orientation, a position and the name of a maker.
pub fn jpeg_with_exif(orientation: u16) -> Vec<u8> {
    let plain = jpeg();
    let exif = [b"Exif\0\0".as_slice(), &tiff(orientation)].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
}

/// TIFF: orientation, maker, and a GPS directory with a latitude reference.
pub fn tiff(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let [low, high] = orientation.to_le_bytes();
    tiff.extend([3, 0]);
    tiff.extend(entry(0x010F, 2, 12, 50_u32.to_le_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [low, high, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 62_u32.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(b"SecretMaker\0");
    tiff.extend([1, 0]);
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend([0; 4]);
    tiff.extend(b"GPS-31.2304N");
    tiff
}

/// One chunk of a PNG.
pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(content);
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], kind, content, &crc.sum().to_be_bytes()].concat()
}

/// A PNG with one grey channel of eight bits, and `packed` as its pixels.
pub fn png_of(width: u32, height: u32, packed: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1A\n".as_slice(),
        &chunk(b"IHDR", &header),
        &chunk(b"IDAT", packed),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

/// A PNG with further chunks before its pixels.
pub fn png_with(chunks: &[u8]) -> Vec<u8> {
    let plain = png();
    // The signature and the header, which has 13 bytes.
    let (start, rest) = plain.split_at(8 + 25);
    [start, chunks, rest].concat()
}

pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Zeros, deflated, without ever holding them all.
pub fn deflated_zeros(megabytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..megabytes {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

/// A PDF with one page; `catalog` is added to the catalog, `objects` to the file, `trailer` to the
/// trailer.
pub fn pdf(catalog: &str, objects: &[&[u8]], trailer: &str) -> Vec<u8> {
    let catalog = format!("1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n");
    let mut all: Vec<Vec<u8>> = vec![
        catalog.into_bytes(),
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n".to_vec(),
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>\nendobj\n".to_vec(),
    ];
    all.extend(objects.iter().map(|object| object.to_vec()));
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for object in &all {
        offsets.push(file.len());
        file.extend(object);
    }
    let xref = file.len();
    let count = offsets.len() + 1;
    file.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let trailer = format!("<< /Size {count} /Root 1 0 R {trailer} >>");
    file.extend(format!("trailer\n{trailer}\nstartxref\n{xref}\n%%EOF\n").bytes());
    file
}

/// An object with a stream.
pub fn stream(number: u32, dictionary: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let start = format!("{number} 0 obj\n<< {dictionary} /Length {length} >>\nstream\n");
    [start.as_bytes(), content, b"\nendstream\nendobj\n"].concat()
}

pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
