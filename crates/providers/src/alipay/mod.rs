//! Alipay: the client of the gateway that says who somebody is. The protocol is that of the open
//! platform: RSA2 signatures on requests and answers, `alipay.system.oauth.token`, then
//! `alipay.user.info.share`.

mod answer;
mod china_time;
mod gateway;
mod keys;
mod strict;

pub use gateway::Gateway;
