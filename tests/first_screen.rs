//! The first screen as it stands in `index.html` before any script has run.

use regain::i18n::Messages;
use regain::prerender::first_screen;
use regain_contract::Locale;

/// WEB-06, ENU-07: the form is complete, empty, without inline script or style, and a press on it
/// before the script is there neither leaves the page nor puts the identifier into the address.
#[test]
fn the_form_can_be_filled_in_without_a_script() {
    let html = first_screen(Locale::En, Messages::English);

    assert!(html.contains("<form method=\"dialog\" novalidate"), "{html}");
    assert!(html.contains("Username, mobile number or email</label>"));
    assert!(html.contains("autocomplete=\"username\""));
    assert!(html.contains("type=\"submit\""));
    assert!(html.contains("Submit appeal</a>"));
    for forbidden in ["<script", "<style", " style=", " onclick", "<!", "-->"] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
    let inputs: Vec<_> = html.split("<input").skip(1).collect();
    assert!(!inputs.is_empty());
    for input in inputs {
        let (tag, _) = input.split_once('>').unwrap_or_default();
        assert!(!tag.contains("value="), "{tag}");
    }
}

/// WEB-04: the message for browsers that cannot run the app is there, and hidden.
#[test]
fn the_fallback_is_in_the_page_and_hidden() {
    let html = first_screen(Locale::En, Messages::English);

    let fallback = html.split("rg-fallback").next().unwrap_or_default();
    assert!(fallback.rsplit('<').next().is_some_and(|tag| tag.contains("hidden")), "{html}");
    assert!(html.contains("could not start"));
    assert!(html.contains("<noscript>"));
}
