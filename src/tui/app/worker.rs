//! The worker thread, which owns the store. It handles the loop's requests in order and answers with messages.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use charter::edit::Refusal;
use charter::ids::{EntryId, RoundId};
use charter::journal::Saved;
use chrono::{DateTime, NaiveDate, Utc};
use desk::inbox::InboxMemo;
use store::{ApplyError, Page, Store, StoreError};

use crate::clock::Clock;
use crate::session::Session;
use crate::tui::app::effect::Effect;
use crate::tui::app::events::LoopEvent;
use crate::tui::app::import_progress::ImportResult;
use crate::tui::app::msg::Msg;
use crate::tui::app::worker_context::WorkerContext;
use crate::tui::app::{import_worker, plan_worker, queries};

/// A handle to the worker thread, which owns the store.
pub struct Worker {
    jobs: Sender<Effect>,
    /// Set to cancel the running import.
    stop: Arc<AtomicBool>,
    /// Disconnects when the thread ends.
    ended: Receiver<()>,
}

/// How long quitting waits for a write. Another process may hold the database for longer, but an uncommitted
/// transaction leaves no trace.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(1200);

impl Worker {
    pub fn start(mut store: Store, session: &Session, wake: Sender<LoopEvent>) -> std::io::Result<Self> {
        let (jobs, asked) = channel();
        let (ending, ended) = channel::<()>();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let session = session.clone();
        thread::Builder::new().name("store".to_owned()).spawn(move || {
            let _held_until_the_end = ending;
            let worked = catch_unwind(AssertUnwindSafe(|| {
                serve(
                    &mut store,
                    &WorkerContext {
                        by: &session.by,
                        clock: session.clock,
                        session: &session,
                        stop: &stopped,
                        wake: &wake,
                    },
                    &asked,
                )
            }));
            if worked.is_err() {
                let _ = wake.send(LoopEvent::Fault(
                    "the part that keeps the data failed; what was saved is safe. Start charterdesk again".to_owned(),
                ));
            }
        })?;
        Ok(Self { jobs, stop, ended })
    }

    /// If the thread has ended, it has already reported a fault.
    pub fn send(&self, effect: Effect) {
        if matches!(effect, Effect::ScanSheets { .. } | Effect::Import(_)) {
            // A cancellation that arrived after the last import must not cancel this one.
            self.stop.store(false, Ordering::Relaxed);
        }
        let _ = self.jobs.send(effect);
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Lets the thread finish its request, so that the program ends within two seconds.
    pub fn shut_down(self) {
        self.stop();
        drop(self.jobs);
        // Nothing is ever sent: the channel disconnects when the thread ends, or the wait times out.
        let _ = self.ended.recv_timeout(SHUTDOWN_TIMEOUT);
    }
}

fn serve(store: &mut Store, context: &WorkerContext<'_>, asked: &Receiver<Effect>) {
    let WorkerContext { clock, wake, .. } = *context;
    let mut integrity_checked = false;
    let (mut shown, mut memo) = (SeenRevision::default(), InboxMemo::default());
    while let Ok(effect) = asked.recv() {
        let unseen = shown.unseen_change(store, &effect);
        let takes_back = matches!(effect, Effect::Undo | Effect::Redo);
        let answer = match &unseen {
            // The user has not seen this change, so it must not be undone blindly.
            Some(words) if takes_back => Some(Msg::Refused(
                format!(
                    "somebody else has saved a change meanwhile ({words}). It is shown now; press again if it is meant"
                ),
                None,
            )),
            _ => answer(store, context, &mut memo, effect),
        };
        shown.update(store);
        let again = unseen.and_then(|_| shown.read_again(store));
        let notices = store.take_notices();
        for msg in answer.into_iter().chain(again).chain(notices.into_iter().map(Msg::Notice)) {
            if wake.send(LoopEvent::Msg(msg)).is_err() {
                return;
            }
        }
        if !std::mem::replace(&mut integrity_checked, true) {
            check_integrity(store, clock, wake);
        }
    }
}

/// The newest journal entry on screen. Another program may write to the same file; then the next request reads the list
/// again.
#[derive(Default)]
struct SeenRevision {
    view: Option<(Option<RoundId>, NaiveDate)>,
    newest: Option<(EntryId, DateTime<Utc>)>,
}

impl SeenRevision {
    /// Describes a change that another program made and that is not on screen yet.
    fn unseen_change(&mut self, store: &Store, effect: &Effect) -> Option<String> {
        if let Effect::ReadSnapshot(round, as_at) = effect {
            self.view = Some((*round, *as_at));
            return None;
        }
        let newest = queries::newest_entry(store)?;
        (self.newest.is_some() && self.newest != Some((newest.id, newest.at)))
            .then(|| newest.words.sanitized().into_owned())
    }

