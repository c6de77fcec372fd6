//! Browser tests by user task: one module per task, all in one binary, so that the server is
//! linked once. Each test is a plain function of the browser; the macro below makes it a test per
//! browser, named `task::browser::what_holds`. A function that is in no list does not compile.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

/// Runs the first list in every browser and the second in Chromium only.
macro_rules! browser_tests {
    (every browser: [$($every:ident),* $(,)?], chromium: [$($chromium:ident),* $(,)?]) => {
        mod chromium {
            use regain_browser_tests::Browser::Chromium;
            $(#[test] fn $every() { super::$every(Chromium); })*
            $(#[test] fn $chromium() { super::$chromium(Chromium); })*
        }
        in_the_others!($($every),*);
    };
}

/// Runs the list in the browsers that are not Chromium.
macro_rules! in_the_others {
    () => {};
    ($($name:ident),+) => {
        mod firefox {
            $(#[test] fn $name() { super::$name(regain_browser_tests::Browser::Firefox); })+
        }
        mod webkit {
            $(#[test] fn $name() { super::$name(regain_browser_tests::Browser::WebKit); })+
        }
    };
}

mod browser_features;
mod chinese;
mod codes;
mod faults;
mod harness;
mod journey;
mod keyboard;
mod lock_out;
mod navigation;
mod passwords;
mod portal;
mod reflow;
mod reset_by_email;
mod reset_by_phone;
mod reset_by_username;
mod secrets;
mod take_over;
mod two_proofs;
mod two_tabs;
mod unknown_account;
