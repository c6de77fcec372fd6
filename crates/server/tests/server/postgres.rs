//! One PostgreSQL for the whole test run: a fresh cluster in a temporary folder on a free port,
//! ended by itself when the tests end, however they end.

use crate::line::Line;
use std::{
    env, fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread::sleep,
    time::Duration,
};

const MISSING: &str = "the server tests need PostgreSQL, and its initdb is not found: install it \
    (Debian, Ubuntu: apt-get install postgresql) or put its bin folder on PATH";

struct Cluster {
    port: u16,
    /// Holds the pipe whose end stops the database.
    _guard: Child,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static COUNT: AtomicU32 = AtomicU32::new(0);

/// Creates an empty database and returns its address.
pub fn fresh_database() -> String {
    let port = CLUSTER.get_or_init(start).port;
    let name = format!("regain_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let output = Command::new(bin().join("createdb"))
        .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-U", "regain", &name])
        .output()
        .expect("createdb runs");
    assert!(output.status.success(), "createdb: {}", String::from_utf8_lossy(&output.stderr));
    format!("postgres://regain@127.0.0.1:{port}/{name}")
}

/// The same database by way of a line that can be cut.
pub fn by_line(url: &str) -> (String, Line) {
    let port = CLUSTER.get().expect("the database is of this cluster").port;
    let line = Line::to(SocketAddr::from(([127, 0, 0, 1], port)));
    (url.replace(&format!(":{port}/"), &format!(":{}/", line.address.port())), line)
}

/// The folder with `initdb`: the newest of Debian's, or the one on `PATH`.
fn bin() -> PathBuf {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<_> =
        debian.map(|entry| entry.path().join("bin")).filter(|bin| holds_initdb(bin)).collect();
    found.sort();
    let on_path = env::var_os("PATH").unwrap_or_default();
    found
        .pop()
        .or_else(|| env::split_paths(&on_path).find(|bin| holds_initdb(bin)))
        .unwrap_or_else(|| panic!("{MISSING}"))
}

fn holds_initdb(bin: &Path) -> bool {
    bin.join("initdb").is_file()
}

fn start() -> Cluster {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    // The shell outlives a killed test run just long enough to clean up: it waits for the end of
    // its input, which is a pipe from this process.
    let script = format!(
        r#"set -e
        dir=$(mktemp -d /tmp/regain-postgres.XXXXXX)
        trap 'kill "$pid" 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
        bin='{bin}'
        "$bin/initdb" --pgdata="$dir/data" --username=regain --auth=trust --no-sync \
            --encoding=UTF8 --locale=C >"$dir/initdb.log" 2>&1 || {{ cat "$dir/initdb.log" >&2; exit 1; }}
        "$bin/postgres" -D "$dir/data" -p {port} -k "$dir" -c listen_addresses=127.0.0.1 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
            -c max_connections=400 -c shared_buffers=64MB >"$dir/log" 2>&1 </dev/null &
        pid=$!
        cat >/dev/null || true"#,
        bin = bin().display(),
    );
    let mut command = if is_root() {
        // initdb refuses to run as root.
        let mut command = Command::new("setpriv");
        command.args([
            "--reuid=postgres",
            "--regid=postgres",
            "--init-groups",
            "sh",
            "-c",
            &script,
        ]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", &script]);
        command
    };
    let mut guard = command
        .current_dir("/tmp")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("a shell starts PostgreSQL");
    for _ in 0..300 {
        if is_ready(port) {
            return Cluster { port, _guard: guard };
        }
        sleep(Duration::from_millis(100));
    }
    let _ = guard.kill();
    let _ = guard.wait();
    panic!("PostgreSQL did not start within 30 seconds");
}

fn is_ready(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
        && Command::new(bin().join("pg_isready"))
            .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])
            .status()
            .is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0"))
}
