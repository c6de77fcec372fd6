//! Performs the effects of the appeal and feeds the answers back. Owns its listeners, requests and
//! the files that were picked; dropping it ends them all.

use super::desk::{Desk, Outside};
use crate::api::appeal as api;
use crate::browser::abort::Abort;
use crate::browser::by_name::{call, get};
use crate::browser::listener::Listener;
use crate::browser::page::window;
use crate::browser::random::idempotency_key;
use crate::browser::timer::spawn;
use crate::browser::upload::Upload;
use crate::host::Host;
use regain_contract::AppealToken;
use regain_contract::appeal::MaterialKind;
use regain_flow::appeal::{Effect, Event, Page, Picked, UploadId};
use regain_flow::{History, RequestId, Route};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Where the device keeps the token of a draft: for as long as the draft lives, so that an empty
/// battery loses nothing. It names nobody, and the draft is opened only when a person asks for it.
const DRAFT: &str = "regain.appeal";
/// Where the tab keeps the token of an appeal that is looked at.
const LOOK: &str = "regain.appeal.look";

/// The outside world of the appeal.
struct Runner {
    api: String,
    host: Host,
    out: RefCell<Option<(RequestId, Rc<Abort>)>>,
    /// The files that were picked, each with its idempotency key: a retry makes no second copy
    /// (APL-06).
    files: RefCell<BTreeMap<u32, (JsValue, String)>>,
    upload: RefCell<Option<(UploadId, Upload)>>,
    next_file: Cell<u32>,
    listeners: RefCell<Vec<Listener>>,
}

/// Starts: the outside world, and what has happened so far.
pub fn start(desk: Desk) -> (Rc<dyn Outside>, Event) {
    let shell = desk.ui.shell();
    let runner = Rc::new(Runner {
        api: shell.api(),
        host: shell.host(),
        out: RefCell::new(None),
        files: RefCell::new(BTreeMap::new()),
        upload: RefCell::new(None),
        next_file: Cell::new(1),
        listeners: RefCell::new(vec![]),
    });
    runner.listen(desk);
    let linked = shell.take_link().map(AppealToken::new);
    let at = runner.page();
    let kept = match at {
        Page::Status => runner.host.kept(LOOK, false),
        _ => runner.host.kept(DRAFT, true).or_else(|| runner.host.kept(DRAFT, false)),
    };
    let kept = kept.filter(|token| !token.is_empty()).map(AppealToken::new);
    (Rc::new(Running(runner)), Event::Started { at, kept, linked })
}

impl Runner {
    fn listen(&self, desk: Desk) {
        let Some(window) = window() else { return };
        let host = self.host.clone();
        let went = Listener::new(window.clone(), "popstate", move |_| {
            if let Some(page) = shown(&host) {
                desk.dispatch(Event::WentTo(page));
            }
        });
        let back = Listener::new(window, "pageshow", move |event| {
            let event: Option<&web_sys::PageTransitionEvent> = event.dyn_ref();
            if event.is_some_and(web_sys::PageTransitionEvent::persisted) {
                desk.dispatch(Event::Returned);
            }
        });
        let mut listeners = self.listeners.borrow_mut();
        listeners.extend([went, back]);
        if let Some(page) = crate::browser::page::document() {
            listeners.push(Listener::new(page, "visibilitychange", move |_| {
                if crate::browser::page::document().is_some_and(|page| !page.hidden()) {
                    desk.dispatch(Event::Returned);
                }
            }));
        }
    }

    fn page(&self) -> Page {
        shown(&self.host).unwrap_or(Page::Begin)
    }

    fn send(self: &Rc<Self>, desk: Desk, id: RequestId, request: regain_flow::appeal::Request) {
        let Some(abort) = Abort::new().map(Rc::new) else { return };
        self.out.replace(Some((id, abort.clone())));
        let (this, base) = (Rc::downgrade(self), self.api.clone());
        spawn(async move {
            let answer = api::perform(&base, request, abort).await;
            if let Some(this) = this.upgrade() {
                this.out.borrow_mut().take_if(|(out, _)| *out == id);
                desk.dispatch(Event::Replied(id, answer));
            }
        });
    }

