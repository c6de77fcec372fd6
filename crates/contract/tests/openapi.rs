//! The committed OpenAPI document is the one that the types give.
#![cfg(feature = "openapi")]

#[test]
fn the_committed_document_is_up_to_date() {
    let committed = include_str!("../../../docs/openapi.json");

    let made = regain_contract::openapi::document().unwrap();

    assert!(
        committed == made,
        "docs/openapi.json is stale: run \
         `cargo run -p regain-contract --features openapi --example openapi`"
    );
}

/// TOK-03, ENU-09: no request names an account, a user or a destination.
#[test]
fn no_request_names_an_account_or_a_destination() {
    let document: serde_json::Value =
        serde_json::from_str(&regain_contract::openapi::document().unwrap()).unwrap();

    let bodies = [
        "Begin",
        "ChooseMethod",
        "ChooseUsername",
        "SubmitCode",
        "SetPassword",
        "Nothing",
        "ProviderResult",
        "StartFace",
        "SubmitFrame",
        "AskAdministrator",
        "TakeVisit",
        "Confirm",
        "Decide",
    ];
    // `administrator` and `username` are out of the answer before: the server knows whose they are.
    // `return_to` is followed only when the server's own list allows it. `country_code` completes
    // what was typed, and nothing else.
    let harmless = [
        "intent",
        "identifier",
        "locale",
        "method",
        "code",
        "password",
        "state",
        "auth_code",
        "consent_version",
        "jpeg",
        "administrator",
        "username",
        "return_to",
        "country_code",
        "reason",
        "number",
        "decision",
        "note",
    ];
    for body in bodies {
        let schema = &document["components"]["schemas"][body];
        assert!(schema.is_object(), "{body} is missing");
        assert_eq!(schema["additionalProperties"], serde_json::json!(false), "{body}");
        let properties = schema["properties"].as_object().cloned().unwrap_or_default();
        for name in properties.keys() {
            assert!(harmless.contains(&&**name), "{body} has {name}");
        }
    }
}
