//! The attributes of `<regain-recovery>`: whatever is written into them.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Visit, wait};
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        no_text_in_an_attribute_throws_or_leads_anywhere,
        markup_alone_cannot_name_another_server,
        with_nothing_but_wrong_attributes_it_still_runs,
    ]
}

/// Three hundred texts that are no value of any attribute but, some, of `return-to`.
const CORPUS: &str = r#"
    const starts = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,evil", "blob:https://evil.example/1", "file:///etc/passwd", "vbscript:evil", "about:blank",
        "//evil.example", "///evil.example", "\\\\evil.example", "/\\evil.example", "\\/evil.example", "/\t/evil.example",
        "http://evil.example", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://localhost@evil.example",
        "https://user@evil.example", "https://user:word@evil.example", "https://@evil.example\\", "https:evil.example\\",
        "https://evil.example\\@localhost", "https://evil .example", "https://evil.example\u0000", "https://\u202eevil.example",
        "ws://evil.example", "ftp://evil.example", "\"><script>alert(1)</script>"];
    const changes = [(text) => text, (text) => `${text}?query`, (text) => `${text}#part`, (text) => ` ${text}`,
        (text) => `${text}\r\nSet-Cookie: evil=1`, (text) => `${text}\u0000`, (text) => `${text}\u2028`,
        (text) => `${text} x`, (text) => `${text}%00<`, (text) => text + "a".repeat(1 << 20)];
    return starts.flatMap((start) => changes.map((change) => change(start)));"#;

/// EMB-01: 300 texts in each attribute: nothing is thrown, each is named once with its reason, and
/// nothing is asked of anybody but this page and the server.
fn no_text_in_an_attribute_throws_or_leads_anywhere(browser: Browser) {
    let visit = visit(browser);
    visit.before_each_page(WATCH);
    open_empty(&visit);

    let script = format!(
        "const corpus = (() => {{ {CORPUS} }})();
        const said = []; const say = console.error;
        console.error = (...words) => said.push(words.join(' '));
        const wrong = [];
        for (const name of customElements.get('regain-recovery').observedAttributes) {{
            for (const text of corpus) {{
                said.length = 0;
                const element = document.createElement('regain-recovery');
                try {{
                    element.setAttribute('routing', 'memory');
                    element.setAttribute(name, text);
                    document.body.append(element);
                }} catch (error) {{ wrong.push(`${{name}} threw ${{error}}`); }}
                element.remove();
                const isNamed = said.length === 1 && said[0].startsWith(`regain: the attribute \"${{name}}\" must be `);
                if (!isNamed) wrong.push(`${{name}}=${{text.slice(0, 60)}} → ${{said}}`);
            }}
        }}
        console.error = say;
        return [corpus.length, wrong]"
    );
    let told = visit.run(&script, json!([]));

    assert_eq!(told[0], 300);
    // `return-to` is the one that takes other origins: https addresses without anything odd.
    let wrong = told[1].as_array().unwrap().iter().filter_map(Value::as_str);
    let wrong = wrong.filter(|each| !each.starts_with("return-to=https:")).collect::<Vec<_>>();
    assert!(
        wrong.is_empty(),
        "{} are wrong: {:#?}",
        wrong.len(),
        wrong.iter().take(5).collect::<Vec<_>>()
    );
    nothing_foreign(&visit);
}

/// Checks that all that was asked for is of this page or the server.
#[track_caller]
fn nothing_foreign(visit: &Visit) {
    let script = "return asked.map((each) => new URL(each, location.href))
        .filter(({ origin }) => origin !== location.origin && origin !== server).map(String)";
    assert_eq!(visit.run(script, json!([])), json!([]), "strangers were asked");
    assert_ne!(visit.run("return asked.length", json!([])), 0, "nothing was asked of anybody");
}

/// EMB-02: a second element with a foreign API, put in by somebody who can write markup.
fn markup_alone_cannot_name_another_server(browser: Browser) {
    let visit = visit(browser);
    visit.before_each_page(WATCH);
    open_empty(&visit);
    let script = "document.querySelector('#place').innerHTML =
        '<regain-recovery routing=\"memory\" api=\"https://evil.example/api/v1\"></regain-recovery>'";
    drop(visit.run(script, json!([])));
    visit.heading(ACCOUNT).is_there();
    visit.field(IDENTIFIER).fill("solo");
    visit.button("Next").press();

    wait::until("the default is asked", || {
        let asked = visit.run("return asked", json!([]));
        let is_asked = asked
            .as_array()
            .unwrap()
            .iter()
            .any(|each| each.as_str().unwrap_or_default().ends_with("/api/v1/recoveries"));
        if is_asked { Ok(()) } else { Err(asked.to_string()) }
    });
    nothing_foreign(&visit);
    let console = visit.console_so_far();
    let named = console.iter().filter(|line| line.message.contains(r#"attribute \"api\" must be"#));
    assert_eq!(named.count(), 1, "{console:?}");
    visit.forgive();
}

/// EMB-01: with a wrong value in each of the others, the defaults are used.
fn with_nothing_but_wrong_attributes_it_still_runs(browser: Browser) {
    let visit = visit(browser);
    open_empty(&visit);
    put(
        &visit,
        "base='//evil' routing='up' dom='dark' theme='blink' locale='constructor' intent='steal'
         return-to='javascript:1' country='0'",
    );

    recover(&visit);

    let console = visit.console_so_far();
    let named = console.iter().filter(|line| line.message.contains("regain: the attribute"));
    assert_eq!(named.count(), 8, "{console:?}");
    visit.forgive();
}
