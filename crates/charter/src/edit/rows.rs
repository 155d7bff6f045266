//! The records that a change needs, the records that were read, and ids for new records.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::record::{Edit, Key, Record, Table};
use super::refusal::Refusal;
use crate::alias::Alias;
use crate::category::Category;
use crate::contact::Contact;
use crate::council::Council;
use crate::council_change::CouncilChange;
use crate::decision::Decision;
use crate::ids::{
    ActionId, ContactId, CouncilChangeId, CouncilId, InvitationId, ItemId, LetterId, MeetingId, NoteId, PriorityId,
    ReplyId, ReturnId, RoundId, SourceId, TeamId,
};
use crate::invitation::Invitation;
use crate::item::Item;
use crate::letter::Letter;
use crate::meeting::Meeting;
use crate::note::Note;
use crate::priority::{Action, Priority};
use crate::reply::Reply;
use crate::returns::Return;
use crate::round::Round;
use crate::sheet_mapping::SheetMapping;
use crate::team::{NamedOfficer, Team};
use crate::update::Update;

/// The records that a change needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    Record(Key),
    ReturnsOf(CouncilId, RoundId),
    InvitationsOf(CouncilId, RoundId),
    EveryInvitationOf(RoundId),
    MeetingsOf(CouncilId, NaiveDate),
    AllCouncils,
    AllRounds,
    EveryReturnOf(CouncilId),
    PrioritiesOf(CouncilId),
    UpdatesOf(CouncilId, NaiveDate),
    CouncilChangesOf(CouncilId),
    DecisionsOf(CouncilId),
    /// Every team.
    AllTeams,
    OfficersOf(CouncilId),
    /// Every category.
    AllCategories,
    ItemsOf(SourceId),
    AliasesOf(CouncilId),
    AllContacts,
    ContactsOf(CouncilId),
    AllMappings,
}

impl Need {
    pub fn council(id: CouncilId) -> Self {
        Self::Record(Key { table: Table::Councils, id: id.0 })
    }

    pub fn item(id: ItemId) -> Self {
        Self::Record(Key { table: Table::Items, id: id.0 })
    }

    pub fn letter(id: LetterId) -> Self {
        Self::Record(Key { table: Table::Letters, id: id.0 })
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

/// The records that a backend read for a change.
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
    pub fn insert(&mut self, record: Record) {
        self.0.insert(record.key(), record);
    }

    pub fn get(&self, key: Key) -> Option<&Record> {
        self.0.get(&key)
    }

    /// Applies an edit, so that the next act of the same change sees its result.
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
        /// The council, or a refusal that says that it is gone.
        council(CouncilId) -> Council in Councils, "council";
        contact(ContactId) -> Contact in Contacts, "contact";
        round(RoundId) -> Round in Rounds, "round";
        invitation(InvitationId) -> Invitation in Invitations, "letter";
        reply(ReplyId) -> Reply in Replies, "reply";
        returned(ReturnId) -> Return in Returns, "return";
        meeting(MeetingId) -> Meeting in Meetings, "meeting";
        written_note(NoteId) -> Note in Notes, "note";
        priority(PriorityId) -> Priority in Priorities, "priority";
        action(ActionId) -> Action in Actions, "action";
        council_change(CouncilChangeId) -> CouncilChange in CouncilChanges, "change of a council";
        item(ItemId) -> Item in Items, "item";
        letter(LetterId) -> Letter in Letters, "letter";
        team(TeamId) -> Team in Teams, "team";
    }

    records_of! {
        councils -> Council in Councils;
        contacts -> Contact in Contacts;
        rounds -> Round in Rounds;
        categories -> Category in Categories;
        invitations -> Invitation in Invitations;
        returns -> Return in Returns;
        meetings -> Meeting in Meetings;
        priorities -> Priority in Priorities;
        updates -> Update in Updates;
        council_changes -> CouncilChange in CouncilChanges;
        decisions -> Decision in Decisions;
        teams -> Team in Teams;
        officers -> NamedOfficer in NamedOfficers;
        replies -> Reply in Replies;
        items -> Item in Items;
        aliases -> Alias in Aliases;
        mappings -> SheetMapping in Mappings;
    }

    /// The current return last.
    pub(crate) fn returns_of(&self, council: CouncilId, round: RoundId) -> Vec<&Return> {
        let mut returns: Vec<&Return> =
            self.returns().filter(|returned| returned.council == council && returned.round == round).collect();
        returns.sort_by_key(|returned| (returned.received.sort_key(), returned.id));
        returns
    }

    /// The newest last.
    pub(crate) fn invitations_of(&self, council: CouncilId, round: RoundId) -> Vec<&Invitation> {
        self.invitations().filter(|sent| sent.council == council && sent.round == round).collect()
    }

    pub(crate) fn meetings_of(&self, council: CouncilId, on: NaiveDate) -> Vec<&Meeting> {
        self.meetings().filter(|meeting| meeting.council == council && meeting.facts.on == on).collect()
    }

    /// The oldest first.
    pub(crate) fn priorities_of(&self, council: CouncilId) -> Vec<&Priority> {
        self.priorities().filter(|priority| priority.council == council).collect()
    }
}

/// Allocates the ids of new records.
#[derive(Clone, Debug, Default)]
pub struct IdAllocator(BTreeMap<Table, i64>);

impl IdAllocator {
    /// `used` are the highest ids ever used. An id is never reused.
    pub fn starting_after(used: impl IntoIterator<Item = (Table, i64)>) -> Self {
        Self(used.into_iter().collect())
    }

    pub(crate) fn allocate(&mut self, table: Table) -> i64 {
        let last = self.0.entry(table).or_insert(0);
        *last += 1;
        *last
    }

    /// The last id of each kind, for the backend to store.
    pub fn used(&self) -> impl Iterator<Item = (Table, i64)> + '_ {
        self.0.iter().map(|(table, id)| (*table, *id))
    }
}
