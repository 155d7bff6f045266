//! The lines of the inbox: each waiting item with its triage as at a day.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::inbox::other_replies::mark_other_replies;
use crate::inbox::{CouncilContext, InboxLine, Triage, TriageCache, identified_council, triage};
use charter::council::Council;
use charter::ids::{CouncilId, EntryId, SourceId};
use charter::incoming::Source;
use charter::item::Item;
use charter::priority_rounds::current_return;
use charter::proposal::{Proposal, proposals};
use charter::returns::Return;
use charter::round::Round;
use reading::matching::Found;
use store::{InboxQueries, QueryError, Store, StoreError};

/// Results kept between two readings of one store's inbox. Each is stored with everything that it depends on.
#[derive(Default)]
pub struct InboxMemo {
    /// Sources never change.
    sources: HashMap<SourceId, Arc<Source>>,
    /// Results with their inputs.
    pub(super) triage_cache: TriageCache,
    /// The inputs of `facts` besides the council's records.
    context: Option<(Round, NaiveDate, Vec<Round>)>,
    /// Facts of each council, with the council's newest journal entry: no record of it changes without one.
    facts: HashMap<CouncilId, (Option<EntryId>, CouncilFacts)>,
}

/// The number of sources to keep that no longer wait, in case an undo returns them.
const MAX_SPARE_SOURCES: usize = 1000;

/// By group, then in the order of import.
fn read(
    queries: &InboxQueries<'_>,
    round: &Round,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<Vec<InboxLine>, QueryError> {
    let items = memo.waiting_items(queries, round, as_at)?;
    // Several items may be from one council, so the newest entry is read once for each council.
    let mut up_to_date = HashSet::new();
    for (item, source) in &items {
        let found = memo.triage_cache.identify_council(item, source);
        if let Some(id) = identified_council(item, &found).filter(|id| up_to_date.insert(*id)) {
            memo.refresh_council(queries, id, round, as_at)?;
        }
    }
    memo.read_items(&items, round, as_at);
    let mut lines = Vec::with_capacity(items.len());
    for (item, source) in items {
        let found = memo.triage_cache.identify_council(&item, &source);
        let triage = memo.triage(&item, &source, found, round, as_at);
        lines.push(InboxLine { item, source, triage, due: None, earlier: None, later: None });
    }
    mark_other_replies(&mut lines, as_at);
    lines.sort_by_key(|line| line.triage.group);
    Ok(lines)
}

/// The waiting items with their triage in the round as at a day; by group, then in the order of import.
///
/// # Errors
///
/// The database cannot be read.
pub fn inbox_lines(store: &Store, round: &Round, as_at: NaiveDate) -> Result<Vec<InboxLine>, StoreError> {
    inbox_lines_with_memo(store, round, as_at, &mut InboxMemo::default())
}

/// The same with the results of the last reading of this store: only changed items are derived again.
///
/// # Errors
///
/// The database cannot be read.
pub fn inbox_lines_with_memo(
    store: &Store,
    round: &Round,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<Vec<InboxLine>, StoreError> {
    store.query_inbox(|queries| read(queries, round, as_at, memo))
}

/// An item as if it were from this council.
///
/// # Errors
///
/// The database cannot be read.
pub fn inbox_line_for_council(
    store: &Store,
    line: &InboxLine,
    id: CouncilId,
    round: &Round,
    as_at: NaiveDate,
) -> Result<InboxLine, StoreError> {
    store.query_inbox(|queries| {
        let categories: Vec<String> = queries.categories()?.into_iter().map(|category| category.name).collect();
        let facts = CouncilFacts::read(queries, id, round, as_at)?;
        let known = CouncilContext {
            categories: &categories,
            answered_from: Some(round.answered_from()),
            round: &round.code,
            ..facts.known(&line.source, as_at)
        };
        let item = Item { council: Some(id), ..line.item.clone() };
        let triage = triage(&item, &line.source, line.triage.found.clone(), known);
        let mut others = read(queries, round, as_at, &mut InboxMemo::default())?;
        others.retain(|other| other.item.id != item.id);
        others.push(InboxLine {
            item,
            source: Arc::clone(&line.source),
            triage,
            due: line.due,
            earlier: None,
            later: None,
        });
        mark_other_replies(&mut others, as_at);
        Ok(others.pop().unwrap_or_else(|| line.clone()))
    })
}

impl InboxMemo {
    /// The items to triage and their sources, in the order of import, with everything that a triage depends on brought up to
    /// date but the facts of their councils.
    pub(super) fn waiting_items(
        &mut self,
        queries: &InboxQueries<'_>,
        round: &Round,
        as_at: NaiveDate,
    ) -> Result<Vec<(Item, Arc<Source>)>, QueryError> {
        let waiting = queries.waiting()?;
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let active: Vec<Council> =
            queries.councils_as_at(as_at)?.into_iter().filter(|council| council.is_active(as_at)).collect();
        let categories = queries.categories()?.into_iter().map(|category| category.name).collect();
        self.triage_cache.set_register(active, queries.contacts()?, queries.aliases()?, categories);
        self.reset_if_changed(round, as_at, queries.rounds()?);
        self.prune_sources(&waiting);
        let mut items = Vec::with_capacity(waiting.len());
        for item in waiting {
            if let Some(source) = self.source(queries, item.source)? {
                items.push((item, source));
            }
        }
        self.triage_cache.identify_councils(&items);
        Ok(items)
    }

    /// Reads all that was not read before. The facts of the councils must be refreshed before.
    fn read_items(&mut self, items: &[(Item, Arc<Source>)], round: &Round, as_at: NaiveDate) {
        let Self { triage_cache, facts, .. } = self;
        triage_cache.read_items(items, |item, source, found| known(facts, (item, source, found), round, as_at));
    }

    /// The facts of its council must be refreshed before.
    pub(super) fn triage(
        &mut self,
        item: &Item,
        source: &Source,
        found: Found,
        round: &Round,
        as_at: NaiveDate,
    ) -> Triage {
        let known = known(&self.facts, (item, source, &found), round, as_at);
        self.triage_cache.triage(item, source, found, known)
    }

    /// Whether the current return of a council was received when the source was. The facts must be refreshed before.
    pub(super) fn has_return_of(&self, council: CouncilId, source: &Source, as_at: NaiveDate) -> bool {
        let current = self.facts.get(&council).and_then(|(_, facts)| facts.known(source, as_at).current);
        current.is_some_and(|returned| Some(returned.received) == source.received)
    }

    /// Clears the facts if the day or the rounds changed.
    fn reset_if_changed(&mut self, round: &Round, as_at: NaiveDate, rounds: Vec<Round>) {
        let from = (round.clone(), as_at, rounds);
        if self.context.as_ref() != Some(&from) {
            self.facts.clear();
            self.context = Some(from);
        }
    }

    /// Drops sources that no longer wait, once there are many.
    fn prune_sources(&mut self, waiting: &[Item]) {
        if self.sources.len() > waiting.len() + MAX_SPARE_SOURCES {
            let waiting: HashSet<SourceId> = waiting.iter().map(|item| item.source).collect();
            self.sources.retain(|id, _| waiting.contains(id));
            self.triage_cache.retain(&waiting);
        }
    }

    pub(super) fn source(
        &mut self,
        queries: &InboxQueries<'_>,
        id: SourceId,
    ) -> Result<Option<Arc<Source>>, QueryError> {
        if let Some(known) = self.sources.get(&id) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(source) = queries.source(id)?.map(Arc::new) else { return Ok(None) };
        self.sources.insert(id, Arc::clone(&source));
        Ok(Some(source))
    }

    pub(super) fn refresh_council(
        &mut self,
        queries: &InboxQueries<'_>,
        id: CouncilId,
        round: &Round,
        as_at: NaiveDate,
    ) -> Result<(), QueryError> {
        let newest = queries.newest_entry(id)?;
        if self.facts.get(&id).is_none_or(|(known, _)| *known != newest) {
            self.facts.insert(id, (newest, CouncilFacts::read(queries, id, round, as_at)?));
        }
        Ok(())
    }
}

/// What the reading of an item depends on, but for the categories.
fn known<'a>(
    facts: &'a HashMap<CouncilId, (Option<EntryId>, CouncilFacts)>,
    (item, source, found): (&Item, &Source, &Found),
    round: &'a Round,
    as_at: NaiveDate,
) -> CouncilContext<'a> {
    let facts = identified_council(item, found).and_then(|id| facts.get(&id));
    let known = facts.map(|(_, facts)| facts.known(source, as_at)).unwrap_or_default();
    CouncilContext { answered_from: Some(round.answered_from()), round: &round.code, ..known }
}

