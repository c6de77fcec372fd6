//! Every body of the list is written by the browser as serde writes it, whatever was typed (TOK-12).
//! The values are made from the OpenAPI document, so a new field or operation is tried by itself.

use super::with_operations;
use crate::appeal::{
    AnswerAppeal, BeginAppeal, FindAppeal, GiveAppealPhone, KeepDetails, MailLink, Move,
    RemoveFile, SubmitDetails, SubmitSupplement,
};
use crate::json::ToJson;
use crate::{
    AskAdministrator, Begin, ChooseMethod, ChooseUsername, Confirm, Decide, LogOn, Nothing,
    ProviderResult, SetPassword, StartFace, SubmitCode, SubmitFrame, TakeVisit,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

const TYPED: [&str; 4] =
    ["solo", "\"\\/\u{0}\u{1f}\n\t\u{7f}", "张三 🙂\u{2028}\u{feff}</script>", ""];

/// Values of a schema: for each alternative one, with all fields and with the required ones alone.
fn values(schemas: &Value, schema: &Value, typed: &str) -> Vec<Value> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return values(schemas, &schemas[name], typed);
    }
    if let Some(alternatives) = schema["oneOf"].as_array() {
        return alternatives.iter().flat_map(|one| values(schemas, one, typed)).collect();
    }
    if let Some(names) = schema["enum"].as_array() {
        return names.clone();
    }
    if schema.get("pattern").is_some() {
        return vec![schema["example"].clone()];
    }
    match schema["type"].as_str().or_else(|| schema["type"][0].as_str()) {
        Some("string") => vec![json!(typed)],
        Some("integer") => vec![json!(0), json!(u32::MAX)],
        Some("null") => vec![],
        Some("array") => vec![json!([]), json!(values(schemas, &schema["items"], typed))],
        Some("object") => objects(schemas, schema, typed),
        other => panic!("no value is known for {other:?}: {schema}"),
    }
}

fn objects(schemas: &Value, schema: &Value, typed: &str) -> Vec<Value> {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let fields = schema["properties"].as_object().cloned().unwrap_or_default();
    let choices: Vec<(String, Vec<Value>)> = fields
        .iter()
        .map(|(name, schema)| (name.clone(), values(schemas, schema, typed)))
        .collect();
    let most = choices.iter().map(|(_, values)| values.len()).max().unwrap_or(1);
    let object = |index: usize, is_whole: bool| -> Value {
        let wanted = choices.iter().filter(|(name, _)| is_whole || required.contains(&json!(name)));
        let field = |(name, values): &(String, Vec<Value>)| {
            (name.clone(), values.get(index % values.len()).unwrap().clone())
        };
        Value::Object(wanted.map(field).collect::<Map<_, _>>())
    };
    (0..most).flat_map(|index| [object(index, true), object(index, false)]).collect()
}

fn check<T: Serialize + DeserializeOwned + ToJson>(name: &str, schemas: &Value) {
    let schema = &schemas[name];
    assert!(schema.is_object(), "{name} is not in the document");
    for typed in TYPED {
        for value in values(schemas, schema, typed) {
            let body: T = serde_json::from_value(value.clone())
                .unwrap_or_else(|error| panic!("{name} is not {value}: {error}"));
            let written: Value = serde_json::from_str(&body.to_json())
                .unwrap_or_else(|error| panic!("{name} is written as no JSON: {error}"));
            assert_eq!(written, serde_json::to_value(&body).unwrap(), "{name}");
        }
    }
}

macro_rules! check_body {
    (read $body:ty, $schemas:ident) => {};
    (read_now $body:ty, $schemas:ident) => {};
    (upload $body:ty, $schemas:ident) => {};
    ($kind:ident $body:ty, $schemas:ident) => {
        check::<$body>(stringify!($body), &$schemas);
    };
}

macro_rules! check_bodies {
    ($(
        $(#[$doc:meta])*
        [$kind:ident $constant:ident $name:ident $path:literal, $body:ty => $answer:ty,
            $bearer:literal, $steps:expr, $success:literal]
    )*) => {
        #[test]
        fn the_browser_writes_every_body_as_serde_does() {
            let document: Value =
                serde_json::from_str(&crate::openapi::document().unwrap()).unwrap();
            let schemas = document["components"]["schemas"].clone();
            $( check_body!($kind $body, schemas); )*
        }
    };
}

with_operations!(check_bodies);
