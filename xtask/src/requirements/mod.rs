//! `cargo xtask requirements`: every requirement with the tests that prove it.
//!
//! Reads `docs/requirements.md` and the doc comments of test functions; a test names the
//! requirements that it proves first in its comment: `/// OTP-05, CON-02: five wrong codes …`.

mod catalogue;
mod scan;

use crate::failure::{Failure, Outcome};
use crate::{files, workspace};
use catalogue::Requirement;
use scan::Proof;
use std::fmt::Write;

/// Prints every requirement with its tests, its deviation, or *open*.
pub fn print() -> Outcome {
    let requirements = catalogue()?;
    let proofs = scan::proofs(&workspace::root())?;
    print!("{}", listing(&requirements, &proofs));
    ensure_known(&requirements, &proofs)
}

/// Fails when a test names a requirement that does not exist. Prints the sums.
pub fn check() -> Outcome {
    let requirements = catalogue()?;
    let proofs = scan::proofs(&workspace::root())?;
    println!("{}", sums(&requirements, &proofs));
    ensure_known(&requirements, &proofs)
}

fn catalogue() -> Outcome<Vec<Requirement>> {
    catalogue::parse(&files::read_text(&workspace::root().join("docs/requirements.md"))?)
}

fn ensure_known(requirements: &[Requirement], proofs: &[Proof]) -> Outcome {
    let is_known = |id: &String| requirements.iter().any(|one| one.id == *id);
    let unknown: Vec<String> = proofs
        .iter()
        .flat_map(|proof| proof.ids.iter().map(move |id| (id, &proof.test)))
        .filter(|(id, _)| !is_known(id))
        .map(|(id, test)| format!("{test} names {id}"))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let unknown = unknown.join(", ");
    Err(Failure::new(format!("docs/requirements.md lacks what tests name: {unknown}")))
}

fn listing(requirements: &[Requirement], proofs: &[Proof]) -> String {
    let mut text = String::new();
    for Requirement { id, line, deviation } in requirements {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{id:<9} {line}");
        let tests: Vec<&Proof> = proofs_of(proofs, id).collect();
        for proof in &tests {
            let _ = writeln!(text, "{:<9}   - {}", "", proof.test);
        }
        if let Some(deviation) = deviation {
            let _ = writeln!(text, "{:<9}   deviation: {deviation}", "");
        } else if tests.is_empty() {
            let _ = writeln!(text, "{:<9}   open", "");
        }
    }
    let _ = writeln!(text, "\n{}", sums(requirements, proofs));
    text
}

fn sums(requirements: &[Requirement], proofs: &[Proof]) -> String {
    let is_tested = |one: &&Requirement| proofs_of(proofs, &one.id).next().is_some();
    let tested = requirements.iter().filter(is_tested).count();
    let deviating = requirements.iter().filter(|one| one.deviation.is_some()).count();
    let open = requirements.iter().filter(|one| !is_tested(one) && one.deviation.is_none()).count();
    format!(
        "{} requirements: {tested} with tests, {deviating} with a deviation, {open} open",
        requirements.len()
    )
}

fn proofs_of<'a>(proofs: &'a [Proof], id: &'a str) -> impl Iterator<Item = &'a Proof> {
    proofs.iter().filter(move |proof| proof.ids.iter().any(|one| one == id))
}

#[cfg(test)]
mod tests {
    use super::{Proof, Requirement, ensure_known, listing};

    fn requirement(id: &str, deviation: Option<&str>) -> Requirement {
        let line = "what it asks".to_owned();
        Requirement { id: id.to_owned(), line, deviation: deviation.map(str::to_owned) }
    }

    fn proof(ids: &[&str]) -> Proof {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Proof { ids, test: "crates/a.rs: it_holds".to_owned() }
    }

    #[test]
    fn each_requirement_is_listed_with_its_tests_its_deviation_or_as_open() {
        let requirements = [
            requirement("OTP-01", None),
            requirement("OTP-02", Some("why")),
            requirement("OTP-03", None),
        ];

        let text = listing(&requirements, &[proof(&["OTP-01"])]);

        assert_eq!(
            text,
            "OTP-01    what it asks\n            - crates/a.rs: it_holds\n\
             OTP-02    what it asks\n            deviation: why\n\
             OTP-03    what it asks\n            open\n\n\
             3 requirements: 1 with tests, 1 with a deviation, 1 open\n"
        );
    }

    #[test]
    fn a_test_that_names_an_unknown_requirement_is_refused() {
        let requirements = [requirement("OTP-01", None)];

        assert!(ensure_known(&requirements, &[proof(&["OTP-01"])]).is_ok());
        let failure = ensure_known(&requirements, &[proof(&["OTP-01", "OTP-99"])]).unwrap_err();
        assert!(failure.to_string().ends_with("crates/a.rs: it_holds names OTP-99"));
    }
}
