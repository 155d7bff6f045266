//! Lays out and draws a page, with the terminal's cursor on the row in focus.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Clear;

use crate::tui::app::key_hints::key_hints;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::view::{draw_layer, header, stamp};
use crate::tui::reader::page::{Page, Row, parted, words};
use crate::tui::reader::{council, dialogs, form, tabs};
use crate::tui::ui::frame;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::text::{fit, width, wrap, wrap_typed};

/// The keys may take one line in so many, because a line that is cut hides the rest of them.
const ROWS_PER_LINE_OF_KEYS: usize = 10;

/// A drawn line of the page.
struct Placed {
    text: String,
    focused: bool,
    /// In cells from the left edge.
    cursor: Option<usize>,
    target: Target,
}

/// Draws the layer in front. Nothing else is drawn, because it would be read too.
pub fn draw(out: &mut Frame<'_>, model: &Model) {
    let area = out.area();
    let page = page(out, model);
    out.render_widget(Clear, area);
    let placed = place(model, &page, area);
    let style = |line: &Placed| match line.focused {
        true => model.shared.theme.selection(),
        false => Style::default(),
    };
    let drawn = placed.iter().map(|line| Line::styled(line.text.clone(), style(line))).collect();
    lines(out, area, drawn);
    if let Some((y, x)) = placed.iter().enumerate().find_map(|(y, line)| Some((y, line.cursor?))) {
        let cell = |n: usize, most: u16| u16::try_from(n).unwrap_or(u16::MAX).min(most.saturating_sub(1));
        out.set_cursor_position((cell(x, area.width), cell(y, area.height)));
    }
}

/// The rows of the layer in front.
pub fn hits(model: &Model) -> Vec<Hit> {
    let (columns, rows) = model.shared.size;
    let area = Rect::new(0, 0, columns, rows);
    let Some(page) = lines_of(model, area) else { return Vec::new() };
    let placed = place(model, &page, area).into_iter().enumerate();
    let hit = |(y, line): (usize, Placed)| {
        Hit::new(Rect { y: u16::try_from(y).unwrap_or(u16::MAX), height: 1, ..area }, line.target)
    };
    placed.map(hit).collect()
}

fn page(out: &mut Frame<'_>, model: &Model) -> Page {
    match (lines_of(model, out.area()), model.layers.last()) {
        (Some(page), _) => page,
        (None, Some(layer)) => read_back(out, model, layer),
        (None, None) => Page::default(),
    }
}

/// `None` for a layer that has no lines of its own.
fn lines_of(model: &Model, area: Rect) -> Option<Page> {
    let (shared, height, room) = (&model.shared, usize::from(area.height), usize::from(area.width));
    Some(match model.layers.last() {
        None => tab_page(model, room, height),
        Some(Layer::Find(editor)) => {
            let mut page = tab_page(model, room, height);
            let text = format!("Find: {}", editor.on_screen());
            let cursor = Some(width("Find: ") + width(&editor.before_cursor()));
            page.rows.iter_mut().for_each(|row| row.focused = false);
            page.rows.insert(0, Row { cursor, ..Row::new(text, true, Target::Nothing) });
            page
        }
        Some(Layer::Council(screen)) => council::page(shared, screen, height),
        Some(Layer::Form(form)) => form::page(shared, form),
        Some(Layer::Pick(pick)) => dialogs::pick(pick, height),
        Some(Layer::CouncilPicker(picker)) => dialogs::council_picker(shared, picker, height),
        Some(Layer::Lookup(lookup)) => dialogs::lookup(model, lookup, height),
        Some(Layer::Search(search)) => dialogs::search(shared, search, height),
        Some(Layer::PriorityChoice(choice)) => dialogs::priority_choice(choice, height),
        Some(Layer::IssuedReports(issued)) => dialogs::issued_reports(issued, height),
        Some(Layer::Promises(table)) => dialogs::promises(shared, table, height),
        Some(Layer::ResponseTimes(waits)) => dialogs::response_times(shared, waits, height),
        Some(Layer::Comparison(table)) => dialogs::comparison(table, height),
        Some(Layer::Conflict(conflict)) => dialogs::conflict(conflict),
        Some(Layer::Plan(screen)) => dialogs::plan(shared, screen, height),
        Some(Layer::Mapping(screen)) => dialogs::mapping(screen, height),
        Some(Layer::Districts(table)) => dialogs::districts(shared, table, height),
        Some(Layer::Report(screen)) => dialogs::report(shared, screen, height),
        Some(Layer::Columns(chooser)) => dialogs::columns(chooser, height),
        Some(
            Layer::Brief(_) | Layer::Summary(_) | Layer::Letters(_) | Layer::ImportReport(_) | Layer::ImportProgress(_),
        ) => return None,
        // The table of districts is in its place.
        Some(Layer::Map(_)) => return None,
    })
}

fn tab_page(model: &Model, room: usize, height: usize) -> Page {
    let mut page = tabs::page(model, room, height);
    let areas = frame::areas((160, 24));
    let lines = [header(model, None, &areas).gauge, frame::title(&model.shared, 160)];
    lines.iter().for_each(|line| page.about(parted(line)));
    if model.shared.demo {
        page.title.push_str(", demonstration with invented replies");
    }
    page
}

