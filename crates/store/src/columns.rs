//! Maps the fields of a record to columns. A record names each of its columns once, in [`columns!`].

use charter::alias::AliasKind;
use charter::area::AreaLevel;
use charter::calendar::Received;
use charter::council::Kind;
use charter::council_change::CouncilField;
use charter::edit::Table;
use charter::ids::{
    AbsenceReasonId, ActionId, AimId, AliasId, AreaId, CategoryId, ContactId, CouncilChangeId, CouncilId, DecisionId,
    EntryId, ExcuseId, InvitationId, IssuedReportId, ItemId, LetterId, MappingId, MeetingId, NoteId, OfficerId,
    PriorityId, ProgressId, PublicEventId, ReplyId, RequestId, ReturnId, ReviewId, RoundId, SourceId, TeamId, UpdateId,
};
use charter::incoming::{Digest, Nature, Origin};
use charter::invitation::Channel;
use charter::item::Outcome;
use charter::journal::EntryKind;
use charter::letter::LetterKind;
use charter::mail_kind::MailKind;
use charter::meeting::{Attendance, CalendarRevision, Intent, Reason};
use charter::priority::{Outcome as PriorityOutcome, Owner};
use charter::public_event::EventKind;
use charter::request::RequestKind;
use charter::returns::{Frequency, Method, ReturnState, Wish};
use charter::round::Cadence;
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rusqlite::Row;
use rusqlite::types::{FromSql, Value, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::column_values::{as_text, bad_cell, format_utc, parse_code, parse_date, parse_time};

pub(crate) trait Columns: Sized {
    /// Column names, in the order of [`Columns::values`].
    const COLUMNS: &'static [&'static str];

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self>;

    fn values(&self) -> Vec<Value>;
}

/// Implements [`Columns`] for a struct: the columns of each field, in the order of the SQL. More fields may follow in a
/// nested struct. A field that `default` names is stored elsewhere, as child rows, or nowhere.
macro_rules! columns {
    (
        $type:ident { $($field:ident: $($column:literal)+),+ $(,)? }
        $(in $group:ident: $inner:ident { $($inner_field:ident: $($inner_column:literal)+),+ $(,)? })?
        $(default $($other:ident),+)?
    ) => {
        impl $crate::columns::Columns for $type {
            const COLUMNS: &'static [&'static str] = &[$($($column),+),+ $(, $($($inner_column),+),+)?];

            fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                Ok(Self {
                    $($field: $crate::columns::Field::read(row, &[$($column),+])?,)+
                    $($group: $inner {
                        $($inner_field: $crate::columns::Field::read(row, &[$($inner_column),+])?,)+
                    },)?
                    $($($other: Default::default(),)+)?
                })
            }

            fn values(&self) -> Vec<rusqlite::types::Value> {
                let mut values = Vec::with_capacity(Self::COLUMNS.len());
                $($crate::columns::Field::write(&self.$field, &mut values);)+
                $($($crate::columns::Field::write(&self.$group.$inner_field, &mut values);)+)?
                values
            }
        }
    };
}

pub(crate) use columns;

/// A field stored in one or more columns.
pub(crate) trait Field: Sized {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self>;

    /// Appends one value for each column.
    fn write(&self, values: &mut Vec<Value>);
}

pub(crate) fn get<T: Field>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    T::read(row, &[column])
}

/// Reads a value by the index of its column, for long lists. `column` is the name for errors.
pub(crate) fn get_at<T: Cell>(row: &Row<'_>, index: usize, column: &str) -> rusqlite::Result<T> {
    optional_at(row, index, column)?.ok_or_else(|| bad_cell(column, "nothing"))
}

/// The same for a value that may be null.
pub(crate) fn optional_at<T: Cell>(row: &Row<'_>, index: usize, column: &str) -> rusqlite::Result<Option<T>> {
    T::from_cell(row.get_ref(index)?, column)
}

/// A value stored in one column.
pub(crate) trait Cell: Sized {
    /// Reads the value; `None` for null. Errors name the column.
    fn from_cell(cell: ValueRef<'_>, column: &str) -> rusqlite::Result<Option<Self>>;

    fn to_value(&self) -> Value;
}

impl<T: Cell> Field for T {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        T::from_cell(row.get_ref(columns[0])?, columns[0])?.ok_or_else(|| bad_cell(columns[0], "nothing"))
    }

    fn write(&self, values: &mut Vec<Value>) {
        values.push(self.to_value());
    }
}

impl<T: Cell> Field for Option<T> {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        T::from_cell(row.get_ref(columns[0])?, columns[0])
    }

    fn write(&self, values: &mut Vec<Value>) {
        values.push(self.as_ref().map_or(Value::Null, T::to_value));
    }
}

/// The time at which something was sent: a day, and a time of day that may be unknown.
impl Field for Received {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        Ok(Self { on: get(row, columns[0])?, at: get(row, columns[1])? })
    }

    fn write(&self, values: &mut Vec<Value>) {
        self.on.write(values);
        self.at.write(values);
    }
}

impl Field for Option<Received> {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        let on: Option<NaiveDate> = get(row, columns[0])?;
        on.map(|_| Received::read(row, columns)).transpose()
    }

    fn write(&self, values: &mut Vec<Value>) {
        self.map(|received| received.on).write(values);
        self.and_then(|received| received.at).write(values);
    }
}

