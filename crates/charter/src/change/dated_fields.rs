//! What changes of a council from a day on is recorded beside its newest value, so that earlier days keep theirs.

use chrono::NaiveDate;

use super::moment::{Moment, check_year};
use crate::calendar::format_full;
use crate::council::Council;
use crate::council_change::{CouncilChange, CouncilField};
use crate::edit::{Edit, IdAllocator, RecordSet, Refusal, Table};
use crate::ids::CouncilChangeId;

/// What to do with a field that is recorded to change again after the day in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaterChange {
    /// For a person who may not know of it.
    Refuse,
    /// The new value holds until then.
    Keep,
}

/// The changes to record if the council becomes `after` on a day. Fields that change again later get their newest value
/// back in `after`.
pub(super) fn dated_changes(
    rows: &RecordSet,
    ids: &mut IdAllocator,
    (before, after): (&Council, &mut Council),
    (on, moment): (NaiveDate, Moment),
    later: LaterChange,
) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    for field in CouncilField::ALL.iter().copied() {
        let to = field.value_of(after);
        let of_field = rows.council_changes().filter(|change| change.council == before.id && change.field == field);
        let next = of_field.filter(|change| change.on > on).min_by_key(|change| (change.on, change.id));
        let from = match next {
            Some(_) if later == LaterChange::Refuse && field.value_of(before) == to => continue,
            Some(next) if later == LaterChange::Refuse => {
                return Err(Refusal::Invalid(format!(
                    "a change of {field} on {} is recorded already; give a day after it, or undo that one first",
                    format_full(next.on)
                )));
            }
            Some(next) => {
                field.copy(before, after);
                next.from.clone()
            }
            None => field.value_of(before),
        };
        // What nobody knew is no change: it held before too, unless it begins in the future.
        if from == to || (next.is_none() && field.is_unknown(before) && on <= moment.today()) {
            continue;
        }
        check_year(&format!("the new {field} counts from"), on)?;
        edits.push(Edit::create(CouncilChange {
            id: CouncilChangeId(ids.allocate(Table::CouncilChanges)),
            version: 1,
            council: before.id,
            field,
            on,
            from,
            to: to.clone(),
            announced_on: None,
        }));
        edits.extend(next.map(|next| Edit::replace(next.clone(), CouncilChange { from: to, ..next.clone() })));
    }
    Ok(edits)
}
