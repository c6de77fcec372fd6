//! A client for the administrator's side: the mail with the link, and the hand-off behind it.

use crate::world::*;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

/// The address of `firm-admin-1`.
pub const ADMIN: &str = "firm-admin-1@example.com";
/// The address of `firm`.
pub const FIRM_MAIL: &str = "firm@example.com";
/// What the person writes.
pub const REASON: &str = "My phone is lost.";

/// A request in an administrator's hands.
#[derive(Clone)]
pub struct Asked<'w> {
    pub guest: Guest<'w>,
    pub hand_off: Value,
}

impl Asked<'_> {
    /// Reads the hand-off again.
    pub async fn read(&mut self) -> Reply {
        let reply = self.guest.read().await;
        self.hand_off = reply.json.clone();
        reply
    }

    /// How it ended; empty while it is open.
    pub async fn outcome(&mut self) -> String {
        self.read().await;
        self.hand_off["task"]["outcome"].as_str().unwrap_or_default().to_owned()
    }

    /// Sends a decision with a fresh key.
    pub async fn decide(&self, password: &str, decision: Value, note: &str) -> Reply {
        let body = json!({ "password": password, "decision": decision, "note": note });
        self.guest.command_as("/decide", &key(), &body).await
    }

    pub async fn approve(&self, number: &str) -> Reply {
        self.decide(OLD, json!({ "approve": { "number": number } }), "").await
    }

    pub async fn refuse(&self, note: &str) -> Reply {
        self.decide(OLD, json!("refuse"), note).await
    }

    pub async fn report(&self) -> Reply {
        self.decide(OLD, json!("report"), "").await
    }

    /// The numbers to pick from.
    pub fn numbers(&self) -> Vec<String> {
        let numbers = self.hand_off["task"]["numbers"].as_array().unwrap();
        numbers.iter().map(|number| number.as_str().unwrap().to_owned()).collect()
    }
}

impl Flow<'_> {
    /// The id of the administrator with this masked name at the step.
    pub fn administrator(&self, label: &str) -> String {
        let all = self.recovery["step"]["administrators"].as_array().unwrap();
        let one = all.iter().find(|one| one["label"] == label).unwrap();
        one["id"].as_str().unwrap().to_owned()
    }

    /// The number on the person's screen.
    pub fn match_code(&self) -> String {
        self.recovery["step"]["match_code"].as_str().unwrap().to_owned()
    }

    pub async fn ask(&mut self, administrator: &str, reason: &str) -> Reply {
        let body = json!({ "administrator": administrator, "reason": reason });
        self.command("/administrator", body).await
    }

    /// Asks `firm-admin-1`.
    pub async fn ask_first(&mut self) -> Reply {
        let id = self.administrator("f***-1");
        self.ask(&id, REASON).await
    }

    pub async fn remind(&mut self) -> Reply {
        self.command("/remind", json!({})).await
    }

    pub async fn ask_another(&mut self) -> Reply {
        self.command("/ask-another", json!({})).await
    }
}

impl World {
    /// A recovery of `firm` at the choice of an administrator.
    pub async fn choosing(&self) -> Flow<'_> {
        let mut flow = self.begin("firm").await;
        flow.choose("administrator").await.expect_step("choose_administrator");
        flow
    }

    /// A recovery of `firm` that waits for `firm-admin-1`, who has opened the link.
    pub async fn asked(&self) -> (Flow<'_>, Asked<'_>) {
        let mut flow = self.choosing().await;
        self.ready_to_receive(ADMIN);
        flow.ask_first().await.expect_step("await_approval");
        let guest = self.invited(ADMIN).await;
        (flow, guest)
    }

    /// Opens the link of the next request that comes to an administrator.
    pub async fn invited(&self, to: &str) -> Asked<'_> {
        loop {
            let text = self.message(to).await.text;
            if let Some((_, rest)) = text.split_once("/approve#") {
                let ticket = rest.split_whitespace().next().unwrap();
                let guest = Guest::new(self, ticket);
                let mut asked = Asked { guest, hand_off: json!({}) };
                asked.read().await;
                return asked;
            }
        }
    }

    /// Waits until every request that is over is written down, and told by mail.
    pub async fn requests_are_settled(&self) {
        let open = "SELECT (SELECT COUNT(*) FROM approvals WHERE state = 'open')
                    + (SELECT COUNT(*) FROM outbox WHERE state = 'due' AND channel = 'email')";
        for _ in 0..500 {
            if self.count(open).await == 0 {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("a request stayed open");
    }

    /// How many mails told an administrator of an end, sent or not.
    pub async fn ends_told(&self) -> i64 {
        self.count("SELECT COUNT(*) FROM outbox WHERE template = 'approval_over'").await
    }
}

/// One of the offered numbers that is not on the screen.
pub fn wrong_number(flow: &Flow<'_>, asked: &Asked<'_>) -> String {
    asked.numbers().into_iter().find(|number| *number != flow.match_code()).unwrap()
}
