//! `import councils`: reads a register; `--dry-run` first if wanted, then one transaction.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::args::ImportCouncilsArgs;
use super::failure::Failure;
use super::fields::{echo_date, or_today, read};
use super::files;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;
use charter::calendar::{DateBias, format_full};
use charter::change::check_year;
use charter::english::pluralize;
use charter::ids::EntryId;
use charter::register::{RegisterDiff, RegisterTerms, RejectedRow, compare};
use chrono::NaiveDate;
use desk::register::councils_csv::{RegisterFile, is_workbook, read_register};
use desk::sheet_file::read_table_file;
use desk::tables::register_csv;

#[derive(Serialize, JsonSchema)]
pub struct ImportDocument<'a> {
    /// Rows; `changed` and `unchanged` count rows too.
    new: usize,
    changed: usize,
    unchanged: usize,
    /// Councils, not rows, that end because the register is complete and does not have them.
    ended: usize,
    /// Councils of which something is filled in that nobody knew, for earlier days too, because no day was given.
    completed: usize,
    rejected: &'a [RejectedRow],
    /// The journal entry, if something was changed.
    saved: Option<EntryId>,
    /// The first day on which the register holds: figures as at earlier days keep the old values.
    from: NaiveDate,
}

pub fn run(args: &ImportCouncilsArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let register = open_register(&args.file, invocation)?;
    if register.encoding != "UTF-8" {
        out.print_message(&format!("read as {}", register.encoding));
    }
    let today = invocation.as_at()?.unwrap_or_else(|| invocation.clock.today());
    let from =
        read(&[("from", or_today(args.from.as_deref()))], today, |reader| reader.date("from", DateBias::Nearest))?;
    check_year("the register holds from", from)
        .map_err(|refusal| Failure::Refused(format!("--from: {refusal}. Nothing was changed")))?;
    echo_date(args.from.as_deref(), from, out);
    let mut context = Context::open(invocation, out)?;
    let newest = context.round(None)?;
    let known = context.store.councils_as_at(from)?;
    let register = register.reject_implausible(&known);
    // Until the letter's day is on record, nobody has said that a council was invited.
    let invite_in = newest.issued_on.map(|_| newest.id);
    let (areas, teams) = (context.store.areas()?, context.store.teams()?);
    let terms = RegisterTerms {
        from: Some(from),
        is_day_given: args.from.is_some() || from > invocation.clock.today(),
        invite_in,
        is_complete: args.complete,
        areas: &areas,
        teams: &teams,
    };
    let mut comparison = compare(register.rows, &known, terms);
    comparison.rejected.extend(register.rejected);
    comparison.rejected.sort_by_key(|rejected| rejected.line);
    let acts = std::mem::take(&mut comparison.acts);
    if !args.json.json {
        print(&comparison, from, out)?;
        out.flush()?;
    }
    let accepted = comparison.new + comparison.changed + comparison.unchanged;
    if accepted == 0 {
        if args.json.json {
            document(&comparison, (None, from), out)?;
            out.flush()?;
        }
        return Err(Failure::Refused(format!(
            "no row of {} was taken. Nothing was changed; mend the rows by the reasons above and import it again",
            args.file.display()
        )));
    }
    let earlier = if comparison.completed > 0 { ", for earlier days too" } else { "" };
    let summary = format!(
        "import of councils from {}: {}, {} changed{earlier}",
        files::name(&args.file),
        pluralize(comparison.new, "new row"),
        comparison.changed
    );
    let unchanged = "nothing to change: the database holds these rows already";
    let saved = context.save_import(acts, summary, args.dry_run, unchanged, out)?;
    if args.json.json { document(&comparison, (saved, from), out) } else { Ok(()) }
}

fn open_register(path: &Path, invocation: &Invocation) -> Result<RegisterFile, Failure> {
    let mut bytes = files::read(path, "CSV file or workbook")?;
    if is_workbook(&bytes) {
        // Another workbook is refused like any file that is no register.
        let read = read_table_file(&invocation.sandbox()?, path).and_then(|file| register_csv(&file));
        bytes = read.unwrap_or(bytes);
    }
    read_register(&bytes).map_err(|error| Failure::Refused(format!("{}: {error}", path.display())))
}

fn print(comparison: &RegisterDiff, from: NaiveDate, out: &mut Output) -> Result<(), Failure> {
    let counts = [
        ("new", comparison.new),
        ("changed", comparison.changed),
        ("unchanged", comparison.unchanged),
        ("rejected", comparison.rejected.len()),
    ];
    for (label, rows) in counts {
        out.print_line(&format!("{label:<10}{rows:>7}"))?;
    }
    if comparison.ended > 0 {
        let ended = pluralize(comparison.ended, "council");
        out.print_line(&format!("{ended} without a row end on that day, because the register is complete"))?;
    }
    if comparison.new + comparison.changed + comparison.ended > 0 {
        out.print_line(&format!("holds from {}; earlier days keep what held on them", format_full(from)))?;
    }
    if comparison.completed > 0 {
        let completed = pluralize(comparison.completed, "council");
        out.print_line(&format!(
            "what nobody knew of {completed} is filled in for earlier days too; --from DATE fills it in from a day only"
        ))?;
    }
    comparison.rejected.iter().try_for_each(|row| out.print_line(&format!("line {}: {}", row.line, row.reason)))
}

fn document(
    comparison: &RegisterDiff,
    (saved, from): (Option<EntryId>, NaiveDate),
    out: &mut Output,
) -> Result<(), Failure> {
    let RegisterDiff { new, changed, unchanged, ended, completed, rejected, .. } = comparison;
    out.json(&ImportDocument {
        new: *new,
        changed: *changed,
        unchanged: *unchanged,
        ended: *ended,
        completed: *completed,
        rejected,
        saved,
        from,
    })
}
