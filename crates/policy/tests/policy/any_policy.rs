//! The functions are total: any policy data and any text give an answer, and the answers agree.

use crate::rules_grammar::Rules;
use crate::seeded::Seeded;
use proptest::collection::vec;
use proptest::prelude::*;
use regain_policy::{
    AllowedCharacters, Context, Forbidden, PasswordPolicy, check, generate, is_common,
    is_satisfiable, password_rules,
};

fn bound() -> impl Strategy<Value = u16> {
    prop_oneof![4 => 0..40_u16, 1 => any::<u16>(), 1 => Just(u16::MAX)]
}

fn policy() -> impl Strategy<Value = PasswordPolicy> {
    let allowed = prop_oneof![Just(AllowedCharacters::VisibleAscii), Just(AllowedCharacters::Any)];
    let forbidden = prop_oneof![Just(Forbidden::Identifier), Just(Forbidden::Common)];
    let classes = prop_oneof![4 => 0..6_u8, 1 => any::<u8>()];
    (bound(), bound(), allowed, classes, vec(forbidden, 0..4)).prop_map(
        |(min_chars, max_chars, allowed, min_classes, forbidden)| PasswordPolicy {
            min_chars,
            max_chars,
            allowed,
            min_classes,
            forbidden,
        },
    )
}

fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![3 => proptest::char::range('!', '~'), 1 => any::<char>()];
    vec(character, 0..60).prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..Default::default() })]

    /// PWD-01: a check answers for any policy data, and its parts agree with each other.
    #[test]
    fn a_check_is_total(policy in policy(), password in text(), identifier in text()) {
        let identifiers = [identifier.as_str()];
        let context = Context { identifiers: &identifiers, common: Some(&is_common) };

        let report = check(&policy, &password, &context);

        prop_assert!(report.is_final());
        prop_assert_eq!(report.is_acceptable(), report.violations().next().is_none());
        prop_assert!(report.violations().count() <= report.requirements().len());
        if report.is_acceptable() {
            prop_assert!(is_satisfiable(&policy));
            prop_assert!(!password.is_empty());
        }
    }

    /// A verdict that the browser gives is the verdict that the server gives.
    #[test]
    fn knowing_more_only_settles_what_was_unknown(policy in policy(), password in text()) {
        let little = check(&policy, &password, &Context::default());
        let context = Context { identifiers: &["solo"], common: Some(&is_common) };
        let much = check(&policy, &password, &context);

        prop_assert_eq!(little.requirements().len(), much.requirements().len());
        for (before, after) in little.requirements().iter().zip(much.requirements()) {
            prop_assert_eq!(before.rule, after.rule);
            prop_assert!(before.verdict == after.verdict
                || before.verdict == regain_policy::Verdict::Unknown);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    /// PWD-07: what is made for any policy, by us or by a manager, is accepted.
    #[test]
    fn what_is_made_for_any_policy_is_accepted(policy in policy(), seed in any::<u64>()) {
        let mut seeded = Seeded(seed);
        let made = generate(&policy, &mut |buffer| seeded.fill(buffer));
        prop_assert_eq!(made.is_some(), is_satisfiable(&policy));

        if let Some(password) = made {
            let by_manager = Rules::parse(&password_rules(&policy)).unwrap().generate(&mut seeded);
            for made in [password.expose(), &by_manager] {
                prop_assert!(check(&policy, made, &Context::default()).is_acceptable());
            }
        } else {
            prop_assert!(password_rules(&policy).is_empty());
        }
    }
}
