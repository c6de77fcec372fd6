//! Each way to be refused has its own violation, and the report says it in its order.

use regain_policy::{
    Context, Report, Requirement, Rule, Verdict, Violation, check, compat, is_common, nist,
};
use std::collections::HashSet;

const IDENTIFIERS: &[&str] = &["solo-person-1", "+86 138 0013 8000", "Some.One.7@example.com"];

fn as_server(password: &str) -> Report {
    check(&compat(), password, &Context { identifiers: IDENTIFIERS, common: Some(&is_common) })
}

/// One thing wrong with each.
const REJECTED: &[(&str, Violation)] = &[
    ("Abc-123", Violation::TooShort { missing: 1 }),
    ("A1", Violation::TooShort { missing: 6 }),
    ("pass word-77", Violation::Space { position: 5 }),
    ("horse-battery-7 ", Violation::Space { position: 16 }),
    ("horse\tbattery-7", Violation::Space { position: 6 }),
    ("horse-battery-7\n", Violation::Space { position: 16 }),
    ("horse\u{A0}battery-7", Violation::Space { position: 6 }),
    ("horse\u{3000}battery-7", Violation::Space { position: 6 }),
    ("Ｈorse-battery-7", Violation::FullWidth { position: 1 }),
    ("horse-battery-７", Violation::FullWidth { position: 15 }),
    ("horse！battery-7", Violation::FullWidth { position: 6 }),
    ("horse\0battery-7", Violation::Control { position: 6 }),
    ("horse\u{7F}battery-7", Violation::Control { position: 6 }),
    ("\u{FEFF}horse-battery-7", Violation::Control { position: 1 }),
    ("horse\u{AD}battery-7", Violation::Control { position: 6 }),
    ("horse\u{200B}battery-7", Violation::Control { position: 6 }),
    ("horse\u{202E}battery-7", Violation::Control { position: 6 }),
    ("hörse-battery-7", Violation::NotAllowed { position: 2 }),
    ("horse-battery-7😀", Violation::NotAllowed { position: 16 }),
    ("马horse-battery-7", Violation::NotAllowed { position: 1 }),
    ("horsebattery", Violation::TooFewClasses { missing: 1 }),
    ("HORSEBATTERY", Violation::TooFewClasses { missing: 1 }),
    ("907264152837", Violation::TooFewClasses { missing: 1 }),
    ("$%&/()=?[]{}", Violation::TooFewClasses { missing: 1 }),
    ("Solo-Person-1", Violation::Identifier),
    ("+8613800138000", Violation::Identifier),
    ("some.one.7@example.com", Violation::Identifier),
    ("some.one.7", Violation::Identifier),
    ("password1", Violation::Common),
    ("Password2024!", Violation::Common),
];

/// PWD-03: one wrong thing gives one violation, of its own kind and with its own data.
#[test]
fn each_rejection_has_its_own_violation() {
    let long = "horse-battery-7-".repeat(8) + "x";
    let longer = "horse-battery-7-".repeat(10);
    let too_long = [
        (long.as_str(), Violation::TooLong { excess: 1 }),
        (longer.as_str(), Violation::TooLong { excess: 32 }),
    ];

    let mut kinds = HashSet::new();
    for &(password, violation) in REJECTED.iter().chain(&too_long) {
        let report = as_server(password);
        assert_eq!(report.violations().collect::<Vec<_>>(), [violation], "{password:?}");
        assert!(!report.is_acceptable(), "{password:?}");
        kinds.insert(std::mem::discriminant(&violation));
    }
    assert_eq!(kinds.len(), 9, "every kind of violation is in the table");
}

#[test]
fn a_good_password_meets_every_rule() {
    for password in ["horse-battery-7", "Old-Password-1", "~!\"#$%&a", "aB3-aB4-"] {
        let report = as_server(password);

        assert!(report.is_acceptable() && report.is_final(), "{password}");
        assert!(report.requirements().iter().all(|one| one.verdict == Verdict::Met), "{password}");
    }
}

#[test]
fn the_first_of_several_odd_characters_is_reported() {
    let report = as_server("a\u{200B}b c\u{FF21}d-7777");

    assert_eq!(report.violations().collect::<Vec<_>>(), [Violation::Control { position: 2 }]);
}

#[test]
fn what_cannot_be_seen_is_said_first() {
    let context = Context { identifiers: &["é"], common: Some(&|_: &str| true) };

    let violations: Vec<_> = check(&compat(), "é", &context).violations().collect();

    assert_eq!(
        violations,
        [
            Violation::NotAllowed { position: 1 },
            Violation::TooShort { missing: 7 },
            Violation::TooFewClasses { missing: 2 },
            Violation::Identifier,
            Violation::Common,
        ]
    );
}

#[test]
fn the_empty_password_is_too_short_and_nothing_worse() {
    let violations: Vec<_> = as_server("").violations().collect();

    let expected = [Violation::TooShort { missing: 8 }, Violation::TooFewClasses { missing: 2 }];
    assert_eq!(violations, expected);
}

#[test]
fn the_empty_password_is_refused_even_without_a_minimum() {
    let mut policy = nist();
    policy.min_chars = 0;

    let report = check(&policy, "", &Context::default());

    let violations: Vec<_> = report.violations().collect();
    assert_eq!(violations, [Violation::TooShort { missing: 1 }]);
    assert_eq!(report.requirements()[0].rule, Rule::Minimum { chars: 1 });
}

#[test]
fn the_list_keeps_its_order_whatever_the_password() {
    let rules = [
        Rule::Minimum { chars: 8 },
        Rule::Maximum { chars: 128 },
        Rule::Characters,
        Rule::Classes { least: 2 },
        Rule::NotIdentifier,
        Rule::NotCommon,
    ];

    for password in ["", " ", "password", "horse-battery-7", &"é".repeat(200)] {
        let listed: Vec<_> =
            as_server(password).requirements().iter().map(|one| one.rule).collect();
        assert_eq!(listed, rules, "{password:?}");
    }
}

#[test]
fn a_rule_that_the_policy_does_not_set_is_not_listed() {
    let mut policy = nist();
    policy.forbidden.clear();

    let report = check(&policy, "any characters at all", &Context::default());

    let expected = [
        Requirement { rule: Rule::Minimum { chars: 15 }, verdict: Verdict::Met },
        Requirement { rule: Rule::Maximum { chars: 128 }, verdict: Verdict::Met },
    ];
    assert_eq!(report.requirements(), expected);
}

/// PWD-04: without the list, as in the browser, the verdict stays open and does not block.
#[test]
fn what_only_the_server_can_tell_is_unknown() {
    let report = check(&compat(), "password1", &Context::default());

    let open: Vec<_> =
        report.requirements().iter().filter(|one| one.verdict == Verdict::Unknown).collect();
    assert_eq!(open.len(), 2);
    assert!(report.is_acceptable());
    assert!(!report.is_final());
}
