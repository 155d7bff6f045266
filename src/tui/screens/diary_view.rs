//! The diary, drawn.

use ratatui::Frame;
use ratatui::text::Line;

use super::super::app::Model;
use super::super::theme::Role;
use super::diary::Diary;
use super::filter_line;
use super::frame::{self, Areas, lines};
use crate::domain::calendar::full;

/// How many rows of the agenda are drawn.
pub fn rows_in_view(model: &Model) -> usize {
    usize::from(frame::areas(model.size).body.height)
}

/// The row of the terminal on which the first row of the agenda is drawn.
pub fn list_top(model: &Model) -> u16 {
    frame::areas(model.size).body.y
}

/// Draws the filter line and the agenda.
pub fn draw(frame: &mut Frame<'_>, model: &Model, areas: &Areas) {
    filter_line::draw(frame, model, areas);
    let diary = &model.diary;
    let rows = diary.rows.iter().enumerate().skip(diary.offset).take(rows_in_view(model));
    let drawn = rows.filter_map(|(place, row)| {
        let (meeting, council) = (diary.meeting(*row)?, Diary::council(*row, &model.desk)?);
        let mark = if place == diary.cursor { model.theme.glyphs().cursor } else { " " };
        let words = meeting.in_words(model.desk.as_at());
        let text = format!("{mark} {}  {}  {words}", full(meeting.on), council.name.on_screen());
        Some(Line::styled(text, model.theme.style(Role::Text)))
    });
    lines(frame, areas.body, drawn.collect());
}
