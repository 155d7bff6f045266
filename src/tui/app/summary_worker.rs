//! Summaries on the worker thread, and the changes of imports.

use charter::change::{Act, Change, OpenRound};
use charter::journal::Saved;
use chrono::NaiveDate;
use desk::baseline_import::{Baseline, BaselineRequest, compare};
use desk::round_opening::RoundOpening;
use desk::sheet_file::read_answer_file;
use store::{ApplyError, Store};

use crate::tui::app::import_worker::{invalid_path, sandboxed_reader};
use crate::tui::app::summary::{BaselineJob, SummaryRequest};
use crate::tui::app::worker_context::WorkerContext;
use crate::tui::dialogs::summary::Summary;

/// # Errors
/// Why the form cannot be carried out, and what to do.
pub fn summarize(store: &Store, context: &WorkerContext<'_>, request: SummaryRequest) -> Result<Box<Summary>, String> {
    match request {
        SummaryRequest::OpenRound(open, as_at) => open_round(store, context, open, as_at).map(Box::new),
        SummaryRequest::Baseline(job) => import_baseline(store, context, job).map(Box::new),
    }
}

fn open_round(
    store: &Store,
    context: &WorkerContext<'_>,
    open: OpenRound,
    as_at: NaiveDate,
) -> Result<Summary, String> {
    let opening = RoundOpening::read(store, &open, as_at, context.clock.now()).map_err(|error| error.to_string())?;
    Ok(of_opening(&opening, open))
}

pub fn of_opening(opening: &RoundOpening, open: OpenRound) -> Summary {
    let title = format!("Opening the round {}", opening.round.title());
    Summary::new(title, opening.describe(), "open the round", Some(Change::from(Act::OpenRound(open))))
}

fn import_baseline(store: &Store, context: &WorkerContext<'_>, job: BaselineJob) -> Result<Summary, String> {
    if let Some(why) = invalid_path(std::slice::from_ref(&job.path)) {
        return Err(why);
    }
    let refused = |why: String| format!("{why}. Nothing was recorded");
    let sandbox = sandboxed_reader(context.session).map_err(|error| error.to_string())?;
    let file = read_answer_file(&sandbox, &job.path).map_err(refused)?;
    let BaselineJob { quarter, deadline, agreed_on, as_at, .. } = job;
    let request = BaselineRequest { quarter, deadline, agreed_on, as_at, by: context.by.to_owned() };
    Ok(of_baseline(compare(store, &file, &request).map_err(refused)?, &file.name))
}

/// The rows that are not recorded follow what is.
pub fn of_baseline(mut baseline: Baseline, file: &str) -> Summary {
    let columns: Vec<String> =
        baseline.columns.iter().map(|(heading, meaning)| format!("“{}” as {meaning}", heading.sanitized())).collect();
    let summary = baseline.summary(file);
    let change = baseline.act.take().map(|act| Change::with_summary(vec![act], summary));
    let mut text = baseline.describe();
    text.push(format!("Columns: {}.", columns.join(", ")));
    text.extend(baseline.asked.iter().map(|asked| format!("Not recorded: {}.", asked.describe())));
    let title = format!("Importing the round {}", baseline.round.title());
    Summary::new(title, text, "import them", change).after_backup()
}

/// Makes a backup first.
///
/// # Errors
/// The backup or the change cannot be written; then nothing was changed.
pub fn apply_import(store: &mut Store, context: &WorkerContext<'_>, change: &Change) -> Result<Saved, ApplyError> {
    let now = context.clock.now();
    store.backup("before an import", now)?;
    store.apply(change, context.by, now)
}
