//! Every state of the element, in the sandbox's playground: readable for everybody, in two
//! languages and directions, two themes and two widths; nothing untranslated, nothing cut off.

use regain_browser_tests::{Browser, Looks, Showing, Visit, catalogue, wait};

browser_tests! {
    every browser: [],
    chromium: [
        no_state_of_a_recovery_is_inaccessible,
        no_state_beside_a_recovery_is_inaccessible,
        no_state_has_untranslated_words_or_is_cut_off,
        no_state_is_lost_in_a_shadow_root,
        what_is_untranslated_or_cut_off_is_found,
        in_forced_colours_controls_have_edges_and_states_show,
        the_playground_shows_what_is_looked_for,
    ]
}

/// Each language with each theme and each width. Neighbours differ in one thing.
const LOOKS: [Looks; 8] = [
    Looks { locale: "en", theme: "light", width: 1280 },
    Looks { locale: "en", theme: "dark", width: 1280 },
    Looks { locale: "en", theme: "dark", width: 360 },
    Looks { locale: "en", theme: "light", width: 360 },
    Looks { locale: "ar", theme: "light", width: 360 },
    Looks { locale: "ar", theme: "dark", width: 360 },
    Looks { locale: "ar", theme: "dark", width: 1280 },
    Looks { locale: "ar", theme: "light", width: 1280 },
];

const PSEUDO: Looks = Looks { locale: "en-XA", theme: "light", width: 320 };

/// Where the states begin that are not of the recovery itself.
const BESIDE: &str = "find";

/// A11Y-01, A11Y-09, A11Y-15: axe finds nothing, and nothing scrolls sideways.
fn no_state_of_a_recovery_is_inaccessible(browser: Browser) {
    audit(browser, |at, border| at < border);
}

/// A11Y-01, A11Y-09, A11Y-15: the same for usernames, links and appeals.
fn no_state_beside_a_recovery_is_inaccessible(browser: Browser) {
    audit(browser, |at, border| at >= border);
}

#[track_caller]
fn audit(browser: Browser, is_meant: impl Fn(usize, usize) -> bool) {
    let visit = Visit::with(browser).start();
    let all = catalogue();
    let border = all.iter().position(|state| state.name == BESIDE).unwrap();
    let (mut findings, mut looks_seen) = (vec![], 0);
    let states: Vec<_> = (0..all.len()).filter(|at| is_meant(*at, border)).collect();
    for at in &states {
        let showing = match Showing::open(&visit, &all[*at], LOOKS[0], "") {
            Ok(showing) => showing,
            Err(reason) => {
                findings.push(reason);
                continue;
            }
        };
        for looks in LOOKS {
            // What the page itself says has one language.
            if all[*at].is_fallback && looks.locale != "en" {
                continue;
            }
            findings.extend(showing.turn_to(looks).err());
            let mut seen = showing.accessibility();
            seen.extend(showing.beyond());
            if looks.locale == "ar" {
                // A change of language changes every text.
                seen.extend(showing.literals(looks.locale));
            }
            findings.extend(seen.into_iter().map(|one| format!("{looks:?} {one}")));
            looks_seen += 1;
        }
    }

    println!("axe: {} states in {looks_seen} looks, {} findings", states.len(), findings.len());
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
    assert!(looks_seen > 400, "only {looks_seen} looks");
}

