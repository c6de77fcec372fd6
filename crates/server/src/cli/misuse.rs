//! A command line that is not understood, told in one line. Whatever was typed stands in it as plain
//! text: it may have been pasted from a mail, and must not act on the terminal (FIN-07).

use clap::error::ErrorKind;

/// What is wrong, in one line without control characters.
#[must_use]
pub fn in_one_line(error: &clap::Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "a command is missing; `--help` lists them".to_owned();
    }
    let text = error.to_string();
    // What comes after it is the same for every error of a command.
    let what = text.split("\n\nUsage:").next().unwrap_or_default();
    let what = what.split("\n\nFor more information").next().unwrap_or_default();
    let words: Vec<_> = what.strip_prefix("error: ").unwrap_or(what).split_whitespace().collect();
    let line: String = words.join(" ").chars().flat_map(plain).collect();
    format!("{line}; try `--help`")
}

/// A control character as its escape.
fn plain(char: char) -> Vec<char> {
    if char.is_control() { char.escape_default().collect() } else { vec![char] }
}

#[cfg(test)]
mod tests {
    use super::in_one_line;
    use crate::cli::Invocation;
    use clap::Parser;

    fn told(line: &[&str]) -> String {
        let line = [&["regain-server"], line].concat();
        in_one_line(&Invocation::try_parse_from(line).unwrap_err())
    }

    #[test]
    fn what_is_wrong_is_one_line() {
        let serv = told(&["serv"]);
        assert!(serv.starts_with("unrecognized subcommand 'serv'"), "{serv}");
        assert!(serv.contains("'serve'"), "the nearest is named: {serv}");
        assert_eq!(told(&["appeals"]), "a command is missing; `--help` lists them");
        let missing = told(&["appeals", "refuse", "A1"]);
        assert!(missing.contains("--reason <TEXT>"), "{missing}");
    }

    /// FIN-07: what was typed cannot act on the terminal or look like a line of ours.
    #[test]
    fn what_was_typed_cannot_act() {
        for typed in ["a\u{1b}[2J", "a\nState: approved", "a\r\u{9b}31m", "\u{7}"] {
            for line in [&[typed][..], &["appeals", typed], &["appeals", "list", typed]] {
                let told = told(line);
                assert!(!told.chars().any(char::is_control), "{told:?}");
            }
        }
    }
}
