//! Compressed copies beside each file: brotli at 11 and gzip at 9.
//!
//! Brotli at 11 is slow, so results are kept in `target/compressed` by the hash of the content.

use super::digest;
use crate::failure::{Failure, Outcome};
use crate::{files, workspace};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;

/// The files that get smaller. Others (there are none today) are served as they are.
const COMPRESSIBLE: [&str; 7] = [".html", ".js", ".css", ".wasm", ".json", ".svg", ".txt"];

/// Puts `.br` and `.gz` beside every compressible file of a folder.
pub fn compress_folder(folder: &Path) -> Outcome {
    for path in files::walk(folder)? {
        let name = files::name(&path);
        // The server reads this one itself and never sends it.
        if name == "integrity.json" || !COMPRESSIBLE.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let bytes = files::read(&path)?;
        store(&path, "br", &bytes, brotli)?;
        store(&path, "gz", &bytes, gzip)?;
    }
    Ok(())
}

fn store(
    path: &Path,
    extension: &str,
    bytes: &[u8],
    compress: fn(&[u8]) -> std::io::Result<Vec<u8>>,
) -> Outcome {
    let kept = workspace::target().join("compressed").join(digest::full_hash(bytes));
    let kept = kept.with_extension(extension);
    let compressed = if let Ok(compressed) = files::read(&kept) {
        compressed
    } else {
        let failure = |error| Failure::new(format!("compressing {}: {error}", path.display()));
        let compressed = compress(bytes).map_err(failure)?;
        files::write(&kept, &compressed)?;
        compressed
    };
    files::write(Path::new(&format!("{}.{extension}", path.display())), &compressed)
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        // The largest window that every browser accepts.
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::{brotli, gzip};
    use std::io::Read;

    #[test]
    fn compressed_bytes_are_smaller_and_come_back_the_same() {
        let bytes = b"the same words and the same words and the same words".repeat(20);
        let (mut from_brotli, mut from_gzip) = (Vec::new(), Vec::new());

        let (small, small_gzip) = (brotli(&bytes).unwrap(), gzip(&bytes).unwrap());
        brotli::BrotliDecompress(&mut &*small, &mut from_brotli).unwrap();
        flate2::read::GzDecoder::new(&*small_gzip).read_to_end(&mut from_gzip).unwrap();

        assert!(small.len() < bytes.len() / 10 && small_gzip.len() < bytes.len() / 5);
        assert_eq!((from_brotli, from_gzip), (bytes.clone(), bytes));
    }
}
