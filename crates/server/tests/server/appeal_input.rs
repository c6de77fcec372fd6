//! Bad input in every field of the form: refused with the field's name or kept as it is, never lost,
//! and never in the log.

use crate::{appeal_client::*, logs, on_both_databases, world::*};
use serde_json::json;

const FIELDS: [(&str, usize); 6] = [
    ("username", 200),
    ("holder_name", 200),
    ("identity_number", 200),
    ("filer_name", 200),
    ("old_contact", 200),
    ("story", 2000),
];

on_both_databases! {
    /// Each field takes any script and markup as plain text, and gives it back unchanged.
    async fn any_script_is_kept_as_it_is(world: World) {
        let mut filing = at_form(&world).await;
        for (field, _) in FIELDS {
            for text in [
                "王伟", "Ævar Þór", "محمد علي", "नरेन्द्र", "👩\u{200d}💻", "O'Brien; DROP TABLE appeals;--",
                "<img src=x onerror=alert(1)>", "${number} {{7*7}} %s", "a\\u0000b", "  spaces  ",
            ] {
                let mut form = json!({});
                form[field] = json!(text);
                filing.command("/draft", json!({ "details": form })).await.expect_step("fill_in");
                filing.read().await;
                assert_eq!(filing.appeal["step"]["details"][field], text);
            }
        }
    }

    /// What is too long or holds what could act is refused by name, and what was kept stays.
    async fn what_cannot_be_kept_is_named(world: World) {
        let mut filing = at_form(&world).await;
        let kept = json!({ "story": "kept" });
        filing.command("/draft", json!({ "details": kept })).await.expect_step("fill_in");
        for (field, most) in FIELDS {
            let long = "字".repeat(10_000);
            for (text, fault) in [
                (long.as_str(), "too_long"),
                ("a\0b", "odd_character"),
                ("a\u{202e}b", "odd_character"),
                ("a\u{2066}b", "odd_character"),
                ("a\u{1b}[2Jb", "odd_character"),
                ("a\u{7f}b", "odd_character"),
            ] {
                let mut form = json!({});
                form[field] = json!(text);
                for path in ["/draft", "/details"] {
                    let reply = filing.command(path, json!({ "details": form })).await;
                    reply.expect_problem("appeal_rejected");
                    let faults = reply.json["faults"].as_array().unwrap();
                    let found = faults.iter().find(|one| one["field"] == field).unwrap();
                    assert_eq!(found["fault"], fault, "{field} {path}");
                    if fault == "too_long" {
                        assert_eq!(found["excess"], 10_000 - most);
                    }
                }
            }
        }
        filing.read().await.expect_step("fill_in");
        assert_eq!(filing.appeal["step"]["details"]["story"], "kept");
    }

    /// A field that the form does not have keeps nothing.
    async fn fields_that_are_not_asked_for_keep_nothing(world: World) {
        let mut filing = begin(&world).await;
        filing.open_form(individual()).await;
        let form = json!({ "filer_name": "x".repeat(10_000), "story": "kept" });
        filing.command("/draft", json!({ "details": form })).await.expect_step("fill_in");

        assert_eq!(filing.appeal["step"]["details"]["filer_name"], "");
        assert_eq!(filing.appeal["step"]["details"]["story"], "kept");
    }

    /// TOK-12: unknown fields, lists for objects, answers that contradict each other, and bodies of
    /// another kind or size are refused, and nothing changes.
    async fn commands_are_read_strictly(world: World) {
        let mut filing = begin(&world).await;
        for body in [
            json!({}),
            json!([]),
            json!({ "answers": [] }),
            json!({ "answers": individual(), "account_id": "x" }),
            json!({ "answers": { "needs": [], "kind": "individual", "filer": "holder" } }),
            json!({ "answers": { "needs": ["phone", "phone"], "kind": "individual", "filer": "holder" } }),
            json!({ "answers": { "needs": ["phone"], "kind": "individual", "filer": "employee" } }),
            json!({ "answers": { "needs": ["phone"], "kind": "enterprise", "filer": "holder" } }),
            json!({ "answers": { "needs": ["money"], "kind": "individual", "filer": "holder" } }),
        ] {
            filing.command("/answers", body).await.expect_problem("malformed");
        }
        let huge = json!({ "details": { "story": "x".repeat(70_000) } });
        let reply = filing.command("/draft", huge).await;
        assert_eq!(reply.status, 413);
        filing.read().await.expect_step("answer");
        assert_eq!(filing.version, 1);
    }

    /// Nothing that the person wrote is in the clear in the database's columns or in the log.
    async fn what_people_write_is_sealed(world: World) {
        let mut filing = begin(&world).await;
        filing.open_form(individual()).await;
        let mut form = details("solo");
        form["story"] = json!("SECRETSTORY");
        form["holder_name"] = json!("SECRETNAME");
        let reply = filing.upload(&key(), "holder_id", "SECRETFILE.png", picture(1)).await;
        assert_eq!(reply.status, 201);
        filing.command("/details", json!({ "details": form })).await.expect_step("give_phone");
        filing.prove().await;
        filing.submit().await.expect_step("follow");
        world.outbox_is_empty().await;

        for sql in ["SELECT COUNT(*) FROM appeals WHERE details LIKE '%SECRET%'",
            "SELECT COUNT(*) FROM appeal_files WHERE label LIKE '%SECRET%'",
            "SELECT COUNT(*) FROM answers WHERE body LIKE '%SECRET%'",
            "SELECT COUNT(*) FROM outbox WHERE params LIKE '%SECRET%'"]
        {
            assert_eq!(world.count(sql).await, 0, "{sql}");
        }
        let log = logs::all();
        for secret in ["SECRETSTORY", "SECRETNAME", "SECRETFILE", filing.token.as_str()] {
            assert!(!log.contains(secret), "{secret}");
        }
    }
}

/// A form that has every field.
async fn at_form(world: &World) -> Filing<'_> {
    let mut filing = begin(world).await;
    let answers = json!({ "needs": ["phone"], "kind": "enterprise", "filer": "employee" });
    filing.open_form(answers).await;
    filing
}
