//! What a PDF may hold, and what it loses.

use crate::corpus::{contains, deflate, deflated_zeros, jpeg_with_exif, pdf, stream};
use regain_contract::appeal::FileFault;
use regain_evidence::inspect;

fn clean(bytes: &[u8]) -> Result<Vec<u8>, FileFault> {
    inspect(bytes, "application/pdf", "x.pdf").map(|clean| clean.bytes)
}

const SCRIPT: &str = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

/// A document whose objects stand in an object stream.
fn packed(objects: &str, filter: &str, content: &[u8]) -> Vec<u8> {
    assert!(!objects.is_empty());
    let dictionary = format!("/Type /ObjStm /N 1 /First 4 {filter}");
    pdf("", &[&stream(4, &dictionary, content)], "")
}

/// APL-01: a document without anything that acts is taken, links and jumps with it.
#[test]
fn a_quiet_document_is_taken() {
    let link = b"4 0 obj\n<< /Type /Annot /A << /S /URI /URI (https://example.com) >> >>\nendobj\n";
    let text = stream(4, "/Filter /FlateDecode", &deflate(b"BT (JavaScript and Launch) Tj ET"));

    for document in [
        pdf("", &[], ""),
        pdf("/OpenAction [3 0 R /Fit]", &[link], ""),
        pdf("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>", &[&text], ""),
        packed("plain", "/Filter /FlateDecode", &deflate(b"9 0 << /Type /Font >>")),
    ] {
        assert!(clean(&document).is_ok(), "{}", String::from_utf8_lossy(&document));
    }
}

/// APL-01: what needs a password cannot be looked at.
#[test]
fn an_encrypted_document_is_locked() {
    let crypt = b"4 0 obj\n<< /Filter /Standard /V 2 /R 3 >>\nendobj\n";

    for trailer in ["/Encrypt 4 0 R", "/#45ncrypt 4 0 R"] {
        assert_eq!(clean(&pdf("", &[crypt], trailer)), Err(FileFault::Locked));
    }
}

/// APL-01: scripts, programs, attachments, forms that send, and media are refused.
#[test]
fn an_active_document_is_refused() {
    for catalog in [
        &format!("/OpenAction {SCRIPT}"),
        &format!("/Names << /JavaScript << /Names [(x) {SCRIPT}] >> >>"),
        "/AA << /WC << /S /JavaScript >> >>",
        "/OpenAction << /S /Launch /F (cmd.exe) >>",
        "/OpenAction << /S /URI /URI (https://example.com) >>",
        "/OpenAction << /S /GoToE >>",
        "/Names << /EmbeddedFiles << /Names [(x) 9 0 R] >> >>",
        "/X << /Type /Filespec /EF << /F 9 0 R >> >>",
        "/AcroForm << /XFA 9 0 R >>",
        "/A << /S /SubmitForm /F (https://example.com) >>",
        "/A << /S /ImportData >>",
        "/X << /Subtype /RichMedia >>",
        "/A << /S /Rendition >>",
    ] {
        assert_eq!(clean(&pdf(catalog, &[], "")), Err(FileFault::Active), "{catalog}");
    }
}

/// APL-01: escapes and comments do not hide a name.
#[test]
fn an_escaped_name_is_read() {
    for catalog in [
        "/A << /S /J#61vaScript >>",
        "/A << /S /#4a#61#76#61#53#63#72#69#70#74 >>",
        "/A << /S/Java#53cript>>",
        "/A << /S %x\n/#4Caunch >>",
        "/OpenAction%x\n<< /S /J#53#20 /JS (1) >>",
    ] {
        assert_eq!(clean(&pdf(catalog, &[], "")), Err(FileFault::Active), "{catalog}");
    }
}

/// APL-01: a script inside an object stream is found, also beyond the first window.
#[test]
fn a_packed_script_is_found() {
    let near = format!("9 0 {SCRIPT}");
    let far = format!("9 0 {}{SCRIPT}", " ".repeat(65_530));
    let short = format!("9 0 {}<< /S /J#53 >>", " ".repeat(300_000));

    for objects in [near, far, short] {
        let document = packed(&objects, "/Filter /FlateDecode", &deflate(objects.as_bytes()));
        assert_eq!(clean(&document), Err(FileFault::Active));
        let document = packed(&objects, "/Filter [/Fl]", &deflate(objects.as_bytes()));
        assert_eq!(clean(&document), Err(FileFault::Active));
        let document = packed(&objects, "", objects.as_bytes());
        assert_eq!(clean(&document), Err(FileFault::Active));
    }
}

