//! Makes large pictures smaller and turns them upright before they are sent: a phone's photo of ten
//! megabytes says no more about a document than one of half a megabyte.

use crate::browser::by_name::{call, get, set};
use crate::browser::page::{document, window};
use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Smaller files go as they are.
const SMALL_BYTES: f64 = 1_000_000.0;
/// The longer side of a picture that was made smaller: an A4 page at 200 dots per inch.
const LONGEST: f64 = 2_400.0;
const JPEG_QUALITY: f64 = 0.85;

/// A file as it is sent.
pub struct Prepared {
    /// Its content: a `Blob`.
    pub content: JsValue,
    /// Its media type.
    pub kind: String,
    /// Its name, which agrees with the type.
    pub name: String,
}

/// Makes a large picture smaller; anything else, and what the browser cannot read, goes as it is.
/// `file` is a `File`.
pub async fn prepare(file: JsValue) -> Prepared {
    let text = |name| get(&file, name).ok().and_then(|it| it.as_string()).unwrap_or_default();
    let (kind, name) = (text("type"), text("name"));
    let is_picture = matches!(&*kind, "image/jpeg" | "image/png");
    if is_picture
        && number(&file, "size") > SMALL_BYTES
        && let Ok(content) = shrink(&file).await
        && number(&content, "size") < number(&file, "size")
    {
        let stem = name.rfind('.').and_then(|end| name.get(..end)).unwrap_or(&name);
        let name = [stem, ".jpg"].concat();
        return Prepared { content, kind: "image/jpeg".to_owned(), name };
    }
    Prepared { content: file, kind, name }
}

fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).ok().and_then(|it| it.as_f64()).unwrap_or_default()
}

async fn shrink(file: &JsValue) -> Result<JsValue, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    // Turned as its own notes say.
    let decoded: Promise = call(&window, "createImageBitmap", &[file])?.dyn_into()?;
    let bitmap = JsFuture::from(decoded).await?;
    let (width, height) = (number(&bitmap, "width"), number(&bitmap, "height"));
    let scale = (LONGEST / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round(), (height * scale).round());
    let page = document().ok_or(JsValue::NULL)?;
    let canvas = call(&page, "createElement", &[&"canvas".into()])?;
    set(&canvas, "width", &width.into())?;
    set(&canvas, "height", &height.into())?;
    let context = call(&canvas, "getContext", &[&"2d".into()])?;
    let (left, top) = (JsValue::from(0), JsValue::from(0));
    call(&context, "drawImage", &[&bitmap, &left, &top, &width.into(), &height.into()])?;
    call(&bitmap, "close", &[])?;
    JsFuture::from(encoded(&canvas)?).await
}

fn encoded(canvas: &JsValue) -> Result<Promise, JsValue> {
    let mut outcome = Ok(JsValue::NULL);
    let promise = Promise::new(&mut |resolve, _| {
        let give = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        outcome = call(canvas, "toBlob", &[&give, &"image/jpeg".into(), &JPEG_QUALITY.into()]);
    });
    outcome.map(|_| promise)
}
