//! The sandbox as its users meet it: over HTTP, over SMTP, and as a program.

mod alipay;
mod carrier;
mod face;
mod inbox;
mod mail;
mod portal;
mod portals;
mod program;
mod scanner;
mod support;
