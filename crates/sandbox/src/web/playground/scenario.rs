//! One state of the element, as data: what its API answers, what the tab remembers, and what a
//! person does to get there.

use regain_contract::{Problem, operations};
use serde::Serialize;
use serde_json::Value;

/// One state.
#[derive(Clone, Debug, Serialize)]
pub struct Scenario {
    /// Its name in addresses.
    pub name: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// The key of the message that its heading says.
    pub heading: &'static str,
    /// The keys of messages that it must show besides.
    pub shows: Vec<&'static str>,
    /// The address of the element, below its base.
    pub path: &'static str,
    /// What the tab remembers.
    pub keeps: Keeps,
    /// What is done on the page, in order.
    pub acts: Vec<Act>,
    /// What the API answers.
    #[serde(skip)]
    pub answers: Vec<SimulatedResponse>,
    /// The calls to which there never is an answer, as `METHOD /path`.
    pub silent: Vec<String>,
    /// The calls that never reach the API.
    pub lost: Vec<String>,
    /// Whether the device has a camera.
    pub has_camera: bool,
    /// Whether the texts are the page's own and not the element's.
    pub is_fallback: bool,
}

/// What a tab remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeps {
    /// Nothing.
    Nothing,
    /// The token of a recovery.
    Recovery,
    /// The ticket of a hand-off.
    Ticket,
    /// The token of a draft of an appeal.
    Draft,
    /// The token of an appeal that is looked at.
    Look,
}

/// What a person does. Places are CSS selectors; `wait` is part of each act.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Types into a field.
    Fill(&'static str, &'static str),
    /// Presses something.
    Press(&'static str),
    /// Gives a file of this name.
    Give(&'static str, &'static str),
    /// The device loses its connection.
    GoOffline,
    /// The element breaks.
    Crash,
    /// Waits until something is there.
    Await(&'static str),
}

/// One answer of the API.
#[derive(Clone, Debug)]
pub struct SimulatedResponse {
    /// The method of HTTP.
    pub method: &'static str,
    /// The path below the base.
    pub path: &'static str,
    /// What is answered.
    pub reply: Reply,
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// JSON with a status.
    Json(u16, Value),
    /// A page of something in between, as of a public network.
    Page,
    /// Nothing, for as long as the caller waits.
    Nothing,
}

impl Reply {
    /// What it says, where it is JSON.
    pub fn value(&self) -> Option<Value> {
        match self {
            Self::Json(_, value) => Some(value.clone()),
            Self::Page | Self::Nothing => None,
        }
    }
}

impl Scenario {
    /// A state that begins at an address.
    pub fn at(
        path: &'static str,
        name: &'static str,
        title: &'static str,
        heading: &'static str,
    ) -> Self {
        Self {
            name,
            title,
            heading,
            shows: vec![],
            path,
            keeps: Keeps::Nothing,
            acts: vec![],
            answers: vec![],
            silent: vec![],
            lost: vec![],
            has_camera: false,
            is_fallback: false,
        }
    }

    /// The device has a camera.
    pub const fn filming(mut self) -> Self {
        self.has_camera = true;
        self
    }

    /// The tab remembers this.
    pub fn keeping(mut self, keeps: Keeps) -> Self {
        self.keeps = keeps;
        self
    }

    /// A message must be shown.
    pub fn showing(mut self, key: &'static str) -> Self {
        self.shows.push(key);
        self
    }

    /// A person does this.
    pub fn doing(mut self, act: Act) -> Self {
        self.acts.push(act);
        self
    }

    /// A person types into a field.
    pub fn filling(self, field: &'static str, text: &'static str) -> Self {
        self.doing(Act::Fill(field, text))
    }

    /// A person presses something.
    pub fn pressing(self, what: &'static str) -> Self {
        self.doing(Act::Press(what))
    }

    /// The API answers a read.
    pub fn reading(self, path: &'static str, what: &impl Serialize) -> Self {
        self.with("GET", path, json(200, what))
    }

    /// The API answers a command.
    pub fn answering(self, path: &'static str, what: &impl Serialize) -> Self {
        self.with("POST", path, json(200, what))
    }

    /// The API refuses a command.
    pub fn refusing(self, path: &'static str, problem: &Problem) -> Self {
        let reply = refusal(problem);
        self.with("POST", path, reply)
    }

    /// The API answers with this.
    pub fn with(mut self, method: &'static str, path: &'static str, reply: Reply) -> Self {
        self.answers.push(SimulatedResponse { method, path, reply });
        self
    }

    /// A call is never answered.
    pub fn silent_at(mut self, call: &str) -> Self {
        self.silent.push(call.to_owned());
        self
    }

    /// A call never arrives.
    pub fn losing(mut self, call: &str) -> Self {
        self.lost.push(call.to_owned());
        self
    }

    /// The reply to a call. What was not named is answered as a read, or as out of order: a watch
    /// then comes back after a long while only.
    pub fn reply(&self, method: &str, path: &str, is_watch: bool) -> Reply {
        if is_watch {
            return refusal(&Problem::Unavailable { retry_after_s: 3600 });
        }
        let named = self.answers.iter().find(|one| one.method == method && one.path == path);
        named.map_or_else(
            || refusal(&Problem::Unavailable { retry_after_s: 5 }),
            |answer| answer.reply.clone(),
        )
    }
}

/// What a problem looks like on the wire.
pub fn refusal(problem: &Problem) -> Reply {
    json(problem.status(), &problem.body())
}

fn json(status: u16, what: &impl Serialize) -> Reply {
    Reply::Json(status, serde_json::to_value(what).unwrap_or_default())
}

/// The path of a recovery that is read.
pub const CURRENT: &str = operations::READ.path;
