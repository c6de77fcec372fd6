//! The checks of the options of appeals.

use super::{Config, ConfigError};

/// Longest hold: thirty days.
const LONGEST_HOLD_S: u32 = 30 * 24 * 60 * 60;

impl Config {
    /// Checks the options of appeals but those of scanner and ticket system.
    pub(super) fn check_appeals(&self) -> Result<(), ConfigError> {
        let has_folder = !self.appeal_directory.as_os_str().is_empty();
        let checks = [
            ("appeal_directory", has_folder, "must name a folder (APL-04)"),
            (
                "appeal_directory",
                self.dist.as_os_str().is_empty() || !self.appeal_directory.starts_with(&self.dist),
                "must not be inside of dist, which is served (APL-04)",
            ),
            ("appeal_draft_days", (1..=90).contains(&self.appeal_draft_days), "must be 1 to 90"),
            ("appeal_hold_s", self.appeal_hold_s <= LONGEST_HOLD_S, "must be at most 30 days"),
            ("appeal_again_days", self.appeal_again_days <= 365, "must be at most 365"),
            ("appeals_per_address", self.appeals_per_address >= 1, "must be at least 1"),
            ("appeal_uploads", (1..=64).contains(&self.appeal_uploads), "must be 1 to 64 (APL-02)"),
            (
                "appeal_uploads_per_address",
                self.appeal_uploads_per_address >= 1,
                "must be at least 1",
            ),
            (
                "appeal_uploads_per_appeal",
                self.appeal_uploads_per_appeal >= 1,
                "must be at least 1",
            ),
        ];
        match checks.into_iter().find(|(_, holds, _)| !holds) {
            Some((option, _, reason)) => Err(ConfigError::new(option, reason)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Config;

    fn refused(change: impl FnOnce(&mut Config)) -> String {
        let mut config = Config { demo_accounts: true, ..Config::default() };
        change(&mut config);
        config.check(config.listen).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_option_of_appeals_is_named_with_the_reason() {
        assert!(refused(|c| c.appeal_draft_days = 0).starts_with("option appeal_draft_days"));
        assert!(refused(|c| c.appeal_uploads = 0).starts_with("option appeal_uploads"));
        assert!(refused(|c| c.appeal_directory = "".into()).starts_with("option appeal_directory"));
    }

    /// APL-04: documents never lie where the pages are served from.
    #[test]
    fn documents_do_not_lie_among_the_pages() {
        let reason = refused(|config| config.appeal_directory = config.dist.join("appeals"));

        assert!(reason.contains("dist"), "{reason}");
    }
}
