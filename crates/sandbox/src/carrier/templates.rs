//! The approved message texts. The caller names a template and gives the values; the carrier
//! makes the text, as the real one does.

use super::error::CarrierError;
use serde_json::Value;
use std::{collections::HashMap, sync::LazyLock};

/// The end of a template's code with the texts of that language, by the name between.
const FILES: [(&str, &str); 12] = [
    ("EN", include_str!("../../locales/en.json")),
    ("ZH", include_str!("../../locales/zh-CN.json")),
    ("ZH_TW", include_str!("../../locales/zh-TW.json")),
    ("JA", include_str!("../../locales/ja.json")),
    ("KO", include_str!("../../locales/ko.json")),
    ("DE", include_str!("../../locales/de.json")),
    ("FR", include_str!("../../locales/fr.json")),
    ("ES", include_str!("../../locales/es.json")),
    ("PT_BR", include_str!("../../locales/pt-BR.json")),
    ("ID", include_str!("../../locales/id.json")),
    ("RU", include_str!("../../locales/ru.json")),
    ("AR", include_str!("../../locales/ar.json")),
];

/// The texts by the code of the template. A file that cannot be read has none; a test looks.
static TEMPLATES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    FILES
        .iter()
        .flat_map(|(language, file)| {
            let texts: HashMap<String, String> = serde_json::from_str(file).unwrap_or_default();
            texts.into_iter().map(move |(name, text)| (format!("REGAIN_{name}_{language}"), text))
        })
        .collect()
});

/// Makes the text of a template from the JSON object `parameters` (may be empty when the
/// template has no variables). Every value must be a string, as the carrier documents.
pub fn render(template_code: &str, parameters: &str) -> Result<String, CarrierError> {
    let template = TEMPLATES.get(template_code).ok_or(CarrierError::UnknownTemplate)?;
    let values = match parameters {
        "" => serde_json::Map::new(),
        text => serde_json::from_str(text).map_err(|_| CarrierError::ParametersNotStrings)?,
    };
    if !values.values().all(Value::is_string) {
        return Err(CarrierError::ParametersNotStrings);
    }
    fill(template, |name| values.get(name)?.as_str())
}

/// Replaces each `${name}` once: what a value holds is never read as a variable.
fn fill<'v>(
    template: &str,
    value: impl Fn(&str) -> Option<&'v str>,
) -> Result<String, CarrierError> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(
            value(name).filter(|value| !value.is_empty()).ok_or(CarrierError::MissingValue)?,
        );
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{FILES, render};
    use crate::carrier::error::CarrierError;
    use std::collections::{BTreeMap, BTreeSet};

    const CODE: &str = r#"{"code":"123456","minutes":"5","host":"account.example.com"}"#;

    fn texts(file: &str) -> BTreeMap<String, String> {
        serde_json::from_str(file).unwrap()
    }

    fn places(text: &str) -> BTreeSet<&str> {
        text.split("${").skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_every_text_with_the_same_places() {
        let english = texts(FILES[0].1);
        for (language, file) in FILES {
            let own = texts(file);
            assert!(own.keys().eq(english.keys()), "{language}");
            for (name, text) in &own {
                assert_eq!(places(text), places(&english[name]), "{language} {name}");
            }
        }
    }

    #[test]
    fn an_english_code_message_begins_with_the_sentence_that_names_the_code() {
        let text = render("REGAIN_CODE_EN", CODE).unwrap();

        assert!(text.starts_with("Your verification code is 123456."), "{text}");
    }

    /// OTP-13: the last line binds the code to the host, in every language.
    #[test]
    fn the_last_line_of_a_code_message_is_bound_to_the_host() {
        for (language, _) in FILES {
            let text = render(&format!("REGAIN_CODE_{language}"), CODE).unwrap();

            assert_eq!(text.lines().last(), Some("@account.example.com #123456"));
        }
    }

    #[test]
    fn every_message_says_its_values_and_names_the_host() {
        let values = r#"{"host":"account.example.com","link":"https://a.example/b","code":"123456",
            "minutes":"5","number":"RA-7K3M-9QPX","username":"solo","hours":"24"}"#;
        for (language, file) in FILES {
            for name in texts(file).keys() {
                let text = render(&format!("REGAIN_{name}_{language}"), values).unwrap();

                assert!(text.contains("account.example.com"), "{name} {text}");
                assert!(!text.contains(['{', '}', '$']), "{name} {text}");
            }
        }
    }

    #[test]
    fn a_value_is_never_read_as_a_variable() {
        let values = r#"{"host":"${code}","code":"1","link":"https://a.example/b"}"#;
        let text = render("REGAIN_NOTICE_EN", values).unwrap();

        assert!(text.contains("at ${code} was"), "{text}");
    }

    #[test]
    fn each_mistake_has_the_carriers_own_code() {
        let cases = [
            ("SMS_1", CODE, CarrierError::UnknownTemplate),
            ("REGAIN_CODE_EN", "", CarrierError::MissingValue),
            ("REGAIN_CODE_EN", r#"{"code":"1","minutes":"5"}"#, CarrierError::MissingValue),
            ("REGAIN_NOTICE_EN", r#"{"host":""}"#, CarrierError::MissingValue),
            ("REGAIN_NOTICE_EN", "host", CarrierError::ParametersNotStrings),
            ("REGAIN_NOTICE_EN", r#"{"host":5}"#, CarrierError::ParametersNotStrings),
        ];
        for (template, parameters, expected) in cases {
            assert_eq!(render(template, parameters), Err(expected), "{template} {parameters}");
        }
    }
}
