//! Keeps everything that the server logs during the tests, at the most talkative level of our own
//! code, so that tests can look for what must not be there.

use std::{
    io,
    sync::{Mutex, Once},
};
use tracing_subscriber::EnvFilter;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static START: Once = Once::new();

struct Keep;

impl io::Write for Keep {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to keep the log.
pub fn keep() {
    START.call_once(|| {
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new("regain_server=trace,sqlx=debug,info"))
            .with_ansi(false)
            .with_writer(|| Keep)
            .init();
    });
}

/// Everything that was logged so far.
pub fn all() -> String {
    String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned()
}
