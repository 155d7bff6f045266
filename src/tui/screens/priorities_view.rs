//! The priorities of all councils, drawn.

use ratatui::Frame;
use ratatui::text::Line;

use super::super::app::Model;
use super::super::theme::Role;
use super::filter_line;
use super::frame::{self, Areas, lines};
use crate::domain::words::count;

/// How many rows are drawn.
pub fn rows_in_view(model: &Model) -> usize {
    usize::from(frame::areas(model.size).body.height)
}

/// The row of the terminal on which the first row is drawn.
pub fn list_top(model: &Model) -> u16 {
    frame::areas(model.size).body.y
}

/// Draws the filter line, and how many priorities there are.
pub fn draw(frame: &mut Frame<'_>, model: &Model, areas: &Areas) {
    filter_line::draw(frame, model, areas);
    let said = match &model.priorities.lines {
        Some(read) => format!("   {} of all councils.", count(read.len(), "priority")),
        None => "   reading the priorities".to_owned(),
    };
    lines(frame, areas.body, vec![Line::default(), Line::styled(said, model.theme.style(Role::Info))]);
}
