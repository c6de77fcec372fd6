//! The wire format of the recovery API: every request, every answer, every problem.
//!
//! The browser and the server compile this same crate. It knows neither HTTP clients nor
//! databases nor the DOM; it reads no clock and draws no random number. The server owns the
//! flow: each answer is a whole [`Recovery`] (with the one [`Step`] to show) or a [`Problem`].

mod account;
pub mod appeal;
mod approval;
mod command;
mod country;

mod face;
mod hand_off;
pub mod json;
mod locale;
mod method;
#[cfg(feature = "openapi")]
#[expect(dead_code, reason = "the functions only carry descriptions")]
pub mod openapi;
pub mod operations;
mod policy;
mod problem;
mod recovery;
mod route;
mod secret;
mod step;
mod visit;

pub use account::{Account, AccountKind};
pub use approval::{
    Administrator, ApprovalOutcome, AskAdministrator, AwaitApproval, ChooseAdministrator, MAX_NOTE,
};
pub use command::{Begin, ChooseMethod, ChooseUsername, LogOn, Nothing, SetPassword, SubmitCode};
pub use country::CountryCode;
pub use face::{
    FaceConsent, FaceOutcome, FaceStage, Guidance, Person, StartFace, SubmitFrame, VerifyFace,
};
pub use hand_off::{
    Approve, Confirm, ConfirmVisit, Decide, Decision, HandOff, HandOffOutcome, Over,
    RequestContext, ScanFace, Stop, Stoppable, TakeVisit, Taken, Task,
};
pub use locale::Locale;
pub use method::{Availability, Method, MethodOption, Unavailable};
pub use policy::{AllowedCharacters, CharacterClass, Forbidden, PasswordPolicy, Violation};
pub use problem::{Problem, ProblemBody};
pub use recovery::{Begun, Intent, Recovery};
pub use route::{FRAME_PAGE, HeaderClass, Route};
pub use secret::{AppealToken, AuthCode, Code, FlowToken, HandOffTicket, Password, wipe};
pub use step::{
    ChooseMethodStep, Done, EndReason, Ended, EnterCode, SetPasswordStep, Step, Usernames,
};
pub use visit::{ProviderResult, VisitOutcome, VisitProvider};
