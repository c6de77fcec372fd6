//! Golden JSON: what each step and each problem looks like on the wire. The files are the contract;
//! a change of one is a change of the API. Set `REGAIN_WRITE_GOLDEN=1` to write them anew.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod appeals;
mod parsed;
mod samples;

use parsed::Parsed;
use regain_contract::json::{FromJson, Node, ToJson};
use regain_contract::{
    AskAdministrator, AuthCode, Begin, Begun, ChooseMethod, ChooseUsername, Code, Confirm,
    CountryCode, Decide, Decision, Done, HandOff, Intent, Locale, Method, Nothing, Password,
    Problem, ProviderResult, Recovery, SetPassword, StartFace, Step, SubmitCode, SubmitFrame,
    TakeVisit, Taken, Task,
};
use serde_json::Value;
use std::path::Path;

fn matches_golden(name: &str, value: &impl serde::Serialize) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.json"));
    let json = serde_json::to_string_pretty(value).unwrap() + "\n";
    if std::env::var_os("REGAIN_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &json).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(json, golden, "{} is another contract", path.display());
}

#[test]
fn each_step_is_written_as_in_its_golden_file() {
    let steps = samples::steps();
    assert_eq!(steps.len(), 12);
    for (name, step) in steps {
        matches_golden(&format!("step_{name}"), &samples::recovery(step));
    }
}

#[test]
fn each_problem_is_written_as_in_its_golden_file() {
    let problems = samples::problems();
    assert_eq!(problems.len(), 20);
    for (name, problem) in problems {
        matches_golden(&format!("problem_{name}"), &problem.body());
        assert_eq!(
            serde_json::to_value(&problem).unwrap()["type"],
            format!("urn:regain:problem:{name}")
        );
    }
}

#[test]
fn serde_and_the_browser_read_the_same_recovery() {
    for (name, step) in samples::steps() {
        let recovery = samples::recovery(step);
        let json = serde_json::to_value(&recovery).unwrap();

        let by_serde: Recovery = serde_json::from_value(json.clone()).unwrap();
        let by_browser = Recovery::from_json(&Parsed(json)).unwrap();

        assert_eq!(by_serde, recovery, "{name}");
        let json = serde_json::to_value(&recovery).unwrap();
        let json = Parsed(json);
        let is_basic = Step::is_basic(&json.field("step").unwrap());
        let basic = Recovery::read_with(&json, Step::read_basic).unwrap();
        assert_eq!(is_basic, Some(basic == recovery), "{name}");
        assert_eq!(by_browser, recovery, "{name}");
    }
}

#[test]
fn each_task_is_written_as_in_its_golden_file_and_read_the_same_by_both() {
    let tasks = samples::tasks();
    assert_eq!(tasks.len(), 5);
    for (name, task) in tasks {
        let hand_off = samples::hand_off(task);
        matches_golden(&format!("task_{name}"), &hand_off);
        let json = serde_json::to_value(&hand_off).unwrap();

        assert_eq!(serde_json::from_value::<HandOff>(json.clone()).unwrap(), hand_off, "{name}");
        assert_eq!(HandOff::from_json(&Parsed(json.clone())).as_ref(), Some(&hand_off), "{name}");
        let taken = serde_json::json!({ "ticket": "t", "hand_off": json });
        let by_serde: Taken = serde_json::from_value(taken.clone()).unwrap();
        assert_eq!(Taken::from_json(&Parsed(taken)), Some(by_serde), "{name}");
    }
    let unknown = samples::hand_off(Task::Unknown);
    let mut json = serde_json::to_value(samples::hand_off(Task::Unknown)).unwrap();
    json["task"] = serde_json::json!({ "name": "dance" });
    assert_eq!(HandOff::from_json(&Parsed(json)), Some(unknown));
}

