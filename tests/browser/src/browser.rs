//! The browsers that the tests know: how each is asked for, and what it cannot do.
//! Called by `driver` and `session`; starts nothing itself.

use serde_json::{Value, json};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Browser {
    /// Debian's Chromium through chromedriver.
    Chromium,
    /// Debian's Firefox ESR through geckodriver.
    Firefox,
    /// WebKitGTK's `MiniBrowser` through `WebKitWebDriver`.
    WebKit,
}

/// How a session is to look and speak.
#[derive(Clone, Debug)]
pub struct Looks {
    /// The language that the browser asks for, as a BCP 47 tag.
    pub language: String,
    /// Window size in CSS pixels.
    pub size: (u32, u32),
    /// Whether the visitor prefers dark colours.
    pub dark: bool,
    /// Whether navigation returns at once, before the document is parsed.
    pub impatient: bool,
    /// What the browser's camera is. Chromium only.
    pub camera: Camera,
}

/// The camera of a visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Camera {
    /// As the machine has it; nobody asks for it.
    #[default]
    Unused,
    /// There is none, and the visitor would allow it.
    Missing,
    /// There is one, and the visitor does not allow it.
    Refused,
    /// It shows this video (y4m) to whoever asks.
    Shows(PathBuf),
}

impl Camera {
    fn arguments(&self) -> Vec<String> {
        const DEVICE: &str = "--use-fake-device-for-media-stream";
        const ALLOW: &str = "--use-fake-ui-for-media-stream";
        match self {
            Self::Unused => vec![],
            Self::Missing => vec![ALLOW.into()],
            Self::Refused => vec![DEVICE.into(), "--deny-permission-prompts".into()],
            Self::Shows(video) => {
                let file = format!("--use-file-for-fake-video-capture={}", video.display());
                vec![DEVICE.into(), ALLOW.into(), file]
            }
        }
    }
}

impl Browser {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name used in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// How many sessions its driver serves at the same time.
    #[must_use]
    pub const fn at_once(self) -> usize {
        match self {
            Self::Chromium => 2,
            Self::Firefox | Self::WebKit => 1,
        }
    }

    /// What the tests ask of every browser and this one cannot give, one phrase each.
    #[must_use]
    pub const fn cannot(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &[],
            Self::Firefox => &[
                "hand out its console through WebDriver: page errors are watched from inside",
                "emulate a colour scheme or an exact viewport through WebDriver",
                "show a given picture with a camera: facial recognition ends on the provider's page",
            ],
            Self::WebKit => &[
                "hand out its console through WebDriver: page errors are watched from inside",
                "emulate a colour scheme or an exact viewport through WebDriver",
                "show a page that came back from another site: the driver calls it hidden, so the test \
                 of facial recognition looks again by a reload",
                "be typed into in a frame: the driver says that nothing there can have the focus",
                "be driven on after Back between pages of different opener policies (COOP): the \
                 driver loses the page",
            ],
        }
    }

    /// When navigation returns. `WebKitGTK` loses scripts that come before the document is whole.
    const fn load_strategy(self, looks: &Looks) -> &'static str {
        match self {
            _ if looks.impatient => "none",
            Self::Chromium | Self::Firefox => "eager",
            Self::WebKit => "normal",
        }
    }

    /// How long a page or script may take. `WebKitGTK` has less time, because it loses some
    /// scripts: see `Session::run`.
    const fn patience_ms(self) -> u32 {
        match self {
            Self::Chromium | Self::Firefox => 30_000,
            Self::WebKit => 10_000,
        }
    }

    /// The driver's program, or what to install.
    pub fn driver(self) -> Result<PathBuf, String> {
        let (variable, program, package) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver", "chromium-driver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver", ""),
            Self::WebKit => ("WEBKITDRIVER", "WebKitWebDriver", "webkit2gtk-driver"),
        };
        if let Some(given) = std::env::var_os(variable) {
            return existing(PathBuf::from(given))
                .map_err(|path| format!("{variable} names {path}, which does not exist"));
        }
        let cached = tools().join("geckodriver-0.37/bin/geckodriver");
        on_path(program)
            .or_else(|| (self == Self::Firefox && cached.exists()).then_some(cached))
            .ok_or_else(|| match self {
                Self::Firefox => "geckodriver is missing: cargo install geckodriver".to_owned(),
                _ => format!("{program} is missing: apt-get install {package}"),
            })
    }

    /// The capabilities of a new session, or what to install.
    pub fn capabilities(self, looks: &Looks) -> Result<Value, String> {
        let mut wanted = json!({
            "pageLoadStrategy": self.load_strategy(looks),
            "timeouts": { "script": self.patience_ms(), "pageLoad": self.patience_ms(), "implicit": 0 },
        });
        let (name, options) = match self {
            Self::Chromium => ("goog:chromeOptions", chromium_options(looks)?),
            Self::Firefox => ("moz:firefoxOptions", firefox_options(looks)?),
            Self::WebKit => ("webkitgtk:browserOptions", webkit_options()?),
        };
        if let Some(wanted) = wanted.as_object_mut() {
            wanted.insert(name.to_owned(), options);
            if self == Self::Chromium {
                wanted.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
            }
        }
        Ok(json!({ "capabilities": { "alwaysMatch": wanted } }))
    }
}

fn chromium_options(looks: &Looks) -> Result<Value, String> {
    on_path("chromium").ok_or("chromium is missing: apt-get install chromium")?;
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        // The driver computes no names in frames that have a process of their own.
        "--disable-features=IsolateSandboxedIframes",
        // Colours are measured by axe: a transition would be caught half way.
        "--force-prefers-reduced-motion",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.extend(looks.camera.arguments());
    if runs_as_root() {
        arguments.push("--no-sandbox".to_owned());
    }
    arguments.push(format!("--window-size={},{}", looks.size.0, looks.size.1));
    let languages = json!({ "intl.accept_languages": looks.language });
    Ok(json!({ "args": arguments, "prefs": languages }))
}

fn firefox_options(looks: &Looks) -> Result<Value, String> {
    on_path("firefox")
        .or_else(|| on_path("firefox-esr"))
        .ok_or("firefox is missing: apt-get install firefox-esr")?;
    let (width, height) = (looks.size.0.to_string(), looks.size.1.to_string());
    Ok(json!({
        "args": ["-headless", "-width", width, "-height", height],
        "prefs": { "intl.accept_languages": looks.language, "ui.prefersReducedMotion": 1 },
    }))
}

fn webkit_options() -> Result<Value, String> {
    let listing = Command::new("dpkg")
        .args(["-L", "libwebkit2gtk-4.1-0"])
        .output()
        .map_err(|error| format!("cannot ask dpkg for MiniBrowser: {error}"))?;
    let listing = String::from_utf8_lossy(&listing.stdout).into_owned();
    let binary = listing
        .lines()
        .find(|line| line.ends_with("/MiniBrowser"))
        .ok_or("MiniBrowser is missing: apt-get install webkit2gtk-driver libwebkit2gtk-4.1-0")?;
    Ok(json!({ "binary": binary, "args": ["--automation"] }))
}

/// The per-user cache of tools, which `cargo xtask` fills.
#[must_use]
pub fn tools() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    cache.unwrap_or_else(|| home.join(".cache")).join("regain/tools")
}

/// The first program of that name on `PATH`.
#[must_use]
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn existing(path: PathBuf) -> Result<PathBuf, String> {
    if path.exists() { Ok(path) } else { Err(path.display().to_string()) }
}

fn runs_as_root() -> bool {
    Path::new("/proc/self").metadata().is_ok_and(|process| process.uid() == 0)
}
