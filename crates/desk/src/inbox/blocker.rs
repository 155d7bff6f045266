//! Why an item cannot be accepted yet.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// The match is not certain.
    UnknownCouncil,
    /// It answers another force, or is from a council beyond the register.
    NotOurs,
    /// It speaks for this number of councils.
    SeveralCouncils(usize),
    NoDate,
    /// Its date is before [`charter::round::Round::answered_from`].
    TooEarly,
    /// It contradicts the recorded return.
    Conflict,
    /// It contradicts an earlier reply of its council that waits too.
    EarlierReply,
    /// A later reply of its council that waits too contradicts it.
    LaterReply,
    /// It seems to announce a later answer. A person decides whether to record that.
    HoldingReply,
    /// Some fields are suggestions that nobody checked.
    UnreviewedSuggestions,
    /// Words that sound like an answer were not read.
    Unread,
    /// Nothing is left over, but the reader is not sure that it read the whole right.
    Doubtful,
    /// It declines and makes a request, its columns contradict its views, or it keeps priorities while none are on
    /// record.
    Contradiction,
    /// A cell of its row holds an error, a formula without a result or a part of a merged cell.
    FaultyCell,
    /// No field could be read.
    NothingRead,
    /// Neither the wish nor a priority could be read.
    NoWishOrPriority,
}

impl Blocker {
    /// The beginning of a sentence.
    pub fn describe(self) -> String {
        match self {
            Self::UnknownCouncil => "not sure which council sent this".to_owned(),
            Self::NotOurs => "it is not ours".to_owned(),
            Self::SeveralCouncils(councils) => format!("it speaks for {councils} councils"),
            Self::NoDate => "it has no date".to_owned(),
            Self::TooEarly => "it is dated before the letter".to_owned(),
            Self::Conflict => "it disagrees with the recorded return".to_owned(),
            Self::EarlierReply => "it contradicts an earlier reply of this council that also waits".to_owned(),
            Self::LaterReply => "a later reply of this council that also waits contradicts it".to_owned(),
            Self::HoldingReply => "it seems to say that the answer will come later".to_owned(),
            Self::UnreviewedSuggestions => "some answers are only suggested and may be wrong".to_owned(),
            Self::Unread => "some words sound like an answer and were not read".to_owned(),
            Self::Doubtful => "the reader is not sure that it read this right".to_owned(),
            Self::Contradiction => "it contradicts itself, or refers to something not in it".to_owned(),
            Self::FaultyCell => "a cell of its row could not be read: its notes say which".to_owned(),
            Self::NothingRead => "nothing could be read from it".to_owned(),
            Self::NoWishOrPriority => "no wish and no priority could be read from it".to_owned(),
        }
    }

    /// With the dashboard's key that resolves it: a sentence without its full stop.
    pub fn describe_with_key(self) -> &'static str {
        match self {
            Self::UnknownCouncil => "not sure which council sent this: C names it",
            Self::NotOurs => "it seems not to be ours: x dismisses it, C names the council if it is",
            Self::SeveralCouncils(_) => "it speaks for several councils: S splits it",
            Self::NoDate => "it has no date: press Enter and type the date",
            Self::TooEarly => "it is dated before the letter: press Enter and check the date",
            Self::Conflict => "it disagrees with the recorded return: = compares the two",
            Self::EarlierReply => "the earlier reply says otherwise: decide about that one first, or Enter edits",
            Self::LaterReply => "the later reply says otherwise: a, pressed twice, records this one",
            Self::HoldingReply => "it seems to say that the answer will come later: h records it as heard",
            Self::UnreviewedSuggestions => "check the suggested answers first: + accepts them, Enter edits",
            Self::Unread => "some words sound like an answer and were not read: a names them, Enter edits",
            Self::Doubtful => "not sure that it was read right, compare it with the text: a, pressed twice, records it",
            Self::Contradiction => "it contradicts itself, or refers to something not in it: Enter edits",
            Self::FaultyCell => "a cell of its row could not be read, its notes say which: Enter edits",
            Self::NoWishOrPriority => "no wish and no priority could be read from it: Enter edits",
            Self::NothingRead => "nothing could be read from it: Enter edits, h records it as heard, x dismisses it",
        }
    }
}
