//! The accessibility tree of a screen as text, as Chromium gives it to assistive technology: role,
//! name, description and states in document order, shadow roots included. Called by tests.

use crate::{Page, normalised};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The states that are told; the others follow from the role, or say nothing to people.
const STATES: [&str; 11] = [
    "level", "focused", "disabled", "invalid", "required", "checked", "expanded", "readonly",
    "selected", "busy", "live",
];

/// Nodes that say nothing themselves; their children stand in their place.
const SILENT: [&str; 8] =
    ["none", "generic", "RootWebArea", "LayoutTable", "ListMarker", "Pre", "LabelText", "Legend"];

/// Nodes that are left out with all that is in them.
const LEFT_OUT: [&str; 3] = ["InlineTextBox", "MenuListPopup", "LineBreak"];

/// The tree of what the page shows now, normalised, one node a line, indented by depth.
#[track_caller]
#[must_use]
pub fn accessibility_tree(page: &Page) -> String {
    let tree = page.tell("read the accessibility tree", |session| {
        session.devtools("Accessibility.getFullAXTree", json!({}))
    });
    let nodes = tree.get("nodes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let by_id: HashMap<&str, &Value> =
        nodes.iter().map(|node| (text(node, "/nodeId"), node)).collect();
    let mut lines = vec![];
    if let Some(root) = nodes.first() {
        write(root, &by_id, (0, ""), &mut lines);
    }
    lines.join("\n")
}

fn write(
    node: &Value,
    by_id: &HashMap<&str, &Value>,
    (depth, above): (usize, &str),
    lines: &mut Vec<String>,
) {
    let (role, name) = (text(node, "/role/value"), text(node, "/name/value"));
    if LEFT_OUT.contains(&role) {
        return;
    }
    let is_ignored = node.pointer("/ignored") == Some(&Value::Bool(true));
    // The text of a button is its name already.
    let is_repeated =
        role == "StaticText" && (name.trim().is_empty() || above.contains(name.trim()));
    let is_told = !is_ignored && !SILENT.contains(&role) && !is_repeated;
    if is_told {
        lines.push(format!("{}{}", "  ".repeat(depth), line(node, role, name)));
    }
    let (depth, above) = match is_told {
        true => (depth + 1, if name.is_empty() { above } else { name }),
        false => (depth, above),
    };
    // What was said last is in the transcripts; here it would depend on how fast the walk is.
    if role == "status" {
        return;
    }
    let children = node.pointer("/childIds").and_then(Value::as_array);
    for child in children.into_iter().flatten().filter_map(Value::as_str) {
        if let Some(child) = by_id.get(child) {
            write(child, by_id, (depth, above), lines);
        }
    }
}

fn line(node: &Value, role: &str, name: &str) -> String {
    let mut line = if role == "StaticText" { "text" } else { role }.to_owned();
    if !name.is_empty() {
        line += &format!(" “{}”", normalised(&folded(name)));
    }
    let states = node.pointer("/properties").and_then(Value::as_array);
    for state in states.into_iter().flatten() {
        let (state_name, value) = (text(state, "/name"), state.pointer("/value/value"));
        let is_set = !matches!(value, None | Some(Value::Bool(false)))
            && !["false", "off"].contains(&text(state, "/value/value"));
        if STATES.contains(&state_name) && is_set {
            line += &match value {
                Some(Value::Bool(true)) => format!(" [{state_name}]"),
                Some(Value::String(value)) => format!(" [{state_name}={value}]"),
                value => format!(" [{state_name}={}]", value.unwrap_or(&Value::Null)),
            };
        }
    }
    let value = text(node, "/value/value");
    if !value.is_empty() {
        line += &format!(" = “{}”", normalised(&folded(value)));
    }
    let description = text(node, "/description/value");
    if !description.is_empty() {
        line += &format!(" – “{}”", normalised(&folded(description)));
    }
    line
}

fn text<'v>(value: &'v Value, path: &str) -> &'v str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
