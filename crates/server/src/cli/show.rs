//! How one appeal looks on the terminal.

use super::terminal::{line, quoted};
use regain_contract::appeal::Field;
use regain_recovery::{
    review::{Case, Document},
    webhook::time::written,
    word,
};
use std::fmt::Write;

/// The whole appeal. What people wrote stands behind a bar, everything else is ours.
pub(super) fn show(case: &Case) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = write(&mut text, case);
    text
}

fn write(out: &mut String, case: &Case) -> std::fmt::Result {
    let filed = &case.filed;
    writeln!(out, "Appeal {}", line(&filed.number))?;
    writeln!(out, "State: {}", word(&filed.state))?;
    if let Some(answers) = &filed.answers {
        let needs: Vec<_> = answers.needs.iter().map(word).collect();
        writeln!(out, "Needs: {}", needs.join(", "))?;
        writeln!(out, "Kind of account: {}", word(&answers.kind))?;
        writeln!(out, "Filed by: {}", word(&answers.filer))?;
    }
    if let Some(phone) = &filed.phone {
        writeln!(out, "New phone, proved: {}", line(phone))?;
    }
    for event in &case.timeline {
        writeln!(out, "{}: {}, {}", written(event.at_ms), word(&event.what), line(&event.who))?;
    }
    if let Some(erased_ms) = filed.erased_ms {
        writeln!(out, "{}: everything personal was deleted", written(erased_ms))?;
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
    Ok(())
}

fn asked(out: &mut String, case: &Case) -> std::fmt::Result {
    let filed = &case.filed;
    if !filed.asked.is_empty() {
        let materials: Vec<_> = filed.asked.iter().map(|material| material.kind.name()).collect();
        let until = filed.due_ms.map(written).unwrap_or_default();
        writeln!(out, "\nAsked for: {}, until {until}", materials.join(", "))?;
    }
    if !filed.note.is_empty() {
        write!(out, "\nWhat the reviewer wrote:\n{}", quoted(&filed.note))?;
    }
    Ok(())
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
            if case.is_other_kind() {
                writeln!(out, "WARNING: the kind is not the one that the appeal says")?;
            }
        }
    }
    for other in &case.others {
        let (number, at) = (line(&other.number), written(other.at_ms));
        writeln!(out, "Also for this account: {number}, {}, {at}", word(&other.state))?;
    }
    Ok(())
}

fn documents(out: &mut String, documents: &[Document]) -> std::fmt::Result {
    writeln!(out, "\nFiles, checked and cleaned: {}", documents.len())?;
    for (position, Document { stored, label }) in (1..).zip(documents) {
        let (material, kind, kib) =
            (stored.material.name(), word(&stored.kind), stored.bytes / 1024);
        writeln!(out, "{position} {material} {kind} {kib} KiB, called")?;
        write!(out, "{}", quoted(label))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::show;
    use regain_contract::{
        AccountKind, Locale,
        appeal::{
            Answers, Details, Field, FileKind, Filer, Material, MaterialKind, Milestone, Need,
        },
    };
    use regain_recovery::{
        review::{Account, Case, Document, Other},
        review::{DraftStep, Event, State, StoredAppeal, StoredFile},
    };

    const EVIL: &str =
        "\u{1b}[2J\u{1b}]0;x\u{7}\nState: approved\r\u{9b}1A\u{202e}\u{2028}Account: solo";
    const NOW_MS: i64 = 1_798_761_600_000;

    fn filed(text: &str) -> StoredAppeal {
        StoredAppeal {
            id: "id".into(),
            number: "A-1".into(),
            state: State::MoreAsked,
            draft_step: DraftStep::Review,
            version: 1,
            locale: Locale::En,
            answers: Some(Answers {
                needs: vec![Need::Password, Need::Phone],
                kind: AccountKind::Individual,
                filer: Filer::Holder,
            }),
            details: None,
            phone: Some("+8613800138000".into()),
            account_id: None,
            asked: vec![Material { kind: MaterialKind::Other, required: true }],
            note: text.into(),
            created_ms: NOW_MS,
            expires_ms: NOW_MS,
            submitted_ms: Some(NOW_MS),
            due_ms: Some(NOW_MS + 86_400_000),
            bind_ms: None,
            destinations: String::new(),
            removed_mfa: false,
            ended_ms: None,
            erased_ms: None,
        }
    }

    fn case(text: &str) -> Case {
        let mut details = Details::default();
        for field in Field::ALL {
            text.clone_into(details.get_mut(field));
        }
        let stored = StoredFile {
            id: "f".into(),
            material: MaterialKind::HolderId,
            label: String::new(),
            kind: FileKind::Jpeg,
            bytes: 204_800,
            stored: "x".into(),
            created_ms: NOW_MS,
            round: 0,
        };
        Case {
            filed: filed(text),
            details,
            timeline: vec![Event { what: Milestone::Received, who: text.into(), at_ms: NOW_MS }],
            account: Some(Account {
                username: text.into(),
                kind: AccountKind::Enterprise,
                destinations: vec!["s***@example.com".into()],
            }),
            others: vec![Other { number: "A-0".into(), state: State::Refused, at_ms: NOW_MS }],
            documents: vec![Document { stored, label: text.into() }],
        }
    }

    #[test]
    fn everything_that_matters_is_shown() {
        let text = show(&case("王伟"));

        for line in [
            "Appeal A-1",
            "State: more_asked",
            "Needs: password, phone",
            "2027-01-01T00:00:00Z: received, 王伟",
            "  | 王伟",
            "Asked for: other, until 2027-01-02T00:00:00Z",
            "WARNING: the kind is not the one that the appeal says",
            "Also for this account: A-0, refused, 2027-01-01T00:00:00Z",
            "1 holder_id jpeg 200 KiB, called",
        ] {
            assert!(text.lines().any(|shown| shown == line), "{line} in\n{text}");
        }
        assert_eq!(text.lines().filter(|line| *line == "  | 王伟").count(), 8);
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
