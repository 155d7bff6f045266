use std::cell::Cell;

use charter::incoming::{Digest, Origin, Source};
use rstest::rstest;
use store::{ApplyError, ImportOutcome};

use super::event::ImportEvent;
use super::files::Skipped;
use super::service::{ImportJob, ImportListener, import_replies};
use crate::inbox::testing::{TestInbox, moment};

/// Stops when it is asked for the `stops_at`th time.
#[derive(Default)]
struct Listener {
    stops_at: Option<usize>,
    asked: Cell<usize>,
    read: usize,
    decided: Vec<ImportOutcome>,
    saving: usize,
}

impl ImportListener for Listener {
    fn is_stopped(&self) -> bool {
        self.asked.set(self.asked.get() + 1);
        self.stops_at.is_some_and(|at| self.asked.get() >= at)
    }

    fn read(&mut self, _: &ImportEvent) {
        self.read += 1;
    }

    fn decided(&mut self, _: &Source, outcome: ImportOutcome) {
        self.decided.push(outcome);
    }

    fn saving(&mut self) {
        self.saving += 1;
    }
}

fn events() -> impl Iterator<Item = ImportEvent> {
    let source = |number: u64| {
        let digest = Digest::hash_parts([number.to_string().as_str()]);
        ImportEvent::Source(Box::new(Source { number, text: "Yes".into(), ..Source::empty(Origin::Mail, digest) }))
    };
    let skipped = ImportEvent::Skipped(Skipped { file: "a".to_owned(), number: 0, why: "it is empty".to_owned() });
    [ImportEvent::FileStarted, source(1), skipped, source(2), source(1)].into_iter()
}

fn import(inbox: &mut TestInbox, listener: &mut Listener, dry_run: bool) -> Result<usize, ApplyError> {
    let job = ImportJob { from: "a folder", dry_run, by: "the sergeant", moment: moment() };
    import_replies(&mut inbox.store, events(), job, listener).map(|summary| summary.items.len())
}

#[rstest]
#[case::import(false, 2)]
#[case::dry_run(true, 0)]
fn a_listener_hears_of_every_event_and_every_reply(#[case] dry_run: bool, #[case] items: usize) {
    let (mut inbox, mut listener) = (TestInbox::new(), Listener::default());
    assert_eq!(import(&mut inbox, &mut listener, dry_run).unwrap(), items);
    assert_eq!((listener.read, listener.saving), (5, 1));
    assert_eq!(listener.decided, [ImportOutcome::New, ImportOutcome::New, ImportOutcome::Duplicate]);
    assert_eq!(inbox.store.inbox_waiting().unwrap(), items);
}

/// It is asked six times while it reads, then while it saves.
#[rstest]
fn one_that_is_stopped_imports_nothing(#[values(1, 3, 6, 7, 9)] stops_at: usize) {
    let mut inbox = TestInbox::new();
    let mut listener = Listener { stops_at: Some(stops_at), ..Listener::default() };
    assert!(matches!(import(&mut inbox, &mut listener, false), Err(ApplyError::Stopped)));
    assert_eq!(inbox.store.inbox_waiting().unwrap(), 0);
    assert_eq!(listener.saving, usize::from(stops_at > 6));
}