/// The facts of a council for reading its answers.
struct CouncilFacts {
    /// Of the round.
    returns: Vec<Return>,
    earlier_proposals: Vec<Proposal>,
    /// Of its parishes.
    codes: Vec<String>,
}

impl CouncilFacts {
    fn read(queries: &InboxQueries<'_>, id: CouncilId, round: &Round, as_at: NaiveDate) -> Result<Self, QueryError> {
        let returns = queries.returns(id)?;
        let priorities = queries.priorities(id, round, as_at, &returns)?;
        let returns = returns.into_iter().filter(|returned| returned.round == round.id).collect();
        let parishes = queries.council(id)?.map(|council| council.parishes).unwrap_or_default();
        let codes = parishes.into_iter().map(|parish| parish.code).collect();
        Ok(Self { returns, earlier_proposals: proposals(&priorities, &round.code), codes })
    }

    /// The facts as at the day of the source: a return that came in later must not influence an older answer.
    fn known(&self, source: &Source, as_at: NaiveDate) -> CouncilContext<'_> {
        let on = source.received.map_or(as_at, |received| received.on.min(as_at));
        CouncilContext {
            current: current_return(self.returns.iter(), on),
            agreed: &self.earlier_proposals,
            codes: &self.codes,
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
    use crate::inbox::{Group, InboxLine, Verdict, inbox_lines, to_change};
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
        inbox_lines(&desk.store, &desk.round, day(as_at)).unwrap()
    }

    fn decide(desk: &mut TestInbox, item: i64, verdict: Verdict) {
        let lines = lines(desk, "2023-10-05");
        let line = lines.iter().find(|line| line.item.id == ItemId(item)).unwrap();
        desk.apply(to_change(line, line.triage.council, desk.round.id, verdict).unwrap());
    }

    #[test]
    fn items_are_sorted_by_group_then_import_order() {
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
    fn deferred_items_come_last_and_are_not_counted() {
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
    fn an_item_is_read_over_the_councils_answer_as_at_its_day() {
        let mut desk = desk(vec![source(Nature::Reply, "xyzzy")]);
        decide(&mut desk, 1, Verdict::AssignCouncil(CouncilId(7)));
        desk.answer(CouncilId(7), "2023-09-20", Wish::Yes);
        let wish = |as_at| lines(&desk, as_at)[0].triage.answer.wish;
        assert_eq!((wish("2023-09-19"), wish("2023-09-20")), (Wish::Unknown, Wish::Yes));
        assert_eq!(lines(&desk, "2023-10-05")[0].triage.council, Some(CouncilId(7)));
    }
}
