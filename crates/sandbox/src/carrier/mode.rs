//! How the carrier behaves, so that a test or a demonstration can make it fail.

use serde::{Deserialize, Serialize};

/// The carrier's behaviour towards the next calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CarrierMode {
    /// Delivers at once.
    #[default]
    Ok,
    /// Takes the call and refuses it: status 200 with `isp.SYSTEM_ERROR`.
    Fail,
    /// Says that the number got too many messages: status 200 with `isv.BUSINESS_LIMIT_CONTROL`.
    Limit,
    /// Is out of service: status 503 with `ServiceUnavailable`, before it looks at anything.
    Down,
    /// Lets the caller wait (`Config::slow_for`), then delivers. A caller who gives up before
    /// has sent nothing.
    Slow,
}
