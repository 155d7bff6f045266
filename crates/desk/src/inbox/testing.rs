//! A database for tests of the inbox.

use chrono::NaiveDate;
use tempfile::TempDir;

use crate::seed::seed;
use charter::calendar::Received;
use charter::change::{Act, Change, Moment, RecordReturn, Supersedes};
use charter::ids::CouncilId;
use charter::incoming::Source;
use charter::returns::{Answer, Wish};
use charter::round::Round;
use store::{ImportInput, Store};

const AUTHOR: &str = "the sergeant";

pub(crate) struct TestInbox {
    _folder: TempDir,
    pub store: Store,
    pub round: Round,
}

pub(crate) fn moment() -> Moment {
    Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl TestInbox {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("desk.db"), moment(), seed).unwrap().store;
        let round = store.rounds().unwrap().remove(0);
        Self { _folder: folder, store, round }
    }

    pub(crate) fn import(&mut self, sources: impl IntoIterator<Item = Source>) {
        let mut all = sources.into_iter();
        let mut next = || all.next().map_or(ImportInput::End, |source| ImportInput::Source(Box::new(source)));
        self.store.import_sources("a folder", &mut next, &mut |_, _| {}, AUTHOR, moment()).unwrap();
    }

    /// A refused change changes nothing.
    pub(crate) fn apply(&mut self, change: impl Into<Change>) {
        let _ = self.store.apply(&change.into(), AUTHOR, moment());
    }

    pub(crate) fn answer(&mut self, council: CouncilId, received: &str, wish: Wish) {
        self.answer_with(council, received, Answer { wish, ..Answer::empty() });
    }

    pub(crate) fn answer_with(&mut self, council: CouncilId, received: &str, answer: Answer) {
        let (received, round) = (Received::day(day(received)), self.round.id);
        self.apply(Act::Return(RecordReturn { council, round, received, answer, supersedes: Supersedes::ByDate }));
    }
}
