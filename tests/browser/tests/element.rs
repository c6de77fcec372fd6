//! `<regain-recovery>` itself, on a page that does nothing: attributes, events, life and end, focus.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Key, Page, Visit, accessibility, wait};
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        no_text_in_an_attribute_throws_or_leads_anywhere,
        markup_alone_cannot_name_another_server,
        with_nothing_but_wrong_attributes_it_still_runs,
        events_tell_states_and_nothing_about_the_person,
        a_hundred_mounts_leave_nothing_behind,
        a_hundred_mounts_in_a_shadow_root_leave_nothing_behind,
        removed_it_asks_and_counts_no_more,
        moved_into_another_root_it_keeps_text_and_style,
        replaced_in_one_task_it_goes_on_with_address_and_recovery,
        defined_twice_and_under_another_name_it_is_one,
        focus_enters_and_leaves_in_order,
        focus_enters_and_leaves_a_shadow_root_in_order,
        labels_and_errors_stand_in_the_same_root,
        it_is_the_main_part_of_the_page_or_within_it,
        the_page_may_take_a_link_away,
        the_language_changes_in_place,
        texts_can_be_replaced,
        restart_forgets_the_recovery,
        several_attributes_begin_anew_once,
    ]
}

/// Opens the empty page, once its script has run.
#[track_caller]
fn open_empty(visit: &Visit) {
    open_host(visit, "empty");
    wait::until("the element is defined", || {
        let is_defined = visit.run("return !!customElements.get('regain-recovery')", json!([]));
        if is_defined == json!(true) { Ok(()) } else { Err("not yet".to_owned()) }
    });
}

/// Puts an element with these attributes into the page, and notes all its events.
#[track_caller]
fn put(visit: &Visit, attributes: &str) {
    let script = "window.heard = [];
        for (const name of ['ready', 'step', 'completed', 'ended', 'crashed', 'leave']) {
            addEventListener(`regain:${name}`, ({ detail }) => heard.push([name, detail]));
        }
        document.querySelector('#place').innerHTML =
            `<regain-recovery api=\"${server}/api/v1\" ${arguments[0]}></regain-recovery>`;";
    drop(visit.run(script, json!([attributes])));
}

#[track_caller]
fn mounted(browser: Browser, attributes: &str) -> Visit {
    let visit = visit(browser);
    open_empty(&visit);
    put(&visit, attributes);
    visit.heading(ACCOUNT).is_there();
    visit
}

#[track_caller]
fn heard(visit: &Visit) -> Value {
    visit.run("return window.heard", json!([]))
}

/// Notes what the page asks for, and which timers wait, from before its first script on.
const WATCH: &str = "window.asked = []; window.waiting = new Set();
    const ask = window.fetch;
    window.fetch = function (what, how) {
        asked.push(String(what?.url ?? what));
        return ask.call(window, what, how);
    };
    for (const [begin, end] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
        const [set, clear] = [window[begin], window[end]];
        window[begin] = function (act, ms, ...more) {
            const id = set.call(window, (...all) => {
                if (begin === 'setTimeout') waiting.delete(id);
                act(...all);
            }, ms, ...more);
            waiting.add(id);
            return id;
        };
        window[end] = function (id) { waiting.delete(id); clear.call(window, id); };
    }
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const make = WebAssembly[name];
        WebAssembly[name] = async function (...all) {
            const made = await make.apply(WebAssembly, all);
            const { exports } = made.instance ?? made;
            window.memory ??= Object.values(exports).find((each) => each instanceof WebAssembly.Memory);
            return made;
        };
    }";

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

/// EMB-06: every event of a recovery, and nothing typed or kept in any of them.
fn events_tell_states_and_nothing_about_the_person(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    visit.field(IDENTIFIER).fill("138 0013 8000");
    visit.button("Next").press();
    visit.choice("Mobile phone").press();
    visit.heading(PHONE_CODE).is_there();
    let token = visit.run("return Object.values(sessionStorage).join(' ')", json!([]));
    let code = visit.stage.next_code(SOLO_PHONE);
    submit_code(&visit, &code);
    visit.heading(PASSWORD).is_there();
    submit_password(&visit, NEW_PASSWORD);
    visit.heading(DONE).is_there();

    let heard = heard(&visit);
    assert_eq!(
        heard,
        json!([
            ["step", { "step": "account" }],
            ["ready", null],
            ["step", { "step": "methods" }],
            ["step", { "step": "verify/phone" }],
            ["step", { "step": "password" }],
            ["step", { "step": "done" }],
            ["completed", { "intent": "reset_password" }],
        ])
    );
    let told = heard.to_string();
    let token = token.as_str().unwrap();
    for secret in ["8000", &code, NEW_PASSWORD, token.split(' ').next().unwrap()] {
        assert!(!told.contains(secret), "{told}");
    }
    assert_eq!(with_element(&visit, "return element.step"), "done");
}

