//! The one list of the operations of the API: what each is for, its path, body and answer, who may
//! call it, and at which step. The constants of [`super`], the OpenAPI document and the tests are
//! made of it; the page and the server take paths and types from the constants. A new operation is
//! one entry here.

/// Calls a macro with all entries. Each has a kind that says which headers it takes
/// (`super::Kind`), the name of its constant and of its function in the OpenAPI document, its path
/// below the base, body and answer, the name of its bearer token (empty without one), the names of
/// the steps or tasks at which it is allowed (empty when that is no matter of the step alone), and
/// what a successful answer is.
macro_rules! with_operations {
    ($callback:ident) => {
        $callback! {
            /// Begins a recovery.
            [begin BEGIN begin "/recoveries", Begin => Begun, "", [], "begun, whether the account exists or not"]
            /// Reads the recovery; waits for a change when asked to.
            [read READ current "/recoveries/current", Nothing => Recovery, "flow_token", [], "the recovery"]
            /// Chooses a method; sends the code for a code method.
            [command CHOOSE_METHOD choose_method "/recoveries/current/method", ChooseMethod => Recovery, "flow_token", ["choose_method"], "what it is after the command"]
            /// Goes back to the method choice; the open code stays good for the same method.
            [command CHANGE_METHOD change_method "/recoveries/current/change-method", Nothing => Recovery, "flow_token", ["enter_code", "visit_provider", "verify_face", "choose_administrator", "await_approval"], "what it is after the command"]
            /// Gives the code.
            [command SUBMIT_CODE submit_code "/recoveries/current/code", SubmitCode => Recovery, "flow_token", ["enter_code"], "what it is after the command"]
            /// Asks for a new code; the old one is void at once.
            [command RESEND resend "/recoveries/current/resend", Nothing => Recovery, "flow_token", ["enter_code"], "what it is after the command"]
            /// Gives what the identity provider brought back to this browser.
            [command PROVIDER_RESULT provider_result "/recoveries/current/provider-result", ProviderResult => Recovery, "flow_token", ["visit_provider"], "what it is after the command"]
            /// Begins the visit or the facial recognition anew.
            [command RENEW renew "/recoveries/current/renew", Nothing => Recovery, "flow_token", ["visit_provider", "verify_face"], "what it is after the command"]
            /// Puts the end of an idle recovery off; the version stays.
            [command EXTEND extend "/recoveries/current/extend", Nothing => Recovery, "flow_token", [], "what it is after the command"]
            /// Agrees to facial recognition, and takes the pictures with this device.
            [command START_FACE face_start "/recoveries/current/face/start", StartFace => Recovery, "flow_token", ["verify_face"], "what it is after the command"]
            /// Gives one picture.
            [picture SUBMIT_FRAME face_frame "/recoveries/current/face/frame", SubmitFrame => Recovery, "flow_token", ["verify_face"], "what it is after the command"]
            /// Makes a link for a phone or another person.
            [command HAND_FACE_OFF face_hand_off "/recoveries/current/face/hand-off", Nothing => Recovery, "flow_token", ["verify_face"], "what it is after the command"]
            /// Asks an administrator.
            [command ASK_ADMINISTRATOR ask_administrator "/recoveries/current/administrator", AskAdministrator => Recovery, "flow_token", ["choose_administrator"], "what it is after the command"]
            /// Reminds the administrator.
            [command REMIND remind "/recoveries/current/remind", Nothing => Recovery, "flow_token", ["await_approval"], "what it is after the command"]
            /// Withdraws the request, to ask another administrator.
            [command ASK_ANOTHER ask_another "/recoveries/current/ask-another", Nothing => Recovery, "flow_token", ["await_approval"], "what it is after the command"]
            /// Sets the new password.
            [command SET_PASSWORD set_password "/recoveries/current/password", SetPassword => Recovery, "flow_token", ["set_password"], "what it is after the command"]
            /// Ends the recovery.
            [command CANCEL cancel "/recoveries/current/cancel", Nothing => Recovery, "flow_token", [], "what it is after the command"]
            /// Goes on to a new password for one of the usernames that were shown.
            [command CHOOSE_USERNAME choose_username "/recoveries/current/username", ChooseUsername => Recovery, "flow_token", ["usernames"], "what it is after the command"]
            /// Takes over a visit that came back to a browser without the recovery.
            [begin TAKE_VISIT take_visit "/hand-offs", TakeVisit => Taken, "", [], "the hand-off and its ticket"]
            /// Reads the hand-off; waits for a change when asked to. Uses nothing up.
            [read READ_HAND_OFF hand_off "/hand-offs/current", Nothing => HandOff, "hand_off_ticket", [], "the hand-off"]
            /// Confirms a visit.
            [command CONFIRM confirm "/hand-offs/current/confirm", Confirm => HandOff, "hand_off_ticket", ["confirm_visit"], "what it is after the command"]
            /// Decides as the administrator who was asked.
            [command DECIDE decide "/hand-offs/current/decide", Decide => HandOff, "hand_off_ticket", ["approve"], "what it is after the command"]
            /// Agrees to facial recognition on this device.
            [command START_SCAN scan_start "/hand-offs/current/face/start", StartFace => HandOff, "hand_off_ticket", ["scan_face"], "what it is after the command"]
            /// Gives one picture.
            [picture SCAN_FRAME scan_frame "/hand-offs/current/face/frame", SubmitFrame => HandOff, "hand_off_ticket", ["scan_face"], "what it is after the command"]
            /// Declines what was asked.
            [command DECLINE decline "/hand-offs/current/decline", Nothing => HandOff, "hand_off_ticket", ["scan_face", "confirm_visit", "stop"], "what it is after the command"]
            /// Says that a recovery was not one's own, and stops what it changed or is about to.
            [command STOP stop "/hand-offs/current/stop", Nothing => HandOff, "hand_off_ticket", ["stop"], "what it is after the command"]
            /// Begins a draft of an appeal.
            [begin BEGIN_APPEAL begin_appeal "/appeals", BeginAppeal => AppealBegun, "", [], "the draft and its token"]
            /// Asks where an appeal stands: a code goes to the contact phone when the pair is right. The answer
            /// is the same when it is not.
            [begin FIND_APPEAL find_appeal "/appeals/find", FindAppeal => AppealBegun, "", [], "the code step and its token"]
            /// Reads the appeal.
            [read_now READ_APPEAL appeal "/appeals/current", Nothing => Appeal, "appeal_token", [], "the appeal"]
            /// Gives the three answers that the materials depend on.
            [command ANSWER_APPEAL answer_appeal "/appeals/current/answers", AnswerAppeal => Appeal, "appeal_token", [], "what it is after the command"]
            /// Goes to a step of the draft.
            [command MOVE_APPEAL move_appeal "/appeals/current/move", Move => Appeal, "appeal_token", [], "what it is after the command"]
            /// Keeps the form as typed so far; the version stays.
            [command KEEP_DRAFT keep_draft "/appeals/current/draft", KeepDetails => Appeal, "appeal_token", [], "what it is after the command"]
            /// Submits the form.
            [command SUBMIT_DETAILS submit_details "/appeals/current/details", SubmitDetails => Appeal, "appeal_token", [], "what it is after the command"]
            /// Gives one file. The same key again gives the same answer and keeps one copy.
            [upload GIVE_FILE give_file "/appeals/current/files", Vec<u8> => Appeal, "appeal_token", [], "the appeal with the file"]
            /// Takes a file away.
            [command REMOVE_FILE remove_file "/appeals/current/files/remove", RemoveFile => Appeal, "appeal_token", [], "what it is after the command"]
            /// Names the contact phone and has a code sent to it.
            [command GIVE_PHONE give_phone "/appeals/current/phone", GiveAppealPhone => Appeal, "appeal_token", [], "what it is after the command"]
            /// Gives the code that was sent to the contact phone.
            [command SUBMIT_APPEAL_CODE appeal_code "/appeals/current/code", SubmitCode => Appeal, "appeal_token", [], "what it is after the command"]
            /// Asks for a new code; the old one is void at once.
            [command RESEND_APPEAL_CODE appeal_resend "/appeals/current/resend", Nothing => Appeal, "appeal_token", [], "what it is after the command"]
            /// Has a link to the draft mailed.
            [command MAIL_LINK mail_link "/appeals/current/link", MailLink => Appeal, "appeal_token", [], "what it is after the command"]
            /// Submits the appeal.
            [command SUBMIT_APPEAL submit_appeal "/appeals/current/submit", Nothing => Appeal, "appeal_token", [], "what it is after the command"]
            /// Submits what more was asked for.
            [command SUBMIT_SUPPLEMENT supplement "/appeals/current/supplement", SubmitSupplement => Appeal, "appeal_token", [], "what it is after the command"]
            /// Withdraws the appeal, or deletes the draft.
            [command WITHDRAW withdraw "/appeals/current/withdraw", Nothing => Appeal, "appeal_token", [], "what it is after the command"]
            /// Logs on to the reference server's own directory. Not part of what other servers must offer.
            [log_on LOG_ON log_on "/log-on", LogOn => (), "", [], "username and password match"]
        }
    };
}

pub(crate) use with_operations;
