//! A WebDriver program of its own for each test, and for WebKit a display. Called by `visit`.
//! Ends what it started when dropped, and also when the test process is killed: a small shell
//! stands between and watches a pipe that closes with us.

use crate::browser::{Browser, on_path};
use crate::report::target;
use crate::wait;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Runs `"$@"` until standard input closes. Then ends it, and last whatever is left of its session:
/// a browser that does not answer would outlive its driver.
const WATCHED: &str = r#""$0" "$@" </dev/null & child=$!
    cat >/dev/null; kill $child; wait $child; pkill -KILL -s 0"#;

const LOG: &str = "driver.log";

/// A running WebDriver program.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens, without a slash at the end.
    pub url: String,
    _program: Watched,
    _display: Option<Display>,
    home: tempfile::TempDir,
}

impl Driver {
    /// Starts the browser's driver on a free port; the error says what is missing.
    pub fn start(browser: Browser, language: &str) -> Result<Self, String> {
        let program = browser.driver()?;
        let home = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
        let display = if browser == Browser::WebKit { Some(Display::start()?) } else { None };
        let port = free_port()?;
        let mut command = Watched::command(&program);
        match browser {
            Browser::Chromium | Browser::WebKit => command.arg(format!("--port={port}")),
            Browser::Firefox => command.arg(format!("--port={port}")).arg("--log=error"),
        };
        // Browsers leave folders behind: here they go with the test.
        command.env("TMPDIR", home.path());
        if let Some(display) = &display {
            for_webkit(&mut command, display, home.path());
            let (folder, locale) = locale(language)?;
            command.env("LOCPATH", folder).env("LC_ALL", locale);
        }
        let program = Watched::start(command, &home.path().join(LOG))?;
        let url = format!("http://127.0.0.1:{port}");
        Ok(Self { url, _program: program, _display: display, home })
    }

    /// The last lines that the program wrote: why it would not open a session.
    #[must_use]
    pub fn last_words(&self) -> String {
        let log = std::fs::read_to_string(self.home.path().join(LOG)).unwrap_or_default();
        let start = log.char_indices().rev().nth(600).map_or(0, |(at, _)| at);
        log.get(start..).unwrap_or_default().to_owned()
    }
}

fn for_webkit(command: &mut Command, display: &Display, home: &Path) {
    command
        .env("DISPLAY", &display.name)
        .env("GDK_BACKEND", "x11")
        // The browser's own sandbox needs user namespaces, which containers often lack.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("GTK_A11Y", "none")
        // Other input methods, picked by language, lose the shift key of typed text.
        .env("GTK_IM_MODULE", "gtk-im-context-simple")
        .env("XDG_DATA_HOME", home)
        .env("XDG_CACHE_HOME", home);
}

/// `WebKitGTK` takes its language from the locale of the process: builds that locale once, in the
/// target folder. Gives the folder of locales and the locale's name.
fn locale(language: &str) -> Result<(PathBuf, String), String> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = target().join("browser-locales");
    let source = language.replace('-', "_");
    let name = format!("{source}.UTF-8");
    if !folder.join(&name).exists() {
        std::fs::create_dir_all(&folder).map_err(|error| format!("no folder: {error}"))?;
        let missing = |_: String| format!("the locale {name} is missing: apt-get install locales");
        let mut command = Command::new("localedef");
        command.args(["--no-archive", "-i", &source, "-f", "UTF-8"]).arg(folder.join(&name));
        let made = command.output().map_err(|error| missing(error.to_string()))?;
        if !folder.join(&name).exists() {
            return Err(missing(String::from_utf8_lossy(&made.stderr).into_owned()));
        }
    }
    Ok((folder, name))
}

fn free_port() -> Result<u16, String> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port: {error}"))
}

/// An X server without a screen.
#[derive(Debug)]
struct Display {
    name: String,
    _program: Watched,
}

impl Display {
    /// Starts `Xvfb`, which picks a free display itself and prints its number.
    fn start() -> Result<Self, String> {
        let program = on_path("Xvfb").ok_or("Xvfb is missing: apt-get install xvfb")?;
        let mut command = Watched::command(&program);
        command.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        let mut program = Watched::start_talking(command)?;
        let mut number = String::new();
        let told =
            program.output.take().map(|output| BufReader::new(output).read_line(&mut number));
        match told {
            Some(Ok(_)) if !number.trim().is_empty() => {
                Ok(Self { name: format!(":{}", number.trim()), _program: program })
            }
            _ => Err("Xvfb did not start".to_owned()),
        }
    }
}

/// A program that ends with its owner.
#[derive(Debug)]
struct Watched {
    shell: Child,
    output: Option<ChildStdout>,
}

impl Watched {
    fn command(program: &Path) -> Command {
        let mut command = Command::new("setsid");
        command.args(["--wait", "sh", "-c", WATCHED]).arg(program).stdin(Stdio::piped());
        command
    }

    fn start(mut command: Command, log: &Path) -> Result<Self, String> {
        let out = File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
        let err = out.try_clone().map_err(|error| error.to_string())?;
        Self::spawn(command.stdout(out).stderr(err))
    }

    fn start_talking(mut command: Command) -> Result<Self, String> {
        Self::spawn(command.stdout(Stdio::piped()).stderr(Stdio::null()))
    }

    fn spawn(command: &mut Command) -> Result<Self, String> {
        let mut shell = command.spawn().map_err(|error| format!("cannot start: {error}"))?;
        let output = shell.stdout.take();
        Ok(Self { shell, output })
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let ended = wait::within(Duration::from_secs(5), || match self.shell.try_wait() {
            Ok(None) => Err("still running".to_owned()),
            _ => Ok(()),
        });
        if ended.is_err() {
            drop(self.shell.kill());
            drop(self.shell.wait());
        }
    }
}
