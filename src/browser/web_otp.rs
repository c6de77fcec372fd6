//! WebOTP: the browser offers the code of a message that names this site (OTP-14). Optional; where
//! the browser has none, nothing happens.

use crate::browser::abort::Abort;
use crate::browser::page::window;
use crate::browser::timer::spawn;
use js_sys::{Array, Object, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Navigator, Window};

/// Waits for a code and hands it over. Dropping the answer gives up. `None` without WebOTP.
pub fn wait(found: impl FnOnce(String) + 'static) -> Option<Abort> {
    let window = window()?;
    if window.unchecked_ref::<OtpWindow>().otp_credential().is_undefined() {
        return None;
    }
    let abort = Abort::new()?;
    let promise = ask(&window, &abort).ok()?;
    spawn(async move {
        // An aborted or refused wait is no news.
        let Ok(credential) = JsFuture::from(promise).await else { return };
        if let Some(code) = credential.unchecked_into::<OtpCredential>().code() {
            found(code);
        }
    });
    Some(abort)
}

/// `navigator.credentials.get({ otp: { transport: ["sms"] }, signal })`
fn ask(window: &Window, abort: &Abort) -> Result<Promise, JsValue> {
    let otp: Otp = Object::new().unchecked_into();
    otp.set_transport(&Array::of1(&"sms".into()));
    let wanted: Wanted = Object::new().unchecked_into();
    wanted.set_otp(&otp);
    wanted.set_signal(&abort.signal());
    let navigator: OtpNavigator = window.navigator().unchecked_into();
    navigator.credentials().get(&wanted)
}

// web-sys has none of WebOTP.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type OtpWindow;
    /// The class of a code that the browser read; `undefined` without WebOTP.
    #[wasm_bindgen(method, getter, js_name = OTPCredential)]
    fn otp_credential(this: &OtpWindow) -> JsValue;

    #[wasm_bindgen(extends = Navigator)]
    type OtpNavigator;
    #[wasm_bindgen(method, getter)]
    fn credentials(this: &OtpNavigator) -> Credentials;

    type Credentials;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Credentials, wanted: &Wanted) -> Result<Promise, JsValue>;

    type Wanted;
    #[wasm_bindgen(method, setter)]
    fn set_otp(this: &Wanted, otp: &Otp);
    #[wasm_bindgen(method, setter)]
    fn set_signal(this: &Wanted, signal: &AbortSignal);

    type Otp;
    #[wasm_bindgen(method, setter)]
    fn set_transport(this: &Otp, transport: &Array);

    type OtpCredential;
    #[wasm_bindgen(method, getter)]
    fn code(this: &OtpCredential) -> Option<String>;
}
