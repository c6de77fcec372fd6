//! A million random passwords under random policies and contexts, against the oracle.

use crate::oracle::{expected, in_order};
use crate::seeded::Seeded;
use regain_policy::{
    AllowedCharacters, Context, Forbidden, PasswordPolicy, check, compat, is_common, nist,
};

const IDENTIFIERS: &[&str] = &[
    "solo",
    "Solo-Mail",
    "用户名称",
    "",
    "0012345678",
    "+86 138 0013 8000",
    "13800138001",
    "+44 (0)20 7946 0958",
    "solo@example.com",
    "first.last@mail.example.org",
    "@nowhere",
    "two@at@example.com",
    "+",
    "-",
];

/// PWD-01: browser and server decide by this function, and it agrees with the oracle.
#[test]
fn a_million_random_passwords_get_the_oracles_verdict() {
    let mut seeded = Seeded(1);
    let (mut accepted, mut named, mut common) = (0, 0, 0);

    for round in 0..1_000_000 {
        let policy = policy(&mut seeded);
        let identifiers = identifiers(&mut seeded);
        let password = password(&mut seeded, &identifiers);
        let list = seeded.one_in(2).then_some(&is_common as &dyn Fn(&str) -> bool);

        let report =
            check(&policy, &password, &Context { identifiers: &identifiers, common: list });

        let on_list = list.map(|is_common| is_common(&password));
        let wanted = expected(&policy, &password, &identifiers, on_list);
        assert_eq!(report.requirements(), wanted, "round {round}: {policy:?} {password:?}");
        let violations = in_order(&wanted);
        assert_eq!(report.violations().collect::<Vec<_>>(), violations, "round {round}");
        assert_eq!(report.is_acceptable(), violations.is_empty(), "round {round}");
        accepted += u32::from(report.is_acceptable());
        named += u32::from(violations.contains(&regain_policy::Violation::Identifier));
        common += u32::from(on_list == Some(true));
    }

    // The draw is worth something only if it reaches both sides of each rule.
    assert!(accepted > 50_000, "{accepted} accepted");
    assert!(named > 20_000, "{named} named");
    assert!(common > 10_000, "{common} common");
}

fn policy(seeded: &mut Seeded) -> PasswordPolicy {
    match seeded.below(4) {
        0 | 1 => compat(),
        2 => nist(),
        _ => PasswordPolicy {
            min_chars: seeded.below(40) as u16,
            max_chars: seeded.below(140) as u16,
            allowed: seeded.pick(&[AllowedCharacters::VisibleAscii, AllowedCharacters::Any]),
            min_classes: seeded.below(8) as u8,
            forbidden: [Forbidden::Common, Forbidden::Identifier, Forbidden::Common]
                .into_iter()
                .take(seeded.below(4))
                .collect(),
        },
    }
}

fn identifiers(seeded: &mut Seeded) -> Vec<&'static str> {
    (0..seeded.below(4)).map(|_| seeded.pick(IDENTIFIERS)).collect()
}

fn password(seeded: &mut Seeded, identifiers: &[&str]) -> String {
    if !identifiers.is_empty() && seeded.one_in(4) {
        let identifier = seeded.pick(identifiers);
        return respelled(seeded, identifier);
    }
    if seeded.one_in(16) {
        let word = seeded.pick(&["password", "Iloveyou", "1qaz2wsx", "abcabcabc", "zzzzzzzzzzzzz"]);
        let tail = seeded.pick(&["", "1", "!", "2024!", "20245", "x", "-_-."]);
        return format!("{word}{tail}");
    }
    let length = if seeded.one_in(8) { seeded.below(140) } else { seeded.below(24) };
    let purity = seeded.pick(&[4, 16, 1000]);
    (0..length).map(|_| character(seeded, purity)).collect()
}

/// One character; one in `purity` is from outside visible ASCII.
fn character(seeded: &mut Seeded, purity: usize) -> char {
    let code_point = if !seeded.one_in(purity) {
        0x21 + seeded.below(94)
    } else {
        match seeded.below(5) {
            0 => seeded.below(0x21),
            1 => 0xFF00 + seeded.below(0x100),
            2 => 0x2000 + seeded.below(0x70),
            3 => 0x7F + seeded.below(0x100),
            _ => seeded.below(0x11_0000),
        }
    };
    char::from_u32(code_point as u32).unwrap_or('\u{FFFD}')
}

/// The identifier as somebody might type it, or nearly.
fn respelled(seeded: &mut Seeded, identifier: &str) -> String {
    let digits = || identifier.chars().filter(char::is_ascii_digit);
    match seeded.below(9) {
        0 => identifier.to_owned(),
        1 => identifier.to_ascii_uppercase(),
        2 => identifier.split('@').next().unwrap_or_default().to_owned(),
        3 => digits().collect(),
        4 => format!("+{}", digits().collect::<String>()),
        5 => format!("0086{}", digits().collect::<String>()),
        6 => digits().skip(seeded.below(5)).collect(),
        7 => {
            let cut = seeded.below(5);
            let spaced = digits().skip(cut).flat_map(|digit| [digit, '-']);
            format!("0{}", spaced.collect::<String>())
        }
        _ => {
            let odd = character(seeded, 2);
            format!("{identifier}{odd}")
        }
    }
}
