//! Circles of imports: the largest sets of files each of which reaches each other one (Tarjan's
//! strongly connected components, found here by reachability, which is fast enough for our trees).

use std::collections::{BTreeMap, BTreeSet};

/// Which file imports which.
type Imports<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The circles of more than one file, the largest first.
pub fn circles<'a>(imports: &Imports<'a>) -> Vec<BTreeSet<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (*file, reachable(imports, file))).collect();
    let is_mutual = |a: &str, b: &str| reached[a].contains(b) && reached[b].contains(a);
    let mut circles = BTreeSet::new();
    for file in imports.keys() {
        let circle: BTreeSet<&str> =
            imports.keys().copied().filter(|other| is_mutual(file, other)).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    let mut circles: Vec<_> = circles.into_iter().collect();
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

/// Every file that a file reaches by one import or more.
fn reachable<'a>(imports: &Imports<'a>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = imports[from].iter().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(imports.get(file).into_iter().flatten());
        }
    }
    reached
}
