//! What a password manager generates from our `passwordrules` is accepted.

use crate::rules_grammar::Rules;
use crate::seeded::Seeded;
use regain_policy::{
    AllowedCharacters, Context, PasswordPolicy, Violation, check, compat, is_common,
    is_satisfiable, nist, password_rules,
};

const IDENTIFIERS: &[&str] = &["solo", "+8613800138000", "solo@example.com"];

/// How many of so many passwords made by the rules the policy accepts.
fn accepted(rules: &Rules, policy: &PasswordPolicy, made: usize) -> usize {
    let context = Context { identifiers: IDENTIFIERS, common: Some(&is_common) };
    let mut seeded = Seeded(7);
    (0..made)
        .filter(|_| check(policy, &rules.generate(&mut seeded), &context).is_acceptable())
        .count()
}

/// PWD-07: all of 100,000 passwords made from the attribute are accepted, for both profiles.
#[test]
fn a_hundred_thousand_passwords_made_by_the_rules_are_accepted() {
    for policy in [compat(), nist()] {
        let rules = Rules::parse(&password_rules(&policy)).unwrap();

        assert_eq!(rules.required.len(), 4);
        assert_eq!(accepted(&rules, &policy, 100_000), 100_000, "{policy:?}");
    }
}

/// PWD-07: classes are explicit; the text is safe in an attribute and never names `special`.
#[test]
fn the_attribute_is_explicit() {
    let attribute = password_rules(&compat());

    assert_eq!(
        attribute,
        "minlength: 20; maxlength: 128; required: upper; required: lower; required: digit; \
         required: [!#$%*+=?@_]; allowed: upper, lower, digit, [!#$%*+=?@_];"
    );
    assert!(!attribute.contains("special") && !attribute.contains(['"', '\'', '<', '>', '&', '-']));
}

/// PWD-07: the reading above would notice: with `special` the same check fails on a space.
#[test]
fn the_keyword_special_would_be_a_trap() {
    let rules = Rules::parse("minlength: 20; required: lower, upper; required: digit, special;");
    let rules = rules.unwrap();

    assert!(accepted(&rules, &compat(), 10_000) < 9_000);
    assert!(rules.allowed.contains(&' '));
    let with_space = check(&compat(), "aA1!aA1! aA1!", &Context::default());
    assert_eq!(with_space.violations().next(), Some(Violation::Space { position: 9 }));
}

/// PWD-07: the same holds for every small policy, and an impossible one has no attribute.
#[test]
fn the_rules_of_every_small_policy_are_strict_enough() {
    for min_chars in 0..=26 {
        for max_chars in 0..=26 {
            for min_classes in 0..=6 {
                let policy = PasswordPolicy {
                    min_chars,
                    max_chars,
                    min_classes,
                    allowed: AllowedCharacters::VisibleAscii,
                    forbidden: Vec::new(),
                };
                let attribute = password_rules(&policy);
                assert_eq!(attribute.is_empty(), !is_satisfiable(&policy), "{policy:?}");
                if attribute.is_empty() {
                    continue;
                }

                let rules = Rules::parse(&attribute).unwrap();

                assert!(rules.min_length <= rules.max_length, "{attribute}");
                assert_eq!(accepted(&rules, &policy, 50), 50, "{policy:?} {attribute}");
            }
        }
    }
}

#[test]
fn the_reader_knows_the_grammars_corners() {
    let rules = Rules::parse("required: [-a;,]]; allowed: digit; minlength: 3").unwrap();

    assert_eq!(rules.required[0], "-a;,]".chars().collect());
    assert_eq!(rules.allowed, "-a;,]0123456789".chars().collect());
    assert_eq!(rules.min_length, Some(3));
    assert!(Rules::parse("required: letters;").is_err());
    assert!(Rules::parse("required: [abc;").is_err());
    assert!(Rules::parse("minlength: many;").is_err());
    assert!(Rules::parse("surprise: 3;").is_err());
}