/// What a page holds: listeners and nodes of all kinds, and bytes of the wasm.
#[track_caller]
fn held(page: &Page) -> [f64; 3] {
    drop(page.devtools("HeapProfiler.collectGarbage", json!({})));
    let metrics = page.devtools("Performance.getMetrics", json!({}));
    let of = |name: &str| {
        let all = metrics["metrics"].as_array().unwrap();
        all.iter().find(|each| each["name"] == name).unwrap()["value"].as_f64().unwrap()
    };
    let bytes = page.run("return window.memory.buffer.byteLength", json!([]));
    [of("JSEventListeners"), of("Nodes"), bytes.as_f64().unwrap()]
}

#[track_caller]
fn a_hundred_mounts(browser: Browser, dom: &str) {
    let visit = visit(browser);
    visit.before_each_page(WATCH);
    open_empty(&visit);
    drop(visit.devtools("Performance.enable", json!({})));
    let mount = "const [times, dom, done] = arguments;
        const once = () => new Promise((resolve) => {
            const element = document.createElement('regain-recovery');
            Object.assign(element, { api: `${server}/api/v1`, routing: 'memory', dom });
            element.addEventListener('regain:ready', () => { element.remove(); setTimeout(resolve); });
            document.body.append(element);
        });
        (async () => { for (let time = 0; time < times; time += 1) await once(); })().then(done)";
    drop(visit.run_async(mount, json!([20, dom])));
    let [listeners, nodes, bytes] = held(&visit);

    drop(visit.run_async(mount, json!([100, dom])));

    let [listeners_after, nodes_after, bytes_after] = held(&visit);
    assert!(listeners_after <= listeners, "{listeners} → {listeners_after} listeners");
    assert!(nodes_after <= nodes + 5.0, "{nodes} → {nodes_after} nodes");
    assert!(bytes_after <= bytes * 1.01, "{bytes} → {bytes_after} bytes");
    assert_eq!(visit.run("return waiting.size", json!([])), 0, "timers wait still");
}

/// EMB-09: a hundred times put in and taken out, with nothing left.
fn a_hundred_mounts_leave_nothing_behind(browser: Browser) {
    a_hundred_mounts(browser, "light");
}

/// EMB-09: the same with a shadow root.
fn a_hundred_mounts_in_a_shadow_root_leave_nothing_behind(browser: Browser) {
    a_hundred_mounts(browser, "shadow");
}

/// EMB-09: the countdown stops, and nothing is asked any more.
fn removed_it_asks_and_counts_no_more(browser: Browser) {
    let visit = visit(browser);
    visit.before_each_page(WATCH);
    open_empty(&visit);
    put(&visit, "routing=memory");
    ask_for_code(&visit);
    assert_ne!(visit.run("return waiting.size", json!([])), 0, "no countdown runs");

    drop(with_element(&visit, "element.remove()"));

    wait::until("no timer waits", || match visit.run("return waiting.size", json!([])) {
        none if none == json!(0) => Ok(()),
        some => Err(format!("{some} wait")),
    });
    let asked = visit.run("return asked.length", json!([]));
    drop(visit.run(
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        dispatchEvent(new Event('online')); dispatchEvent(new PopStateEvent('popstate'));
        document.dispatchEvent(new Event('visibilitychange'))",
        json!([]),
    ));
    assert_eq!(visit.run("return asked.length", json!([])), asked, "it listens still");
    assert_eq!(with_element(&visit, "return element"), Value::Null);
}

