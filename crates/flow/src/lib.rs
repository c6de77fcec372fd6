//! The recovery as a pure state machine.
//!
//! [`update`] takes the state by value and one event, and gives the next state and the effects to
//! perform. It reads no clock, draws no random number and does no I/O; the shell in `src/` performs
//! the effects and feeds the answers back. Late answers, double clicks and events for another step
//! are ignored by construction.

mod advance;
pub mod appeal;
mod code;
mod countdown;
mod effect;
mod event;
mod failure;
mod guest;
mod live;
mod outcome;
mod state;
mod update;

pub use advance::{Advanced, advance};
pub use code::{TypedCode, read_code};
pub use countdown::{Countdown, Timer, WARNING_S};
pub use effect::{Arrival, Command, DeviceCopy, Effect, Help, History, Memory, Request};
pub use event::{Event, Identifier, Note, Reply, Verdict};
pub use failure::{Blank, Failure};
pub use guest::{Guest, Helping};
pub use live::{Live, Open};
pub use outcome::Outcome;
pub use regain_contract::Route;
pub use state::{Aside, Ending, RequestId, Sending, State, Watched};
pub use update::{BeyondCodes, Next, beyond_codes, update, update_with};
