//! Draws a form: labels on the left, then the values, how they were understood, and the errors.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::forms::field::{Choice, Field, Input};
use crate::tui::forms::form::Form;
use crate::tui::forms::rules;
use crate::tui::keys::command::Cmd;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::hit::{Hit, Target, spans};
use crate::tui::ui::text::{column, fit, width, wrap, wrap_typed};
use crate::tui::ui::theme::Role;

/// How wide the labels are at least, and where there is little room for what is typed.
const LABEL: usize = 16;
const NARROW_LABEL: usize = 14;
/// With fewer columns there is little room.
const NARROW: usize = 50;
const WIDEST: u16 = 92;
/// Longer labels, which are the words of a priority, are cut.
const MAX_LABEL_ROWS: usize = 6;
/// What a form shows beside a row for each field: a blank row, the hint and the echo of the field in focus.
const ROWS_BESIDE_FIELDS: usize = 4;

struct Page<'a> {
    shared: &'a Shared,
    room: usize,
    /// The width of the labels.
    label: usize,
    lines: Vec<Line<'static>>,
    /// Column and line.
    cursor: Option<(usize, usize)>,
    /// The first and the last line of the field in focus.
    focus: (usize, usize),
}

/// Long labels get up to a quarter of the room before they wrap.
fn label_cells(form: &Form, room: usize) -> usize {
    let least = if room < NARROW { NARROW_LABEL } else { LABEL };
    let shown = form.fields.iter().filter(|field| !field.hidden);
    let longest = shown.map(|field| width(&field.label)).max().unwrap_or(0);
    longest.min(room / 4).max(least)
}

fn is_tall(shared: &Shared) -> bool {
    shared.size.1 >= 20
}

/// What is drawn, and where.
struct Layout {
    area: Rect,
    lines: Vec<Line<'static>>,
    /// The index of each line's field, for the lines below the title.
    fields: Vec<Option<usize>>,
    /// Column and line.
    cursor: Option<(usize, usize)>,
}

/// Draws the form in place of the body.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, form: &Form, areas: &Areas) {
    let Layout { area, lines: drawn, cursor, .. } = layout(shared, form, areas);
    lines(frame, area, drawn);
    if let Some((column, line)) = cursor {
        let x = area.x + u16::try_from(column).unwrap_or(0).min(area.width.saturating_sub(1));
        frame.set_cursor_position((x, area.y + u16::try_from(line).unwrap_or(0)));
    }
}

pub fn hits(shared: &Shared, form: &Form, areas: &Areas) -> Vec<Hit> {
    let Layout { area, fields, lines, .. } = layout(shared, form, areas);
    let mut hits = Vec::new();
    let mut above = None;
    for ((y, field), line) in (area.top()..area.bottom()).zip(fields).zip(&lines) {
        let row = Rect { y, height: 1, ..area };
        let Some(index) = field else { continue };
        hits.push(Hit::new(row, Target::Field(index)));
        if let Some(Field { input: Input::Choice(choice), .. }) = form.fields.get(index) {
            let options = option_hits(shared, choice, row, line, above != field);
            hits.extend(options.into_iter().map(|(area, option)| Hit::new(area, Target::Option(index, option))));
        }
        above = field;
    }
    hits
}

/// The options that a line of a choice shows; the chosen one goes to the next, and its left arrow to the one before.
fn option_hits(shared: &Shared, choice: &Choice, row: Rect, line: &Line<'_>, is_first: bool) -> Vec<(Rect, usize)> {
    let (before, _) = shared.theme.glyphs().choice;
    let mut found = Vec::new();
    // The mark and the label come before the value.
    for (index, (area, span)) in spans(row, line).into_iter().zip(&line.spans).enumerate().skip(2) {
        let text = span.content.as_ref();
        if is_first && text.starts_with(&format!("{before} ")) {
            found.push((area, choice.next()));
            let arrow = u16::try_from(width(before)).unwrap_or(1) + 1;
            found.push((Rect { width: arrow.min(area.width), ..area }, choice.previous()));
        } else if !is_first && index == 2 {
            // A long value goes on in a second line.
            found.push((area, choice.next()));
        } else if let Some(option) = choice.options.iter().position(|option| option == text) {
            found.push((area, option));
        }
    }
    found
}

