//! The appeal as a pure state machine: every pair of state and event, and what it promises.

mod everything;
mod form;
mod pairs;
mod questions;
mod samples;
mod ways;
