//! The report for the worker: counts its charts, writes it, and keeps what goes to somebody as issued first.

use charter::change::Change;
use charter::journal::Saved;
use desk::report::{IssuedLine, PreparedReport, ReportError, issued_reports};
use store::{Store, StoreError};

use crate::tui::app::export_request::{ExportFailure, ExportOutcome, ReportExport, check, write_file};
use crate::tui::app::msg::Msg;
use crate::tui::app::queries;
use crate::tui::app::worker_context::WorkerContext;
use crate::tui::screens::report::state::ReportQuery;

/// Counts the charts.
pub fn charts(store: &Store, context: &WorkerContext<'_>, query: Box<ReportQuery>) -> Msg {
    let counted = queries::report(store, &query, context.session.settings.letters.reply_limit);
    Msg::ReportRead(query, counted.map(Box::new).map_err(|error| error.to_string()))
}

/// # Errors
/// The database can't be read.
pub fn issued(store: &Store, context: &WorkerContext<'_>) -> Result<Vec<IssuedLine>, StoreError> {
    issued_reports(store, context.session.settings.letters.reply_limit)
}

/// A report says that it was issued only if that is on record, so the record comes before the file.
pub fn export(store: &mut Store, context: &WorkerContext<'_>, asked: ReportExport) -> ExportOutcome {
    match record(store, context, &asked) {
        Err(why) => ExportOutcome::unrecorded(Err(why)),
        Ok(Ready { bytes, what, saved }) => {
            let result = write_file(&asked.target, &bytes, &what);
            ExportOutcome { result: with_record(result, saved.as_ref()), saved }
        }
    }
}

/// A report of which only the file is left to write.
struct Ready {
    bytes: Vec<u8>,
    /// What it is, in words.
    what: String,
    saved: Option<Saved>,
}

/// Makes the document, and records to whom it goes.
fn record(store: &mut Store, context: &WorkerContext<'_>, asked: &ReportExport) -> Result<Ready, ExportFailure> {
    let settings = &context.session.settings;
    let moment = context.clock.now();
    let round = queries::find_round(store, asked.query.round).map_err(|error| failed(&error))?;
    let round = round.ok_or(StoreError::NoRound).map_err(|error| failed(&error))?;
    let with = (settings.report.clone(), settings.letters.reply_limit);
    let prepared = PreparedReport::new(store, (&round, asked.query.as_at), moment.at, asked.order.clone(), with);
    let prepared = prepared.map_err(refused)?;
    let bytes = prepared.bytes(store).map_err(refused)?;
    check(&asked.target)?;
    let what = prepared.meeting_on_record.as_ref().map_or("the report".to_owned(), |of| format!("the report, {of},"));
    let Some(act) = prepared.act() else { return Ok(Ready { bytes, what, saved: None }) };
    let saved = store.apply(&Change::from(act), context.by, moment).map_err(|error| failed(&error))?;
    Ok(Ready { bytes, what, saved: Some(saved) })
}

fn failed(error: &dyn std::fmt::Display) -> ExportFailure {
    ExportFailure::Failed(error.to_string())
}

fn refused(error: ReportError) -> ExportFailure {
    match error {
        ReportError::Invalid(invalid) => ExportFailure::Invalid(invalid),
        error => failed(&error),
    }
}

/// A failure after the record says that the record is there.
fn with_record(result: Result<String, ExportFailure>, saved: Option<&Saved>) -> Result<String, ExportFailure> {
    let Some(saved) = saved else { return result };
    let words = saved.words.sanitized();
    match result {
        Ok(written) => Ok(format!("{written} · saved: {words} · u undoes it")),
        Err(ExportFailure::Failed(why)) => Err(ExportFailure::Failed(format!(
            "{why}. It is on record all the same ({words}): u in the report undoes that"
        ))),
        Err(other) => Err(other),
    }
}