/// EMB-09: from the page into the shadow root of a component.
fn moved_into_another_root_it_keeps_text_and_style(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    visit.field(IDENTIFIER).fill("so");
    let script = "const root = document.body.appendChild(document.createElement('div'))
            .attachShadow({ mode: 'open' });
        root.append(element); window.moved = element;";
    drop(with_element(&visit, script));

    visit.field(IDENTIFIER).holds("so");
    wait::until("it has its style", || {
        let script = "return getComputedStyle(moved.querySelector('.rg-card')).display + ' ' +
            getComputedStyle(moved.querySelector('.rg-button')).backgroundColor";
        let style = visit.run(script, json!([]));
        let is_bare = style.as_str().unwrap_or_default().ends_with("rgb(239, 239, 239)");
        if is_bare { Err(style.to_string()) } else { Ok(()) }
    });
}

/// EMB-09: a framework that draws anew puts another element in the place of the first.
fn replaced_in_one_task_it_goes_on_with_address_and_recovery(browser: Browser) {
    let visit = mounted(browser, "routing=hash");
    begin(&visit);
    let script = "const next = element.cloneNode(); element.replaceWith(next); window.next = next";

    drop(with_element(&visit, script));

    visit.heading(METHODS).is_there();
    visit.choice("Mobile phone").press();
    visit.heading(PHONE_CODE).is_there();
    assert_eq!(visit.run("return location.hash", json!([])), "#/verify/phone");
}

/// EMB-10: neither a second time, nor another name, nor nonsense throws.
fn defined_twice_and_under_another_name_it_is_one(browser: Browser) {
    let visit = visit(browser);
    open_empty(&visit);
    let script = "const before = customElements.get('regain-recovery');
        define(); define('regain-recovery'); define('acme-recovery'); define('acme-recovery');
        define('not a tag'); define('regain-recovery', customElements, { files: 'http://[' });
        define('regain-recovery', customElements, { origins: 7 });
        document.querySelector('#place').innerHTML =
            `<acme-recovery api=\"${server}/api/v1\" routing=\"memory\"></acme-recovery>`;
        return customElements.get('regain-recovery') === before";
    assert_eq!(visit.run(script, json!([])), true);

    visit.heading(ACCOUNT).is_there();
    visit.forgive();
}

/// What has the focus: the text of a link, or the kind of a control, through shadow roots.
const FOCUSED: &str = "let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body ? 'body' : at.innerText?.trim() || at.localName";

#[track_caller]
fn walk(browser: Browser, attributes: &str) {
    let visit = mounted(browser, attributes);
    drop(visit.run("document.querySelector('a[href=\"#before\"]').focus()", json!([])));
    let now = || visit.run(FOCUSED, json!([])).as_str().unwrap_or_default().to_owned();
    let mut there = vec![now()];
    while there.last().unwrap() != "After" {
        assert!(there.len() < 30, "the focus never leaves: {there:?}");
        visit.press(Key::Tab);
        there.push(now());
    }
    let mut back = vec![now()];
    while back.last().unwrap() != "Before" {
        assert!(back.len() < 30, "the focus never leaves: {back:?}");
        visit.press_back_tab();
        back.push(now());
    }
    back.reverse();

    assert_eq!(there, back, "there and back differ");
    let place = |what: &str| there.iter().position(|each| each == what);
    assert!(place("input") < place("Next"), "{there:?}");
    assert!(there.len() > 4, "{there:?}");
}

/// EMB-11: with Tab through it and out again, and back the same way.
fn focus_enters_and_leaves_in_order(browser: Browser) {
    walk(browser, "routing=memory");
}

/// EMB-11: the same with a shadow root.
fn focus_enters_and_leaves_a_shadow_root_in_order(browser: Browser) {
    walk(browser, "routing=memory dom=shadow");
}

/// EMB-03, EMB-04: axe looks through the open root, and finds each label, hint and error.
fn labels_and_errors_stand_in_the_same_root(browser: Browser) {
    for dom in ["light", "shadow"] {
        let visit = mounted(browser, &format!("routing=memory dom={dom}"));
        let look = |visit: &Visit, screen: &str| {
            let found = accessibility(visit).into_iter();
            // What the empty page itself lacks: a heading and a landmark.
            let found: Vec<_> = found.filter(|each| !each.contains("#before")).collect();
            assert!(found.is_empty(), "{dom}, {screen}: {found:#?}");
        };
        look(&visit, ACCOUNT);
        visit.button("Next").press();
        visit.field(IDENTIFIER).is_described_by("Enter");
        look(&visit, "an error");
        begin(&visit);
        look(&visit, METHODS);
        visit.choice("Mobile phone").press();
        visit.heading(PHONE_CODE).is_there();
        look(&visit, PHONE_CODE);
        submit_code(&visit, &visit.stage.next_code(SOLO_PHONE));
        visit.heading(PASSWORD).is_there();
        look(&visit, PASSWORD);
        submit_password(&visit, NEW_PASSWORD);
        visit.heading(DONE).is_there();
        look(&visit, DONE);
    }
}

