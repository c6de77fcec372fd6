//! `cargo xtask`: sets up the tools, builds, serves, tests and measures Regain.
//!
//! `cargo xtask help` lists the commands. Each failure is one line and exit code 1.

mod bench;
mod build;
mod clock;
mod failure;
mod files;
mod http;
mod local_paths;
mod package;
mod process;
mod reproduce;
mod requirements;
mod serve;
mod size;
mod test;
mod tools;
mod types;
mod workspace;

use failure::{Failure, Outcome};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  serve [--keep]      builds everything and starts the demo on http://localhost:8080;
                      --keep keeps the accounts and recoveries of the last time
  appeals …           does a reviewer's part in that demo: `appeals list` and so on
  test [--only STAGE] runs every test, or the named stages
  build               makes the release dist/ with its table of sizes
  package             makes the npm package of the element out of dist/
  dev [TRUNK OPTIONS] server, sandbox and `trunk serve` on http://localhost:8081, for
                      front-end work
  size                checks dist/ against the size budget
  bench               measures page and server
  reproduce           builds twice, in two folders, and compares every byte
  requirements        lists every requirement with its tests; --check for CI
  tools               installs the build tools and prints a PATH line for them
  help                shows this";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_told() {
                eprintln!("error: {failure}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let Some((command, options)) = arguments.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "appeals" => serve::appeals(options),
        "assemble" => build::assemble(),
        "bench" => bench::bench(),
        "bindgen" => build::bindgen(options),
        "build" => build::build(),
        "keys" => build::renew_keys(),
        "package" => package::package(),
        "prerender" => build::prerender_early(),
        "reproduce" => reproduce::reproduce(),
        "requirements" if options == ["--check"] => requirements::check(),
        "requirements" => requirements::print(),
        "serve" => serve::serve(options),
        "test" => test::test(options),
        "dev" => serve::develop(options),
        "size" => size::check(),
        "tools" => tools::print_path(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(Failure::new(format!("no command {other:?}: see `cargo xtask help`"))),
    }
}
