//! A person with a browser of their own at a recovery of their own: what each test starts with.
//! Called by tests. Ends browser, driver, server and sandbox when dropped; on the way it holds
//! the whole visit against the policy, or takes a picture of what failed.

use crate::browser::{Camera, Looks};
use crate::driver::Driver;
use crate::session::Session;
use crate::{Browser, Page, Stage, StageSettings, audit, report, wait};
use std::cell::Cell;
use std::ops::Deref;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How many browsers may run at the same time.
const AT_ONCE: usize = 2;

/// The browsers that run now.
static RUNNING: Mutex<Vec<Browser>> = Mutex::new(Vec::new());
static ONE_LESS: Condvar = Condvar::new();

/// A place among the browsers that run at the same time.
#[derive(Debug)]
struct Turn(Browser);

impl Turn {
    fn wait(browser: Browser) -> Self {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |running: &mut Vec<Browser>| {
            let alike = running.iter().filter(|other| **other == browser).count();
            running.len() >= AT_ONCE || alike >= browser.at_once()
        };
        let mut running =
            ONE_LESS.wait_while(running, full).unwrap_or_else(PoisonError::into_inner);
        running.push(browser);
        Self(browser)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = running.iter().position(|other| *other == self.0) {
            running.swap_remove(at);
        }
        ONE_LESS.notify_all();
    }
}

/// What is special about a visit.
#[derive(Debug)]
pub struct VisitBuilder {
    browser: Browser,
    looks: Looks,
    settings: StageSettings,
    recorded: bool,
    /// What the camera shows, until it is in a file.
    video: Option<Vec<u8>>,
}

impl VisitBuilder {
    /// The visit is no test: it does not count in the report.
    #[must_use]
    pub fn unrecorded(mut self) -> Self {
        self.recorded = false;
        self
    }

    /// The browser asks for this language.
    #[must_use]
    pub fn in_language(mut self, tag: &str) -> Self {
        tag.clone_into(&mut self.looks.language);
        self
    }

    /// The window has this size in CSS pixels. Exact in Chromium only.
    #[must_use]
    pub fn of_size(mut self, width: u32, height: u32) -> Self {
        self.looks.size = (width, height);
        self
    }

    /// The visitor prefers dark colours. Chromium only.
    #[must_use]
    pub fn in_the_dark(mut self) -> Self {
        self.looks.dark = true;
        self
    }

    /// Navigation returns before the document is parsed: for documents that are held back.
    #[must_use]
    pub fn impatient(mut self) -> Self {
        self.looks.impatient = true;
        self
    }

    /// The visitor's camera shows this video (y4m). Chromium only.
    #[must_use]
    pub fn before_camera(mut self, video: Vec<u8>) -> Self {
        self.video = Some(video);
        self
    }

    /// The visitor does not allow the camera. Chromium only.
    #[must_use]
    pub fn refusing_the_camera(mut self) -> Self {
        self.looks.camera = Camera::Refused;
        self
    }

    /// The visitor's device has no camera. Chromium only.
    #[must_use]
    pub fn without_camera(mut self) -> Self {
        self.looks.camera = Camera::Missing;
        self
    }

    /// The server is set up differently.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut StageSettings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Starts server, sandbox and browser. The browser shows nothing yet.
    ///
    /// # Panics
    /// When something is missing or does not start, with what to install.
    #[track_caller]
    #[must_use]
    pub fn start(mut self) -> Visit {
        let film = self.video.take().map(|video| film(&video));
        if let Some(film) = &film {
            self.looks.camera = Camera::Shows(film.path().to_owned());
        }
        let turn = Turn::wait(self.browser);
        let name = std::thread::current().name().unwrap_or("visit").to_owned();
        let started = Stage::start(&self.settings).and_then(|stage| {
            let (driver, session) = open(self.browser, &self.looks, &stage)?;
            Ok((stage, driver, session))
        });
        let (stage, driver, session) = started.unwrap_or_else(|reason| {
            if self.recorded {
                report::record(self.browser, &name, false);
            }
            panic!("{}: {reason}", self.browser.name())
        });
        let page = Page::new(session, stage.home());
        page.set_looks(self.looks.size, self.looks.dark);
        let forgiven = Cell::new(false);
        let recorded = self.recorded;
        Visit { name, page, _driver: driver, stage, forgiven, recorded, _film: film, _turn: turn }
    }
}

/// Puts a video into a file that the browser's camera reads.
fn film(video: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".y4m").tempfile();
    let file = file.unwrap_or_else(|error| panic!("no file for the camera: {error}"));
    std::fs::write(file.path(), video)
        .unwrap_or_else(|error| panic!("cannot write for the camera: {error}"));
    file
}

