//! Everything on file about one council, as the council's screen and `show` print it.

use super::agenda::DecisionTiming;
use super::council::Council;
use super::diary::DiaryLine;
use super::excuse::Excuse;
use super::ids::{ReplyId, ReturnId, RoundId};
use super::incoming::Source;
use super::invitation::Invitation;
use super::journal::Entry;
use super::letter::Letter;
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

/// One council in one round as at a date. Meetings, notes and history are of all rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct CouncilFile {
    pub council: Council,
    pub status: CouncilStatus,
    /// Of this round, the oldest first.
    pub letters: Vec<Invitation>,
    /// Drafted and sent letters of this round, the oldest first.
    pub drafted_letters: Vec<Letter>,
    /// Of this round, the newest first; includes those after the as-at date.
    pub replies: Vec<Reply>,
    /// Of this round, the current one last; includes those after the as-at date.
    pub returns: Vec<Return>,
    /// Inbox items recorded as its returns and replies, the oldest first.
    pub sources: Vec<(Item, Source)>,
    /// All that were ever agreed with it: the current ones first, in their order.
    pub priorities: Vec<PriorityFile>,
    /// The newest first.
    pub updates: Vec<Update>,
    pub excuses: Vec<Excuse>,
    /// As at the date.
    pub team: Untrusted,
    pub team_changes: Vec<TeamChange>,
    /// Recorded or expected by its pattern, within half a year of the as-at day or the deadline; the next first.
    pub coming: Vec<DiaryLine>,
    pub decides: DecisionTiming,
    /// The newest first.
    pub meetings: Vec<Meeting>,
    pub notes: Vec<Note>,
    /// The newest first, at most [`HISTORY_SHOWN`] entries, each with this council's edits only.
    pub history: Vec<Entry>,
}

/// A priority with its actions, progress and reviews.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityFile {
    pub priority: Priority,
    pub status: PriorityStatus,
    /// In the order of the promises.
    pub actions: Vec<Action>,
    /// The newest first.
    pub progress: Vec<Progress>,
    /// The newest first.
    pub reviews: Vec<Review>,
    /// The rounds in which the council answered, the oldest first.
    pub rounds: Vec<PriorityRound>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PriorityRound {
    pub round: RoundId,
    /// For example `2023-Q4`.
    pub code: String,
    pub fate: RoundOutcome,
    /// 1 to 3 in the return of that round.
    pub slot: Option<u8>,
    /// As agreed in that round.
    pub text: Untrusted,
}

string_enum! {
    RoundOutcome {
        New = "new", "new";
        /// Agreed again in the same words.
        Kept = "kept", "kept";
        /// Agreed again in other words.
        Changed = "changed", "changed";
        /// The council answered without it.
        Dropped = "dropped", "dropped";
        /// Closed with a result in that quarter or before it.
        Solved = "solved", "solved";
    }
}

/// `charterdesk history` prints all of them.
pub const HISTORY_SHOWN: usize = 200;

impl CouncilFile {
    pub fn source_of_return(&self, id: ReturnId) -> Option<&(Item, Source)> {
        self.sources.iter().find(|(item, _)| item.returned == Some(id))
    }

    pub fn source_of_reply(&self, id: ReplyId) -> Option<&(Item, Source)> {
        self.sources.iter().find(|(item, _)| item.replied == Some(id))
    }

    /// The return that the council's status in this file refers to.
    pub fn current_return(&self, as_at: chrono::NaiveDate) -> Option<&Return> {
        use super::returns::ReturnState;
        self.returns
            .iter()
            .rev()
            .find(|returned| returned.received.on <= as_at && returned.state != ReturnState::SetAside)
    }
}
