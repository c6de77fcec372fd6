//! The same for the third resource.

mod samples;

use super::{Parsed, matches_golden, read};
use regain_contract::appeal::{
    AnswerAppeal, Answers, Appeal, AppealBegun, AppealStep, Details, Fault, Field, FieldRule,
    Filer, FindAppeal, GiveAppealPhone, KeepDetails, MailLink, Move, Need, Place, RemoveFile,
    SubmitDetails, SubmitSupplement,
};
use regain_contract::json::{FromJson, ToJson};
use regain_contract::{AccountKind, CountryCode, Locale, Problem};
use serde_json::json;

#[test]
fn each_step_is_written_as_in_its_golden_file_and_read_the_same_by_both() {
    let steps = samples::steps();
    assert_eq!(steps.len(), 15);
    for (name, step) in steps {
        let appeal = samples::appeal(step);
        matches_golden(&format!("appeal_{name}"), &appeal);
        let json = serde_json::to_value(&appeal).unwrap();

        assert_eq!(serde_json::from_value::<Appeal>(json.clone()).unwrap(), appeal, "{name}");
        assert_eq!(Appeal::from_json(&Parsed(json.clone())).as_ref(), Some(&appeal), "{name}");
        let begun = json!({ "token": "t", "appeal": json });
        let by_serde: AppealBegun = serde_json::from_value(begun.clone()).unwrap();
        assert_eq!(AppealBegun::from_json(&Parsed(begun)), Some(by_serde), "{name}");
    }
}

/// REL-15: names that a page does not know yet.
#[test]
fn an_unknown_step_and_an_unknown_standing_are_unknown() {
    let mut json = serde_json::to_value(samples::appeal(AppealStep::Unknown)).unwrap();
    json["step"] = json!({ "name": "dance" });
    assert_eq!(Appeal::from_json(&Parsed(json)), Some(samples::appeal(AppealStep::Unknown)));

    for what in [json!({ "is": "pondered", "by": "owls" }), json!({ "is": "withdrawn" })] {
        let mut json = serde_json::to_value(samples::appeal(samples::followed())).unwrap();
        json["step"]["standing"] = what;
        let by_serde: Appeal = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(Appeal::from_json(&Parsed(json)), Some(by_serde));
    }
}

/// Every name of the small enums is read as serde reads it.
#[test]
fn every_name_is_read_the_same_by_both() {
    let names = [
        "received",
        "more_asked",
        "more_given",
        "approved",
        "bound",
        "refused",
        "withdrawn",
        "stopped",
        "lapsed",
        "new",
    ];
    for name in names {
        let mut json = serde_json::to_value(samples::appeal(samples::followed())).unwrap();
        json["step"]["timeline"][0]["what"] = name.into();
        let by_serde: Appeal = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(Appeal::from_json(&Parsed(json)), Some(by_serde), "{name}");
    }
    let reasons = [
        "empty",
        "too_large",
        "wrong_type",
        "other_type",
        "too_many_pixels",
        "damaged",
        "locked",
        "active",
        "harmful",
        "too_many",
        "new",
    ];
    for reason in reasons {
        let json = json!({ "type": "urn:regain:problem:file_refused", "reason": reason });
        let by_serde = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(Problem::from_json(&Parsed(json)), Some(by_serde), "{reason}");
    }
}

/// REL-04: answers that do not fit are refused, and never panic.
#[test]
fn every_damaged_appeal_is_refused_or_still_whole() {
    let bad = [json!(null), json!(true), json!(-1), json!(1.5), json!("x"), json!([]), json!({})];
    let mut refused = 0;
    for (_, step) in samples::steps() {
        let whole = serde_json::to_value(samples::appeal(step)).unwrap();
        for pointer in super::parsed::pointers(&whole) {
            for value in &bad {
                let mut damaged = whole.clone();
                *damaged.pointer_mut(&pointer).unwrap() = value.clone();
                refused += usize::from(Appeal::from_json(&Parsed(damaged)).is_none());
            }
        }
    }
    assert!(refused > 500, "only {refused} were refused");
}

