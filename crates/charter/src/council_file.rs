//! Everything that is on file about one council: what the council's own screen and `show` print.

use super::agenda::DecisionTiming;
use super::council::Council;
use super::diary::DiaryLine;
use super::excuse::Excuse;
use super::ids::{ReplyId, ReturnId, RoundId};
use super::incoming::Source;
use super::invitation::Invitation;
use super::journal::Entry;
use super::meeting::Meeting;
use super::note::Note;
use super::priority::{Action, Priority, PriorityStatus, Progress, Review};
use super::reply::Reply;
use super::returns::Return;
use super::status::CouncilStatus;
use super::team::TeamChange;
use super::update::Update;
use crate::item::Item;
use crate::string_enum;
use crate::untrusted::Untrusted;

/// Everything on file about one council in one round, as at a date; meetings, notes and history of all rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct CouncilFile {
    pub council: Council,
    pub status: CouncilStatus,
    /// The letters of the round, oldest first.
    pub letters: Vec<Invitation>,
    /// The replies of the round, newest first; what came after the as-at date is among them.
    pub replies: Vec<Reply>,
    /// The returns of the round, the one in force last; what came after the as-at date is among them.
    pub returns: Vec<Return>,
    /// What came in from it through the inbox and was recorded, the oldest first: the sources of its returns and replies.
    pub sources: Vec<(Item, Source)>,
    /// Every priority that was ever agreed with it: those in force first, in their places.
    pub priorities: Vec<PriorityFile>,
    /// What it was told, newest first.
    pub updates: Vec<Update>,
    /// The decisions that it need not be met, newest first.
    pub excuses: Vec<Excuse>,
    /// Its team on the as-at date.
    pub team: Untrusted,
    /// The changes of its team, newest first.
    pub team_changes: Vec<TeamChange>,
    /// Its meetings that are to come within half a year of the day or of the deadline, on record or by its pattern, the next first.
    pub coming: Vec<DiaryLine>,
    /// Whether it can decide before the deadline.
    pub decides: DecisionTiming,
    /// Its meetings, newest first.
    pub meetings: Vec<Meeting>,
    /// The notes on it, newest first.
    pub notes: Vec<Note>,
    /// What was changed about it, newest first, at most [`HISTORY_SHOWN`] entries, each with this council's edits only.
    pub history: Vec<Entry>,
}

/// A priority with everything that hangs on it.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityFile {
    pub priority: Priority,
    pub standing: PriorityStatus,
    /// Its actions, in the order in which they were promised.
    pub actions: Vec<Action>,
    /// The progress noted, newest first.
    pub progress: Vec<Progress>,
    /// Its reviews, newest first.
    pub reviews: Vec<Review>,
    /// What became of it in each round in which the council answered, oldest first.
    pub rounds: Vec<PriorityRound>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PriorityRound {
    pub round: RoundId,
    /// `2023-Q4`.
    pub code: String,
    pub fate: RoundOutcome,
    /// Its place in the return of that round.
    pub slot: Option<u8>,
    /// The text as it was agreed in that round.
    pub text: Untrusted,
}

string_enum! {
    /// What became of a priority in a round.
    RoundOutcome {
        /// Agreed for the first time.
        New = "new", "new";
        /// Agreed again, in the same words.
        Kept = "kept", "kept";
        /// Agreed again, in other words.
        Changed = "changed", "changed";
        /// Not among those that the council sent.
        Dropped = "dropped", "dropped";
        /// Closed with a result in that quarter or before it.
        Solved = "solved", "solved";
    }
}

/// How many entries of its history a file holds; `charterdesk history` prints them all.
pub const HISTORY_SHOWN: usize = 200;

impl CouncilFile {
    /// What a return was recorded from, if it came through the inbox.
    pub fn source_of_return(&self, id: ReturnId) -> Option<&(Item, Source)> {
        self.sources.iter().find(|(item, _)| item.returned == Some(id))
    }

    /// What a reply was recorded from, if it came through the inbox.
    pub fn source_of_reply(&self, id: ReplyId) -> Option<&(Item, Source)> {
        self.sources.iter().find(|(item, _)| item.replied == Some(id))
    }

    /// The return in force as at the date that the file was read for: the one that its standing speaks of.
    pub fn current_return(&self, as_at: chrono::NaiveDate) -> Option<&Return> {
        use super::returns::ReturnState;
        self.returns
            .iter()
            .rev()
            .find(|returned| returned.received.on <= as_at && returned.stands != ReturnState::SetAside)
    }
}
