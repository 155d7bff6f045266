//! Chooses, orders and hides the columns of the list.

use charter::list_column::ListColumn;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{Listing, panel, row, window};
use crate::tui::ui::scrollbar;
use crate::tui::ui::text::column;
use crate::tui::ui::theme::Role;

/// With the border.
const WIDTH: u16 = 50;

#[derive(Clone, Debug)]
pub struct ColumnChooser {
    /// All columns, with whether each is shown; the shown ones first when the dialog opens.
    pub columns: Vec<(ListColumn, bool)>,
    pub list: ListState,
}

impl ColumnChooser {
    pub fn new(shown: &[ListColumn]) -> Self {
        let hidden = ListColumn::ALL.iter().filter(|column| !shown.contains(column)).map(|column| (*column, false));
        Self { columns: shown.iter().map(|column| (*column, true)).chain(hidden).collect(), list: ListState::default() }
    }

    pub fn shown(&self) -> Vec<ListColumn> {
        self.columns.iter().filter(|(_, shown)| *shown).map(|(column, _)| *column).collect()
    }

    /// Returns `false` for the council's name, which is always shown.
    pub fn toggle(&mut self) -> bool {
        match self.columns.get_mut(self.list.cursor) {
            Some((ListColumn::Council, _)) => false,
            Some((_, shown)) => {
                *shown = !*shown;
                true
            }
            None => true,
        }
    }

    /// Moves the column in focus one place.
    pub fn shift(&mut self, down: bool) {
        let from = self.list.cursor;
        let to = if down { from + 1 } else { from.wrapping_sub(1) };
        if to < self.columns.len() {
            self.columns.swap(from, to);
            self.list.cursor = to;
        }
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        let len = self.columns.len();
        self.list.apply(motion, visible, len);
    }
}

pub fn layout(chooser: &ColumnChooser, areas: &Areas) -> Listing {
    Listing::new(areas, WIDTH, (0, 0), chooser.list.cursor, chooser.columns.len())
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, chooser: &ColumnChooser, areas: &Areas) {
    let theme = shared.theme;
    let title = "Columns of the list: the first have the room";
    let inner = panel(frame, theme, areas, title, (WIDTH, chooser.columns.len()));
    let room = usize::from(inner.width);
    let visible = window(chooser.list.cursor, chooser.columns.len(), inner.height.into());
    let line = |index: usize| {
        let (of, shown) = chooser.columns[index];
        let (mark, word) = if shown { (theme.glyphs().tag, "") } else { (" ", "hidden") };
        let role = if shown { Role::Text } else { Role::Dim };
        let spans = vec![
            Span::styled(format!("{mark} "), theme.style(Role::Accent)),
            Span::styled(column(of.label(), room.saturating_sub(12), theme.ascii), theme.style(role)),
            Span::styled(word, theme.style(Role::Dim)),
        ];
        row(theme, spans, index == chooser.list.cursor, room)
    };
    let drawn: Vec<Line<'static>> = visible.map(line).collect();
    lines(frame, inner, drawn);
    scrollbar::draw_on_border(frame, theme, inner, 0, 1, (chooser.list.cursor, chooser.columns.len()));
}
