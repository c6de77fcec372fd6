//! A person resets the password at the example of a server for codes only, in the built page.

use crate::journey::*;
use regain_browser_tests::{Browser, Visit, wait};
use regain_example_codes_only::{Account, Setup, serve};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::{net::TcpListener, runtime::Runtime};

browser_tests! {
    every browser: [],
    chromium: [the_page_resets_a_password_at_the_example]
}

type Messages = Arc<Mutex<Vec<String>>>;

/// Starts the example; gives its address and what it sends.
fn example(runtime: &Runtime) -> (String, Messages) {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let messages = Messages::default();
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    #[expect(clippy::disallowed_methods, reason = "a real browser goes by the real time")]
    let start = Instant::now();
    let setup = Setup {
        origin: origin.clone(),
        dist: std::env::var_os("REGAIN_DIST").map_or(dist, PathBuf::from),
        log_on_url: format!("{origin}/"),
        clock: Arc::new(move || start.elapsed()),
        deliver: {
            let messages = messages.clone();
            Arc::new(move |_, text| messages.lock().unwrap().push(text.to_owned()))
        },
    };
    let accounts = vec![Account::new("solo", SOLO_PHONE, SOLO_MAIL)];
    runtime.spawn(async move { serve(listener, setup, accounts).await.unwrap() });
    (origin, messages)
}

/// The whole way, with one wrong code and a reload on it.
fn the_page_resets_a_password_at_the_example(browser: Browser) {
    let runtime = Runtime::new().unwrap();
    let (origin, messages) = example(&runtime);
    let visit = Visit::with(browser).start();

    visit.open_url(&origin);
    visit.screen(ACCOUNT);
    visit.field(IDENTIFIER).fill("138 0013 8000");
    visit.button("Next").press();
    visit.screen(METHODS);
    visit.choice("Mobile phone").press();
    visit.screen(PHONE_CODE);
    let text = wait::until("a code is sent", || {
        messages.lock().unwrap().first().cloned().ok_or_else(|| "nothing".to_owned())
    });
    let code: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
    submit_code(&visit, &another(&code));
    visit.text("4");
    visit.reload();
    visit.screen(PHONE_CODE);
    submit_code(&visit, &code);
    visit.screen(PASSWORD);
    set_password(&visit, NEW_PASSWORD);

    let told = messages.lock().unwrap().clone();
    assert_eq!(told.iter().filter(|text| text.contains("was changed")).count(), 2, "{told:?}");
}
