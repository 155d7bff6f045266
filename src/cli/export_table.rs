//! `export returns` and its neighbours: records as a table that `import table` takes back.

use std::path::Path;

use charter::english::pluralize;
use desk::tables::{TableFilter, TableFormat, TableKind, export};

use super::args::{ExportTableArgs, FilterArgs};
use super::failure::Failure;
use super::files::OutputFile;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;

pub fn run(kind: TableKind, args: &ExportTableArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let format = format(args)?;
    // A table holds texts as they were received, also those that a terminal would obey.
    if args.out == Path::new("-") && context.invocation.environment.stdout_is_terminal {
        return Err(Failure::Usage(
            "--out: a table is not for the screen. Nothing was written; name a file".to_owned(),
        ));
    }
    let filter = filter(kind, args, context, out)?;
    let table = export(&context.store, kind, &filter)?;
    let too_long = table.long_cells();
    if too_long > 0 && format == TableFormat::Xlsx {
        return Err(Failure::Refused(format!(
            "{} too long for a cell of a workbook (32,767 characters). Nothing was written; export CSV",
            if too_long == 1 { "a text is" } else { "some texts are" }
        )));
    }
    let bytes = table.bytes(format).map_err(|error| Failure::Failed(error.to_string()))?;
    let kind_of_file = if format == TableFormat::Xlsx { "workbook (.xlsx)" } else { "CSV file" };
    let file = OutputFile { path: &args.out, signature: None, kind: kind_of_file, force: args.force };
    file.write(bytes, out)?;
    out.flush()?;
    if too_long > 0 {
        out.print_message(
            "a text is longer than 32,767 characters; it is written whole, and an import asks about its row",
        );
    }
    out.print_message(&format!("{} in the table of {kind}", pluralize(table.rows.len(), "row")));
    Ok(())
}

/// By `--format`, else by the ending of the file's name, else CSV.
fn format(args: &ExportTableArgs) -> Result<TableFormat, Failure> {
    let of_name = TableFormat::of_path(&args.out.to_string_lossy());
    let Some(typed) = &args.format else { return Ok(of_name.unwrap_or(TableFormat::Csv)) };
    let named = TableFormat::from_code(typed).ok_or_else(|| {
        let typed = charter::untrusted::sanitize(typed);
        Failure::Usage(format!("--format: “{typed}” is neither csv nor xlsx. Nothing was written"))
    })?;
    match of_name {
        Some(other) if other != named => Err(Failure::Refused(format!(
            "{} is the name of another format, and --format {} writes .{}. Nothing was written; give it another ending",
            args.out.display(),
            named.code(),
            named.code()
        ))),
        _ => Ok(named),
    }
}

fn filter(kind: TableKind, args: &ExportTableArgs, context: &Context, out: &Output) -> Result<TableFilter, Failure> {
    let named = args.round.as_deref();
    if named.is_some() && !kind.has_rounds() {
        return Err(Failure::Usage(format!(
            "--round: the table of {kind} is the same for all rounds. Nothing was written; leave --round out"
        )));
    }
    let round = context.round(named)?;
    let FilterArgs { county, district, team, show, find } = &args.narrow;
    let is_narrow = [county, district, team, show, find].into_iter().any(Option::is_some);
    if is_narrow && !kind.has_councils() {
        return Err(Failure::Usage(format!(
            "the table of {kind} is about no council. Nothing was written; leave the filters out"
        )));
    }
    let councils = if is_narrow {
        let lines = filter::filter_lines(&args.narrow, context.lines(&round, context.as_at)?, context, out)?;
        Some(lines.iter().map(|line| line.id).collect())
    } else {
        None
    };
    Ok(TableFilter { councils, round: named.map(|_| round), as_at: context.as_at })
}
