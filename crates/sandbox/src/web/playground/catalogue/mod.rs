//! Every state, in the order in which a person may come to them.

mod appeal;
mod appeal_status;
mod elsewhere;
mod ends;
mod hand_off;
mod reset;

use super::scenario::Scenario;

/// Every state.
#[must_use]
pub fn catalogue() -> Vec<Scenario> {
    let parts = [
        reset::states(),
        elsewhere::states(),
        ends::states(),
        hand_off::states(),
        appeal::states(),
        appeal_status::states(),
    ];
    parts.into_iter().flatten().collect()
}

/// The main button of a screen.
const SUBMIT: &str = ".rg-form > .rg-button, .rg-form .rg-button[type=submit]";

#[cfg(test)]
mod tests {
    use super::catalogue;
    use std::collections::BTreeSet;

    #[test]
    fn each_state_has_a_name_of_its_own_that_fits_an_address() {
        let all = catalogue();
        let names: BTreeSet<_> = all.iter().map(|state| state.name).collect();

        assert_eq!(names.len(), all.len());
        assert!(all.len() >= 80, "only {} states", all.len());
        for name in names {
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit())
            );
        }
    }

    #[test]
    fn each_key_is_that_of_a_message() {
        let english = include_str!("../../../../../../locales/en.json");
        let english: serde_json::Value = serde_json::from_str(english).unwrap();

        for state in catalogue() {
            for key in state.shows.iter().chain([&state.heading]) {
                assert!(english.get(*key).is_some(), "{}: there is no text {key}", state.name);
            }
        }
    }
}
