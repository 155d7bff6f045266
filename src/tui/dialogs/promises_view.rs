//! Draws the table of promises.

use charter::engagement::Promise;
use charter::promise_counts::PromiseCounts;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::dialogs::promises::PromiseTable;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::panel::{Listing, panel, row};
use crate::tui::ui::text::{column, column_right, width, wrap};
use crate::tui::ui::theme::Role;

/// The groups with a column of their own; the others are "not due" together.
const WIDE: [Promise; 6] =
    [Promise::Owed, Promise::Planned, Promise::Met, Promise::Written, Promise::Excused, Promise::Missed];
const NARROW: [Promise; 2] = [Promise::Owed, Promise::Missed];
/// Other lines of the panel: the headings, a gap, and the reasons.
const OTHER_LINES: usize = 5;

pub fn layout(shared: &Shared, table: &PromiseTable, areas: &Areas) -> Listing {
    let len = table.lines(shared).len();
    Listing::new(areas, 98, (1, OTHER_LINES - 1), table.list.cursor.min(len.saturating_sub(1)), len)
}

/// The reasons for missed promises of the line in focus are below the table.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, table: &PromiseTable, areas: &Areas) {
    let title = format!(
        "Quarterly contacts, {}, by {}",
        shared.snapshot.round().title(),
        if table.by_team { "team" } else { "county" }
    );
    let counted = table.lines(shared);
    let cursor = table.list.cursor.min(counted.len().saturating_sub(1));
    let listing = layout(shared, table, areas);
    let inner = panel(frame, shared.theme, areas, &title, listing.wanted);
    let (theme, room) = (shared.theme, usize::from(inner.width));
    let (headings, rows) = table_cells(&counted, room >= 76);
    let widths: Vec<usize> = (0..headings.len())
        .map(|at| rows.iter().chain([&headings]).map(|cells| width(&cells[at])).max().unwrap_or(0))
        .collect();
    let longest_name = counted.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let left = room.saturating_sub(3 + widths.iter().sum::<usize>());
    // The numbers stand as far apart as the names leave room for.
    let gap = (left.saturating_sub(longest_name) / widths.len()).clamp(1, 4);
    let name = left.saturating_sub(gap * widths.len());
    let numbers = |cells: &[String]| -> String {
        cells.iter().zip(&widths).map(|(cell, width)| column_right(cell, width + gap, theme.ascii)).collect()
    };
    let heading = format!("  {}{}", " ".repeat(name), numbers(&headings));
    let mut drawn = vec![Line::styled(heading, theme.style(Role::Dim))];
    for index in listing.shown {
        let role = if index == 0 { Role::Strong } else { Role::Text };
        let spans = vec![
            Span::styled(format!(" {}", column(&counted[index].0, name, theme.ascii)), theme.style(role)),
            Span::styled(numbers(&rows[index]), theme.style(role)),
        ];
        drawn.push(row(shared.theme, spans, index == cursor, room));
    }
    drawn.push(Line::default());
    let summary = counted.get(cursor).map_or_else(String::new, |(name, promises)| reasons(name, promises));
    drawn.extend(
        wrap(&summary, room.saturating_sub(2))
            .into_iter()
            .map(|line| Line::styled(format!(" {line}"), theme.style(Role::Info))),
    );
    lines(frame, inner, drawn);
}

/// The headings and, for each line, its numbers.
fn table_cells(counted: &[(String, PromiseCounts)], wide: bool) -> (Vec<String>, Vec<Vec<String>>) {
    let groups: &[Promise] = if wide { &WIDE } else { &NARROW };
    let not_due = |words: String| wide.then_some(words);
    let value = |promises: &PromiseCounts, promise: Promise| match promise {
        Promise::Missed => format!("{} of {}", promises.count(promise), promises.made()),
        _ => promises.count(promise).to_string(),
    };
    let headings = groups.iter().map(|promise| promise.label().to_owned()).chain(not_due("not due".to_owned()));
    let row = |(_, promises): &(String, PromiseCounts)| {
        let none = promises.councils() - promises.made();
        groups.iter().map(|promise| value(promises, *promise)).chain(not_due(none.to_string())).collect()
    };
    (headings.collect(), counted.iter().map(row).collect())
}

/// `Shropshire: missed 3 of 56 promises: off duty 2 of 3, leave 1 of 3.`
pub fn reasons(name: &str, promises: &PromiseCounts) -> String {
    let missed = promises.count(Promise::Missed);
    if missed == 0 {
        return format!("{name}: none of {} contacts missed.", promises.made());
    }
    let reason = |(reason, n): &(Option<charter::meeting::Reason>, usize)| {
        format!("{} {n} of {missed}", reason.map_or("no reason recorded", |reason| reason.label()))
    };
    let reasons: Vec<String> = promises.missed().iter().map(reason).collect();
    format!("{name}: missed {missed} of {} contacts: {}.", promises.made(), reasons.join(", "))
}
