//! One page about a council before its meeting.

use charter::brief::{Brief, BriefLine, LineKind};
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

#[derive(Clone, Debug)]
pub struct BriefPage {
    brief: Brief,
    /// Unwrapped lines.
    lines: Vec<BriefLine>,
    list: ListState,
}

impl BriefPage {
    pub fn new(brief: &Brief) -> Self {
        Self { lines: brief.lines(), brief: brief.clone(), list: ListState::default() }
    }

    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    pub fn scroll(&mut self, motion: Motion, size: (u16, u16)) {
        let (columns, rows) = inner_size(size, WIDTH);
        let len = self.rows(columns).len();
        self.list.scroll(motion, rows, len);
    }

    /// For the clipboard.
    pub fn text(&self) -> String {
        let line = |line: &BriefLine| match line.part {
            LineKind::Title | LineKind::Text => line.text.clone(),
            LineKind::Heading => format!("\n{}", line.text),
            LineKind::Under => format!("  {}", line.text),
        };
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn rows(&self, room: usize) -> Vec<(LineKind, String)> {
        let mut rows = Vec::new();
        // The border shows the name.
        for line in self.lines.iter().filter(|line| line.part != LineKind::Title) {
            let indent = match line.part {
                LineKind::Title | LineKind::Heading => 1,
                LineKind::Text => 2,
                LineKind::Under => 5,
            };
            if line.part == LineKind::Heading {
                rows.push((LineKind::Text, String::new()));
            }
            for (index, text) in wrap(&line.text, room.saturating_sub(indent + 2)).into_iter().enumerate() {
                let more = if index == 0 { indent } else { indent + 1 };
                rows.push((line.part, format!("{}{text}", " ".repeat(more))));
            }
        }
        rows
    }

    fn title(&self) -> &str {
        self.lines.first().map_or("", |line| line.text.as_str())
    }
}

/// The whole page is one thing: only what is around it can be clicked.
pub fn hits(shared: &Shared, page: &BriefPage, areas: &Areas) -> Vec<Hit> {
    around(areas, (WIDTH, page.rows(inner_size(shared.size, WIDTH).0).len())).to_vec()
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, page: &BriefPage, areas: &Areas) {
    let rows = page.rows(inner_size(shared.size, WIDTH).0);
    let inner = panel(frame, shared.theme, areas, &format!("Brief: {}", page.title()), (WIDTH, rows.len()));
    let theme = shared.theme;
    let role = |part: LineKind| match part {
        LineKind::Title | LineKind::Heading => Role::Strong,
        LineKind::Text => Role::Text,
        LineKind::Under => Role::Info,
    };
    let visible = rows.into_iter().skip(page.list.offset).take(usize::from(inner.height));
    let drawn = visible.map(|(part, text)| Line::from(Span::styled(text, theme.style(role(part)))));
    lines(frame, inner, drawn.collect());
}
