//! The words of mail programs in several languages (`data/phrases/quote_headers.txt`).

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/phrases/quote_headers.txt"));

/// Longest name of a header field, in bytes.
const MAX_NAME_BYTES: usize = 24;

/// The sections of header fields: what a name before a colon announces.
const FIELDS: [(&str, Field); 6] = [
    ("[from]", Field::From),
    ("[sent]", Field::Sent),
    ("[date]", Field::Date),
    ("[to]", Field::To),
    ("[other]", Field::Other),
    ("[subject]", Field::Subject),
];

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
    let name = name.to_lowercase();
    let mut section = None;
    for line in FILE.lines() {
        if line.starts_with('[') {
            section = FIELDS.iter().find(|(heading, _)| *heading == line).map(|(_, field)| *field);
        } else if section.is_some() && line == name {
            return section;
        }
    }
    None
}

/// The phrases below a heading.
pub(crate) fn phrases(heading: &str) -> impl Iterator<Item = &'static str> {
    let below = FILE.lines().skip_while(move |line| *line != heading).skip(1);
    below.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether words in any case are a phrase below a heading.
pub(super) fn is_phrase(heading: &str, words: &str) -> bool {
    let words = words.replace('’', "'").to_lowercase();
    phrases(heading).any(|phrase| phrase == words)
}

#[cfg(test)]
mod tests {
    use super::{FILE, Field, field, is_phrase, phrases};
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
    fn every_section_has_phrases_in_lower_case() {
        for heading in FILE.lines().filter(|line| line.starts_with('[')) {
            assert!(phrases(heading).count() > 0, "{heading}");
            assert!(phrases(heading).all(|phrase| phrase == phrase.to_lowercase()), "{heading}");
        }
        assert!(is_phrase("[original message]", "Message d’origine"));
    }
}
