//! A QR code (ISO/IEC 18004) as one path of an SVG, dark on light in every theme: scanners expect it.

use crate::i18n::{Key, t};
use leptos::prelude::*;
use qrcodegen::{QrCode as Symbol, QrCodeEcc};
use std::fmt::Write;

/// Light modules around the symbol, as the standard wants.
const QUIET_ZONE: i32 = 4;

/// Draws a text as a QR code; nothing when it is too long for one.
#[component]
pub fn QrCode(text: String, label: Key) -> impl IntoView {
    let label = t(label);
    let symbol = Symbol::encode_text(&text, QrCodeEcc::Low).ok()?;
    let size = symbol.size() + 2 * QUIET_ZONE;
    Some(view! {
        <svg
            class="rg-qr"
            role="img"
            aria-label=label
            viewBox=format!("0 0 {size} {size}")
            shape-rendering="crispEdges"
        >
            <path d=path(&symbol)></path>
        </svg>
    })
}

/// The dark modules, row by row, each run as one rectangle.
fn path(symbol: &Symbol) -> String {
    let mut path = String::new();
    for y in 0..symbol.size() {
        let mut x = 0;
        while x < symbol.size() {
            let run = (x..symbol.size()).take_while(|x| symbol.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    path
}
