//! The columns of the list of councils: one definition for the screen, the subcommand, exports and sorting.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::council_line::CouncilLine;
use crate::engagement::Promise;
use crate::response_group::ResponseGroup;
use crate::returns::Frequency;
use crate::search_key::fold;
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

    /// The key that sorts by it; [`ListSort::CLEAR`] is free.
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

    /// `None` for a blank cell.
    fn sort_key<'a>(self, line: &'a CouncilLine, folded: &mut FoldedTexts<'a>) -> Option<SortKey<'a>> {
        let status = &line.status;
        match self {
            // In the order of urgency and of how often, not of the alphabet.
            Self::Status => Some(SortKey::Number(urgency(status))),
            Self::Promise if status.quarterly.promise == Promise::NotOffered => None,
            Self::Promise => Some(SortKey::Number(status.quarterly.promise as u32)),
            Self::Frequency => status.frequency.as_ref().map(|often| match often {
                Frequency::Other(words) => SortKey::Text(folded.get(words.as_str().into())),
                known => SortKey::Number(Frequency::KNOWN.iter().position(|one| one == known).map_or(0, small)),
            }),
            Self::Council => Some(SortKey::Name(line.search_key.name())),
            _ => match self.cell(line) {
                Cell::Blank => None,
                Cell::Number(number) => Some(SortKey::Number(number)),
                Cell::Day(day) => Some(SortKey::Day(day)),
                Cell::Text(text) => Some(SortKey::Text(folded.get(text))),
            },
        }
    }
}

fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
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

/// Councils that need an answer first, then those that missed the deadline by group, then the others by status.
fn urgency(status: &CouncilStatus) -> u32 {
    let asks = [Flag::Conflict, Flag::NeedsChoice].iter().position(|flag| status.flags.has(*flag));
    let missed = ResponseGroup::MISSED.iter().position(|group| status.missed == Some(*group));
    match (asks, missed) {
        _ if status.waiting.is_some() => 0,
        (Some(index), _) => 1 + small(index),
        (None, Some(index)) => 10 + small(index),
        (None, None) => 20 + status.status as u32,
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey<'a> {
    Number(u32),
    Day(NaiveDate),
    /// Folded already.
    Name(&'a str),
    Text(Rc<str>),
}

/// Many lines name the same team or district, so each text is folded once.
#[derive(Default)]
struct FoldedTexts<'a>(HashMap<Cow<'a, str>, Rc<str>>);

impl<'a> FoldedTexts<'a> {
    fn get(&mut self, text: Cow<'a, str>) -> Rc<str> {
        if let Some(known) = self.0.get(&text) {
            return Rc::clone(known);
        }
        let folded: Rc<str> = fold(&text).into();
        self.0.insert(text, Rc::clone(&folded));
        folded
    }
}

/// Where a line stands; a blank cell is last in both directions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortPosition<'a> {
    Ascending(SortKey<'a>),
    Descending(Reverse<SortKey<'a>>),
    Blank,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSort {
    pub column: ListColumn,
    #[serde(default)]
    pub descending: bool,
}

impl ListSort {
    /// The key that goes back to the order of the register.
    pub const CLEAR: char = 'o';

    /// Sorting by a column again reverses it.
    #[must_use]
    pub fn by(column: ListColumn, before: Option<Self>) -> Self {
        let again = before.filter(|before| before.column == column);
        Self { column, descending: again.is_some_and(|before| !before.descending) }
    }

    /// Stable. `line` gives the line of an item.
    pub fn sort<'a, T: Copy>(self, items: &mut [T], line: impl Fn(&T) -> &'a CouncilLine) {
        let mut folded = FoldedTexts::default();
        let mut position = |item: &T| match self.column.sort_key(line(item), &mut folded) {
            None => SortPosition::Blank,
            Some(key) if self.descending => SortPosition::Descending(Reverse(key)),
            Some(key) => SortPosition::Ascending(key),
        };
        let mut keyed: Vec<(SortPosition<'a>, T)> = items.iter().map(|item| (position(item), *item)).collect();
        // A stable sort finds the runs of the counties, which are in order already.
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (place, (_, item)) in items.iter_mut().zip(keyed) {
            *place = item;
        }
    }

    /// Parses `status`, `status:asc` or `status:desc`.
    ///
    /// # Errors
    /// The column or the direction is unknown.
    pub fn parse(typed: &str) -> Result<Self, ColumnError> {
        let (word, direction) = typed.split_once(':').unwrap_or((typed, "asc"));
        let column = ListColumn::from_code(word).ok_or_else(|| ColumnError::Unknown(word.trim().to_owned()))?;
        let descending = match direction.trim().to_ascii_lowercase().as_str() {
            "asc" | "ascending" => false,
            "desc" | "descending" => true,
            _ => return Err(ColumnError::Direction(direction.trim().to_owned())),
        };
        Ok(Self { column, descending })
    }
}

/// How the list is laid out, beside its filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTable {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<ListSort>,
    /// Without groups.
    pub flat: bool,
    /// In this order; empty for those with content that fit.
    pub columns: Vec<ListColumn>,
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
