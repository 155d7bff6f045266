//! What has to be read before a change can be worked out, what was read, and the identities of what is new.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::record::{Edit, Key, Record, Table};
use super::refusal::Refusal;
use crate::alias::Alias;
use crate::category::Category;
use crate::council::Council;
use crate::ids::{
    ActionId, CouncilId, InvitationId, ItemId, MeetingId, NoteId, PriorityId, ReplyId, ReturnId, RoundId, SourceId,
    TeamChangeId,
};
use crate::invitation::Invitation;
use crate::item::Item;
use crate::meeting::Meeting;
use crate::note::Note;
use crate::priority::{Action, Priority};
use crate::reply::Reply;
use crate::returns::Return;
use crate::round::Round;
use crate::sheet_mapping::SheetMapping;
use crate::team::TeamChange;
use crate::update::Update;

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
    AllRounds,
    /// The returns of a council in all rounds.
    EveryReturnOf(CouncilId),
    /// The priorities that were ever agreed with a council.
    PrioritiesOf(CouncilId),
    /// The updates to a council on a day.
    UpdatesOf(CouncilId, NaiveDate),
    /// The changes of a council's team.
    TeamChangesOf(CouncilId),
    /// Every category.
    AllCategories,
    /// The items of the inbox that came from a source.
    ItemsOf(SourceId),
    /// The names and addresses that a council is known by.
    AliasesOf(CouncilId),
    /// How the columns of sheets were confirmed.
    AllMappings,
}

impl Need {
    pub fn council(id: CouncilId) -> Self {
        Self::Record(Key { table: Table::Councils, id: id.0 })
    }

    /// An item of the inbox.
    pub fn item(id: ItemId) -> Self {
        Self::Record(Key { table: Table::Items, id: id.0 })
    }

    pub fn meeting(id: MeetingId) -> Self {
        Self::Record(Key { table: Table::Meetings, id: id.0 })
    }

    pub fn priority(id: PriorityId) -> Self {
        Self::Record(Key { table: Table::Priorities, id: id.0 })
    }

    pub fn round(id: RoundId) -> Self {
        Self::Record(Key { table: Table::Rounds, id: id.0 })
    }
}

macro_rules! records_of {
    ($($(#[$doc:meta])* $name:ident -> $kind:ident in $table:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> impl Iterator<Item = &$kind> {
            let of = |id| Key { table: Table::$table, id };
            self.0.range(of(i64::MIN)..=of(i64::MAX)).filter_map(|(_, record)| match record {
                Record::$kind(record) => Some(record),
                _ => None,
            })
        }
    )+};
}

/// The records that were read for a change.
#[derive(Clone, Debug, Default)]
pub struct RecordSet(BTreeMap<Key, Record>);

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

impl RecordSet {
    /// Adds a record that was read.
    pub fn insert(&mut self, record: Record) {
        self.0.insert(record.key(), record);
    }

    /// The record, if it was read and is there.
    pub fn get(&self, key: Key) -> Option<&Record> {
        self.0.get(&key)
    }

    /// Takes over what an edit leaves behind, so that the next act of the same change sees it.
    pub fn apply(&mut self, edit: &Edit) {
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
        round(RoundId) -> Round in Rounds, "round";
        invitation(InvitationId) -> Invitation in Invitations, "letter";
        reply(ReplyId) -> Reply in Replies, "reply";
        returned(ReturnId) -> Return in Returns, "return";
        meeting(MeetingId) -> Meeting in Meetings, "meeting";
        written_note(NoteId) -> Note in Notes, "note";
        priority(PriorityId) -> Priority in Priorities, "priority";
        action(ActionId) -> Action in Actions, "action";
        team_change(TeamChangeId) -> TeamChange in TeamChanges, "change of team";
        /// The item of the inbox.
        item(ItemId) -> Item in Items, "item";
    }

    records_of! {
        /// Every council that was read.
        councils -> Council in Councils;
        /// Every round that was read.
        rounds -> Round in Rounds;
        /// Every category that was read.
        categories -> Category in Categories;
        /// Every letter that was read.
        invitations -> Invitation in Invitations;
        /// Every return that was read.
        returns -> Return in Returns;
        /// Every meeting that was read.
        meetings -> Meeting in Meetings;
        /// Every priority that was read.
        priorities -> Priority in Priorities;
        /// Every update that was read.
        updates -> Update in Updates;
        /// Every change of team that was read.
        team_changes -> TeamChange in TeamChanges;
        /// Every reply that was read or is being recorded.
        replies -> Reply in Replies;
        /// Every item of the inbox that was read.
        items -> Item in Items;
        /// Every alias that was read.
        aliases -> Alias in Aliases;
        /// Every mapping of a sheet that was read.
        mappings -> SheetMapping in Mappings;
    }

    /// The returns of a council in a round, the one in force last.
    pub(crate) fn returns_of(&self, council: CouncilId, round: RoundId) -> Vec<&Return> {
        let mut returns: Vec<&Return> =
            self.returns().filter(|returned| returned.council == council && returned.round == round).collect();
        returns.sort_by_key(|returned| (returned.received.sort_key(), returned.id));
        returns
    }

    /// The letters to a council in a round, the newest last.
    pub(crate) fn invitations_of(&self, council: CouncilId, round: RoundId) -> Vec<&Invitation> {
        self.invitations().filter(|sent| sent.council == council && sent.round == round).collect()
    }

    /// The meetings of a council on a day.
    pub(crate) fn meetings_of(&self, council: CouncilId, on: NaiveDate) -> Vec<&Meeting> {
        self.meetings().filter(|meeting| meeting.council == council && meeting.facts.on == on).collect()
    }

    /// The priorities that were ever agreed with a council, the oldest first.
    pub(crate) fn priorities_of(&self, council: CouncilId) -> Vec<&Priority> {
        self.priorities().filter(|priority| priority.council == council).collect()
    }
}

/// Hands out the identities of new records; a backend says where each kind goes on.
#[derive(Clone, Debug, Default)]
pub struct IdAllocator(BTreeMap<Table, i64>);

impl IdAllocator {
    /// Goes on after the identities that were ever used.
    pub fn starting_after(used: impl IntoIterator<Item = (Table, i64)>) -> Self {
        Self(used.into_iter().collect())
    }

    /// The next identity of a kind.
    pub(crate) fn allocate(&mut self, table: Table) -> i64 {
        let last = self.0.entry(table).or_insert(0);
        *last += 1;
        *last
    }

    /// The last identity handed out or used, of each kind.
    pub fn used(&self) -> impl Iterator<Item = (Table, i64)> + '_ {
        self.0.iter().map(|(table, id)| (*table, *id))
    }
}
