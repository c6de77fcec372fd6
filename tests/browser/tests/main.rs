//! Browser tests by user task: one module per task, all in one binary, so that the server is
//! linked once. Each test is a plain function of the browser; the macro below makes it a test per
//! browser, named `task::browser::what_holds`. A function that is in no list does not compile.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

/// Runs the first list in every browser and the last in Chromium only.
macro_rules! browser_tests {
    (every browser: [$($every:ident),* $(,)?], chromium: [$($chromium:ident),* $(,)?]) => {
        browser_tests! { every browser: [$($every),*], not webkit: [], chromium: [$($chromium),*] }
    };
    (
        every browser: [$($every:ident),* $(,)?],
        not webkit: [$($most:ident),* $(,)?],
        chromium: [$($chromium:ident),* $(,)?]
    ) => {
        tests_in! { chromium, Chromium: [$($every,)* $($most,)* $($chromium,)*] }
        tests_in! { firefox, Firefox: [$($every,)* $($most,)*] }
        tests_in! { webkit, WebKit: [$($every,)*] }
    };
}

/// Makes the tests of one browser.
macro_rules! tests_in {
    ($module:ident, $browser:ident: []) => {};
    ($module:ident, $browser:ident: [$($name:ident,)+]) => {
        mod $module {
            $(#[test] fn $name() { super::$name(regain_browser_tests::Browser::$browser); })+
        }
    };
}

mod administrator;
mod alipay;
mod appeal;
mod appeal_connection;
mod appeal_status;
mod browser_features;
mod chinese;
mod choosing;
mod codes;
mod early_presses;
mod element;
mod element_attributes;
mod element_life;
mod embedded;
mod embedded_late;
mod example;
mod face;
mod faults;
mod frames;
mod gallery;
mod harness;
mod hosts;
mod journey;
mod keyboard;
mod keyboard_appeal;
mod keyboard_methods;
mod languages;
mod late_steps;
mod lock_out;
mod navigation;
mod panics;
mod password_managers;
mod passwords;
mod portal;
mod portals;
mod preferences;
mod reflow;
mod reset_by_email;
mod reset_by_phone;
mod reset_by_username;
mod secrets;
mod stop;
mod take_over;
mod time_limits;
mod transcripts;
mod tree;
mod two_proofs;
mod two_tabs;
mod unknown_account;
mod usernames;
