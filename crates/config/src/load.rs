//! Reads a [`Config`] from a file and the environment. Each option `x_y` has the variable
//! `REGAIN_X_Y`; only the database is `DATABASE_URL`, because other tools read that name too.

use super::{Config, ConfigError, origin::Origins};
use std::{fs, path::Path};
use toml::{Table, Value};

/// How alike two names must be for one to be taken for the other (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.8;

impl Config {
    /// Reads the file, if there is one, and then the environment, which wins; and where each option
    /// was set.
    ///
    /// # Errors
    /// A file that cannot be read, and every unknown option and value of the wrong type, each with
    /// its file and line or its variable.
    pub fn load(
        file: Option<&Path>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<(Self, Origins), ConfigError> {
        let mut origins = Origins::default();
        let defaults = defaults()?;
        let mut table = match file {
            Some(path) => origins.note_file(path, &read(path)?, &defaults)?,
            None => Table::new(),
        };
        let unknown = table.keys().filter(|option| !defaults.contains_key(*option));
        let mut errors: Vec<_> = unknown.map(|option| unknown_option(option, &defaults)).collect();
        for (option, default) in &defaults {
            if let Some(text) = variable(&variable_of(option)) {
                let value = parse(default, &text);
                origins.note_variable(option, &value);
                table.insert(option.clone(), value);
            }
            if let Some(value) = table.get(option)
                && of_one::<Self>(option, value).is_none()
            {
                errors.push(ConfigError::new(option, expected(option, default)));
            }
        }
        if let Some(error) = ConfigError::all(errors) {
            return Err(error.located(&origins));
        }

        let config = Value::Table(table)
            .try_into()
            .map_err(|error: toml::de::Error| ConfigError::new("config", error.message()))?;
        Ok((config, origins))
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    fs::read_to_string(path)
        .map_err(|error| ConfigError::at(path.display().to_string(), "cannot be read", error))
}

fn defaults() -> Result<Table, ConfigError> {
    Table::try_from(Config::default()).map_err(|error| ConfigError::new("config", error))
}

/// The variable of an option.
pub(crate) fn variable_of(option: &str) -> String {
    match option {
        "database_url" => "DATABASE_URL".into(),
        other => format!("REGAIN_{}", other.to_ascii_uppercase()),
    }
}

/// Names the option that was probably meant.
fn unknown_option(option: &str, defaults: &Table) -> ConfigError {
    let hint = match nearest(option, defaults) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`regain-server config example` prints every option".into(),
    };
    ConfigError::new(option, format!("there is no such option; {hint}"))
}

/// The option whose name is most like this one, when they are alike enough.
pub(crate) fn nearest<'a>(option: &str, defaults: &'a Table) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(option, name);
    let names = defaults.keys().map(String::as_str);
    names.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|name| likeness(name) >= ALIKE)
}

/// A configuration in which only this option is set; `None` when the value does not fit.
fn of_one<T: serde::de::DeserializeOwned>(option: &str, value: &Value) -> Option<T> {
    let table = Table::from_iter([(option.to_owned(), value.clone())]);
    Value::Table(table).try_into().ok()
}

/// What the value of an option must be.
fn expected(option: &str, default: &Value) -> String {
    match default {
        Value::Integer(_) => {
            let sizes = [u32::MAX, u16::MAX.into(), u8::MAX.into()];
            let fits = |most: &u32| of_one::<Config>(option, &Value::from(*most)).is_some();
            let most = sizes.into_iter().find(fits).unwrap_or_default();
            format!("must be a whole number from 0 to {most}")
        }
        Value::Boolean(_) => "must be true or false".into(),
        Value::Array(_) => "must be a list of texts".into(),
        _ if option == "listen" => "must be an address and port such as 127.0.0.1:8080".into(),
        _ => "must be a text".into(),
    }
}

