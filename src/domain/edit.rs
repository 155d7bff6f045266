//! What a change does to the rows, as data: from which record to which.
//!
//! A backend reads the records that are needed ([`Need`]), hands them over as [`Rows`], and writes the [`Edit`]s that come
//! back. What a change means is worked out here and nowhere else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::council::Council;
use super::ids::{CouncilId, InvitationId, MeetingId, NoteId, ReplyId, ReturnId, RoundId};
use super::invitation::Invitation;
use super::meeting::Meeting;
use super::note::Note;
use super::reply::Reply;
use super::returns::Return;
use super::round::Round;
use crate::terms;
use chrono::NaiveDate;

terms! {
    /// The kinds of record that a change can write.
    Table {
        /// [`Council`]s with their parishes.
        Councils = "councils", "council";
        /// [`Round`]s.
        Rounds = "rounds", "round";
        /// [`Invitation`]s.
        Invitations = "invitations", "letter";
        /// [`Reply`]s.
        Replies = "replies", "reply";
        /// [`Return`]s with their priorities.
        Returns = "returns", "return";
        /// [`Meeting`]s.
        Meetings = "meetings", "meeting";
        /// [`Note`]s.
        Notes = "notes", "note";
    }
}

/// Which record: its kind and its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The kind.
    pub table: Table,
    /// The identity within the kind.
    pub id: i64,
}

/// A record of any kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "lowercase")]
pub enum Record {
    /// A council.
    Council(Council),
    /// A round.
    Round(Round),
    /// A letter.
    Invitation(Invitation),
    /// A reply.
    Reply(Reply),
    /// A return.
    Return(Return),
    /// A meeting.
    Meeting(Meeting),
    /// A note.
    Note(Note),
}

impl Record {
    /// Which record it is.
    pub fn key(&self) -> Key {
        let (table, id) = match self {
            Self::Council(record) => (Table::Councils, record.id.0),
            Self::Round(record) => (Table::Rounds, record.id.0),
            Self::Invitation(record) => (Table::Invitations, record.id.0),
            Self::Reply(record) => (Table::Replies, record.id.0),
            Self::Return(record) => (Table::Returns, record.id.0),
            Self::Meeting(record) => (Table::Meetings, record.id.0),
            Self::Note(record) => (Table::Notes, record.id.0),
        };
        Key { table, id }
    }

    /// The council that it is about; a round is about none.
    pub fn council(&self) -> Option<CouncilId> {
        match self {
            Self::Council(record) => Some(record.id),
            Self::Round(_) => None,
            Self::Invitation(record) => Some(record.council),
            Self::Reply(record) => Some(record.council),
            Self::Return(record) => Some(record.council),
            Self::Meeting(record) => Some(record.council),
            Self::Note(record) => Some(record.council),
        }
    }

    /// How often it was changed.
    pub fn version(&self) -> i64 {
        match self {
            Self::Council(record) => record.version,
            Self::Round(record) => record.version,
            Self::Invitation(record) => record.version,
            Self::Reply(record) => record.version,
            Self::Return(record) => record.version,
            Self::Meeting(record) => record.version,
            Self::Note(record) => record.version,
        }
    }

    /// The same record as another version of itself.
    #[must_use]
    pub fn with_version(mut self, version: i64) -> Self {
        match &mut self {
            Self::Council(record) => record.version = version,
            Self::Round(record) => record.version = version,
            Self::Invitation(record) => record.version = version,
            Self::Reply(record) => record.version = version,
            Self::Return(record) => record.version = version,
            Self::Meeting(record) => record.version = version,
            Self::Note(record) => record.version = version,
        }
        self
    }

    /// Whether it says the same as `other`, whatever their versions.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.clone().with_version(0) == other.clone().with_version(0)
    }
}

/// One record, from what to what. Created if there was nothing before, removed if there is nothing after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// The record as it was, with the version that the change is made on.
    pub before: Option<Record>,
    /// The record as it will be, one version on.
    pub after: Option<Record>,
}

impl Edit {
    /// A new record.
    pub fn create(record: Record) -> Self {
        Self { before: None, after: Some(record.with_version(1)) }
    }

    /// A record changed, its version counted up.
    pub fn replace(before: Record, after: Record) -> Self {
        let version = before.version() + 1;
        Self { after: Some(after.with_version(version)), before: Some(before) }
    }

    /// Which record it is about.
    pub fn key(&self) -> Option<Key> {
        self.after.as_ref().or(self.before.as_ref()).map(Record::key)
    }

    /// The council that it is about.
    pub fn council(&self) -> Option<CouncilId> {
        self.after.as_ref().or(self.before.as_ref()).and_then(Record::council)
    }
}

/// What has to be read before a change can be worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// One record, if it is there.
    Record(Key),
    /// The returns of a council in a round.
    ReturnsOf(CouncilId, RoundId),
    /// The letters to a council in a round.
    InvitationsOf(CouncilId, RoundId),
    /// The meetings of a council on a day.
    MeetingsOf(CouncilId, NaiveDate),
    /// Every council that exists.
    AllCouncils,
    /// Every round.
    AllRounds,
}

