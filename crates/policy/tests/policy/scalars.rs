//! Every Unicode scalar value as the odd character in an otherwise good password.

use crate::oracle::{Kind, kind_of, violation_of};
use regain_policy::{Context, check, compat, nist};

fn with(odd: char) -> String {
    format!("Abcd{odd}efgh-77-xyz")
}

/// PWD-01, PWD-03: of all 1,112,064 characters the 94 visible ASCII ones are accepted, and each
/// other one is refused alone, with its kind and its position.
#[test]
fn every_character_gets_the_verdict_of_the_tables() {
    let (policy, context) = (compat(), Context::default());
    let mut counted = [0; 5];

    for odd in '\0'..=char::MAX {
        let report = check(&policy, &with(odd), &context);

        let expected: Vec<_> = violation_of(odd.into(), 5).into_iter().collect();
        assert_eq!(report.violations().collect::<Vec<_>>(), expected, "{odd:?}");
        assert_eq!(report.is_acceptable(), expected.is_empty(), "{odd:?}");
        counted[kind_of(odd.into()) as usize] += 1;
    }

    // Unicode's own totals: 25 of White_Space, 4,174 of Default_Ignorable_Code_Point. Controls:
    // 65 less the 6 that are white space; three annotation marks.
    assert_eq!(counted[Kind::Accepted as usize], 94);
    assert_eq!(counted[Kind::Space as usize], 25);
    assert_eq!(counted[Kind::FullWidth as usize], 94);
    assert_eq!(counted[Kind::Control as usize], 59 + 4_174 + 3);
    assert_eq!(counted.iter().sum::<u32>(), 1_112_064);
}

/// PWD-01: under the `nist` profile no character is refused.
#[test]
fn the_nist_profile_accepts_every_character() {
    let (policy, context) = (nist(), Context::default());

    for odd in '\0'..=char::MAX {
        assert!(check(&policy, &with(odd), &context).is_acceptable(), "{odd:?}");
    }
}

#[test]
fn a_character_counts_as_one_whatever_its_encoding() {
    let context = Context::default();

    for odd in ['a', 'é', '你', '😀', '\u{10FFFF}'] {
        let fifteen: String = std::iter::repeat_n(odd, 15).collect();
        let fourteen: String = std::iter::repeat_n(odd, 14).collect();

        assert!(check(&nist(), &fifteen, &context).is_acceptable(), "{odd:?}");
        assert!(!check(&nist(), &fourteen, &context).is_acceptable(), "{odd:?}");
    }
}
