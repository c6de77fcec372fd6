//! The recovery as a pure state machine.
//!
//! [`update`] takes the state by value and one event, and gives the next state and the effects to
//! perform. It reads no clock, draws no random number and does no I/O; the shell in `src/` performs
//! the effects and feeds the answers back. Late answers, double clicks and events for another step
//! are ignored by construction.

pub mod appeal;
mod code;
mod effect;
mod event;
mod failure;
mod guest;
mod live;
mod route;
mod state;
mod update;

pub use code::read_code;
pub use effect::{Arrival, Command, Effect, Help, History, Memory, Request};
pub use event::{Event, Identifier, Note, Reply, Verdict};
pub use failure::{Blank, Failure};
pub use guest::{Guest, Helping};
pub use live::{Live, Open};
pub use route::Route;
pub use state::{Aside, Ending, RequestId, Sending, State, Watched};
pub use update::{Later, Next, later, update, update_with};
