//! Watches what others may change: a long poll at the server's pace, one tab for all, paused while
//! the page is hidden, backed off when it fails (ADM-07). Dropping a watch ends it.

use crate::api;
use crate::browser::abort::Abort;
use crate::browser::random::jitter;
use crate::browser::tab_lock::{Bell, Turn, turn};
use crate::browser::timer::{sleep, spawn};
use regain_contract::Problem;
use regain_flow::{Event, Failure, Reply, Watched};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// The first wait after a failure; doubles each time.
const FIRST_WAIT_MS: f64 = 1_000.0;
const LONGEST_WAIT_MS: f64 = 60_000.0;
/// The wait after news that the flow did not take, because the person was just acting.
const UNTAKEN_MS: i32 = 1_000;

/// A watch over one thing from one version on.
pub struct Watch {
    /// What is watched.
    pub what: Watched,
    inner: Rc<Inner>,
}

struct Inner {
    out: RefCell<Option<Rc<Abort>>>,
    bell: RefCell<Option<Bell>>,
    /// Held until the watch ends: the next tab then takes over. Not by the future that waits for the
    /// server, which goes on only after the page is thawed when it was frozen meanwhile.
    turn: RefCell<Option<Turn>>,
}

impl Watch {
    /// Begins to watch; news go to `heard`.
    pub fn begin(base: String, what: Watched, heard: Rc<dyn Fn(Event)>) -> Self {
        let inner = Rc::new(Inner {
            out: RefCell::new(None),
            bell: RefCell::new(None),
            turn: RefCell::new(None),
        });
        let name = name(&what);
        let rung = heard.clone();
        inner.bell.replace(Bell::hang(&name, move || rung(Event::Returned)));
        let (weak, watched) = (Rc::downgrade(&inner), what.clone());
        let (turn, has_come) = turn(&name);
        inner.turn.replace(Some(turn));
        spawn(async move {
            has_come.await;
            run(&base, &watched, &weak, &heard).await;
        });
        Self { what, inner }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(abort) = self.inner.out.take() {
            abort.abort();
        }
    }
}

async fn run(base: &str, what: &Watched, watch: &Weak<Inner>, heard: &Rc<dyn Fn(Event)>) {
    let mut wait_ms = FIRST_WAIT_MS;
    loop {
        let Some(abort) = Abort::new().map(Rc::new) else { return };
        match watch.upgrade() {
            Some(watch) => watch.out.replace(Some(abort.clone())),
            None => return,
        };
        let answer = api::watch(base, what, abort).await;
        let Some(alive) = watch.upgrade() else { return };
        let pause_ms = match answer {
            Ok(None) => {
                wait_ms = FIRST_WAIT_MS;
                continue;
            }
            Ok(Some(reply)) => {
                if let Some(bell) = &*alive.bell.borrow() {
                    bell.ring();
                }
                drop(alive);
                news(reply, heard);
                UNTAKEN_MS
            }
            Err(Failure::Problem(Problem::RecoveryExpired)) => {
                drop(alive);
                heard(Event::NoticedEnd);
                return;
            }
            Err(failure) => {
                let least_ms = told(&failure);
                let pause_ms = least_ms.max(wait_ms * (0.5 + jitter() / 2.0));
                wait_ms = (wait_ms * 2.0).min(LONGEST_WAIT_MS);
                #[expect(clippy::cast_possible_truncation, reason = "saturates")]
                let pause_ms = pause_ms.min(10.0 * LONGEST_WAIT_MS) as i32;
                pause_ms
            }
        };
        sleep(pause_ms).await;
    }
}

fn news(reply: Reply, heard: &Rc<dyn Fn(Event)>) {
    match reply {
        Reply::Recovery(recovery) => heard(Event::NoticedRecovery(recovery)),
        Reply::HandOff(hand_off) => heard(Event::NoticedHandOff(hand_off)),
        Reply::Begun(_) | Reply::Taken(_) => {}
    }
}

/// What the server asked to wait (REL-03).
fn told(failure: &Failure) -> f64 {
    match failure {
        Failure::Problem(problem) => problem.retry_after_s().map_or(0.0, |s| f64::from(s) * 1000.0),
        _ => 0.0,
    }
}

/// Names what is watched to the other tabs of this site, without its secret: 64 bits of FNV-1a.
fn name(what: &Watched) -> String {
    let secret = match what {
        Watched::Recovery(token, _) => token.expose(),
        Watched::HandOff(ticket, _) => ticket.expose(),
    };
    let hash = secret.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("regain.watch.{hash}")
}
