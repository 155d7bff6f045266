//! The second screen of a form that changes much: what will be done, before it is done.

use charter::change::Change;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::hit::Hit;
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{around, inner_size, panel};
use crate::tui::ui::text::wrap;
use crate::tui::ui::theme::Role;

/// With the border.
const WIDTH: u16 = 84;

/// A change, and what it does in words. The form that asked for it lies beneath.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    title: String,
    /// A paragraph each.
    text: Vec<String>,
    /// What Enter does: `open the round`.
    does: &'static str,
    /// `None` if there is nothing to record.
    pub change: Option<Change>,
    /// Whether a backup is made first, as before every import.
    pub backup: bool,
    list: ListState,
}

impl Summary {
    pub fn new(title: String, text: Vec<String>, does: &'static str, change: Option<Change>) -> Self {
        Self { title, text, does, change, backup: false, list: ListState::default() }
    }

    #[must_use]
    pub fn after_backup(self) -> Self {
        Self { backup: true, ..self }
    }

    /// For the footer.
    pub fn label(&self) -> &'static str {
        if self.change.is_some() { self.does } else { "back" }
    }

    pub fn scroll(&mut self, motion: Motion, size: (u16, u16)) {
        let (columns, rows) = inner_size(size, WIDTH);
        let len = self.rows(columns).len();
        self.list.scroll(motion, rows, len);
    }

    /// Paragraphs with a line between them. Those that ask for a check stand out.
    fn rows(&self, room: usize) -> Vec<(Role, String)> {
        let mut rows = Vec::new();
        for paragraph in self.text.iter().chain([&self.keys()]) {
            let role = if paragraph.starts_with("Check: ") { Role::Strong } else { Role::Text };
            for (index, text) in wrap(paragraph, room.saturating_sub(4)).into_iter().enumerate() {
                let indent = if index == 0 { " " } else { "   " };
                rows.push((role, format!("{indent}{text}")));
            }
        }
        rows
    }

    fn keys(&self) -> String {
        match self.change {
            Some(_) => format!("Press Enter to {}: one change, which u undoes. Esc goes back to the form.", self.does),
            None => "There is nothing to record. Esc goes back to the form.".to_owned(),
        }
    }
}

/// The whole page is one thing: only what is around it can be clicked.
pub fn hits(shared: &Shared, summary: &Summary, areas: &Areas) -> Vec<Hit> {
    around(areas, (WIDTH, summary.rows(inner_size(shared.size, WIDTH).0).len())).to_vec()
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, summary: &Summary, areas: &Areas) {
    let rows = summary.rows(inner_size(shared.size, WIDTH).0);
    let inner = panel(frame, shared.theme, areas, &summary.title, (WIDTH, rows.len()));
    let visible = rows.into_iter().skip(summary.list.offset).take(usize::from(inner.height));
    let drawn = visible.map(|(role, text)| Line::from(Span::styled(text, shared.theme.style(role))));
    lines(frame, inner, drawn.collect());
}
