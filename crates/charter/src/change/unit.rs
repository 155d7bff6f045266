//! What changes of the records of teams and areas have in common, and how councils come to belong to them.

use chrono::NaiveDate;

use super::moment::check_year;
use crate::area::{Area, AreaFacts, AreaLevel, of_level};
use crate::calendar::format_full;
use crate::council::Council;
use crate::edit::{Edit, IdAllocator, Record, RecordSet, Refusal, Table, check_version};
use crate::ids::{AreaId, TeamId};
use crate::team::{Team, TeamFacts};
use crate::unit::{Term, Unit, describe_absence, find_unit};
use crate::untrusted::Untrusted;

/// Records a unit, or changes the record `known`, of which the user saw `version`. `others` are the units of its kind;
/// it may be among them.
pub(super) fn record_unit<'a, T>(
    after: T,
    known: Option<(&T, i64)>,
    others: impl Iterator<Item = &'a T> + Clone,
) -> Result<Vec<Edit>, Refusal>
where
    T: Unit + Clone + PartialEq + Into<Record> + 'a,
{
    check(&after, known.map(|(known, _)| known), others)?;
    let Some((known, version)) = known else { return Ok(vec![Edit::create(after)]) };
    check_version(known.clone(), version, &known.term().name.sanitized())?;
    if after == *known {
        return Err(Refusal::Unchanged(format!("the {} is already recorded like this", after.noun())));
    }
    Ok(vec![Edit::replace(known.clone(), after)])
}

fn check<'a, T: Unit + 'a>(
    after: &T,
    known: Option<&T>,
    others: impl Iterator<Item = &'a T> + Clone,
) -> Result<(), Refusal> {
    let (noun, term) = (after.noun(), after.term());
    if term.name.is_blank() {
        return Err(Refusal::Invalid(format!("a {noun} needs a name")));
    }
    let others = others.filter(|other| known.is_none_or(|known| known.id() != other.id()));
    // What an older version recorded twice stays as it is.
    let was = known.map(T::term);
    let typed = [("name", term.name, was.map(|was| was.name)), ("code", term.code, was.map(|was| was.code))];
    for (what, text, _) in typed.into_iter().filter(|(_, text, was)| !text.is_blank() && Some(*text) != *was) {
        if let Some(other) = find_unit(others.clone(), text.raw()) {
            let other = other.term().name.sanitized();
            return Err(Refusal::Invalid(format!(
                "the {noun} {other} is recorded already with this {what}; change that record, or give another {what}"
            )));
        }
    }
    for (what, on) in [("begins", term.active_from), ("ends", term.inactive_on)] {
        on.map_or(Ok(()), |on| check_year(&format!("the {noun} {what}"), on))?;
    }
    if let (Some(from), Some(until)) = (term.active_from, term.inactive_on)
        && until <= from
    {
        let (from, until) = (format_full(from), format_full(until));
        return Err(Refusal::Invalid(format!("the {noun} ends {until}, but begins {from}; check the dates")));
    }
    check_successor(after, was, others)
}

/// The successor exists on the day on which the unit ends.
fn check_successor<'a, T: Unit + 'a>(
    after: &T,
    was: Option<Term<'_, T::Id>>,
    mut others: impl Iterator<Item = &'a T>,
) -> Result<(), Refusal> {
    let (noun, term) = (after.noun(), after.term());
    let Some(successor) = term.successor else { return Ok(()) };
    let Some(on) = term.inactive_on else {
        return Err(Refusal::Invalid(format!(
            "only a {noun} that ends has a successor; give the day on which it ends"
        )));
    };
    let Some(next) = others.find(|other| other.id() == successor) else {
        return Err(Refusal::Invalid(format!("a {noun} cannot be its own successor; name another")));
    };
    let is_as_before = was.is_some_and(|was| (was.successor, was.inactive_on) == (term.successor, term.inactive_on));
    if is_as_before || next.exists_on(on) {
        return Ok(());
    }
    let (name, on) = (next.term().name.sanitized(), format_full(on));
    Err(Refusal::Invalid(format!(
        "the {noun} {name} does not exist on {on}; name a {noun} that does, or give another day"
    )))
}

/// Whether no team has this name or code in any spelling.
pub(super) fn is_new_team(rows: &RecordSet, name: &Untrusted) -> bool {
    find_unit(rows.teams(), name.raw()).is_none()
}

/// Gives the units to which a council comes to belong the spelling of their records. A new name becomes a record.
/// `from` is the first day of the new values, `None` for all days; the units exist on it. `before` is the council as it
/// was.
pub(super) fn join_units(
    rows: &RecordSet,
    ids: &mut IdAllocator,
    (before, after): (Option<&Council>, &mut Council),
    from: Option<NaiveDate>,
) -> Result<Vec<Edit>, Refusal> {
    let teams: Vec<&Team> = rows.teams().collect();
    let was = before.map(|before| &before.team);
    let mut edits = Vec::new();
    edits.extend(join(&teams, (was, &mut after.team), from, |name| {
        let facts = TeamFacts { name, ..TeamFacts::default() };
        Team { id: TeamId(ids.allocate(Table::Teams)), version: 1, facts }
    })?);
    for level in AreaLevel::ALL.iter().copied() {
        let areas: Vec<&Area> = of_level(rows.areas(), level).collect();
        let was = before.map(|before| level.name_of(before));
        edits.extend(join(&areas, (was, level.name_of_mut(after)), from, |name| {
            let facts = AreaFacts { level, name, ..AreaFacts::default() };
            Area { id: AreaId(ids.allocate(Table::Areas)), version: 1, facts }
        })?);
    }
    Ok(edits)
}

/// `was` is the name that the council held, which it may keep whatever became of that unit.
fn join<T: Unit + Into<Record>>(
    units: &[&T],
    (was, name): (Option<&Untrusted>, &mut Untrusted),
    from: Option<NaiveDate>,
    new: impl FnOnce(Untrusted) -> T,
) -> Result<Option<Edit>, Refusal> {
    if name.is_blank() || was == Some(name) {
        return Ok(None);
    }
    let Some(known) = find_unit(units.iter().copied(), name.raw()) else {
        return Ok(Some(Edit::create(new(name.clone()))));
    };
    name.clone_from(known.term().name);
    if was == Some(name) {
        return Ok(None);
    }
    match from.and_then(|on| Some((on, describe_absence(units.iter().copied(), known, on)?))) {
        Some((on, absence)) => Err(Refusal::Invalid(format!(
            "{absence}, so no council can join it on {}; name one that exists then, or give another day",
            format_full(on)
        ))),
        None => Ok(None),
    }
}
