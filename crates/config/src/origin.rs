//! Where each option was set: the line of a file, or a variable of the environment. Errors name it.

use super::{
    ConfigError,
    load::{nearest, variable_of},
};
use std::{collections::BTreeMap, path::Path};
use toml::{Table, Value, de::DeTable};

/// Options whose values hold a secret, or an address that may hold a password or token.
const SECRET: [&str; 8] = [
    "secret",
    "sms_key_secret",
    "alipay_app_key",
    "face_key_secret",
    "appeal_webhook_secret",
    "appeal_webhook_url",
    "database_url",
    "smtp_url",
];

/// What stands in place of a value that may hold a secret.
const REDACTED: &str = "[redacted]";

/// Where one option was set, and to what.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// `regain.toml:12`, or `environment variable REGAIN_CODE_S`.
    pub place: String,
    /// The value as it may be shown.
    pub shown: String,
}

/// Where every option that somebody set was set.
#[derive(Clone, Debug, Default)]
pub struct Origins(BTreeMap<String, Origin>);

impl Origins {
    /// Where an option was set; `None` where its default counts.
    pub(crate) fn of(&self, option: &str) -> Option<&Origin> {
        self.0.get(option)
    }

    /// Notes the value of a variable.
    pub(crate) fn note_variable(&mut self, option: &str, value: &Value) {
        let place = format!("environment variable {}", variable_of(option));
        self.0.insert(option.into(), Origin { place, shown: shown(option, value) });
    }

    /// Reads a file as a table, and notes the line of each option. `known` has every option that
    /// exists.
    pub(crate) fn note_file(
        &mut self,
        path: &Path,
        text: &str,
        known: &Table,
    ) -> Result<Table, ConfigError> {
        let name = path.display().to_string();
        let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
        let wrong = |error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            ConfigError::at(format!("{name}:{}", line(at)), "not TOML", error.message())
        };
        let table: Table = text.parse().map_err(wrong)?;
        let spans = DeTable::parse(text).map_err(wrong)?;
        for key in spans.get_ref().keys() {
            let option = key.get_ref().to_string();
            let place = format!("{name}:{}", line(key.span().start));
            let shown = match table.get(&option) {
                Some(value) if known.contains_key(&option) => shown(&option, value),
                Some(value) => shown_of_unknown(nearest(&option, known), value),
                None => String::new(),
            };
            self.0.insert(option, Origin { place, shown });
        }
        Ok(table)
    }
}

/// The value of an option that exists.
fn shown(option: &str, value: &Value) -> String {
    if SECRET.contains(&option) || has_credentials(value) {
        REDACTED.into()
    } else {
        value.to_string()
    }
}

/// The value of an option that does not exist. A mistyped name may be that of a secret, so only
/// numbers and switches are shown, and not even those beside a name like that of a secret.
fn shown_of_unknown(nearest: Option<&str>, value: &Value) -> String {
    match value {
        Value::Integer(_) | Value::Boolean(_)
            if !nearest.is_some_and(|name| SECRET.contains(&name)) =>
        {
            value.to_string()
        }
        _ => REDACTED.into(),
    }
}

/// Whether a value may be an address with a password, `https://user:password@host`, or holds options
/// of its own.
fn has_credentials(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('@'),
        Value::Array(items) => items.iter().any(has_credentials),
        Value::Table(_) => true,
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::SECRET;
    use crate::{Config, Secret};
    use toml::Table;

    /// Whatever `Debug` redacts is redacted in errors, too.
    #[test]
    fn every_secret_option_is_known() {
        let mut config = Config::default();
        let marked = Secret::new("marked");
        config.secret = marked.clone();
        config.sms_key_secret = marked.clone();
        config.alipay_app_key = marked.clone();
        config.face_key_secret = marked.clone();
        config.appeal_webhook_secret = marked;
        let debug = format!("{config:?}");
        let count = debug.matches("[redacted]").count();

        let table = Table::try_from(config).unwrap();
        let names: Vec<_> = table
            .iter()
            .filter(|(_, value)| value.as_str() == Some("marked"))
            .map(|(name, _)| name.as_str())
            .collect();

        assert_eq!(names.len(), count, "a secret option is missing in this test");
        assert!(names.iter().all(|name| SECRET.contains(name)), "{names:?}");
    }
}