/// EMB-08, A11Y-09, A11Y-14: at 320 px, with texts of 40 % more length.
fn no_state_has_untranslated_words_or_is_cut_off(browser: Browser) {
    let visit = Visit::with(browser).start();
    let mut findings = vec![];
    let all = catalogue();
    for state in &all {
        match Showing::open(&visit, state, PSEUDO, "") {
            Ok(showing) => {
                findings.extend(showing.literals(PSEUDO.locale));
                findings.extend(showing.beyond());
            }
            Err(reason) => findings.push(reason),
        }
    }

    println!("pseudo-locale: {} states, {} findings", all.len(), findings.len());
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

/// The checks above can fail.
fn what_is_untranslated_or_cut_off_is_found(browser: Browser) {
    let visit = Visit::with(browser).start();
    let all = catalogue();
    let showing = Showing::open(&visit, &all[0], PSEUDO, "").unwrap();
    assert_eq!((showing.literals(PSEUDO.locale), showing.beyond()), (vec![], vec![]));

    let spoil = "const lead = document.querySelector('.rg-lead');
        lead.append(' untranslated'); lead.style.cssText = 'overflow: hidden; white-space: nowrap; width: 9em'";
    drop(visit.run(spoil, serde_json::json!([])));

    assert_eq!(showing.literals(PSEUDO.locale), ["account: “untranslated”"]);
    assert!(showing.beyond()[0].contains("cut off"), "{:?}", showing.beyond());
}

/// A11Y-15: nothing hangs on a ground alone where the system takes the grounds away.
fn in_forced_colours_controls_have_edges_and_states_show(browser: Browser) {
    let visit = Visit::with(browser).start();
    let all = catalogue();
    let without_edge = "const seen = (one) => one.getClientRects().length > 0;
        const controls = '.rg-button, .rg-input:not(.rg-input--fixed), .rg-choice, .rg-method, .rg-card, .rg-errors, .rg-note, .rg-file';
        const bare = (one) => {
            const style = getComputedStyle(one);
            const sides = ['Top', 'Right', 'Bottom', 'Left'];
            return !sides.some((side) => parseFloat(style[`border${side}Width`]) > 0 &&
                style[`border${side}Style`] !== 'none' && style[`border${side}Color`] !== style.backgroundColor);
        };
        return [...document.querySelectorAll(controls)].filter(seen).filter(bare).map((one) => one.outerHTML.slice(0, 90))";
    let signs = "return [...document.querySelectorAll('.rg-progress__part--done > span:first-child, .rg-rule--met')]
        .map((one) => getComputedStyle(one, '::before').content).filter((sign) => !sign.includes('✓'))";
    let names =
        ["methods-firm", "password-weak", "ask-missing", "appeal-answer-firm", "file-too-large"];
    for state in all.iter().filter(|state| names.contains(&state.name)) {
        let showing = Showing::open(&visit, state, LOOKS[0], "").unwrap();
        visit.force_colours();
        let is_forced = "return matchMedia('(forced-colors: active)').matches";
        assert_eq!(visit.run(is_forced, serde_json::json!([])), true);
        regain_browser_tests::save_picture(&visit, &format!("forced-{}.png", state.name));

        assert_eq!(visit.run(without_edge, serde_json::json!([])), serde_json::json!([]));
        assert_eq!(visit.run(signs, serde_json::json!([])), serde_json::json!([]));
        assert_eq!(showing.accessibility(), Vec::<String>::new());
    }
}

/// EMB-08: one page shows the states side by side, in the chosen looks.
fn the_playground_shows_what_is_looked_for(browser: Browser) {
    let visit = Visit::with(browser).start();
    let count = catalogue().len();

    visit.open_url(&format!("{}playground", visit.stage.portal()));
    visit.text(&format!("{count} of {count} states"));
    visit.field("Filter").fill("code-wrong");
    visit.text(&format!("2 of {count} states"));

    let shown = "const frame = document.querySelector('[data-name=code-wrong] iframe');
        const page = frame.contentDocument.documentElement;
        return page.dataset.ready === 'yes' && page.querySelector('regain-recovery').getAttribute('theme')";
    wait::until("the state is shown in its frame", || {
        match visit.run(shown, serde_json::json!([])) {
            theme if theme == "auto" => Ok(()),
            other => Err(other.to_string()),
        }
    });
    regain_browser_tests::save_picture(&visit, "playground.png");
}

/// EMB-03: each state is reached in a shadow root, too, and fits there.
fn no_state_is_lost_in_a_shadow_root(browser: Browser) {
    let visit = Visit::with(browser).start();
    let mut findings = vec![];
    let all = catalogue();
    let looks = Looks { locale: "de", theme: "light", width: 320 };
    for state in &all {
        match Showing::open(&visit, state, looks, "&dom=shadow") {
            Ok(showing) => findings.extend(showing.beyond()),
            Err(reason) => findings.push(reason),
        }
    }

    println!("shadow root: {} states, {} findings", all.len(), findings.len());
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}
