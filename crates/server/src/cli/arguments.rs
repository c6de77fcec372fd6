//! Reads the command line, strictly: what is not understood is refused in one line that says what
//! would be.

use crate::review::Until;
use lexopt::{Arg, Parser, ValueExt};
use regain_contract::appeal::{MAX_STORY, MaterialKind};
use std::{collections::BTreeMap, ffi::OsString, path::PathBuf};

/// What is to be done, and with which configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// The file of options, if one was named.
    pub config: Option<PathBuf>,
    /// What is to be done.
    pub command: Command,
}

/// What the program can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Runs the server.
    Serve,
    /// Says how the program is used.
    Help,
    /// Does a reviewer's part.
    Appeals(Review),
}

/// A reviewer's part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Review {
    /// Lists the appeals that are open.
    List,
    /// Shows one.
    Show {
        /// Its number, as typed.
        number: String,
    },
    /// Takes the files of one out of quarantine.
    Documents {
        /// Its number, as typed.
        number: String,
        /// The folder to put them in.
        to: PathBuf,
    },
    /// Asks for more.
    Ask {
        /// Its number, as typed.
        number: String,
        /// What is asked for; not empty.
        materials: Vec<MaterialKind>,
        /// Words to the person; may be empty.
        note: String,
        /// Until when.
        until: Until,
    },
    /// Approves one.
    Approve {
        /// Its number, as typed.
        number: String,
    },
    /// Refuses one.
    Refuse {
        /// Its number, as typed.
        number: String,
        /// Words to the person; not empty.
        reason: String,
    },
}

/// Reads what stands behind the program's name.
///
/// # Errors
/// One line that says what is wrong.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Invocation, String> {
    let mut parser = Parser::from_args(arguments);
    let mut given = Given::default();
    while let Some(argument) = parser.next().map_err(say)? {
        match Part::of(argument)? {
            Part::Word(word) => given.words.push(word),
            Part::Help => given.is_help = true,
            Part::Option(name) => given.take(name, parser.value().map_err(say)?)?,
        }
    }
    given.invocation()
}

/// One part of the command line.
enum Part {
    Word(String),
    Help,
    Option(Name),
}

/// The options that take a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Config,
    To,
    For,
    Note,
    Until,
    Reason,
}

impl Name {
    const ALL: [Self; 6] =
        [Self::Config, Self::To, Self::For, Self::Note, Self::Until, Self::Reason];

    const fn text(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::To => "to",
            Self::For => "for",
            Self::Note => "note",
            Self::Until => "until",
            Self::Reason => "reason",
        }
    }
}

impl Part {
    fn of(argument: Arg<'_>) -> Result<Self, String> {
        match argument {
            Arg::Value(word) => word.string().map(Self::Word).map_err(say),
            Arg::Short('h') | Arg::Long("help") => Ok(Self::Help),
            Arg::Long(name) => match Name::ALL.into_iter().find(|known| known.text() == name) {
                Some(name) => Ok(Self::Option(name)),
                None => Err(say(argument.unexpected())),
            },
            Arg::Short(_) => Err(say(argument.unexpected())),
        }
    }
}

/// What was found so far; each option at most once.
#[derive(Default)]
struct Given {
    words: Vec<String>,
    is_help: bool,
    options: BTreeMap<Name, OsString>,
}

impl Given {
    fn take(&mut self, name: Name, value: OsString) -> Result<(), String> {
        match self.options.insert(name, value) {
            Some(_) => Err(format!("--{} is given twice", name.text())),
            None => Ok(()),
        }
    }

    fn invocation(mut self) -> Result<Invocation, String> {
        let config = self.options.remove(&Name::Config).map(PathBuf::from);
        let words: Vec<_> = std::mem::take(&mut self.words);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let command = if self.is_help {
            return Ok(Invocation { config, command: Command::Help });
        } else {
            match words.as_slice() {
                [] => Command::Serve,
                ["help"] => Command::Help,
                ["appeals", rest @ ..] => Command::Appeals(self.review(rest)?),
                [word, ..] => return Err(format!("there is no command {word:?}; try `help`")),
            }
        };
        match self.options.keys().next() {
            Some(name) => Err(format!("--{} has no meaning here; try `help`", name.text())),
            None => Ok(Invocation { config, command }),
        }
    }

    fn review(&mut self, words: &[&str]) -> Result<Review, String> {
        let number = |number: &&str| (*number).to_owned();
        match words {
            ["list"] => Ok(Review::List),
            ["show", n] => Ok(Review::Show { number: number(n) }),
            ["documents", n] => {
                let to = self.options.remove(&Name::To).ok_or("--to DIR is missing")?;
                Ok(Review::Documents { number: number(n), to: to.into() })
            }
            ["ask", n] => self.ask(number(n)),
            ["approve", n] => Ok(Review::Approve { number: number(n) }),
            ["refuse", n] => {
                let reason = self.text(Name::Reason)?.unwrap_or_default();
                if reason.trim().is_empty() {
                    return Err("--reason TEXT is missing: the person reads it".into());
                }
                Ok(Review::Refuse { number: number(n), reason })
            }
            ["show" | "documents" | "ask" | "approve" | "refuse"] => {
                Err("the number of the appeal is missing".into())
            }
            [] => Err("appeals: list, show, documents, ask, approve or refuse".into()),
            [word, ..] => Err(format!("appeals {word:?} is not understood; try `help`")),
        }
    }

