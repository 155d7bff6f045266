//! Phrases for taking part, or not.

use super::lexicon::lexicon;
use super::tokenizer::Text;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum WishCue {
    /// "wish to".
    Want,
    /// "take part".
    TakePart,
    /// Both in one phrase.
    Yes,
    /// Not taking part, in one phrase.
    No,
    /// Declines whatever is named.
    Refuse,
}

lexicon! {
    pub(super) WORDS: WishCue = "wish.txt" {
        "want" => WishCue::Want,
        "act" => WishCue::TakePart,
        "yes" => WishCue::Yes,
        "no" => WishCue::No,
        "refuse" => WishCue::Refuse,
    }
}

pub(super) fn says_no(text: &Text<'_>, first: usize, end: usize) -> bool {
    WORDS.matches(text, first, end).any(|mark| matches!(mark.tag, WishCue::No | WishCue::Refuse))
}
