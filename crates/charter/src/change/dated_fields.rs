//! What changes of a council from a day on is recorded beside its newest value, so that earlier days keep theirs.

use chrono::NaiveDate;

use super::moment::{Moment, check_year};
use crate::calendar::format_full;
use crate::council::Council;
use crate::council_change::{CouncilChange, CouncilField};
use crate::edit::{Edit, IdAllocator, RecordSet, Refusal, Table};
use crate::ids::CouncilChangeId;
use crate::untrusted::Untrusted;

/// What to do with a field that is recorded to change again after the day in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaterChange {
    /// For a person who may not know of it.
    Refuse,
    /// The new value holds until then.
    Keep,
}

/// Ends the sentence after saving, if [`completes_earlier_days`] is true of the change.
pub(super) const FOR_EARLIER_DAYS: &str = ", for earlier days too";

/// From when new values hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FirstDay {
    pub on: NaiveDate,
    /// A person gave the day. Otherwise what nobody knew before is completed for earlier days too.
    pub is_given: bool,
}

impl FirstDay {
    fn completes(self, today: NaiveDate) -> bool {
        !self.is_given && self.on <= today
    }
}

/// Whether the council becomes `after` for earlier days too in some field, because nobody knew its value before.
/// `changes` are those of the council on record.
pub(super) fn completes_earlier_days<'a>(
    changes: impl Iterator<Item = &'a CouncilChange> + Clone,
    (before, after): (&Council, &Council),
    first: FirstDay,
    today: NaiveDate,
) -> bool {
    first.completes(today)
        && CouncilField::ALL.iter().any(|field| {
            let was = FieldValue::before(*field, before, next_change(changes.clone(), *field, first.on));
            was.is_unknown(*field) && was != FieldValue::newest(*field, after)
        })
}

fn next_change<'a>(
    changes: impl Iterator<Item = &'a CouncilChange>,
    field: CouncilField,
    on: NaiveDate,
) -> Option<&'a CouncilChange> {
    changes.filter(|change| change.field == field && change.on > on).min_by_key(|change| (change.on, change.id))
}

/// The value of one field.
#[derive(PartialEq)]
struct FieldValue {
    value: Untrusted,
    is_unconfirmed: bool,
}

impl FieldValue {
    fn newest(field: CouncilField, council: &Council) -> Self {
        Self { value: field.value_of(council), is_unconfirmed: field.is_unconfirmed(council) }
    }

    /// What held before the next change, or else the newest value.
    fn before(field: CouncilField, council: &Council, next: Option<&CouncilChange>) -> Self {
        match next {
            Some(next) => Self { value: next.from.clone(), is_unconfirmed: next.from_unconfirmed },
            None => Self::newest(field, council),
        }
    }

    fn is_unknown(&self, field: CouncilField) -> bool {
        field.is_unknown(&self.value, self.is_unconfirmed)
    }
}

/// The changes to record if the council becomes `after` on a day. Fields that change again later get their newest value
/// back in `after`.
pub(super) fn dated_changes(
    rows: &RecordSet,
    ids: &mut IdAllocator,
    (before, after): (&Council, &mut Council),
    (first, moment): (FirstDay, Moment),
    later: LaterChange,
) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    for field in CouncilField::ALL.iter().copied() {
        let to = FieldValue::newest(field, after);
        let next = next_change(rows.council_changes().filter(|change| change.council == before.id), field, first.on);
        if let (Some(next), LaterChange::Refuse) = (next, later) {
            if FieldValue::newest(field, before) == to {
                continue;
            }
            return Err(Refusal::Invalid(format!(
                "a change of {field} on {} is recorded already; give a day after it, or undo that one first",
                format_full(next.on)
            )));
        }
        if next.is_some() {
            field.copy(before, after);
        }
        let from = FieldValue::before(field, before, next);
        if from == to {
            continue;
        }
        let (value, from_unconfirmed) = (to.value.clone(), to.is_unconfirmed);
        edits.extend(
            next.map(|next| {
                Edit::replace(next.clone(), CouncilChange { from: value, from_unconfirmed, ..next.clone() })
            }),
        );
        // What nobody knew is no change: it held before too.
        if first.completes(moment.today()) && from.is_unknown(field) {
            continue;
        }
        check_year(&format!("the new {field} counts from"), first.on)?;
        edits.push(Edit::create(CouncilChange {
            id: CouncilChangeId(ids.allocate(Table::CouncilChanges)),
            version: 1,
            council: before.id,
            field,
            on: first.on,
            from: from.value,
            from_unconfirmed: from.is_unconfirmed,
            to: to.value,
            announced_on: None,
        }));
    }
    Ok(edits)
}
