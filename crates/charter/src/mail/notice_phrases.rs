//! The phrases of mail systems (`data/phrases/delivery_notices.txt`), and text in the form in which they are written there.

use crate::phrase_file::{phrases, section};

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/phrases/delivery_notices.txt"));

/// A section of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrases {
    SystemAddress,
    ProgramAddress,
    SystemName,
    FailedSubject,
    PossibleSubject,
    AnsweredSubject,
    Failed,
    Delayed,
    Delivered,
    ReturnedMail,
    Mentioned,
    Label,
    AutomaticSubject,
    Away,
}

impl Phrases {
    /// Found by the compiler.
    const fn section(self) -> &'static str {
        match self {
            Self::SystemAddress => const { section(FILE, "[system address]") },
            Self::ProgramAddress => const { section(FILE, "[program address]") },
            Self::SystemName => const { section(FILE, "[system name]") },
            Self::FailedSubject => const { section(FILE, "[failed subject]") },
            Self::PossibleSubject => const { section(FILE, "[possible subject]") },
            Self::AnsweredSubject => const { section(FILE, "[answered subject]") },
            Self::Failed => const { section(FILE, "[failed]") },
            Self::Delayed => const { section(FILE, "[delayed]") },
            Self::Delivered => const { section(FILE, "[delivered]") },
            Self::ReturnedMail => const { section(FILE, "[returned mail]") },
            Self::Mentioned => const { section(FILE, "[mentioned]") },
            Self::Label => const { section(FILE, "[label]") },
            Self::AutomaticSubject => const { section(FILE, "[automatic subject]") },
            Self::Away => const { section(FILE, "[away]") },
        }
    }

    /// The phrases, in the order of the file.
    pub(super) fn iter(self) -> impl Iterator<Item = &'static str> {
        phrases(self.section())
    }

    /// Whether a folded text contains one of the phrases.
    pub(super) fn are_in(self, folded: &str) -> bool {
        self.iter().any(|phrase| folded.contains(phrase))
    }

    /// Whether a folded text begins with one of the phrases.
    pub(super) fn begin(self, folded: &str) -> bool {
        self.iter().any(|phrase| folded.starts_with(phrase))
    }
}

/// Lower case, straight apostrophes, one space for any white space.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{FILE, Phrases, fold};

    #[test]
    fn every_section_has_phrases_in_folded_form() {
        let known = [
            Phrases::SystemAddress,
            Phrases::ProgramAddress,
            Phrases::SystemName,
            Phrases::FailedSubject,
            Phrases::PossibleSubject,
            Phrases::AnsweredSubject,
            Phrases::Failed,
            Phrases::Delayed,
            Phrases::Delivered,
            Phrases::ReturnedMail,
            Phrases::Mentioned,
            Phrases::Label,
            Phrases::AutomaticSubject,
            Phrases::Away,
        ];
        assert_eq!(FILE.lines().filter(|line| line.starts_with('[')).count(), known.len());
        for section in known {
            assert!(section.iter().count() > 0, "{section:?}");
            for phrase in section.iter() {
                assert_eq!(phrase, fold(phrase), "{section:?}");
            }
        }
    }
}
