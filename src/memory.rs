//! What a tab remembers over a reload: the token of the open recovery, or the end that it reached,
//! the ticket of a hand-off, and the chosen language. Never a code, a password or an identifier
//! (BLD-01). Beyond the tab only the token, and only when the person asks for it (ADM-06).

use crate::browser::storage;
use crate::wire::Json;
use regain_contract::{Done, FlowToken, HandOffTicket, Locale, decode, encode};

const TOKEN: &str = "regain.recovery";
const DONE: &str = "regain.done";
const TICKET: &str = "regain.hand-off";
const LOCALE: &str = "regain.locale";

/// Reads the token and the end.
pub fn read() -> (Option<FlowToken>, Option<Done>) {
    let token = storage::get(TOKEN).or_else(|| storage::device::get(TOKEN));
    let token = token.filter(|token| !token.is_empty()).map(FlowToken::new);
    let done = storage::get(DONE).and_then(|done| decode::done(&Json::parse(&done)?));
    (token, done)
}

/// Keeps the token of the open recovery. What the device keeps of it goes once the recovery does not
/// wait for others any more.
pub fn keep_token(token: &FlowToken, is_waiting: bool) {
    storage::remove(DONE);
    if !is_waiting {
        let_go(token.expose());
    }
    storage::set(TOKEN, token.expose());
}

/// Takes this recovery off the device, and no other.
fn let_go(token: &str) {
    if storage::device::get(TOKEN).as_deref() == Some(token) {
        storage::device::remove(TOKEN);
    }
}

/// Keeps the token of the open recovery beyond the tab, until it moves on.
pub fn keep_on_device() {
    if let Some(token) = storage::get(TOKEN) {
        storage::device::set(TOKEN, &token);
    }
}

/// The ticket of the hand-off that this tab helps with.
pub fn ticket() -> Option<HandOffTicket> {
    storage::get(TICKET).filter(|ticket| !ticket.is_empty()).map(HandOffTicket::new)
}

/// Keeps the ticket of a hand-off.
pub fn keep_ticket(ticket: &HandOffTicket) {
    storage::set(TICKET, ticket.expose());
}

/// Keeps the end in place of the token.
pub fn keep_done(done: &Done) {
    forget();
    storage::set(DONE, &encode::done(done));
}

/// Forgets both.
pub fn forget() {
    if let Some(token) = storage::get(TOKEN) {
        let_go(&token);
    }
    storage::remove(TOKEN);
    storage::remove(DONE);
}

/// The language that was chosen in this tab.
pub fn locale() -> Option<Locale> {
    storage::get(LOCALE).and_then(|tag| Locale::from_tag(&tag))
}

/// Keeps the chosen language.
pub fn keep_locale(locale: Locale) {
    storage::set(LOCALE, locale.tag());
}
