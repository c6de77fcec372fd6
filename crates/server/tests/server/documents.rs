//! Documents to give, and the folder that they are kept in.

use crate::world::World;
use image::{DynamicImage, codecs::png::PngEncoder};
use std::path::PathBuf;

/// A small picture.
pub fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::new_rgb8(64, 32).write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// A PNG that says it is 60,000 by 60,000 pixels large.
pub fn bomb() -> Vec<u8> {
    let side = 60_000_u32.to_be_bytes();
    let header = [b"IHDR".as_slice(), &side, &side, &[8, 0, 0, 0, 0]].concat();
    let sum = crc(&header).to_be_bytes();
    [b"\x89PNG\r\n\x1A\n".as_slice(), &[0, 0, 0, 13], &header, &sum, &png()[33..]].concat()
}

/// The check sum of a chunk (PNG, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| (sum >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(sum & 1));
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

/// A document of one page, with something in its catalog.
pub fn pdf(catalog: &str) -> Vec<u8> {
    let objects = [
        format!("1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n"),
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n".into(),
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>\nendobj\n".into(),
    ];
    let (mut file, mut table) = ("%PDF-1.7\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for object in objects {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&object);
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 4\n{table}trailer\n<< /Size 4 /Root 1 0 R >>\n"));
    file.push_str(&format!("startxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

/// Everything that lies in the folder.
pub fn stored(world: &World) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(&world.config.appeal_directory) else { return vec![] };
    entries.map(|entry| entry.unwrap().path()).collect()
}
