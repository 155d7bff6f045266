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
            Self::UnknownCouncil => "whose it is is not certain".to_owned(),
            Self::SeveralCouncils(councils) => format!("it speaks for {councils} councils"),
            Self::NoDate => "it bears no date".to_owned(),
            Self::TooEarly => "it is dated before the letter could be answered".to_owned(),
            Self::Conflict => "it disagrees with the return on record".to_owned(),
            Self::HoldingReply => "it seems to say that the answer is still to come".to_owned(),
            Self::UnreviewedSuggestions => "some of it is only offered, as it may be read wrongly".to_owned(),
            Self::Contradiction => {
                "it says two things that do not go together, or names what stands elsewhere".to_owned()
            }
            Self::NothingRead => "nothing could be read out of it".to_owned(),
            Self::NoWishOrPriority => "neither the wish nor a priority could be read out of it".to_owned(),
        }
    }

    /// What is missing, and which key of the dashboard gives it: a sentence without its full stop.
    pub fn describe_with_key(self) -> &'static str {
        match self {
            Self::UnknownCouncil => "whose it is is not certain: C names the council",
            Self::SeveralCouncils(_) => "it speaks for several councils: S splits it",
            Self::NoDate => "it bears no date: Enter opens the form, and the date can be typed there",
            Self::TooEarly => {
                "it is dated before the letter could be answered: Enter opens the form, where the date can be looked at"
            }
            Self::Conflict => "it disagrees with the return on record: v shows both, side by side",
            Self::HoldingReply => "it seems to say that the answer is still to come: h records it as heard",
            Self::UnreviewedSuggestions => {
                "some of it is only offered, as it may be read wrongly: + takes it as it is, Enter opens the form"
            }
            Self::Contradiction => {
                "it says two things that do not go together, or names what stands elsewhere: Enter opens the form"
            }
            Self::NoWishOrPriority => "neither the wish nor a priority could be read out of it: Enter opens the form",
            Self::NothingRead => {
                "nothing could be read out of it: Enter opens the form, h records it as heard, x puts it away"
            }
        }
    }
}
