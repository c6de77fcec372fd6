//! The browser's own JSON parser in front of the contract's reader.

use regain::wire::Json;
use regain_contract::json::FromJson;
use regain_contract::{Problem, Recovery, Step};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_golden_answers_are_read() {
    let code = include_str!("../../crates/contract/tests/golden/step_enter_code.json");
    let wrong = include_str!("../../crates/contract/tests/golden/problem_wrong_code.json");

    let recovery = Json::parse(code).and_then(|json| Recovery::from_json(&json));
    let problem = Json::parse(wrong).and_then(|json| Problem::from_json(&json));

    assert!(matches!(recovery.map(|recovery| recovery.step), Some(Step::EnterCode(_))));
    assert_eq!(problem, Some(Problem::WrongCode { attempts_left: 4 }));
}

/// REL-04: what is not ours is refused without a panic.
#[wasm_bindgen_test]
fn bad_bodies_are_refused() {
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    for text in
        ["", "{", "<html>", "null", "[]", "{\"type\":7}", "\u{feff}{}", &deep, "\"\\ud800\""]
    {
        let json = Json::parse(text);
        assert!(json.as_ref().and_then(Recovery::from_json).is_none(), "{text:.20}");
        assert!(json.as_ref().and_then(Problem::from_json).is_none(), "{text:.20}");
    }
}