/// APL-01: objects in a packing that is not undone are refused, whatever they are.
#[test]
fn objects_in_another_packing_are_refused() {
    for filter in [
        "/Filter /ASCIIHexDecode",
        "/Filter [/A85 /Fl]",
        "/Filter /LZWDecode",
        "/Filter 9 0 R",
        "/Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
    ] {
        let document = packed("plain", filter, &deflate(b"9 0 << >>"));
        assert_eq!(clean(&document), Err(FileFault::Active), "{filter}");
    }
}

/// APL-01: an object that hides in the content of a stream is found there, packed or not.
#[test]
fn a_script_in_the_content_of_a_stream_is_found() {
    let hidden = format!("endless 7 0 obj {SCRIPT} endobj");
    let plain = stream(4, "", hidden.as_bytes());
    let packed = stream(4, "/Filter /FlateDecode", &deflate(hidden.as_bytes()));

    for object in [plain, packed] {
        assert_eq!(clean(&pdf("", &[&object], "")), Err(FileFault::Active));
    }
}

/// APL-02: a document that unpacks to gigabytes is given up, in the memory of one window.
#[test]
fn a_bomb_in_a_stream_is_refused() {
    let bomb = deflated_zeros(300);
    assert!(bomb.len() < 512 << 10);

    for dictionary in ["/Filter /FlateDecode", "/Type /ObjStm /First 4 /Filter /FlateDecode"] {
        let document = pdf("", &[&stream(4, dictionary, &bomb)], "");
        assert_eq!(clean(&document), Err(FileFault::Damaged));
    }
    // Many small ones add up.
    let small = stream(4, "/Filter /FlateDecode", &deflated_zeros(64));
    let document = pdf("", &[&small, &small, &small, &small, &small], "");
    assert_eq!(clean(&document), Err(FileFault::Damaged));
}

/// APL-01: a document that is a page or an archive too is refused.
#[test]
fn a_document_that_is_something_else_too_is_refused() {
    let page = b"<HTML><Script>alert(1)</script>\n";
    let archive = [pdf("", &[], ""), b"PK\x05\x06".to_vec(), vec![0; 18], b"%%EOF".to_vec()];

    assert_eq!(clean(&pdf("", &[page], "")), Err(FileFault::Active));
    assert_eq!(clean(&archive.concat()), Err(FileFault::OtherType));
}

/// APL-03: what was appended is cut off.
#[test]
fn what_was_appended_is_gone() {
    let appended = [pdf("", &[], ""), b"<script>alert(1)</script>".to_vec()].concat();

    let clean = clean(&appended).unwrap();

    assert!(clean.ends_with(b"%%EOF"));
}

/// APL-03: maker, times, XMP and the EXIF of embedded photos are overwritten; nothing moves.
#[test]
fn a_document_loses_its_metadata() {
    let info = b"4 0 obj\n<< /Author (Wang \\(secret\\) Wei) /Producer <FEFF0053> \
        /Title (x (nested secret) y) >>\nendobj\n";
    let xmp = stream(5, "/Type /Metadata /Subtype /XML", b"<?xpacket?><x>secret</x>");
    let photo = stream(6, "/Subtype /Image /Filter /DCTDecode", &jpeg_with_exif(6));
    let document = pdf("/Metadata 5 0 R", &[info, &xmp, &photo], "/Info 4 0 R");

    let clean = clean(&document).unwrap();

    for trace in [b"secret".as_slice(), b"FEFF0053", b"Wang", b"GPS", b"SecretMaker"] {
        assert!(contains(&document, trace) && !contains(&clean, trace), "{trace:?}");
    }
    assert_eq!(clean.len(), document.trim_ascii_end().len());
    let offset = |bytes: &[u8]| bytes.windows(4).rposition(|four| four == b"xref");
    assert_eq!(offset(&clean), offset(&document));
    // The photo in it can still be seen.
    let start = clean.windows(3).position(|three| three == [0xFF, 0xD8, 0xFF]).unwrap();
    assert_eq!(image::load_from_memory(&clean[start..]).unwrap().width(), 64);
}
