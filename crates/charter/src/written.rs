//! What somebody wrote, found by its words.

use chrono::NaiveDate;

use crate::ids::{CouncilId, ItemId, RoundId};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    WrittenKind {
        Priority = "priority", "priority";
        Views = "views", "views";
        Result = "result", "result";
        Action = "action", "action";
        Progress = "progress", "progress";
        Review = "review", "review";
        Meeting = "meeting", "meeting";
        Note = "note", "note";
        Reply = "reply", "reply";
        Update = "update", "update";
        /// That a council need not be met.
        Decision = "decision", "decision";
        /// What a public body asked for, and the answer.
        Request = "request", "request";
        Event = "event", "event";
        /// To whom a report was issued, for which area, and why it corrects another.
        IssuedReport = "issued-report", "issued report";
        /// The mail or row that a return was recorded from.
        Source = "source", "reply received";
        /// A reply that waits in the inbox.
        Waiting = "waiting", "waiting in the inbox";
    }
}

/// A part of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    pub text: Untrusted,
    /// Whether it is one of the words that were searched for.
    pub found: bool,
}

/// One text that has all the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub kind: WrittenKind,
    /// `None` for an inbox item without a council, and for what is about none or several.
    pub council: Option<CouncilId>,
    /// The round that it belongs to, for what belongs to one.
    pub round: Option<RoundId>,
    /// `None` for a reply without a date.
    pub on: Option<NaiveDate>,
    /// The item of [`WrittenKind::Waiting`].
    pub item: Option<ItemId>,
    /// The id of the record, of [`WrittenKind::Request`], [`WrittenKind::Event`] and [`WrittenKind::IssuedReport`].
    pub record: Option<i64>,
    /// The words in their surroundings.
    pub excerpt: Vec<Fragment>,
    /// The first line of the whole text, by which a screen finds it again.
    pub opening: Untrusted,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    pub total: usize,
    /// The newest, up to a limit.
    pub shown: Vec<Passage>,
}
