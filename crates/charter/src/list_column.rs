//! The columns of the list of councils: one definition for the screen, the subcommand, exports and sorting.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::council_line::CouncilLine;
use crate::engagement::Promise;
use crate::response_group::ResponseGroup;
use crate::status::{CouncilStatus, Flag};
use crate::string_enum;

string_enum! {
    ListColumn {
        Council = "council", "council";
        /// With the flags, except an owed update, which "last seen" already shows.
        Status = "status", "status";
        Heard = "heard", "heard";
        /// Their number.
        Priorities = "priorities", "priorities";
        Method = "method", "method";
        Frequency = "frequency", "frequency";
        LastSeen = "last-seen", "last seen";
        NextMeeting = "next-meeting", "next meeting";
        Team = "team", "team";
        /// What was agreed, or received while nothing is agreed.
        PriorityWords = "priority-words", "priority words";
        /// What became of the quarter's contact.
        Promise = "promise", "this quarter";
        County = "county", "county";
        District = "district", "district";
        Contact = "contact", "contact";
        Parishes = "parishes", "parishes";
        /// Of the next meeting, if it is recorded.
        Place = "place", "place";
    }
}

/// What a cell holds, for the sinks that know types. Text is untrusted: each sink makes it safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    Blank,
    Number(u32),
    Day(NaiveDate),
    Text(Cow<'a, str>),
}

impl Cell<'_> {
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Blank => Cell::Blank,
            Self::Number(number) => Cell::Number(number),
            Self::Day(on) => Cell::Day(on),
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        }
    }
}

/// The width of a column in terminal cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnWidth {
    /// A narrower column is left out.
    pub least: usize,
    /// Wider content is cut while other columns need the room.
    pub ideal: usize,
    pub most: usize,
}

impl ListColumn {
    /// The heading where there is little room.
    pub fn short_label(self) -> &'static str {
        match self {
            Self::Priorities => "pri",
            Self::Frequency => "how often",
            Self::LastSeen => "seen",
            Self::NextMeeting => "next",
            Self::Promise => "quarter",
            _ => self.label(),
        }
    }

    /// The key that sorts by it; [`ListSort::CLEAR`](crate::list_table::ListSort::CLEAR) is free.
    pub fn letter(self) -> char {
        match self {
            Self::Council => 'c',
            Self::Status => 's',
            Self::Heard => 'h',
            Self::Priorities => 'p',
            Self::Method => 'm',
            Self::Frequency => 'f',
            Self::LastSeen => 'l',
            Self::NextMeeting => 'n',
            Self::Team => 't',
            Self::PriorityWords => 'w',
            Self::Promise => 'q',
            Self::County => 'y',
            Self::District => 'd',
            Self::Contact => 'k',
            Self::Parishes => 'i',
            Self::Place => 'v',
        }
    }

    /// Numbers and days.
    pub fn is_right_aligned(self) -> bool {
        matches!(self, Self::Heard | Self::Priorities | Self::LastSeen | Self::NextMeeting)
    }

    pub fn width(self) -> ColumnWidth {
        let (least, ideal, most) = match self {
            Self::Council => (20, 34, 60),
            Self::Status => (14, 29, 34),
            Self::Heard | Self::LastSeen | Self::NextMeeting => (6, 8, 8),
            Self::Priorities => (3, 3, 3),
            Self::Method | Self::Frequency | Self::Promise => (9, 14, 40),
            Self::Team => (10, 22, 40),
            Self::PriorityWords => (18, 56, 160),
            Self::County => (12, 18, 30),
            Self::District => (10, 16, 30),
            Self::Contact => (16, 30, 50),
            Self::Parishes => (14, 26, 80),
            Self::Place => (12, 24, 50),
        };
        ColumnWidth { least, ideal, most }
    }

    pub fn cell(self, line: &CouncilLine) -> Cell<'_> {
        let (status, details) = (&line.status, &line.details);
        match self {
            Self::Council => text(line.name.raw()),
            Self::Status => Cell::Text(Cow::Owned(status_words(status))),
            Self::Heard => day(status.heard_on),
            Self::Priorities if status.priorities == 0 => Cell::Blank,
            Self::Priorities => Cell::Number(status.priorities.into()),
            Self::Method => status.method.as_ref().map_or(Cell::Blank, |method| text(method.label())),
            Self::Frequency => status.frequency.as_ref().map_or(Cell::Blank, |often| text(often.label())),
            Self::LastSeen => day(status.engagement.last_seen_on),
            Self::NextMeeting => day(status.engagement.next_meeting_on),
            Self::Team => text(line.team.raw()),
            Self::PriorityWords => text(details.priority_words.raw()),
            // Nothing is due to a council that does not take part.
            Self::Promise if status.quarterly.promise == Promise::NotOffered => Cell::Blank,
            Self::Promise => text(status.quarterly.promise.label()),
            Self::County => text(line.county.raw()),
            Self::District => text(line.district.raw()),
            Self::Contact => text(details.contact.raw()),
            Self::Parishes => text(details.parish_names.raw()),
            Self::Place => text(details.next_place.raw()),
        }
    }

    /// Parses `council,status`.
    ///
    /// # Errors
    /// The first unknown word, or a column that is named twice.
    pub fn parse_list(typed: &str) -> Result<Vec<Self>, ColumnError> {
        let mut columns = Vec::new();
        for word in typed.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let column = Self::from_code(word).ok_or_else(|| ColumnError::Unknown(word.to_owned()))?;
            if columns.contains(&column) {
                return Err(ColumnError::Twice(column));
            }
            columns.push(column);
        }
        if columns.is_empty() { Err(ColumnError::None) } else { Ok(columns) }
    }
}

fn text(text: &str) -> Cell<'_> {
    if text.trim().is_empty() { Cell::Blank } else { Cell::Text(Cow::Borrowed(text)) }
}

fn day<'a>(on: Option<NaiveDate>) -> Cell<'a> {
    on.map_or(Cell::Blank, Cell::Day)
}

fn status_words(status: &CouncilStatus) -> String {
    // The column "last seen" already shows an owed update, and the group says "late".
    let is_late = status.group == ResponseGroup::Late;
    let is_said = |flag: Flag| flag == Flag::UpdateOwed || flag == Flag::RepliedLate && is_late;
    let flags = status.flags.iter().filter(|flag| !is_said(*flag)).map(|flag| flag.to_string());
    std::iter::once(status.describe()).chain(flags).collect::<Vec<_>>().join(", ")
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnError {
    #[error("there is no column “{0}”; there are: {known}", known = all_columns())]
    Unknown(String),
    #[error("the column {0} is named twice")]
    Twice(ListColumn),
    #[error("no column is named; there are: {known}", known = all_columns())]
    None,
    #[error("“{0}” is no direction; write asc or desc")]
    Direction(String),
}

fn all_columns() -> String {
    ListColumn::ALL.iter().map(|column| column.code()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[path = "list_column_tests.rs"]
mod tests;
