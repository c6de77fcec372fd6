//! The server over real HTTP, on SQLite and on PostgreSQL, with an injected clock and generator;
//! the sandbox stands for carrier and mail server. Each scenario runs on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it does not expect ends there"
)]

mod administrator;
mod alipay_client;
mod appeal_binding;
mod appeal_client;
mod appeal_documents;
mod appeal_draft;
mod appeal_files;
mod appeal_guards;
mod appeal_input;
mod appeal_phone;
mod appeal_retention;
mod appeal_review;
mod appeal_status;
mod appeal_steps;
mod appeal_webhook;
mod appellant;
mod approval_limits;
mod approval_races;
mod approval_rights;
mod approvals;
mod client;
mod codes;
mod completion;
mod conformance;
mod countries;
mod described;
mod documents;
mod enumeration;
mod extend;
mod face_client;
mod face_limits;
mod face_links;
mod faces;
mod failures;
mod filed;
mod finish;
mod flow;
mod frames;
mod hand_offs;
mod kills;
mod late_approvals;
mod limits;
mod line;
mod listed;
mod logs;
mod messages;
mod methods;
mod operations;
mod other_browsers;
mod passwords;
mod portals;
mod postgres;
mod program;
mod proofs;
mod requests;
mod stop_links;
mod stop_phones;
mod sub_steps;
mod tickets;
mod usernames;
mod visits;
mod web;
mod world;

/// Makes two tests of one scenario, one for each database.
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($($argument:tt)*) $body:block)*) => {
        $(
            mod $name {
                use super::*;

                async fn scenario($($argument)*) $body

                $(#[$meta])*
                #[test]
                fn on_sqlite() {
                    crate::world::run(crate::world::Database::Sqlite, scenario);
                }

                $(#[$meta])*
                #[test]
                fn on_postgres() {
                    crate::world::run(crate::world::Database::Postgres, scenario);
                }
            }
        )*
    };
}
pub(crate) use on_both_databases;
