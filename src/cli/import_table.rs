//! `import table`: takes back what `export` wrote; `--dry-run` first if wanted, then one change.

use charter::ids::EntryId;
use charter::untrusted::Untrusted;
use desk::sheet_file::read_table_file;
use desk::tables::{TableComparison, TableKind, compare, identify};
use schemars::JsonSchema;
use serde::Serialize;

use super::args::{ImportCouncilsArgs, ImportTableArgs};
use super::asked_row::AskedRowDocument;
use super::failure::Failure;
use super::files;
use crate::cli::context::{Context, Invocation};
use crate::cli::import_councils;
use crate::cli::output::Output;

#[derive(Serialize, JsonSchema)]
pub struct ImportDocument<'a> {
    table: TableKind,
    /// Records, not rows; `unchanged` too.
    new: usize,
    unchanged: usize,
    /// Rows for which nothing is recorded.
    asked: Vec<AskedRowDocument<'a>>,
    /// Headings of columns that are not read.
    ignored: &'a [Untrusted],
    /// The journal entry, if something was changed.
    saved: Option<EntryId>,
}

pub fn run(args: &ImportTableArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    files::check_readable(&args.file, "table (.csv, .xlsx, .ods)")?;
    let refused = |why: String| Failure::Refused(format!("{}: {why}. Nothing was changed", args.file.display()));
    let file = read_table_file(&invocation.sandbox()?, &args.file).map_err(refused)?;
    if identify(&file).map_err(refused)? == TableKind::Register {
        let (file, dry_run, json) = (args.file.clone(), args.dry_run, args.json.clone());
        let register = ImportCouncilsArgs { file, from: None, complete: false, dry_run, json };
        return import_councils::run(&register, invocation, out);
    }
    let mut context = Context::open(invocation, out)?;
    let mut comparison = compare(&context.store, &file, context.moment).map_err(refused)?;
    if !args.json.json {
        print(&comparison, out)?;
        out.flush()?;
    }
    let is_refused = comparison.new + comparison.unchanged == 0 && !comparison.asked.is_empty();
    let saved = if is_refused {
        None
    } else {
        let acts: Vec<_> = comparison.act.take().into_iter().collect();
        let summary = comparison.summary(&files::name(&args.file));
        let unchanged = "nothing to change: the database holds these records already";
        context.save_import(acts, summary, args.dry_run, unchanged, out)?
    };
    if args.json.json {
        out.json(&document(&comparison, saved))?;
        out.flush()?;
    }
    if is_refused {
        return Err(refused(
            "no row of it was taken; mend the rows by the reasons above and import it again".to_owned(),
        ));
    }
    Ok(())
}

fn print(comparison: &TableComparison, out: &mut Output) -> Result<(), Failure> {
    out.print_message(&format!("read as the table of {}", comparison.kind));
    for heading in &comparison.ignored {
        out.print_message(&format!("“{}” is not read: the table has no such column", heading.sanitized()));
    }
    let counts = [("new", comparison.new), ("unchanged", comparison.unchanged), ("asked", comparison.asked.len())];
    for (label, count) in counts {
        out.print_line(&format!("{label:<10}{count:>7}"))?;
    }
    comparison.asked.iter().try_for_each(|asked| out.print_line(&asked.describe()))?;
    if !comparison.asked.is_empty() {
        out.print_message("nothing is recorded for the rows asked about; mend them and import the file again");
    }
    Ok(())
}

fn document(comparison: &TableComparison, saved: Option<EntryId>) -> ImportDocument<'_> {
    let asked = comparison.asked.iter().map(|asked| AskedRowDocument {
        sheet: &asked.sheet,
        line: asked.line,
        council: &asked.council,
        why: &asked.why,
    });
    ImportDocument {
        table: comparison.kind,
        new: comparison.new,
        unchanged: comparison.unchanged,
        asked: asked.collect(),
        ignored: &comparison.ignored,
        saved,
    }
}
