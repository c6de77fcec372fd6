//! How much memory bombs take. A program of its own, because the high-water mark is that of the
//! whole process.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "test support: a failure here is a failed test")]

#[expect(dead_code, reason = "only some of the files are built here")]
#[path = "evidence/corpus.rs"]
mod corpus;

use corpus::{deflated_zeros, pdf, png_of, stream};
use regain_contract::appeal::FileFault;
use regain_evidence::inspect;

/// The largest resident size so far, in MiB.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// APL-02: refusing bombs takes less than 64 MiB, whatever they unpack to.
#[test]
fn bombs_are_refused_in_little_memory() {
    let zeros = deflated_zeros(1024);
    let as_png = png_of(60_000, 60_000, &zeros);
    let in_a_document = pdf("", &[&stream(4, "/Filter /FlateDecode", &zeros)], "");
    let objects = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
    let as_objects = pdf("", &[&stream(4, objects, &zeros)], "");

    assert_eq!(inspect(&as_png, "image/png", "x.png"), Err(FileFault::TooManyPixels));
    for document in [in_a_document, as_objects] {
        assert_eq!(inspect(&document, "application/pdf", "x.pdf"), Err(FileFault::Damaged));
    }

    let peak = peak_mib();
    assert!(peak < 64, "{peak} MiB");
}
