//! Why an item cannot be accepted yet.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// The match is not certain.
    UnknownCouncil,
    /// It speaks for this number of councils.
    SeveralCouncils(usize),
    NoDate,
    /// Its date is before [`charter::round::Round::answered_from`].
    TooEarly,
    /// It contradicts the recorded return.
    Conflict,
    /// It seems to announce a later answer. A person decides whether to record that.
    HoldingReply,
    /// Some fields are suggestions that nobody checked.
    UnreviewedSuggestions,
    /// It declines and makes a request, its columns contradict its views, or it keeps priorities while none are on
    /// record.
    Contradiction,
    /// No field could be read.
    NothingRead,
    /// Neither the wish nor a priority could be read.
    NoWishOrPriority,
}

impl Blocker {
    /// The beginning of a sentence.
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

    /// With the dashboard's key that resolves it: a sentence without its full stop.
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
