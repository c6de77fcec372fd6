//! How `<regain-recovery>` is defined, put in, moved, replaced and taken out.

use crate::embedded::*;
use crate::journey::*;
use regain_browser_tests::{Browser, Page, wait};
use serde_json::{Value, json};

browser_tests! {
    every browser: [],
    chromium: [
        a_hundred_mounts_leave_nothing_behind,
        a_hundred_mounts_in_a_shadow_root_leave_nothing_behind,
        removed_it_asks_and_counts_no_more,
        moved_into_another_root_it_keeps_text_and_style,
        replaced_in_one_task_it_goes_on_with_address_and_recovery,
        defined_twice_and_under_another_name_it_is_one,
        several_attributes_begin_anew_once,
    ]
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
