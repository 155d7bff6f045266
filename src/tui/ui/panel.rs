//! A panel above the screen, and its list.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Borders, Clear};

use crate::tui::ui::editor::Editor;
use crate::tui::ui::frame::{Areas, areas};
use crate::tui::ui::hit;
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::text::width;
use crate::tui::ui::theme::{Role, Theme};

/// Draws a bordered panel in the middle of the body and returns the area inside.
pub fn panel(frame: &mut Frame<'_>, theme: Theme, areas: &Areas, title: &str, wanted: (u16, usize)) -> Rect {
    let area = panel_area(areas, wanted);
    frame.render_widget(Clear, area.intersection(frame.area()));
    let mut block = Block::new()
        .borders(Borders::ALL)
        .border_type(BorderType::Plain)
        .border_style(theme.style(Role::Dim))
        .title(Span::styled(format!(" {title} "), theme.style(Role::Strong)));
    if theme.ascii {
        block = block.border_set(ASCII_BORDER);
    }
    let inner = block.inner(area);
    frame.render_widget(block, area.intersection(frame.area()));
    inner
}

/// In the middle of the body, at most as large.
fn panel_area(areas: &Areas, wanted: (u16, usize)) -> Rect {
    let whole = areas.filter.union(areas.body);
    let height = u16::try_from(wanted.1 + 2).unwrap_or(u16::MAX).min(whole.height);
    let cells = wanted.0.min(whole.width);
    Rect { x: whole.x + (whole.width - cells) / 2, y: whole.y + (whole.height - height) / 3, width: cells, height }
}

/// The area inside the panel that [`panel`] draws.
pub fn inside(areas: &Areas, wanted: (u16, usize)) -> Rect {
    Block::bordered().inner(panel_area(areas, wanted))
}

/// Outside the panel that [`panel`] draws, and the panel itself.
pub fn around(areas: &Areas, wanted: (u16, usize)) -> [Hit; 2] {
    let whole = areas.title.union(areas.gauge).union(areas.filter).union(areas.body);
    [Hit::new(whole, Target::Outside), Hit::new(panel_area(areas, wanted), Target::Nothing)]
}

/// The list of a panel: what is drawn, and what can be clicked.
pub struct Listing {
    /// The width, and the lines, that the panel asks for.
    pub wanted: (u16, usize),
    /// The indices of the rows in view.
    pub shown: Range<usize>,
    len: usize,
    area: Rect,
    around: [Hit; 2],
}

impl Listing {
    /// A list of `len` rows with other lines above and below it.
    pub fn new(areas: &Areas, width: u16, (above, below): (usize, usize), cursor: usize, len: usize) -> Self {
        let wanted = (width, len.max(1) + above + below);
        let inner = inside(areas, wanted);
        let cells = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX).min(inner.height);
        let height = inner.height.saturating_sub(cells(above) + cells(below));
        let area = Rect { y: inner.y + cells(above), height, ..inner };
        Self { wanted, shown: window(cursor, len, height.into()), len, area, around: around(areas, wanted) }
    }

    /// What is around, the rows and, on the border, the scrollbar of a list that is longer.
    pub fn hits(self) -> Vec<Hit> {
        let bar = Rect { x: self.area.right(), width: 1, ..self.area };
        let track = if self.shown.len() < self.len { hit::track(bar, self.len) } else { Vec::new() };
        self.around.into_iter().chain(hit::rows(self.area, self.shown)).chain(track).collect()
    }
}

/// Columns and rows inside the largest panel of at most this width.
pub fn inner_size(size: (u16, u16), max_width: u16) -> (usize, usize) {
    let areas = areas(size);
    let whole = areas.filter.union(areas.body);
    let inside = |cells: u16| usize::from(cells.saturating_sub(2));
    (inside(whole.width.min(max_width)), inside(whole.height))
}

const ASCII_BORDER: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

pub fn row(theme: Theme, mut spans: Vec<Span<'static>>, focused: bool, room: usize) -> Line<'static> {
    spans.insert(0, Span::styled(if focused { theme.glyphs().cursor } else { " " }, theme.style(Role::Accent)));
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
    let line = Line::from(spans);
    if focused { theme.select(line) } else { line }
}

/// The rows around the focus that fit.
pub fn window(cursor: usize, count: usize, height: usize) -> std::ops::Range<usize> {
    let first = cursor.saturating_sub(height.saturating_sub(1)).min(count);
    first..(first + height).min(count)
}

/// The text field that filters a list, with the terminal's cursor.
pub fn typed_line(frame: &mut Frame<'_>, theme: Theme, inner: Rect, editor: &Editor) -> Line<'static> {
    let before = u16::try_from(width(&editor.before_cursor())).unwrap_or(0);
    frame.set_cursor_position((inner.x + (2 + before).min(inner.width.saturating_sub(1)), inner.y));
    let hint = if editor.text().is_empty() { "type to narrow" } else { "" };
    Line::from(vec![
        Span::styled("/ ", theme.style(Role::Accent)),
        Span::raw(editor.on_screen()),
        Span::styled(hint, theme.style(Role::Dim)),
    ])
}
