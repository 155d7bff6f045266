//! The words of mail programs in several languages (`data/phrases/quote_headers.txt`).

use std::borrow::Cow;

use charter::phrase_file::{phrases, section};

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/phrases/quote_headers.txt"));

/// Longest name of a header field, in bytes.
const MAX_NAME_BYTES: usize = 24;

/// The sections of header fields: what a name before a colon announces.
const FIELDS: [(&str, Field); 6] = [
    (section(FILE, "[from]"), Field::From),
    (section(FILE, "[sent]"), Field::Sent),
    (section(FILE, "[date]"), Field::Date),
    (section(FILE, "[to]"), Field::To),
    (section(FILE, "[other]"), Field::Other),
    (section(FILE, "[subject]"), Field::Subject),
];

/// Other phrases of mail programs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Phrases {
    On,
    Wrote,
    Said,
    OriginalMessage,
    ForwardedMessage,
    ForwardedBy,
    BeginForwarded,
    ForwardedSubject,
    AnsweredSubject,
}

impl Phrases {
    /// Found by the compiler.
    const fn section(self) -> &'static str {
        match self {
            Self::On => const { section(FILE, "[on]") },
            Self::Wrote => const { section(FILE, "[wrote]") },
            Self::Said => const { section(FILE, "[said]") },
            Self::OriginalMessage => const { section(FILE, "[original message]") },
            Self::ForwardedMessage => const { section(FILE, "[forwarded message]") },
            Self::ForwardedBy => const { section(FILE, "[forwarded by]") },
            Self::BeginForwarded => const { section(FILE, "[begin forwarded]") },
            Self::ForwardedSubject => const { section(FILE, "[forwarded subject]") },
            Self::AnsweredSubject => const { section(FILE, "[answered subject]") },
        }
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = &'static str> {
        phrases(self.section())
    }

    /// Whether words in any case are one of the phrases.
    pub(super) fn has(self, words: &str) -> bool {
        let words = words.replace('’', "'").to_lowercase();
        self.iter().any(|phrase| phrase == words)
    }
}

/// A field of a header block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    From,
    /// `Sent:`. Few people write that by hand.
    Sent,
    Date,
    Subject,
    To,
    Other,
}

/// The field of a name in any case.
pub(super) fn field(name: &str) -> Option<Field> {
    if name.len() > MAX_NAME_BYTES || !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let lower = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) };
    let is_named =
        |(section, _): &&(&'static str, Field)| phrases(section).any(|phrase| phrase.eq_ignore_ascii_case(&lower));
    FIELDS.iter().find(is_named).map(|(_, field)| *field)
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, FILE, Field, Phrases, field, phrases};
    use rstest::rstest;

    #[rstest]
    #[case("From", Some(Field::From))]
    #[case("ODDI WRTH", Some(Field::From))]
    #[case("Envoyé", Some(Field::Sent))]
    #[case("DATUM", Some(Field::Date))]
    #[case("À", Some(Field::To))]
    #[case("wrote", None)]
    #[case("Priority 1", None)]
    #[case("", None)]
    fn fields(#[case] name: &str, #[case] expected: Option<Field>) {
        assert_eq!(field(name), expected);
    }

    #[test]
    fn every_section_is_known_and_has_phrases_in_lower_case() {
        let others = [
            Phrases::On,
            Phrases::Wrote,
            Phrases::Said,
            Phrases::OriginalMessage,
            Phrases::ForwardedMessage,
            Phrases::ForwardedBy,
            Phrases::BeginForwarded,
            Phrases::ForwardedSubject,
            Phrases::AnsweredSubject,
        ];
        let sections: Vec<&str> =
            FIELDS.iter().map(|(section, _)| *section).chain(others.map(Phrases::section)).collect();
        assert_eq!(FILE.lines().filter(|line| line.starts_with('[')).count(), sections.len());
        for section in sections {
            assert!(phrases(section).count() > 0, "{section}");
            assert!(phrases(section).all(|phrase| phrase == phrase.to_lowercase()), "{section}");
        }
        assert!(Phrases::OriginalMessage.has("Message d’origine"));
    }
}
