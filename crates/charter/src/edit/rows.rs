//! The records that a change needs, the records that were read, and ids for new records.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::record::{Edit, Key, Record, Table};
use super::refusal::Refusal;
use crate::alias::Alias;
use crate::area::Area;
use crate::category::{AbsenceReason, Aim, Category};
use crate::contact::Contact;
use crate::council::Council;
use crate::council_change::CouncilChange;
use crate::decision::Decision;
use crate::ids::{
    ActionId, AreaId, ContactId, CouncilChangeId, CouncilId, InvitationId, IssuedReportId, ItemId, LetterId, MeetingId,
    NoteId, PriorityId, PublicEventId, ReplyId, RequestId, ReturnId, RoundId, SourceId, TeamId,
};
use crate::invitation::Invitation;
use crate::issued_report::IssuedReport;
use crate::item::Item;
use crate::letter::Letter;
use crate::meeting::Meeting;
use crate::note::Note;
use crate::priority::{Action, Priority, Progress, Review};
use crate::public_event::PublicEvent;
use crate::reply::Reply;
use crate::request::Request;
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
    /// Every county and district.
    AllAreas,
    OfficersOf(CouncilId),
    /// Every category.
    AllCategories,
    AllAims,
    /// The user's own reasons of not attending.
    AllReasons,
    ItemsOf(SourceId),
    AliasesOf(CouncilId),
    AllContacts,
    ContactsOf(CouncilId),
    AllMappings,
    /// Every record of a kind.
    Every(Table),
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
            self.records.range(of(i64::MIN)..=of(i64::MAX)).filter_map(|(_, record)| match record {
                Record::$kind(record) => Some(record),
                _ => None,
            })
        }
    )+};
}

/// The records that a backend read for a change.
#[derive(Clone, Debug, Default)]
pub struct RecordSet {
    records: BTreeMap<Key, Record>,
    /// The ids by council, because a change may be about ten thousand councils.
    of_council: BTreeSet<(Table, CouncilId, i64)>,
}

macro_rules! lookups {
    ($($(#[$doc:meta])* $name:ident($id:ident) -> $variant:ident in $table:ident, $what:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name(&self, id: $id) -> Result<&$variant, Refusal> {
            match self.records.get(&Key { table: Table::$table, id: id.0 }) {
                Some(Record::$variant(record)) => Ok(record),
                _ => Err(Refusal::Gone { what: format!(concat!($what, " {}"), id) }),
            }
        }
    )+};
}

impl RecordSet {
    pub fn insert(&mut self, record: Record) {
        let key = record.key();
        self.of_council.extend(record.council().map(|council| (key.table, council, key.id)));
        self.records.insert(key, record);
    }

    /// The highest id of a kind among them; 0 without any.
    pub fn last_id(&self, table: Table) -> i64 {
        let of = |id| Key { table, id };
        self.records.range(of(i64::MIN)..=of(i64::MAX)).next_back().map_or(0, |(key, _)| key.id)
    }

    pub fn get(&self, key: Key) -> Option<&Record> {
        self.records.get(&key)
    }

    /// Applies an edit, so that the next act of the same change sees its result.
    pub fn apply(&mut self, edit: &Edit) {
        match (&edit.after, edit.key()) {
            (Some(after), _) => self.insert(after.clone()),
            (None, Some(key)) => {
                let removed = self.records.remove(&key);
                let council = removed.as_ref().and_then(Record::council);
                council.map(|council| self.of_council.remove(&(key.table, council, key.id)));
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
        area(AreaId) -> Area in Areas, "area";
        request(RequestId) -> Request in Requests, "request";
        issued_report(IssuedReportId) -> IssuedReport in IssuedReports, "issued report";
        public_event(PublicEventId) -> PublicEvent in PublicEvents, "event";
    }

    records_of! {
        councils -> Council in Councils;
        contacts -> Contact in Contacts;
        rounds -> Round in Rounds;
        categories -> Category in Categories;
        aims -> Aim in Aims;
        reasons -> AbsenceReason in AbsenceReasons;
        invitations -> Invitation in Invitations;
        returns -> Return in Returns;
        meetings -> Meeting in Meetings;
        priorities -> Priority in Priorities;
        actions -> Action in Actions;
        progress -> Progress in Progress;
        reviews -> Review in Reviews;
        updates -> Update in Updates;
        council_changes -> CouncilChange in CouncilChanges;
        decisions -> Decision in Decisions;
        teams -> Team in Teams;
        areas -> Area in Areas;
        officers -> NamedOfficer in NamedOfficers;
        replies -> Reply in Replies;
        items -> Item in Items;
        aliases -> Alias in Aliases;
        mappings -> SheetMapping in Mappings;
        requests -> Request in Requests;
        public_events -> PublicEvent in PublicEvents;
        issued_reports -> IssuedReport in IssuedReports;
    }

    /// The oldest first.
    fn of_council(&self, table: Table, council: CouncilId) -> impl Iterator<Item = &Record> {
        let ids = self.of_council.range((table, council, i64::MIN)..=(table, council, i64::MAX));
        ids.filter_map(move |(_, _, id)| self.records.get(&Key { table, id: *id }))
    }

    /// The current return last.
    pub(crate) fn returns_of(&self, council: CouncilId, round: RoundId) -> Vec<&Return> {
        let returns = self.of_council(Table::Returns, council).filter_map(|record| match record {
            Record::Return(returned) if returned.round == round => Some(returned),
            _ => None,
        });
        let mut returns: Vec<&Return> = returns.collect();
        returns.sort_by_key(|returned| (returned.received.sort_key(), returned.id));
        returns
    }

    /// The newest last.
    pub(crate) fn invitations_of(&self, council: CouncilId, round: RoundId) -> Vec<&Invitation> {
        let sent = self.of_council(Table::Invitations, council).filter_map(|record| match record {
            Record::Invitation(sent) if sent.round == round => Some(sent),
            _ => None,
        });
        sent.collect()
    }

    pub(crate) fn meetings_of(&self, council: CouncilId, on: NaiveDate) -> Vec<&Meeting> {
        let meetings = self.of_council(Table::Meetings, council).filter_map(|record| match record {
            Record::Meeting(meeting) if meeting.facts.on == on => Some(meeting),
            _ => None,
        });
        meetings.collect()
    }

    /// The oldest first.
    pub(crate) fn priorities_of(&self, council: CouncilId) -> Vec<&Priority> {
        let priorities = self.of_council(Table::Priorities, council).filter_map(|record| match record {
            Record::Priority(priority) => Some(priority),
            _ => None,
        });
        priorities.collect()
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
