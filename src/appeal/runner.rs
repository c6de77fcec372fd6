//! The outside world of the appeal: performs what its state machine asks for, and feeds the answers
//! back. Owns the files that were picked. Dropping it ends its listeners and the upload; a request
//! that is out goes on, because it may carry what the person typed last.

use super::desk::{Desk, Outside};
use super::screen::Screen;
use crate::api::appeal as api;
use crate::browser::page::window;
use crate::browser::random::idempotency_key;
use crate::browser::upload::Upload;
use crate::driver::{Driver, Machine};
use crate::host::Host;
use leptos::prelude::*;
use regain_contract::AppealToken;
use regain_contract::appeal::MaterialKind;
use regain_flow::appeal::{Effect, Event, Page, Picked, Request, State, UploadId, update};
use regain_flow::{History, RequestId, Route, Sending};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use web_sys::{File, FileList};

/// Where the device keeps the token of a draft: for as long as the draft lives, so that an empty
/// battery loses nothing. It names nobody, and the draft is opened only when a person asks for it.
const DRAFT: &str = "regain.appeal";
/// Where the tab keeps the token of an appeal that is looked at.
const LOOK: &str = "regain.appeal.look";

/// The outside world of the appeal.
struct Runner {
    this: Weak<Self>,
    desk: Desk,
    api: String,
    host: Host,
    driver: Driver,
    /// The files that were picked, each with its idempotency key: a retry makes no second copy
    /// (APL-06).
    files: RefCell<BTreeMap<u32, (File, String)>>,
    upload: RefCell<Option<(UploadId, Upload)>>,
    next_file: Cell<u32>,
}

/// Starts: the outside world, and what has happened so far.
pub fn start(desk: Desk) -> (Rc<dyn Outside>, Event) {
    let shell = desk.ui.shell();
    let runner = Rc::new_cyclic(|this| Runner {
        this: this.clone(),
        desk,
        api: shell.api(),
        host: shell.host(),
        driver: Driver::new(),
        files: RefCell::new(BTreeMap::new()),
        upload: RefCell::new(None),
        next_file: Cell::new(1),
    });
    runner.listen();
    let linked = shell.take_link().map(AppealToken::new);
    let at = shown(&runner.host).unwrap_or(Page::Begin);
    let kept = match at {
        Page::Status => runner.host.kept(LOOK, false),
        _ => runner.host.kept(DRAFT, true).or_else(|| runner.host.kept(DRAFT, false)),
    };
    let kept = kept.filter(|token| !token.is_empty()).map(AppealToken::new);
    (runner, Event::Started { at, kept, linked })
}

impl Runner {
    fn send(&self, id: RequestId, request: Request) {
        let Some(abort) = self.driver.begin(id) else { return };
        let base = self.api.clone();
        let answer = async move { api::perform(&base, request, abort).await };
        self.wait(id, answer, |this, id, answer| this.advance(Event::Replied(id, answer)));
    }

    fn upload(&self, token: &AppealToken, picked: &Picked) {
        let (id, desk) = (picked.id, self.desk);
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

    fn show(&self, page: Page, history: History) {
        let path = [Route::Appeal.path(), page.path()].concat();
        self.host.show(&path, history == History::Push);
    }
}

impl Machine for Runner {
    type State = State;
    type Event = Event;
    type Effect = Effect;

    fn driver(&self) -> &Driver {
        &self.driver
    }

    fn weak(&self) -> Weak<Self> {
        self.this.clone()
    }

    fn state(&self) -> Option<RwSignal<State>> {
        Some(self.desk.state)
    }

    fn stand_in() -> State {
        State::Deleted
    }

    fn step(&self, state: State, event: Event, next: RequestId) -> Vec<Effect> {
        let desk = self.desk;
        let is_by_person = event.is_by_person();
        let (state, effects) = update(state, event, next);
        let sending = state.sending().cloned().unwrap_or(Sending::Idle);
        let screen = Screen::of(&state);
        desk.state.set(state);
        desk.ui.dispatch(regain_flow::Event::MovedBeside { sending, is_by_person });
        if desk.screen.get_untracked() != screen {
            desk.screen.set(screen);
        }
        effects
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Send(id, request) => self.send(id, request),
            Effect::Abort(id) => self.driver.abort(id),
            Effect::Upload(token, picked) => self.upload(&token, &picked),
            Effect::AbortUpload(id) => {
                let upload = self.upload.borrow_mut().take_if(|(out, _)| *out == id);
                drop(upload);
            }
            Effect::Drop(id) => {
                self.files.borrow_mut().remove(&id.0);
            }
            Effect::Remember(token) => {
                self.host.keep(DRAFT, true, Some(token.expose()));
                self.host.keep(DRAFT, false, Some(token.expose()));
            }
            Effect::Forget => {
                self.host.keep(DRAFT, true, None);
                self.host.keep(DRAFT, false, None);
                self.host.keep(LOOK, false, None);
            }
            Effect::EndLook => self.host.keep(LOOK, false, None),
            Effect::Look(token) => self.host.keep(LOOK, false, Some(token.expose())),
            Effect::Show(page, history) => self.show(page, history),
        }
    }

    fn went(&self) -> Option<Event> {
        shown(&self.host).map(Event::WentTo)
    }

    fn returned() -> Event {
        Event::Returned
    }
}

impl Outside for Runner {
    fn dispatch(&self, event: Event) {
        self.advance(event);
    }

    fn go(&self, page: Page) {
        self.show(page, History::Push);
        self.advance(Event::WentTo(page));
    }

    fn pick(&self, material: MaterialKind, files: Option<FileList>) {
        let mut picked = vec![];
        for file in files.iter().flat_map(listed) {
            let id = self.next_file.replace(self.next_file.get().wrapping_add(1));
            picked.push(Picked { id: UploadId(id), material, name: file.name() });
            self.files.borrow_mut().insert(id, (file, idempotency_key()));
        }
        self.advance(Event::Picked(picked));
    }

    fn print(&self) {
        if let Some(window) = window() {
            // Fails in sandboxed frames; there is nothing to do about it.
            let _ = window.print();
        }
    }
}

/// The files of a list, in its order.
fn listed(files: &FileList) -> impl Iterator<Item = File> {
    (0..files.length()).filter_map(|index| files.item(index))
}

/// The page of the appeal that the address shows; `None` beyond the appeal.
fn shown(host: &Host) -> Option<Page> {
    host.route().strip_prefix(Route::Appeal.path()).map(Page::parse)
}
