//! Sends a file, with its progress: what `fetch` cannot tell. Dropping an upload gives it up.

use crate::browser::listener::Listener;
use crate::browser::picture;
use crate::browser::timer::spawn;
use crate::secret_text::SecretText;
use regain_contract::operations;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, ProgressEvent, XmlHttpRequest};

/// A file that has not gone out after so long never will: ten megabytes on the slowest of lines.
const TIMEOUT_MS: u32 = 600_000;

/// What came of an upload.
#[derive(Debug)]
pub enum Outcome {
    /// The server answered.
    Answered {
        /// The status of HTTP.
        status: u16,
        /// The body.
        text: String,
    },
    /// There was no answer.
    Lost,
}

/// Where a file goes, and with which headers.
pub type Target = (String, Vec<(&'static str, SecretText)>);

/// A file on its way.
pub struct Upload(Rc<Inner>);

struct Inner {
    request: RefCell<Option<XmlHttpRequest>>,
    listeners: RefCell<Vec<Listener>>,
    is_given_up: Cell<bool>,
    progress: Rc<dyn Fn(u8)>,
    done: Rc<dyn Fn(Outcome)>,
}

impl Upload {
    /// Makes a large picture smaller, sends the file, tells `progress` the percentage and `done`, once,
    /// what came of it.
    pub fn begin(
        target: Target,
        file: File,
        progress: Rc<dyn Fn(u8)>,
        done: Rc<dyn Fn(Outcome)>,
    ) -> Self {
        let inner = Rc::new(Inner {
            request: RefCell::new(None),
            listeners: RefCell::new(vec![]),
            is_given_up: Cell::new(false),
            progress,
            done,
        });
        let sent = inner.clone();
        spawn(async move {
            let prepared = picture::prepare(file).await;
            if !sent.is_given_up.get() && sent.send(target, &prepared).is_err() {
                (sent.done)(Outcome::Lost);
            }
        });
        Self(inner)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.0.is_given_up.set(true);
        self.0.listeners.take();
        if let Some(request) = self.0.request.take() {
            // Fails when it is over already.
            let _ = request.abort();
        }
    }
}

impl Inner {
    fn send(
        self: &Rc<Self>,
        (url, headers): Target,
        file: &picture::Prepared,
    ) -> Result<(), JsValue> {
        let request = XmlHttpRequest::new()?;
        request.open("POST", &url)?;
        let header = |name: &str, value: &str| request.set_request_header(name, value);
        for (name, value) in &headers {
            header(name, value.expose())?;
        }
        header("content-type", &file.kind)?;
        header(operations::FILE_NAME_HEADER, &percent_encoded(&file.name))?;
        request.set_timeout(TIMEOUT_MS);
        self.listen(&request)?;
        request.send_with_opt_blob(Some(&file.content))?;
        self.request.replace(Some(request));
        Ok(())
    }

    fn listen(self: &Rc<Self>, request: &XmlHttpRequest) -> Result<(), JsValue> {
        let weak = Rc::downgrade(self);
        let moved = Listener::new(request.upload()?, "progress", move |event| {
            let event: ProgressEvent = event.unchecked_into();
            if let Some(this) = weak.upgrade() {
                let percent = event.loaded() / event.total().max(1.0) * 100.0;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "saturates"
                )]
                (this.progress)(percent as u8);
            }
        });
        let weak = Rc::downgrade(self);
        // After an answer, an error, a timeout.
        let ended = Listener::new(request.clone(), "loadend", move |_| {
            let Some(this) = weak.upgrade().filter(|this| !this.is_given_up.get()) else { return };
            if let Some(request) = this.request.take() {
                (this.done)(outcome(&request));
            }
        });
        self.listeners.borrow_mut().extend([moved, ended]);
        Ok(())
    }
}

fn outcome(request: &XmlHttpRequest) -> Outcome {
    match (request.status(), request.response_text()) {
        (Ok(status), Ok(Some(text))) if status > 0 => Outcome::Answered { status, text },
        _ => Outcome::Lost,
    }
}

/// A text for a header: UTF-8, all but letters and digits percent-encoded (RFC 3986 §2.1).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'.' {
            encoded.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}