    fn ask(&mut self, number: String) -> Result<Review, String> {
        let kinds = self.text(Name::For)?.ok_or("--for MATERIAL,… is missing")?;
        let mut materials = Vec::new();
        for name in kinds.split(',').map(str::trim) {
            let kind = MaterialKind::read(name).ok_or_else(|| {
                let all: Vec<_> = MaterialKind::ALL.into_iter().map(MaterialKind::name).collect();
                format!("--for {name:?}: must be of {}", all.join(", "))
            })?;
            if !materials.contains(&kind) {
                materials.push(kind);
            }
        }
        let note = self.text(Name::Note)?.unwrap_or_default();
        let until = self.text(Name::Until)?.ok_or("--until DATE or DAYSd is missing")?;
        Ok(Review::Ask { number, materials, note, until: Until::parse(&until)? })
    }

    /// A text for the person: as long as a story at most, as the page takes it.
    fn text(&mut self, name: Name) -> Result<Option<String>, String> {
        let Some(value) = self.options.remove(&name) else { return Ok(None) };
        let name = name.text();
        let text = value.into_string().map_err(|_| format!("--{name} is no text"))?;
        if text.chars().count() > MAX_STORY {
            return Err(format!("--{name} is longer than {MAX_STORY} characters"));
        }
        Ok(Some(text))
    }
}

fn say(error: lexopt::Error) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::{Command, Invocation, MaterialKind, Review, Until, parse};

    fn read(line: &[&str]) -> Result<Invocation, String> {
        parse(line.iter().map(Into::into))
    }

    fn review(line: &[&str]) -> Review {
        match read(line).unwrap().command {
            Command::Appeals(review) => review,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_command_is_read_wherever_its_options_stand() {
        let number = || "A1".to_owned();

        assert_eq!(read(&[]).unwrap(), Invocation { config: None, command: Command::Serve });
        for line in [&["help"][..], &["--help"], &["-h"], &["appeals", "show", "--help"]] {
            assert_eq!(read(line).unwrap().command, Command::Help);
        }
        let with = read(&["appeals", "--config", "x.toml", "list"]).unwrap();
        assert_eq!(with.config, Some("x.toml".into()));
        assert_eq!(with.command, Command::Appeals(Review::List));
        assert_eq!(review(&["appeals", "show", "A1"]), Review::Show { number: number() });
        assert_eq!(
            review(&["appeals", "documents", "--to=out", "A1"]),
            Review::Documents { number: number(), to: "out".into() }
        );
        assert_eq!(
            review(&["appeals", "ask", "A1", "--for", "business_licence, other", "--until", "14d"]),
            Review::Ask {
                number: number(),
                materials: vec![MaterialKind::BusinessLicence, MaterialKind::Other],
                note: String::new(),
                until: Until::Days(14),
            }
        );
        assert_eq!(review(&["appeals", "approve", "A1"]), Review::Approve { number: number() });
        assert_eq!(
            review(&["appeals", "refuse", "A1", "--reason", "-unreadable"]),
            Review::Refuse { number: number(), reason: "-unreadable".into() }
        );
    }

    #[test]
    fn what_is_not_understood_is_refused_in_one_line() {
        for (line, part) in [
            (&["serve"][..], "no command \"serve\""),
            (&["appeals"], "list, show"),
            (&["appeals", "show"], "number of the appeal"),
            (&["appeals", "show", "A1", "A2"], "not understood"),
            (&["appeals", "set-password", "A1"], "not understood"),
            (&["appeals", "list", "--to", "x"], "--to has no meaning"),
            (&["appeals", "approve", "A1", "--reason", "x"], "--reason has no meaning"),
            (&["appeals", "documents", "A1"], "--to DIR"),
            (&["appeals", "documents", "A1", "--to"], "missing argument"),
            (&["appeals", "ask", "A1", "--until", "3d"], "--for"),
            (&["appeals", "ask", "A1", "--for", "passport", "--until", "3d"], "holder_id"),
            (&["appeals", "ask", "A1", "--for", "", "--until", "3d"], "must be of"),
            (&["appeals", "ask", "A1", "--for", "other"], "--until"),
            (&["appeals", "ask", "A1", "--for", "other", "--until", "soon"], "2026-12-31"),
            (&["appeals", "refuse", "A1"], "--reason"),
            (&["appeals", "refuse", "A1", "--reason", "  "], "--reason"),
            (&["--config"], "missing argument"),
            (&["--config", "a", "--config", "b"], "twice"),
            (&["--verbose"], "--verbose"),
        ] {
            let error = read(line).unwrap_err();
            assert!(error.contains(part), "{line:?}: {error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
        let long = "x".repeat(2001);
        assert!(read(&["appeals", "refuse", "A1", "--reason", &long]).is_err());
    }
}
