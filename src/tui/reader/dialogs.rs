//! Pickers, help, the palette, and the other dialogs.

use charter::calendar::format_full;
use charter::engagement::Promise;
use charter::english::pluralize;
use charter::plan::{PlanLine, count_changes};
use chrono::NaiveDate;

use crate::tui::app::model::Model;
use crate::tui::app::shared::Shared;
use crate::tui::dialogs::column_chooser::ColumnChooser;
use crate::tui::dialogs::comparison::{ComparisonRow, ComparisonTable};
use crate::tui::dialogs::conflict::Conflict;
use crate::tui::dialogs::council_picker::CouncilPicker;
use crate::tui::dialogs::issued_reports::IssuedReports;
use crate::tui::dialogs::lookup::{Kind, Lookup};
use crate::tui::dialogs::picker::{self, Pick, PickTarget};
use crate::tui::dialogs::priority_choice::PriorityChoice;
use crate::tui::dialogs::promises::PromiseTable;
use crate::tui::dialogs::promises_view;
use crate::tui::dialogs::response_times::WaitList;
use crate::tui::dialogs::search::{self, Search};
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::reader::page::{Page, sentence};
use crate::tui::screens::map::districts::{self, DistrictTable};
use crate::tui::screens::mapping::state::MappingScreen;
use crate::tui::screens::plan::state::{PlanScreen, Review};
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::screens::report::view as report_view;

/// `Commands, row 3 of 12, typed: note`.
fn title(name: &str, cursor: usize, len: usize, typed: Option<&str>) -> String {
    let at = if len == 0 { "no match; Esc closes".to_owned() } else { format!("row {} of {len}", cursor + 1) };
    let typed = typed.filter(|typed| !typed.is_empty()).map_or_else(String::new, |typed| format!("typed: {typed}"));
    sentence([name.to_owned(), at, typed])
}

fn when(is: bool, words: &str) -> String {
    if is { words.to_owned() } else { String::new() }
}

pub fn pick(pick: &Pick, height: usize) -> Page {
    let matches = pick.matches();
    let typed = pick.typed.as_ref().map(|editor| editor.on_screen());
    let mut page = Page::new(title(picker::title(pick.target), pick.list.cursor, matches.len(), typed.as_deref()));
    page.list(pick.list.cursor, matches.len(), height, |index| {
        let choice = matches.get(index)?;
        let counted = match pick.target {
            PickTarget::Column | PickTarget::Sort | PickTarget::View | PickTarget::AreaRecord | PickTarget::Request => {
                String::new()
            }
            PickTarget::Concern => pluralize(choice.count, "priority"),
            PickTarget::County | PickTarget::District | PickTarget::Team | PickTarget::MyTeam | PickTarget::Show => {
                pluralize(choice.count, "council")
            }
        };
        let key = choice.letter.map_or_else(String::new, |letter| format!("key {letter}"));
        let marked = choice.value.as_ref().is_some_and(|value| pick.marked.contains(value));
        Some(sentence([choice.label.clone(), counted, key, when(marked, "marked")]))
    });
    page
}

pub fn columns(chooser: &ColumnChooser, height: usize) -> Page {
    let (cursor, len) = (chooser.list.cursor, chooser.columns.len());
    let mut page = Page::new(title("Columns of the list", cursor, len, None));
    page.list(cursor, len, height, |index| {
        let (column, is_shown) = chooser.columns.get(index)?;
        Some(sentence([column.label().to_owned(), if *is_shown { "shown" } else { "hidden" }.to_owned()]))
    });
    page
}

pub fn council_picker(shared: &Shared, picker: &CouncilPicker, height: usize) -> Page {
    let (len, typed) = (picker.count(), picker.typed.on_screen());
    let name = if picker.multiple { "Split between which councils, Space marks" } else { "Which council is it from" };
    let mut page = Page::new(title(name, picker.list.cursor, len, Some(&typed)));
    page.list(picker.list.cursor, len, height, |index| {
        let (line, why, marked) = picker.row(shared, index)?;
        let name = line.name.sanitized().into_owned();
        let county = line.county.sanitized().into_owned();
        Some(sentence([name, county, why.unwrap_or_default().to_owned(), when(marked, "marked")]))
    });
    page
}

