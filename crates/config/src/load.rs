//! Reads a [`Config`] from a file and the environment. Each option `x_y` has the variable
//! `REGAIN_X_Y`; only the database is `DATABASE_URL`, because other tools read that name too.

use super::{Config, ConfigError};
use std::{fs, path::Path};
use toml::{Table, Value};

impl Config {
    /// Reads the file, if there is one, and then the environment, which wins.
    ///
    /// # Errors
    /// A file that cannot be read, an unknown option, or a value of the wrong type.
    pub fn load(
        file: Option<&Path>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let mut table = match file {
            Some(path) => read(path)?,
            None => Table::new(),
        };
        for (option, default) in defaults()? {
            if let Some(text) = variable(&variable_of(&option)) {
                table.insert(option.clone(), parse(&option, &default, &text)?);
            }
        }

        Value::Table(table)
            .try_into()
            .map_err(|error: toml::de::Error| ConfigError::new("config", error.message()))
    }
}

fn read(path: &Path) -> Result<Table, ConfigError> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| ConfigError::new(&name, error))?;

    text.parse().map_err(|error: toml::de::Error| ConfigError::new(&name, error))
}

fn defaults() -> Result<Table, ConfigError> {
    Table::try_from(Config::default()).map_err(|error| ConfigError::new("config", error))
}

fn variable_of(option: &str) -> String {
    match option {
        "database_url" => "DATABASE_URL".into(),
        other => format!("REGAIN_{}", other.to_ascii_uppercase()),
    }
}

/// Reads the text as a value of the default's type; lists are separated by commas.
fn parse(option: &str, default: &Value, text: &str) -> Result<Value, ConfigError> {
    match default {
        Value::Integer(_) => text
            .trim()
            .parse()
            .map(Value::Integer)
            .map_err(|_| ConfigError::new(option, "must be a whole number")),
        Value::Boolean(_) => match text.trim() {
            "true" | "1" => Ok(Value::Boolean(true)),
            "false" | "0" | "" => Ok(Value::Boolean(false)),
            _ => Err(ConfigError::new(option, "must be true or false")),
        },
        Value::Array(_) => Ok(Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| Value::String(part.into()))
                .collect(),
        )),
        _ => Ok(Value::String(text.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use std::{collections::HashMap, path::Path};

    fn with(variables: &[(&str, &str)]) -> Result<Config, super::ConfigError> {
        let all: HashMap<_, _> = variables.iter().copied().collect();
        Config::load(None, |name| all.get(name).map(ToString::to_string))
    }

    #[test]
    fn the_example_file_holds_every_option_with_its_default() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/regain.example.toml");
        let text = std::fs::read_to_string(&path).unwrap();

        assert_eq!(Config::load(Some(&path), |_| None).unwrap(), Config::default());
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

        assert_eq!(error.to_string(), "option code_s: must be a whole number");
    }
}
