//! How the gateway behaves, so that a test or a demonstration can make it fail.

use serde::{Deserialize, Serialize};

/// The gateway's behaviour towards the next calls. The page is not touched by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlipayMode {
    /// `works`: answers as documented.
    #[default]
    Works,
    /// `slow`: lets the caller wait (`Config::slow_for`), then works.
    Slow,
    /// `failing`: status 500 and a page of text, before it looks at anything.
    Failing,
    /// `wrong_signature`: the right answer, signed with a key that is not the platform's.
    WrongSignature,
    /// `stale`: takes the code or token, but repeats its last good answer of this method, word by
    /// word and with its signature, which was about somebody else's code; when there was none
    /// yet, answers about somebody else.
    Stale,
}
