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

    for body in ["Begin", "ChooseMethod", "SubmitCode", "SetPassword", "Nothing"] {
        let schema = &document["components"]["schemas"][body];
        assert!(schema.is_object(), "{body} is missing");
        assert_eq!(schema["additionalProperties"], serde_json::json!(false), "{body}");
        let properties = schema["properties"].as_object().cloned().unwrap_or_default();
        for name in properties.keys() {
            let is_harmless =
                ["intent", "identifier", "locale", "method", "code", "password"].contains(&&**name);
            assert!(is_harmless, "{body} has {name}");
        }
    }
}
