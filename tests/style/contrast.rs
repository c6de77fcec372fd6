//! Every theme and every brand can be read: the ratios of WCAG 2.2, worked out from the tokens.

use super::tokens::{Tokens, brand, colour, layered, only_rule, ratio};

/// What is read, and on what (WCAG 1.4.3: 4.5).
const TEXTS: &[(&str, &[&str])] = &[
    ("--rg-text", &["--rg-surface", "--rg-surface-quiet", "--rg-page", "--rg-page-glow"]),
    ("--rg-text", &["--rg-danger-quiet", "--rg-warning-quiet", "--rg-success-quiet"]),
    ("--rg-text", &["--rg-accent-quiet", "--rg-input-background", "--rg-card-background"]),
    ("--rg-text-quiet", &["--rg-surface", "--rg-surface-quiet", "--rg-page", "--rg-page-glow"]),
    ("--rg-text-quiet", &["--rg-accent-quiet", "--rg-card-background"]),
    ("--rg-accent", &["--rg-surface", "--rg-surface-quiet", "--rg-accent-quiet"]),
    ("--rg-accent-strong", &["--rg-surface", "--rg-surface-quiet", "--rg-card-background"]),
    ("--rg-link-color", &["--rg-card-background", "--rg-page", "--rg-surface-quiet"]),
    ("--rg-heading-color", &["--rg-card-background"]),
    ("--rg-button-text", &["--rg-button-background", "--rg-button-hover"]),
    ("--rg-danger", &["--rg-surface", "--rg-danger-quiet", "--rg-card-background"]),
    ("--rg-danger", &["--rg-surface-quiet"]),
    ("--rg-success", &["--rg-surface", "--rg-surface-quiet"]),
];

/// What tells a control or its state apart, and from what (WCAG 1.4.11: 3).
const CONTROLS: &[(&str, &[&str])] = &[
    ("--rg-input-border", &["--rg-input-background", "--rg-card-background"]),
    ("--rg-border-control", &["--rg-surface"]),
    ("--rg-focus", &["--rg-surface", "--rg-page", "--rg-card-background"]),
    ("--rg-accent", &["--rg-page", "--rg-card-background"]),
    ("--rg-danger", &["--rg-input-background"]),
    ("--rg-success", &["--rg-page"]),
];

fn check(name: &str, tokens: &Tokens, text: f64) {
    let mut low = vec![];
    for (pairs, least) in [(TEXTS, text), (CONTROLS, 3.0)] {
        for (front, grounds) in pairs {
            for ground in *grounds {
                let found = ratio(colour(tokens, front), colour(tokens, ground));
                if found < least {
                    low.push(format!("{front} on {ground}: {found:.2} of {least}"));
                }
            }
        }
    }
    let header = match tokens["--rg-header-background"].as_str() {
        "transparent" => "--rg-page-glow",
        _ => "--rg-header-background",
    };
    let found = ratio(colour(tokens, "--rg-header-color"), colour(tokens, header));
    if found < text {
        low.push(format!("--rg-header-color on {header}: {found:.2} of {text}"));
    }
    assert!(low.is_empty(), "{name}:\n{}", low.join("\n"));
}

/// A11Y-15: light and dark.
#[test]
fn both_themes_can_be_read() {
    let (light, dark) = (only_rule("tokens.css"), only_rule("themes/dark.css"));

    check("light", &light, 4.5);
    check("dark", &layered(&[&light, &dark]), 4.5);
}

/// A11Y-15: with more contrast, text has 7:1 but for links and problems, which have 4.5:1.
#[test]
fn more_contrast_is_more() {
    let (light, dark) = (only_rule("tokens.css"), only_rule("themes/dark.css"));
    let contrast = only_rule("themes/contrast.css");
    for tokens in [layered(&[&light, &contrast]), layered(&[&light, &dark, &contrast])] {
        check("contrast", &tokens, 4.5);
        for text in ["--rg-text", "--rg-text-quiet", "--rg-border-control"] {
            let found = ratio(colour(&tokens, text), colour(&tokens, "--rg-surface"));
            assert!(found >= 7.0, "{text}: {found:.2}");
        }
    }
}

/// A11Y-15: each brand, light, dark, and with more contrast.
#[test]
fn every_brand_can_be_read() {
    let (light, dark) = (only_rule("tokens.css"), only_rule("themes/dark.css"));
    let contrast = only_rule("themes/contrast.css");
    for name in ["harbour", "meadow", "ember"] {
        let (always, in_the_dark) = brand(name);

        check(name, &layered(&[&light, &always]), 4.5);
        check(&format!("{name}, dark"), &layered(&[&light, &dark, &always, &in_the_dark]), 4.5);
        check(&format!("{name}, contrast"), &layered(&[&light, &contrast, &always]), 4.5);
    }
}

/// A brand sets what there is, and everything that it colours is coloured in the dark, too.
#[test]
fn brands_set_tokens_that_there_are_and_leave_none_light_in_the_dark() {
    let known = only_rule("tokens.css");
    for name in ["harbour", "meadow", "ember"] {
        let (always, in_the_dark) = brand(name);
        for token in always.keys().chain(in_the_dark.keys()) {
            assert!(known.contains_key(token), "{name} sets {token}, which there is not");
        }
        for (token, value) in &always {
            // Header and logo may be the same day and night; the ratios above still hold.
            let may_stay = token.contains("logo") || token == "--rg-header-color";
            let is_colour = value.starts_with('#');
            assert!(
                !is_colour || may_stay || in_the_dark.contains_key(token),
                "{name}: {token} stays light in the dark"
            );
        }
    }
}
