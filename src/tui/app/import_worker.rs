//! Scanning sheets and importing replies on the worker thread.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use charter::column::{Column, Mapping, shape};
use charter::english::pluralize;
use charter::incoming::Source;
use charter::untrusted::sanitize;
use desk::import::{
    ImportEvent, ImportJob, ImportListener, ImportReader, Skipped, describe_paths, import_replies, possible_sheets,
    preview_sheets,
};
use formats::sandbox::SandboxedReader;
use reading::columns;
use reading::columns::Guess;
use reading::matching::{Found, Matcher};
use store::{ApplyError, ImportOutcome, ImportSummary, Store};

use crate::clock::Stopwatch;
use crate::session::Session;
use crate::tui::app::events::LoopEvent;
use crate::tui::app::import_progress::{ImportReport, ImportResult, Progress, SkippedList};
use crate::tui::app::msg::Msg;
use crate::tui::app::task_error::TaskError;
use crate::tui::app::worker_context::WorkerContext;
use crate::tui::screens::mapping::state::UnconfirmedSheet;

const REPORT_INTERVAL: Duration = Duration::from_millis(100);

/// The first path that can't be read, in full, with the reason; `None` if all can be read. Files inside a folder are
/// checked later, when they are read.
pub fn invalid_path(paths: &[PathBuf]) -> Option<String> {
    let why = |path: &PathBuf| match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() || metadata.is_file() => None,
        Ok(_) => Some("it is not an ordinary file".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Some("there is no such file or folder".to_owned()),
        Err(error) => Some(format!("it cannot be read ({error})")),
    };
    let mut wrong = paths.iter().filter_map(|path| Some((path, why(path)?)));
    let (path, why) = wrong.next()?;
    let others = match wrong.count() {
        0 => String::new(),
        others => format!(", and {} cannot be read", pluralize(others, "other")),
    };
    Some(format!("{}: {why}{others}; nothing was imported, check the path", sanitize(&path.to_string_lossy())))
}

/// Returns the sheets with unconfirmed columns.
///
/// # Errors
/// The database can't be read.
pub fn scan(
    store: &Store,
    context: &WorkerContext<'_>,
    paths: &[PathBuf],
    include_confirmed: bool,
) -> Result<Msg, TaskError> {
    if let Some(why) = invalid_path(paths) {
        return Ok(Msg::ImportPathInvalid(why));
    }
    let known = store.mappings()?.into_iter().map(|known| (known.shape.clone(), known.mapping())).collect();
    let matcher = Matcher::new(&store.councils()?, &store.aliases()?);
    let is_council = |text: &str| matches!(matcher.match_name(text, None), Found::One(_) | Found::Ambiguous(_));
    let sandbox = sandboxed_reader(context.session)?;
    let found = scan_sheets(&sandbox, paths, &known, include_confirmed, &is_council, context.stop);
    Ok(found.map_or(Msg::ImportEnded(ImportResult::Stopped), |sheets| Msg::SheetsScanned(Ok(sheets))))
}

/// The sheets with unconfirmed columns, one for each shape; with `look_again` the confirmed ones too. `None` if the
/// scan was cancelled.
fn scan_sheets(
    sandbox: &SandboxedReader,
    paths: &[PathBuf],
    known: &HashMap<String, Mapping>,
    include_confirmed: bool,
    is_council: &dyn Fn(&str) -> bool,
    stop: &AtomicBool,
) -> Option<Vec<UnconfirmedSheet>> {
    let mut found = Vec::new();
    let mut seen_shapes: HashSet<String> = HashSet::new();
    for path in possible_sheets(paths) {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        for preview in preview_sheets(sandbox, &path) {
            let shape = shape(&preview.header);
            let confirmed = known.get(&shape);
            if (confirmed.is_some() && !include_confirmed) || !seen_shapes.insert(shape) {
                continue;
            }
            let proposed = match confirmed {
                Some(mapping) => mapping.columns.iter().map(|column| confirmed_guess(*column)).collect(),
                None => columns::propose(&preview.header, &preview.rows, is_council),
            };
            found.push(UnconfirmedSheet { preview, proposed, was_confirmed: confirmed.is_some() });
        }
    }
    Some(found)
}

fn confirmed_guess(column: Column) -> Guess {
    Guess { column, why: "confirmed before".to_owned(), sure: true }
}

/// Imports replies as one change.
///
/// # Errors
/// The files can't be read, or the import can't be saved. Then nothing was imported.
pub fn import(store: &mut Store, context: &WorkerContext<'_>, paths: &[PathBuf]) -> Result<ImportResult, TaskError> {
    let (sandbox, now) = (sandboxed_reader(context.session)?, context.clock.now());
    let mappings = store.mappings()?.into_iter().map(|known| (known.shape.clone(), known.mapping()));
    let letters = context.session.letters.clone();
    let reader = ImportReader::new(sandbox, paths, letters, mappings.collect(), now.today());
    let stopwatch = Stopwatch::start();
    let elapsed = || stopwatch.elapsed();
    let mut report = |progress| {
        let _ = context.event_tx.send(LoopEvent::Msg(Msg::ImportProgress(progress)));
    };
    let mut monitor = ImportMonitor::new(context.stop, &elapsed, &mut report);
    let job = ImportJob { from: &describe_paths(paths), dry_run: false, by: context.by, moment: now };
    match import_replies(store, reader, job, &mut monitor) {
        Ok(ImportSummary { saved, items, duplicates, .. }) => {
            let ImportMonitor { skipped, changed_duplicates, mut notes, hidden_rows, .. } = monitor;
            notes.extend(describe_hidden_rows(hidden_rows));
            let (new, known) = (items.len(), duplicates);
            Ok(ImportResult::Imported(ImportReport { new, known, skipped, changed_duplicates, notes, saved }))
        }
        Err(ApplyError::Stopped) => Ok(ImportResult::Stopped),
        Err(error) => Err(error.into()),
    }
}