/// Every name of the small enums is read as serde reads it.
#[test]
fn every_outcome_is_read_the_same_by_both() {
    let names = [
        "cancelled",
        "refused",
        "other_identity",
        "wrong_kind",
        "not_certified",
        "unavailable",
        "wrong_number",
        "not_matched",
        "not_live",
        "declined",
        "expired",
        "approved",
        "reported",
        "passed",
        "failed",
        "withdrawn",
        "start",
        "too_dark",
        "too_far",
        "hold_still",
        "more",
        "new",
        "stopped",
        "password_changed",
        "phone_changing",
        "phone_changed",
    ];
    let (mut steps, tasks) = (samples::steps(), samples::tasks());
    steps.retain(|(name, _)| {
        ["visit_provider", "verify_face", "verify_face_here", "choose_administrator"].contains(name)
    });
    for name in names {
        for (step, sample) in &steps {
            let mut json = serde_json::to_value(samples::recovery(sample.clone())).unwrap();
            let place =
                if *step == "verify_face_here" { "/step/stage/guidance" } else { "/step/last" };
            *json.pointer_mut(place).unwrap() = name.into();
            let by_serde: Recovery = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(Recovery::from_json(&Parsed(json)), Some(by_serde), "{step} {name}");
        }
        for (task, sample) in &tasks {
            let mut json = serde_json::to_value(samples::hand_off(sample.clone())).unwrap();
            for place in ["/task/outcome", "/task/guidance", "/task/last", "/task/what"] {
                if let Some(value) = json.pointer_mut(place) {
                    *value = name.into();
                }
            }
            let by_serde: HandOff = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(HandOff::from_json(&Parsed(json)), Some(by_serde), "{task} {name}");
        }
    }
}

#[test]
fn serde_and_the_browser_read_the_same_problem() {
    for (name, problem) in samples::problems() {
        let json = serde_json::to_value(problem.body()).unwrap();

        assert_eq!(serde_json::from_value::<Problem>(json.clone()).unwrap(), problem, "{name}");
        assert_eq!(Problem::from_json(&Parsed(json)), Some(problem), "{name}");
    }
}

#[test]
fn the_answer_of_a_begin_is_read_by_both() {
    let (_, step) = samples::steps().remove(0);
    let token = regain_contract::FlowToken::new("t".repeat(43));
    let begun = Begun { token, recovery: samples::recovery(step) };
    let json = serde_json::to_value(&begun).unwrap();

    assert_eq!(serde_json::from_value::<Begun>(json.clone()).unwrap(), begun);
    assert_eq!(Begun::from_json(&Parsed(json)), Some(begun));
}

/// REL-15: names that a page does not know yet lead to a clear end, not to a guess.
#[test]
fn unknown_names_are_unknown_and_unknown_fields_ignored() {
    let (_, step) = samples::steps().remove(0);
    let mut json = serde_json::to_value(samples::recovery(step)).unwrap();
    json["step"] = serde_json::json!({ "name": "dance", "tempo": 120 });
    json["new_field"] = Value::Bool(true);
    let problem = serde_json::json!({ "type": "urn:regain:problem:eclipse", "status": 500 });

    assert_eq!(serde_json::from_value::<Recovery>(json.clone()).unwrap().step, Step::Unknown);
    assert_eq!(Recovery::from_json(&Parsed(json)).unwrap().step, Step::Unknown);
    assert_eq!(serde_json::from_value::<Problem>(problem.clone()).unwrap(), Problem::Unknown);
    assert_eq!(Problem::read_basic(&Parsed(problem.clone())), Some(Problem::Unknown));
    assert_eq!(Problem::from_json(&Parsed(problem)), Some(Problem::Unknown));
}

/// REL-04: answers that do not fit are refused, and never panic.
#[test]
fn every_damaged_answer_is_refused_or_still_whole() {
    let bad = [
        Value::Null,
        Value::Bool(true),
        serde_json::json!(-1),
        serde_json::json!(1.5),
        serde_json::json!(1e300),
        serde_json::json!("x"),
        serde_json::json!([]),
        serde_json::json!({}),
    ];
    let mut refused = 0;
    for (_, step) in samples::steps() {
        let whole = serde_json::to_value(samples::recovery(step)).unwrap();
        for pointer in parsed::pointers(&whole) {
            for value in &bad {
                let mut damaged = whole.clone();
                *damaged.pointer_mut(&pointer).unwrap() = value.clone();
                refused += usize::from(Recovery::from_json(&Parsed(damaged)).is_none());
            }
        }
    }
    assert!(refused > 300, "only {refused} were refused");
}

