//! The reports that were issued, the newest first: what is kept of each, and what differs from it now.

use charter::calendar::format_short;
use desk::report::IssuedLine;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{Listing, inner_size, panel, row};
use crate::tui::ui::scrollbar;
use crate::tui::ui::text::{column, column_right, wrap};
use crate::tui::ui::theme::Role;

/// What there is to read without a report.
pub const NONE: &str = "No report was issued yet. E in the report writes one, and keeps it if it goes to somebody.";
/// With the border.
const WIDTH: u16 = 110;
/// A heading above the rows.
const ABOVE: usize = 1;
/// The most lines for the report in focus; on a low screen half of them are rows.
const DETAIL: usize = 8;
const ID: usize = 4;
const ROUND: usize = 9;
const AS_AT: usize = 13;
const STATE: usize = 16;
const DIGEST: usize = 14;
const AREA: usize = 20;
/// From these widths on, the round and its day, the digest, and the area have columns.
const WITH_DAY: usize = 56;
const WITH_DIGEST: usize = 74;
const WITH_AREA: usize = 96;

#[derive(Clone, Debug)]
pub struct IssuedReports {
    pub reports: Vec<IssuedLine>,
    pub list: ListState,
}

impl IssuedReports {
    pub fn new(reports: Vec<IssuedLine>) -> Self {
        Self { reports, list: ListState::default() }
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        let len = self.reports.len();
        self.list.apply(motion, visible, len);
    }

    /// Of the report in focus.
    pub fn detail(&self) -> Vec<String> {
        self.reports.get(self.list.cursor).map_or_else(|| vec![NONE.to_owned()], IssuedLine::describe)
    }
}

fn detail(shared: &Shared, issued: &IssuedReports) -> Vec<String> {
    let (room, height) = inner_size(shared.size, WIDTH);
    let lines = issued.detail().into_iter().flat_map(|text| wrap(&text, room.saturating_sub(2)));
    lines.take(DETAIL.min(height / 2)).collect()
}

pub fn layout(shared: &Shared, issued: &IssuedReports, areas: &Areas) -> Listing {
    let below = detail(shared, issued).len() + 1;
    Listing::new(areas, WIDTH, (ABOVE, below), issued.list.cursor, issued.reports.len())
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, issued: &IssuedReports, areas: &Areas) {
    let (theme, listing) = (shared.theme, layout(shared, issued, areas));
    let inner = panel(frame, theme, areas, "Issued reports", listing.wanted);
    let room = usize::from(inner.width);
    let heading = columns(shared, room, ["id", "round", "as at", "to", "area", "figures", "SHA-256"]);
    let mut drawn = vec![Line::styled(format!(" {heading}"), theme.style(Role::Dim))];
    for index in listing.shown {
        let text = one(shared, &issued.reports[index], room);
        drawn.push(row(theme, vec![Span::styled(text, theme.style(Role::Text))], index == issued.list.cursor, room));
    }
    drawn.push(Line::default());
    drawn.extend(
        detail(shared, issued).into_iter().map(|line| Line::styled(format!(" {line}"), theme.style(Role::Info))),
    );
    lines(frame, inner, drawn);
    scrollbar::draw_on_border(frame, theme, inner, 1, 1, (issued.list.cursor, issued.reports.len()));
}

fn one(shared: &Shared, line: &IssuedLine, room: usize) -> String {
    let facts = &line.issued.facts;
    let as_at = format_short(facts.as_at, shared.snapshot.as_at());
    let (id, to) = (line.issued.id.to_string(), facts.to.sanitized());
    columns(shared, room, [&id, &line.round.code, &as_at, &to, &line.area(), &line.state(), line.short_digest()])
}

/// The recipient has the room that is left.
fn columns(shared: &Shared, room: usize, [id, round, as_at, to, area, state, digest]: [&str; 7]) -> String {
    let ascii = shared.theme.ascii;
    let digest = if room >= WITH_DIGEST { column_right(digest, DIGEST, ascii) } else { String::new() };
    let area = if room >= WITH_AREA { column(area, AREA, ascii) } else { String::new() };
    let (of_round, of_day) = if room >= WITH_DAY { (ROUND, AS_AT) } else { (0, 0) };
    let left = [ID, of_round, of_day, STATE, digest.chars().count(), area.chars().count(), 2].iter().sum::<usize>();
    let cells = [(id, ID), (round, of_round), (as_at, of_day), (to, room.saturating_sub(left))];
    let cells: String = cells.iter().map(|(text, cells)| column(text, *cells, ascii)).collect();
    format!("{cells}{area}{}{digest}", column_right(state, STATE, ascii))
}
