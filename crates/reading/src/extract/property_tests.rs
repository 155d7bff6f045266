//! Any text can be read: words of replies in any order, other text, and endless texts.

use proptest::prelude::{Just, Strategy, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::document::Document;
use super::tests::reading;

fn replies() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("Our priorities are "),
        Just("speeding"),
        Just(", "),
        Just("\n"),
        Just("\n\n"),
        Just("1. "),
        Just("(a) "),
        Just("- "),
        Just("Priority 2"),
        Just(": "),
        Just("no change"),
        Just("We do not wish to take part"),
        Just(" and "),
        Just("Frequency: "),
        Just("quarterly"),
        Just("Method"),
        Just("12/10/23"),
        Just("31 February"),
        Just("meeting on "),
        Just("“"),
        Just("é"),
        Just("\u{301}"),
        Just("\u{200b}"),
        Just("’"),
        Just("'"),
        Just("("),
        Just(")"),
        Just("?"),
        Just("First, "),
        Just("priority 2 is now "),
        Just("\u{1f600}"),
        Just("İ"),
        Just("-"),
        Just("Teams"),
        Just("o "),
    ];
    let reply = prop::collection::vec(parts, 0..40).prop_map(|parts| parts.concat());
    prop_oneof![reply, "\\PC*", "[\u{0}-\u{2fff}]*"]
}

proptest! {
    #[test]
    fn no_text_panics(text in replies()) {
        let read = reading(&text);
        for span in read.highlight_spans() {
            prop_assert!(span.from < span.to && span.to <= text.len());
            prop_assert!(text.is_char_boundary(span.from) && text.is_char_boundary(span.to));
            prop_assert!(!text[span.from..span.to].trim().is_empty());
        }
        prop_assert!(read.highlight_spans().windows(2).all(|pair| pair[0].to < pair[1].from));
        prop_assert!(read.priorities.len() <= 24);
        prop_assert!(read.priorities.iter().all(|extracted| !extracted.value.text.trim().is_empty()));
    }
}

#[test]
fn endless_texts_are_bounded() {
    for part in [
        "speeding, ",
        "not ",
        "(1) ",
        "Priority 1 ",
        "(",
        "wish to take part in ",
        "a-",
        "1. Speeding\n",
        "frequency ",
        "é",
        "same ",
    ] {
        let text = part.repeat(400_000 / part.len());
        assert!(reading(&text).priorities.len() <= 24, "{part}");
    }
    // An item of one list that never ends.
    for part in [")", " and", "(", ","] {
        let text = format!("Our priorities:\n1. Speeding{} x", part.repeat(100_000 / part.len()));
        assert!(reading(&text).priorities.len() <= 24, "{part}");
    }
}

const WORDS: [&str; 24] = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "with",
    "for",
    "lanes",
    "tractors",
    "hedge",
    "residents",
    "quarry",
    "Ludlow",
    "Station",
    "afternoon",
    "is",
    "bridge",
    "over",
    "a",
    "neighbourhood",
    "old",
    "which",
    "mill",
    "gates",
];

/// Sentences or items of random words; a sentence has a capital and a full stop.
fn lines_of_words(lengths: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let noun = prop::sample::select(vec!["hedges", "quarry", "bridges", "tractors", "lanes"]);
    (prop::collection::vec(prop::sample::select(WORDS.to_vec()), lengths), noun)
        .prop_map(|(words, noun)| format!("Then {} {noun}", words.join(" ")))
}

/// The words in lines of at most `width` characters, the lines after the first with an indentation.
fn wrap(words: &str, width: usize, indent: &str) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    for word in words.split(' ') {
        if column > 0 && column + 1 + word.len() > width {
            wrapped.push('\n');
            wrapped.push_str(indent);
            column = indent.len();
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += word.len();
    }
    wrapped
}

proptest! {
    /// A program may break a text at any width: its sentences and its items come back whole.
    #[test]
    fn wrapped_sentences_come_back(
        paragraphs in prop::collection::vec(
            (prop::collection::vec(lines_of_words(8..25), 3..6), prop::collection::vec(lines_of_words(0..16), 0..4)),
            1..4,
        ),
        width in 40_usize..=100,
    ) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for (sentences, items) in &paragraphs {
            text.push_str(&wrap(&format!("{}.", sentences.join(". ")), width, ""));
            for item in items {
                text.push('\n');
                text.push_str(&wrap(&format!("- {item}"), width, "  "));
            }
            text.push_str("\n\n");
            expected.extend(sentences.iter().map(|sentence| format!("{sentence}.")).chain(items.iter().cloned()));
        }
        prop_assert_eq!(sentences(&text), expected, "{}", text);
    }
}

fn sentences(text: &str) -> Vec<String> {
    let document = Document::new(text);
    document.sentences.iter().map(|it| document.text.slice(it.first, it.end).to_owned()).collect()
}

/// An item of four lines that says nothing for its width but its indentation.
#[test]
fn a_wrapped_item_comes_back() {
    let item = "- Then quarry the the the the lanes\n  residents the lanes residents\n  neighbourhood neighbourhood lanes\n  hedges";
    let text = format!("Our issues are these.\n{item}\n- litter\n- parking");
    let joined =
        "Then quarry the the the the lanes residents the lanes residents neighbourhood neighbourhood lanes hedges";
    assert_eq!(sentences(&text), ["Our issues are these.", joined, "litter", "parking"]);
}
