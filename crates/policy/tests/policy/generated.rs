//! The generator: always acceptable, uniform, and silent when randomness fails.

use crate::seeded::Seeded;
use regain_policy::{
    AllowedCharacters, Context, PasswordPolicy, check, compat, generate, is_common, is_satisfiable,
    nist,
};
use std::collections::{BTreeMap, HashSet};

const IDENTIFIERS: &[&str] = &["solo", "+8613800138000", "solo@example.com"];

/// A generator is of use only if what it suggests is never refused (PWD-01).
#[test]
fn a_hundred_thousand_suggestions_are_accepted_and_differ() {
    let context = Context { identifiers: IDENTIFIERS, common: Some(&is_common) };

    for policy in [compat(), nist()] {
        let mut seeded = Seeded(3);
        let mut seen = HashSet::new();
        for _ in 0..100_000 {
            let password = generate(&policy, &mut |buffer| seeded.fill(buffer)).unwrap();

            let text = password.expose();
            assert!(check(&policy, text, &context).is_acceptable(), "{text}");
            assert_eq!(text.len(), 20);
            assert!(!text.contains(['I', 'l', '1', 'O', 'o', '0']), "{text}");
            assert!(seen.insert(text.to_owned()), "{text} came twice");
        }
    }
}

#[test]
fn within_a_class_every_character_is_equally_likely() {
    let mut seeded = Seeded(4);
    let mut counted: BTreeMap<u8, u32> = BTreeMap::new();
    for _ in 0..100_000 {
        let password = generate(&compat(), &mut |buffer| seeded.fill(buffer)).unwrap();
        for byte in password.expose().bytes() {
            *counted.entry(byte).or_default() += 1;
        }
    }

    let classes =
        ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "!#$%*+=?@_"];
    for class in classes {
        let counts: Vec<u32> = class.bytes().map(|byte| counted[&byte]).collect();
        let (least, most) = (*counts.iter().min().unwrap(), *counts.iter().max().unwrap());
        // About 30,000 of each: 0.6 % standard deviation.
        assert!(most - least < least / 20, "{class}: {least} to {most}");
    }
    assert_eq!(counted.len(), 24 + 24 + 8 + 10);
}

#[test]
fn every_small_policy_gets_a_password_or_none() {
    let mut seeded = Seeded(5);
    for min_chars in 0..=26_u16 {
        for max_chars in 0..=26_u16 {
            for min_classes in 0..=6_u8 {
                for allowed in [AllowedCharacters::VisibleAscii, AllowedCharacters::Any] {
                    let policy = PasswordPolicy {
                        min_chars,
                        max_chars,
                        allowed,
                        min_classes,
                        forbidden: Vec::new(),
                    };
                    let possible = max_chars > 0
                        && min_chars <= max_chars
                        && min_classes <= 4
                        && u16::from(min_classes) <= max_chars;
                    assert_eq!(is_satisfiable(&policy), possible, "{policy:?}");

                    let made = generate(&policy, &mut |buffer| seeded.fill(buffer));

                    assert_eq!(made.is_some(), possible, "{policy:?}");
                    if let Some(password) = made {
                        let report = check(&policy, password.expose(), &Context::default());
                        assert!(report.is_acceptable() && report.is_final(), "{policy:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_longest_minimum_is_met() {
    let mut policy = compat();
    (policy.min_chars, policy.max_chars) = (u16::MAX, u16::MAX);
    let mut seeded = Seeded(6);

    let password = generate(&policy, &mut |buffer| seeded.fill(buffer)).unwrap();

    assert_eq!(password.expose().len(), 65_535);
}

#[test]
fn a_source_that_fails_gives_no_password() {
    let mut untouched = |_: &mut [u8]| {};
    assert!(generate(&compat(), &mut untouched).is_none());

    for byte in 0..=255 {
        let mut constant = |buffer: &mut [u8]| buffer.fill(byte);
        assert!(generate(&compat(), &mut constant).is_none(), "{byte}");
    }
}

#[test]
fn a_source_that_fails_half_way_gives_no_password() {
    let mut policy = compat();
    policy.min_chars = 60;
    let mut seeded = Seeded(8);
    let mut calls = 0;
    let mut once = |buffer: &mut [u8]| {
        calls += 1;
        if calls == 1 {
            seeded.fill(buffer);
        }
    };

    assert!(generate(&policy, &mut once).is_none());
}

#[test]
fn a_source_without_usable_bytes_ends_after_a_bounded_number_of_draws() {
    let mut drawn = 0_usize;
    let mut beyond_the_alphabet = |buffer: &mut [u8]| {
        drawn += buffer.len();
        for (at, byte) in buffer.iter_mut().enumerate() {
            *byte = 254 + (at % 2) as u8;
        }
    };
    assert!(generate(&compat(), &mut beyond_the_alphabet).is_none());
    assert!(drawn < 1_000, "{drawn} bytes drawn");

    let mut drawn = 0_usize;
    let mut one_class_only = |buffer: &mut [u8]| {
        drawn += buffer.len();
        for (at, byte) in buffer.iter_mut().enumerate() {
            *byte = (at % 2) as u8;
        }
    };
    assert!(generate(&compat(), &mut one_class_only).is_none());
    assert!(drawn < 50_000, "{drawn} bytes drawn");
}
