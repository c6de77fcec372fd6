//! The states of the sandbox's playground in a browser: opens one, changes its looks without loading
//! it anew, and looks at what it shows. Called by the gallery of pictures and by its tests.

use crate::{Page, Session, Visit, report, wait};
use base64::Engine as _;
use regain_sandbox::playground::Scenario;
use serde::Deserialize;
use serde_json::{Value, json};

pub use regain_sandbox::playground::catalogue;

const SHOWN: &str = include_str!("gallery/shown.js");
const FITS: &str = include_str!("gallery/fits.js");
const LITERALS: &str = include_str!("gallery/literals.js");

/// How a state is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// A language of the page, or `en-XA`, the pseudo-locale.
    pub locale: &'static str,
    /// A theme of the element.
    pub theme: &'static str,
    /// The width of the window in CSS pixels.
    pub width: u32,
}

/// One state that is shown.
#[derive(Debug)]
pub struct Showing<'a> {
    visit: &'a Visit,
    state: &'a Scenario,
}

impl<'a> Showing<'a> {
    /// Opens a state and waits until it is reached; the error says what is wrong.
    pub fn open(
        visit: &'a Visit,
        state: &'a Scenario,
        looks: Looks,
        more: &str,
    ) -> Result<Self, String> {
        visit.set_looks((looks.width, 900), false);
        let Looks { locale, theme, .. } = looks;
        let name = state.name;
        visit.open_url(&format!(
            "{}playground/{name}?locale={locale}&theme={theme}{more}",
            visit.stage.portal()
        ));
        let showing = Self { visit, state };
        wait::within(wait::PATIENCE, || {
            let ready = visit.run("return document.documentElement.dataset.ready", json!([]));
            match ready.as_str() {
                Some("yes") => Ok(()),
                Some(failed) => Err(failed.to_owned()),
                None => Err("it is not ready".to_owned()),
            }
        })
        .map_err(|reason| showing.told(&reason))?;
        showing.shows(locale)?;
        Ok(showing)
    }

    /// Changes language, theme and width without loading the page anew.
    pub fn turn_to(&self, looks: Looks) -> Result<(), String> {
        self.visit.set_looks((looks.width, 900), false);
        let turn = "const element = document.querySelector('regain-recovery');
            for (const name of ['theme', 'locale']) {
                if (element.getAttribute(name) !== arguments[0][name]) {
                    element.setAttribute(name, arguments[0][name]);
                }
            }";
        let wanted = json!({ "theme": looks.theme, "locale": looks.locale });
        drop(self.visit.run(turn, json!([wanted])));
        self.shows(looks.locale)
    }

    /// Waits until heading and texts are there.
    fn shows(&self, locale: &str) -> Result<(), String> {
        let messages = if self.state.is_fallback { None } else { messages(locale)? };
        let arguments = json!([messages, self.state.heading, self.state.shows]);
        wait::within(wait::PATIENCE, || {
            let missing = self.visit.run(SHOWN, arguments.clone());
            let missing = Vec::<String>::deserialize(missing).unwrap_or_default();
            if missing.is_empty() { Ok(()) } else { Err(format!("does not show {missing:?}")) }
        })
        .map_err(|reason| self.told(&reason))
    }

    fn told(&self, reason: &str) -> String {
        format!("{}: {reason}; {}", self.state.name, self.visit.described())
    }

    /// The accessibility findings, one line each.
    #[must_use]
    pub fn accessibility(&self) -> Vec<String> {
        self.named(crate::accessibility(self.visit))
    }

    /// What scrolls sideways or is cut off, one line each.
    #[must_use]
    pub fn beyond(&self) -> Vec<String> {
        self.named(lines(&self.visit.run(FITS, json!([]))))
    }

    /// The words that are neither the language's nor the API's, one line each: outside of the brackets
    /// of the pseudo-locale, or in Latin letters where no text of the language has them.
    #[must_use]
    pub fn literals(&self, locale: &str) -> Vec<String> {
        if self.state.is_fallback {
            return vec![];
        }
        match messages(locale) {
            Ok(messages) => self.named(lines(&self.visit.run(LITERALS, json!([messages])))),
            Err(reason) => vec![reason],
        }
    }

    fn named(&self, lines: Vec<String>) -> Vec<String> {
        lines.into_iter().map(|line| format!("{}: {line}", self.state.name)).collect()
    }

    /// A picture of the whole page as WebP, made smaller by `scale`; at most `tallest` pixels high.
    #[must_use]
    pub fn picture(&self, scale: f64, tallest: u32) -> Vec<u8> {
        let size = "const page = document.documentElement; page.scrollTop = 0;
            return [page.clientWidth, Math.max(page.scrollHeight, 400)]";
        let size = self.visit.run(size, json!([]));
        let number = |at: usize| size.get(at).and_then(Value::as_u64).unwrap_or_default();
        let (width, height) = (number(0), number(1).min(tallest.into()));
        photograph(self.visit, (width, height), scale)
    }
}

/// Photographs the beginning of a page as WebP.
#[must_use]
pub fn photograph(page: &Page, (width, height): (u64, u64), scale: f64) -> Vec<u8> {
    let parameters = json!({
        "format": "webp", "quality": 45, "captureBeyondViewport": true,
        "clip": { "x": 0, "y": 0, "width": width, "height": height, "scale": scale },
    });
    let command = "Page.captureScreenshot";
    let taken =
        page.tell("take a picture", |session: &Session| session.devtools(command, parameters));
    let encoded = taken.get("data").and_then(Value::as_str).unwrap_or_default();
    base64::engine::general_purpose::STANDARD.decode(encoded).unwrap_or_default()
}

fn lines(value: &Value) -> Vec<String> {
    Vec::<String>::deserialize(value).unwrap_or_else(|error| vec![error.to_string()])
}

/// The messages of a language; `None` for the pseudo-locale, whose messages the page made.
fn messages(locale: &str) -> Result<Option<Value>, String> {
    if locale == "en-XA" {
        return Ok(None);
    }
    let path = report::workspace().join(format!("locales/{locale}.json"));
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{locale}: {error}"))?;
    serde_json::from_str(&text).map(Some).map_err(|error| format!("{locale}: {error}"))
}
