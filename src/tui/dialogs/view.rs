//! The dialogs, drawn in a panel over the screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Borders, Clear};

use super::lookup::{Kind, Lookup};
use crate::tui::app::model::Model;
use crate::tui::dialogs::picker::{Part, Pick};
use crate::tui::dialogs::priority_choice::Choose;
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::text::{column, column_right, fit, width};
use crate::tui::ui::theme::Role;

/// A panel of so many lines in the middle of the body, with its border; gives the room inside.
pub fn panel(frame: &mut Frame<'_>, model: &Model, areas: &Areas, title: &str, wanted: (u16, usize)) -> Rect {
    let whole = areas.filter.union(areas.body);
    let height = u16::try_from(wanted.1 + 2).unwrap_or(u16::MAX).min(whole.height);
    let cells = wanted.0.min(whole.width);
    let area =
        Rect { x: whole.x + (whole.width - cells) / 2, y: whole.y + (whole.height - height) / 3, width: cells, height };
    frame.render_widget(Clear, area.intersection(frame.area()));
    let theme = model.theme;
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

/// A row of a panel with the mark and the style of the focus.
pub fn row(model: &Model, mut spans: Vec<Span<'static>>, focused: bool, room: usize) -> Line<'static> {
    let theme = model.theme;
    spans.insert(0, Span::styled(if focused { theme.glyphs().cursor } else { " " }, theme.style(Role::Accent)));
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
    let line = Line::from(spans);
    if focused { line.patch_style(theme.selection()) } else { line }
}

/// The rows around the one in focus that fit.
pub fn window(cursor: usize, count: usize, height: usize) -> std::ops::Range<usize> {
    let first = cursor.saturating_sub(height.saturating_sub(1)).min(count);
    first..(first + height).min(count)
}

/// The line in which text is typed that narrows a list, with the cursor of the terminal in it.
pub fn typed_line(
    frame: &mut Frame<'_>,
    model: &Model,
    inner: Rect,
    editor: &crate::tui::ui::editor::Editor,
) -> Line<'static> {
    let before = u16::try_from(width(&editor.before_cursor())).unwrap_or(0);
    frame.set_cursor_position((inner.x + (2 + before).min(inner.width.saturating_sub(1)), inner.y));
    let hint = if editor.text().is_empty() { "type to narrow" } else { "" };
    Line::from(vec![
        Span::styled("/ ", model.theme.style(Role::Accent)),
        Span::raw(editor.on_screen()),
        Span::styled(hint, model.theme.style(Role::Dim)),
    ])
}

/// Draws a picker.
pub fn draw_pick(frame: &mut Frame<'_>, model: &Model, pick: &Pick, areas: &Areas) {
    let title = match pick.part {
        Part::County => "County",
        Part::District => "District",
        Part::Team => "Team",
        Part::Column => "What the column means",
        Part::Show | Part::Concern => "Show only: letters mark several, Enter takes them",
    };
    let left = pick.left();
    let typed = usize::from(pick.typed.is_some());
    let inner = panel(frame, model, areas, title, (58, left.len().max(1) + typed));
    let room = usize::from(inner.width);
    let mut drawn = Vec::new();
    if let Some(editor) = &pick.typed {
        drawn.push(typed_line(frame, model, inner, editor));
    }
    let theme = model.theme;
    for place in window(pick.cursor, left.len(), usize::from(inner.height).saturating_sub(typed)) {
        let choice = left[place];
        let marked = choice.value.as_ref().is_some_and(|value| pick.marked.contains(value));
        let letter = choice.letter.map_or(" ".to_owned(), |letter| letter.to_string());
        let tag = if marked { theme.glyphs().tag } else { " " };
        let label = column(&choice.label, room.saturating_sub(13), theme.ascii);
        let counted = if pick.part == Part::Column { String::new() } else { choice.count.to_string() };
        let spans = vec![
            Span::styled(format!("{letter} "), theme.style(Role::Accent)),
            Span::styled(format!("{tag} "), theme.style(Role::Warn)),
            Span::raw(label),
            Span::styled(column_right(&counted, 6, theme.ascii), theme.style(Role::Dim)),
        ];
        drawn.push(row(model, spans, place == pick.cursor, room));
    }
    if left.is_empty() {
        drawn.push(Line::styled("  nothing is called so; Esc closes", theme.style(Role::Info)));
    }
    lines(frame, inner, drawn);
}

/// Draws the list of keys or the palette.
pub fn draw_lookup(frame: &mut Frame<'_>, model: &Model, lookup: &Lookup, areas: &Areas) {
    let title = match lookup.kind {
        Kind::Keys => "Keys that work here",
        Kind::Commands => "Commands",
    };
    let left = lookup.left();
    let inner = panel(frame, model, areas, title, (96, left.len().max(1) + 1));
    let room = usize::from(inner.width);
    let theme = model.theme;
    let mut drawn = vec![typed_line(frame, model, inner, &lookup.typed)];
    for place in window(lookup.cursor, left.len(), usize::from(inner.height).saturating_sub(1)) {
        let command = left[place].command();
        let off = disabled_reason(left[place], model);
        let keys = column(&model.keymap.keys_in(lookup.scopes, left[place]), 12, theme.ascii);
        let mut spans =
            vec![Span::styled(format!("{keys} "), theme.style(if off.is_some() { Role::Dim } else { Role::Accent }))];
        if room > 60 {
            let name = column(command.label, 16, theme.ascii);
            spans.push(Span::styled(name, theme.style(if off.is_some() { Role::Dim } else { Role::Strong })));
        }
        let used: usize = spans.iter().map(|span| width(&span.content)).sum();
        let help = off.map_or(command.help.to_owned(), |reason| format!("off: {reason}"));
        spans.push(Span::styled(fit(&help, room.saturating_sub(used + 1), theme.ascii), theme.style(Role::Text)));
        drawn.push(row(model, spans, place == lookup.cursor, room));
    }
    if left.is_empty() {
        drawn.push(Line::styled("  no command is called so; Esc closes", theme.style(Role::Info)));
    }
    lines(frame, inner, drawn);
}

/// Draws the choice of priorities.
pub fn draw_choose(frame: &mut Frame<'_>, model: &Model, choose: &Choose, areas: &Areas) {
    let priorities = &choose.returned.answer.priorities;
    let title = format!("Agree three of the priorities of {}", choose.name);
    let inner = panel(frame, model, areas, &title, (88, priorities.len() + 2));
    let room = usize::from(inner.width);
    let theme = model.theme;
    let mut drawn = Vec::new();
    for (place, priority) in priorities.iter().enumerate() {
        let agreed = choose.chosen.iter().position(|chosen| *chosen == place);
        let slot = agreed.map_or("·".to_owned(), |slot| (slot + 1).to_string());
        let role = if agreed.is_some() { Role::Strong } else { Role::Dim };
        let text = fit(&priority.text().sanitized(), room.saturating_sub(5), theme.ascii);
        let spans =
            vec![Span::styled(format!("{slot} "), theme.style(Role::Accent)), Span::styled(text, theme.style(role))];
        drawn.push(row(model, spans, place == choose.cursor, room));
    }
    drawn.push(Line::default());
    drawn
        .push(Line::styled(" All of them are kept; those without a number are not worked on.", theme.style(Role::Dim)));
    lines(frame, inner, drawn);
}
