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

pub(crate) use answer::Answer;
pub(crate) use begin::{Beginning, Begun, begin};
pub(crate) use end::End;
pub(crate) use event::{Event, record};
pub(crate) use open::{Open, Opening, commit, open, open_in};
pub(crate) use outside::{
    Patience, Prepared, Step, claim, finish_claimed, open_claimed, prepare, to_the_end,
};
pub(crate) use request::{Client, Command, Posted};
pub(crate) use run::run;
pub(crate) use subject::Subject;
