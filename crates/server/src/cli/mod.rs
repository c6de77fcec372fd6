//! The command line: the server itself, and the reviewer's part of an appeal (APL-07). There is no
//! page for reviewers: whoever may decide has access to the machine.

mod arguments;
mod list;
mod misuse;
mod operator;
mod put;
mod run;
mod show;
mod terminal;

pub use arguments::{Command, ConfigCommand, Invocation, Review};
pub use misuse::in_one_line;
pub use run::review;

/// A file with every option, its default and its meaning.
pub const EXAMPLE: &str = include_str!("../../regain.example.toml");

/// Reads the words that follow the program's name, for tests that do a reviewer's part.
///
/// # Errors
/// Words that are no command, with what to write instead.
pub fn parse(
    words: impl IntoIterator<Item = std::ffi::OsString>,
) -> Result<Invocation, clap::Error> {
    let all = std::iter::once("regain-server".into()).chain(words);
    <Invocation as clap::Parser>::try_parse_from(all)
}
