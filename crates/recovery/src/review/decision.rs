//! What a reviewer decides, however it comes in.

use super::Until;
use regain_contract::appeal::{MAX_STORY, MaterialKind};
use serde::Deserialize;

/// A decision about one appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The new phone is bound to the account.
    Approve,
    /// It is refused, with words to the person.
    Refuse {
        /// The words.
        note: String,
    },
    /// More is asked for.
    Ask {
        /// Which documents.
        materials: Vec<MaterialKind>,
        /// Words to the person.
        note: String,
        /// Until when it must be given.
        until: Until,
    },
}

impl Decision {
    /// Its name in the audit trail.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Refuse { .. } => "refuse",
            Self::Ask { .. } => "ask",
        }
    }
}

/// A decision as a ticket system sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    number: String,
    decision: Kind,
    #[serde(default)]
    note: String,
    #[serde(default)]
    materials: Vec<String>,
    until: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Approve,
    Refuse,
    Ask,
}

/// Reads what a ticket system sent: the number of the appeal and the decision. `None` when it is
/// not what is documented, for instance a refusal without a note.
pub fn read(body: &[u8]) -> Option<(String, Decision)> {
    if body.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let sent: Sent = serde_json::from_slice(body).ok()?;
    if sent.note.chars().count() > MAX_STORY {
        return None;
    }
    let asks = !sent.materials.is_empty() || sent.until.is_some();
    let decision = match sent.decision {
        Kind::Approve if !asks && sent.note.is_empty() => Decision::Approve,
        Kind::Refuse if !asks && !sent.note.trim().is_empty() => {
            Decision::Refuse { note: sent.note }
        }
        Kind::Ask => Decision::Ask {
            materials: materials(&sent.materials)?,
            note: sent.note,
            until: Until::parse(&sent.until?).ok()?,
        },
        Kind::Approve | Kind::Refuse => return None,
    };
    Some((sent.number, decision))
}

fn materials(names: &[String]) -> Option<Vec<MaterialKind>> {
    let mut kinds = Vec::new();
    for name in names {
        let kind = MaterialKind::read(name)?;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    (!kinds.is_empty()).then_some(kinds)
}

#[cfg(test)]
mod tests {
    use super::{Decision, read};
    use crate::review::Until;
    use regain_contract::appeal::MaterialKind;

    #[test]
    fn each_decision_is_read() {
        let ask = r#"{"number":"1","decision":"ask","materials":["other","other"],"until":"7d"}"#;

        assert_eq!(
            read(br#"{"number":"1","decision":"approve"}"#),
            Some(("1".into(), Decision::Approve))
        );
        assert_eq!(
            read(br#"{"number":"1","decision":"refuse","note":"no"}"#),
            Some(("1".into(), Decision::Refuse { note: "no".into() }))
        );
        let materials = vec![MaterialKind::Other];
        let expected = Decision::Ask { materials, note: String::new(), until: Until::Days(7) };
        assert_eq!(read(ask.as_bytes()), Some(("1".into(), expected)));
    }

    #[test]
    fn anything_else_is_none() {
        for sent in [
            "",
            "[]",
            r#"["1","approve"]"#,
            r#"{"decision":"approve"}"#,
            r#"{"number":"1"}"#,
            r#"{"number":"1","decision":"set_password"}"#,
            r#"{"number":"1","decision":"approve","password":"x"}"#,
            r#"{"number":"1","decision":"approve","note":"x"}"#,
            r#"{"number":"1","decision":"refuse"}"#,
            r#"{"number":"1","decision":"refuse","note":" "}"#,
            r#"{"number":"1","decision":"ask","materials":[],"until":"7d"}"#,
            r#"{"number":"1","decision":"ask","materials":["passport"],"until":"7d"}"#,
            r#"{"number":"1","decision":"ask","materials":["other"]}"#,
            r#"{"number":"1","decision":"ask","materials":["other"],"until":"soon"}"#,
        ] {
            assert_eq!(read(sent.as_bytes()), None, "{sent}");
        }
    }
}
