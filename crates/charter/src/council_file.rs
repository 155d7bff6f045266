//! Everything on file about one council, as the council's screen and `show` print it.

use chrono::NaiveDate;

use super::agenda::DecisionTiming;
use super::area::Area;
use super::calendar::format_full;
use super::contact::{Contact, letter_contact};
use super::council::Council;
use super::council_change::{CouncilChange, CouncilField};
use super::decision::Decision;
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
use super::public_event::PublicEvent;
use super::reply::Reply;
use super::returns::Return;
use super::status::CouncilStatus;
use super::team::{NamedOfficer, Team};
use super::update::Update;
use crate::english::join_list;
use crate::item::Item;
use crate::string_enum;
use crate::untrusted::Untrusted;

/// One council in one round as at a date. Meetings, notes and history are of all rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct CouncilFile {
    /// As at the date.
    pub council: Council,
    /// All that were ever recorded, in the order of their ids.
    pub contacts: Vec<Contact>,
    /// With its newest values, which a form edits.
    pub newest: Council,
    /// The names of the councils that it was merged into or split into.
    pub successors: Vec<Untrusted>,
    pub status: CouncilStatus,
    /// Of this round, the oldest first.
    pub letters: Vec<Invitation>,
    /// Letters of this round drafted by the as-at date, the oldest first, as they were on it.
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
    /// About its returns, the newest first; includes those after the as-at date.
    pub decisions: Vec<Decision>,
    /// The record of its team as at the date.
    pub team: Option<Team>,
    /// The records of its county and its district as at the date.
    pub areas: Vec<Area>,
    /// Its named contacts, the oldest first; includes those after the as-at date.
    pub officers: Vec<NamedOfficer>,
    /// All changes of its name, areas, team and parishes, the newest first.
    pub changes: Vec<CouncilChange>,
    /// Recorded or expected by its pattern, within half a year of the as-at day or the deadline; the next first.
    pub coming: Vec<DiaryLine>,
    pub decides: DecisionTiming,
    /// The newest first.
    pub meetings: Vec<Meeting>,
    /// Events for the public that cover it, the newest first.
    pub events: Vec<PublicEvent>,
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
        /// Closed in that quarter or before it, as solved or before outcomes had a class.
        Solved = "solved", "solved";
        /// Closed in that quarter or before it with another outcome.
        Closed = "closed", "closed";
    }
}

impl RoundOutcome {
    /// Whether the priority goes on no longer, unless it is asked for again.
    pub(crate) fn is_end(self) -> bool {
        matches!(self, Self::Dropped | Self::Solved | Self::Closed)
    }
}

/// `charterdesk history` prints all of them.
pub const HISTORY_SHOWN: usize = 200;

impl CouncilFile {
    /// Whom letters go to, as at a day.
    pub fn letter_contact(&self, on: NaiveDate) -> Option<&Contact> {
        letter_contact(&self.contacts, self.council.id, on)
    }

    pub fn source_of_return(&self, id: ReturnId) -> Option<&(Item, Source)> {
        self.sources.iter().find(|(item, _)| item.returned == Some(id))
    }

    pub fn source_of_reply(&self, id: ReplyId) -> Option<&(Item, Source)> {
        self.sources.iter().find(|(item, _)| item.replied == Some(id))
    }

    /// `merged into Wem Town Council on Mon 1 Apr 2024`; `None` for a council without an end.
    pub fn describe_end(&self) -> Option<String> {
        let on = format_full(self.council.inactive_on?);
        let names: Vec<_> = self.successors.iter().map(Untrusted::sanitized).collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        Some(match names.as_slice() {
            [] => format!("inactive from {on}"),
            [one] => format!("merged into {one} on {on}"),
            several => format!("split into {} on {on}", join_list(several)),
        })
    }

    /// The post on a day: "PC, Leominster".
    pub fn named_contact(&self, day: NaiveDate) -> Option<&Untrusted> {
        self.officers.iter().rev().find(|officer| officer.is_on(day)).map(|officer| &officer.post)
    }

    /// By a day, the newest first.
    pub fn decisions_about(&self, returned: ReturnId, as_at: NaiveDate) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(move |known| known.returned == returned && known.facts.on <= as_at)
    }

    /// What was decided about a return by a day, the newest first: `agreed Tue 10 Oct 2023 by 2416, minute 23/45`.
    pub fn describe_decisions(&self, returned: ReturnId, as_at: NaiveDate) -> Vec<String> {
        let describe = |known: &Decision| {
            let what = if known.slots_before.is_some() { "agreed" } else { "settled" };
            format!("{what} {}", known.facts.describe())
        };
        self.decisions_about(returned, as_at).map(describe).collect()
    }

    /// The newest first.
    pub fn team_changes(&self) -> impl Iterator<Item = &CouncilChange> {
        self.changes.iter().filter(|change| change.field == CouncilField::Team)
    }

    /// The return that the council's status in this file refers to.
    pub fn current_return(&self, as_at: NaiveDate) -> Option<&Return> {
        use super::returns::ReturnState;
        self.returns
            .iter()
            .rev()
            .find(|returned| returned.received.on <= as_at && returned.state != ReturnState::SetAside)
    }
}
