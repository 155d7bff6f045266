//! Why an item cannot be accepted as it is.

/// What an item lacks before it can be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// Whose it is is not certain.
    Council,
    /// It speaks for so many councils.
    Split(usize),
    /// It bears no date.
    Date,
    /// It is dated before the round's letter can have been answered.
    Early,
    /// It disagrees with the return on record.
    Agreement,
    /// It seems to say that the answer is still to come, which is not recorded unasked.
    Heard,
    /// Some of what was read is only offered.
    Look,
    /// It declines and asks for something, says one thing in its columns and another in its views, or keeps priorities of
    /// which none are on record.
    Odds,
    /// Nothing could be read out of it.
    Answer,
    /// Neither the wish nor a priority could be read out of it.
    Both,
}

impl Blocker {
    /// What is missing, as the beginning of a sentence.
    pub fn what(self) -> String {
        match self {
            Self::Council => "whose it is is not certain".to_owned(),
            Self::Split(councils) => format!("it speaks for {councils} councils"),
            Self::Date => "it bears no date".to_owned(),
            Self::Early => "it is dated before the letter could be answered".to_owned(),
            Self::Agreement => "it disagrees with the return on record".to_owned(),
            Self::Heard => "it seems to say that the answer is still to come".to_owned(),
            Self::Look => "some of it is only offered, as it may be read wrongly".to_owned(),
            Self::Odds => "it says two things that do not go together, or names what stands elsewhere".to_owned(),
            Self::Answer => "nothing could be read out of it".to_owned(),
            Self::Both => "neither the wish nor a priority could be read out of it".to_owned(),
        }
    }

    /// What is missing, and which key of the dashboard gives it: a sentence without its full stop.
    pub fn with_key(self) -> &'static str {
        match self {
            Self::Council => "whose it is is not certain: C names the council",
            Self::Split(_) => "it speaks for several councils: S splits it",
            Self::Date => "it bears no date: Enter opens the form, and the date can be typed there",
            Self::Early => {
                "it is dated before the letter could be answered: Enter opens the form, where the date can be looked at"
            }
            Self::Agreement => "it disagrees with the return on record: v shows both, side by side",
            Self::Heard => "it seems to say that the answer is still to come: h records it as heard",
            Self::Look => {
                "some of it is only offered, as it may be read wrongly: + takes it as it is, Enter opens the form"
            }
            Self::Odds => {
                "it says two things that do not go together, or names what stands elsewhere: Enter opens the form"
            }
            Self::Both => "neither the wish nor a priority could be read out of it: Enter opens the form",
            Self::Answer => {
                "nothing could be read out of it: Enter opens the form, h records it as heard, x puts it away"
            }
        }
    }
}
