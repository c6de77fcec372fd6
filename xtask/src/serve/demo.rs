//! Server and sandbox side by side, as `cargo xtask serve` and `cargo xtask bench` run them.

use super::child::Running;
use crate::failure::{Failure, Outcome};
use crate::{files, process, workspace};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How long a program may take until it answers.
const START_LIMIT: Duration = Duration::from_secs(30);
/// How long a program may take to end by itself.
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// Where the programs listen, all on this machine.
#[derive(Clone, Copy, Debug)]
pub struct Ports {
    /// The recovery server.
    pub server: u16,
    /// The sandbox's pages and the SMS carrier.
    pub sandbox: u16,
    /// The sandbox's mail server.
    pub mail: u16,
    /// The sandbox's virus scanner.
    pub scanner: u16,
}

impl Ports {
    /// Those that the documentation names.
    pub const DOCUMENTED: Self = Self { server: 8080, sandbox: 8090, mail: 8025, scanner: 8091 };

    /// Four that are free now.
    pub fn free() -> Outcome<Self> {
        // All are held until all are known, so that they differ.
        let held = [(); 4].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
        let port = |one: &std::io::Result<TcpListener>| {
            let address = one.as_ref().ok().and_then(|listener| listener.local_addr().ok());
            address.map(|address| address.port()).ok_or_else(|| Failure::new("no free port"))
        };
        let [server, sandbox, mail, scanner] = &held;
        Ok(Self {
            server: port(server)?,
            sandbox: port(sandbox)?,
            mail: port(mail)?,
            scanner: port(scanner)?,
        })
    }

    /// The four numbers.
    pub fn all(&self) -> [u16; 4] {
        [self.server, self.sandbox, self.mail, self.scanner]
    }
}

/// How the two programs are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Optimised: to be measured, or looked at.
    Native,
    /// As tests have them, so that little is compiled twice.
    Development,
}

impl Profile {
    const fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Development => "dev",
        }
    }

    fn program(self, name: &str) -> PathBuf {
        let folder = match self {
            Self::Native => "native",
            Self::Development => "debug",
        };
        workspace::target().join(folder).join(name)
    }
}

/// What the two programs are, and which page they know.
#[derive(Clone, Debug)]
pub struct Setup {
    /// How they are compiled.
    pub profile: Profile,
    /// The folder of the built page, which both read at their start. Without one the server answers
    /// for its API only, and the sandbox has no pages that embed the recovery.
    pub dist: Option<PathBuf>,
    /// The port at which visitors get the page, and the API below it; that of the server when `None`.
    pub page: Option<u16>,
}

impl Setup {
    /// Optimised programs and the release page.
    pub fn release() -> Self {
        Self { profile: Profile::Native, dist: Some(workspace::dist()), page: None }
    }

    /// Where visitors get the page: links in messages and in the portal lead there.
    fn page_url(&self, ports: Ports) -> String {
        format!("http://localhost:{}", self.page.unwrap_or(ports.server))
    }

    /// Builds both programs.
    pub fn build(&self) -> Outcome {
        let mut cargo = process::cargo(&["build", "--profile", self.profile.name()]);
        cargo.args(["--package", "regain-server", "--package", "regain-sandbox"]);
        process::run(&mut cargo, "building the server and the sandbox")
    }
}

/// A running server and sandbox. Dropping it kills both.
#[derive(Debug)]
pub struct Demo {
    // Stopped in this order: the server may still be sending messages to the sandbox.
    server: Running,
    sandbox: Running,
}

impl Demo {
    /// Starts both with database and logs in `place`, and waits until both answer.
    ///
    /// `options` are variables for the server beside those that join the two.
    pub fn start(
        setup: &Setup,
        place: &Path,
        ports: Ports,
        options: &[(&str, &str)],
    ) -> Outcome<Self> {
        files::make_folder(place)?;
        let sandbox = start_sandbox(setup, place, ports)?;
        let mut demo = Self { server: start_server(setup, place, ports, options)?, sandbox };
        demo.sandbox.wait_until_it_answers(START_LIMIT)?;
        demo.server.wait_until_it_answers(START_LIMIT)?;
        Ok(demo)
    }

