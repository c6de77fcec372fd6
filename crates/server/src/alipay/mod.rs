//! Alipay: the address people are sent to, and the client of the gateway that says who they are.
//! The protocol is that of the open platform: RSA2 signatures on requests and answers,
//! `alipay.system.oauth.token`, then `alipay.user.info.share`.

mod answer;
mod authorize;
mod china_time;
mod gateway;
mod keys;
mod strict;

pub(crate) use authorize::authorize_url;
pub(crate) use gateway::{Certified, Failure, Gateway};
