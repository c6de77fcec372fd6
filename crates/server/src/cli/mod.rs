//! The command line: the server itself, and the reviewer's part of an appeal (APL-07). There is no
//! page for reviewers: whoever may decide has access to the machine.

mod arguments;
mod help;
mod list;
mod operator;
mod put;
mod show;
mod terminal;

pub use arguments::{Command, Invocation, Review, parse};
pub use help::HELP;
