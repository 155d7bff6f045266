//! Picks the three agreed priorities out of more (charter rule 2). The order of picking is their order.

use charter::returns::{MAX_PRIORITIES, Return};
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{Listing, panel, row};
use crate::tui::ui::text::fit;
use crate::tui::ui::theme::Role;

#[derive(Clone, Debug)]
pub struct PriorityChoice {
    pub returned: Return,
    pub name: String,
    /// Indices of the agreed priorities, in order.
    pub chosen: Vec<usize>,
    pub list: ListState,
}

impl PriorityChoice {
    pub fn new(returned: &Return, name: String) -> Self {
        let priorities = &returned.answer.priorities;
        let mut chosen: Vec<usize> = (0..priorities.len()).filter(|index| priorities[*index].slot.is_some()).collect();
        chosen.sort_by_key(|index| priorities[*index].slot);
        Self { returned: returned.clone(), name, chosen, list: ListState::default() }
    }

    /// Whether others are agreed than are on file.
    pub fn is_changed(&self) -> bool {
        self.chosen != Self::new(&self.returned, String::new()).chosen
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.returned.answer.priorities.len());
    }

    /// Agrees the priority in focus, or reverses that. Returns `false` if three are agreed already.
    pub fn toggle(&mut self) -> bool {
        if let Some(index) = self.chosen.iter().position(|chosen| *chosen == self.list.cursor) {
            self.chosen.remove(index);
            return true;
        }
        if self.chosen.len() >= MAX_PRIORITIES {
            return false;
        }
        self.chosen.push(self.list.cursor);
        true
    }
}

pub fn layout(choice: &PriorityChoice, areas: &Areas) -> Listing {
    Listing::new(areas, 88, (0, 2), choice.list.cursor, choice.returned.answer.priorities.len())
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, choice: &PriorityChoice, areas: &Areas) {
    let priorities = &choice.returned.answer.priorities;
    let title = format!("Agree three of the priorities of {}", choice.name);
    let listing = layout(choice, areas);
    let inner = panel(frame, shared.theme, areas, &title, listing.wanted);
    let room = usize::from(inner.width);
    let theme = shared.theme;
    let mut drawn = Vec::new();
    for (index, priority) in priorities.iter().enumerate().filter(|(index, _)| listing.shown.contains(index)) {
        let agreed = choice.chosen.iter().position(|chosen| *chosen == index);
        let slot = agreed.map_or("·".to_owned(), |slot| (slot + 1).to_string());
        let role = if agreed.is_some() { Role::Strong } else { Role::Dim };
        let text = fit(&priority.text().sanitized(), room.saturating_sub(5), theme.ascii);
        let spans =
            vec![Span::styled(format!("{slot} "), theme.style(Role::Accent)), Span::styled(text, theme.style(role))];
        drawn.push(row(shared.theme, spans, index == choice.list.cursor, room));
    }
    drawn.push(Line::default());
    drawn.push(Line::styled(" All are kept; those without a number are not agreed.", theme.style(Role::Dim)));
    lines(frame, inner, drawn);
}
