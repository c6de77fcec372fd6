//! WebOTP: the browser offers the code of a message that names this site (OTP-14). Optional; where
//! the browser has none, nothing happens.

use crate::browser::abort::Abort;
use crate::browser::page::window;
use crate::browser::timer::spawn;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Waits for a code and hands it over. Dropping the answer gives up. `None` without WebOTP.
pub fn wait(found: impl FnOnce(String) + 'static) -> Option<Abort> {
    let window = window()?;
    if !Reflect::has(&window, &"OTPCredential".into()).ok()? {
        return None;
    }
    let abort = Abort::new()?;
    let promise = ask(&window, &abort).ok()?;
    spawn(async move {
        // An aborted or refused wait is no news.
        let Ok(credential) = JsFuture::from(promise).await else { return };
        if let Some(code) = get(&credential, "code").ok().and_then(|code| code.as_string()) {
            found(code);
        }
    });
    Some(abort)
}

/// `navigator.credentials.get({ otp: { transport: ["sms"] }, signal })`
fn ask(window: &JsValue, abort: &Abort) -> Result<Promise, JsValue> {
    let otp = Object::new();
    set(&otp, "transport", &Array::of1(&"sms".into()))?;
    let options = Object::new();
    set(&options, "otp", &otp)?;
    set(&options, "signal", &abort.signal())?;
    let credentials = get(&get(window, "navigator")?, "credentials")?;
    let function: Function = get(&credentials, "get")?.dyn_into()?;
    function.call1(&credentials, &options)?.dyn_into()
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<bool, JsValue> {
    Reflect::set(object, &name.into(), value)
}