    /// Fails when one of them has ended.
    pub fn ensure_running(&mut self) -> Outcome {
        self.server.ensure_running().and(self.sandbox.ensure_running())
    }

    /// Stops both. Fails when one did not end by itself.
    pub fn stop(self) -> Outcome {
        let stopped = self.server.stop(STOP_LIMIT);
        stopped.and(self.sandbox.stop(STOP_LIMIT))
    }
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn start_sandbox(setup: &Setup, place: &Path, ports: Ports) -> Outcome<Running> {
    let mut command = Command::new(setup.profile.program("regain-sandbox"));
    command
        .env("REGAIN_SANDBOX_LISTEN", local(ports.sandbox).to_string())
        .env("REGAIN_SANDBOX_SMTP", local(ports.mail).to_string())
        .env("REGAIN_SANDBOX_SCANNER", local(ports.scanner).to_string())
        .env("REGAIN_SANDBOX_SERVER", setup.page_url(ports))
        .envs(setup.dist.iter().map(|dist| ("REGAIN_SANDBOX_DIST", dist)))
        .env("REGAIN_SANDBOX_PORTALS", workspace::portals());
    let log = place.join("sandbox.log");
    Running::start("the sandbox", command, local(ports.sandbox), "/", &log)
}

/// What joins the server to the sandbox's Alipay: its addresses, and keys for development.
fn alipay(sandbox: u16) -> [(&'static str, String); 5] {
    let key = |name: &str| {
        let path = workspace::root().join("crates/sandbox/keys").join(name);
        format!("file:{}", path.display())
    };
    let at = |path: &str| format!("http://localhost:{sandbox}/alipay/{path}");
    [
        ("REGAIN_ALIPAY_GATEWAY", at("gateway.do")),
        ("REGAIN_ALIPAY_AUTHORIZE_URL", at("oauth2/publicAppAuthorize.htm")),
        ("REGAIN_ALIPAY_APP_ID", "2021000000000001".to_owned()),
        ("REGAIN_ALIPAY_APP_KEY", key("alipay_app_private.pem")),
        ("REGAIN_ALIPAY_PLATFORM_KEY", key("alipay_platform_public.pem")),
    ]
}

fn start_server(
    setup: &Setup,
    place: &Path,
    ports: Ports,
    options: &[(&str, &str)],
) -> Outcome<Running> {
    let database = place.join("regain.sqlite");
    let mut command = Command::new(setup.profile.program("regain-server"));
    command
        .env("REGAIN_LISTEN", local(ports.server).to_string())
        .env("REGAIN_PUBLIC_URL", setup.page_url(ports))
        .env("REGAIN_DIST", setup.dist.as_deref().unwrap_or(&place.join("no-page")))
        .env("DATABASE_URL", format!("sqlite://{}?mode=rwc", database.display()))
        .env("REGAIN_LOG_ON_URL", format!("http://localhost:{}/", ports.sandbox))
        .env("REGAIN_LOG_ON_NAME_PARAMETER", "username")
        .env("REGAIN_RETURN_ORIGINS", format!("http://localhost:{}", ports.sandbox))
        .env("REGAIN_SMS_ENDPOINT", format!("http://localhost:{}/sms", ports.sandbox))
        .env("REGAIN_SMTP_URL", format!("smtp://localhost:{}", ports.mail))
        .env("REGAIN_APPEAL_DIRECTORY", place.join("appeals"))
        // A minute, so that the change of the phone can be waited for.
        .env("REGAIN_APPEAL_HOLD_S", "60")
        .env("REGAIN_APPEAL_SCANNER", format!("tcp://localhost:{}", ports.scanner))
        .envs(alipay(ports.sandbox))
        .env("REGAIN_FACE_ENDPOINT", format!("http://localhost:{}/cloudauth", ports.sandbox))
        .env("REGAIN_FACE_RECIPIENT", "the demo's face provider")
        .env("REGAIN_DEMO_ACCOUNTS", "true")
        .env("NO_COLOR", "1")
        .envs(options.iter().copied());
    let log = place.join("server.log");
    Running::start("the server", command, local(ports.server), "/readyz", &log)
}
