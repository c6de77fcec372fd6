//! `cargo xtask test`: every check and every test, one stage after the other.
//!
//! A failed stage does not stop the others; the exit code and the last line tell of all of them.

mod cargo_stages;
mod count;
mod machine;
mod native;
mod report;
mod reported;
mod stage;

use crate::clock::Stopwatch;
use crate::failure::{Failure, Outcome};
use report::Report;
use stage::Stage;

/// Runs the stages that `options` name (`--only STAGE`, repeatable), or all of them.
///
/// Fails when any of them failed. `--without BROWSER` leaves a browser out, and says so.
pub fn test(options: &[String]) -> Outcome {
    let Choice { stages, without } = choose(options)?;
    let all = Stopwatch::start();
    let mut report = Report::new(&without);
    for stage in stages {
        println!("\n== {} ==", stage.heading());
        let watch = Stopwatch::start();
        let ran = stage.run(&without);
        match &ran.failure {
            None => println!("== {}: done in {watch} ==", stage.name()),
            Some(failure) => println!("== {}: FAILED after {watch}: {failure} ==", stage.name()),
        }
        report.add(stage, ran, watch);
    }
    println!("\n{}", report.table());
    println!("{} in {all}", report.counted());
    println!("{}", report.last_line());
    report.outcome()
}

/// What the options ask for.
#[derive(Debug, PartialEq, Eq)]
struct Choice {
    stages: Vec<Stage>,
    without: Vec<String>,
}

fn choose(options: &[String]) -> Outcome<Choice> {
    let (mut stages, mut without) = (Vec::new(), Vec::new());
    let mut rest = options.iter().map(String::as_str);
    while let Some(option) = rest.next() {
        let value = rest.next().unwrap_or_default();
        match option {
            "--only" => stages.push(Stage::named(value)?),
            "--without" if machine::BROWSERS.contains(&value) => without.push(value.to_owned()),
            "--without" => {
                let browsers = machine::BROWSERS.join(", ");
                return Err(Failure::new(format!("no browser {value:?}: there are {browsers}")));
            }
            other => return Err(Failure::new(format!("test has no option {other:?}"))),
        }
    }
    if stages.is_empty() {
        stages.extend(Stage::ALL);
    }
    Ok(Choice { stages, without })
}

#[cfg(test)]
mod tests {
    use super::{Choice, Stage, choose};

    fn options(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn without_options_every_stage_runs_in_every_browser() {
        let all = Choice { stages: Stage::ALL.to_vec(), without: Vec::new() };

        assert_eq!(choose(&[]), Ok(all));
    }

    #[test]
    fn stages_and_browsers_are_chosen_by_name() {
        let choice = choose(&options("--only format --only native --without webkit")).unwrap();

        assert_eq!(choice.stages, [Stage::Format, Stage::Native]);
        assert_eq!(choice.without, ["webkit"]);
        assert!(choose(&options("--only everything")).is_err());
        assert!(choose(&options("--without lynx")).is_err());
        assert!(choose(&options("--quickly")).is_err());
    }
}
