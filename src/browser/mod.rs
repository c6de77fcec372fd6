//! Safe wrappers of web-sys, one browser API a file. None of them knows the flow.

pub mod abort;
pub mod camera;
pub mod clipboard;
pub mod focus;
pub mod listener;
pub mod page;
pub mod random;
pub mod storage;
pub mod tab_lock;
pub mod timer;
pub mod web_otp;
