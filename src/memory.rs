//! What a tab remembers over a reload: the token of the open recovery, or the end that it reached,
//! the ticket of a hand-off, and the chosen language. Never a code, a password or an identifier
//! (BLD-01). Beyond the tab only the token, and only when the person asks for it (ADM-06).

use crate::host::Host;
use crate::wire::Json;
use regain_contract::json::{FromJson, ToJson};
use regain_contract::{Done, FlowToken, HandOffTicket, Locale};
use regain_flow::DeviceCopy;

const TOKEN: &str = "regain.recovery";
const DONE: &str = "regain.done";
const TICKET: &str = "regain.hand-off";
const LOCALE: &str = "regain.locale";

/// Where to keep something.
const TAB: bool = false;
const DEVICE: bool = true;

/// Reads the token and the end.
pub fn read(host: &Host) -> (Option<FlowToken>, Option<Done>) {
    let token = host.kept(TOKEN, TAB).or_else(|| host.kept(TOKEN, DEVICE));
    let token = token.filter(|token| !token.is_empty()).map(FlowToken::new);
    let done = host.kept(DONE, TAB).and_then(|done| Done::from_json(&Json::parse(&done)?));
    (token, done)
}

/// Keeps the token of the open recovery in the tab, and deletes the device's copy where the flow says
/// so.
pub fn keep_token(host: &Host, token: &FlowToken, device_copy: DeviceCopy) {
    host.keep(DONE, TAB, None);
    if device_copy == DeviceCopy::Goes {
        let_go(host, token.expose());
    }
    host.keep(TOKEN, TAB, Some(token.expose()));
}

/// Takes this recovery off the device, and no other.
fn let_go(host: &Host, token: &str) {
    if host.kept(TOKEN, DEVICE).as_deref() == Some(token) {
        host.keep(TOKEN, DEVICE, None);
    }
}

/// Keeps the token of the open recovery beyond the tab, until it moves on.
pub fn keep_on_device(host: &Host) {
    if let Some(token) = host.kept(TOKEN, TAB) {
        host.keep(TOKEN, DEVICE, Some(&token));
    }
}

/// The ticket of the hand-off that this tab helps with.
pub fn ticket(host: &Host) -> Option<HandOffTicket> {
    host.kept(TICKET, TAB).filter(|ticket| !ticket.is_empty()).map(HandOffTicket::new)
}

/// Keeps the ticket of a hand-off.
pub fn keep_ticket(host: &Host, ticket: &HandOffTicket) {
    host.keep(TICKET, TAB, Some(ticket.expose()));
}

/// Keeps the end in place of the token.
pub fn keep_done(host: &Host, done: &Done) {
    forget(host);
    host.keep(DONE, TAB, Some(&done.without_username().to_json()));
}

/// Forgets both.
pub fn forget(host: &Host) {
    if let Some(token) = host.kept(TOKEN, TAB) {
        let_go(host, &token);
    }
    host.keep(TOKEN, TAB, None);
    host.keep(DONE, TAB, None);
}

/// Keeps the chosen language; the loader reads it.
pub fn keep_locale(host: &Host, locale: Locale) {
    host.keep(LOCALE, TAB, Some(locale.tag()));
}
