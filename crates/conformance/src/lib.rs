//! What every server of the recovery API must do in a reset by a code, checked over HTTP.
//!
//! The tests of the reference server and of `examples/codes-only` call each scenario with a server
//! that was just started. A server of yours passes when it implements [`Subject`] and knows the
//! account [`USERNAME`] with [`PHONE`] and [`EMAIL`]; [`scenarios`] names all of them to a macro of
//! yours. Nothing here looks behind the API.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a scenario that meets what it does not expect ends there"
)]

mod account;
mod client;
mod codes;
mod commands;
mod completion;
mod enumeration;
mod reading;
mod requests;

pub use account::*;
pub use client::Subject;
pub use codes::*;
pub use commands::*;
pub use completion::*;
pub use enumeration::*;
pub use reading::*;
pub use requests::*;

/// Hands the names of all scenarios to a macro: `$tests! { first, second, … }`.
#[macro_export]
macro_rules! scenarios {
    ($tests:ident) => {
        $tests! {
            a_code_by_phone_leads_to_a_new_password,
            a_code_by_email_leads_to_a_new_password,
            the_other_recoveries_of_the_account_end,
            a_weak_password_changes_nothing,
            a_read_gives_the_version_and_waits_for_another,
            a_read_needs_a_token_that_lives,
            more_time_is_given_on_request,
            a_repeated_command_gets_the_same_answer,
            a_key_stands_for_one_command,
            an_old_version_changes_nothing,
            a_command_that_does_not_fit_the_step_changes_nothing,
            wrong_codes_are_counted_and_void_the_code,
            too_many_wrong_codes_lock_the_account,
            a_new_code_replaces_the_old_one,
            a_code_expires,
            the_same_method_leads_back_to_the_code,
            known_and_unknown_look_alike,
            nothing_is_sent_to_who_has_no_account,
            unknown_identifiers_are_locked_like_accounts,
            one_account_has_many_spellings,
            what_is_not_the_contract_is_malformed,
            what_is_not_there_is_not_found,
            a_foreign_page_is_refused,
        }
    };
}
