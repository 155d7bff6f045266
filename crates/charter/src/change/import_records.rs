//! Imports records of a table that another database exported, each as it was.
//!
//! The caller has compared the table with the records on record; these are the new ones. They are checked by the rules of
//! the changes that record them one by one.

use std::collections::HashMap;

use super::meeting::check_facts;
use super::moment::{Moment, check_past, check_year};
use super::priority::{RecordAction, check_closing};
use super::{contact, public_event, request, update};
use crate::edit::{Edit, IdAllocator, Key, Need, Record, RecordSet, Refusal, Table};
use crate::ids::{
    ActionId, ContactId, DecisionId, MeetingId, PriorityId, ProgressId, PublicEventId, RequestId, ReturnId, ReviewId,
    UpdateId,
};
use crate::priority::Priority;
use crate::returns::{MAX_PRIORITIES, Return};

/// New records of one kind, and of the kinds that belong to it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRecords {
    /// With ids below 0, each once for its kind. A record that another one names comes before it, or is on record.
    pub records: Vec<Record>,
    /// The last id of each kind on record when the table was compared ([`RecordSet::last_id`]).
    pub seen: Vec<(Table, i64)>,
}

/// The ids of the new records, by those that the caller gave.
type NewIds = HashMap<Key, i64>;

impl ImportRecords {
    pub(super) fn needs(&self) -> Vec<Need> {
        let tables = self.seen.iter().map(|(table, _)| Need::Every(*table));
        [Need::AllCouncils, Need::AllRounds].into_iter().chain(tables).collect()
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        if self.seen.iter().any(|(table, last)| rows.last_id(*table) != *last) {
            return Err(Refusal::Invalid(
                "somebody else recorded something of this kind while the file was read; import it again".to_owned(),
            ));
        }
        let mut new = NewIds::new();
        let mut edits = Vec::with_capacity(self.records.len());
        for record in &self.records {
            check_record(record, moment)?;
            for council in Edit::create(record.clone()).councils() {
                rows.council(council)?;
            }
            let key = record.key();
            let id = ids.allocate(key.table);
            new.insert(key, id);
            edits.push(Edit::create(with_ids(record.clone(), id, &new)?));
        }
        Ok(edits)
    }
}

/// The record with its id, and with the ids of the new records that it names.
fn with_ids(mut record: Record, id: i64, new: &NewIds) -> Result<Record, Refusal> {
    let priority = |named: &mut PriorityId| resolve(Table::Priorities, &mut named.0, new);
    match &mut record {
        Record::Meeting(meeting) => meeting.id = MeetingId(id),
        Record::Update(update) => update.id = UpdateId(id),
        Record::Contact(contact) => contact.id = ContactId(id),
        Record::Request(request) => request.id = RequestId(id),
        Record::PublicEvent(event) => event.id = PublicEventId(id),
        Record::Priority(priority) => priority.id = PriorityId(id),
        Record::Action(action) => {
            action.id = ActionId(id);
            priority(&mut action.priority)?;
        }
        Record::Progress(progress) => {
            progress.id = ProgressId(id);
            priority(&mut progress.priority)?;
        }
        Record::Review(review) => {
            review.id = ReviewId(id);
            priority(&mut review.priority)?;
        }
        Record::Return(returned) => {
            returned.id = ReturnId(id);
            returned.answer.priorities.iter_mut().filter_map(|sent| sent.priority.as_mut()).try_for_each(priority)?;
        }
        Record::Decision(decision) => {
            decision.id = DecisionId(id);
            resolve(Table::Returns, &mut decision.returned.0, new)?;
            let slots = decision.slots_before.iter_mut().flatten();
            slots.filter_map(|slot| slot.priority.as_mut()).try_for_each(priority)?;
        }
        _ => return Err(not_imported()),
    }
    Ok(record)
}

fn resolve(table: Table, id: &mut i64, new: &NewIds) -> Result<(), Refusal> {
    if *id < 0 {
        *id = *new
            .get(&Key { table, id: *id })
            .ok_or_else(|| Refusal::Gone { what: format!("the {table} that it is about") })?;
    }
    Ok(())
}

fn not_imported() -> Refusal {
    Refusal::Invalid("records of this kind are not imported from a table".to_owned())
}

