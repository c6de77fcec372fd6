//! The envelope that every command of a recovery, a hand-off, a stop link and an appeal runs in:
//! lock, replay, version, act, save, answer. It is called by the operations and knows none of them,
//! and nothing of HTTP but the number of a status.

mod answer;
mod begin;
mod end;
mod event;
mod open;
mod outside;
mod request;
mod run;
mod subject;

pub use answer::Answer;
pub use begin::{Beginning, Begun, begin};
pub use end::End;
pub use event::{Event, record};
pub use open::{Open, Opening, commit, open, open_in};
pub use outside::{Repetition, Step, claim, finish_claimed, open_claimed, prepare, to_the_end};
pub use request::{Client, Command, Posted};
pub use run::run;
pub use subject::{Facts, Subject};