pub fn lookup(model: &Model, lookup: &Lookup, height: usize) -> Page {
    let (matches, typed) = (lookup.matches(), lookup.typed.on_screen());
    let name = match lookup.kind {
        Kind::Keys => "Keys that work here",
        Kind::Commands => "Commands",
    };
    let mut page = Page::new(title(name, lookup.list.cursor, matches.len(), Some(&typed)));
    page.list(lookup.list.cursor, matches.len(), height, |index| {
        let command = matches.get(index)?.command();
        let keys = model.shared.keymap.keys_in(lookup.scopes, command.id);
        let keys = if keys.is_empty() { String::new() } else { format!("key {keys}") };
        let off = disabled_reason(command.id, model).map_or_else(String::new, |why| format!("not now: {why}"));
        Some(sentence([command.label.to_owned(), keys, command.help.to_owned(), off]))
    });
    page
}

pub fn search(shared: &Shared, search: &Search, height: usize) -> Page {
    let (shown, typed) = (search.shown(), search.typed.on_screen());
    let mut page = Page::new(title("Search everything written", search.list.cursor, shown.len(), Some(&typed)));
    page.about(search::summary(search));
    page.list(search.list.cursor, shown.len(), height, |index| {
        Some(sentence(search::describe(shared, shown.get(index)?).map(|text| text.replace("  ", ", "))))
    });
    page
}

pub fn priority_choice(choice: &PriorityChoice, height: usize) -> Page {
    let priorities = &choice.returned.answer.priorities;
    let name = format!("Agree three of the priorities of {}", choice.name);
    let mut page = Page::new(title(&name, choice.list.cursor, priorities.len(), None));
    page.list(choice.list.cursor, priorities.len(), height, |index| {
        let agreed = choice.chosen.iter().position(|chosen| *chosen == index);
        let agreed = agreed.map_or_else(|| "not agreed".to_owned(), |slot| format!("agreed as number {}", slot + 1));
        Some(sentence([priorities.get(index)?.text().sanitized().into_owned(), agreed]))
    });
    page
}

pub fn promises(shared: &Shared, table: &PromiseTable, height: usize) -> Page {
    let counted = table.lines(shared);
    let cursor = table.list.cursor.min(counted.len().saturating_sub(1));
    let name = format!("Quarterly contacts by {}", if table.by_team { "team" } else { "county" });
    let mut page = Page::new(title(&name, cursor, counted.len(), None));
    page.list(cursor, counted.len(), height, |index| {
        let (name, counts) = counted.get(index)?;
        let made = Promise::ALL.iter().filter(|promise| promise.was_made());
        let counts = made.map(|promise| format!("{} {}", promise.label(), counts.count(*promise)));
        Some(sentence(std::iter::once(name.clone()).chain(counts)))
    });
    page.detail.extend(counted.get(cursor).map(|(name, counts)| promises_view::reasons(name, counts)));
    page
}

pub fn response_times(shared: &Shared, waits: &WaitList, height: usize) -> Page {
    let len = waits.lasting.len();
    let mut page = Page::new(title("Response times, the councils that wait", waits.list.cursor, len, None));
    waits.summaries().into_iter().for_each(|text| page.about(text));
    page.list(waits.list.cursor, len, height, |index| {
        Some(sentence(waits.describe(shared, waits.lasting.get(index)?)))
    });
    page
}

pub fn comparison(table: &ComparisonTable, height: usize) -> Page {
    let rows = table.rows();
    let cursor = table.list.cursor.min(rows.len().saturating_sub(1));
    let mut page = Page::new(title(&table.title(), cursor, rows.len(), None));
    page.about(table.comparison.describe());
    page.about(table.comparison.describe_scope());
    page.list(cursor, rows.len(), height, |index| Some(sentence(rows.get(index)?.describe())));
    page.detail.extend(rows.get(cursor).map(ComparisonRow::describe_priorities));
    page
}

pub fn conflict(conflict: &Conflict) -> Page {
    let mut page = Page::new(format!("Two answers from {}", conflict.name));
    conflict.sentences().into_iter().for_each(|text| page.about(text));
    page
}

pub fn plan(shared: &Shared, screen: &PlanScreen, height: usize) -> Page {
    if let Some(review) = &screen.review {
        return plan_review(shared, review, height);
    }
    let lines = &screen.plan.lines;
    let kept = format!("Plan: {} of {} would be met", screen.plan.kept, pluralize(screen.plan.of, "council"));
    let mut page = Page::new(title(&kept, screen.list.cursor, lines.len(), None));
    page.list(screen.list.cursor, lines.len(), height, |index| Some(plan_line(shared, lines.get(index)?)));
    page.detail.extend(screen.warnings.iter().cloned());
    page
}

