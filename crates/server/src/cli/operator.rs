//! Who sits at the terminal, for the audit trail.

/// The name of the operating system's user; with that of the user who became it by `sudo`, if one
/// did. Whoever can run the command can also change what it writes: this names people who are
/// trusted, and keeps out nobody.
pub(super) fn operator() -> String {
    let name = user();
    let before = std::env::var("SUDO_USER").ok().filter(|before| !before.is_empty());
    let whole = match before {
        Some(before) if before != name => format!("{before} as {name}"),
        _ => name,
    };
    whole.chars().map(|char| if is_plain(char) { char } else { '_' }).take(64).collect()
}

const fn is_plain(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '-' | '@' | ' ' | '\\')
}

#[cfg(unix)]
fn user() -> String {
    let id = nix::unistd::geteuid();
    let user = nix::unistd::User::from_uid(id).ok().flatten();
    user.map_or_else(|| format!("uid {id}"), |user| user.name)
}

#[cfg(not(unix))]
fn user() -> String {
    std::env::var("USERNAME").unwrap_or_else(|_| "unknown".into())
}

#[cfg(test)]
mod tests {
    use super::operator;

    #[test]
    fn the_name_is_one_plain_word_or_three() {
        let name = operator();

        assert!(!name.is_empty());
        assert!(name.chars().all(super::is_plain), "{name}");
    }
}