fn layout(shared: &Shared, form: &Form, areas: &Areas) -> Layout {
    let top = areas.filter.y;
    let whole = Rect { y: top, height: areas.body.bottom().saturating_sub(top), ..areas.body };
    let margin = whole.width.saturating_sub(WIDEST) / 2;
    let area = Rect { x: whole.x + margin, width: whole.width - 2 * margin, ..whole };
    let room = usize::from(area.width).saturating_sub(2);
    let label = label_cells(form, room);
    let mut page = Page { shared, room, label, lines: Vec::new(), cursor: None, focus: (0, 0) };
    head(&mut page, form, area.height.into());
    error_lines(&mut page, form);
    let fixed = page.lines.len();
    let mut fields = vec![None; fixed];
    for (index, field) in form.fields.iter().enumerate().filter(|(_, field)| !field.hidden) {
        field_lines(&mut page, form, field, index == form.focus);
        fields.resize(page.lines.len(), Some(index));
    }
    // A long form scrolls beneath its title and keeps the field in focus visible.
    let height = usize::from(area.height);
    let visible = match page.cursor {
        // In a text that is longer than the screen, the cursor's line has to be visible.
        Some((_, line)) if page.focus.1 - page.focus.0 + fixed > height => (line, line + 1),
        _ => page.focus,
    };
    let skip = visible.1.saturating_sub(height).min(visible.0.saturating_sub(fixed));
    let mut drawn = page.lines;
    drawn.drain(fixed..fixed + skip);
    fields.drain(fixed..fixed + skip);
    let cursor = page.cursor.map(|(column, line)| (column, line - skip)).filter(|(_, line)| *line < height);
    Layout { area, lines: drawn, fields, cursor }
}

fn head(page: &mut Page<'_>, form: &Form, height: usize) {
    let theme = page.shared.theme;
    let tall = is_tall(page.shared);
    let title = if tall { wrap(&form.title, page.room) } else { vec![fit(&form.title, page.room, theme.ascii)] };
    for text in title {
        page.lines.push(Line::styled(format!(" {text}"), theme.style(Role::Strong)));
    }
    if form.restored {
        let key = page.shared.keymap.key(Cmd::FormReset).unwrap_or_default();
        let text = format!(" What you typed before is restored. {key} starts again.");
        page.lines.push(Line::styled(text, theme.style(Role::Warn)));
    }
    let fields = form.fields.iter().filter(|field| !field.hidden).count();
    let most = if tall { height.saturating_sub(page.lines.len() + fields + ROWS_BESIDE_FIELDS).max(4) } else { 1 };
    let mut about: Vec<String> = form.about.iter().flat_map(|text| wrap(text, page.room)).collect();
    if about.len() > most {
        let rest = about.split_off(most - 1).join(" ");
        about.push(fit(&rest, page.room, theme.ascii));
    }
    page.lines.extend(about.into_iter().map(|text| Line::styled(format!(" {text}"), theme.style(Role::Dim))));
    if tall {
        page.lines.push(Line::default());
    }
}

fn field_lines(page: &mut Page<'_>, form: &Form, field: &Field, focused: bool) {
    let theme = page.shared.theme;
    let first = page.lines.len();
    let mark = if focused { theme.glyphs().cursor } else { " " };
    let label_style = theme.style(if focused { Role::Accent } else { Role::Dim });
    let indent = if field.optional && field.name.starts_with("category") { "  " } else { "" };
    let label_cells = page.label;
    let mut labels = label_rows(&format!("{indent}{}", field.label), label_cells, theme.ascii);
    if !(focused || is_tall(page.shared)) {
        // Few rows: the fields around the one in focus matter more than their whole labels.
        labels = vec![column(&format!("{indent}{}", field.label), label_cells, theme.ascii)];
    }
    let room = page.room.saturating_sub(label_cells + 3);
    let mut rows: Vec<Vec<Span<'static>>> = match &field.input {
        Input::Line(editor) | Input::Text(editor) => {
            let (rows, cursor) = typed_rows(&editor.on_screen(), &editor.before_cursor(), room);
            if focused {
                page.cursor = Some((label_cells + 2 + cursor.0, first + cursor.1));
            }
            let role = if field.suggested { Role::Text } else { Role::Strong };
            rows.into_iter().map(|row| vec![Span::styled(row, theme.style(role))]).collect()
        }
        Input::Choice(choice) => {
            if let (true, Some(custom)) = (focused && choice.is_custom(), &choice.custom) {
                page.cursor = Some((label_cells + 4 + width("other") + 3 + width(&custom.before_cursor()), first));
            }
            choice_rows(page.shared, choice, focused, room)
        }
    };
    let echoed = rules::echo(form, field, &page.shared.form_context());
    let mut below = Vec::new();
    let wraps = rows.len() > 1;
    if let (Some(row), Some(echo)) = (rows.first_mut(), echoed) {
        let used: usize = row.iter().map(|span| width(&span.content)).sum();
        // Without room beside the field, the echo gets a line of its own.
        if (wraps || used + 3 + width(&echo) > room) && is_tall(page.shared) {
            below = wrap(&echo, room);
        } else if !wraps {
            row.push(Span::styled(format!("   {echo}"), theme.style(Role::Good)));
        }
    }
    for index in 0..rows.len().max(labels.len()) {
        let mark = if index == 0 { mark } else { " " };
        let label = labels.get(index).cloned().unwrap_or_else(|| " ".repeat(label_cells));
        let mut spans =
            vec![Span::styled(mark, theme.style(Role::Accent)), Span::styled(format!("{label} "), label_style)];
        spans.extend(rows.get_mut(index).map(std::mem::take).unwrap_or_default());
        page.lines.push(Line::from(spans));
    }
    let indent = " ".repeat(label_cells + 2);
    page.lines.extend(below.into_iter().map(|echo| Line::styled(format!("{indent}{echo}"), theme.style(Role::Good))));
    error_or_hint(page, field, focused);
    if focused {
        page.focus = (first, page.lines.len());
    }
}

