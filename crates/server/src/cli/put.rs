//! Puts files into a reviewer's folder: under names of ours, for this user only, over nothing that
//! is there (APL-04).

use regain_contract::appeal::{FileKind, MaterialKind};
use std::{
    fs::{DirBuilder, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The name of a file, such as `1-holder_id.jpg`. Nothing of what the person called it is in it.
pub(super) fn name(position: usize, material: MaterialKind, kind: FileKind) -> String {
    let ending = match kind {
        FileKind::Jpeg => "jpg",
        FileKind::Png => "png",
        FileKind::Pdf => "pdf",
    };
    format!("{position}-{}.{ending}", material.name())
}

/// Makes the folder, when it is not there, for this user only.
pub(super) fn folder(to: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(to)
}

/// Writes one file; gives where. A name that is taken, also by a link, is refused and left alone.
pub(super) fn file(to: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = to.join(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{file, folder, name};
    use regain_contract::appeal::{FileKind, MaterialKind};
    use std::{fs, io::ErrorKind};

    #[test]
    fn a_name_says_what_the_file_is_to_show() {
        assert_eq!(name(1, MaterialKind::HolderId, FileKind::Jpeg), "1-holder_id.jpg");
        assert_eq!(name(12, MaterialKind::Other, FileKind::Pdf), "12-other.pdf");
    }

    /// APL-04: what is there stays as it is, and nobody else may read what comes.
    #[cfg(unix)]
    #[test]
    fn nothing_is_overwritten_and_nobody_else_reads_it() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let to = std::env::temp_dir().join(format!("regain-put-{}", std::process::id()));
        let _ = fs::remove_dir_all(&to);
        folder(&to).unwrap();
        let target = to.join("elsewhere");
        symlink(&target, to.join("2-other.pdf")).unwrap();

        let path = file(&to, "1-other.pdf", b"one").unwrap();
        let again = file(&to, "1-other.pdf", b"two").unwrap_err();
        let through = file(&to, "2-other.pdf", b"two").unwrap_err();

        assert_eq!(again.kind(), ErrorKind::AlreadyExists);
        assert_eq!(through.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert!(!target.exists());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o700);
        fs::remove_dir_all(&to).unwrap();
    }
}
