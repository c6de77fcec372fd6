//! Where each option was set: the line of a file, or a variable of the environment. Errors name it.

use super::{ConfigError, load::variable_of};
use std::{collections::BTreeMap, path::Path};
use toml::{Table, Value, de::DeTable};

/// Options whose values hold a secret, or an address that may hold a password.
const SECRET: [&str; 7] = [
    "secret",
    "sms_key_secret",
    "alipay_app_key",
    "face_key_secret",
    "appeal_webhook_secret",
    "database_url",
    "smtp_url",
];

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

    /// Reads a file as a table, and notes the line of each option.
    pub(crate) fn note_file(&mut self, path: &Path, text: &str) -> Result<Table, ConfigError> {
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
            let shown = table.get(&option).map(|value| shown(&option, value)).unwrap_or_default();
            self.0.insert(option, Origin { place, shown });
        }
        Ok(table)
    }
}

fn shown(option: &str, value: &Value) -> String {
    if SECRET.contains(&option) { "[redacted]".into() } else { value.to_string() }
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
