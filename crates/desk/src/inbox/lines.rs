//! The lines of the inbox: each waiting item with its triage as at a day.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::inbox::{CouncilContext, InboxLine, TriageCache, identified_council, triage};
use charter::council::Council;
use charter::ids::{CouncilId, EntryId, SourceId};
use charter::incoming::Source;
use charter::item::Item;
use charter::priority_rounds::current_return;
use charter::proposal::{Proposal, proposals};
use charter::returns::Return;
use charter::round::Round;
use store::{InboxQueries, QueryError, Store, StoreError};

/// Results kept between two readings of one store's inbox. Each is stored with everything that it depends on.
#[derive(Default)]
pub struct InboxMemo {
    /// Sources never change.
    sources: HashMap<SourceId, Arc<Source>>,
    /// Results with their inputs.
    worked_out: TriageCache,
    /// The inputs of `on_file` besides the council's records.
    seen_from: Option<(Round, NaiveDate, Vec<Round>)>,
    /// Facts of each council, with the council's newest journal entry: no record of it changes without one.
    on_file: HashMap<CouncilId, (Option<EntryId>, OnFile)>,
}

/// The number of sources to keep that no longer wait, in case an undo returns them.
const SPARE: usize = 1000;

/// By group, then in the order of import.
pub(super) fn read(
    queries: &InboxQueries<'_>,
    round: &Round,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<Vec<InboxLine>, QueryError> {
    let waiting = queries.waiting()?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let active: Vec<Council> = queries.councils()?.into_iter().filter(|council| council.is_active(as_at)).collect();
    let categories = queries.categories()?.into_iter().map(|category| category.name).collect();
    memo.worked_out.set_register(active, queries.aliases()?, categories);
    memo.see_from(round, as_at, queries.rounds()?);
    memo.keep(&waiting);
    // Several items may be from one council, so the newest entry is read once for each council.
    let mut up_to_date = HashSet::new();
    let mut lines = Vec::with_capacity(waiting.len());
    for item in waiting {
        let Some(source) = memo.source(queries, item.source)? else { continue };
        let found = memo.worked_out.identify_council(&item, &source);
        let of = identified_council(&item, &found);
        if let Some(id) = of.filter(|id| up_to_date.insert(*id)) {
            memo.bring_up_to_date(queries, id, round, as_at)?;
        }
        let known = of
            .and_then(|id| memo.on_file.get(&id))
            .map(|(_, on_file)| on_file.known(&source, as_at))
            .unwrap_or_default();
        let known = CouncilContext { answered_from: Some(round.answered_from()), ..known };
        let triage = memo.worked_out.triage(&item, &source, found, known);
        lines.push(InboxLine { item, source, triage });
    }
    lines.sort_by_key(|line| line.triage.group);
    Ok(lines)
}

/// A waiting item as if it were from this council.
pub(super) fn as_of(
    queries: &InboxQueries<'_>,
    line: &InboxLine,
    id: CouncilId,
    round: &Round,
    as_at: NaiveDate,
) -> Result<InboxLine, QueryError> {
    let categories: Vec<String> = queries.categories()?.into_iter().map(|category| category.name).collect();
    let on_file = OnFile::read(queries, id, round, as_at)?;
    let known = CouncilContext {
        categories: &categories,
        answered_from: Some(round.answered_from()),
        ..on_file.known(&line.source, as_at)
    };
    let item = Item { council: Some(id), ..line.item.clone() };
    let triage = triage(&item, &line.source, line.triage.found.clone(), known);
    Ok(InboxLine { item, source: Arc::clone(&line.source), triage })
}

/// The inbox queries of a store.
pub trait InboxStore {
    /// The waiting items with their triage in the round as at a day; by group, then in the order of import.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    fn inbox_lines(&self, round: &Round, as_at: NaiveDate) -> Result<Vec<InboxLine>, StoreError> {
        self.inbox_lines_by(round, as_at, &mut InboxMemo::default())
    }

    /// The same with the results of the last reading of this store: only changed items are derived again.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    fn inbox_lines_by(
        &self,
        round: &Round,
        as_at: NaiveDate,
        memo: &mut InboxMemo,
    ) -> Result<Vec<InboxLine>, StoreError>;

    /// An item as if it were from this council.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    fn inbox_line_of(
        &self,
        line: &InboxLine,
        council: CouncilId,
        round: &Round,
        as_at: NaiveDate,
    ) -> Result<InboxLine, StoreError>;
}

impl InboxStore for Store {
    fn inbox_lines_by(
        &self,
        round: &Round,
        as_at: NaiveDate,
        memo: &mut InboxMemo,
    ) -> Result<Vec<InboxLine>, StoreError> {
        self.query_inbox(|queries| read(queries, round, as_at, memo))
    }

    fn inbox_line_of(
        &self,
        line: &InboxLine,
        council: CouncilId,
        round: &Round,
        as_at: NaiveDate,
    ) -> Result<InboxLine, StoreError> {
        self.query_inbox(|queries| as_of(queries, line, council, round, as_at))
    }
}

impl InboxMemo {
    /// Clears the facts if the day or the rounds changed.
    fn see_from(&mut self, round: &Round, as_at: NaiveDate, rounds: Vec<Round>) {
        let from = (round.clone(), as_at, rounds);
        if self.seen_from.as_ref() != Some(&from) {
            self.on_file.clear();
            self.seen_from = Some(from);
        }
    }

    /// Drops sources that no longer wait, once there are many.
    fn keep(&mut self, waiting: &[Item]) {
        if self.sources.len() > waiting.len() + SPARE {
            let waiting: HashSet<SourceId> = waiting.iter().map(|item| item.source).collect();
            self.sources.retain(|id, _| waiting.contains(id));
            self.worked_out.retain(&waiting);
        }
    }

