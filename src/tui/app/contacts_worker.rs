//! Importing a list of contacts on the worker thread.

use charter::change::Change;
use charter::council::Council;
use desk::contact_import::{AskedRow, Comparison, ContactContext, compare};
use desk::sheet_file::read_contact_file;
use store::{Store, StoreError};

use crate::tui::app::contacts::ContactsJob;
use crate::tui::app::import_progress::ContactReport;
use crate::tui::app::import_worker::{invalid_path, sandboxed_reader};
use crate::tui::app::worker_context::WorkerContext;

/// # Errors
/// What happened, what to do.
pub fn import(store: &mut Store, context: &WorkerContext<'_>, job: &ContactsJob) -> Result<ContactReport, String> {
    if let Some(why) = invalid_path(std::slice::from_ref(&job.path)) {
        return Err(why);
    }
    let mut councils = store.councils().map_err(|error| error.to_string())?;
    councils.retain(|council| council.is_active(job.as_at));
    let comparison = compare_with_record(store, context, job, &councils)?;
    let file = job.path.file_name().unwrap_or_default().to_string_lossy();
    let lines = report_lines(&comparison, &councils);
    let (summary, is_taken) = (comparison.summary(&file), comparison.taken() > 0);
    let words = format!("{summary}, {} unchanged, {} asked about", comparison.unchanged, comparison.asked.len());
    let saved = match comparison.acts.is_empty() {
        true => None,
        false => {
            let now = context.clock.now();
            store.backup("before an import", now).map_err(|error| error.to_string())?;
            let change = Change::with_summary(comparison.acts, summary);
            Some(store.apply(&change, context.by, now).map_err(|error| error.to_string())?)
        }
    };
    Ok(ContactReport { words, lines, is_taken, saved })
}

fn compare_with_record(
    store: &Store,
    context: &WorkerContext<'_>,
    job: &ContactsJob,
    councils: &[Council],
) -> Result<Comparison, String> {
    let sandbox = sandboxed_reader(context.session).map_err(|error| error.to_string())?;
    let refused = |why: String| format!("{why}; nothing was imported");
    let file = read_contact_file(&sandbox, &job.path).map_err(refused)?;
    let read = || Ok((store.aliases()?, store.contacts()?));
    let (aliases, contacts) = read().map_err(|error: StoreError| error.to_string())?;
    let (role, checked_on, today) = (job.role.as_deref(), job.checked_on, job.as_at);
    compare(&file, ContactContext { councils, aliases: &aliases, contacts: &contacts, today, role, checked_on })
        .map_err(refused)
}

fn report_lines(comparison: &Comparison, councils: &[Council]) -> Vec<String> {
    let names = comparison.left_out_names.then(|| "Names of people were left out: a contact is a role.".to_owned());
    let by_code = comparison.asked.iter().any(|row| !row.candidates.is_empty());
    let by_code = by_code.then(|| "A column “Code” with the ONS code says which council is meant.".to_owned());
    let columns = comparison.columns.iter().map(|(heading, column)| format!("“{}”: {column}", heading.sanitized()));
    let columns: Vec<String> = columns.collect();
    let columns = (!columns.is_empty()).then(|| format!("Columns: {}", columns.join(" · ")));
    let asked = |row: &AskedRow| {
        let candidates = row.candidates.iter().filter_map(|id| councils.iter().find(|council| council.id == *id));
        let candidates: Vec<String> = candidates
            .map(|council| format!("{}, {} ({})", council.name.sanitized(), council.district.sanitized(), council.id))
            .collect();
        let list = if candidates.is_empty() { String::new() } else { format!(": {}", candidates.join("; ")) };
        format!("{}{list}", row.describe())
    };
    comparison.asked.iter().map(asked).chain(by_code).chain(names).chain(columns).collect()
}
