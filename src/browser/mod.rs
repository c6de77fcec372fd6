//! Safe wrappers of web-sys, one browser API a file. None of them knows the flow.

pub mod abort;
pub mod camera;
pub mod clipboard;
pub mod focus;
pub mod listener;
pub mod page;
pub mod picture;
pub mod random;
pub mod tab_lock;
pub mod timer;
pub mod upload;
pub mod web_otp;
