//! A forgotten username: its form, its code, what was found, and the way on to a new password.

use regain_contract::{
    Account, AccountKind, Begin, Begun, CountryCode, EnterCode, FlowToken, Intent, Locale, Method,
    Recovery, Step, Usernames,
};
use regain_flow::{
    Command, Effect, Event, History, Identifier, Live, Reply, Request, RequestId, Route, Sending,
    State, TypedCode, update,
};

const NEXT: RequestId = RequestId(9);

fn recovery(step: Step, version: u32) -> Recovery {
    let account = Account { kind: AccountKind::Individual, label: "+86 138****8000".into() };
    let (intent, expires_in_s, may_extend) = (Intent::FindUsername, 900, true);
    Recovery { version, intent, expires_in_s, may_extend, account, step }
}

fn code() -> Step {
    Step::EnterCode(EnterCode {
        method: Method::Phone,
        sent_to: "+86 138****8000".into(),
        length: 6,
        resend_after_s: 60,
        expires_in_s: 300,
        attempts_left: 5,
    })
}

fn found() -> Step {
    let usernames = vec!["firm".into(), "solo".into()];
    Step::Usernames(Usernames { usernames, log_on_url: "/log-on".into() })
}

fn at_form() -> State {
    update(State::first(), Event::WentTo(Route::Username), NEXT).0
}

fn at(step: Step) -> State {
    let identifier = Identifier("13800138000".into());
    let submitted = Event::SubmittedIdentifier {
        identifier,
        locale: Locale::En,
        return_to: None,
        country_code: None,
    };
    let (state, _) = update(at_form(), submitted, RequestId(1));
    let begun = Begun { token: FlowToken::new("token".into()), recovery: recovery(step, 1) };
    update(state, Event::Answered(RequestId(1), Ok(Reply::Begun(begun))), NEXT).0
}

#[test]
fn the_form_asks_for_usernames_and_passes_on_what_the_portal_said() {
    let identifier = Identifier("13800138000".into());
    let return_to = Some("https://shop.example/".to_owned());
    let country_code = CountryCode::parse("49");
    let submitted = Event::SubmittedIdentifier {
        identifier,
        locale: Locale::En,
        return_to: return_to.clone(),
        country_code,
    };

    let (state, effects) = update(at_form(), submitted, NEXT);

    let begin = Begin {
        intent: Intent::FindUsername,
        identifier: "13800138000".into(),
        locale: Locale::En,
        return_to,
        country_code,
    };
    assert_eq!(effects, vec![Effect::Send(NEXT, Request::Begin(begin))]);
    assert_eq!(state.route(), Some(Route::Username));
}

#[test]
fn the_two_forms_lead_to_each_other_and_keep_what_is_held() {
    let (form, effects) = update(at(code()), Event::WentTo(Route::Username), NEXT);
    assert_eq!(effects, vec![]);
    assert!(matches!(
        form,
        State::Account { intent: Intent::FindUsername, held: Some(_), sending: Sending::Idle }
    ));
    let (form, _) = update(form, Event::WentTo(Route::Account), NEXT);
    assert!(matches!(form, State::Account { intent: Intent::ResetPassword, held: Some(_), .. }));
}

/// CON-03: the code is the only way to prove a destination; there is no method to change to.
#[test]
fn no_other_method_is_asked_for_and_back_sends_nothing() {
    for event in [Event::AskedForOtherMethod, Event::WentTo(Route::Methods)] {
        let (state, effects) = update(at(code()), event, NEXT);
        assert_eq!(state.route(), Some(Route::VerifyPhone));
        assert!(effects.iter().all(|effect| !matches!(effect, Effect::Send(..))), "{effects:?}");
    }
}

#[test]
fn a_found_username_goes_on_to_a_new_password_and_no_other_does() {
    let state = at(found());
    let State::Open(open, _) = &state else { panic!("{state:?}") };
    assert!(matches!(open.step, Live::Usernames(_)));
    assert_eq!(state.route(), Some(Route::Usernames));

    let (same, effects) = update(state.clone(), Event::ChoseUsername("somebody-else".into()), NEXT);
    assert_eq!((same, effects), (state.clone(), vec![]));

    let (_, effects) = update(state, Event::ChoseUsername("solo".into()), NEXT);
    let sent = effects.iter().any(|effect| {
        matches!(effect, Effect::Send(_, Request::Command { command: Command::ChooseUsername(name), .. }) if name == "solo")
    });
    assert!(sent, "{effects:?}");
}

#[test]
fn each_step_on_the_way_is_a_new_entry_of_the_history() {
    let (state, effects) = {
        let (sent, _) =
            update(at(code()), Event::SubmittedCode(TypedCode::new("123456".into())), RequestId(2));
        let answer = Ok(Reply::Recovery(recovery(found(), 2)));
        update(sent, Event::Answered(RequestId(2), answer), NEXT)
    };
    assert_eq!(state.route(), Some(Route::Usernames));
    assert!(effects.contains(&Effect::ShowRoute(Route::Usernames, History::Push)), "{effects:?}");
}
