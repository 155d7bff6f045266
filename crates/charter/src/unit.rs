//! What a team, a county and a district have in common: a name, a code, days and a successor.
//!
//! Councils hold their units by name. The record of that name says the rest (rule 21 of the charter).

use chrono::NaiveDate;

use crate::calendar::format_full;
use crate::search_key::fold;
use crate::untrusted::Untrusted;

/// A dated record to which councils belong by its name.
pub trait Unit {
    type Id: Copy + PartialEq;

    /// What it is, for sentences: "team", "county", "district".
    fn noun(&self) -> &'static str;

    fn id(&self) -> Self::Id;

    fn term(&self) -> Term<'_, Self::Id>;

    fn exists_on(&self, day: NaiveDate) -> bool {
        let term = self.term();
        term.active_from.is_none_or(|from| from <= day) && term.inactive_on.is_none_or(|until| day < until)
    }
}

/// How a unit is called, and when it exists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term<'a, Id> {
    pub name: &'a Untrusted,
    pub code: &'a Untrusted,
    /// The first day on which it exists; `None` if it existed before the records begin.
    pub active_from: Option<NaiveDate>,
    /// From this day on it no longer exists.
    pub inactive_on: Option<NaiveDate>,
    /// What takes over from an ended one.
    pub successor: Option<Id>,
}

/// The unit that a typed name or code means: the one of exactly this name, or else of this name or code in any spelling.
/// Case, accents and punctuation do not matter.
pub fn find_unit<'a, T: Unit>(units: impl Iterator<Item = &'a T>, typed: &str) -> Option<&'a T> {
    let wanted = fold(typed);
    let is_meant = |text: &Untrusted| !text.is_blank() && fold(text.raw()) == wanted;
    let rank = |Term { name, code, .. }: Term<'_, T::Id>| match () {
        // Records of an older version may hold two spellings of one name.
        () if !name.is_blank() && name.raw() == typed.trim() => Some(0),
        () if is_meant(name) => Some(1),
        () => is_meant(code).then_some(2),
    };
    let ranked = units.filter_map(|unit| rank(unit.term()).map(|rank| (rank, unit)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, unit)| unit)
}

/// The unit in place of `unit` on a day: itself, or the successor of an ended one.
pub fn unit_in_place<'a, T: Unit>(units: &'a [T], unit: &'a T, day: NaiveDate) -> &'a T {
    let mut now = unit;
    // Each step leads to another unit, or the chain is a circle.
    for _ in units {
        let is_ended = now.term().inactive_on.is_some_and(|until| until <= day);
        let next = now.term().successor.filter(|_| is_ended);
        match next.and_then(|id| units.iter().find(|unit| unit.id() == id)) {
            Some(next) => now = next,
            None => break,
        }
    }
    now
}

/// Why a unit does not exist on a day: `the district Wychavon ended on Sat 1 Apr 2028; its successor is South
/// Worcestershire`. `None` if it exists.
pub fn describe_absence<'a, T: Unit + 'a>(
    units: impl IntoIterator<Item = &'a T>,
    unit: &T,
    day: NaiveDate,
) -> Option<String> {
    if unit.exists_on(day) {
        return None;
    }
    let Term { name, active_from, inactive_on, successor, .. } = unit.term();
    let what = format!("the {} {}", unit.noun(), name.sanitized());
    if let Some(from) = active_from.filter(|from| day < *from) {
        return Some(format!("{what} begins on {}", format_full(from)));
    }
    let next = successor.and_then(|id| units.into_iter().find(|unit| unit.id() == id));
    let next = match next {
        Some(next) => format!("its successor is {}", next.term().name.sanitized()),
        None => "its successor is not recorded".to_owned(),
    };
    Some(format!("{what} ended on {}; {next}", format_full(inactive_on?)))
}
