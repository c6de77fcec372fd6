//! A second opinion on every rule, written from the standards' tables and by other means than the
//! crate's: ranges of numbers, bytes, sets and cleaned copies instead of `char` methods and bits.

use regain_policy::{
    AllowedCharacters, Forbidden, PasswordPolicy, Requirement, Rule, Verdict, Violation,
};
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Accepted,
    Space,
    FullWidth,
    Control,
    Other,
}

/// First code point, last code point, kind; sorted. What lies between is `Other`. Rows as in
/// Unicode's PropList.txt (`White_Space`) and DerivedCoreProperties.txt (`Default_Ignorable`).
const KINDS: &[(u32, u32, Kind)] = &[
    (0, 8, Kind::Control),
    (9, 13, Kind::Space),
    (14, 31, Kind::Control),
    (32, 32, Kind::Space),
    (33, 126, Kind::Accepted),
    (127, 132, Kind::Control),
    (133, 133, Kind::Space),
    (134, 159, Kind::Control),
    (160, 160, Kind::Space),
    (173, 173, Kind::Control),
    (847, 847, Kind::Control),
    (1564, 1564, Kind::Control),
    (4447, 4448, Kind::Control),
    (5760, 5760, Kind::Space),
    (6068, 6069, Kind::Control),
    (6155, 6159, Kind::Control),
    (8192, 8202, Kind::Space),
    (8203, 8207, Kind::Control),
    (8232, 8233, Kind::Space),
    (8234, 8238, Kind::Control),
    (8239, 8239, Kind::Space),
    (8287, 8287, Kind::Space),
    (8288, 8303, Kind::Control),
    (12288, 12288, Kind::Space),
    (12644, 12644, Kind::Control),
    (65024, 65039, Kind::Control),
    (65279, 65279, Kind::Control),
    (65281, 65374, Kind::FullWidth),
    (65440, 65440, Kind::Control),
    (65520, 65531, Kind::Control),
    (113_824, 113_827, Kind::Control),
    (119_155, 119_162, Kind::Control),
    (917_504, 921_599, Kind::Control),
];

pub fn kind_of(code_point: u32) -> Kind {
    KINDS
        .iter()
        .find(|&&(first, last, _)| (first..=last).contains(&code_point))
        .map_or(Kind::Other, |&(_, _, kind)| kind)
}

/// The violation that the character at this place alone deserves.
pub fn violation_of(code_point: u32, position: u32) -> Option<Violation> {
    match kind_of(code_point) {
        Kind::Accepted => None,
        Kind::Space => Some(Violation::Space { position }),
        Kind::FullWidth => Some(Violation::FullWidth { position }),
        Kind::Control => Some(Violation::Control { position }),
        Kind::Other => Some(Violation::NotAllowed { position }),
    }
}

/// The whole requirement list that a check should give.
pub fn expected(
    policy: &PasswordPolicy,
    password: &str,
    identifiers: &[&str],
    common: Option<bool>,
) -> Vec<Requirement> {
    let code_points: Vec<u32> = password.chars().map(u32::from).collect();
    let length = code_points.len() as i64;
    let least = if policy.min_chars == 0 { 1 } else { policy.min_chars };
    let missing = i64::from(least) - length;
    let excess = length - i64::from(policy.max_chars);
    let mut list = vec![
        (
            Rule::Minimum { chars: least },
            verdict((missing > 0).then_some(Violation::TooShort { missing: missing as u32 })),
        ),
        (
            Rule::Maximum { chars: policy.max_chars },
            verdict((excess > 0).then_some(Violation::TooLong { excess: excess as u32 })),
        ),
    ];
    if policy.allowed == AllowedCharacters::VisibleAscii {
        let first = (1..).zip(&code_points).find_map(|(place, &c)| violation_of(c, place));
        list.push((Rule::Characters, verdict(first)));
    }
    if policy.min_classes != 0 {
        let missing = i16::from(policy.min_classes) - classes_of(password);
        let found = (missing > 0).then_some(Violation::TooFewClasses { missing: missing as u8 });
        list.push((Rule::Classes { least: policy.min_classes }, verdict(found)));
    }
    list.extend(expected_bans(policy, password, identifiers, common));
    list.into_iter().map(|(rule, verdict)| Requirement { rule, verdict }).collect()
}