/// EMB-08: within the main part of a page the recovery brings no second one; elsewhere it is that.
fn it_is_the_main_part_of_the_page_or_within_it(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    let mains = "return document.querySelectorAll('[role=main]').length";
    assert_eq!(visit.run(mains, json!([])), 1);

    let inside = "document.querySelector('#place').setAttribute('role', 'main')";
    drop(visit.run(inside, json!([])));
    put(&visit, "routing=memory");
    visit.heading(ACCOUNT).is_there();
    wait::until("it is ready", || {
        let heard = heard(&visit);
        let ready = heard.as_array().unwrap().iter().any(|each| each[0] == "ready");
        if ready { Ok(()) } else { Err(heard.to_string()) }
    });

    assert_eq!(visit.run(mains, json!([])), 1);
    assert_eq!(accessibility(&visit).len(), 1, "only the empty page's lack of a heading");
}

/// The page may go where it likes, in place of the address that the server has given.
fn the_page_may_take_a_link_away(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    recover(&visit);
    let here = visit.path();
    drop(with_element(
        &visit,
        "element.addEventListener('regain:leave', (event) => event.preventDefault(), { once: true })",
    ));

    visit.link("Log on").press();
    wait::until("the page is asked", || {
        let heard = heard(&visit);
        let asked = heard.as_array().unwrap().iter().any(|each| each[0] == "leave");
        if asked { Ok(()) } else { Err(heard.to_string()) }
    });
    assert_eq!(visit.path(), here);
    visit.link("Log on").press();

    visit.heading("Log on").is_there();
}

/// A11Y-14: by property, in the middle of a step, with what is typed.
fn the_language_changes_in_place(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    ask_for_code(&visit);
    visit.field("Verification code").fill("123");

    drop(with_element(&visit, "element.locale = 'zh-Hans-CN'"));

    visit.heading("输入手机收到的验证码").is_there();
    visit.field("验证码").holds("123");
    assert_eq!(visit.run("return document.documentElement.lang", json!([])), "en");
}

/// Texts by key; those that do not exist are named.
fn texts_can_be_replaced(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    let script = "element.messages =
        { 'account.heading': 'Forgot your Acme password?', 'no.such.key': 'nothing' }";

    drop(with_element(&visit, script));

    visit.heading("Forgot your Acme password?").is_there();
    visit.field(IDENTIFIER).is_there();
    let console = visit.console_so_far();
    assert!(console.iter().any(|line| line.message.contains("no.such.key")), "{console:?}");
    drop(with_element(&visit, "element.messages = undefined"));
    visit.heading(ACCOUNT).is_there();
    visit.forgive();
}

/// `restart()` begins anew, also after a reload.
fn restart_forgets_the_recovery(browser: Browser) {
    let visit = visit(browser);
    open_portal(&visit, "plain");
    begin(&visit);

    drop(with_element(&visit, "element.restart()"));
    visit.heading(ACCOUNT).is_there();
    visit.reload();

    visit.heading(ACCOUNT).is_there();
    visit.text("step account");
}

/// Frameworks set attributes one by one.
fn several_attributes_begin_anew_once(browser: Browser) {
    let visit = mounted(browser, "routing=memory");
    let before = heard(&visit).as_array().unwrap().len();

    drop(with_element(
        &visit,
        "Object.assign(element, { routing: 'hash', country: 49, intent: 'find_username' })",
    ));

    visit.heading("Find your username").is_there();
    wait::until("it is ready again", || {
        let heard = heard(&visit);
        let new: Vec<_> = heard.as_array().unwrap().iter().skip(before).collect();
        let ready = new.iter().filter(|each| each[0] == "ready").count();
        if ready == 1 { Ok(()) } else { Err(format!("{ready} times: {new:?}")) }
    });
}
