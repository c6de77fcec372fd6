//! How one appeal looks on the terminal.

use super::terminal::{line, quoted};
use crate::{
    review::{Case, Document},
    store::words::word,
    webhook::time::written,
};
use regain_contract::appeal::Field;
use std::fmt::Write;

/// The whole appeal. What people wrote stands behind a bar, everything else is ours.
pub(super) fn show(case: &Case) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = write(&mut text, case);
    text
}

fn write(out: &mut String, case: &Case) -> std::fmt::Result {
    writeln!(out, "Appeal {}", line(&case.number))?;
    writeln!(out, "State: {}", word(&case.standing))?;
    let needs: Vec<_> = case.answers.needs.iter().map(word).collect();
    writeln!(out, "Needs: {}", needs.join(", "))?;
    writeln!(out, "Kind of account: {}", word(&case.answers.kind))?;
    writeln!(out, "Filed by: {}", word(&case.answers.filer))?;
    writeln!(out, "New phone, proved: {}", line(&case.phone))?;
    for (what, at_ms) in &case.timeline {
        writeln!(out, "{}: {}", written(*at_ms), word(what))?;
    }
    given(out, case)?;
    asked(out, case)?;
    account(out, case)?;
    documents(out, &case.documents)
}

fn given(out: &mut String, case: &Case) -> std::fmt::Result {
    writeln!(out, "\nWhat the person wrote:")?;
    for field in Field::ALL {
        let text = case.details.get(field);
        if !text.trim().is_empty() {
            write!(out, "{}:\n{}", word(&field), quoted(text))?;
        }
    }
    if !case.supplement_note.trim().is_empty() {
        write!(out, "with the supplement:\n{}", quoted(&case.supplement_note))?;
    }
    Ok(())
}

fn asked(out: &mut String, case: &Case) -> std::fmt::Result {
    let Some(asked) = &case.asked else { return Ok(()) };
    let materials: Vec<_> = asked.materials.iter().map(|kind| kind.name()).collect();
    writeln!(out, "\nAsked for: {}, until {}", materials.join(", "), written(asked.until_ms))?;
    write!(out, "{}", quoted(&asked.note))
}

fn account(out: &mut String, case: &Case) -> std::fmt::Result {
    writeln!(out)?;
    match &case.account {
        None => writeln!(out, "Account: the username names none")?,
        Some(account) => {
            let destinations = if account.destinations.is_empty() {
                "none".into()
            } else {
                line(&account.destinations.join(", "))
            };
            writeln!(out, "Account: {}, {}", line(&account.username), word(&account.kind))?;
            writeln!(out, "Its destinations: {destinations}")?;
            if account.kind != case.answers.kind {
                writeln!(out, "WARNING: the kind is not the one that the appeal says")?;
            }
        }
    }
    for other in &case.others {
        let (number, at) = (line(&other.number), written(other.at_ms));
        writeln!(out, "Also for this account: {number}, {}, {at}", word(&other.standing))?;
    }
    Ok(())
}

fn documents(out: &mut String, documents: &[Document]) -> std::fmt::Result {
    writeln!(out, "\nFiles: {}", documents.len())?;
    for (position, one) in (1..).zip(documents) {
        let state = if one.is_released { "checked" } else { "in quarantine" };
        let (material, kind, kib) = (one.material.name(), word(&one.kind), one.bytes / 1024);
        writeln!(out, "{position} {material} {kind} {kib} KiB, {state}, called")?;
        write!(out, "{}", quoted(&one.label))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::show;
    use crate::review::{Account, Asked, Case, Document, Other};
    use regain_contract::{
        AccountKind,
        appeal::{Answers, Details, Field, FileKind, Filer, MaterialKind, Milestone, Need},
    };

    const EVIL: &str =
        "\u{1b}[2J\u{1b}]0;x\u{7}\nState: approved\r\u{9b}1A\u{202e}\u{2028}Account: solo";

    fn case(text: &str) -> Case {
        let mut details = Details::default();
        for field in Field::ALL {
            text.clone_into(details.get_mut(field));
        }
        Case {
            id: "id".into(),
            number: "A-1".into(),
            standing: Milestone::Received,
            answers: Answers {
                needs: vec![Need::Password, Need::Phone],
                kind: AccountKind::Individual,
                filer: Filer::Holder,
            },
            details,
            phone: "+8613800138000".into(),
            timeline: vec![(Milestone::Received, 1_798_761_600_000)],
            asked: Some(Asked {
                materials: vec![MaterialKind::Other],
                note: text.into(),
                until_ms: 1_798_848_000_000,
            }),
            supplement_note: text.into(),
            account: Some(Account {
                username: text.into(),
                kind: AccountKind::Enterprise,
                destinations: vec!["s***@example.com".into()],
            }),
            others: vec![Other {
                number: "A-0".into(),
                standing: Milestone::Refused,
                at_ms: 1_798_761_600_000,
            }],
            documents: vec![Document {
                id: "f".into(),
                material: MaterialKind::HolderId,
                kind: FileKind::Jpeg,
                bytes: 204_800,
                label: text.into(),
                is_released: true,
            }],
        }
    }

    #[test]
    fn everything_that_matters_is_shown() {
        let text = show(&case("王伟"));

        for line in [
            "Appeal A-1",
            "State: received",
            "Needs: password, phone",
            "2027-01-01T00:00:00Z: received",
            "  | 王伟",
            "Asked for: other, until 2027-01-02T00:00:00Z",
            "WARNING: the kind is not the one that the appeal says",
            "Also for this account: A-0, refused, 2027-01-01T00:00:00Z",
            "1 holder_id jpeg 200 KiB, checked, called",
        ] {
            assert!(text.lines().any(|shown| shown == line), "{line} in\n{text}");
        }
        assert_eq!(text.lines().filter(|line| *line == "  | 王伟").count(), 9);
    }

    /// APL-09: whatever stands in every field, no line is added that looks like ours, and nothing
    /// acts on the terminal.
    #[test]
    fn no_text_can_fake_a_line() {
        let ours = show(&case("x"));
        let ours: Vec<_> = ours.lines().filter(|line| !line.starts_with("  | ")).collect();
        let text = show(&case(EVIL));
        let shown: Vec<_> = text.lines().filter(|line| !line.starts_with("  | ")).collect();

        assert!(!text.replace('\n', "").chars().any(char::is_control));
        assert!(!text.contains(['\u{202e}', '\u{2028}']));
        assert_eq!(shown.len(), ours.len());
        assert_eq!(shown.iter().filter(|line| line.starts_with("State: ")).count(), 1);
        assert_eq!(shown.iter().filter(|line| line.starts_with("Account: ")).count(), 1);
    }
}
