//! The inbox as its screen shows it: each item that waits, with what is worked out of it as at a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{aliases, categories, councils, inbox, priority_files, returns};
use crate::domain::council::Council;
use crate::domain::ids::CouncilId;
use crate::domain::inbox::{InboxLine, Known, council, headings, triage, whose};
use crate::domain::matching::Matcher;
use crate::domain::proposal::{Proposal, proposals};
use crate::domain::returns::Return;
use crate::domain::round::Round;
use crate::domain::through::in_force;

/// The items that wait, by what they need, then as they came.
pub(super) fn read(connection: &Connection, round: &Round, as_at: NaiveDate) -> rusqlite::Result<Vec<InboxLine>> {
    let waiting = inbox::waiting(connection)?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let active: Vec<Council> =
        councils::all(connection)?.into_iter().filter(|council| council.is_active(as_at)).collect();
    let matcher = Matcher::new(&active, &aliases::all(connection)?);
    let categories: Vec<String> = categories::all(connection)?.into_iter().map(|category| category.name).collect();
    // Several items may be from one council: what is on file about it is read once.
    let mut on_file: HashMap<CouncilId, OnFile> = HashMap::new();
    let mut lines = Vec::with_capacity(waiting.len());
    for (item, source) in waiting {
        let found = whose(&matcher, &item, &source);
        let of = council(&item, &found);
        if let Some(id) = of.filter(|id| !on_file.contains_key(id)) {
            on_file.insert(id, OnFile::read(connection, id, round, as_at)?);
        }
        let known = of.and_then(|id| on_file.get(&id)).map(OnFile::known).unwrap_or_default();
        let headings = headings(&matcher, &item, &source, &found);
        let known = Known { categories: &categories, answered_from: Some(round.answered_from()), ..known };
        let mut triage = triage(&item, &source, found, known);
        triage.headings = headings;
        lines.push(InboxLine { item, source, triage });
    }
    lines.sort_by_key(|line| line.triage.group);
    Ok(lines)
}

/// What is on file about a council that an answer of it is read with.
struct OnFile {
    in_force: Option<Return>,
    before: Vec<Proposal>,
}

impl OnFile {
    fn read(connection: &Connection, id: CouncilId, round: &Round, as_at: NaiveDate) -> rusqlite::Result<Self> {
        let returns = returns::of_council(connection, id)?;
        let priorities = priority_files::read(connection, id, round, as_at, &returns)?;
        let of_round = returns.iter().filter(|returned| returned.round == round.id);
        let in_force = in_force(of_round, as_at).cloned();
        Ok(Self { in_force, before: proposals(&priorities, &round.code) })
    }

    fn known(&self) -> Known<'_> {
        Known { in_force: self.in_force.as_ref(), before: &self.before, ..Known::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Came, Store};
    use crate::domain::change::{Act, Change, Moment, Over, RecordReturn};
    use crate::domain::foreign::Foreign;
    use crate::domain::ids::{CouncilId, ItemId};
    use crate::domain::inbox::{Group, InboxLine, Verdict, change};
    use crate::domain::incoming::{Nature, Origin, Source};
    use crate::domain::returns::{Answer, Wish};
    use crate::domain::round::Round;
    use crate::exchange::first_start::first_start;
    use chrono::NaiveDate;
    use tempfile::TempDir;

    struct Desk {
        _folder: TempDir,
        store: Store,
        round: Round,
    }

    fn moment() -> Moment {
        Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn source(nature: Nature, subject: &str) -> Source {
        Source {
            origin: Origin::Mail,
            nature,
            file: Foreign::from("replies.mbox"),
            number: 1,
            message_id: Foreign::default(),
            received: Some(crate::domain::calendar::Received::day(day("2023-10-04"))),
            sender: Foreign::from("clerk@nowhere.example"),
            from: Foreign::default(),
            forwarded_by: Foreign::default(),
            subject: Foreign::from(subject),
            text: Foreign::from(subject),
            whole: Foreign::default(),
            attachments: Vec::new(),
            undelivered: Vec::new(),
            fields: Vec::new(),
            told: Vec::new(),
        }
    }

    impl Desk {
        fn with(sources: Vec<Source>) -> Self {
            let folder = TempDir::new().unwrap();
            let store = Store::open(&folder.path().join("desk.db"), moment(), first_start).unwrap().store;
            let round = store.rounds().unwrap().remove(0);
            let mut desk = Self { _folder: folder, store, round };
            let mut all = sources.into_iter();
            let mut next = || all.next().map_or(Came::End, |source| Came::Source(Box::new(source)));
            desk.store.take_in("a folder", &mut next, &mut |_, _| {}, "the sergeant", moment()).unwrap();
            desk
        }

        fn lines(&self, as_at: &str) -> Vec<InboxLine> {
            self.store.inbox_lines(&self.round, day(as_at)).unwrap()
        }

        fn decide(&mut self, item: i64, verdict: Verdict) {
            let lines = self.lines("2023-10-05");
            let line = lines.iter().find(|line| line.item.id == ItemId(item)).unwrap();
            let change = change(line, line.triage.council, self.round.id, verdict).unwrap();
            self.store.apply(&change, "the sergeant", moment()).unwrap();
        }
    }

    #[test]
    fn items_come_by_what_they_need_then_as_they_came() {
        let desk = Desk::with(vec![
            source(Nature::AutoReply, "away"),
            source(Nature::Reply, "xyzzy"),
            source(Nature::Reply, "plugh"),
        ]);
        let lines = desk.lines("2023-10-05");
        let told: Vec<(Group, i64)> = lines.iter().map(|line| (line.triage.group, line.item.id.0)).collect();
        assert_eq!(told, [(Group::Council, 2), (Group::Council, 3), (Group::AutoReply, 1)]);
    }

    #[test]
    fn what_is_put_off_comes_last_and_is_not_counted() {
        let mut desk = Desk::with(vec![source(Nature::Reply, "xyzzy"), source(Nature::Reply, "plugh")]);
        assert_eq!(desk.store.inbox_waiting().unwrap(), 2);
        desk.decide(1, Verdict::Later(true));
        assert_eq!(desk.store.inbox_waiting().unwrap(), 1);
        let order: Vec<i64> = desk.lines("2023-10-05").iter().map(|line| line.item.id.0).collect();
        assert_eq!(order, [2, 1]);
        desk.decide(2, Verdict::NotForUs);
        assert_eq!((desk.store.inbox_waiting().unwrap(), desk.lines("2023-10-05").len()), (0, 1));
    }

    #[test]
    fn an_item_is_read_over_what_its_council_had_answered_by_the_day() {
        let mut desk = Desk::with(vec![source(Nature::Reply, "xyzzy")]);
        desk.decide(1, Verdict::Of(CouncilId(7)));
        let received = crate::domain::calendar::Received::day(day("2023-09-20"));
        let answer = Answer { wish: Wish::Yes, ..Answer::nothing() };
        let (council, round) = (CouncilId(7), desk.round.id);
        let act = RecordReturn { council, round, received, answer, over: Over::ByDate };
        desk.store.apply(&Change::from(Act::Return(act)), "the sergeant", moment()).unwrap();
        let wish = |as_at| desk.lines(as_at)[0].triage.answer.wish;
        assert_eq!((wish("2023-09-19"), wish("2023-09-20")), (Wish::Unknown, Wish::Yes));
        assert_eq!(desk.lines("2023-10-05")[0].triage.council, Some(CouncilId(7)));
    }
}
