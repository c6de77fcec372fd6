//! `cargo xtask bench`: measures the page in Chromium and the server under load.
//!
//! It reports and judges nothing: times depend on the machine, so they are shown beside those of
//! a plain page measured in the same run. What cannot be measured is told with its reason.

mod account;
mod floor;
mod load;
mod page;
mod session;
mod statistics;
mod walk;

use crate::failure::Outcome;
use crate::serve::{Demo, Ports, Running, Setup};
use crate::{build, files, process, size, workspace};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Limits that a benchmark would run into, and nobody else does.
const UNLIMITED: [(&str, &str); 7] = [
    ("REGAIN_RESEND_AFTER_S", "0"),
    ("REGAIN_SENDS_PER_DESTINATION", "1000000"),
    ("REGAIN_SENDS_PER_ACCOUNT", "1000000"),
    ("REGAIN_SENDS_PER_ADDRESS", "1000000"),
    ("REGAIN_SENDS_IN_ALL", "1000000"),
    ("REGAIN_BEGINS_PER_ADDRESS", "1000000"),
    ("RUST_LOG", "warn"),
];

/// Where the programs under measurement listen.
#[derive(Clone, Copy, Debug)]
struct Place {
    ports: Ports,
    driver: SocketAddr,
    floor: SocketAddr,
}

/// Builds everything, measures, prints. Fails only when something cannot be built or started.
pub fn bench() -> Outcome {
    build::build()?;
    let setup = Setup::release();
    setup.build()?;
    let folder = workspace::target().join("bench");
    files::remove(&folder)?;
    let ports = Ports::free()?;
    let demo = Demo::start(&setup, &folder, ports, &UNLIMITED)?;

    println!("\n== bytes of the build ==\n{}", size::measure()?);
    if let Err(reason) = in_chromium(&folder, ports) {
        println!("the page was not measured: {reason}");
    }
    match load::measure(ports) {
        Ok(report) => println!("{report}"),
        Err(reason) => println!("the server was not measured: {reason}"),
    }
    demo.stop()
}

fn in_chromium(folder: &Path, ports: Ports) -> Outcome {
    let port = Ports::free()?.server;
    let mut command = Command::new(process::find("chromedriver").unwrap_or("chromedriver".into()));
    command.arg(format!("--port={port}"));
    let driver = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let log = folder.join("chromedriver.log");
    let mut running = Running::start("chromedriver", command, driver, "/status", &log)?;
    running.wait_until_it_answers(Duration::from_secs(20))?;
    let place = Place { ports, driver, floor: floor::start()? };

    println!("{}", page::measure(place)?);
    println!("{}", walk::measure(place)?);
    running.stop(Duration::from_secs(5))
}
