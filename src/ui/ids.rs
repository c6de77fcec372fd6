//! Ids for `aria-*` references, unique over every instance on a page.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Gives an id that no other element of the page has.
pub fn new_id(name: &str) -> String {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("rg-{name}-{number}")
}
