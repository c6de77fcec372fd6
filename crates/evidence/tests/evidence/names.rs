//! Content, name and declared type have to agree.

use crate::corpus::{jpeg, pdf, png};
use regain_contract::appeal::{FileFault, FileKind};
use regain_evidence::inspect;

fn kind(bytes: &[u8], declared: &str, name: &str) -> Result<FileKind, FileFault> {
    inspect(bytes, declared, name).map(|clean| clean.kind)
}

/// APL-01: each kind is taken under its own names and types.
#[test]
fn a_file_that_is_what_it_says_is_taken() {
    let document = pdf("", &[], "");
    let taken: [(&[u8], &str, &str, FileKind); 8] = [
        (&jpeg(), "image/jpeg", "IMG_2041.JPG", FileKind::Jpeg),
        (&jpeg(), "image/jpeg", "身份证.jpeg", FileKind::Jpeg),
        (&jpeg(), "image/jpeg; charset=binary", "C:\\scans\\id.2024.jpg", FileKind::Jpeg),
        (&jpeg(), "IMAGE/JPEG", "Scan vom 3. Mai", FileKind::Jpeg),
        (&png(), "image/png", "a b.png", FileKind::Png),
        (&png(), "", "x.png", FileKind::Png),
        (&png(), "application/octet-stream", "x.png", FileKind::Png),
        (&document, "application/pdf", "letter.pdf", FileKind::Pdf),
    ];

    for (bytes, declared, name, expected) in taken {
        assert_eq!(kind(bytes, declared, name), Ok(expected), "{declared} {name}");
    }
}

/// APL-01: whatever contradicts the content is refused, as is what nothing vouches for.
#[test]
fn a_name_or_type_that_says_something_else_is_refused() {
    let refused = [
        ("image/png", "x.jpg"),
        ("image/jpeg", "x.png"),
        ("image/svg+xml", "x.jpg"),
        ("text/html", "x.jpg"),
        ("application/octet-stream", "x"),
        ("", ""),
        ("", "x.exe"),
        ("image/jpeg", "x.exe"),
        ("image/jpeg", "x.jpg.exe"),
        ("image/jpeg", "x.php.jpg"),
        ("image/jpeg", "x.PHP.jpg"),
        ("image/jpeg", "x.pdf.jpg"),
        ("image/jpeg", "x.php\0.jpg"),
        ("image/jpeg", "x.jpg\0.php"),
        ("image/jpeg", "x\r\n.jpg"),
        ("image/jpeg", "x\u{202E}gpj.jpg"),
        ("image/jpeg", ".htaccess"),
    ];

    for (declared, name) in refused {
        assert_eq!(kind(&jpeg(), declared, name), Err(FileFault::OtherType), "{declared} {name:?}");
    }
}

/// APL-01: the content decides, and only three kinds are on the list.
#[test]
fn other_kinds_of_content_are_refused_under_any_name() {
    let gifar = [b"GIF89a\x01\0\x01\0\0\0\0;".as_slice(), b"PK\x03\x04 META-INF/"].concat();
    let page_first = [b"<html><script>1</script></html>\n".as_slice(), &pdf("", &[], "")].concat();
    let others: [&[u8]; 9] = [
        &gifar,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>1</script>",
        &page_first,
        b"MZ\x90\0",
        b"PK\x03\x04",
        b"\0\xFF\xD8\xFF",
        b"RIFF\0\0\0\0WEBP",
    ];

    for bytes in others {
        for (declared, name) in [("image/jpeg", "x.jpg"), ("application/pdf", "x.pdf")] {
            assert_eq!(kind(bytes, declared, name), Err(FileFault::WrongType));
        }
    }
}

/// APL-01: nothing at all is said to be empty.
#[test]
fn a_file_without_content_is_empty() {
    assert_eq!(kind(b"", "image/jpeg", "x.jpg"), Err(FileFault::Empty));
}
