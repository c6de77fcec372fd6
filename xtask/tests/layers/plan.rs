//! The plan itself, from the lowest layer up. Arrows point downwards only.

/// What one crate may do.
pub struct Part {
    /// Its folder.
    pub folder: &'static str,
    /// The crates of ours that it may depend on.
    pub may_use: &'static [&'static str],
    /// The crates of others that it neither depends on nor names.
    pub never_names: &'static [&'static str],
    /// Folders below `src` with paths that their files never name.
    pub folders: &'static [(&'static str, &'static [&'static str])],
    /// How many files may import each other in a circle.
    pub most_in_circle: usize,
}

/// What a pure crate never names: a browser, a server, a database, a runtime.
const IMPURE: &[&str] =
    &["leptos", "web_sys", "js_sys", "wasm_bindgen", "axum", "sqlx", "tokio", "reqwest"];

/// What the domain never names: HTTP, the page, and the clients of third parties.
const HTTP_AND_CLIENTS: &[&str] = &[
    "axum",
    "tower",
    "tower_http",
    "hyper",
    "http",
    "reqwest",
    "lettre",
    "leptos",
    "web_sys",
    "regain_flow",
    "regain_server",
    "regain_providers",
];

/// Every crate of ours.
pub const PLAN: &[Part] = &[
    Part {
        folder: "crates/wire-derive",
        may_use: &[],
        never_names: IMPURE,
        folders: &[],
        // The generated code names `crate::json`, which looks like an import of `lib.rs` here.
        most_in_circle: 4,
    },
    Part {
        folder: "crates/contract",
        may_use: &["regain-wire-derive"],
        never_names: IMPURE,
        folders: &[],
        most_in_circle: 4,
    },
    Part {
        folder: "crates/policy",
        may_use: &["regain-contract"],
        never_names: IMPURE,
        folders: &[],
        most_in_circle: 3,
    },
    Part {
        folder: "crates/flow",
        may_use: &["regain-contract", "regain-policy"],
        never_names: IMPURE,
        folders: &[],
        most_in_circle: 10,
    },
    Part {
        folder: "crates/evidence",
        may_use: &["regain-contract"],
        never_names: IMPURE,
        folders: &[],
        most_in_circle: 3,
    },
    Part {
        folder: "crates/config",
        may_use: &["regain-contract", "regain-policy"],
        never_names: IMPURE,
        folders: &[],
        most_in_circle: 3,
    },
    Part {
        folder: "crates/recovery",
        may_use: &["regain-config", "regain-contract", "regain-evidence", "regain-policy"],
        never_names: HTTP_AND_CLIENTS,
        folders: &[
            // What every layer of the domain needs knows none of them.
            ("store/", &["crate::command", "crate::recovery", "crate::hand_off", "crate::appeal"]),
            ("ports/", &["crate::app", "crate::store", "crate::command"]),
            ("command/", &["crate::recovery", "crate::hand_off", "crate::appeal"]),
        ],
        most_in_circle: 3,
    },
    Part {
        folder: "crates/providers",
        may_use: &["regain-config", "regain-contract", "regain-recovery"],
        never_names: &["leptos", "web_sys", "regain_flow", "regain_server", "axum", "sqlx"],
        // Clients name what two of them share, `acs` and `http`, and never each other.
        folders: &[
            (
                "alipay/",
                &["crate::face", "crate::sms", "crate::smtp", "crate::clamd", "crate::webhook"],
            ),
            (
                "face.rs",
                &["crate::alipay", "crate::sms", "crate::smtp", "crate::clamd", "crate::webhook"],
            ),
            (
                "sms.rs",
                &["crate::alipay", "crate::face", "crate::smtp", "crate::clamd", "crate::webhook"],
            ),
            (
                "smtp.rs",
                &["crate::alipay", "crate::face", "crate::sms", "crate::clamd", "crate::webhook"],
            ),
            (
                "clamd.rs",
                &["crate::alipay", "crate::face", "crate::sms", "crate::smtp", "crate::webhook"],
            ),
            (
                "webhook.rs",
                &["crate::alipay", "crate::face", "crate::sms", "crate::smtp", "crate::clamd"],
            ),
        ],
        most_in_circle: 3,
    },
    Part {
        folder: "crates/server",
        may_use: &["regain-config", "regain-contract", "regain-providers", "regain-recovery"],
        never_names: &["leptos", "web_sys", "regain_flow", "reqwest", "lettre", "sqlx"],
        // Handlers call the domain: no SQL, no client of a third party.
        folders: &[("handlers/", &["sqlx", "regain_recovery::store", "regain_providers"])],
        most_in_circle: 3,
    },
    Part {
        folder: "crates/sandbox",
        may_use: &["regain-contract"],
        never_names: &["leptos", "web_sys", "sqlx"],
        folders: &[],
        most_in_circle: 10,
    },
    Part {
        folder: "crates/conformance",
        may_use: &["regain-contract"],
        // It knows a server by its API alone.
        never_names: &["leptos", "web_sys", "axum", "sqlx", "regain_server"],
        folders: &[],
        most_in_circle: 1,
    },
    Part {
        folder: "examples/codes-only",
        may_use: &["regain-contract", "regain-policy"],
        never_names: &["leptos", "web_sys", "sqlx", "regain_server"],
        folders: &[],
        // A program of four files, which share one state.
        most_in_circle: 4,
    },
    Part {
        folder: "crates/no-streams",
        may_use: &[],
        never_names: &["leptos", "axum", "sqlx", "tokio"],
        folders: &[],
        most_in_circle: 1,
    },
    Part {
        folder: ".",
        may_use: &["regain-contract", "regain-policy", "regain-flow"],
        never_names: &["axum", "sqlx", "tokio", "serde"],
        // Building blocks know texts and browsers; browser wrappers know neither.
        folders: &[
            ("ui/", &["crate::steps", "crate::runtime", "crate::appeal", "crate::app"]),
            (
                "browser/",
                &["crate::ui", "crate::steps", "crate::runtime", "crate::app", "leptos::prelude"],
            ),
            ("i18n/", &["crate::steps", "crate::runtime", "crate::app"]),
            ("steps/", &["crate::runtime", "crate::app", "crate::mount"]),
        ],
        most_in_circle: 10,
    },
];
