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
        folder: "crates/server",
        may_use: &["regain-contract", "regain-evidence", "regain-policy"],
        never_names: &["leptos", "web_sys", "regain_flow"],
        folders: &[],
        most_in_circle: 4,
    },
    Part {
        folder: "crates/sandbox",
        may_use: &["regain-contract"],
        never_names: &["leptos", "web_sys", "sqlx"],
        folders: &[],
        most_in_circle: 10,
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
