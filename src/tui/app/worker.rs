//! The store on a thread of its own: what the loop asks for is done there, in order, and answered as a message.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use charter::council_file::CouncilFile;
use charter::edit::Refusal;
use charter::ids::{EntryId, RoundId};
use charter::incoming::Source;
use charter::journal::{Entry, Saved};
use charter::priority_line::PriorityLine;
use chrono::{DateTime, NaiveDate, Utc};
use desk::import::{ImportReader, describe_paths};
use desk::inbox::{InboxLine, InboxMemo, inbox_lines_with_memo};
use formats::sandbox::SandboxedReader;
use reading::matching::{Found, Matcher};
use store::{ApplyError, ImportInput, ImportOutcome, ImportSummary, Page, Store, StoreError};

use crate::clock::{Clock, Stopwatch};
use crate::session::Session;
use crate::tui::app::effect::{CouncilFileKey, Effect};
use crate::tui::app::events::LoopEvent;
use crate::tui::app::import_progress::{ChangedDuplicates, ImportReport, ImportResult};
use crate::tui::app::import_worker::{ImportStream, StreamEvent};
use crate::tui::app::msg::Msg;
use crate::tui::app::snapshot::SnapshotData;
use crate::tui::app::{import_worker, plan_worker};
use crate::tui::screens::plan::state::{PlanQuery, PlanScreen};

/// The thread and the way to it.
pub struct Worker {
    jobs: Sender<Effect>,
    /// Whether the replies that are being brought in are to be left out.
    stop: Arc<AtomicBool>,
    /// Hangs up when the thread has ended.
    ended: Receiver<()>,
}

/// How long the end of the program waits for what is being written: another process may hold the database for longer, and
/// a transaction that was not committed leaves no trace.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(1200);

impl Worker {
    /// Starts it with a store.
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

    /// Asks for something. What cannot be asked any more has been told as a fault.
    pub fn send(&self, effect: Effect) {
        if matches!(effect, Effect::ScanSheets { .. } | Effect::Import(_)) {
            // A stop that came after the end of the last one is not meant for this one.
            self.stop.store(false, Ordering::Relaxed);
        }
        let _ = self.jobs.send(effect);
    }

    /// Stops bringing replies in: nothing is taken in then.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Lets it finish what it was asked for, within two seconds of whatever ended the program.
    pub fn shut_down(self) {
        self.stop();
        drop(self.jobs);
        // An answer is never sent: either the thread ends and hangs up, or patience does.
        let _ = self.ended.recv_timeout(SHUTDOWN_TIMEOUT);
    }
}

/// What the thread works with beside the store.
struct WorkerContext<'a> {
    by: &'a str,
    clock: Clock,
    session: &'a Session,
    stop: &'a AtomicBool,
    wake: &'a Sender<LoopEvent>,
}

