//! The worker thread, which owns the store. It handles the loop's requests in order and answers with messages.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use charter::edit::Refusal;
use charter::ids::{CouncilId, EntryId, RoundId};
use charter::journal::Saved;
use charter::plan::PlanDraft;
use chrono::{DateTime, NaiveDate, Utc};
use desk::inbox::{InboxLine, InboxMemo, asked_at, mark_due};
use desk::round_comparison::RoundComparison;
use store::{ApplyError, Page, Store, StoreError, WrittenIndex};

use crate::clock::Clock;
use crate::session::Session;
use crate::tui::app::effect::{CouncilFileKey, Effect};
use crate::tui::app::events::LoopEvent;
use crate::tui::app::export_request::ExportOutcome;
use crate::tui::app::import_progress::ImportResult;
use crate::tui::app::letters_worker::LettersSession;
use crate::tui::app::msg::Msg;
use crate::tui::app::worker_context::WorkerContext;
use crate::tui::app::{
    contacts_worker, export_request, import_worker, letters_worker, plan_worker, queries, report_worker, summary_worker,
};
use crate::tui::screens::letters::state::LettersRequest;
use crate::tui::screens::plan::state::PlanQuery;

/// A handle to the worker thread, which owns the store.
pub struct Worker {
    requests: Sender<Effect>,
    /// Set to cancel the running import.
    stop: Arc<AtomicBool>,
    /// Disconnects when the thread ends.
    ended: Receiver<()>,
}

/// How long quitting waits for a write. Another process may hold the database for longer, but an uncommitted
/// transaction leaves no trace.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(1200);

impl Worker {
    pub fn start(mut store: Store, session: &Session, event_tx: Sender<LoopEvent>) -> std::io::Result<Self> {
        let (requests, requests_rx) = channel();
        let (ended_tx, ended) = channel::<()>();
        let stop = Arc::new(AtomicBool::new(false));
        let stop_flag = Arc::clone(&stop);
        let session = session.clone();
        thread::Builder::new().name("store".to_owned()).spawn(move || {
            let _disconnects_at_end = ended_tx;
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                serve(
                    &mut store,
                    &WorkerContext {
                        by: &session.by,
                        clock: session.clock,
                        session: &session,
                        stop: &stop_flag,
                        event_tx: &event_tx,
                    },
                    &requests_rx,
                )
            }));
            if outcome.is_err() {
                let _ = event_tx.send(LoopEvent::Fault(
                    "saving has stopped working; what was saved is safe. Start charterdesk again".to_owned(),
                ));
            }
        })?;
        Ok(Self { requests, stop, ended })
    }

    /// If the thread has ended, it has already reported a fault.
    pub fn send(&self, effect: Effect) {
        if matches!(effect, Effect::ScanSheets { .. } | Effect::Import(_)) {
            // A cancellation that arrived after the last import must not cancel this one.
            self.stop.store(false, Ordering::Relaxed);
        }
        let _ = self.requests.send(effect);
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Lets the thread finish its request, so that the program ends within two seconds.
    pub fn shut_down(self) {
        self.stop();
        drop(self.requests);
        // Nothing is ever sent: the channel disconnects when the thread ends, or the wait times out.
        let _ = self.ended.recv_timeout(SHUTDOWN_TIMEOUT);
    }
}

