//! What the words in the boxes of a slip mean.

use charter::returns::{Frequency, Method, Wish};

/// Longer words are more than a priority.
const MAX_PRIORITY_CHARS: usize = 250;

fn key(words: &str) -> String {
    let kept = words.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `None` for anything but a plain yes or no.
pub(super) fn wish(words: &str) -> Option<Wish> {
    match key(words).as_str() {
        "yes" | "y" | "yes please" | "yes we do" | "yes we would" | "yes thank you" => Some(Wish::Yes),
        "no" | "n" | "no thank you" | "no thanks" | "no we do not" | "no we don t" => Some(Wish::No),
        _ => None,
    }
}

/// A known value, if the words are nothing else.
pub(super) fn frequency(words: &str) -> Option<Frequency> {
    let stated = Frequency::stated(without_courtesy(&key(words)))?;
    Frequency::KNOWN.contains(&stated).then_some(stated)
}

/// A known value, if the words are nothing else.
pub(super) fn method(words: &str) -> Option<Method> {
    let stated = Method::stated(without_courtesy(&key(words)))?;
    Method::KNOWN.contains(&stated).then_some(stated)
}

fn without_courtesy(words: &str) -> &str {
    words.strip_suffix(" please").unwrap_or(words)
}

/// Whether the words name a priority of their own. Those that point to another one, or are a whole text, are for a person.
pub(super) fn is_priority(words: &str) -> bool {
    const POINTING: [&str; 12] = [
        "as before",
        "as above",
        "no change",
        "unchanged",
        "same",
        "as last",
        "ditto",
        "see above",
        "see below",
        "as agreed",
        "see attached",
        "to follow",
    ];
    let key = format!(" {} ", key(words));
    let points = POINTING.iter().any(|words| key.contains(&format!(" {words} ")));
    !points && words.chars().count() <= MAX_PRIORITY_CHARS && words.chars().any(char::is_alphabetic)
}
