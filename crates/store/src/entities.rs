//! Dispatch from a key, a need or an edit to the table of its record.

use rusqlite::Connection;

use crate::entity::{Entity, WriteOutcome, delete, find, insert, select, update};
use crate::{
    aliases, areas, categories, contacts, council_changes, councils, decisions, invitations, items, mappings, meetings,
    priorities, returns, rounds, teams, updates,
};
use charter::alias::Alias;
use charter::area::Area;
use charter::category::{AbsenceReason, Aim, Category};
use charter::contact::Contact;
use charter::council::Council;
use charter::council_change::CouncilChange;
use charter::decision::Decision;
use charter::edit::{Edit, Key, Need, Record, RecordSet, Table};
use charter::excuse::Excuse;
use charter::invitation::Invitation;
use charter::issued_report::IssuedReport;
use charter::item::Item;
use charter::letter::Letter;
use charter::meeting::Meeting;
use charter::note::Note;
use charter::priority::{Action, Priority, Progress, Review};
use charter::public_event::PublicEvent;
use charter::reply::Reply;
use charter::request::Request;
use charter::returns::Return;
use charter::round::Round;
use charter::sheet_mapping::SheetMapping;
use charter::team::{NamedOfficer, Team};
use charter::update::Update;

/// Declares each kind of record with its table and its type, whose name is also its name in [`Record`].
macro_rules! entities {
    ($($table:ident: $entity:ident),+ $(,)?) => {
        /// Includes the child rows.
        pub(crate) fn find_any(connection: &Connection, key: Key) -> rusqlite::Result<Option<Record>> {
            Ok(match key.table {
                $(Table::$table => find::<$entity>(connection, key.id)?.map(Record::from),)+
            })
        }

        /// In the order of their ids, with their child rows.
        fn read_every(connection: &Connection, table: Table, rows: &mut RecordSet) -> rusqlite::Result<()> {
            match table {
                $(Table::$table => insert_rows(select::<$entity>(connection, "order by id", [])?, rows),)+
            }
            Ok(())
        }

        fn save(connection: &Connection, record: &Record, was: Option<i64>) -> rusqlite::Result<WriteOutcome> {
            match record {
                $(Record::$entity(record) => insert_or_update(connection, record, was),)+
            }
        }
    };
}

entities! {
    Councils: Council,
    Contacts: Contact,
    Rounds: Round,
    Invitations: Invitation,
    Replies: Reply,
    Returns: Return,
    Meetings: Meeting,
    Notes: Note,
    Priorities: Priority,
    Actions: Action,
    Progress: Progress,
    Reviews: Review,
    Updates: Update,
    Excuses: Excuse,
    Decisions: Decision,
    Teams: Team,
    Areas: Area,
    NamedOfficers: NamedOfficer,
    CouncilChanges: CouncilChange,
    Categories: Category,
    Aims: Aim,
    AbsenceReasons: AbsenceReason,
    Items: Item,
    Aliases: Alias,
    Mappings: SheetMapping,
    Letters: Letter,
    Requests: Request,
    IssuedReports: IssuedReport,
    PublicEvents: PublicEvent,
}

fn insert_or_update<R: Entity>(
    connection: &Connection,
    record: &R,
    was: Option<i64>,
) -> rusqlite::Result<WriteOutcome> {
    match was {
        Some(version) => update(connection, record, version),
        None => insert(connection, record),
    }
}

fn insert_rows<R: Entity>(records: Vec<R>, rows: &mut RecordSet) {
    records.into_iter().for_each(|record| rows.insert(record.into()));
}

pub(crate) fn read_need(connection: &Connection, need: Need, rows: &mut RecordSet) -> rusqlite::Result<()> {
    match need {
        // Another act of the same change may have read it already.
        Need::Record(key) if rows.get(key).is_some() => {}
        Need::Record(key) => find_any(connection, key)?.into_iter().for_each(|record| rows.insert(record)),
        Need::ReturnsOf(council, round) => {
            insert_rows(returns::of_council_and_round(connection, council, round)?, rows)
        }
        Need::InvitationsOf(council, round) => {
            insert_rows(invitations::of_council_and_round(connection, council, round)?, rows)
        }
        Need::EveryInvitationOf(round) => insert_rows(invitations::of_round(connection, round)?, rows),
        Need::MeetingsOf(council, day) => insert_rows(meetings::of_council_on_day(connection, council, day)?, rows),
        Need::AllCouncils => insert_rows(councils::all(connection)?, rows),
        Need::AllRounds => insert_rows(rounds::all(connection)?, rows),
        Need::EveryReturnOf(council) => insert_rows(returns::of_council(connection, council)?, rows),
        Need::PrioritiesOf(council) => insert_rows(priorities::of_council(connection, council)?, rows),
        Need::UpdatesOf(council, day) => insert_rows(updates::of_council_on_day(connection, council, day)?, rows),
        Need::CouncilChangesOf(council) => insert_rows(council_changes::of_council(connection, council)?, rows),
        Need::DecisionsOf(council) => insert_rows(decisions::of_council(connection, council)?, rows),
        // Each council of an import asks for them.
        Need::AllTeams if rows.teams().next().is_some() => {}
        Need::AllTeams => insert_rows(teams::all(connection)?, rows),
        Need::AllAreas if rows.areas().next().is_some() => {}
        Need::AllAreas => insert_rows(areas::all(connection)?, rows),
        Need::OfficersOf(council) => insert_rows(teams::officers_of(connection, council)?, rows),
        Need::AllCategories => insert_rows(categories::all(connection)?, rows),
        Need::AllAims => insert_rows(categories::aims(connection)?, rows),
        Need::AllReasons => insert_rows(categories::reasons(connection)?, rows),
        Need::ItemsOf(source) => insert_rows(items::of_source(connection, source)?, rows),
        Need::AliasesOf(council) => insert_rows(aliases::of_council(connection, council)?, rows),
        Need::AllContacts => insert_rows(contacts::all(connection)?, rows),
        Need::ContactsOf(council) => insert_rows(contacts::of_council(connection, council)?, rows),
        Need::Every(table) => read_every(connection, table, rows)?,
        Need::AllMappings => insert_rows(mappings::all(connection)?, rows),
    }
    Ok(())
}

/// Writes one edit over the version that it was made on.
pub(crate) fn write_edit(connection: &Connection, edit: &Edit) -> rusqlite::Result<WriteOutcome> {
    match (&edit.after, &edit.before) {
        (Some(record), before) => save(connection, record, before.as_ref().map(Record::version)),
        (None, Some(before)) => delete(connection, before.key().table, before.key().id, before.version()),
        (None, None) => Ok(WriteOutcome::Written),
    }
}