/// TOK-12: what the browser writes is exactly what the server reads, whatever was typed.
#[test]
fn the_server_reads_the_commands_that_the_browser_writes() {
    for text in ["solo", "\"\\/\u{0}\u{1f}", "张三 🙂\u{2028}", "", "</script>"] {
        for country_code in [None, CountryCode::parse("1"), CountryCode::parse("886")] {
            let (number, phone) = (text.to_owned(), text.to_owned());
            let give = GiveAppealPhone { phone: text.into(), country_code };
            assert_eq!(read::<GiveAppealPhone>(&give.to_json()), give);
            let find = FindAppeal { number, phone, country_code, locale: Locale::ZhCn };
            assert_eq!(read::<FindAppeal>(&find.to_json()), find);
        }
        let mut details = Details::default();
        for field in Field::ALL {
            *details.get_mut(field) = format!("{text}{field:?}");
        }
        let keep = KeepDetails { details: details.clone() };
        assert_eq!(read::<KeepDetails>(&keep.to_json()), keep);
        let submit = SubmitDetails { details };
        assert_eq!(read::<SubmitDetails>(&submit.to_json()), submit);
        assert_eq!(read::<RemoveFile>(&RemoveFile { id: text.into() }.to_json()).id, text);
        assert_eq!(read::<MailLink>(&MailLink { email: text.into() }.to_json()).email, text);
        assert_eq!(
            read::<SubmitSupplement>(&SubmitSupplement { note: text.into() }.to_json()).note,
            text
        );
    }
    for kind in [AccountKind::Individual, AccountKind::Enterprise] {
        for filer in [Filer::Holder, Filer::LegalRepresentative, Filer::Employee] {
            let answers = Answers { needs: Need::ALL.to_vec(), kind, filer };
            let answer = AnswerAppeal { answers };
            assert_eq!(read::<AnswerAppeal>(&answer.to_json()), answer);
        }
    }
    for to in [Place::Answer, Place::Gather, Place::FillIn, Place::GivePhone, Place::Review] {
        assert_eq!(read::<Move>(&Move { to }.to_json()).to, to);
    }
}

/// TOK-12: a field that no document of ours describes is refused.
#[test]
fn unknown_fields_of_commands_are_refused() {
    let details = r#"{"details":{"username":"a","password":"b"}}"#;
    assert!(serde_json::from_str::<KeepDetails>(details).is_err());
    assert!(serde_json::from_str::<Move>(r#"{"to":"follow"}"#).is_err());
    assert!(serde_json::from_str::<Move>(r#"{"to":"review","force":true}"#).is_err());
}

/// TOK-12: a calling code has one to three digits, in a text.
#[test]
fn what_is_no_calling_code_is_refused() {
    for code in [r#""""#, r#""049""#, r#""+49""#, r#""1234""#, r#"" 49""#, "49", "[]", r#""DE""#] {
        let give = format!(r#"{{"phone":"1","country_code":{code}}}"#);
        assert!(serde_json::from_str::<GiveAppealPhone>(&give).is_err(), "{code}");
        let find = format!(r#"{{"number":"1","phone":"1","country_code":{code}}}"#);
        assert!(serde_json::from_str::<FindAppeal>(&find).is_err(), "{code}");
    }
}

#[test]
fn each_fault_of_a_field_is_found_and_a_draft_may_lack_things() {
    let rules = [
        FieldRule { field: Field::HolderName, required: true },
        FieldRule { field: Field::OldContact, required: false },
        FieldRule { field: Field::Story, required: true },
    ];
    let cases = [
        ("", Some(Fault::Missing)),
        (" \t\u{3000}", Some(Fault::Missing)),
        ("O'Neill-Łukasz 张三 محمد", None),
        ("<b>&amp;</b>", None),
        ("a\u{0}b", Some(Fault::OddCharacter)),
        ("a\u{202e}b", Some(Fault::OddCharacter)),
        ("a\nb", Some(Fault::OddCharacter)),
    ];
    for (text, fault) in cases {
        let details =
            Details { holder_name: text.into(), story: "line\nline".into(), ..Details::default() };
        let found = details.faults(&rules);
        assert_eq!(found.first().map(|one| one.fault), fault, "{text:?}");
        let kept = details.faults_of_draft(&rules);
        assert_eq!(kept.is_empty(), fault.is_none_or(|one| one == Fault::Missing), "{text:?}");
    }
    let long = Details { holder_name: "张".repeat(10_000), ..Details::default() };
    let faults = long.faults(&rules);
    assert_eq!(faults[0].fault, Fault::TooLong { excess: 9_800 });
    assert_eq!(faults[1].field, Field::Story);
}