pub fn sandboxed_reader(session: &Session) -> Result<SandboxedReader, TaskError> {
    session.program.clone().map(SandboxedReader::new).ok_or(TaskError::UnknownProgram)
}

/// The sentence about rows that are hidden in their sheets; `None` without any.
fn describe_hidden_rows(rows: usize) -> Option<String> {
    (rows > 0).then(|| {
        format!(
            "{} came in like the others: their notes say so. To leave hidden rows out, undo the import with u and run \
             charterdesk import replies FILE --leave-out-hidden",
            pluralize(rows, "hidden row")
        )
    })
}

/// Counts what an import reads and skips, and reports the progress at intervals.
struct ImportMonitor<'a> {
    stop: &'a AtomicBool,
    elapsed: &'a dyn Fn() -> Duration,
    report: &'a mut dyn FnMut(Progress),
    next_report: Duration,
    progress: Progress,
    skipped: SkippedList,
    /// Duplicates that came in before with other column meanings.
    changed_duplicates: SkippedList,
    /// Sanitized sentences about whole files.
    notes: Vec<String>,
    /// New replies whose rows are hidden in their sheets.
    hidden_rows: usize,
    /// The counts of replies, skipped, changed duplicates, notes and hidden rows at the start of the current file, for a
    /// rollback.
    at_file_start: [usize; 5],
}

impl<'a> ImportMonitor<'a> {
    fn new(stop: &'a AtomicBool, elapsed: &'a dyn Fn() -> Duration, report: &'a mut dyn FnMut(Progress)) -> Self {
        Self {
            stop,
            elapsed,
            report,
            next_report: Duration::ZERO,
            progress: Progress::default(),
            skipped: SkippedList::default(),
            changed_duplicates: SkippedList::default(),
            notes: Vec::new(),
            hidden_rows: 0,
            at_file_start: [0; 5],
        }
    }

    fn set_current_file(&mut self, file: &str) {
        if self.progress.file != file {
            file.clone_into(&mut self.progress.file);
        }
    }

    fn report_if_due(&mut self) {
        let elapsed = (self.elapsed)();
        if elapsed >= self.next_report {
            self.next_report = elapsed + REPORT_INTERVAL;
            self.progress.elapsed = elapsed;
            (self.report)(self.progress.clone());
        }
    }
}