/// Reads the text of a variable as a value of the default's type; lists are separated by commas. A
/// text that is no such value stays a text, which the option then refuses.
fn parse(default: &Value, text: &str) -> Value {
    let as_it_is = || Value::String(text.into());
    match default {
        Value::Integer(_) => text.trim().parse().map_or_else(|_| as_it_is(), Value::Integer),
        Value::Boolean(_) => match text.trim() {
            "true" | "1" => Value::Boolean(true),
            "false" | "0" | "" => Value::Boolean(false),
            _ => as_it_is(),
        },
        Value::Array(_) => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| Value::String(part.into()))
                .collect(),
        ),
        _ => as_it_is(),
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use std::{collections::HashMap, path::Path};

    fn with(variables: &[(&str, &str)]) -> Result<Config, super::ConfigError> {
        let all: HashMap<_, _> = variables.iter().copied().collect();
        Config::load(None, |name| all.get(name).map(ToString::to_string)).map(|(config, _)| config)
    }

    #[test]
    fn the_example_file_holds_every_option_with_its_default() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/regain.example.toml");
        let text = std::fs::read_to_string(&path).unwrap();

        assert_eq!(Config::load(Some(&path), |_| None).unwrap().0, Config::default());
        for option in super::defaults().unwrap().keys() {
            assert!(
                text.lines().any(|line| line.starts_with(&format!("{option} ="))),
                "{option} is missing in regain.example.toml"
            );
        }
    }

    #[test]
    fn the_environment_wins_and_knows_the_types() {
        let config = with(&[
            ("DATABASE_URL", "postgres://db/regain"),
            ("REGAIN_CODE_S", "120"),
            ("REGAIN_DEMO_ACCOUNTS", "true"),
            ("REGAIN_CORS_ORIGINS", "https://a.example, https://b.example"),
        ])
        .unwrap();

        assert_eq!(config.database_url, "postgres://db/regain");
        assert_eq!(config.code_s, 120);
        assert!(config.demo_accounts);
        assert_eq!(config.cors_origins, ["https://a.example", "https://b.example"]);
    }

    #[test]
    fn a_value_of_the_wrong_type_names_its_option() {
        let error = with(&[("REGAIN_CODE_S", "soon")]).unwrap_err();

        assert_eq!(
            error.to_string(),
            "environment variable REGAIN_CODE_S: code_s = \"soon\": must be a whole number from 0 to \
             4294967295"
        );
    }

    /// Writes a file and reads it; gives what is said about it, with the folder left out.
    fn of_file(text: &str) -> String {
        let folder = std::env::temp_dir().join(format!("regain-config-{:p}", text.as_ptr()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("regain.toml");
        std::fs::write(&path, text).unwrap();
        let loaded = Config::load(Some(&path), |_| None);
        let said = loaded.map_or_else(|error| error.to_string(), |_| String::new());
        std::fs::remove_dir_all(&folder).unwrap();
        said.replace(&format!("{}/", folder.display()), "")
    }

    #[test]
    fn what_is_wrong_is_told_with_line_value_and_what_it_must_be() {
        for (text, said) in [
            (
                "\ncode_s = \"abc\"\n",
                "regain.toml:2: code_s = \"abc\": must be a whole number from 0 to 4294967295",
            ),
            (
                "code_length = 300",
                "regain.toml:1: code_length = 300: must be a whole number from 0 to 255",
            ),
            (
                "idle_s = -1",
                "regain.toml:1: idle_s = -1: must be a whole number from 0 to 4294967295",
            ),
            (
                "cors_origins = \"https://a.example\"",
                "regain.toml:1: cors_origins = \"https://a.example\": must be a list of texts",
            ),
            ("face_alone = 1", "regain.toml:1: face_alone = 1: must be true or false"),
            ("mail_from = 1", "regain.toml:1: mail_from = 1: must be a text"),
            (
                "listen = \"8080\"",
                "regain.toml:1: listen = \"8080\": must be an address and port such as \
                 127.0.0.1:8080",
            ),
            ("secret = 5", "regain.toml:1: secret = [redacted]: must be a text"),
            (
                "# a\ncode_secs = 5",
                "regain.toml:2: code_secs = 5: there is no such option; did you mean `code_s`?",
            ),
            (
                "xyz = 5",
                "regain.toml:1: xyz = 5: there is no such option; `regain-server config example` \
                 prints every option",
            ),
            (
                "code_s = \"a\"\nidle = 1",
                "regain.toml:2: idle = 1: there is no such option; did you mean `idle_s`?\n\
                 regain.toml:1: code_s = \"a\": must be a whole number from 0 to 4294967295",
            ),
        ] {
            assert_eq!(of_file(text), said, "{text}");
        }
        let not_toml = of_file("code_s = 5\ncode_s 6");
        assert!(not_toml.starts_with("regain.toml:2: not TOML: "), "{not_toml}");
        let twice = of_file("code_s = 5\ncode_s = 6");
        assert!(twice.starts_with("regain.toml:2: not TOML: duplicate key"), "{twice}");
    }

    /// A mistyped name may be that of a secret, and an address may hold a password.
    #[test]
    fn no_value_that_may_be_a_secret_is_told() {
        for text in [
            "sms_key_secrt = \"hunter2\"",
            "sms_key_secrt = 77007",
            "[sms]\nkey_secret = \"hunter2\"",
            "sms.key_secret = \"hunter2\"",
            "databse_url = \"postgres://u:hunter2@db/x\"",
            "log_on_url = [\"https://u:hunter2@log-on.example\"]",
            "code_s = { secret = \"hunter2\" }",
            "code_s = \"https://u:hunter2@a.example\"",
            "smtp_url = [\"smtp://u:hunter2@mail.example\"]",
            "appeal_webhook_url = [\"https://tickets.example/?token=hunter2\"]",
        ] {
            let said = of_file(text);

            assert!(said.contains("[redacted]"), "{text}: {said}");
            assert!(!said.contains("hunter2") && !said.contains("77007"), "{text}: {said}");
        }
    }

    /// A check refuses an address with a password; the password is not told.
    #[test]
    fn an_address_refused_for_its_password_is_not_told() {
        for option in ["REGAIN_LOG_ON_URL", "REGAIN_SMS_ENDPOINT", "REGAIN_CORS_ORIGINS"] {
            let address =
                |name: &str| (name == option).then(|| "https://u:hunter2@a.example".into());
            let (mut config, origins) = Config::load(None, address).unwrap();
            config.demo_accounts = true;

            let error = config.check(config.listen).unwrap_err().located(&origins).to_string();

            assert!(error.contains("[redacted]: must not hold"), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    /// A value of the right type that a check refuses later is told with its place, too.
    #[test]
    fn a_refused_value_is_told_with_its_place() {
        let all = |name: &str| (name == "REGAIN_CODE_LENGTH").then(|| "3".to_owned());
        let (config, origins) = Config::load(None, all).unwrap();

        let error = config.check(config.listen).unwrap_err().located(&origins).to_string();

        assert_eq!(
            error,
            "environment variable REGAIN_CODE_LENGTH: code_length = 3: must be 6 to 9"
        );
    }
}