    fn source(&mut self, queries: &InboxQueries<'_>, id: SourceId) -> Result<Option<Arc<Source>>, QueryError> {
        if let Some(known) = self.sources.get(&id) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(source) = queries.source(id)?.map(Arc::new) else { return Ok(None) };
        self.sources.insert(id, Arc::clone(&source));
        Ok(Some(source))
    }

    fn bring_up_to_date(
        &mut self,
        queries: &InboxQueries<'_>,
        id: CouncilId,
        round: &Round,
        as_at: NaiveDate,
    ) -> Result<(), QueryError> {
        let newest = queries.newest_entry(id)?;
        if self.on_file.get(&id).is_none_or(|(known, _)| *known != newest) {
            self.on_file.insert(id, (newest, OnFile::read(queries, id, round, as_at)?));
        }
        Ok(())
    }
}

/// The facts of a council for reading its answers.
struct OnFile {
    /// Of the round.
    returns: Vec<Return>,
    earlier_proposals: Vec<Proposal>,
}

impl OnFile {
    fn read(queries: &InboxQueries<'_>, id: CouncilId, round: &Round, as_at: NaiveDate) -> Result<Self, QueryError> {
        let returns = queries.returns(id)?;
        let priorities = queries.priorities(id, round, as_at, &returns)?;
        let returns = returns.into_iter().filter(|returned| returned.round == round.id).collect();
        Ok(Self { returns, earlier_proposals: proposals(&priorities, &round.code) })
    }

    /// The facts as at the day of the source: a return that came in later must not influence an older answer.
    fn known(&self, source: &Source, as_at: NaiveDate) -> CouncilContext<'_> {
        let on = source.received.map_or(as_at, |received| received.on.min(as_at));
        CouncilContext {
            current: current_return(self.returns.iter(), on),
            agreed: &self.earlier_proposals,
            ..CouncilContext::default()
        }
    }
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod memo_tests;

#[cfg(test)]
mod tests {
    use super::super::testing::{TestInbox, day};
    use crate::inbox::InboxStore as _;
    use crate::inbox::{Group, InboxLine, Verdict, to_change};
    use charter::calendar::Received;
    use charter::ids::{CouncilId, ItemId};
    use charter::incoming::{Digest, Nature, Origin, Source};
    use charter::returns::Wish;
    use charter::untrusted::Untrusted;

    fn source(nature: Nature, subject: &str) -> Source {
        Source {
            nature,
            file: Untrusted::from("replies.mbox"),
            received: Some(Received::day(day("2023-10-04"))),
            sender: Untrusted::from("clerk@nowhere.example"),
            subject: Untrusted::from(subject),
            text: Untrusted::from(subject),
            ..Source::empty(Origin::Mail, Digest::hash_parts([subject]))
        }
    }

    fn desk(sources: Vec<Source>) -> TestInbox {
        let mut desk = TestInbox::new();
        desk.import(sources);
        desk
    }

    fn lines(desk: &TestInbox, as_at: &str) -> Vec<InboxLine> {
        desk.store.inbox_lines(&desk.round, day(as_at)).unwrap()
    }

    fn decide(desk: &mut TestInbox, item: i64, verdict: Verdict) {
        let lines = lines(desk, "2023-10-05");
        let line = lines.iter().find(|line| line.item.id == ItemId(item)).unwrap();
        desk.apply(to_change(line, line.triage.council, desk.round.id, verdict).unwrap());
    }

    #[test]
    fn items_come_by_what_they_need_then_as_they_came() {
        let desk = desk(vec![
            source(Nature::AutoReply, "away"),
            source(Nature::Reply, "xyzzy"),
            source(Nature::Reply, "plugh"),
        ]);
        let lines = lines(&desk, "2023-10-05");
        let groups: Vec<(Group, i64)> = lines.iter().map(|line| (line.triage.group, line.item.id.0)).collect();
        assert_eq!(groups, [(Group::Council, 2), (Group::Council, 3), (Group::AutoReply, 1)]);
    }

    #[test]
    fn what_is_put_off_comes_last_and_is_not_counted() {
        let mut desk = desk(vec![source(Nature::Reply, "xyzzy"), source(Nature::Reply, "plugh")]);
        assert_eq!(desk.store.inbox_waiting().unwrap(), 2);
        decide(&mut desk, 1, Verdict::Postpone(true));
        assert_eq!(desk.store.inbox_waiting().unwrap(), 1);
        let order: Vec<i64> = lines(&desk, "2023-10-05").iter().map(|line| line.item.id.0).collect();
        assert_eq!(order, [2, 1]);
        decide(&mut desk, 2, Verdict::NotForUs);
        assert_eq!((desk.store.inbox_waiting().unwrap(), lines(&desk, "2023-10-05").len()), (0, 1));
    }

    #[test]
    fn an_item_is_read_over_what_its_council_had_answered_by_the_day() {
        let mut desk = desk(vec![source(Nature::Reply, "xyzzy")]);
        decide(&mut desk, 1, Verdict::AssignCouncil(CouncilId(7)));
        desk.answer(CouncilId(7), "2023-09-20", Wish::Yes);
        let wish = |as_at| lines(&desk, as_at)[0].triage.answer.wish;
        assert_eq!((wish("2023-09-19"), wish("2023-09-20")), (Wish::Unknown, Wish::Yes));
        assert_eq!(lines(&desk, "2023-10-05")[0].triage.council, Some(CouncilId(7)));
    }
}
