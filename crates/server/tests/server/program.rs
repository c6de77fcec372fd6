//! The server as a program of its own, as owners run it: it can be killed, and its database and its
//! disk can be made to fail.

use crate::{line::Line, postgres};
use regain_server::Config;
use serde_json::Value;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    sync::Mutex,
    thread,
};

/// A server that runs on its own; killed when it is dropped.
pub struct Program {
    pub address: SocketAddr,
    child: Mutex<Child>,
    /// The line to PostgreSQL.
    line: Option<Line>,
}

impl Program {
    /// Starts it with these options, which lie in this folder meanwhile, and waits until it listens.
    pub fn start(config: &Config, folder: &Path) -> Self {
        let mut config = Config { log_format: "json".into(), ..config.clone() };
        let line = config.database_url.starts_with("postgres").then(|| {
            let (by_line, line) = postgres::by_line(&config.database_url);
            config.database_url = by_line;
            line
        });
        let file = folder.join("regain.toml");
        fs::write(&file, toml::to_string(&config).unwrap()).unwrap();
        // A write beyond `most_bytes` shall be an error, as on a full disk, and not the end of the
        // program (setrlimit(2): RLIMIT_FSIZE).
        let script = "trap '' XFSZ; exec \"$0\" --config \"$1\"";
        let mut child = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_regain-server")])
            .arg(&file)
            .env_clear()
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let address = address_in(&mut log);
        // Read on, or the program waits for room in the pipe.
        thread::spawn(move || log.lines().for_each(drop));
        Self { address, child: Mutex::new(child), line }
    }

    /// Ends it at once, in the middle of whatever it does.
    pub fn kill(&self) {
        let mut child = self.child.lock().unwrap();
        let _ = child.kill();
        let _ = child.wait();
    }

    /// Makes its database fail: PostgreSQL is away, and no file of SQLite can be written.
    pub async fn break_database(&self) {
        match &self.line {
            Some(line) => line.cut().await,
            None => self.limit_files("0"),
        }
    }

    pub async fn mend_database(&self) {
        match &self.line {
            Some(line) => line.mend().await,
            None => self.limit_files("unlimited"),
        }
    }

    /// Lets no file grow beyond so many bytes, from now on; `unlimited` for any size.
    pub fn limit_files(&self, most_bytes: &str) {
        let id = self.child.lock().unwrap().id().to_string();
        let limit = format!("--fsize={most_bytes}:");
        let done = Command::new("prlimit").args(["--pid", &id, &limit]).status();
        assert!(done.expect("prlimit of util-linux runs").success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Where it says that it listens.
fn address_in(log: &mut BufReader<ChildStderr>) -> SocketAddr {
    let mut said = String::new();
    while log.read_line(&mut said).unwrap() > 0 {
        let last: Value = said.lines().last().and_then(|l| serde_json::from_str(l).ok()).unwrap();
        if last["fields"]["message"] == "listening" {
            return last["fields"]["address"].as_str().unwrap().parse().unwrap();
        }
    }
    panic!("the server did not start: {said}");
}
