//! Reads what the loader took out of the address: `["ticket", text]` or `["visit", state, code?]`.

use js_sys::Array;
use regain_contract::{AuthCode, HandOffTicket};
use regain_flow::Arrival;
use wasm_bindgen::{JsCast, JsValue};

/// Reads an arrival; `None` when there is none of ours.
pub fn read(value: &JsValue) -> Option<Arrival> {
    let parts: &Array = value.dyn_ref()?;
    let text = |index| parts.get(index).as_string().filter(|text| !text.is_empty());
    match text(0)?.as_str() {
        "ticket" => text(1).map(|ticket| Arrival::Ticket(HandOffTicket::new(ticket))),
        "visit" => Some(Arrival::Visit { state: text(1)?, auth_code: text(2).map(AuthCode::new) }),
        _ => None,
    }
}