impl Need {
    /// A council.
    pub fn council(id: CouncilId) -> Self {
        Self::Record(Key { table: Table::Councils, id: id.0 })
    }

    /// A round.
    pub fn round(id: RoundId) -> Self {
        Self::Record(Key { table: Table::Rounds, id: id.0 })
    }
}

/// The records that were read for a change.
#[derive(Clone, Debug, Default)]
pub struct Rows(BTreeMap<Key, Record>);

macro_rules! lookups {
    ($($(#[$doc:meta])* $name:ident($id:ident) -> $variant:ident in $table:ident, $what:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name(&self, id: $id) -> Result<&$variant, Refusal> {
            match self.0.get(&Key { table: Table::$table, id: id.0 }) {
                Some(Record::$variant(record)) => Ok(record),
                _ => Err(Refusal::Gone { what: format!(concat!($what, " {}"), id) }),
            }
        }
    )+};
}

impl Rows {
    /// Adds a record that was read.
    pub fn insert(&mut self, record: Record) {
        self.0.insert(record.key(), record);
    }

    /// The record, if it was read and is there.
    pub fn get(&self, key: Key) -> Option<&Record> {
        self.0.get(&key)
    }

    /// Takes over what an edit leaves behind, so that the next act of the same change sees it.
    pub fn note(&mut self, edit: &Edit) {
        match (&edit.after, edit.key()) {
            (Some(after), _) => self.insert(after.clone()),
            (None, Some(key)) => {
                self.0.remove(&key);
            }
            (None, None) => {}
        }
    }

    lookups! {
        /// The council, or the refusal that says that it is gone.
        council(CouncilId) -> Council in Councils, "council";
        /// The round.
        round(RoundId) -> Round in Rounds, "round";
        /// The letter.
        invitation(InvitationId) -> Invitation in Invitations, "letter";
        /// The reply.
        reply(ReplyId) -> Reply in Replies, "reply";
        /// The return.
        returned(ReturnId) -> Return in Returns, "return";
        /// The meeting.
        meeting(MeetingId) -> Meeting in Meetings, "meeting";
        /// The note.
        written_note(NoteId) -> Note in Notes, "note";
    }

    /// Every council that was read.
    pub fn councils(&self) -> impl Iterator<Item = &Council> {
        self.0.values().filter_map(|record| match record {
            Record::Council(council) => Some(council),
            _ => None,
        })
    }

    /// Every round that was read.
    pub fn rounds(&self) -> impl Iterator<Item = &Round> {
        self.0.values().filter_map(|record| match record {
            Record::Round(round) => Some(round),
            _ => None,
        })
    }

    /// The returns of a council in a round, the one in force last.
    pub fn returns_of(&self, council: CouncilId, round: RoundId) -> Vec<&Return> {
        let mut returns: Vec<&Return> = self
            .0
            .values()
            .filter_map(|record| match record {
                Record::Return(returned) if returned.council == council && returned.round == round => Some(returned),
                _ => None,
            })
            .collect();
        returns.sort_by_key(|returned| (returned.received.order(), returned.id));
        returns
    }

    /// The letters to a council in a round, the newest last.
    pub fn invitations_of(&self, council: CouncilId, round: RoundId) -> Vec<&Invitation> {
        self.0
            .values()
            .filter_map(|record| match record {
                Record::Invitation(sent) if sent.council == council && sent.round == round => Some(sent),
                _ => None,
            })
            .collect()
    }

    /// The meetings of a council on a day.
    pub fn meetings_of(&self, council: CouncilId, on: NaiveDate) -> Vec<&Meeting> {
        self.0
            .values()
            .filter_map(|record| match record {
                Record::Meeting(meeting) if meeting.council == council && meeting.on == on => Some(meeting),
                _ => None,
            })
            .collect()
    }
}

/// Hands out the identities of new records; a backend says where each kind goes on.
#[derive(Clone, Debug, Default)]
pub struct Ids(BTreeMap<Table, i64>);

impl Ids {
    /// Goes on after the identities that were ever used.
    pub fn after(used: impl IntoIterator<Item = (Table, i64)>) -> Self {
        Self(used.into_iter().collect())
    }

    /// The next identity of a kind.
    pub fn take(&mut self, table: Table) -> i64 {
        let last = self.0.entry(table).or_insert(0);
        *last += 1;
        *last
    }

    /// The last identity handed out or used, of each kind.
    pub fn used(&self) -> impl Iterator<Item = (Table, i64)> + '_ {
        self.0.iter().map(|(table, id)| (*table, *id))
    }
}

/// Why a change was not made. Each is a sentence or two: what is the matter, and what to do; nothing was changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The record is not there (any more).
    #[error("{what} is not there any more; look at the list again")]
    Gone {
        /// Which record.
        what: String,
    },
    /// The record was changed since it was read: the change was made on an older version.
    #[error("{what} was changed elsewhere since you opened it; look at both and save again")]
    Stale {
        /// Which record.
        what: String,
        /// The record as it stands now.
        now: Box<Record>,
    },
    /// What was asked for breaks a rule of the charter or of the calendar.
    #[error("{0}")]
    Invalid(String),
    /// Everything is already so.
    #[error("nothing to change: {0}")]
    Unchanged(String),
}
