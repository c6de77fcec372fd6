//! What is cut off or random is refused, and nothing panics.

use crate::corpus::{jpeg, jpeg_with_exif, pdf, png, stream};
use crate::seeded::Seeded;
use regain_contract::appeal::FileFault;
use regain_evidence::inspect;

fn files() -> [(Vec<u8>, &'static str, &'static str); 4] {
    let content = stream(4, "/Filter /FlateDecode", &crate::corpus::deflate(b"0 0 m 9 9 l S"));
    [
        (jpeg(), "image/jpeg", "x.jpg"),
        (jpeg_with_exif(6), "image/jpeg", "x.jpg"),
        (png(), "image/png", "x.png"),
        (pdf("", &[&content], ""), "application/pdf", "x.pdf"),
    ]
}

/// APL-01: a file that ends too early is damaged, wherever it ends.
#[test]
fn a_truncated_file_is_damaged() {
    for (file, declared, name) in files() {
        for tenth in 1..10 {
            let cut = &file[..file.len() * tenth / 10];

            assert_eq!(
                inspect(cut, declared, name),
                Err(FileFault::Damaged),
                "{name} cut at {tenth}/10"
            );
        }
    }
}

/// APL-01: a million random beginnings, with each kind's first bytes, never panic.
#[test]
fn random_content_never_panics() {
    let mut seeded = Seeded(20_261_125);
    let starts: [&[u8]; 6] = [
        b"\xFF\xD8\xFF",
        b"\xFF\xD8\xFF\xC0\0\x11\x08\0\x10\0\x10\x03",
        b"\x89PNG\r\n\x1A\n",
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n1 0 obj<</First 1/Filter/Fl>>stream\n\x78\x9C",
    ];
    let ends: [&[u8]; 3] = [b"", b"\xFF\xD9", b"%%EOF"];
    let mut noise = [0; 48];
    let mut taken = 0_u32;

    for _ in 0..1_000_000 {
        seeded.fill(&mut noise);
        let length = seeded.below(noise.len());
        let file = [starts[seeded.below(6)], &noise[..length], ends[seeded.below(3)]].concat();
        let (declared, name) = match file[0] {
            0xFF => ("image/jpeg", "x.jpg"),
            0x89 => ("image/png", "x.png"),
            _ => ("application/pdf", "x.pdf"),
        };
        taken += u32::from(inspect(&file, declared, name).is_ok());
    }

    // Something with the mark of its end is all that this asks of a PDF.
    assert!(taken < 400_000);
}

/// APL-01: a good file with bytes changed at random never panics either.
#[test]
fn changed_files_never_panic() {
    let mut seeded = Seeded(7);
    let files = files();
    let mut refused = 0;

    for round in 0..20_000 {
        let (file, declared, name) = &files[round % files.len()];
        let mut file = file.clone();
        for _ in 0..=seeded.below(8) {
            let at = seeded.below(file.len());
            file[at] = seeded.next() as u8;
        }
        refused += u32::from(inspect(&file, declared, name).is_err());
    }

    assert!(refused > 1_000);
}
