//! Alipay: the address people are sent to, and the gateway that says who they are.

mod authorize;

pub(crate) use authorize::authorize_url;
