//! Draws the table of promises.

use charter::engagement::Promise;
use charter::promise_counts::PromiseCounts;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::dialogs::promises::PromiseTable;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::panel::{Listing, panel, row};
use crate::tui::ui::text::{column, column_right, wrap};
use crate::tui::ui::theme::Role;

/// The groups with a column and its width; the last two share one.
const WIDE: [(Promise, usize); 6] = [
    (Promise::Owed, 6),
    (Promise::Planned, 9),
    (Promise::Met, 5),
    (Promise::Written, 9),
    (Promise::Excused, 9),
    (Promise::Missed, 12),
];
const NARROW: [(Promise, usize); 2] = [(Promise::Owed, 6), (Promise::Missed, 11)];
const NOT_PROMISED: usize = 14;
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
    let wide = room >= 76;
    let columns: &[(Promise, usize)] = if wide { &WIDE } else { &NARROW };
    let rest = if wide { NOT_PROMISED } else { 0 };
    let name = room.saturating_sub(3 + rest + columns.iter().map(|(_, cells)| cells).sum::<usize>());
    let cells = |value: &dyn Fn(Promise) -> String, none: String| -> String {
        let row: String =
            columns.iter().map(|(promise, cells)| column_right(&value(*promise), *cells, theme.ascii)).collect();
        format!("{row}{}", column_right(&none, rest, theme.ascii))
    };
    let heading = cells(&|promise| promise.label().to_owned(), "not due".to_owned());
    let mut drawn = vec![Line::styled(format!("  {}{heading}", " ".repeat(name)), theme.style(Role::Dim))];
    for index in listing.shown {
        let (group, promises) = &counted[index];
        let value = |promise: Promise| match promise {
            Promise::Missed => format!("{} of {}", promises.count(promise), promises.made()),
            _ => promises.count(promise).to_string(),
        };
        let none = (promises.councils() - promises.made()).to_string();
        let role = if index == 0 { Role::Strong } else { Role::Text };
        let spans = vec![
            Span::styled(format!(" {}", column(group, name, theme.ascii)), theme.style(role)),
            Span::styled(cells(&value, none), theme.style(role)),
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