fn plan_review(shared: &Shared, review: &Review, height: usize) -> Page {
    let (changes, cursor) = (&review.changes, review.list.cursor);
    let name = format!("Accepting this plan changes the diary: {}", count_changes(changes));
    let mut page = Page::new(title(&name, cursor, changes.len(), None));
    page.list(cursor, changes.len(), height, |index| {
        let change = changes.get(index)?;
        let what = change.describe(&shared.council_name(change.council), shared.snapshot.as_at());
        Some(sentence([change.kind.word().to_owned(), what]))
    });
    page
}

fn plan_line(shared: &Shared, line: &PlanLine) -> String {
    let on = line.on.map_or_else(String::new, |on: NaiveDate| on.format("%a %-d %b").to_string());
    let at = line.at.filter(|_| line.on.is_some()).map_or_else(String::new, |at| at.format("%H:%M").to_string());
    sentence([
        shared.council_name(line.council),
        line.way.to_string(),
        on,
        at,
        line.officer.as_ref().map_or_else(String::new, |who| format!("officer {who}")),
        line.explain(&|id| shared.council_name(id)),
    ])
}

pub fn mapping(screen: &MappingScreen, height: usize) -> Page {
    let file = screen.sheet().map_or_else(String::new, |sheet| sheet.preview.describe());
    let name = format!("{file}: what do its columns mean");
    let mut page = Page::new(title(&name, screen.list.cursor, screen.len(), None));
    page.about.extend(screen.disabled_reason());
    page.list(screen.list.cursor, screen.len(), height, |index| {
        let samples = screen.samples(index);
        let samples = if samples.is_empty() { String::new() } else { format!("first values: {}", samples.join(", ")) };
        Some(sentence([
            screen.header(index),
            format!("means {}", screen.column(index)),
            when(screen.is_unsure(index), "please check"),
            screen.why(index).to_owned(),
            samples,
        ]))
    });
    page
}

pub fn districts(shared: &Shared, table: &DistrictTable, height: usize) -> Page {
    let (cursor, len) = (table.list.cursor, table.rows.len());
    let is_past = shared.snapshot.round().is_past(shared.snapshot.as_at());
    let mut page = Page::new(match len {
        0 => "Districts, none matches the filter; Delete clears it".to_owned(),
        _ => title("Districts", cursor, len, None),
    });
    page.about(format!("in all {}", districts::describe(shared.search.counts(), is_past)));
    page.list(cursor, len, height, |index| Some(table.rows.get(index)?.describe(is_past)));
    page
}

pub fn report(shared: &Shared, screen: &ReportScreen, height: usize) -> Page {
    let name = screen.focused().map_or("Report", |counted| counted.chart.name.as_str());
    let mut page = Page::new(sentence([format!("Report: {name}"), report_view::position(screen)]));
    let Some(counted) = screen.focused() else { return page };
    page.about(format!("{}.", counted.chart.title));
    screen.notes(shared).into_iter().for_each(|note| page.about(note.long));
    screen.about_chart().into_iter().for_each(|about| page.about(format!("{about}.")));
    if counted.chart.is_empty() {
        page.about(counted.chart.empty);
    }
    let bars = screen.bars();
    page.list(screen.list.cursor, bars.len(), height, |index| bars.get(index).map(ReportScreen::describe));
    page
}

pub fn issued_reports(issued: &IssuedReports, height: usize) -> Page {
    let (cursor, len) = (issued.list.cursor, issued.reports.len());
    let mut page = Page::new(match len {
        0 => "Issued reports, none".to_owned(),
        _ => title("Issued reports", cursor, len, None),
    });
    page.list(cursor, len, height, |index| {
        let line = issued.reports.get(index)?;
        let (to, as_at) = (line.issued.facts.to.sanitized(), format_full(line.issued.facts.as_at));
        let parts = [format!("report {}", line.issued.id), line.round.code.clone(), format!("as at {as_at}")];
        Some(sentence(parts.into_iter().chain([format!("to {to}"), line.area(), line.state()])))
    });
    page.detail = issued.detail();
    page
}
