//! `list`: the councils and their status.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::args::ListArgs;
use super::failure::Failure;
use super::files::OutputFile;
use super::table::Align;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;
use crate::list_views::ListViews;
use charter::calendar::{format_full, format_short};
use charter::council::NAME_NOT_CONFIRMED;
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::filter::{Filter, is_guess, search};
use charter::list_column::{Cell, ListColumn};
use charter::list_table::{ListSort, ListTable};
use charter::response_group::{ResponseCounts, ResponseGroup};
use charter::round::Round;
use charter::status::{CouncilStatus, Flag};
use charter::untrusted::sanitize;
use desk::list_export;
use desk::list_export::{ExportFormat, ExportTable};

pub fn run(args: &ListArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let lines = context.lines(&round, context.as_at)?;
    let (filter, table) = parse_view(args, context, &lines, out)?;
    let hits = search(&lines, &filter, None);
    let mut selected: Vec<&CouncilLine> = hits.iter().filter_map(|hit| lines.get(hit.index as usize)).collect();
    if args.json.json {
        selected.sort_by_key(|line| (line.position, line.id));
        arrange(&mut selected, &table);
        let documents: Vec<_> = selected.iter().map(|line| line.document(&round, context.as_at)).collect();
        return out.json(&documents);
    }
    arrange(&mut selected, &table);
    if args.csv || args.xlsx.is_some() || args.html.is_some() {
        return export(args, &selected, &table, &round, context.as_at, out);
    }
    print_table(&selected, &lines, (&round, &table), context.as_at, out)?;
    out.flush()?;
    print_summary(&selected, &lines, &filter, &round, context.as_at, out);
    if is_guess(&lines, &hits, &filter.find) {
        out.print_message(&format!("no council has “{}”: the nearest names are listed", sanitized(&filter.find)));
    }
    Ok(())
}

/// The view, changed by the other options.
fn parse_view(
    args: &ListArgs,
    context: &Context,
    lines: &[CouncilLine],
    out: &Output,
) -> Result<(Filter, ListTable), Failure> {
    let usage = |text: String| Failure::Usage(format!("{}. Nothing was changed", sanitized(&text)));
    let typed = filter::parse_filter(&args.narrow, lines, context, out)?;
    let (mut filter, mut table) = match &args.view {
        Some(name) => saved_view(name, context)?,
        None => (Filter::default(), ListTable::default()),
    };
    filter.county = typed.county.or(filter.county);
    filter.district = typed.district.or(filter.district);
    filter.team = typed.team.or(filter.team);
    filter.find = typed.find;
    if !typed.show.is_empty() {
        filter.show = typed.show;
    }
    if let Some(columns) = &args.columns {
        table.columns = ListColumn::parse_list(columns).map_err(|error| usage(format!("--columns: {error}")))?;
    }
    if let Some(sort) = &args.sort {
        table.sort = Some(ListSort::parse(sort).map_err(|error| usage(format!("--sort: {error}")))?);
        table.flat = true;
    }
    Ok((filter, table))
}

fn saved_view(name: &str, context: &Context) -> Result<(Filter, ListTable), Failure> {
    let views = match &context.invocation.environment.views {
        Some(path) => ListViews::read(path).map_err(Failure::Failed)?,
        None => ListViews::default(),
    };
    if let Some(view) = views.find(name) {
        view.check().map_err(|why| {
            let name = sanitized(&view.name);
            Failure::Refused(format!(
                "the view “{name}” in views.toml cannot be used: {}. Nothing was changed; mend the file, or save the view \
                 again in the dashboard",
                sanitized(&why)
            ))
        })?;
        return Ok((view.list.filter(), view.list.table()));
    }
    let names: Vec<String> = views.views.iter().map(|view| sanitized(&view.name)).collect();
    let known = if names.is_empty() {
        "none is saved yet; v in the dashboard saves one".to_owned()
    } else {
        format!("there are: {}", names.join(", "))
    };
    Err(Failure::Usage(format!("there is no view “{}”; {known}. Nothing was changed", sanitized(name))))
}