/// The words that a layer draws, line by line. The focus is on the selected row, else on the first line.
fn read_back(out: &mut Frame<'_>, model: &Model, layer: &Layer) -> Page {
    let areas: Areas = frame::areas((out.area().width, out.area().height));
    out.render_widget(Clear, out.area());
    draw_layer(out, model, layer, &areas);
    let selection = model.shared.theme.selection();
    let whole = areas.filter.union(areas.body);
    let buffer = out.buffer_mut();
    let mut page = Page::default();
    for y in whole.top()..whole.bottom() {
        let cells = (whole.left()..whole.right()).map(|x| &buffer[(x, y)]);
        let reversed = selection.add_modifier.contains(Modifier::REVERSED);
        let is_selected = cells.clone().any(|cell| match reversed {
            true => cell.modifier.contains(Modifier::REVERSED),
            false => selection.bg == Some(cell.bg),
        });
        let drawn: String = cells.map(|cell| if is_drawing(cell.symbol()) { " " } else { cell.symbol() }).collect();
        let text = words(&drawn);
        if !text.is_empty() {
            page.rows.push(Row::new(text, is_selected, Target::Nothing));
        }
    }
    if !page.rows.is_empty() {
        page.title = page.rows.remove(0).text;
    }
    if !page.rows.iter().any(|row| row.focused)
        && let Some(first) = page.rows.first_mut()
    {
        first.focused = true;
    }
    page
}

/// Boxes, blocks, shapes and braille: they say nothing when read.
pub fn is_drawing(symbol: &str) -> bool {
    symbol.chars().any(|c| matches!(c, '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}'))
}

/// The lines of the screen, from the top: the title, the status, the page, the keys.
fn place(model: &Model, page: &Page, area: Rect) -> Vec<Placed> {
    let (room, height) = (usize::from(area.width), usize::from(area.height));
    let plain = |text: String| Placed { text, focused: false, cursor: None, target: Target::Nothing };
    let mut placed = vec![plain(fit(&page.title, room, model.shared.theme.ascii))];
    placed.extend(status(model, room).into_iter().map(plain));
    let keys = keys(model, room, (height / ROWS_PER_LINE_OF_KEYS).max(1));
    let below = height.saturating_sub(keys.len());
    let body = below.saturating_sub(placed.len());
    let about: Vec<String> =
        page.about.iter().flat_map(|text| wrap(text, room)).filter(|line| !line.is_empty()).collect();
    let most = if page.rows.is_empty() { body } else { body * 2 / 5 };
    placed.extend(about.into_iter().take(most).map(plain));
    let left = below.saturating_sub(placed.len());
    let rows: Vec<Vec<Placed>> = page.rows.iter().map(|row| row_lines(row, room)).collect();
    let for_rows = match (page.detail.is_empty(), page.rows_first) {
        (true, _) => left,
        (false, true) => left * 2 / 3,
        (false, false) => left / 3,
    };
    placed.extend(around_focus(rows, for_rows));
    let detail = page.detail.iter().flat_map(|text| wrap(text, room)).filter(|line| !line.is_empty());
    let left = below.saturating_sub(placed.len());
    placed.extend(detail.take(left).map(plain));
    placed.resize_with(below, || plain(String::new()));
    placed.extend(keys.into_iter().map(plain));
    placed
}

/// What the last action did, always from the second line on; else when the last change was saved.
fn status(model: &Model, room: usize) -> Vec<String> {
    let said = model.notice.as_ref().map(|notice| notice.text.clone()).or_else(|| stamp(model));
    wrap(&words(&said.unwrap_or_else(|| "ready".to_owned())), room)
}

/// A row in full. A field keeps every character, so that its cursor can be placed.
fn row_lines(row: &Row, room: usize) -> Vec<Placed> {
    let room = room.max(1);
    let mut texts = if row.cursor.is_some() { wrap_typed(&row.text, room) } else { wrap(&row.text, room) };
    let mut at = (0, row.cursor.unwrap_or(0));
    while at.0 + 1 < texts.len() && at.1 >= width(&texts[at.0]) {
        at = (at.0 + 1, at.1 - width(&texts[at.0]));
    }
    match texts.last_mut() {
        Some(last) if width(last) + 2 + width(&row.note) <= room => {
            let gap = match last.chars().last() {
                _ if row.note.is_empty() => "",
                Some(' ') => "",
                Some(':') => " ",
                _ => "; ",
            };
            last.push_str(&format!("{gap}{}", row.note));
        }
        _ => texts.extend(wrap(&row.note, room)),
    }
    let line = |(index, text): (usize, String)| Placed {
        text,
        focused: row.focused,
        cursor: (row.focused && index == at.0).then_some(at.1),
        target: row.target,
    };
    texts.into_iter().enumerate().map(line).collect()
}

/// As many lines as fit, the row in focus among them.
fn around_focus(rows: Vec<Vec<Placed>>, height: usize) -> Vec<Placed> {
    let focus = rows.iter().position(|lines| lines.iter().any(|line| line.focused)).unwrap_or(0);
    let mut first = focus;
    let mut used = rows.get(focus).map_or(0, Vec::len);
    while first > 0 && used + rows[first - 1].len() <= height {
        first -= 1;
        used += rows[first].len();
    }
    rows.into_iter().skip(first).flatten().take(height).collect()
}

/// `Keys: r return, ! missed`, in at most so many lines. A key is never parted from what it does.
fn keys(model: &Model, room: usize, most: usize) -> Vec<String> {
    let (mut lines, mut text) = (Vec::new(), "Keys:".to_owned());
    let hints = key_hints(model);
    for (index, hint) in hints.iter().filter(|hint| !hint.disabled).enumerate() {
        let (comma, key) = (if index == 0 { "" } else { "," }, format!("{} {}", hint.key, hint.label));
        let is_last = lines.len() + 1 >= most;
        // A line that goes on ends with a comma.
        let room = if is_last { room } else { room.saturating_sub(1) };
        if width(&text) + width(comma) + 1 + width(&key) <= room {
            text.push_str(&format!("{comma} {key}"));
        } else if is_last {
            break;
        } else {
            text.push_str(comma);
            lines.push(std::mem::replace(&mut text, key));
        }
    }
    lines.push(text);
    lines
}