impl ImportListener for ImportMonitor<'_> {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn read(&mut self, event: &ImportEvent) {
        match event {
            ImportEvent::FileStarted => {
                let (skipped, changed_duplicates) = (self.skipped.count, self.changed_duplicates.count);
                self.at_file_start =
                    [self.progress.replies, skipped, changed_duplicates, self.notes.len(), self.hidden_rows];
            }
            ImportEvent::Source(source) => {
                self.progress.replies += 1;
                self.set_current_file(source.file.raw());
            }
            ImportEvent::RolledBack(why) => {
                let [replies, skipped, changed_duplicates, notes, hidden_rows] = self.at_file_start;
                self.hidden_rows = hidden_rows;
                self.notes.truncate(notes);
                self.progress.replies = replies;
                self.skipped.truncate(skipped);
                self.changed_duplicates.truncate(changed_duplicates);
                self.skipped.add(why.clone());
            }
            ImportEvent::Skipped(skipped) => {
                self.set_current_file(&skipped.file);
                self.skipped.add(skipped.clone());
            }
            ImportEvent::Note { file, text } => self.notes.push(format!("{}: {}", sanitize(file), sanitize(text))),
            ImportEvent::Progress { read, total } => (self.progress.read, self.progress.total) = (*read, *total),
        }
        self.report_if_due();
    }

    fn decided(&mut self, source: &Source, outcome: ImportOutcome) {
        self.hidden_rows +=
            usize::from(outcome.is_new() && source.warnings.iter().any(|note| note == columns::HIDDEN_ROW));
        let Some(why) = outcome.explanation() else { return };
        let (file, number) = (source.file.raw(), source.number);
        if outcome.is_new() {
            self.notes.push(format!("{}, no. {number}: {why}", sanitize(file)));
        } else {
            let why = format!("{why}; nothing changes");
            self.changed_duplicates.add(Skipped { file: file.to_owned(), number, why });
        }
    }

    fn saving(&mut self) {
        self.progress.saving = true;
        (self.report)(self.progress.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::{
        AtomicBool, Duration, ImportEvent, ImportListener, ImportMonitor, ImportOutcome, Progress, Skipped,
        describe_hidden_rows, invalid_path,
    };
    use charter::incoming::{Digest, Origin, Source};
    use reading::columns::HIDDEN_ROW;
    use std::cell::Cell;

    fn source(number: u64) -> ImportEvent {
        ImportEvent::Source(Box::new(Source {
            file: "replies.mbox".into(),
            number,
            sender: "clerk@wem.example".into(),
            ..Source::empty(Origin::Mail, Digest::hash_parts([number.to_string().as_str()]))
        }))
    }

    fn skipped(file: &str) -> ImportEvent {
        ImportEvent::Skipped(Skipped { file: file.to_owned(), number: 0, why: "it is empty".to_owned() })
    }

    /// A clock that advances by a step on each reading.
    fn ticking(step: Duration) -> impl Fn() -> Duration {
        let now = Cell::new(Duration::ZERO);
        move || {
            now.set(now.get() + step);
            now.get()
        }
    }

    #[test]
    fn a_missing_path_is_named_in_full() {
        let folder = tempfile::tempdir().unwrap();
        let (file, none) = (folder.path().join("a.eml"), folder.path().join("none\u{1b}.eml"));
        std::fs::write(&file, "x").unwrap();
        assert_eq!(invalid_path(&[file.clone(), folder.path().to_owned()]), None);
        let folder_path = folder.path().to_string_lossy().into_owned();
        assert_eq!(
            invalid_path(&[file.clone(), none.clone()]).unwrap(),
            format!("{folder_path}/none·.eml: there is no such file or folder; nothing was imported, check the path")
        );
        assert!(invalid_path(&[none.clone(), file, none]).unwrap().contains(", and 1 other cannot be read;"));
    }

    #[test]
    fn progress_is_reported_at_most_every_interval() {
        let events = [
            skipped("empty.eml"),
            ImportEvent::Progress { read: 5, total: 20 },
            source(1),
            skipped("b.csv"),
            source(2),
        ];
        let (stop, mut reports) = (AtomicBool::new(false), Vec::new());
        let mut report = |progress| reports.push(progress);
        // Half an interval passes between events, so every other one is reported.
        let elapsed = ticking(Duration::from_millis(50));
        let mut monitor = ImportMonitor::new(&stop, &elapsed, &mut report);
        events.iter().for_each(|event| monitor.read(event));
        monitor.saving();
        assert_eq!(monitor.skipped.count, 2);
        let at = |file: &str, read, replies, millis| {
            let total = if read > 0 { 20 } else { 0 };
            Progress {
                file: file.to_owned(),
                read,
                total,
                replies,
                elapsed: Duration::from_millis(millis),
                saving: false,
            }
        };
        let saving = Progress { saving: true, ..at("replies.mbox", 5, 2, 250) };
        let read = [at("empty.eml", 0, 0, 50), at("replies.mbox", 5, 1, 150), at("replies.mbox", 5, 2, 250)];
        assert_eq!((&reports[..3], &reports[3..]), (&read[..], &[saving][..]));
    }

    #[test]
    fn a_file_that_is_rolled_back_counts_as_skipped_once() {
        let events = [
            ImportEvent::FileStarted,
            source(1),
            skipped("a"),
            ImportEvent::FileStarted,
            skipped("b"),
            source(2),
            ImportEvent::RolledBack(Skipped { file: "b.csv".to_owned(), number: 0, why: "it changed".to_owned() }),
        ];
        let (stop, mut replies) = (AtomicBool::new(false), 0);
        let mut report = |progress: Progress| replies = progress.replies;
        let elapsed = ticking(Duration::from_secs(1));
        let mut monitor = ImportMonitor::new(&stop, &elapsed, &mut report);
        for event in events {
            monitor.read(&event);
            if let ImportEvent::Source(source) = event {
                monitor.decided(&source, ImportOutcome::OtherColumns);
            }
        }
        assert_eq!(monitor.skipped.lines(), ["a: it is empty", "b.csv: it changed"]);
        assert_eq!(monitor.changed_duplicates.count, 1);
        assert_eq!(replies, 1);
    }

    #[test]
    fn hidden_rows_are_counted_and_named() {
        let (stop, mut report) = (AtomicBool::new(false), |_| {});
        let elapsed = || Duration::ZERO;
        let mut monitor = ImportMonitor::new(&stop, &elapsed, &mut report);
        let hidden =
            Source { warnings: vec![HIDDEN_ROW.to_owned()], ..Source::empty(Origin::Row, Digest::hash_parts(["1"])) };
        monitor.read(&ImportEvent::FileStarted);
        monitor.decided(&hidden, ImportOutcome::New);
        monitor.decided(&hidden, ImportOutcome::Duplicate);
        monitor.decided(&Source::empty(Origin::Row, Digest::hash_parts(["2"])), ImportOutcome::New);
        assert_eq!(monitor.hidden_rows, 1);
        assert!(describe_hidden_rows(1).unwrap().starts_with("1 hidden row came in like the others"));
        assert_eq!(describe_hidden_rows(0), None);
    }
}