fn serve(store: &mut Store, context: &WorkerContext<'_>, requests_rx: &Receiver<Effect>) {
    let WorkerContext { clock, event_tx, .. } = *context;
    let mut integrity_checked = false;
    let mut seen = SeenRevision::default();
    let mut caches = Caches { memo: InboxMemo::default(), written: WrittenIndex::default(), letters: None };
    while let Ok(effect) = requests_rx.recv() {
        let other_change = seen.other_change(store, &effect);
        let is_undo_or_redo = matches!(effect, Effect::Undo | Effect::Redo);
        let answer = match &other_change {
            // The user has not seen this change, so it must not be undone blindly.
            Some(words) if is_undo_or_redo => Some(Msg::Refused(
                format!(
                    "somebody else saved a change in the meantime ({words}). It is shown now; press again if you \
                     still want this"
                ),
                None,
            )),
            _ => answer(store, context, &mut caches, effect),
        };
        seen.update(store);
        let list = other_change.and_then(|_| seen.read_list(store));
        let notices = store.take_notices();
        for msg in answer.into_iter().chain(list).chain(notices.into_iter().map(Msg::Notice)) {
            if event_tx.send(LoopEvent::Msg(msg)).is_err() {
                return;
            }
        }
        if !std::mem::replace(&mut integrity_checked, true) {
            check_integrity(store, clock, event_tx);
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
    fn other_change(&mut self, store: &Store, effect: &Effect) -> Option<String> {
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

    fn read_list(&self, store: &Store) -> Option<Msg> {
        let (round, as_at) = self.view?;
        queries::snapshot(store, round, as_at, Page::All).ok().map(|reading| Msg::SnapshotRead(Box::new(reading)))
    }
}

/// Checks the database on its own thread and connection after the first list, so that damage is reported before the
/// user types anything. Every change also runs its own check.
fn check_integrity(store: &Store, clock: Clock, event_tx: &Sender<LoopEvent>) {
    let check_tx = event_tx.clone();
    let send = move |event| {
        let _ = check_tx.send(event);
    };
    let store = match store.reopen(clock.now()) {
        Ok(store) => store,
        Err(error) => return send(LoopEvent::Fault(error.to_string())),
    };
    let thread = thread::Builder::new().name("check".to_owned()).spawn(move || {
        store.location_warnings().into_iter().for_each(|warning| send(LoopEvent::Msg(Msg::Notice(warning))));
        if let Err(error @ StoreError::Damaged { .. }) = store.verify() {
            send(LoopEvent::Fault(error.to_string()));
        }
    });
    if let Err(error) = thread {
        let _ = event_tx.send(LoopEvent::Fault(format!(
            "the database could not be checked ({error}). Nothing was changed; close other programs and try again"
        )));
    }
}

/// Nobody looks through more results than this; more words find fewer.
const MAX_FOUND: usize = 500;

/// What an answer may reuse of the answers before.
struct Caches {
    memo: InboxMemo,
    written: WrittenIndex,
    letters: Option<LettersSession>,
}

/// `None` for an effect that the loop carries out itself.
fn answer(store: &mut Store, context: &WorkerContext<'_>, caches: &mut Caches, effect: Effect) -> Option<Msg> {
    match change(store, context, caches, effect) {
        ControlFlow::Break(msg) => Some(msg),
        ControlFlow::Continue(effect) => read(store, context, caches, effect),
    }
}

/// Writes to the database or a file. Goes on with an effect that does neither.
fn change(
    store: &mut Store,
    context: &WorkerContext<'_>,
    caches: &mut Caches,
    effect: Effect,
) -> ControlFlow<Msg, Effect> {
    let WorkerContext { by, clock, .. } = *context;
    ControlFlow::Break(match effect {
        Effect::Apply(change) => change_outcome(store.apply(&change, by, clock.now())),
        Effect::ApplyImport(change) => change_outcome(summary_worker::apply_import(store, context, &change)),
        Effect::Undo => change_outcome(store.undo(by, clock.now())),
        Effect::Redo => change_outcome(store.redo(by, clock.now())),
        Effect::Import(paths) => import(store, context, &paths),
        Effect::ImportContacts(job) => Msg::ContactsImported(contacts_worker::import(store, context, &job)),
        Effect::Letters(request) => answer_letters(store, context, &mut caches.memo, &mut caches.letters, *request),
        Effect::Export(request) => Msg::Exported(ExportOutcome::unrecorded(export_request::write(&request))),
        Effect::ExportReport(asked) => Msg::Exported(report_worker::export(store, context, *asked)),
        other => return ControlFlow::Continue(other),
    })
}

/// Reads the database or a file.
fn read(store: &mut Store, context: &WorkerContext<'_>, caches: &mut Caches, effect: Effect) -> Option<Msg> {
    let Caches { memo, written, .. } = caches;
    Some(match effect {
        Effect::ReadSnapshot(round, as_at) => {
            or_failed(queries::snapshot(store, round, as_at, Page::All), |reading| Msg::SnapshotRead(Box::new(reading)))
        }
        Effect::ReadCouncilFile(of) => read_council_file(store, of),
        Effect::ReadDiary(days, as_at) => {
            or_failed(desk::diary::read(store, [days.from, days.until], as_at), |rows| Msg::DiaryRead(days, rows))
        }
        Effect::ReadPriorities(round, as_at) => {
            or_failed(queries::priorities(store, round, as_at), |lines| Msg::PrioritiesRead(round, as_at, lines))
        }
        Effect::ReadInbox(round, as_at) => {
            or_failed(queries::inbox(store, round, as_at, memo), |lines| inbox_read(context, round, as_at, lines))
        }
        Effect::SearchWritten(typed, as_at) => {
            or_failed(store.search_written(written, &typed, as_at, MAX_FOUND), |found| Msg::WrittenFound(typed, found))
        }
        Effect::ReadWaitingReplies(round, as_at) => {
            let read = |waiting| Msg::WaitingRepliesRead(round, as_at, waiting);
            or_failed(queries::waiting_replies(store, round, as_at, memo), read)
        }
        Effect::ReadToday(round, as_at) => {
            or_failed(queries::today(store, round, as_at, memo), |tasks| Msg::TodayRead(round, as_at, tasks))
        }
        Effect::ReadReport(query) => report_worker::charts(store, context, query),
        Effect::ReadIssuedReports => or_failed(report_worker::issued(store, context), Msg::IssuedReportsRead),
        Effect::ReadResponseTimes(round, as_at, shown) => read_response_times(store, context, (round, as_at), &shown),
        Effect::CompareRounds(rounds, as_at, filter) => {
            let compared = RoundComparison::read(store, rounds.each_ref(), as_at, &filter);
            or_failed(compared, |compared| Msg::RoundsCompared(Box::new(compared)))
        }
        Effect::ScanSheets { paths, include_confirmed } => {
            import_worker::scan(store, context, &paths, include_confirmed)
                .unwrap_or_else(|error| Msg::SheetsScanned(Err(error.to_string())))
        }
        Effect::Summarize(request) => Msg::Summarized(summary_worker::summarize(store, context, *request)),
        Effect::MakePlan(query) => make_plan(store, context, *query),
        Effect::SolvePlan(draft) => solve_plan(draft),
        Effect::Apply(_)
        | Effect::ApplyImport(_)
        | Effect::Undo
        | Effect::Redo
        | Effect::Import(_)
        | Effect::ImportContacts(_)
        | Effect::Letters(_)
        | Effect::Export(_)
        | Effect::ExportReport(_)
        | Effect::SaveDrafts
        | Effect::EditViews(_)
        | Effect::RememberTeam(_)
        | Effect::Copy(_)
        | Effect::Redraw
        | Effect::CaptureMouse(_)
        | Effect::Suspend
        | Effect::StopImport
        | Effect::Quit => return None,
    })
}

fn solve_plan(draft: Box<PlanDraft>) -> Msg {
    let solved = draft.solve();
    Msg::PlanSolved(draft, solved)
}

fn answer_letters(
    store: &mut Store,
    context: &WorkerContext<'_>,
    memo: &mut InboxMemo,
    session: &mut Option<LettersSession>,
    request: LettersRequest,
) -> Msg {
    match request {
        LettersRequest::Preview(query) => {
            let made = letters_worker::preview(store, context, memo, session, query);
            Msg::LettersPreviewed(made.map(Box::new))
        }
        LettersRequest::Render(query, index) => {
            Msg::LetterRendered(index, letters_worker::render(store, context, memo, session, (query, index)))
        }
        LettersRequest::Write(query, expected) => {
            Msg::LettersWritten(letters_worker::write_and_record(store, context, memo, (query, &expected)))
        }
        LettersRequest::MarkSent(query) => change_outcome(letters_worker::mark_sent(store, context, &query)),
    }
}

fn import(store: &mut Store, context: &WorkerContext<'_>, paths: &[PathBuf]) -> Msg {
    let result = import_worker::import(store, context, paths);
    Msg::ImportEnded(result.unwrap_or_else(|error| ImportResult::Failed(error.to_string())))
}

fn read_response_times(
    store: &mut Store,
    context: &WorkerContext<'_>,
    (round, as_at): (RoundId, NaiveDate),
    shown: &BTreeSet<CouncilId>,
) -> Msg {
    let limit = context.session.settings.letters.reply_limit;
    let read = queries::response_times(store, round, as_at, shown, limit);
    or_failed(read, |times| Msg::ResponseTimesRead(Box::new(times)))
}

fn make_plan(store: &Store, context: &WorkerContext<'_>, query: PlanQuery) -> Msg {
    let made = plan_worker::make_plan(store, query, &context.session.settings.off_duty);
    Msg::PlanMade(made.map(Box::new).map_err(|error| error.to_string()))
}

fn inbox_read(context: &WorkerContext<'_>, round: RoundId, as_at: NaiveDate, mut lines: Vec<InboxLine>) -> Msg {
    let limit = context.session.settings.letters.reply_limit;
    mark_due(&mut lines, limit, asked_at(as_at, context.clock.now().at));
    Msg::InboxRead(round, as_at, lines)
}

fn read_council_file(store: &Store, of: CouncilFileKey) -> Msg {
    match queries::council_file(store, of) {
        Ok(file) => Msg::CouncilFileRead(of, file.map(Box::new)),
        Err(error) => Msg::CouncilFileFailed(error.to_string()),
    }
}

fn or_failed<T>(read: Result<T, StoreError>, msg: impl FnOnce(T) -> Msg) -> Msg {
    read.map_or_else(|error| Msg::ReadFailed(error.to_string()), msg)
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
