//! The command line: what the program can do and what each command needs. `clap` reads it, and makes
//! the help and the errors from the sentences below.

use clap::{Parser, Subcommand};
use regain_contract::appeal::{MAX_STORY, MaterialKind};
use regain_recovery::review::Until;
use std::path::PathBuf;

/// The reference server of Regain: the recovery API and its pages.
#[derive(Clone, Debug, PartialEq, Eq, Parser)]
#[command(
    name = "regain-server",
    version,
    after_help = "Without a command the server runs. Every option of the file is explained by \
                  `regain-server config example`."
)]
pub struct Invocation {
    /// The file of options; REGAIN_CONFIG names it otherwise
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What is to be done.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program can do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Run the server
    Serve,
    /// Check the configuration, or show every option
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Review appeals, while the server runs or not
    #[command(subcommand)]
    Appeals(Review),
}

/// What can be done with the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum ConfigCommand {
    /// Say everything that is wrong with file and environment, and start nothing
    Check,
    /// Print a file with every option, its default and its meaning
    Example,
}

/// A reviewer's part (APL-07). No command reads or sets a secret of an account.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Review {
    /// List the open appeals, the oldest first
    List,
    /// Show one appeal with everything that was given
    Show {
        /// The number of the appeal
        number: String,
    },
    /// Put the files of an appeal into a folder
    Documents {
        /// The number of the appeal
        number: String,
        /// The folder
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Ask for more
    Ask {
        /// The number of the appeal
        number: String,
        /// What is asked for, separated by commas
        #[arg(long = "for", value_name = "MATERIAL", required = true, value_delimiter = ',', value_parser = material)]
        materials: Vec<MaterialKind>,
        /// Words to the person
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true, value_parser = words)]
        note: String,
        /// Until when: a day such as 2026-12-31, or a number of days such as 14d
        #[arg(long, value_name = "DATE|DAYSd", value_parser = Until::parse)]
        until: Until,
    },
    /// Bind the new phone to the account
    Approve {
        /// The number of the appeal
        number: String,
    },
    /// Refuse; the person reads the reason
    Refuse {
        /// The number of the appeal
        number: String,
        /// Words to the person; not empty
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = reason)]
        reason: String,
    },
}

fn material(name: &str) -> Result<MaterialKind, String> {
    MaterialKind::read(name.trim()).ok_or_else(|| {
        let all: Vec<_> = MaterialKind::ALL.into_iter().map(MaterialKind::name).collect();
        format!("must be of {}", all.join(", "))
    })
}

/// A text for the person: as long as a story at most, as the page takes it.
fn words(text: &str) -> Result<String, String> {
    if text.chars().count() > MAX_STORY {
        return Err(format!("must not be longer than {MAX_STORY} characters"));
    }
    Ok(text.to_owned())
}

fn reason(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("must not be empty: the person reads it".to_owned());
    }
    words(text)
}

#[cfg(test)]
mod tests {
    use super::{Command, ConfigCommand, Invocation, MaterialKind, Review, Until};
    use clap::{CommandFactory, Parser, error::ErrorKind};

    fn read(line: &[&str]) -> Result<Invocation, clap::Error> {
        Invocation::try_parse_from([&["regain-server"], line].concat())
    }

    fn review(line: &[&str]) -> Review {
        match read(line).unwrap().command {
            Some(Command::Appeals(review)) => review,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Invocation::command().debug_assert();
    }

    #[test]
    fn every_command_is_read_wherever_its_options_stand() {
        let number = || "A1".to_owned();

        assert_eq!(read(&[]).unwrap(), Invocation { config: None, command: None });
        assert_eq!(read(&["serve"]).unwrap().command, Some(Command::Serve));
        for (word, command) in
            [("check", ConfigCommand::Check), ("example", ConfigCommand::Example)]
        {
            assert_eq!(read(&["config", word]).unwrap().command, Some(Command::Config(command)));
        }
        let with = read(&["appeals", "--config", "x.toml", "list"]).unwrap();
        assert_eq!(with.config, Some("x.toml".into()));
        assert_eq!(with.command, Some(Command::Appeals(Review::List)));
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
    fn help_and_version_are_given_at_every_level() {
        for line in [&["help"][..], &["--help"], &["-h"], &["appeals", "show", "--help"]] {
            assert_eq!(read(line).unwrap_err().kind(), ErrorKind::DisplayHelp, "{line:?}");
        }
        let version = read(&["--version"]).unwrap_err();
        assert_eq!(version.kind(), ErrorKind::DisplayVersion);
        assert_eq!(version.to_string(), concat!("regain-server ", env!("CARGO_PKG_VERSION"), "\n"));
    }

    #[test]
    fn what_is_not_understood_is_refused_and_the_first_line_says_why() {
        for (line, part) in [
            (&["serv"][..], "'serv'"),
            (&["appeals", "set-password", "A1"], "'set-password'"),
            (&["appeals", "show"], "<NUMBER>"),
            (&["appeals", "show", "A1", "A2"], "'A2'"),
            (&["appeals", "list", "--to", "x"], "'--to'"),
            (&["appeals", "approve", "A1", "--reason", "x"], "'--reason'"),
            (&["appeals", "documents", "A1"], "--to <DIR>"),
            (&["appeals", "documents", "A1", "--to"], "--to <DIR>"),
            (&["appeals", "ask", "A1", "--until", "3d"], "--for"),
            (&["appeals", "ask", "A1", "--for", "passport", "--until", "3d"], "holder_id"),
            (&["appeals", "ask", "A1", "--for", "", "--until", "3d"], "must be of"),
            (&["appeals", "ask", "A1", "--for", "other"], "--until"),
            (&["appeals", "ask", "A1", "--for", "other", "--until", "soon"], "2026-12-31"),
            (&["appeals", "refuse", "A1"], "--reason"),
            (&["appeals", "refuse", "A1", "--reason", "  "], "--reason"),
            (&["--config"], "--config"),
            (&["--config", "a", "--config", "b"], "multiple times"),
            (&["--verbose"], "--verbose"),
        ] {
            let error = read(line).unwrap_err().to_string();
            let first = error.split("\n\n").next().unwrap_or_default();
            assert!(first.contains(part), "{line:?}: {error}");
        }
        let long = "x".repeat(2001);
        assert!(read(&["appeals", "refuse", "A1", "--reason", &long]).is_err());
    }

    /// APL-07: these are all commands of a reviewer; none of them reads or sets a password.
    #[test]
    fn a_reviewer_has_exactly_these_commands() {
        let mut line = Invocation::command();
        let appeals = line.find_subcommand_mut("appeals").unwrap();
        let commands: Vec<_> =
            appeals.get_subcommands().map(|it| it.get_name().to_owned()).collect();

        assert_eq!(commands, ["list", "show", "documents", "ask", "approve", "refuse"]);
        for command in appeals.get_subcommands_mut() {
            assert!(!command.render_long_help().to_string().to_lowercase().contains("password"));
        }
    }
}
