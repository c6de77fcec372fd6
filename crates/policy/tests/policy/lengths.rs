//! Every length around both bounds, with every combination of character classes.

use regain_policy::{Context, Violation, check, compat, nist};

/// A password of that length that holds the classes of the mask, in turn.
fn of_classes(mask: u8, length: usize) -> String {
    let classes = ["QWERTY", "qwerty", "135790", "!@#$%&"];
    let chosen: Vec<&str> =
        (0..).zip(classes).filter(|(bit, _)| mask & (1 << bit) != 0).map(|(_, set)| set).collect();
    let turns = chosen.len();
    (0..length).filter_map(|at| chosen.get(at % turns)?.chars().nth(at / turns % 6)).collect()
}

/// PWD-01: 8 to 128 characters of at least two classes, for lengths 0 to 130 by 15 class sets.
#[test]
fn length_and_classes_decide_alone() {
    for length in 0_u32..=130 {
        for mask in 1_u8..=15 {
            let password = of_classes(mask, length as usize);
            assert_eq!(password.len(), length as usize);

            let report = check(&compat(), &password, &Context::default());

            let classes = mask.count_ones().min(length);
            let mut expected = Vec::new();
            if length < 8 {
                expected.push(Violation::TooShort { missing: 8 - length });
            }
            if length > 128 {
                expected.push(Violation::TooLong { excess: length - 128 });
            }
            if classes < 2 {
                expected.push(Violation::TooFewClasses { missing: 2 - classes as u8 });
            }
            assert_eq!(report.violations().collect::<Vec<_>>(), expected, "{length} {mask:04b}");
            assert_eq!(report.is_acceptable(), expected.is_empty(), "{length} {mask:04b}");
        }
    }
}

/// PWD-01: the `nist` profile asks for 15 to 128 characters and for no class.
#[test]
fn under_the_nist_profile_length_decides_alone() {
    for length in 0..=130 {
        for mask in 1..=15 {
            let report = check(&nist(), &of_classes(mask, length), &Context::default());

            assert_eq!(report.is_acceptable(), (15..=128).contains(&length), "{length} {mask:04b}");
        }
    }
}
