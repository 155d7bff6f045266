//! The phrases of mail systems (`data/phrases/delivery_notices.txt`), and text in the form in which they are written there.

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
    const fn heading(self) -> &'static str {
        match self {
            Self::SystemAddress => "[system address]",
            Self::ProgramAddress => "[program address]",
            Self::SystemName => "[system name]",
            Self::FailedSubject => "[failed subject]",
            Self::PossibleSubject => "[possible subject]",
            Self::AnsweredSubject => "[answered subject]",
            Self::Failed => "[failed]",
            Self::Delayed => "[delayed]",
            Self::Delivered => "[delivered]",
            Self::ReturnedMail => "[returned mail]",
            Self::Mentioned => "[mentioned]",
            Self::Label => "[label]",
            Self::AutomaticSubject => "[automatic subject]",
            Self::Away => "[away]",
        }
    }

    /// The phrases, in the order of the file.
    pub(super) fn iter(self) -> impl Iterator<Item = &'static str> {
        let below = FILE.lines().skip_while(move |line| *line != self.heading()).skip(1);
        let section = below.take_while(|line| !line.starts_with('['));
        section.filter(|line| !line.is_empty() && !line.starts_with('#'))
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
