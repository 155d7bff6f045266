//! `import baseline`: the answers of an earlier round from a sheet, as one change; `--dry-run` first if wanted.

use charter::calendar::{DateBias, Quarter, parse_typed};
use charter::ids::{CouncilId, EntryId};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use desk::baseline_import::{Baseline, BaselineRequest, compare, write_rest};
use desk::sheet_file::read_answer_file;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::ImportBaselineArgs;
use super::asked_row::AskedRowDocument;
use super::failure::Failure;
use super::fields::echo_date;
use super::files;
use super::round::RoundDocument;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;

#[derive(Serialize, JsonSchema)]
pub struct ImportDocument<'a> {
    /// As it is, or with `opens` as it would be opened.
    round: RoundDocument<'a>,
    /// Whether the import opens the round.
    opens: bool,
    /// Councils whose answer is new.
    new: usize,
    /// Their agreed priorities.
    priorities: usize,
    /// Those of them with a result.
    closed: usize,
    /// Councils that sent more than three priorities, of which none is agreed yet.
    undecided: usize,
    /// Councils of which the same answer is recorded already.
    unchanged: usize,
    /// Rows for which nothing is recorded.
    asked: Vec<AskedDocument<'a>>,
    columns: Vec<ColumnDocument<'a>>,
    /// The journal entry, if something was changed.
    saved: Option<EntryId>,
}

#[derive(Serialize, JsonSchema)]
struct AskedDocument<'a> {
    #[serde(flatten)]
    row: AskedRowDocument<'a>,
    /// The ids of the councils that may be meant.
    candidates: &'a [CouncilId],
}

#[derive(Serialize, JsonSchema)]
struct ColumnDocument<'a> {
    heading: &'a Untrusted,
    /// In words.
    meaning: &'a str,
}

pub fn run(args: &ImportBaselineArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    files::check_readable(&args.file, "sheet (.csv, .xlsx, .ods)")?;
    let sandbox = invocation.sandbox()?;
    let quarter = Quarter::parse(&args.round).ok_or_else(|| {
        Failure::Usage(format!("--round: “{}” is not a quarter; write it as 2023-Q2. Nothing was changed", args.round))
    })?;
    let mut context = Context::open(invocation, out)?;
    let date = |name: &str, typed: &Option<String>| match typed.as_deref() {
        None => Ok(None),
        Some(typed) => read_date(name, typed, context.as_at, out).map(Some),
    };
    let (deadline, agreed_on) = (date("--deadline", &args.deadline)?, date("--agreed-on", &args.agreed_on)?);
    let request = BaselineRequest { quarter, deadline, agreed_on, as_at: context.as_at, by: context.by.clone() };
    let refused = |why: String| Failure::Refused(format!("{}: {why}. Nothing was changed", args.file.display()));
    let file = read_answer_file(&sandbox, &args.file).map_err(refused)?;
    let mut baseline = compare(&context.store, &file, &request).map_err(refused)?;
    print(&baseline, args.json.json, out)?;
    let taken = baseline.new + baseline.unchanged;
    if let Some(path) = args.rest.as_ref().filter(|_| !baseline.asked.is_empty()) {
        write_rest(&baseline.asked, path).map_err(|why| Failure::Refused(format!("{why}. Nothing was changed")))?;
        out.print_message(&format!("the rows that are not recorded were written to {}", path.display()));
    }
    let acts: Vec<_> = baseline.act.take().into_iter().collect();
    let saved = match taken {
        0 => None,
        _ => {
            let summary = baseline.summary(&files::name(&args.file));
            let unchanged = "nothing to change: the database holds these answers already";
            context.save_import(acts, summary, args.dry_run, unchanged, out)?
        }
    };
    if args.json.json {
        out.json(&document(&baseline, saved))?;
        out.flush()?;
    }
    match taken {
        0 => Err(Failure::Refused(format!(
            "no row of {} was recorded. Nothing was changed; mend the rows by the reasons above and import it again",
            args.file.display()
        ))),
        _ => Ok(()),
    }
}

fn read_date(name: &str, typed: &str, today: NaiveDate, out: &Output) -> Result<NaiveDate, Failure> {
    let on = parse_typed(typed, today, DateBias::Past)
        .map_err(|why| Failure::Usage(format!("{name}: {why}. Nothing was changed")))?;
    echo_date(Some(typed), on, out);
    Ok(on)
}

fn print(baseline: &Baseline, is_json: bool, out: &mut Output) -> Result<(), Failure> {
    for (heading, meaning) in &baseline.columns {
        out.print_message(&format!("“{}” is read as: {meaning}", heading.sanitized()));
    }
    baseline.describe().iter().for_each(|line| out.print_message(line));
    if !is_json {
        baseline.asked.iter().try_for_each(|asked| out.print_line(&asked.describe()))?;
        out.flush()?;
    }
    if !baseline.asked.is_empty() {
        out.print_message(
            "mend these rows and import the file again: what is recorded already is not recorded twice. A column “Code” \
             with the ONS code of the parish says which council is meant; --rest FILE writes them to a file",
        );
    }
    Ok(())
}

fn document(baseline: &Baseline, saved: Option<EntryId>) -> ImportDocument<'_> {
    let asked = baseline.asked.iter().map(|asked| AskedDocument {
        row: AskedRowDocument { sheet: &asked.sheet, line: asked.line, council: &asked.council, why: &asked.why },
        candidates: &asked.candidates,
    });
    let columns = baseline.columns.iter().map(|(heading, meaning)| ColumnDocument { heading, meaning });
    ImportDocument {
        round: RoundDocument::new(&baseline.round),
        opens: baseline.opens,
        new: baseline.new,
        priorities: baseline.priorities,
        closed: baseline.closed,
        undecided: baseline.undecided,
        unchanged: baseline.unchanged,
        asked: asked.collect(),
        columns: columns.collect(),
        saved,
    }
}