    fn update(&mut self, store: &Store) {
        self.newest = queries::newest_entry(store).map(|entry| (entry.id, entry.at));
    }

    fn read_again(&self, store: &Store) -> Option<Msg> {
        let (round, as_at) = self.view?;
        queries::snapshot(store, round, as_at, Page::All).ok().map(|reading| Msg::SnapshotRead(Box::new(reading)))
    }
}

/// Checks the database on its own thread and connection after the first list, so that damage is reported before the
/// user types anything. Every change also runs its own check.
fn check_integrity(store: &Store, clock: Clock, wake: &Sender<LoopEvent>) {
    let wake_up = wake.clone();
    let say = move |wake| {
        let _ = wake_up.send(wake);
    };
    let store = match store.reopen(clock.now()) {
        Ok(store) => store,
        Err(error) => return say(LoopEvent::Fault(error.to_string())),
    };
    let looked = thread::Builder::new().name("check".to_owned()).spawn(move || {
        store.location_warnings().into_iter().for_each(|warning| say(LoopEvent::Msg(Msg::Notice(warning))));
        if let Err(error @ StoreError::Damaged { .. }) = store.verify() {
            say(LoopEvent::Fault(error.to_string()));
        }
    });
    if let Err(error) = looked {
        let _ = wake.send(LoopEvent::Fault(format!(
            "the database could not be looked into ({error}). Nothing was changed; close other programs and try again"
        )));
    }
}

fn answer(store: &mut Store, context: &WorkerContext<'_>, memo: &mut InboxMemo, effect: Effect) -> Option<Msg> {
    let WorkerContext { by, clock, .. } = *context;
    Some(match effect {
        Effect::ReadSnapshot(round, as_at) => match queries::snapshot(store, round, as_at, Page::All) {
            Ok(reading) => Msg::SnapshotRead(Box::new(reading)),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ReadCouncilFile(of) => match queries::council_file(store, of) {
            Ok(file) => Msg::CouncilFileRead(of, file.map(Box::new)),
            Err(error) => Msg::CouncilFileFailed(error.to_string()),
        },
        Effect::ReadDiary(days) => match store.diary(days.from, days.until) {
            Ok(lines) => Msg::DiaryRead(days, lines),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ReadPriorities(round, as_at) => match queries::priorities(store, round, as_at) {
            Ok(lines) => Msg::PrioritiesRead(round, as_at, lines),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ReadInbox(round, as_at) => match queries::inbox(store, round, as_at, memo) {
            Ok(lines) => Msg::InboxRead(round, as_at, lines),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ScanSheets { paths, include_confirmed } => {
            import_worker::scan(store, context, &paths, include_confirmed)
                .unwrap_or_else(|error| Msg::SheetsScanned(Err(error.to_string())))
        }
        Effect::Import(paths) => {
            let result = import_worker::import(store, context, &paths);
            Msg::ImportEnded(result.unwrap_or_else(|error| ImportResult::Failed(error.to_string())))
        }
        Effect::MakePlan(query) => {
            let made = plan_worker::make_plan(store, *query);
            Msg::PlanMade(made.map(Box::new).map_err(|error| error.to_string()))
        }
        Effect::SolvePlan(sketch) => {
            let solved = sketch.solve();
            Msg::PlanSolved(sketch, solved)
        }
        Effect::Apply(change) => change_outcome(store.apply(&change, by, clock.now())),
        Effect::Undo => change_outcome(store.undo(by, clock.now())),
        Effect::Redo => change_outcome(store.redo(by, clock.now())),
        Effect::SaveDrafts | Effect::Copy(_) | Effect::Redraw | Effect::Suspend | Effect::StopImport | Effect::Quit => {
            return None;
        }
    })
}

fn change_outcome(outcome: Result<Saved, ApplyError>) -> Msg {
    match outcome {
        Ok(saved) => Msg::Saved(saved),
        Err(ApplyError::Refused(Refusal::Stale { what, now })) => {
            let refusal = Refusal::Stale { what, now: now.clone() };
            Msg::Refused(refusal.to_string(), Some(now))
        }
        Err(error) => Msg::Refused(error.to_string(), None),
    }
}