impl Field for Option<CalendarRevision> {
    fn read(row: &Row<'_>, columns: &[&str]) -> rusqlite::Result<Self> {
        let sequence: Option<u32> = get(row, columns[0])?;
        let (stamp, cancelled): (_, Option<bool>) = (get(row, columns[1])?, get(row, columns[2])?);
        Ok(sequence.map(|sequence| CalendarRevision { sequence, stamp, cancelled: cancelled.unwrap_or_default() }))
    }

    fn write(&self, values: &mut Vec<Value>) {
        self.map(|revision| revision.sequence).write(values);
        self.and_then(|revision| revision.stamp).write(values);
        self.map(|revision| revision.cancelled).write(values);
    }
}

/// Implements [`Cell`] for types that SQLite stores as numbers.
macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Cell for $type {
            fn from_cell(cell: ValueRef<'_>, column: &str) -> rusqlite::Result<Option<Self>> {
                Option::column_result(cell).map_err(|error| bad_cell(column, error.to_string()))
            }

            fn to_value(&self) -> Value {
                Value::from(*self)
            }
        }
    )+};
}

numbers!(i64, u8, bool, f64);

/// Implements [`Cell`] for unsigned numbers, which SQLite stores as signed ones.
macro_rules! sizes {
    ($($type:ty),+) => {$(
        impl Cell for $type {
            fn from_cell(cell: ValueRef<'_>, column: &str) -> rusqlite::Result<Option<Self>> {
                let number = i64::from_cell(cell, column)?;
                number.map(|n| n.try_into().map_err(|_| bad_cell(column, n.to_string()))).transpose()
            }

            fn to_value(&self) -> Value {
                i64::try_from(*self).unwrap_or(i64::MAX).into()
            }
        }
    )+};
}

sizes!(u32, u64, usize);

macro_rules! ids {
    ($($type:ident)+) => {$(
        impl Cell for $type {
            fn from_cell(cell: ValueRef<'_>, column: &str) -> rusqlite::Result<Option<Self>> {
                Ok(i64::from_cell(cell, column)?.map($type))
            }

            fn to_value(&self) -> Value {
                self.0.into()
            }
        }
    )+};
}

ids! {
    AbsenceReasonId ActionId AimId AliasId AreaId CategoryId ContactId CouncilId CouncilChangeId DecisionId EntryId ExcuseId InvitationId IssuedReportId ItemId
    LetterId MappingId MeetingId NoteId OfficerId PriorityId ProgressId PublicEventId ReplyId RequestId ReturnId ReviewId RoundId
    SourceId TeamId UpdateId
}

/// Implements [`Cell`] for types that SQLite stores as text: how to parse the text, and how to print it.
macro_rules! texts {
    ($($type:ty: |$text:ident, $column:ident| $parse:expr, |$value:ident| $print:expr;)+) => {$(
        impl Cell for $type {
            fn from_cell(cell: ValueRef<'_>, $column: &str) -> rusqlite::Result<Option<Self>> {
                as_text(cell, $column)?.map(|$text| $parse).transpose()
            }

            fn to_value(&self) -> Value {
                let $value = self;
                $print.into()
            }
        }
    )+};
}

texts! {
    Digest: |text, _column| Ok(Self::from_stored(text.to_owned())), |value| value.as_hex().to_owned();
    String: |text, _column| Ok(text.to_owned()), |value| value.clone();
    Untrusted: |text, _column| Ok(Self::from(text)), |value| value.raw().to_owned();
    NaiveDate: |text, column| parse_date(text, column), |value| value.to_string();
    NaiveTime: |text, column| parse_time(text, column), |value| value.to_string();
    DateTime<Utc>: |text, column| {
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| bad_cell(column, text))?;
        Ok(at.with_timezone(&Utc))
    }, |value| format_utc(*value);
}

/// Implements [`Cell`] for closed lists of terms, stored by code.
macro_rules! codes {
    ($($type:ident)+) => {
        texts! { $($type: |text, column| parse_code(text, column, Self::ALL, Self::code), |value| value.code().to_owned();)+ }
    };
}

codes! {
    AliasKind AreaLevel Attendance Cadence Channel CouncilField EntryKind EventKind Intent Kind LetterKind MailKind Nature Origin Outcome Owner PriorityOutcome Reason RequestKind ReturnState Table
    UpdateChannel Wish
}

/// Implements [`Cell`] for open lists of terms. Blank text means that nothing was stated.
macro_rules! open_codes {
    ($($type:ident),+) => {$(
        impl Cell for $type {
            fn from_cell(cell: ValueRef<'_>, column: &str) -> rusqlite::Result<Option<Self>> {
                Ok(as_text(cell, column)?.and_then(Self::stated))
            }

            fn to_value(&self) -> Value {
                self.code().into()
            }
        }
    )+};
}

open_codes!(Frequency, Method);

/// Lists are stored as JSON.
impl<T: Serialize + DeserializeOwned> Cell for Vec<T> {
    fn from_cell(cell: ValueRef<'_>, column: &str) -> rusqlite::Result<Option<Self>> {
        let list = as_text(cell, column)?.map(serde_json::from_str);
        list.transpose().map_err(|error| bad_cell(column, error.to_string()))
    }

    fn to_value(&self) -> Value {
        serde_json::json!(self).to_string().into()
    }
}
