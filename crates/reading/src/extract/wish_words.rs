//! The words by which a council says that it takes part, or does not.

use super::lexicon::lexicon;
use super::text::Text;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum WishCue {
    /// Wishing.
    Want,
    /// Taking part.
    Act,
    /// Wishing and taking part in one.
    Yes,
    /// Not taking part, in one.
    No,
    /// Saying no to whatever is named.
    Refuse,
}

lexicon! {
    pub(super) WORDS: WishCue = "wish.txt" {
        "want" => WishCue::Want,
        "act" => WishCue::Act,
        "yes" => WishCue::Yes,
        "no" => WishCue::No,
        "refuse" => WishCue::Refuse,
    }
}

/// Whether words that say no stand between two tokens.
pub(super) fn says_no(text: &Text<'_>, first: usize, end: usize) -> bool {
    WORDS.matches(text, first, end).any(|mark| matches!(mark.tag, WishCue::No | WishCue::Refuse))
}
