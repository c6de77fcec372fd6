//! Makes large pictures smaller and turns them upright before they are sent: a phone's photo of ten
//! megabytes says no more about a document than one of half a megabyte.

use crate::browser::page::{document, window};
use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// Smaller files go as they are.
const SMALL_BYTES: f64 = 1_000_000.0;
/// The longer side of a picture that was made smaller: an A4 page at 200 dots per inch.
const LONGEST: f64 = 2_400.0;
const JPEG_QUALITY: f64 = 0.85;

/// A file as it is sent.
pub struct Prepared {
    /// Its content.
    pub content: Blob,
    /// Its media type.
    pub kind: String,
    /// Its name, which agrees with the type.
    pub name: String,
}

/// Makes a large picture smaller; anything else, and what the browser cannot read, goes as it is.
pub async fn prepare(file: File) -> Prepared {
    let (kind, name) = (file.type_(), file.name());
    let is_picture = matches!(&*kind, "image/jpeg" | "image/png");
    if is_picture
        && file.size() > SMALL_BYTES
        && let Ok(content) = shrink(&file).await
        && content.size() < file.size()
    {
        let stem = name.rfind('.').and_then(|end| name.get(..end)).unwrap_or(&name);
        let name = [stem, ".jpg"].concat();
        return Prepared { content, kind: "image/jpeg".to_owned(), name };
    }
    Prepared { content: file.into(), kind, name }
}

async fn shrink(file: &File) -> Result<Blob, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    // Turned as its own notes say.
    let decoded = window.create_image_bitmap_with_blob(file)?;
    let bitmap: ImageBitmap = JsFuture::from(decoded).await?.unchecked_into();
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round(), (height * scale).round());
    let (canvas, context) = canvas(width, height).ok_or(JsValue::NULL)?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)?;
    bitmap.close();
    JsFuture::from(encoded(&canvas)?).await?.dyn_into()
}

/// Makes a canvas of that size, and what draws into it. `None` where the browser has none.
pub fn canvas(width: f64, height: f64) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas = document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and no picture has a negative size"
    )]
    {
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
    }
    let context = canvas.get_context("2d").ok()??;
    Some((canvas, context.unchecked_into()))
}

fn encoded(canvas: &HtmlCanvasElement) -> Result<Promise, JsValue> {
    let mut outcome = Ok(());
    let promise = Promise::new(&mut |resolve, _| {
        let give = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        outcome = canvas.to_blob_with_type_and_encoder_options(
            give.unchecked_ref(),
            "image/jpeg",
            &JPEG_QUALITY.into(),
        );
    });
    outcome.map(|()| promise)
}
