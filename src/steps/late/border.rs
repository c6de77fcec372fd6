//! The border between the main wasm and the late one: one function, which tells what the late one
//! has. Whatever is reached from it alone goes into the late wasm.

use super::LATE;
#[cfg(feature = "split")]
use crate::i18n::{LateTexts, late_texts, take_late};
#[cfg(feature = "split")]
use crate::late_wasm::Late;
use crate::late_wasm::Presence;

/// Whether the late steps are here when the page starts: without a split they are.
pub const fn at_start() -> Presence {
    #[cfg(feature = "split")]
    return Presence::Unasked;
    #[cfg(not(feature = "split"))]
    return Presence::Here(LATE);
}

/// What the late wasm hands over.
#[cfg(feature = "split")]
struct Cargo {
    late: Late,
    texts: LateTexts,
}

/// Opens the late wasm. The loader must have instantiated it: a call into one that is not there
/// traps.
#[cfg(feature = "split")]
pub fn open() -> Presence {
    use std::task::{Context, Poll, Waker};
    match std::pin::pin!(late()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(late) => {
            take_late(late.texts);
            Presence::Here(late.late)
        }
        Poll::Pending => Presence::Failed,
    }
}

/// Without a split there is nothing to open.
#[cfg(all(feature = "csr", not(feature = "split")))]
pub fn open() -> Presence {
    at_start()
}

/// Everything in the late wasm hangs on this function.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(late, wasm_split_path = crate::steps::late::border)]
fn late() -> Cargo {
    Cargo { late: LATE, texts: late_texts() }
}

/// What the macro would have fetch the late wasm at each call. Our loader has done so before, with
/// the file's hash, and can be asked again when it fails; so there is nothing to wait for.
#[cfg(feature = "split")]
mod rt {
    use std::convert::Infallible;
    use std::ffi::c_void;
    use std::pin::Pin;

    pub type LoadCallbackFn = extern "C" fn(*const c_void, bool);

    pub struct LazySplitLoader;

    impl LazySplitLoader {
        pub const fn new(_: unsafe extern "C" fn(LoadCallbackFn, *const c_void)) -> Self {
            Self
        }
    }

    pub async fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Result<(), Infallible> {
        Ok(())
    }
}
