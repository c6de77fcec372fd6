//! Whether name and declared type agree with the content (APL-01).

use regain_contract::appeal::{FileFault, FileKind};

/// Endings that inside a name (`cv.php.jpg`) mean that it is to be taken for something else.
const ALIEN: [&str; 38] = [
    "apk", "asp", "aspx", "bat", "cgi", "class", "cmd", "com", "dll", "doc", "docm", "exe", "gif",
    "hta", "htm", "html", "htaccess", "jar", "js", "jsp", "jspx", "lnk", "mht", "msi", "php",
    "php5", "phtml", "pl", "ps1", "py", "scr", "sh", "shtml", "svg", "vbs", "xhtml", "xml", "zip",
];

/// Refuses what contradicts `kind`. A missing extension is tolerated when the declared type says
/// `kind`; a missing or general declared type when the extension does.
pub(crate) fn check(kind: FileKind, declared: &str, name: &str) -> Result<(), FileFault> {
    let says = [by_type(declared), by_name(name)];
    if says.contains(&Says::Another) || !says.contains(&Says::Kind(kind)) {
        return Err(FileFault::OtherType);
    }
    let agrees = says.into_iter().all(|said| said == Says::Kind(kind) || said == Says::Nothing);
    if agrees { Ok(()) } else { Err(FileFault::OtherType) }
}

/// What a name or a declared type claims.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Nothing,
    Kind(FileKind),
    Another,
}

fn by_type(declared: &str) -> Says {
    // Parameters, as in `image/jpeg; charset=binary`, say nothing about the kind.
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "" | "application/octet-stream" => Says::Nothing,
        "image/jpeg" | "image/jpg" | "image/pjpeg" => Says::Kind(FileKind::Jpeg),
        "image/png" | "image/x-png" => Says::Kind(FileKind::Png),
        "application/pdf" | "application/x-pdf" => Says::Kind(FileKind::Pdf),
        _ => Says::Another,
    }
}

fn by_name(name: &str) -> Says {
    if name.chars().any(|c| c.is_control() || is_bidi_control(c)) {
        return Says::Another;
    }
    // Some browsers give a path.
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut parts = base.split('.').map(str::to_ascii_lowercase);
    let _stem = parts.next();
    let mut endings: Vec<String> = parts.collect();
    let last = endings.pop().unwrap_or_default();
    let claim = by_ending(&last);
    for inner in &endings {
        let is_alien = ALIEN.contains(&inner.trim());
        let is_different = matches!(by_ending(inner), Says::Kind(_)) && by_ending(inner) != claim;
        if is_alien || is_different {
            return Says::Another;
        }
    }
    claim
}

fn by_ending(ending: &str) -> Says {
    match ending {
        "jpg" | "jpeg" | "jpe" | "jfif" => Says::Kind(FileKind::Jpeg),
        "png" => Says::Kind(FileKind::Png),
        "pdf" => Says::Kind(FileKind::Pdf),
        // `Scan of 3. May` has no extension.
        _ if !looks_like_ending(ending) => Says::Nothing,
        _ => Says::Another,
    }
}

fn looks_like_ending(ending: &str) -> bool {
    (1..=9).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
        && ending.chars().any(|c| c.is_ascii_alphabetic())
}

/// Marks and overrides of direction, which can show `gpj.exe` as `exe.jpg`.
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