fn open(browser: Browser, looks: &Looks, stage: &Stage) -> Result<(Driver, Session), String> {
    let capabilities = browser.capabilities(looks)?;
    let runtime = stage.runtime();
    let driver = Driver::start(browser, &looks.language)?;
    wait::within(Duration::from_secs(20), || {
        Session::is_ready(&runtime, &driver.url).then_some(()).ok_or_else(|| "not ready".to_owned())
    })
    .map_err(|_| format!("the driver did not start: {}", driver.last_words()))?;
    let session = Session::open(browser, runtime, &driver.url, capabilities)
        .map_err(|refusal| format!("no session: {refusal}; {}", driver.last_words()))?;
    Ok((driver, session))
}

/// A person, a browser, a server and a sandbox. It is also the first tab: `visit.button(…)`.
#[derive(Debug)]
pub struct Visit {
    name: String,
    page: Page,
    _driver: Driver,
    /// The server's side of the visit.
    pub stage: Stage,
    forgiven: Cell<bool>,
    recorded: bool,
    _film: Option<tempfile::NamedTempFile>,
    _turn: Turn,
}

impl Deref for Visit {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Visit {
    /// Prepares a visit with this browser.
    #[must_use]
    pub fn with(browser: Browser) -> VisitBuilder {
        let looks = Looks {
            language: "en-US".to_owned(),
            size: (1280, 800),
            dark: false,
            impatient: false,
            camera: Camera::default(),
        };
        let settings = StageSettings::default();
        VisitBuilder { browser, looks, settings, recorded: true, video: None }
    }

    /// Opens another tab, as with the browser's + button: it shares nothing with the first.
    #[track_caller]
    #[must_use]
    pub fn new_tab(&self) -> Page {
        let tab = self.page.tell("open a tab", Session::new_tab);
        Page { tab, ..self.page.clone() }
    }

    /// Duplicates the tab as the browser's *Duplicate tab* does: the session storage is copied.
    #[track_caller]
    #[must_use]
    pub fn duplicate_tab(&self) -> Page {
        self.tab_opened_by(|| {
            drop(self.page.run("window.open(location.href)", serde_json::json!([])));
        })
    }

    /// The tab that `act` opens, as a press on a link that leads to a tab of its own does.
    #[track_caller]
    #[must_use]
    pub fn tab_opened_by(&self, act: impl FnOnce()) -> Page {
        let before = self.page.tell("list the tabs", Session::tabs);
        act();
        let tab = wait::until("a second tab opens", || {
            let tabs = self.page.session.tabs().map_err(|refusal| refusal.to_string())?;
            tabs.into_iter().find(|tab| !before.contains(tab)).ok_or_else(|| "none".to_owned())
        });
        Page { tab, ..self.page.clone() }
    }

    /// How many tabs are open.
    #[track_caller]
    #[must_use]
    pub fn count_tabs(&self) -> usize {
        self.page.tell("list the tabs", Session::tabs).len()
    }

    /// Leaves the visit out of the check at its end, for tests that break something on purpose
    /// and have looked at the consequence themselves.
    pub fn forgive(&self) {
        self.forgiven.set(true);
    }

    fn record(&self, passed: bool) {
        if self.recorded {
            report::record(self.page.session.browser, &self.name, passed);
        }
    }

    fn photograph(&self) {
        eprintln!("when it failed, {}", self.page.described());
        for line in self.page.console_so_far() {
            eprintln!("console: {} {} {}", line.level, line.source, line.message);
        }
        if let Ok(png) = self.page.session.screenshot() {
            let path = report::save_screenshot(&self.name, &png);
            eprintln!("screenshot: {}", path.display());
        }
    }

    fn hold_against_policy(&self) {
        let findings = self.page.findings.borrow().join("\n");
        assert!(findings.is_empty(), "accessibility:\n{findings}");
        if self.forgiven.get() {
            return;
        }
        audit::quiet(&self.page);
        let reports = self.stage.csp_reports();
        assert_eq!(reports, 0, "the browser reported {reports} policy violations to the server");
    }
}

impl Drop for Visit {
    /// Ends the visit with the checks that hold for every visit.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.photograph();
            self.record(false);
            return;
        }
        let held = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            self.hold_against_policy();
        }));
        self.record(held.is_ok());
        if let Err(reason) = held {
            self.photograph();
            std::panic::resume_unwind(reason);
        }
    }
}