fn expected_bans(
    policy: &PasswordPolicy,
    password: &str,
    identifiers: &[&str],
    common: Option<bool>,
) -> Vec<(Rule, Verdict)> {
    let named = identifiers.iter().map(|one| is_spelling_of(password, one)).max();
    let answer = |known: Option<bool>, violation| match known {
        None => Verdict::Unknown,
        Some(true) => Verdict::Unmet(violation),
        Some(false) => Verdict::Met,
    };
    let bans = [
        (Forbidden::Identifier, Rule::NotIdentifier, answer(named, Violation::Identifier)),
        (Forbidden::Common, Rule::NotCommon, answer(common, Violation::Common)),
    ];
    let set = bans.into_iter().filter(|(ban, ..)| policy.forbidden.contains(ban));
    set.map(|(_, rule, verdict)| (rule, verdict)).collect()
}

/// The violations of a requirement list in their order: the character first.
pub fn in_order(requirements: &[Requirement]) -> Vec<Violation> {
    let mut broken: Vec<(usize, Violation)> = Vec::new();
    for requirement in requirements {
        if let Verdict::Unmet(violation) = requirement.verdict {
            let rank = match violation {
                Violation::Space { .. }
                | Violation::FullWidth { .. }
                | Violation::Control { .. }
                | Violation::NotAllowed { .. } => 0,
                Violation::TooShort { .. } => 1,
                Violation::TooLong { .. } => 2,
                Violation::TooFewClasses { .. } => 3,
                Violation::Identifier => 4,
                Violation::Common => 5,
            };
            broken.push((rank, violation));
        }
    }
    broken.sort_by_key(|(rank, _)| *rank);
    broken.into_iter().map(|(_, violation)| violation).collect()
}

fn verdict(violation: Option<Violation>) -> Verdict {
    match violation {
        Some(violation) => Verdict::Unmet(violation),
        None => Verdict::Met,
    }
}

fn classes_of(password: &str) -> i16 {
    let bytes: BTreeSet<u8> = password.bytes().collect();
    let holds = |set: &str| i16::from(set.bytes().any(|byte| bytes.contains(&byte)));
    holds("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        + holds("abcdefghijklmnopqrstuvwxyz")
        + holds("0123456789")
        + holds("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
}

fn is_spelling_of(password: &str, identifier: &str) -> bool {
    if password.is_empty() || identifier.is_empty() {
        return false;
    }
    let mut texts = BTreeSet::from([identifier.to_ascii_lowercase()]);
    if let Some(at) = identifier.rfind('@') {
        texts.insert(identifier.split_at(at).0.to_ascii_lowercase());
    }
    if texts.contains(&password.to_ascii_lowercase()) {
        return true;
    }
    let (Some((far, typed)), Some((global, known))) = (number(password), number(identifier)) else {
        return false;
    };
    let cut = |digits: &str| -> BTreeSet<String> {
        (1..=3).map(|code| digits.chars().skip(code).collect::<String>()).collect()
    };
    !typed.is_empty()
        && !known.is_empty()
        && (typed == known
            || global && !far && cut(&known).contains(&typed)
            || far && !global && cut(&typed).contains(&known))
}

/// Whether the number is international, and its digits from the first that is not 0.
fn number(text: &str) -> Option<(bool, String)> {
    let is_international = text.starts_with('+') || text.starts_with("00");
    let unsigned = text.replacen('+', "", usize::from(text.starts_with('+')));
    let cleaned: String = unsigned.chars().filter(|c| !" -./()".contains(*c)).collect();
    let is_number = cleaned.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| (is_international, cleaned.trim_start_matches('0').to_owned()))
}
