//! Draws the map: the lines of the counties, and a mark for each council above them.

use charter::english::pluralize;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::councils::pane;
use crate::tui::screens::councils::state::Councils;
use crate::tui::screens::map::layout::{Parts, parts};
use crate::tui::screens::map::legend::{self, Drawn, sign};
use crate::tui::screens::map::scene::Scene;
use crate::tui::screens::map::state::MapScreen;
use crate::tui::ui::filter_line::{empty_message, none_left};
use crate::tui::ui::frame::lines;
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::theme::Role;

/// The commands of the digits, the nearest first.
const DIGITS: [(&str, Cmd); 9] = [
    ("1", Cmd::MapNearest1),
    ("2", Cmd::MapNearest2),
    ("3", Cmd::MapNearest3),
    ("4", Cmd::MapNearest4),
    ("5", Cmd::MapNearest5),
    ("6", Cmd::MapNearest6),
    ("7", Cmd::MapNearest7),
    ("8", Cmd::MapNearest8),
    ("9", Cmd::MapNearest9),
];

pub fn draw(frame: &mut Frame<'_>, map: &MapScreen, councils: &Councils, shared: &Shared) {
    let Parts { map: area, pane, below } = parts(shared.size);
    if map.marks.is_empty() {
        lines(frame, area, empty_message(shared, &nothing_to_draw(map, shared), area.width.into()));
    } else {
        draw_outline(frame, map, shared, area);
        draw_marks(frame, map, councils, shared, area);
    }
    let drawn = Drawn { map, councils, shared };
    if pane.width > 0 {
        let (words, _) = legend::beside(&drawn, pane_room(pane));
        pane::draw_words(frame, shared, words, pane);
    }
    if below.height > 0 {
        lines(frame, below, legend::below(&drawn, below.width.into(), below.height.into()));
    }
}

/// Columns and lines of words in the pane.
fn pane_room(pane: Rect) -> (usize, usize) {
    (usize::from(pane.width).saturating_sub(pane::MARGIN), pane.height.into())
}

fn nothing_to_draw(map: &MapScreen, shared: &Shared) -> String {
    if map.unplaced == 0 {
        return format!("No council {}. Delete clears every filter.", none_left(&shared.search.filter));
    }
    format!(
        "The register does not say where {} is. Import one with the columns latitude and longitude: \
         charterdesk import councils FILE.",
        match map.unplaced {
            1 => "this council".to_owned(),
            n => format!("any of these {}", pluralize(n, "council")),
        }
    )
}

fn draw_outline(frame: &mut Frame<'_>, map: &MapScreen, shared: &Shared, area: Rect) {
    // Without colours the lines are dim.
    let style = shared.theme.style(Role::Dim);
    for ((x, y), symbol) in &map.scene().outline {
        if let Some(cell) = frame.buffer_mut().cell_mut((area.x + x, area.y + y)) {
            cell.set_char(*symbol).set_style(style);
        }
    }
}

fn draw_marks(frame: &mut Frame<'_>, map: &MapScreen, councils: &Councils, shared: &Shared, area: Rect) {
    let (theme, Scene { view, spread, .. }) = (shared.theme, map.scene());
    let mut put = |cell: Option<(u16, u16)>, text: &str, style: Style| {
        let Some((x, y)) = cell else { return };
        if let Some(cell) = frame.buffer_mut().cell_mut((area.x + x, area.y + y)) {
            cell.reset();
            cell.set_symbol(text).set_style(style);
        }
    };
    let look = |index: usize| {
        let line = &shared.snapshot.lines()[map.marks[index].line];
        let (sign, role) = sign(&line.status, theme);
        let style = theme.style(role);
        let is_tagged = councils.tagged.contains(&line.id);
        (sign, if is_tagged { style.add_modifier(Modifier::UNDERLINED) } else { style })
    };
    for (index, cell) in spread.cells.iter().enumerate() {
        let (sign, style) = look(index);
        put(*cell, sign, style);
    }
    for (index, (digit, _)) in map.nearest().iter().zip(DIGITS) {
        let (_, style) = look(*index);
        put(spread.cells[*index], digit, style.add_modifier(Modifier::BOLD));
    }
    if let Some(focus) = map.focus {
        // Where it finds no free cell, it is drawn above others.
        let cell = spread.cells[focus].or_else(|| view.cell(map.points[focus]));
        let (sign, style) = look(focus);
        // One cell with the ground of a selected row is too small to be found.
        let style = style.patch(theme.selection()).add_modifier(Modifier::REVERSED);
        put(cell, sign, style);
    }
}

/// The marks, and the nearest councils in the pane.
pub fn hits(map: &MapScreen, councils: &Councils, shared: &Shared) -> Vec<Hit> {
    let Parts { map: area, pane, .. } = parts(shared.size);
    let mark = |(index, cell): (usize, &Option<(u16, u16)>)| {
        let (x, y) = (*cell)?;
        Some(Hit::new(Rect::new(area.x + x, area.y + y, 1, 1), Target::Row(index)))
    };
    let mut hits: Vec<Hit> = map.scene().spread.cells.iter().enumerate().filter_map(mark).collect();
    if pane.width > 0 {
        let drawn = Drawn { map, councils, shared };
        let first = legend::beside(&drawn, pane_room(pane)).1;
        let shown = map.nearest().len().min(usize::from(pane.height).saturating_sub(first));
        let rows = (pane.y..pane.bottom()).skip(first).zip(DIGITS).take(shown);
        hits.extend(rows.map(|(y, (_, command))| Hit::new(Rect { y, height: 1, ..pane }, Target::Run(command))));
    }
    hits
}
