//! Reads which paths a Rust file names: in `use` declarations, and in the code itself, macros included.
//! Attributes, comments and what is compiled for tests only do not count.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// A path as segments. One that belongs to the same crate begins with `crate`.
pub type Segments = Vec<String>;

/// What one file names.
#[derive(Debug, Default)]
pub struct Source {
    /// Every path that the file names, with its line.
    pub paths: Vec<(usize, Segments)>,
    /// The names that the file re-exports, with the line and where they come from.
    pub re_exports: BTreeMap<String, (usize, Segments)>,
    /// What a name of a `use` declaration stands for.
    aliases: BTreeMap<String, Segments>,
}

/// Reads a file whose module is `crate` and `module`.
pub fn read(text: &str, module: &[String]) -> Result<Source, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("no Rust: {error}"))?;
    let mut source = Source::default();
    let mut here = vec!["crate".to_owned()];
    here.extend_from_slice(module);
    source.walk(tokens, &here);
    let aliases = source.aliases.clone();
    for (_, path) in &mut source.paths {
        // `store::begin` after `use crate::store`.
        if let Some((first, rest)) = path.split_first()
            && let Some(stands_for) = aliases.get(first)
        {
            *path = [stands_for.as_slice(), rest].concat();
        }
    }
    Ok(source)
}

impl Source {
    /// Every path that the file names, re-exports included, with its line.
    pub fn all_paths(&self) -> impl Iterator<Item = (usize, &Segments)> {
        let re_exports = self.re_exports.values().map(|(line, path)| (*line, path));
        self.paths.iter().map(|(line, path)| (*line, path)).chain(re_exports)
    }

    fn walk(&mut self, tokens: TokenStream, here: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut is_public = false;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    if tokens.get(at).is_some_and(is_for_tests) {
                        at = after_item(&tokens, at + 1);
                    } else {
                        at += usize::from(matches!(tokens.get(at), Some(TokenTree::Group(_))));
                    }
                }
                TokenTree::Group(group) => self.walk(group.stream(), here),
                TokenTree::Ident(word) if *word == "pub" => {
                    is_public = true;
                    at += usize::from(is_parenthesis(tokens.get(at)));
                    continue;
                }
                TokenTree::Ident(word) if *word == "mod" => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                        (tokens.get(at), tokens.get(at + 1))
                    {
                        let inside = [here, &[name.to_string()]].concat();
                        self.walk(body.stream(), &inside);
                        at += 2;
                    }
                }
                TokenTree::Ident(word) if *word == "use" => {
                    let line = word.span().start().line;
                    let end = end_of_use(&tokens, at);
                    let tree = tokens.get(at..end).unwrap_or_default();
                    self.use_tree(&[], tree, here, (line, is_public));
                    at = end;
                }
                TokenTree::Ident(word) => {
                    let (path, end) = path(&tokens, at - 1);
                    if path.len() > 1 {
                        self.paths.push((word.span().start().line, absolute(path, here)));
                    }
                    at = end;
                }
                _ => {}
            }
            is_public = false;
        }
    }

    fn use_tree(
        &mut self,
        before: &[String],
        tree: &[TokenTree],
        here: &[String],
        at: (usize, bool),
    ) {
        let (segments, end) = path(tree, 0);
        let whole = [before, &segments].concat();
        match tree.get(end) {
            Some(TokenTree::Group(group)) => {
                for part in split_at_commas(group) {
                    self.use_tree(&whole, &part, here, at);
                }
            }
            rest => {
                let renamed = match (rest, tree.get(end + 1)) {
                    (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name)))
                        if *word == "as" =>
                    {
                        Some(name.to_string())
                    }
                    _ => None,
                };
                let mut whole = absolute(whole, here);
                if whole.last().is_some_and(|last| last == "self") {
                    whole.pop();
                }
                let name = renamed.or_else(|| whole.last().cloned()).unwrap_or_default();
                if at.1 {
                    self.re_exports.insert(name.clone(), (at.0, whole.clone()));
                }
                self.aliases.insert(name, whole.clone());
                if !at.1 {
                    self.paths.push((at.0, whole));
                }
            }
        }
    }
}

/// Words joined by `::` from a token on, and where they end.
fn path(tokens: &[TokenTree], mut at: usize) -> (Segments, usize) {
    let mut segments = Vec::new();
    if is_colons(tokens, at) {
        at += 2;
    }
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        segments.push(word.to_string());
        at += 1;
        if !is_colons(tokens, at) {
            break;
        }
        at += 2;
    }
    (segments, at)
}

/// The path from the root of the crate on, when it begins with `crate`, `super` or `self`.
fn absolute(path: Segments, here: &[String]) -> Segments {
    let mut module = here.to_vec();
    let mut rest = path.as_slice();
    match rest.first().map(String::as_str) {
        Some("super" | "self") => {}
        _ => return path,
    }
    while let Some((first, after)) = rest.split_first() {
        match first.as_str() {
            "super" => drop(module.pop()),
            "self" => {}
            _ => break,
        }
        rest = after;
    }
    [module.as_slice(), rest].concat()
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let is_colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    is_colon(tokens.get(at)) && is_colon(tokens.get(at + 1))
}

fn is_parenthesis(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
}

/// Whether the brackets of an attribute say `cfg(test)`.
fn is_for_tests(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// Where the item that begins here ends: behind its braces, or its semicolon.
fn after_item(tokens: &[TokenTree], from: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    };
    let rest = tokens.get(from..).unwrap_or_default();
    from + rest.iter().position(is_end).map_or(rest.len(), |end| end + 1)
}

/// Where a `use` declaration ends: at its semicolon.
fn end_of_use(tokens: &[TokenTree], from: usize) -> usize {
    let is_semicolon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
    let rest = tokens.get(from..).unwrap_or_default();
    from + rest.iter().position(is_semicolon).unwrap_or(rest.len())
}

fn split_at_commas(group: &Group) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![vec![]];
    for token in group.stream() {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(mark), _) if mark.as_char() == ',' => parts.push(vec![]),
            (_, Some(part)) => part.push(token),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
