//! Draws the comparison of two rounds.

use charter::round_comparison::{ComparedCouncil, CouncilMovement, MovementCounts};
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::dialogs::comparison::{ComparisonRow, ComparisonTable, Grouping};
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::panel::{Listing, inner_size, panel, row};
use crate::tui::ui::text::{column, column_right, wrap};
use crate::tui::ui::theme::Role;

/// The movements with a column, its heading and its width.
const WIDE: [(CouncilMovement, &str, usize); 7] = [
    (CouncilMovement::StillTakesPart, "still in", 9),
    (CouncilMovement::Joined, "joined", 8),
    (CouncilMovement::CameBack, "came back", 11),
    (CouncilMovement::Left, "left", 6),
    (CouncilMovement::FellSilent, "fell silent", 13),
    (CouncilMovement::StillOut, "still out", 11),
    (CouncilMovement::Undecided, "undecided", 11),
];
/// For less room, those that matter most first.
const NARROW: [(CouncilMovement, &str, usize); 7] = [
    (CouncilMovement::Joined, "joined", 7),
    (CouncilMovement::CameBack, "back", 6),
    (CouncilMovement::Left, "left", 6),
    (CouncilMovement::FellSilent, "silent", 8),
    (CouncilMovement::StillTakesPart, "still in", 9),
    (CouncilMovement::Undecided, "undecided", 10),
    (CouncilMovement::StillOut, "still out", 10),
];
/// The least room for a name.
const LEAST_NAME: usize = 14;
/// What the wide columns and a name need.
const WIDE_ROOM: usize = 100;
/// With the border.
const WIDTH: u16 = 112;
/// A gap and the priorities.
const LINES_BELOW: usize = 3;

pub fn layout(shared: &Shared, table: &ComparisonTable, areas: &Areas) -> Listing {
    let len = table.rows().len();
    let above = rounds_compared(table, inner_size(shared.size, WIDTH).0).len() + 1;
    Listing::new(areas, WIDTH, (above, LINES_BELOW), table.list.cursor.min(len.saturating_sub(1)), len)
}

fn rounds_compared(table: &ComparisonTable, room: usize) -> Vec<String> {
    let said = [table.comparison.describe(), table.comparison.describe_scope()];
    said.iter().flat_map(|text| wrap(text, room.saturating_sub(2))).collect()
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, table: &ComparisonTable, areas: &Areas) {
    let (theme, rows, listing) = (shared.theme, table.rows(), layout(shared, table, areas));
    let inner = panel(frame, theme, areas, &table.title(), listing.wanted);
    let room = usize::from(inner.width);
    let cursor = table.list.cursor.min(rows.len().saturating_sub(1));
    let columns = columns(&table.comparison.total(), room);
    let mut drawn: Vec<Line<'_>> = rounds_compared(table, room)
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), theme.style(Role::Info)))
        .collect();
    drawn.push(Line::styled(heading(shared, table.grouping, &columns, room), theme.style(Role::Dim)));
    for index in listing.shown {
        let (text, role) = match &rows[index] {
            ComparisonRow::Area(name, counted) => {
                (area(shared, name, counted, &columns, room), if index == 0 { Role::Strong } else { Role::Text })
            }
            ComparisonRow::Council(council) => (one(shared, council, room), Role::Text),
        };
        drawn.push(row(theme, vec![Span::styled(text, theme.style(role))], index == cursor, room));
    }
    if rows.is_empty() {
        drawn.push(Line::raw(" no council joined, came back, left or fell silent"));
    }
    drawn.push(Line::default());
    let words = rows.get(cursor).map_or_else(String::new, ComparisonRow::describe_priorities);
    drawn.extend(
        wrap(&words, room.saturating_sub(2))
            .into_iter()
            .map(|line| Line::styled(format!(" {line}"), theme.style(Role::Info))),
    );
    lines(frame, inner, drawn);
}

type Columns = Vec<(CouncilMovement, &'static str, usize)>;

/// With less room a movement of no council has no column.
fn columns(total: &MovementCounts, room: usize) -> Columns {
    if room >= WIDE_ROOM {
        return WIDE.to_vec();
    }
    let mut left = room.saturating_sub(3 + LEAST_NAME);
    let mut fitting = NARROW.to_vec();
    fitting.retain(|(movement, _, cells)| {
        let fits = total.count(*movement) > 0 && *cells <= left;
        left -= if fits { *cells } else { 0 };
        fits
    });
    fitting
}

fn name_width(columns: &Columns, room: usize) -> usize {
    room.saturating_sub(3 + columns.iter().map(|(_, _, cells)| cells).sum::<usize>())
}

fn heading(shared: &Shared, grouping: Grouping, columns: &Columns, room: usize) -> String {
    if grouping == Grouping::Council {
        let headings = ["council", "what", "county", "before, then now"];
        return format!(" {}", council_columns(headings, room, shared.theme.ascii));
    }
    let headings = columns.iter().map(|(_, heading, cells)| column_right(heading, *cells, shared.theme.ascii));
    format!("  {}{}", " ".repeat(name_width(columns, room)), headings.collect::<String>())
}

fn area(shared: &Shared, name: &str, counted: &MovementCounts, columns: &Columns, room: usize) -> String {
    let ascii = shared.theme.ascii;
    let numbers =
        columns.iter().map(|(movement, _, cells)| column_right(&counted.count(*movement).to_string(), *cells, ascii));
    format!(" {}{}", column(name, name_width(columns, room), ascii), numbers.collect::<String>())
}

const MOVEMENT: usize = 12;
const COUNTY: usize = 18;
const STATES: usize = 44;

/// The name and what became of it; with room also the county and both states.
fn council_columns([name, movement, county, states]: [&str; 4], room: usize, ascii: bool) -> String {
    if room < WIDE_ROOM {
        let name = column(name, room.saturating_sub(MOVEMENT + 3), ascii);
        return format!(" {name} {}", column(movement, MOVEMENT, ascii));
    }
    let name = column(name, room.saturating_sub(MOVEMENT + COUNTY + STATES + 5), ascii);
    let [movement, county, states] =
        [(movement, MOVEMENT), (county, COUNTY), (states, STATES)].map(|(text, cells)| column(text, cells, ascii));
    format!(" {name} {movement} {county} {states}")
}

fn one(shared: &Shared, council: &ComparedCouncil, room: usize) -> String {
    let (name, county) = (council.name.sanitized(), council.county.sanitized());
    let states = format!("{}, then {}", council.before, council.now);
    council_columns([&name, council.movement.label(), &county, &states], room, shared.theme.ascii)
}
