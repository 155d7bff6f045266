//! `import areas`: reads counties and districts; `--dry-run` first if wanted, then one transaction.

use charter::english::pluralize;
use charter::ids::EntryId;
use charter::register::RejectedRow;
use desk::register::areas_csv::{AreaDiff, compare_areas, read_areas};
use schemars::JsonSchema;
use serde::Serialize;

use super::args::ImportAreasArgs;
use super::failure::Failure;
use super::files;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;

#[derive(Serialize, JsonSchema)]
pub struct ImportDocument<'a> {
    /// Rows, as are `changed` and `unchanged`.
    new: usize,
    changed: usize,
    unchanged: usize,
    rejected: &'a [RejectedRow],
    /// The journal entry, if something was changed.
    saved: Option<EntryId>,
}

pub fn run(args: &ImportAreasArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let bytes = files::read(&args.file, "CSV file")?;
    let file = read_areas(&bytes).map_err(|error| Failure::Refused(format!("{}: {error}", args.file.display())))?;
    let mut context = Context::open(invocation, out)?;
    let mut diff = compare_areas(file, &context.store.areas()?, |on| context.store.councils_as_at(on))?;
    if !args.json.json {
        print(&diff, out)?;
        out.flush()?;
    }
    let acts = std::mem::take(&mut diff.acts);
    if diff.new + diff.changed + diff.unchanged == 0 {
        if args.json.json {
            document(&diff, None, out)?;
            out.flush()?;
        }
        return Err(Failure::Refused(format!(
            "no row of {} was taken. Nothing was changed; mend the rows by the reasons above and import it again",
            args.file.display()
        )));
    }
    let (name, new) = (files::name(&args.file), pluralize(diff.new, "new area"));
    let summary = format!("import of areas from {name}: {new}, {} changed", diff.changed);
    let unchanged = "nothing to change: the database holds these areas already";
    let saved = context.save_import(acts, summary, args.dry_run, unchanged, out)?;
    if args.json.json { document(&diff, saved, out) } else { Ok(()) }
}

fn print(diff: &AreaDiff, out: &mut Output) -> Result<(), Failure> {
    let counts = [
        ("new", diff.new),
        ("changed", diff.changed),
        ("unchanged", diff.unchanged),
        ("rejected", diff.rejected.len()),
    ];
    for (label, rows) in counts {
        out.print_line(&format!("{label:<10}{rows:>7}"))?;
    }
    diff.rejected.iter().try_for_each(|row| out.print_line(&format!("line {}: {}", row.line, row.reason)))
}

fn document(diff: &AreaDiff, saved: Option<EntryId>, out: &mut Output) -> Result<(), Failure> {
    let AreaDiff { new, changed, unchanged, rejected, .. } = diff;
    out.json(&ImportDocument { new: *new, changed: *changed, unchanged: *unchanged, rejected, saved })
}
