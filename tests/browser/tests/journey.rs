//! The way through a recovery in English, up to a step: what many tests begin with. Checks each
//! screen on the way, as every `screen` does.

use regain_browser_tests::{Page, Visit};

/// The password of every demo account.
pub const OLD_PASSWORD: &str = "Old-Password-1";
/// A password that the policy likes.
pub const NEW_PASSWORD: &str = "Kd7!tangerine-Moss";
/// The phone of the demo account `solo`.
pub const SOLO_PHONE: &str = "+8613800138000";
/// The mail address of the demo account `solo`.
pub const SOLO_MAIL: &str = "solo@example.com";
/// The phone of the demo account `solo-mfa`.
pub const MFA_PHONE: &str = "+8613800138002";
/// The mail address of the demo account `solo-mfa`.
pub const MFA_MAIL: &str = "solo-mfa@example.com";

/// The heading of each screen.
pub const ACCOUNT: &str = "Reset your password";
pub const METHODS: &str = "Choose a verification method";
pub const PHONE_CODE: &str = "Enter the code from your phone";
pub const MAIL_CODE: &str = "Enter the code from your email";
pub const PASSWORD: &str = "Set a new password";
pub const DONE: &str = "Password changed";

/// The label of the first field.
pub const IDENTIFIER: &str = "Username, mobile number or email";

/// Names the account and arrives at the choice.
#[track_caller]
pub fn name_account(page: &Page, identifier: &str) {
    page.open("/");
    page.screen(ACCOUNT);
    page.field(IDENTIFIER).fill(identifier);
    page.button("Next").press();
    page.screen(METHODS);
}

/// Goes on to the phone's code.
#[track_caller]
pub fn ask_for_sms(page: &Page, identifier: &str) {
    name_account(page, identifier);
    page.choice("Mobile phone").press();
    page.screen(PHONE_CODE);
}

/// How long a new code cannot be asked for, in seconds, as the button's description says.
#[track_caller]
pub fn seconds_left(page: &Page) -> u32 {
    let button = page.button("Send a new code");
    button.is_described_by("in 0:");
    let said = button.description();
    let seconds = said.split("in 0:").nth(1).unwrap_or_default();
    seconds.parse().unwrap_or_else(|_| panic!("no countdown in “{said}”"))
}

/// Types a code and submits it.
#[track_caller]
pub fn submit_code(page: &Page, code: &str) {
    page.field("Verification code").fill(code);
    page.button("Verify").press();
}

/// Goes on to the new password, by phone.
#[track_caller]
pub fn prove_by_sms(visit: &Visit, identifier: &str, phone: &str) {
    ask_for_sms(visit, identifier);
    submit_code(visit, &visit.stage.next_code(phone));
    visit.screen(PASSWORD);
}

/// Types a password and submits it.
#[track_caller]
pub fn submit_password(page: &Page, password: &str) {
    page.field("New password").fill(password);
    page.button("Set new password").press();
}

/// Sets the password and arrives at the end.
#[track_caller]
pub fn set_password(page: &Page, password: &str) {
    submit_password(page, password);
    page.screen(DONE);
}

/// Logs on at the demo portal.
#[track_caller]
pub fn log_on(page: &Page, username: &str, password: &str) {
    page.heading("Log on").is_there();
    page.field("Username").fill(username);
    page.field("Password").fill(password);
    page.button("Log on").press();
}

/// A code of the same length that is not `code`.
pub fn another(code: &str) -> String {
    let turned = |digit: char| if digit == '9' { '0' } else { char::from(digit as u8 + 1) };
    code.chars().map(turned).collect()
}
