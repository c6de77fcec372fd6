//! Which proofs suffice to set a password (CON-04): the one place that decides it. Pure: knows
//! neither database nor clock. A proof here is a method that was passed in this recovery for this
//! account; that it is, is the caller's to see to.

use crate::profile::Profile;
use regain_config::Config;
use regain_contract::Method;

/// What an account asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// How many different methods.
    methods: usize,
    /// Whether facial recognition suffices where one method does (FAC-01).
    face_alone: bool,
}

impl Rule {
    /// The rule of an account or decoy.
    pub const fn of(profile: &Profile, config: &Config) -> Self {
        Self {
            methods: if profile.needs_two_proofs { 2 } else { 1 },
            face_alone: config.face_alone,
        }
    }

    /// How many more methods have to be passed; 0 when the proofs suffice. The same method counts
    /// once, however often it was passed.
    pub fn missing(self, proved: &[Method]) -> usize {
        let different = Method::ALL.iter().filter(|method| proved.contains(method)).count();
        let missing = self.methods.saturating_sub(different);
        let is_face_only = different == 1 && proved.contains(&Method::Face);
        if is_face_only && !self.face_alone { missing.max(1) } else { missing }
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use proptest::{prelude::*, sample::select};
    use regain_contract::Method::{self, Administrator, Alipay, Email, Face, Phone};

    /// The model: every set that suffices, written out. `Face` with anything else is listed with
    /// the pairs.
    fn suffices(rule: Rule, proved: &[Method]) -> bool {
        let singles: &[&[Method]] = match (rule.methods, rule.face_alone) {
            (1, true) => &[&[Phone], &[Email], &[Alipay], &[Face], &[Administrator]],
            (1, false) => &[&[Phone], &[Email], &[Alipay], &[Administrator]],
            _ => &[],
        };
        let pairs: &[[Method; 2]] = &[
            [Phone, Email],
            [Phone, Alipay],
            [Phone, Face],
            [Phone, Administrator],
            [Email, Alipay],
            [Email, Face],
            [Email, Administrator],
            [Alipay, Face],
            [Alipay, Administrator],
            [Face, Administrator],
        ];
        let holds = |set: &[Method]| set.iter().all(|method| proved.contains(method));
        singles.iter().any(|set| holds(set)) || pairs.iter().any(|set| holds(set))
    }

    fn rules() -> impl Strategy<Value = Rule> {
        (1..=2_usize, any::<bool>()).prop_map(|(methods, face_alone)| Rule { methods, face_alone })
    }

    proptest! {
        /// CON-04: any proofs, in any order and number, suffice exactly where the model says so.
        #[test]
        fn proofs_suffice_exactly_where_the_model_says(
            rule in rules(),
            proved in prop::collection::vec(select(&Method::ALL[..]), 0..8),
        ) {
            prop_assert_eq!(rule.missing(&proved) == 0, suffices(rule, &proved));
        }

        /// CON-04: what is told to be missing is what it takes: that many methods more, of those
        /// that were not passed and are not face, suffice, and one fewer never does.
        #[test]
        fn the_number_that_is_missing_is_exact(
            rule in rules(),
            proved in prop::collection::vec(select(&Method::ALL[..]), 0..8),
        ) {
            let missing = rule.missing(&proved);
            let mut all = proved.clone();
            for method in [Phone, Email, Alipay, Administrator] {
                if rule.missing(&all) > 0 && !all.contains(&method) {
                    all.push(method);
                }
            }

            prop_assert!(suffices(rule, &all));
            prop_assert_eq!(all.len() - proved.len(), missing);
        }

        /// FAC-01: face alone suffices only where the option says so.
        #[test]
        fn a_face_alone_suffices_only_if_configured(rule in rules(), times in 1..5_usize) {
            let proved = vec![Face; times];

            prop_assert_eq!(rule.missing(&proved) == 0, rule.methods == 1 && rule.face_alone);
        }
    }
}
