//! Records of any kind: which table a key, a need or an edit is about.

use rusqlite::Connection;

use super::{
    aliases, categories, councils, invitations, items, mappings, meetings, priorities, returns, rounds, updates,
};
use crate::entity::{Entity, WriteOutcome, delete, find, insert, update};
use charter::alias::Alias;
use charter::category::Category;
use charter::council::Council;
use charter::edit::{Edit, Key, Need, Record, RecordSet, Table};
use charter::excuse::Excuse;
use charter::invitation::Invitation;
use charter::item::Item;
use charter::meeting::Meeting;
use charter::note::Note;
use charter::priority::{Action, Priority, Progress, Review};
use charter::reply::Reply;
use charter::returns::Return;
use charter::round::Round;
use charter::sheet_mapping::SheetMapping;
use charter::team::TeamChange;
use charter::update::Update;

/// The record with this key, whole, if it is there.
pub(super) fn find_any(connection: &Connection, key: Key) -> rusqlite::Result<Option<Record>> {
    fn find_record<R: Entity>(connection: &Connection, id: i64) -> rusqlite::Result<Option<Record>> {
        Ok(find::<R>(connection, id)?.map(Entity::into_record))
    }
    match key.table {
        Table::Councils => find_record::<Council>(connection, key.id),
        Table::Rounds => find_record::<Round>(connection, key.id),
        Table::Invitations => find_record::<Invitation>(connection, key.id),
        Table::Replies => find_record::<Reply>(connection, key.id),
        Table::Returns => find_record::<Return>(connection, key.id),
        Table::Meetings => find_record::<Meeting>(connection, key.id),
        Table::Notes => find_record::<Note>(connection, key.id),
        Table::Priorities => find_record::<Priority>(connection, key.id),
        Table::Actions => find_record::<Action>(connection, key.id),
        Table::Progress => find_record::<Progress>(connection, key.id),
        Table::Reviews => find_record::<Review>(connection, key.id),
        Table::Updates => find_record::<Update>(connection, key.id),
        Table::Excuses => find_record::<Excuse>(connection, key.id),
        Table::TeamChanges => find_record::<TeamChange>(connection, key.id),
        Table::Categories => find_record::<Category>(connection, key.id),
        Table::Items => find_record::<Item>(connection, key.id),
        Table::Aliases => find_record::<Alias>(connection, key.id),
        Table::Mappings => find_record::<SheetMapping>(connection, key.id),
    }
}

/// Reads what a change needs.
pub(super) fn read_need(connection: &Connection, need: Need, rows: &mut RecordSet) -> rusqlite::Result<()> {
    fn insert_rows<R: Entity>(records: Vec<R>, rows: &mut RecordSet) {
        records.into_iter().for_each(|record| rows.insert(record.into_record()));
    }
    match need {
        // An act of the same change may have asked for it already.
        Need::Record(key) if rows.get(key).is_some() => {}
        Need::Record(key) => find_any(connection, key)?.into_iter().for_each(|record| rows.insert(record)),
        Need::ReturnsOf(council, round) => {
            insert_rows(returns::of_council_and_round(connection, council, round)?, rows)
        }
        Need::InvitationsOf(council, round) => {
            insert_rows(invitations::of_council_and_round(connection, council, round)?, rows)
        }
        Need::MeetingsOf(council, day) => insert_rows(meetings::of_council_on_day(connection, council, day)?, rows),
        Need::AllCouncils => insert_rows(councils::all(connection)?, rows),
        Need::AllRounds => insert_rows(rounds::all(connection)?, rows),
        Need::EveryReturnOf(council) => insert_rows(returns::of_council(connection, council)?, rows),
        Need::PrioritiesOf(council) => insert_rows(priorities::of_council(connection, council)?, rows),
        Need::UpdatesOf(council, day) => insert_rows(updates::of_council_on_day(connection, council, day)?, rows),
        Need::TeamChangesOf(council) => insert_rows(updates::team_changes_of(connection, council)?, rows),
        Need::AllCategories => insert_rows(categories::all(connection)?, rows),
        Need::ItemsOf(source) => insert_rows(items::of_source(connection, source)?, rows),
        Need::AliasesOf(council) => insert_rows(aliases::of_council(connection, council)?, rows),
        Need::AllMappings => insert_rows(mappings::all(connection)?, rows),
    }
    Ok(())
}

/// Writes one edit over the version that it was made on.
pub(super) fn write_edit(connection: &Connection, edit: &Edit) -> rusqlite::Result<WriteOutcome> {
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
    let was = edit.before.as_ref().map(Record::version);
    match (&edit.after, &edit.before) {
        (Some(Record::Council(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Round(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Invitation(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Reply(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Return(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Meeting(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Note(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Priority(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Action(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Progress(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Review(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Update(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Excuse(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::TeamChange(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Category(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Item(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::Alias(record)), _) => insert_or_update(connection, record, was),
        (Some(Record::SheetMapping(record)), _) => insert_or_update(connection, record, was),
        (None, Some(before)) => delete(connection, before.key().table, before.key().id, before.version()),
        (None, None) => Ok(WriteOutcome::Yes),
    }
}
