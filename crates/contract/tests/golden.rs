//! Golden JSON: what each step and each problem looks like on the wire. The files are the contract;
//! a change of one is a change of the API. Set `REGAIN_WRITE_GOLDEN=1` to write them anew.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod samples;

use regain_contract::decode::{self, Node};
use regain_contract::{
    Begin, Begun, ChooseMethod, Code, Intent, Locale, Method, Password, Problem, Recovery,
    SetPassword, Step, SubmitCode, encode,
};
use serde_json::Value;
use std::path::Path;

/// JSON as the browser's own parser would give it.
struct Parsed(Value);

impl Node for Parsed {
    fn field(&self, name: &str) -> Option<Self> {
        self.0.get(name).filter(|value| !value.is_null()).cloned().map(Self)
    }
    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }
    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }
    fn items(&self) -> Option<Vec<Self>> {
        Some(self.0.as_array()?.iter().cloned().map(Self).collect())
    }
}

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
    assert_eq!(steps.len(), 10);
    for (name, step) in steps {
        matches_golden(&format!("step_{name}"), &samples::recovery(step));
    }
}

#[test]
fn each_problem_is_written_as_in_its_golden_file() {
    let problems = samples::problems();
    assert_eq!(problems.len(), 17);
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
        let by_browser = decode::recovery(&Parsed(json)).unwrap();

        assert_eq!(by_serde, recovery, "{name}");
        if samples::HAVE_A_SCREEN.contains(&name) {
            assert_eq!(by_browser, recovery, "{name}");
        } else {
            assert_eq!(by_browser.step, Step::Unknown, "{name}");
        }
    }
}

#[test]
fn serde_and_the_browser_read_the_same_problem() {
    for (name, problem) in samples::problems() {
        let json = serde_json::to_value(problem.body()).unwrap();

        assert_eq!(serde_json::from_value::<Problem>(json.clone()).unwrap(), problem, "{name}");
        assert_eq!(decode::problem(&Parsed(json)), Some(problem), "{name}");
    }
}

#[test]
fn the_answer_of_a_begin_is_read_by_both() {
    let (_, step) = samples::steps().remove(0);
    let token = regain_contract::FlowToken::new("t".repeat(43));
    let begun = Begun { token, recovery: samples::recovery(step) };
    let json = serde_json::to_value(&begun).unwrap();

    assert_eq!(serde_json::from_value::<Begun>(json.clone()).unwrap(), begun);
    assert_eq!(decode::begun(&Parsed(json)), Some(begun));
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
    assert_eq!(decode::recovery(&Parsed(json)).unwrap().step, Step::Unknown);
    assert_eq!(serde_json::from_value::<Problem>(problem.clone()).unwrap(), Problem::Unknown);
    assert_eq!(decode::problem(&Parsed(problem)), Some(Problem::Unknown));
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
        for pointer in samples::pointers(&whole) {
            for value in &bad {
                let mut damaged = whole.clone();
                *damaged.pointer_mut(&pointer).unwrap() = value.clone();
                refused += usize::from(decode::recovery(&Parsed(damaged)).is_none());
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
        let begin =
            Begin { intent: Intent::ResetPassword, identifier: text.into(), locale: Locale::ZhCn };
        let code = SubmitCode { code: Code::new(text.into()) };
        let password = SetPassword { password: Password::new(text.into()) };

        assert_eq!(serde_json::from_str::<Begin>(&encode::begin(&begin)).unwrap(), begin);
        let read: SubmitCode = serde_json::from_str(&encode::submit_code(&code.code)).unwrap();
        assert_eq!(read, code);
        let written = encode::set_password(&password.password);
        assert_eq!(serde_json::from_str::<SetPassword>(&written).unwrap(), password);
    }
    for method in Method::ALL {
        let read: ChooseMethod = serde_json::from_str(&encode::choose_method(method)).unwrap();
        assert_eq!(read.method, method);
    }
    assert!(serde_json::from_str::<regain_contract::Nothing>(&encode::nothing()).is_ok());
}

/// A finished recovery is kept over a reload without loss.
#[test]
fn the_end_is_read_back_as_it_was_kept() {
    let done = regain_contract::Done {
        log_on_url: "https://portal.example/?a=\"b\"".into(),
        sessions_signed_out: 3,
    };
    let json: Value = serde_json::from_str(&encode::done(&done)).unwrap();

    assert_eq!(decode::done(&Parsed(json)), Some(done));
}