    fn upload(&self, desk: Desk, token: &AppealToken, picked: &Picked) {
        let id = picked.id;
        let Some((file, key)) = self.files.borrow().get(&id.0).cloned() else { return };
        let url = api::upload_url(&self.api);
        let headers = api::upload_headers(token, picked, &key);
        let upload = Upload::begin(
            (url, headers),
            file,
            Rc::new(move |percent| desk.dispatch(Event::Progressed(id, percent))),
            Rc::new(move |outcome| desk.dispatch(Event::Uploaded(id, api::uploaded(outcome)))),
        );
        // The one before is over: the flow sends one at a time.
        let before = self.upload.replace(Some((id, upload)));
        drop(before);
    }
}

/// Shares the runner with what it begins.
struct Running(Rc<Runner>);

impl Outside for Running {
    fn perform(&self, desk: Desk, effects: Vec<Effect>) {
        let Self(runner) = self;
        for effect in effects {
            match effect {
                Effect::Send(id, request) => runner.send(desk, id, request),
                Effect::Abort(id) => {
                    let out = runner.out.borrow_mut().take_if(|(out, _)| *out == id);
                    if let Some((_, abort)) = out {
                        abort.abort();
                    }
                }
                Effect::Upload(token, picked) => runner.upload(desk, &token, &picked),
                Effect::AbortUpload(id) => {
                    let upload = runner.upload.borrow_mut().take_if(|(out, _)| *out == id);
                    drop(upload);
                }
                Effect::Drop(id) => {
                    runner.files.borrow_mut().remove(&id.0);
                }
                Effect::Remember(token) => {
                    runner.host.keep(DRAFT, true, Some(token.expose()));
                    runner.host.keep(DRAFT, false, Some(token.expose()));
                }
                Effect::Forget => {
                    runner.host.keep(DRAFT, true, None);
                    runner.host.keep(DRAFT, false, None);
                    runner.host.keep(LOOK, false, None);
                }
                Effect::EndLook => runner.host.keep(LOOK, false, None),
                Effect::Look(token) => runner.host.keep(LOOK, false, Some(token.expose())),
                Effect::Show(page, history) => {
                    let path = [Route::Appeal.path(), page.path()].concat();
                    runner.host.show(&path, history == History::Push);
                }
            }
        }
    }

    fn pick(&self, desk: Desk, material: MaterialKind, holder: &JsValue) {
        let Self(runner) = self;
        let mut picked = vec![];
        for file in files(holder) {
            let id = runner.next_file.replace(runner.next_file.get().wrapping_add(1));
            let name = get(&file, "name").ok().and_then(|name| name.as_string());
            let name = name.unwrap_or_default();
            picked.push(Picked { id: UploadId(id), material, name });
            runner.files.borrow_mut().insert(id, (file, idempotency_key()));
        }
        desk.dispatch(Event::Picked(picked));
    }

    fn print(&self) {
        if let Some(window) = window() {
            // Fails in sandboxed frames; there is nothing to do about it.
            let _ = call(&window, "print", &[]);
        }
    }
}

/// The files that an input holds, or a drop carries.
fn files(holder: &JsValue) -> Vec<JsValue> {
    let files = get(holder, "dataTransfer")
        .and_then(|data| get(if data.is_undefined() { holder } else { &data }, "files"));
    files.map(|files| js_sys::Array::from(&files).to_vec()).unwrap_or_default()
}

/// The page of the appeal that the address shows; `None` beyond the appeal.
fn shown(host: &Host) -> Option<Page> {
    host.route().strip_prefix(Route::Appeal.path()).map(Page::parse)
}
