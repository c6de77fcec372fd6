//! The stages of the tests: their names, their order, and what each runs.

use super::count::Ran;
use super::{cargo_stages, machine, native};
use crate::failure::{Failure, Outcome};
use crate::{build, requirements, size, types};

/// One stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Tools, browsers, fonts and PostgreSQL are there.
    Machine,
    /// The source is formatted.
    Format,
    /// Lints of everything that runs natively.
    Clippy,
    /// Lints of the app, as wasm and as the native renderer of its first screen.
    ClippyApp,
    /// The types of the loader and of the npm package.
    Types,
    /// The release page builds.
    Build,
    /// The page is within its size budget.
    Size,
    /// Tests name requirements that exist.
    Requirements,
    /// Tests of contract, policy, flow, server, sandbox and xtask.
    Native,
    /// Examples in documentation.
    Documentation,
    /// Tests of the app that need no browser.
    App,
    /// Tests of the app inside a browser's wasm engine.
    Wasm,
    /// Tests by user task in real browsers.
    Browser,
}

impl Stage {
    /// Every stage, in order: what fails fast comes first.
    pub const ALL: [Self; 13] = [
        Self::Machine,
        Self::Format,
        Self::Requirements,
        Self::Types,
        Self::Build,
        Self::Size,
        Self::Native,
        Self::Documentation,
        Self::App,
        Self::Wasm,
        Self::Browser,
        Self::Clippy,
        Self::ClippyApp,
    ];

    /// The name for `--only`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::ClippyApp => "clippy-app",
            Self::Types => "types",
            Self::Build => "build",
            Self::Size => "size",
            Self::Requirements => "requirements",
            Self::Native => "native",
            Self::Documentation => "doc",
            Self::App => "app",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
        }
    }

    /// The line above what the stage prints.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Machine => "machine: tools, browsers, fonts, PostgreSQL",
            Self::Format => "format: rustfmt",
            Self::Clippy => "clippy: everything native",
            Self::ClippyApp => "clippy-app: the app, as wasm and native",
            Self::Types => "types: loader and npm package, by TypeScript",
            Self::Build => "build: the release page",
            Self::Size => "size: the byte budget",
            Self::Requirements => "requirements: ids that tests name",
            Self::Native => "native: contract, policy, flow, server, sandbox, xtask",
            Self::Documentation => "doc: examples in documentation",
            Self::App => "app: what of the app runs natively",
            Self::Wasm => "wasm: the app in Chromium's engine",
            Self::Browser => "browser: user tasks in Chromium, Firefox, WebKit",
        }
    }

    /// The stage of this name. Fails with the list of names.
    pub fn named(name: &str) -> Outcome<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Failure::new(format!("no stage {name:?}: there are {names}"))
        })
    }

    /// Runs the stage to its end, whatever fails inside. `without` names browsers to leave out.
    pub fn run(self, without: &[String]) -> Ran {
        match self {
            Self::Machine => Ran::check(machine::prepare(without)),
            Self::Format => Ran::check(cargo_stages::format()),
            Self::Clippy => Ran::check(cargo_stages::clippy()),
            Self::ClippyApp => Ran::check(cargo_stages::clippy_app()),
            Self::Types => Ran::check(types::check()),
            Self::Build => Ran::check(build::build()),
            Self::Size => Ran::check(size::check()),
            Self::Requirements => Ran::check(requirements::check()),
            Self::Native => native::run_native(),
            Self::Documentation => cargo_stages::documentation(),
            Self::App => cargo_stages::app(),
            Self::Wasm => cargo_stages::wasm(),
            Self::Browser => native::run_browser(without),
        }
    }
}
