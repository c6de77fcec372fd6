//! Pictures are bounded, turned upright and made anew.

#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

use crate::corpus::{
    self, BLUE, RED, chunk, contains, deflated_zeros, jpeg, jpeg_with_exif, png, png_of, png_with,
};
use image::{DynamicImage, ImageDecoder, Rgb};
use regain_contract::appeal::{FileFault, FileKind};
use regain_evidence::{Clean, inspect};
use std::io::Cursor;

fn clean(bytes: &[u8]) -> Result<Clean, FileFault> {
    match bytes.first() {
        Some(0x89) => inspect(bytes, "image/png", "x.png"),
        _ => inspect(bytes, "image/jpeg", "x.jpg"),
    }
}

fn decode(clean: &Clean) -> DynamicImage {
    image::load_from_memory(&clean.bytes).unwrap()
}

fn is_near(picture: &DynamicImage, x: u32, y: u32, colour: Rgb<u8>) -> bool {
    let pixel = picture.to_rgb8().get_pixel(x, y).0;
    pixel.iter().zip(colour.0).all(|(is, wanted)| is.abs_diff(wanted) < 24)
}

/// APL-03: no EXIF, no position and no maker are left, whatever the orientation.
#[test]
fn a_photo_loses_everything_but_its_pixels() {
    for orientation in 0..=9 {
        let photo = jpeg_with_exif(orientation);
        assert!(contains(&photo, b"GPS-31.2304N") && contains(&photo, b"SecretMaker"));

        let clean = clean(&photo).unwrap();

        let mut decoder = image::codecs::jpeg::JpegDecoder::new(Cursor::new(&clean.bytes)).unwrap();
        assert_eq!(decoder.exif_metadata().unwrap(), None);
        assert_eq!(decoder.icc_profile().unwrap(), None);
        for trace in [b"Exif".as_slice(), b"GPS", b"SecretMaker", b"\xFF\xE1"] {
            assert!(!contains(&clean.bytes, trace), "{trace:?} at orientation {orientation}");
        }
    }
}

/// APL-03: what the block said about the orientation is done to the pixels.
#[test]
fn a_photo_is_turned_upright() {
    // Where the red half, left as it lies, comes to be: a point in it and one in the blue half.
    let expected = [
        (1, (64, 32), (8, 16), (56, 16)),
        (2, (64, 32), (56, 16), (8, 16)),
        (3, (64, 32), (56, 16), (8, 16)),
        (6, (32, 64), (16, 8), (16, 56)),
        (8, (32, 64), (16, 56), (16, 8)),
    ];

    for (orientation, size, red, blue) in expected {
        let picture = decode(&clean(&jpeg_with_exif(orientation)).unwrap());

        assert_eq!((picture.width(), picture.height()), size, "orientation {orientation}");
        assert!(is_near(&picture, red.0, red.1, RED), "orientation {orientation}");
        assert!(is_near(&picture, blue.0, blue.1, BLUE), "orientation {orientation}");
    }
}

/// APL-03: texts, EXIF and frames of a PNG are gone, and its orientation is done.
#[test]
fn a_png_loses_everything_but_its_pixels() {
    let chunks = [
        chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]),
        chunk(b"tEXt", b"Comment\0a secret comment"),
        chunk(b"eXIf", &corpus::tiff(6)),
    ]
    .concat();

    let clean = clean(&png_with(&chunks)).unwrap();

    assert_eq!(clean.kind, FileKind::Png);
    for trace in [b"secret".as_slice(), b"GPS", b"eXIf", b"acTL", b"tEXt"] {
        assert!(!contains(&clean.bytes, trace), "{trace:?}");
    }
    let picture = decode(&clean);
    assert_eq!((picture.width(), picture.height()), (32, 64));
    assert_eq!(picture.to_rgb8().get_pixel(16, 8), &RED);
}

/// APL-01: what was appended to a picture, or hidden in a comment, is not in the copy.
#[test]
fn a_picture_that_is_something_else_too_is_only_a_picture_afterwards() {
    let script = b"<script>alert(1)</script>";
    let archive = b"PK\x03\x04 META-INF/MANIFEST.MF PK\x05\x06";
    let comment = [&jpeg()[..2], &[0xFF, 0xFE, 0, 27], script, &jpeg()[2..]].concat();

    for file in [comment, [jpeg(), archive.to_vec()].concat(), [png(), script.to_vec()].concat()] {
        let clean = clean(&file).unwrap();

        assert!(!contains(&clean.bytes, b"script") && !contains(&clean.bytes, b"PK"));
    }
}

/// APL-02: the header alone is enough to refuse too many pixels.
#[test]
fn a_picture_with_too_many_pixels_is_refused_unread() {
    let mut wide_jpeg = jpeg();
    let frame = wide_jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    wide_jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);

    for file in [png_of(60_000, 60_000, b""), png_of(24_000_001, 1, b""), wide_jpeg] {
        assert_eq!(clean(&file), Err(FileFault::TooManyPixels));
    }
}

/// APL-02: pixels that are not in the file are not made up, whatever it unpacks to.
#[test]
fn a_bomb_of_zeros_is_refused() {
    let many_zeros = deflated_zeros(48);
    assert!(many_zeros.len() < 64 << 10);

    assert_eq!(clean(&png_of(60_000, 60_000, &many_zeros)), Err(FileFault::TooManyPixels));
    // The right number of pixels, and no more, comes of what unpacks to more.
    let small = clean(&png_of(8, 8, &many_zeros)).unwrap();
    assert_eq!((decode(&small).width(), small.bytes.len() < 1024), (8, true));
}

/// APL-02: sixteen bits a channel take twice the memory, so the bound is on bytes too.
#[test]
fn memory_is_bounded_besides_pixels() {
    let header = [&4800_u32.to_be_bytes()[..], &4800_u32.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
    let deep = [
        b"\x89PNG\r\n\x1A\n".as_slice(),
        &chunk(b"IHDR", &header),
        &chunk(b"IDAT", &corpus::deflate(b"")),
        &chunk(b"IEND", b""),
    ]
    .concat();

    assert_eq!(clean(&deep), Err(FileFault::TooManyPixels));
}

/// APL-02: a picture of no width is no picture.
#[test]
fn a_picture_without_pixels_is_damaged() {
    assert_eq!(clean(&png_of(0, 9, b"")), Err(FileFault::Damaged));
}

/// APL-03: a PNG that stays very large is kept as a JPEG, on white.
#[test]
fn a_very_large_png_becomes_a_jpeg() {
    let mut seeded = crate::seeded::Seeded(1);
    let mut noise = vec![0; 1900 * 1900 * 4];
    seeded.fill(&mut noise);
    for pixel in noise.chunks_exact_mut(4).take(1900 * 100) {
        pixel[3] = 0;
    }
    let picture = image::RgbaImage::from_raw(1900, 1900, noise).unwrap();
    let mut file = Vec::new();
    picture.write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png).unwrap();

    let clean = clean(&file).unwrap();

    assert_eq!(clean.kind, FileKind::Jpeg);
    assert!(is_near(&decode(&clean), 800, 20, Rgb([255; 3])));
}
