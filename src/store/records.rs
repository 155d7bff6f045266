//! Records of any kind: which table a key, a need or an edit is about.

use rusqlite::Connection;

use super::record::{Entity, WriteOutcome, delete, find, insert, update};
use super::{
    aliases, categories, councils, invitations, items, mappings, meetings, priorities, returns, rounds, updates,
};
use crate::domain::alias::Alias;
use crate::domain::category::Category;
use crate::domain::council::Council;
use crate::domain::edit::{Edit, Key, Need, Record, Rows, Table};
use crate::domain::excuse::Excuse;
use crate::domain::inbox::{Item, SheetMapping};
use crate::domain::invitation::Invitation;
use crate::domain::meeting::Meeting;
use crate::domain::note::Note;
use crate::domain::priority::{Action, Priority, Progress, Review};
use crate::domain::reply::Reply;
use crate::domain::returns::Return;
use crate::domain::round::Round;
use crate::domain::team::TeamChange;
use crate::domain::update::Update;

/// The record with this key, whole, if it is there.
pub(super) fn find_any(connection: &Connection, key: Key) -> rusqlite::Result<Option<Record>> {
    fn one<R: Entity>(connection: &Connection, id: i64) -> rusqlite::Result<Option<Record>> {
        Ok(find::<R>(connection, id)?.map(Entity::into_record))
    }
    match key.table {
        Table::Councils => one::<Council>(connection, key.id),
        Table::Rounds => one::<Round>(connection, key.id),
        Table::Invitations => one::<Invitation>(connection, key.id),
        Table::Replies => one::<Reply>(connection, key.id),
        Table::Returns => one::<Return>(connection, key.id),
        Table::Meetings => one::<Meeting>(connection, key.id),
        Table::Notes => one::<Note>(connection, key.id),
        Table::Priorities => one::<Priority>(connection, key.id),
        Table::Actions => one::<Action>(connection, key.id),
        Table::Progress => one::<Progress>(connection, key.id),
        Table::Reviews => one::<Review>(connection, key.id),
        Table::Updates => one::<Update>(connection, key.id),
        Table::Excuses => one::<Excuse>(connection, key.id),
        Table::TeamChanges => one::<TeamChange>(connection, key.id),
        Table::Categories => one::<Category>(connection, key.id),
        Table::Items => one::<Item>(connection, key.id),
        Table::Aliases => one::<Alias>(connection, key.id),
        Table::Mappings => one::<SheetMapping>(connection, key.id),
    }
}

/// Reads what a change needs.
pub(super) fn read_need(connection: &Connection, need: Need, rows: &mut Rows) -> rusqlite::Result<()> {
    fn take<R: Entity>(records: Vec<R>, rows: &mut Rows) {
        records.into_iter().for_each(|record| rows.insert(record.into_record()));
    }
    match need {
        // An act of the same change may have asked for it already.
        Need::Record(key) if rows.get(key).is_some() => {}
        Need::Record(key) => find_any(connection, key)?.into_iter().for_each(|record| rows.insert(record)),
        Need::ReturnsOf(council, round) => take(returns::of(connection, council, round)?, rows),
        Need::InvitationsOf(council, round) => take(invitations::of(connection, council, round)?, rows),
        Need::MeetingsOf(council, day) => take(meetings::on(connection, council, day)?, rows),
        Need::AllCouncils => take(councils::all(connection)?, rows),
        Need::AllRounds => take(rounds::all(connection)?, rows),
        Need::EveryReturnOf(council) => take(returns::of_council(connection, council)?, rows),
        Need::PrioritiesOf(council) => take(priorities::of(connection, council)?, rows),
        Need::UpdatesOf(council, day) => take(updates::on(connection, council, day)?, rows),
        Need::TeamChangesOf(council) => take(updates::team_changes_of(connection, council)?, rows),
        Need::AllCategories => take(categories::all(connection)?, rows),
        Need::ItemsOf(source) => take(items::of_source(connection, source)?, rows),
        Need::AliasesOf(council) => take(aliases::of(connection, council)?, rows),
        Need::AllMappings => take(mappings::all(connection)?, rows),
    }
    Ok(())
}

/// Writes one edit over the version that it was made on.
pub(super) fn write(connection: &Connection, edit: &Edit) -> rusqlite::Result<WriteOutcome> {
    fn put<R: Entity>(connection: &Connection, record: &R, was: Option<i64>) -> rusqlite::Result<WriteOutcome> {
        match was {
            Some(version) => update(connection, record, version),
            None => insert(connection, record),
        }
    }
    let was = edit.before.as_ref().map(Record::version);
    match (&edit.after, &edit.before) {
        (Some(Record::Council(record)), _) => put(connection, record, was),
        (Some(Record::Round(record)), _) => put(connection, record, was),
        (Some(Record::Invitation(record)), _) => put(connection, record, was),
        (Some(Record::Reply(record)), _) => put(connection, record, was),
        (Some(Record::Return(record)), _) => put(connection, record, was),
        (Some(Record::Meeting(record)), _) => put(connection, record, was),
        (Some(Record::Note(record)), _) => put(connection, record, was),
        (Some(Record::Priority(record)), _) => put(connection, record, was),
        (Some(Record::Action(record)), _) => put(connection, record, was),
        (Some(Record::Progress(record)), _) => put(connection, record, was),
        (Some(Record::Review(record)), _) => put(connection, record, was),
        (Some(Record::Update(record)), _) => put(connection, record, was),
        (Some(Record::Excuse(record)), _) => put(connection, record, was),
        (Some(Record::TeamChange(record)), _) => put(connection, record, was),
        (Some(Record::Category(record)), _) => put(connection, record, was),
        (Some(Record::Item(record)), _) => put(connection, record, was),
        (Some(Record::Alias(record)), _) => put(connection, record, was),
        (Some(Record::SheetMapping(record)), _) => put(connection, record, was),
        (None, Some(before)) => delete(connection, before.key().table, before.key().id, before.version()),
        (None, None) => Ok(WriteOutcome::Yes),
    }
}
