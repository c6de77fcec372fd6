//! The English texts are plain enough to be read by a worried person, and the terms in the style
//! guide are the ones that the app uses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The highest Flesch-Kincaid grade of all English texts together: what pupils of eleven read.
const CEILING: f64 = 6.0;

/// The most words that a sentence may have.
const LONGEST: usize = 30;

/// The fewest words of what counts as a sentence, so that labels do not flatter the figure.
const SENTENCE: usize = 4;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn texts(language: &str) -> BTreeMap<String, String> {
    let path = root().join("locales").join(format!("{language}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The text as somebody reads it: `{n, plural, one {# day} other {# days}}` as “three days”, other
/// values as one word.
fn read_out(text: &str) -> String {
    let Some((before, rest)) = text.split_once('{') else { return text.to_owned() };
    let mut depth = 1;
    let end = rest.find(|letter| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        depth == 0
    });
    let (value, after) = rest.split_at(end.unwrap_or(rest.len()));
    let spoken = match value.rsplit_once("other {") {
        Some((_, other)) => other.trim_end_matches('}').replace('#', "three"),
        None => "three".to_owned(),
    };
    format!("{before}{spoken}{}", read_out(after.trim_start_matches('}')))
}

fn sentences(text: &str) -> Vec<Vec<String>> {
    let mut sentences = vec![vec![]];
    for word in read_out(text).split_whitespace() {
        if word.contains(char::is_alphanumeric) {
            sentences.last_mut().unwrap().push(word.to_owned());
        }
        if word.ends_with(['.', '!', '?']) {
            sentences.push(vec![]);
        }
    }
    sentences.retain(|words| words.len() >= SENTENCE);
    sentences
}

/// Runs of vowels, without a silent e at the end.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let runs = word.split(|letter| !is_vowel(letter)).filter(|run| !run.is_empty()).count();
    let is_silent = word.ends_with('e') && !word.ends_with("le") && runs > 1;
    (runs - usize::from(is_silent)).max(1)
}

#[expect(clippy::cast_precision_loss, reason = "some thousand words")]
fn grade(sentences: &[Vec<String>]) -> f64 {
    let words: usize = sentences.iter().map(Vec::len).sum();
    let syllables: usize = sentences.iter().flatten().map(|word| syllables(word)).sum();
    let (words, sentences) = (words as f64, sentences.len() as f64);
    0.39 * words / sentences + 11.8 * syllables as f64 / words - 15.59
}

#[test]
fn the_english_texts_are_plain() {
    let all: Vec<_> = texts("en").values().flat_map(|text| sentences(text)).collect();
    assert!(all.len() > 300, "only {} sentences were read", all.len());

    let grade = grade(&all);
    println!("Flesch-Kincaid grade of {} sentences: {grade:.1}", all.len());
    assert!(grade <= CEILING, "the texts need grade {grade:.1}; {CEILING} is the ceiling");
}

#[test]
fn no_english_sentence_is_long() {
    for (key, text) in texts("en") {
        for sentence in sentences(&text) {
            let count = sentence.len();
            assert!(count <= LONGEST, "{key} has a sentence of {count} words: {sentence:?}");
        }
    }
}

/// Words that blame, that need to be seen or clicked, or that have another word here.
#[test]
fn no_english_text_uses_a_word_that_the_guide_rules_out() {
    const OUT: [&str; 14] = [
        "invalid",
        "illegal",
        "sorry",
        "oops",
        "click",
        "above",
        "below",
        "otp",
        "pin",
        "passcode",
        "authenticate",
        "utilise",
        "login",
        "signin",
    ];
    for (key, text) in texts("en") {
        let words = text.to_lowercase();
        let mut words = words.split(|letter: char| !letter.is_alphanumeric());
        let word = words.find(|word| OUT.contains(word));
        assert_eq!(word, None, "{key}: {text}");
        assert!(!text.contains('!'), "{key}: {text}");
    }
}

/// The measure itself, at words and sentences whose figures are known.
#[test]
fn the_measure_knows_hard_from_easy() {
    for (word, count) in [("code", 1), ("account", 2), ("verify", 3), ("table", 2), ("identity", 4)]
    {
        assert_eq!(syllables(word), count, "{word}");
    }
    assert_eq!(read_out("{n, plural, one {# day} other {# days}} left"), "three days left");
    assert_eq!(read_out("sent to {to}."), "sent to three.");
    let easy = sentences("We sent a code to your phone. Type it here now.");
    let hard = sentences("Authentication necessitates demonstrating organisational authorisation.");
    assert!(grade(&easy) < 3.0 && grade(&hard) > 12.0);
}

/// The table of terms in the style guide: each cell is what the app says.
#[test]
fn the_terms_of_the_style_guide_are_the_apps() {
    let guide = fs::read_to_string(root().join("docs/texts.md")).unwrap();
    let mut terms = 0;
    let mut keys: Vec<String> = vec![];
    for line in guide.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (first, rest) = cells.split_first().unwrap();
        let key = |cell: &&str| cell.strip_prefix('`')?.strip_suffix('`').map(str::to_owned);
        if *first == "language" {
            keys = rest.iter().filter_map(key).collect();
        } else if let Some(language) = key(first).filter(|_| rest.len() == keys.len()) {
            let said = texts(&language);
            for (key, term) in keys.iter().zip(rest) {
                assert_eq!(said.get(key).map(String::as_str), Some(*term), "{key} of {language}");
                terms += 1;
            }
        }
    }
    assert!(terms >= 12 * 8, "only {terms} terms were compared");
}
