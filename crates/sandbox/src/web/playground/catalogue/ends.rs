//! Usernames, the other ends, and what is beside the way.

use super::super::samples::{begun, code, finding, recovery};
use super::super::scenario::{Act, CURRENT, Keeps, Scenario};
use super::SUBMIT;
use regain_contract::{EndReason, Ended, Method, Problem, Step, Usernames, operations};
use serde_json::json;

pub fn states() -> Vec<Scenario> {
    [usernames(), ended(), beside()].into_iter().flatten().collect()
}

fn usernames() -> Vec<Scenario> {
    let find = |name, title| Scenario::at("/username", name, title, "find.heading");
    let found = |names: &[&str], name, title, key| {
        let step = Step::Usernames(Usernames {
            usernames: names.iter().map(|name| (*name).to_owned()).collect(),
            log_on_url: "https://portal.example/".into(),
        });
        Scenario::at("/usernames", name, title, "found.heading")
            .keeping(Keeps::Recovery)
            .reading(CURRENT, &finding(step))
            .showing(key)
    };
    let sent = begun(finding(code(Method::Phone, 60, 300)));
    vec![
        find("find", "Find the username"),
        find("find-missing", "Find the username: nothing typed")
            .pressing(SUBMIT)
            .showing("find.missing"),
        find("find-rejected", "Find the username: not of its form")
            .filling("input[name=identifier]", "solo")
            .pressing(SUBMIT)
            .refusing(operations::BEGIN.path, &Problem::IdentifierRejected)
            .showing("find.rejected"),
        Scenario::at("/username", "find-code", "Find the username: the code", "code.heading_phone")
            .filling("input[name=identifier]", "13800138000")
            .pressing(SUBMIT)
            .answering(operations::BEGIN.path, &sent)
            .doing(Act::Await("input[name=code]"))
            .showing("code.other_address"),
        found(&[], "found-none", "No username", "found.none"),
        found(&["solo"], "found-one", "One username", "found.one"),
        found(
            &["firm", "northern-lights-consulting-international-gmbh", "solo"],
            "found-several",
            "Several usernames",
            "found.several",
        ),
    ]
}

fn ended() -> Vec<Scenario> {
    let end = |reason, name, title, heading| {
        let step = Step::Ended(Ended { reason, retry_after_s: 86_400 });
        Scenario::at("/ended", name, title, heading)
            .keeping(Keeps::Recovery)
            .reading(CURRENT, &recovery(step))
    };
    vec![
        Scenario::at("/methods", "ended-expired", "Ended: the time is over", "ended.expired")
            .keeping(Keeps::Recovery)
            .with("GET", CURRENT, super::super::scenario::refusal(&Problem::RecoveryExpired)),
        end(EndReason::Locked, "ended-locked", "Ended: too many wrong codes", "ended.locked"),
        end(EndReason::Superseded, "ended-superseded", "Ended: by another", "ended.superseded"),
        end(EndReason::Stopped, "ended-stopped", "Ended: stopped", "ended.stopped"),
        end(EndReason::Cancelled, "ended-cancelled", "Ended: cancelled", "ended.cancelled"),
        end(EndReason::Other, "ended-other", "Ended: unknown reason", "ended.superseded")
            .showing("ended.other_lead"),
    ]
}

fn beside() -> Vec<Scenario> {
    // A step of a server that is newer than the page.
    let mut newer = serde_json::to_value(recovery(code(Method::Phone, 0, 0))).unwrap_or_default();
    if let Some(step) = newer.get_mut("step") {
        *step = json!({ "name": "newer_than_this_page" });
    }
    let mut crashed = Scenario::at("/", "crashed", "The element could not start", "page.fallback")
        .doing(Act::Await("input[name=identifier]"))
        .doing(Act::Crash);
    crashed.is_fallback = true;
    vec![
        Scenario::at("/nowhere", "not-found", "No such page", "not_found.heading"),
        Scenario::at(
            "/methods",
            "outdated",
            "The page is older than the server",
            "outdated.heading",
        )
        .keeping(Keeps::Recovery)
        .reading(CURRENT, &newer),
        crashed,
    ]
}
