//! `import contacts`: reads a list of contacts; `--dry-run` first if wanted, then one transaction.

use std::collections::HashMap;

use charter::calendar::{DateBias, parse_typed};
use charter::council::Council;
use charter::english::pluralize;
use charter::ids::{CouncilId, EntryId};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use desk::contact_import::{AskedRow, Comparison, ContactContext, compare};
use desk::sheet_file::read_contact_file;
use formats::sandbox::SandboxedReader;
use reading::contacts::ContactColumn;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::ImportContactsArgs;
use super::asked_row::AskedRowDocument;
use super::failure::Failure;
use super::fields::echo_date;
use super::files;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;

#[derive(Serialize, JsonSchema)]
pub struct ImportDocument<'a> {
    /// Contacts, not rows; `amended` and `unchanged` too.
    new: usize,
    amended: usize,
    unchanged: usize,
    /// Rows for which nothing is recorded.
    asked: Vec<AskedDocument<'a>>,
    columns: Vec<ColumnDocument<'a>>,
    /// Whether names of people were left out.
    names_left_out: bool,
    /// The journal entry, if something was changed.
    saved: Option<EntryId>,
}

#[derive(Serialize, JsonSchema)]
struct AskedDocument<'a> {
    #[serde(flatten)]
    row: AskedRowDocument<'a>,
    /// The councils that may be meant.
    candidates: Vec<CandidateDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct CandidateDocument<'a> {
    id: CouncilId,
    council: &'a Untrusted,
    district: &'a Untrusted,
}

#[derive(Serialize, JsonSchema)]
struct ColumnDocument<'a> {
    heading: &'a Untrusted,
    meaning: ContactColumn,
}

pub fn run(args: &ImportContactsArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    files::check_readable(&args.file, "list of contacts (.csv, .xlsx, .ods, .vcf)")?;
    let sandbox = invocation.sandbox()?;
    let mut context = Context::open(invocation, out)?;
    let mut councils = context.store.councils()?;
    councils.retain(|council| council.is_active(context.as_at));
    let mut comparison = compare_with_record(args, &sandbox, &councils, &context, out)?;
    let acts = std::mem::take(&mut comparison.acts);
    let names: HashMap<CouncilId, &Council> = councils.iter().map(|council| (council.id, council)).collect();
    if !args.json.json {
        print(&comparison, &names, out)?;
        out.flush()?;
    }
    if comparison.taken() == 0 {
        if args.json.json {
            out.json(&document(&comparison, &names, None))?;
            out.flush()?;
        }
        let path = args.file.display();
        return Err(Failure::Refused(format!(
            "no contact of {path} was taken. Nothing was changed; mend the rows by the reasons above and import it again"
        )));
    }
    let summary = comparison.summary(&files::name(&args.file));
    let unchanged = "nothing to change: the database holds these contacts already";
    let saved = context.save_import(acts, summary, args.dry_run, unchanged, out)?;
    if args.json.json { out.json(&document(&comparison, &names, saved)) } else { Ok(()) }
}

fn compare_with_record(
    args: &ImportContactsArgs,
    sandbox: &SandboxedReader,
    councils: &[Council],
    context: &Context,
    out: &Output,
) -> Result<Comparison, Failure> {
    let checked_on = args.checked.as_deref().map(|typed| checked_on(typed, context.as_at, out)).transpose()?;
    let refused = |why: String| Failure::Refused(format!("{}: {why}. Nothing was changed", args.file.display()));
    let file = read_contact_file(sandbox, &args.file).map_err(refused)?;
    let (aliases, contacts) = (context.store.aliases()?, context.store.contacts()?);
    let (today, role) = (context.as_at, args.role.as_deref());
    let known = ContactContext { councils, aliases: &aliases, contacts: &contacts, today, role, checked_on };
    compare(&file, known).map_err(refused)
}

fn checked_on(typed: &str, today: NaiveDate, out: &Output) -> Result<NaiveDate, Failure> {
    let on = parse_typed(typed, today, DateBias::Past)
        .map_err(|why| Failure::Usage(format!("--checked: {why}. Nothing was changed")))?;
    echo_date(Some(typed), on, out);
    Ok(on)
}

fn print(comparison: &Comparison, names: &HashMap<CouncilId, &Council>, out: &mut Output) -> Result<(), Failure> {
    for (heading, column) in &comparison.columns {
        out.print_message(&format!("“{}” is read as: {column}", heading.sanitized()));
    }
    let counts = [
        ("new", comparison.new),
        ("amended", comparison.amended),
        ("unchanged", comparison.unchanged),
        ("asked", comparison.asked.len()),
    ];
    for (label, count) in counts {
        out.print_line(&format!("{label:<10}{count:>7}"))?;
    }
    for asked in &comparison.asked {
        out.print_line(&asked.describe())?;
        for council in asked.candidates.iter().filter_map(|id| names.get(id)) {
            let (name, district) = (council.name.sanitized(), council.district.sanitized());
            out.print_line(&format!("    {:>5}  {name}, {district}", council.id))?;
        }
    }
    if !comparison.asked.is_empty() {
        let rows = pluralize(comparison.asked.len(), "row");
        out.print_message(&format!(
            "{rows} asked about: nothing is recorded for them. Mend the list and import it again; a column “Code” with the \
             ONS code of the parish says which council is meant"
        ));
    }
    if comparison.left_out_names {
        out.print_message("names of people were left out: a contact is a role at an address");
    }
    Ok(())
}

fn document<'a>(
    comparison: &'a Comparison,
    names: &HashMap<CouncilId, &'a Council>,
    saved: Option<EntryId>,
) -> ImportDocument<'a> {
    let candidates = |asked: &AskedRow| {
        let known = asked.candidates.iter().filter_map(|id| names.get(id));
        known.map(|it| CandidateDocument { id: it.id, council: &it.name, district: &it.district }).collect()
    };
    let asked = comparison.asked.iter().map(|asked| AskedDocument {
        row: AskedRowDocument { sheet: &asked.sheet, line: asked.line, council: &asked.council, why: &asked.why },
        candidates: candidates(asked),
    });
    let columns = comparison.columns.iter().map(|(heading, meaning)| ColumnDocument { heading, meaning: *meaning });
    ImportDocument {
        new: comparison.new,
        amended: comparison.amended,
        unchanged: comparison.unchanged,
        asked: asked.collect(),
        columns: columns.collect(),
        names_left_out: comparison.left_out_names,
        saved,
    }
}