/// TOK-12: what the browser writes is exactly what the server reads, whatever was typed.
#[test]
fn the_server_reads_what_the_browser_writes() {
    for text in ["solo", "\"\\/\u{0}\u{1f}\n\t\u{7f}", "张三 🙂\u{2028}\u{feff}", "", "</script>"]
    {
        let begin = Begin {
            intent: Intent::ResetPassword,
            identifier: text.into(),
            locale: Locale::ZhCn,
            return_to: Some(text.into()),
            country_code: CountryCode::parse("49"),
        };
        let bare = Begin { return_to: None, country_code: None, ..begin.clone() };
        let code = SubmitCode { code: Code::new(text.into()) };
        let password = SetPassword { password: Password::new(text.into()) };

        assert_eq!(read::<Begin>(&begin.to_json()), begin);
        assert_eq!(read::<Begin>(&bare.to_json()), bare);
        let read: SubmitCode = serde_json::from_str(&code.to_json()).unwrap();
        assert_eq!(read, code);
        let written = password.to_json();
        assert_eq!(serde_json::from_str::<SetPassword>(&written).unwrap(), password);
    }
    for method in Method::ALL {
        let read: ChooseMethod = serde_json::from_str(&ChooseMethod { method }.to_json()).unwrap();
        assert_eq!(read.method, method);
    }
    assert!(serde_json::from_str::<Nothing>(&Nothing {}.to_json()).is_ok());
}

/// TOK-12: so it is for the commands of the other methods and of hand-offs.
#[test]
fn the_server_reads_the_later_commands_that_the_browser_writes() {
    for text in ["solo", "\"\\/\u{0}\u{1f}", "张三 🙂\u{2028}", ""] {
        for auth_code in [None, Some(AuthCode::new(text.into()))] {
            let result = ProviderResult { state: text.into(), auth_code: auth_code.clone() };
            assert_eq!(read::<ProviderResult>(&result.to_json()), result);
            let confirm = Confirm { number: text.into(), auth_code };
            assert_eq!(read::<Confirm>(&confirm.to_json()), confirm);
        }
        let frame = SubmitFrame { jpeg: text.into() };
        assert_eq!(read::<SubmitFrame>(&frame.to_json()), frame);
        let ask = AskAdministrator { administrator: text.into(), reason: text.into() };
        assert_eq!(read::<AskAdministrator>(&ask.to_json()), ask);
        let choose = ChooseUsername { username: text.into() };
        assert_eq!(read::<ChooseUsername>(&choose.to_json()), choose);
        let take = TakeVisit { state: text.into() };
        assert_eq!(read::<TakeVisit>(&take.to_json()), take);
        for decision in
            [Decision::Approve { number: text.into() }, Decision::Refuse, Decision::Report]
        {
            let password = Password::new(text.into());
            let decide = Decide { password, decision, note: text.into() };
            assert_eq!(read::<Decide>(&decide.to_json()), decide);
        }
    }
    assert_eq!(read::<StartFace>(&StartFace { consent_version: 3 }.to_json()).consent_version, 3);
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

/// A finished recovery is kept over a reload without loss, but for the username.
#[test]
fn the_end_is_read_back_as_it_was_kept() {
    let done = Done {
        log_on_url: "https://portal.example/?a=\"b\"".into(),
        named_log_on_url: None,
        return_url: Some("https://shop.example/\"".into()),
        sessions_signed_out: 3,
        notices_sent: 2,
    };
    let json: Value = serde_json::from_str(&done.without_username().to_json()).unwrap();

    assert_eq!(Done::from_json(&Parsed(json)).as_ref(), Some(&done));
    let named = Some("https://portal.example/?login_hint=solo".into());
    let kept = Done { named_log_on_url: named, ..done }.without_username().to_json();
    assert!(!kept.contains("solo"), "{kept}");
}