/// Checks a record of a table by the rules for recording it. The records that it names are not looked at.
///
/// # Errors
/// The rule that it breaks.
pub fn check_record(record: &Record, moment: Moment) -> Result<(), Refusal> {
    let invalid = |why: &str| Err(Refusal::Invalid(why.to_owned()));
    match record {
        Record::Meeting(meeting) => check_facts(&meeting.facts, moment),
        Record::Update(it) => update::check(it.on, it.how, &it.text, moment),
        Record::Contact(it) => contact::check(&it.facts, None, moment),
        Record::Request(it) => request::check(&it.facts, moment),
        Record::PublicEvent(it) => public_event::check(&it.facts, &it.councils, moment),
        Record::Priority(priority) => check_priority(priority, moment),
        Record::Action(it) => {
            RecordAction { council: it.council, priority: it.priority, correct: None, facts: it.facts.clone() }
                .check(moment)
        }
        Record::Progress(it) => {
            check_past("the progress is dated", it.on, moment)?;
            if it.text.is_blank() { invalid("the progress has no words") } else { Ok(()) }
        }
        Record::Review(review) => check_past("the review is dated", review.on, moment),
        Record::Return(returned) => check_return(returned, moment),
        Record::Decision(it) => {
            check_past("the decision is dated", it.facts.on, moment)?;
            if it.facts.by.is_blank() { invalid("say who decided") } else { Ok(()) }
        }
        _ => Err(not_imported()),
    }
}

fn check_priority(priority: &Priority, moment: Moment) -> Result<(), Refusal> {
    check_past("the council first asked for it on", priority.since, moment)?;
    if priority.text.is_blank() {
        return Err(Refusal::Invalid("the priority has no words".to_owned()));
    }
    priority.closed.as_ref().map_or(Ok(()), |closing| check_closing(closing, priority.since, moment))
}

fn check_return(returned: &Return, moment: Moment) -> Result<(), Refusal> {
    check_past("the return is dated", returned.received.on, moment)?;
    if returned.answer.is_empty() {
        return Err(Refusal::Invalid("the return is empty".to_owned()));
    }
    let mut slots: Vec<u8> = returned.answer.priorities.iter().filter_map(|sent| sent.slot).collect();
    slots.sort_unstable();
    let is_numbered = slots.iter().zip(1_u8..).all(|(slot, number)| *slot == number);
    if slots.len() > MAX_PRIORITIES || !is_numbered {
        return Err(Refusal::Invalid("the agreed priorities are numbered 1, 2 and 3, each once".to_owned()));
    }
    check_year("the return was recorded", returned.recorded_at.date_naive())
}

#[cfg(test)]
mod tests {
    use super::{ImportRecords, PriorityId, check_record};
    use crate::change::{Act, Change, Moment};
    use crate::edit::{IdAllocator, Record, RecordSet, Refusal, Table};
    use crate::ids::{CouncilId, ProgressId};
    use crate::priority::{Priority, Progress};

    fn moment() -> Moment {
        Moment { at: "2024-06-01T09:00:00Z".parse().unwrap() }
    }

    fn rows() -> RecordSet {
        let mut rows = RecordSet::default();
        rows.insert(Record::Council(crate::change::test_councils::council(7)));
        rows
    }

    fn priority(id: i64) -> Record {
        Record::Priority(Priority {
            id: PriorityId(id),
            version: 1,
            council: CouncilId(7),
            since: "2023-09-12".parse().unwrap(),
            text: "Speeding".into(),
            category: None,
            aims: Vec::new(),
            closed: None,
        })
    }

    fn progress(priority: i64) -> Record {
        Record::Progress(Progress {
            id: ProgressId(-1),
            version: 1,
            council: CouncilId(7),
            priority: PriorityId(priority),
            on: "2023-10-01".parse().unwrap(),
            text: "A check was made".into(),
        })
    }

    fn import(records: Vec<Record>, seen: i64) -> Result<Vec<crate::edit::Edit>, Refusal> {
        let act = ImportRecords { records, seen: vec![(Table::Priorities, seen)] };
        let mut ids = IdAllocator::starting_after([(Table::Priorities, 40), (Table::Progress, 5)]);
        Change::from(Act::Records(act)).edits(&mut rows(), &mut ids, moment())
    }

    #[test]
    fn a_new_record_gets_its_id_and_those_that_name_it_follow() {
        let edits = import(vec![priority(-1), progress(-1)], 0).unwrap();
        let Some(Record::Progress(progress)) = &edits[1].after else { panic!("{edits:?}") };
        assert_eq!((progress.id, progress.priority), (ProgressId(6), PriorityId(41)));
    }

    #[test]
    fn a_record_that_names_none_is_refused() {
        assert!(matches!(import(vec![progress(-1)], 0), Err(Refusal::Gone { .. })));
    }

    #[test]
    fn what_was_recorded_in_the_meantime_refuses_the_whole_table() {
        let refused = import(vec![priority(-1)], 3).unwrap_err().to_string();
        assert!(refused.contains("import it again"), "{refused}");
    }

    #[test]
    fn a_day_to_come_is_refused() {
        let Record::Priority(mut later) = priority(-1) else { panic!() };
        later.since = "2024-06-02".parse().unwrap();
        assert!(check_record(&Record::Priority(later), moment()).is_err());
    }
}
