//! The page about a council before its meeting, to be scrolled through.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::view::panel;
use crate::tui::app::model::Model;
use crate::tui::ui::frame::{Areas, areas, lines};
use crate::tui::ui::text::wrap;
use crate::tui::ui::theme::Role;
use charter::brief::{Brief, BriefLine, LineKind};

/// How wide the panel is at most, with its border.
const WIDTH: u16 = 84;

/// The page, and how far it is scrolled.
#[derive(Clone, Debug)]
pub struct BriefPage {
    /// What the page says, a line each, of any length.
    lines: Vec<BriefLine>,
    /// The first row that is drawn.
    first: usize,
}

impl BriefPage {
    /// The page, from its beginning.
    pub fn new(brief: &Brief) -> Self {
        Self { lines: brief.lines(), first: 0 }
    }

    /// Scrolls by so many rows, on a screen of this size.
    pub fn step(&mut self, rows: isize, size: (u16, u16)) {
        let last = self.rows(room(size).0).len().saturating_sub(room(size).1);
        self.first = self.first.min(last).saturating_add_signed(rows).min(last);
    }

    /// How many rows a page down goes.
    pub fn page(size: (u16, u16)) -> isize {
        isize::try_from(room(size).1).unwrap_or(1).max(2) - 1
    }

    /// The page as text, for the clipboard.
    pub fn text(&self) -> String {
        let line = |line: &BriefLine| match line.part {
            LineKind::Title | LineKind::Text => line.text.clone(),
            LineKind::Heading => format!("\n{}", line.text),
            LineKind::Under => format!("  {}", line.text),
        };
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The rows on a screen with so much room.
    fn rows(&self, room: usize) -> Vec<(LineKind, String)> {
        let mut rows = Vec::new();
        // The name stands in the border.
        for line in self.lines.iter().filter(|line| line.part != LineKind::Title) {
            let indent = match line.part {
                LineKind::Title | LineKind::Heading => 1,
                LineKind::Text => 2,
                LineKind::Under => 5,
            };
            if line.part == LineKind::Heading {
                rows.push((LineKind::Text, String::new()));
            }
            for (place, text) in wrap(&line.text, room.saturating_sub(indent + 2)).into_iter().enumerate() {
                let more = if place == 0 { indent } else { indent + 1 };
                rows.push((line.part, format!("{}{text}", " ".repeat(more))));
            }
        }
        rows
    }

    fn title(&self) -> &str {
        self.lines.first().map_or("", |line| line.text.as_str())
    }
}

/// The room inside the panel on a screen of this size: columns and rows.
fn room(size: (u16, u16)) -> (usize, usize) {
    let areas = areas(size);
    let whole = areas.filter.union(areas.body);
    let inside = |cells: u16| usize::from(cells.saturating_sub(2));
    (inside(whole.width.min(WIDTH)), inside(whole.height))
}

/// Draws the page in a panel over the screen.
pub fn draw(frame: &mut Frame<'_>, model: &Model, page: &BriefPage, areas: &Areas) {
    let rows = page.rows(room(model.size).0);
    let inner = panel(frame, model, areas, &format!("Brief: {}", page.title()), (WIDTH, rows.len()));
    let theme = model.theme;
    let role = |part: LineKind| match part {
        LineKind::Title | LineKind::Heading => Role::Strong,
        LineKind::Text => Role::Text,
        LineKind::Under => Role::Info,
    };
    let shown = rows.into_iter().skip(page.first).take(usize::from(inner.height));
    let drawn = shown.map(|(part, text)| Line::from(Span::styled(text, theme.style(role(part)))));
    lines(frame, inner, drawn.collect());
}
