//! How the list of councils is laid out: its columns, and sorted by which.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::council_line::CouncilLine;
use crate::engagement::Promise;
use crate::list_column::{Cell, ColumnError, ListColumn};
use crate::response_group::ResponseGroup;
use crate::returns::Frequency;
use crate::search_key::fold;
use crate::status::{CouncilStatus, Flag};

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

    /// Stable; a blank cell is last in both directions. `line` gives the line of an item.
    pub fn sort<'a, T: Copy>(self, items: &mut [T], line: impl Fn(&T) -> &'a CouncilLine) {
        let mut texts = Texts::default();
        let keys: Vec<Option<SortKey<'a>>> =
            items.iter().map(|item| self.column.sort_key(line(item), &mut texts)).collect();
        let places = texts.places();
        let mut placed = Vec::with_capacity(items.len());
        let mut blank = Vec::new();
        for (item, key) in items.iter().zip(keys) {
            match key {
                Some(key) => placed.push((SortPlace::new(key, &places), *item)),
                None => blank.push(*item),
            }
        }
        // A stable sort finds the runs of the counties, which are in order already.
        match self.descending {
            false => placed.sort_by_key(|(place, _)| *place),
            true => placed.sort_by_key(|(place, _)| Reverse(*place)),
        }
        let sorted = placed.into_iter().map(|(_, item)| item).chain(blank);
        for (slot, item) in items.iter_mut().zip(sorted) {
            *slot = item;
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

impl ListColumn {
    /// `None` for a blank cell.
    fn sort_key<'a>(self, line: &'a CouncilLine, texts: &mut Texts<'a>) -> Option<SortKey<'a>> {
        let status = &line.status;
        match self {
            // In the order of urgency and of how often, not of the alphabet.
            Self::Status => Some(SortKey::Number(urgency(status))),
            Self::Promise if status.quarterly.promise == Promise::NotOffered => None,
            Self::Promise => Some(SortKey::Number(status.quarterly.promise as u32)),
            Self::Frequency => status.frequency.as_ref().map(|often| match often {
                Frequency::Other(words) => SortKey::Text(texts.index(words.as_str().into())),
                known => SortKey::Number(Frequency::KNOWN.iter().position(|one| one == known).map_or(0, small)),
            }),
            Self::Council => Some(SortKey::Name(line.search_key.name())),
            _ => match self.cell(line) {
                Cell::Blank => None,
                Cell::Number(number) => Some(SortKey::Number(number)),
                Cell::Day(day) => Some(SortKey::Day(day)),
                Cell::Text(text) => Some(SortKey::Text(texts.index(text))),
            },
        }
    }
}

fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
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

#[derive(Clone, Copy, Debug)]
enum SortKey<'a> {
    Number(u32),
    Day(NaiveDate),
    /// Folded already.
    Name(&'a str),
    /// An index into [`Texts`].
    Text(usize),
}

/// Many lines name the same team or district, so each text is folded, and compared, once.
#[derive(Default)]
struct Texts<'a> {
    indices: HashMap<Cow<'a, str>, usize>,
    /// By index.
    folded: Vec<String>,
    /// Lines follow each other by county, so the next text is often the same.
    last: Option<(Cow<'a, str>, usize)>,
}

impl<'a> Texts<'a> {
    fn index(&mut self, text: Cow<'a, str>) -> usize {
        if let Some((last, index)) = &self.last
            && *last == text
        {
            return *index;
        }
        let next = self.folded.len();
        let index = *self.indices.entry(text.clone()).or_insert(next);
        if index == next {
            self.folded.push(fold(&text));
        }
        self.last = Some((text, index));
        index
    }

    /// The place of each text among all, by index; texts that fold alike share theirs.
    fn places(&self) -> Vec<u64> {
        let distinct: BTreeSet<&str> = self.folded.iter().map(String::as_str).collect();
        let places: HashMap<&str, u64> = distinct.into_iter().zip(0..).collect();
        self.folded.iter().map(|text| places.get(text.as_str()).copied().unwrap_or_default()).collect()
    }
}

/// A cell as a number, which is compared faster than a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SortPlace<'a> {
    number: u64,
    /// Tells names apart that begin alike.
    name: &'a str,
}

impl<'a> SortPlace<'a> {
    /// Words come after numbers.
    const FIRST_TEXT: u64 = 1 << 32;

    fn new(key: SortKey<'a>, places: &[u64]) -> Self {
        let (number, name) = match key {
            SortKey::Number(number) => (number.into(), ""),
            SortKey::Day(day) => (u64::try_from(day.num_days_from_ce()).unwrap_or(0), ""),
            SortKey::Name(name) => (first_bytes(name), name),
            SortKey::Text(index) => (Self::FIRST_TEXT + places.get(index).copied().unwrap_or_default(), ""),
        };
        Self { number, name }
    }
}

/// In the order of the texts.
fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, of_text) in bytes.iter_mut().zip(text.bytes()) {
        *byte = of_text;
    }
    u64::from_be_bytes(bytes)
}
