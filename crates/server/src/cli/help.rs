//! How the program is used.

/// The text of `help`. A test holds its commands against those that are understood.
pub const HELP: &str = "\
usage: regain-server [--config FILE]                 run the server
       regain-server help                            show this

The reviewer of appeals, while the server runs or not:

  appeals list                                       the open appeals, the oldest first
  appeals show N                                     one appeal, with everything that was given
  appeals documents N --to DIR                       put its files into a folder
  appeals ask N --for MATERIAL,… --until DATE|DAYSd [--note TEXT]
                                                     ask for more
  appeals approve N                                  bind the new phone to the account
  appeals refuse N --reason TEXT                     refuse; the person reads the reason

N is the number of the appeal. MATERIAL is holder_id, business_licence, legal_representative_id,
employee_id, authorisation_letter, payment_voucher or other. Each command takes --config FILE (or
REGAIN_CONFIG), the server's own file. See docs/appeals.md; every option is explained in
crates/server/regain.example.toml.
";

#[cfg(test)]
mod tests {
    use super::HELP;
    use regain_contract::appeal::MaterialKind;

    /// APL-07: these are all commands; none of them reads or sets a password.
    #[test]
    fn the_commands_are_exactly_these() {
        let commands: Vec<_> = HELP
            .lines()
            .filter_map(|line| line.strip_prefix("  appeals "))
            .filter_map(|line| line.split_whitespace().next())
            .collect();

        assert_eq!(commands, ["list", "show", "documents", "ask", "approve", "refuse"]);
        assert!(!HELP.to_lowercase().contains("password"));
        for kind in MaterialKind::ALL {
            assert!(HELP.contains(kind.name()), "{}", kind.name());
        }
    }
}
