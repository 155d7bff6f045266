//! Why an item cannot be accepted as it is.

/// What an item lacks before it can be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// The match is not certain.
    UnknownCouncil,
    /// It speaks for so many councils.
    SeveralCouncils(usize),
    /// It bears no date.
    NoDate,
    /// It is dated before the round's letter can have been answered.
    TooEarly,
    /// It disagrees with the return on record.
    Conflict,
    /// It seems to say that the answer is still to come, which is not recorded unasked.
    HoldingReply,
    /// Some of what was read is only offered.
    UnreviewedSuggestions,
    /// It declines and asks for something, says one thing in its columns and another in its views, or keeps priorities of
    /// which none are on record.
    Contradiction,
    /// Nothing could be read out of it.
    NothingRead,
    /// Neither the wish nor a priority could be read out of it.
    NoWishOrPriority,
}

impl Blocker {
    /// What is missing, as the beginning of a sentence.
    pub fn describe(self) -> String {
        match self {
            Self::UnknownCouncil => "not sure which council sent this".to_owned(),
            Self::SeveralCouncils(councils) => format!("it speaks for {councils} councils"),
            Self::NoDate => "it has no date".to_owned(),
            Self::TooEarly => "it is dated before the letter".to_owned(),
            Self::Conflict => "it disagrees with the recorded return".to_owned(),
            Self::HoldingReply => "it seems to say that the answer will come later".to_owned(),
            Self::UnreviewedSuggestions => "some answers are only suggested and may be wrong".to_owned(),
            Self::Contradiction => "it contradicts itself, or refers to something not in it".to_owned(),
            Self::NothingRead => "nothing could be read from it".to_owned(),
            Self::NoWishOrPriority => "no wish and no priority could be read from it".to_owned(),
        }
    }

    /// What is missing, and which key of the dashboard gives it: a sentence without its full stop.
    pub fn describe_with_key(self) -> &'static str {
        match self {
            Self::UnknownCouncil => "not sure which council sent this: C names it",
            Self::SeveralCouncils(_) => "it speaks for several councils: S splits it",
            Self::NoDate => "it has no date: press Enter and type the date",
            Self::TooEarly => "it is dated before the letter: press Enter and check the date",
            Self::Conflict => "it disagrees with the recorded return: v compares the two",
            Self::HoldingReply => "it seems to say that the answer will come later: h records it as heard",
            Self::UnreviewedSuggestions => "check the suggested answers first: + accepts them, Enter edits",
            Self::Contradiction => "it contradicts itself, or refers to something not in it: Enter edits",
            Self::NoWishOrPriority => "no wish and no priority could be read from it: Enter edits",
            Self::NothingRead => "nothing could be read from it: Enter edits, h records it as heard, x dismisses it",
        }
    }
}