/// The error or, in the field in focus, the hint.
fn error_or_hint(page: &mut Page<'_>, field: &Field, focused: bool) {
    let theme = page.shared.theme;
    let indent = " ".repeat(page.label + 2);
    let room = page.room.saturating_sub(page.label + 2);
    if let Some(error) = &field.error {
        for text in wrap(&format!("! {error}"), room) {
            page.lines.push(Line::styled(format!("{indent}{text}"), theme.style(Role::Bad)));
        }
    } else if focused && !field.hint.is_empty() && is_tall(page.shared) {
        for text in wrap(&field.hint, room) {
            page.lines.push(Line::styled(format!("{indent}{text}"), theme.style(Role::Dim)));
        }
    }
}

/// The label in rows of exactly `cells` cells.
fn label_rows(label: &str, cells: usize, ascii: bool) -> Vec<String> {
    let indent: String = label.chars().take_while(|c| *c == ' ').collect();
    let mut rows = wrap(label, cells.saturating_sub(width(&indent)));
    if rows.len() > MAX_LABEL_ROWS {
        let rest = rows.split_off(MAX_LABEL_ROWS - 1).join(" ");
        rows.push(rest);
    }
    rows.iter().map(|row| column(&format!("{indent}{row}"), cells, ascii)).collect()
}

/// Wraps typed text, and returns the cursor's position: the column and the row.
fn typed_rows(text: &str, before: &str, room: usize) -> (Vec<String>, (usize, usize)) {
    let (mut rows, mut cursor) = (Vec::new(), (0, 0));
    let (lines_before, mut left) = match before.rsplit_once('\n') {
        Some((above, line)) => (above.split('\n').count(), line.len()),
        None => (0, before.len()),
    };
    for (index, line) in text.split('\n').enumerate() {
        let wrapped = wrap_typed(line, room);
        if index == lines_before {
            let mut at = 0;
            // At the end of a row that goes on, the cursor is where the next character is.
            while at + 1 < wrapped.len() && left >= wrapped[at].len() {
                left -= wrapped[at].len();
                at += 1;
            }
            let row = wrapped[at].as_str();
            cursor = (width(row.get(..left).unwrap_or(row)), rows.len() + at);
        }
        rows.extend(wrapped);
    }
    (rows, cursor)
}

/// All options if they fit, the chosen one marked; otherwise the chosen one between arrows.
fn choice_rows(shared: &Shared, choice: &Choice, focused: bool, room: usize) -> Vec<Vec<Span<'static>>> {
    let theme = shared.theme;
    let (before, after) = theme.glyphs().choice;
    let cells: usize = choice.options.iter().map(|option| width(option) + 2).sum();
    let custom =
        choice.custom.as_ref().filter(|_| choice.is_custom()).map(|custom| custom.on_screen()).unwrap_or_default();
    let chosen = |option: &str| Span::styled(format!("{before} {option} {after}"), theme.style(Role::Strong));
    if !focused || cells + 4 > room || choice.is_custom() {
        let option = choice.options.get(choice.chosen).map_or("", String::as_str);
        if choice.is_custom() {
            return vec![vec![chosen(option), Span::raw(format!(" {custom}"))]];
        }
        let rows = if is_tall(shared) { wrap(option, room.saturating_sub(4)) } else { vec![option.to_owned()] };
        let last = rows.len().saturating_sub(1);
        let row = |(index, text): (usize, String)| {
            let before = if index == 0 { before } else { " " };
            let after = if index == last { after } else { "" };
            vec![Span::styled(format!("{before} {text} {after}"), theme.style(Role::Strong))]
        };
        return rows.into_iter().enumerate().map(row).collect();
    }
    let mut spans = Vec::new();
    for (index, option) in choice.options.iter().enumerate() {
        if index == choice.chosen {
            spans.push(chosen(option));
        } else {
            spans.push(Span::styled(option.clone(), theme.style(Role::Dim)));
        }
        spans.push(Span::raw("  "));
    }
    vec![spans]
}

/// The reason for a refusal, and another user's change side by side.
fn error_lines(page: &mut Page<'_>, form: &Form) {
    let Some(error) = &form.error else { return };
    let theme = page.shared.theme;
    for text in wrap(&format!("! {error}"), page.room) {
        page.lines.push(Line::styled(format!(" {text}"), theme.style(Role::Bad)));
    }
    for difference in &form.theirs {
        let text = format!(" recorded now  {}: {}", difference.field, difference.to);
        page.lines.push(Line::styled(fit(&text, page.room, theme.ascii), theme.style(Role::Info)));
    }
    if !form.theirs.is_empty() {
        page.lines.push(Line::styled(" Ctrl-S saves yours instead, Esc leaves it as it is.", theme.style(Role::Warn)));
    }
}