/// Within the counties, or across them.
fn arrange(selected: &mut [&CouncilLine], table: &ListTable) {
    let Some(sort) = table.sort else {
        if table.flat {
            selected.sort_by(|a, b| a.search_key.name().cmp(b.search_key.name()));
        }
        return;
    };
    if table.flat {
        return sort.sort(selected, |line| line);
    }
    for county in selected.chunk_by_mut(|a, b| a.county == b.county) {
        sort.sort(county, |line| line);
    }
}

/// The name of a file does not say that it is of another format.
fn check_ending(path: &Path, format: ExportFormat) -> Result<(), Failure> {
    match ExportFormat::of_path(&path.to_string_lossy()) {
        Some(named) if named != format => Err(Failure::Refused(format!(
            "{} is the name of another format ({}), and --{} writes .{}. Nothing was written; give it another ending",
            path.display(),
            named.label(),
            format.code(),
            format.code()
        ))),
        _ => Ok(()),
    }
}

fn export(
    args: &ListArgs,
    selected: &[&CouncilLine],
    table: &ListTable,
    round: &Round,
    as_at: NaiveDate,
    out: &mut Output,
) -> Result<(), Failure> {
    let columns = if table.columns.is_empty() { ListColumn::ALL.to_vec() } else { table.columns.clone() };
    let about = list_export::about(&round.title(), as_at);
    let exported = ExportTable::new(about, columns, selected.iter().copied());
    let bytes = |format| exported.bytes(format).map_err(|error| Failure::Failed(error.to_string()));
    let force = args.force;
    if let Some(path) = &args.xlsx {
        check_ending(path, ExportFormat::Xlsx)?;
        let file = OutputFile { path, signature: None, kind: "workbook (.xlsx)", force };
        return file.write(bytes(ExportFormat::Xlsx)?, out);
    }
    if let Some(path) = &args.html {
        check_ending(path, ExportFormat::Html)?;
        let file = OutputFile { path, signature: None, kind: "page of HTML", force };
        return file.write(bytes(ExportFormat::Html)?, out);
    }
    out.print_raw(&bytes(ExportFormat::Csv)?)
}

fn sanitized(text: &str) -> String {
    sanitize(text).into_owned()
}

/// Without `--columns`; an id comes first.
const USUAL: [ListColumn; 8] = [
    ListColumn::Council,
    ListColumn::Status,
    ListColumn::Heard,
    ListColumn::Priorities,
    ListColumn::Method,
    ListColumn::Frequency,
    ListColumn::LastSeen,
    ListColumn::NextMeeting,
];

/// Groups by county, or one list; the columns line up across counties.
fn print_table(
    selected: &[&CouncilLine],
    all: &[CouncilLine],
    (round, table): (&Round, &ListTable),
    as_at: NaiveDate,
    out: &mut Output,
) -> Result<(), Failure> {
    if selected.is_empty() {
        return Ok(());
    }
    let with_id = table.columns.is_empty();
    let mut columns = if with_id { USUAL.to_vec() } else { table.columns.clone() };
    if with_id && table.flat {
        columns.push(ListColumn::County);
    }
    let (header, rows) = cells(selected, &columns, with_id, as_at);
    let header: Vec<(&str, Align)> = header.iter().map(|(name, side)| (name.as_str(), *side)).collect();
    let printed = out.lay_out(&header, &rows);
    printed.header.iter().try_for_each(|header| out.print_heading(header))?;
    let in_time = ResponseGroup::of_day(round.is_past(as_at))[0];
    let mut counties: BTreeMap<&str, ResponseCounts> = BTreeMap::new();
    for line in all {
        counties.entry(line.county.raw()).or_default().add(&line.status);
    }
    let mut county = None;
    for (line, texts) in selected.iter().zip(&printed.rows) {
        if !table.flat && county != Some(line.county.raw()) {
            county = Some(line.county.raw());
            let counts = counties.get(line.county.raw()).copied().unwrap_or_default();
            let (n, of, in_time) = (counts.in_time(), counts.total(), in_time.label());
            out.print_heading(&format!("{}: {n} of {of} {in_time}", line.county.sanitized()))?;
        }
        texts.iter().try_for_each(|text| out.print_line(text))?;
    }
    Ok(())
}