fn serve(store: &mut Store, around: &WorkerContext<'_>, asked: &Receiver<Effect>) {
    let WorkerContext { clock, wake, .. } = *around;
    let mut integrity_checked = false;
    let (mut shown, mut memo) = (SeenRevision::default(), InboxMemo::default());
    while let Ok(effect) = asked.recv() {
        let unseen = shown.unseen_change(store, &effect);
        let takes_back = matches!(effect, Effect::Undo | Effect::Redo);
        let answer = match &unseen {
            // What the sergeant has not seen is not taken back under his hand.
            Some(words) if takes_back => Some(Msg::Refused(
                format!(
                    "somebody else has saved a change meanwhile ({words}). It is shown now; press again if it is meant"
                ),
                None,
            )),
            _ => answer(store, around, &mut memo, effect),
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

/// What the screen shows: the list of a round as at a day, up to an entry of the journal. Another program may write to the
/// same file; whenever something is asked for, the list is read again if it has.
#[derive(Default)]
struct SeenRevision {
    view: Option<(Option<RoundId>, NaiveDate)>,
    newest: Option<(EntryId, DateTime<Utc>)>,
}

impl SeenRevision {
    /// The words of a change that this program did not make and has not shown.
    fn unseen_change(&mut self, store: &Store, effect: &Effect) -> Option<String> {
        if let Effect::ReadSnapshot(round, as_at) = effect {
            self.view = Some((*round, *as_at));
            return None;
        }
        let newest = newest_entry(store)?;
        (self.newest.is_some() && self.newest != Some((newest.id, newest.at)))
            .then(|| newest.words.sanitized().into_owned())
    }

    /// What was just read or written is shown.
    fn update(&mut self, store: &Store) {
        self.newest = newest_entry(store).map(|entry| (entry.id, entry.at));
    }

    fn read_again(&self, store: &Store) -> Option<Msg> {
        let (round, as_at) = self.view?;
        read(store, round, as_at, Page::All).ok().map(|reading| Msg::SnapshotRead(Box::new(reading)))
    }
}

fn newest_entry(store: &Store) -> Option<Entry> {
    store.newest_entry().ok().flatten()
}

/// Has the database looked into, on a thread and a connection of its own behind the first list: that it is damaged is said
/// before anything is typed. A change looks for itself.
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

fn answer(store: &mut Store, around: &WorkerContext<'_>, memo: &mut InboxMemo, effect: Effect) -> Option<Msg> {
    let WorkerContext { by, clock, .. } = *around;
    Some(match effect {
        Effect::ReadSnapshot(round, as_at) => match read(store, round, as_at, Page::All) {
            Ok(reading) => Msg::SnapshotRead(Box::new(reading)),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ReadCouncilFile(of) => match read_file(store, of) {
            Ok(file) => Msg::CouncilFileRead(of, file.map(Box::new)),
            Err(error) => Msg::CouncilFileFailed(error.to_string()),
        },
        Effect::ReadDiary(days) => match store.diary(days.from, days.until) {
            Ok(lines) => Msg::DiaryRead(days, lines),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ReadPriorities(round, as_at) => match read_priorities(store, round, as_at) {
            Ok(lines) => Msg::PrioritiesRead(round, as_at, lines),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ReadInbox(round, as_at) => match read_inbox(store, round, as_at, memo) {
            Ok(lines) => Msg::InboxRead(round, as_at, lines),
            Err(error) => Msg::ReadFailed(error.to_string()),
        },
        Effect::ScanSheets { paths, include_confirmed } => {
            peek(store, around, &paths, include_confirmed).unwrap_or_else(|why| Msg::SheetsScanned(Err(why)))
        }
        Effect::Import(paths) => Msg::ImportEnded(import(store, around, &paths).unwrap_or_else(ImportResult::Failed)),
        Effect::MakePlan(asked) => Msg::PlanMade(make_plan(store, *asked).map(Box::new)),
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

/// Reads the councils of a round, the newest if none is named.
///
/// # Errors
/// The database has no round, or cannot be read.
pub fn read(store: &Store, round: Option<RoundId>, as_at: NaiveDate, page: Page) -> Result<SnapshotData, StoreError> {
    let rounds = store.rounds()?;
    let newest = rounds.len().saturating_sub(1);
    let current = rounds.iter().position(|known| Some(known.id) == round).unwrap_or(newest);
    let Some(round) = rounds.get(current) else { return Err(StoreError::NoRound) };
    let lines = store.lines(round, as_at, page)?;
    let complete = matches!(page, Page::All);
    // No list shows a category, and a tab can wait: the first page does without them.
    let categories = if complete { store.categories()? } else { Vec::new() };
    let waiting = if complete { store.inbox_waiting()? } else { 0 };
    Ok(SnapshotData { current, as_at, lines, complete, categories, rounds, waiting })
}

fn read_file(store: &Store, of: CouncilFileKey) -> Result<Option<CouncilFile>, StoreError> {
    let rounds = store.rounds()?;
    match rounds.iter().find(|known| known.id == of.round) {
        Some(round) => store.council_file(of.council, round, of.as_at),
        None => Ok(None),
    }
}

/// The priorities of a round; none of a round that is not there any more.
fn read_priorities(store: &Store, of: RoundId, as_at: NaiveDate) -> Result<Vec<PriorityLine>, StoreError> {
    match store.rounds()?.iter().find(|known| known.id == of) {
        Some(round) => store.priorities(round, as_at),
        None => Ok(Vec::new()),
    }
}

/// The inbox in a round; nothing in a round that is not there any more.
fn read_inbox(
    store: &Store,
    of: RoundId,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<Vec<InboxLine>, StoreError> {
    match store.rounds()?.iter().find(|known| known.id == of) {
        Some(round) => inbox_lines_with_memo(store, round, as_at, memo),
        None => Ok(Vec::new()),
    }
}

/// Reads what a plan is made from, and makes it; a sentence where something cannot be read.
fn make_plan(store: &Store, asked: PlanQuery) -> Result<PlanScreen, String> {
    let (days, as_at) = (asked.days, asked.as_at);
    let said = |error: StoreError| error.to_string();
    let diary = store.diary(days.from, days.until).map_err(said)?;
    let priorities = read_priorities(store, asked.round, as_at).map_err(said)?;
    let mut planned = store.meetings(Some([days.from, days.until])).map_err(said)?;
    planned.retain(|meeting| plan_worker::is_in_query(meeting, &asked));
    plan_worker::make(asked, &diary, &priorities, planned)
}

/// Looks at files: which sheets have columns that nobody has confirmed. A sentence where it cannot be told.
fn peek(store: &Store, around: &WorkerContext<'_>, paths: &[PathBuf], include_confirmed: bool) -> Result<Msg, String> {
    let said = |error: StoreError| error.to_string();
    if let Some(why) = import_worker::invalid_path(paths) {
        return Ok(Msg::ImportPathInvalid(why));
    }
    let known =
        store.mappings().map_err(said)?.into_iter().map(|known| (known.shape.clone(), known.mapping())).collect();
    let matcher = Matcher::new(&store.councils().map_err(said)?, &store.aliases().map_err(said)?);
    let is_council = |text: &str| matches!(matcher.match_name(text, None), Found::One(_) | Found::Ambiguous(_));
    let apart = sandboxed_reader(around.session)?;
    let found = import_worker::scan_sheets(&apart, paths, &known, include_confirmed, &is_council, around.stop);
    Ok(found.map_or(Msg::ImportEnded(ImportResult::Stopped), |sheets| Msg::SheetsScanned(Ok(sheets))))
}

/// Brings replies in as one change. A sentence where it cannot be done; then nothing came in.
fn import(store: &mut Store, around: &WorkerContext<'_>, paths: &[PathBuf]) -> Result<ImportResult, String> {
    let said = |error: StoreError| error.to_string();
    let (apart, moment) = (sandboxed_reader(around.session)?, around.clock.now());
    let mappings = store.mappings().map_err(said)?.into_iter().map(|known| (known.shape.clone(), known.mapping()));
    let intake = ImportReader::new(apart, paths, around.session.letters.clone(), mappings.collect(), moment.today());
    let watch = Stopwatch::start();
    let elapsed = || watch.elapsed();
    let mut tell = |progress| {
        let _ = around.wake.send(LoopEvent::Msg(Msg::ImportProgress(progress)));
    };
    let mut stream = ImportStream::new(intake, around.stop, &elapsed, &mut tell);
    let changed_duplicates = RefCell::new(ChangedDuplicates::default());
    let mut next = || match stream.next_event() {
        StreamEvent::FileStarted => {
            changed_duplicates.borrow_mut().start_file();
            ImportInput::FileStarted
        }
        StreamEvent::Source(source) => ImportInput::Source(source),
        StreamEvent::RolledBack => {
            changed_duplicates.borrow_mut().roll_back();
            ImportInput::RolledBack
        }
        StreamEvent::End => ImportInput::End,
        StreamEvent::Stopped => ImportInput::Stopped,
    };
    let mut hear = |source: &Source, took: ImportOutcome| {
        if let Some(why) = took.explanation() {
            changed_duplicates.borrow_mut().add(source, why);
        }
    };
    let taken = store.import_sources(&describe_paths(paths), &mut next, &mut hear, around.by, moment);
    let skipped = stream.skipped();
    match taken {
        Ok(ImportSummary { saved, items, duplicates, .. }) => {
            let (new, known, changed_duplicates) = (items.len(), duplicates, changed_duplicates.into_inner().all());
            Ok(ImportResult::Imported(ImportReport { new, known, skipped, changed_duplicates, saved }))
        }
        Err(ApplyError::Stopped) => Ok(ImportResult::Stopped),
        Err(error) => Err(error.to_string()),
    }
}

fn sandboxed_reader(session: &Session) -> Result<SandboxedReader, String> {
    session.program.clone().map(SandboxedReader::new).ok_or_else(|| {
        "the system does not say where this program lies, which reads files by starting itself. Nothing was taken in; start \
         charterdesk by its path"
            .to_owned()
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

#[cfg(test)]
mod tests {
    use super::read;
    use charter::change::{Act, Change, Moment};
    use charter::register::Seed;
    use store::{Page, Store, StoreError};

    fn without_rounds() -> Result<Seed, desk::register::SeedError> {
        let seed = desk::seed::seed()?;
        let acts = seed.change.acts.into_iter().filter(|act| !matches!(act, Act::OpenRound(_))).collect();
        Ok(Seed { change: Change::with_summary(acts, "register".to_owned()), summary: seed.summary })
    }

    #[test]
    fn a_database_without_a_round_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
        let store = Store::open(&folder.path().join("desk.db"), moment, without_rounds).unwrap().store;
        let as_at = "2023-10-05".parse().unwrap();
        for page in [Page::First(60), Page::All] {
            let error = read(&store, None, as_at, page).unwrap_err();
            assert!(matches!(error, StoreError::NoRound), "{error}");
            assert!(error.to_string().contains("Nothing was changed"), "{error}");
        }
    }
}
