//! The sandbox as its users meet it: over HTTP, over SMTP, and as a program.

mod alipay_client;
mod alipay_gateway;
mod alipay_modes;
mod alipay_page;
mod carrier;
mod face_client;
mod face_gateway;
mod face_page;
mod face_service;
mod faces;
mod inbox;
mod mail;
mod portal;
mod portals;
mod program;
mod scanner;
mod support;