const EMPTY_CELL: &str = "—";

type Header = Vec<(String, Align)>;

/// A mark stands behind the council's name, before the status.
fn cells(
    selected: &[&CouncilLine],
    columns: &[ListColumn],
    with_id: bool,
    as_at: NaiveDate,
) -> (Header, Vec<Vec<String>>) {
    let side = |column: ListColumn| if column.is_right_aligned() { Align::Right } else { Align::Left };
    let mut header: Header = Vec::new();
    if with_id {
        header.push(("ID".to_owned(), Align::Right));
    }
    for column in columns {
        if *column == ListColumn::Status {
            header.push((String::new(), Align::Left));
        }
        header.push((column.label().to_uppercase(), side(*column)));
    }
    let row = |line: &&CouncilLine| {
        let mut row: Vec<String> = with_id.then(|| line.id.to_string()).into_iter().collect();
        for column in columns {
            if *column == ListColumn::Status {
                row.push(attention_mark(&line.status).to_owned());
            }
            row.push(cell(*column, line, as_at));
        }
        row
    };
    (header, selected.iter().map(row).collect())
}

fn cell(column: ListColumn, line: &CouncilLine, as_at: NaiveDate) -> String {
    match column.cell(line) {
        Cell::Blank => EMPTY_CELL.to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(on) => format_short(on, as_at),
        Cell::Text(text) if column == ListColumn::Council && !line.name_confirmed => format!("{} *", sanitize(&text)),
        Cell::Text(text) => sanitized(&text),
    }
}

/// `!`: the deadline was missed. `?`: an answer is needed.
fn attention_mark(council_status: &CouncilStatus) -> &'static str {
    let asks = [Flag::NeedsChoice, Flag::Conflict].into_iter().any(|flag| council_status.flags.has(flag));
    match council_status.missed {
        _ if council_status.waiting.is_some() => "?",
        Some(ResponseGroup::Incomplete) => "?",
        Some(_) => "!",
        None if asks => "?",
        None => "",
    }
}

fn print_summary(
    selected: &[&CouncilLine],
    all: &[CouncilLine],
    filter: &Filter,
    round: &Round,
    as_at: NaiveDate,
    out: &Output,
) {
    out.print_message(&format!(
        "{} of {} · {} · reply by {} · as at {}",
        selected.len(),
        pluralize(all.len(), "council"),
        round.title(),
        format_full(round.deadline),
        format_full(as_at)
    ));
    if selected.iter().any(|line| !line.name_confirmed) {
        out.print_message(&format!("* {NAME_NOT_CONFIRMED}: the parish's name is shown"));
    }
    if !selected.is_empty() {
        let counts: ResponseCounts = selected.iter().map(|line| &line.status).collect();
        out.print_message(&describe_counts(&counts, round.is_past(as_at)));
    }
    if selected.is_empty() && !filter.is_empty() {
        out.print_message(&format!(
            "no council matches all these filters: {}; remove one",
            filter::describe_filter(filter)
        ));
    }
}

/// The groups, which sum to the number of councils: `239 on time, 371 missed the deadline: 50 late, …`.
fn describe_counts(counts: &ResponseCounts, is_past: bool) -> String {
    let part = |group: ResponseGroup| format!("{} {group}", counts.count(group));
    let groups = ResponseGroup::of_day(is_past).map(part);
    let waiting = match counts.waiting() {
        0 => String::new(),
        n => {
            format!("; {} a reply waiting in the inbox", if n == 1 { "1 has".to_owned() } else { format!("{n} have") })
        }
    };
    match groups.split_first() {
        Some((on_time, missed)) if is_past => {
            format!("{on_time}, {} missed the deadline: {}{waiting}", counts.missed(is_past), missed.join(", "))
        }
        _ => format!("{}{waiting}", groups.join(", ")),
    }
}
