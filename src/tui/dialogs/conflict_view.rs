//! Draws two answers of a council: in two columns, on a narrow screen one below the other.

use charter::english::capitalize;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::dialogs::conflict::{ComparisonRow, Conflict};
use crate::tui::keys::command::Cmd;
use crate::tui::ui::frame::{Areas, areas, lines};
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{around, inside, panel};
use crate::tui::ui::text::{column, width, wrap};
use crate::tui::ui::theme::Role;

const KEYS: [Cmd; 3] = [Cmd::KeepRecorded, Cmd::UseNew, Cmd::KeepBoth];

const WIDEST: u16 = 96;
const LABEL: usize = 14;
/// Columns of the terminal from which on the answers stand beside each other.
const TWO_COLUMNS: u16 = 80;

/// What the panel shows, from top to bottom.
struct Page {
    answers: Vec<Line<'static>>,
    /// The lines of each choice.
    choices: Vec<Vec<Line<'static>>>,
    /// The largest offset.
    last_offset: usize,
}

impl Page {
    fn new(shared: &Shared, conflict: &Conflict, areas: &Areas) -> Self {
        let most = inside(areas, (WIDEST, usize::from(u16::MAX)));
        let (room, height) = (usize::from(most.width), usize::from(most.height));
        let rows = conflict.comparison(shared.theme.glyphs().empty);
        let mut answers = if shared.size.0 >= TWO_COLUMNS {
            beside_each_other(shared, conflict, &rows, room)
        } else {
            below_each_other(shared, conflict, &rows, room)
        };
        let choices = |explained: bool| -> Vec<Vec<Line<'static>>> {
            let all = KEYS.iter().zip(conflict.choices());
            all.map(|(command, words)| choice(shared, *command, words, room, explained)).collect()
        };
        answers.push(Line::default());
        let mut shown = choices(true);
        if answers.len() + shown.iter().map(Vec::len).sum::<usize>() > height {
            // The keys stay in view; what they record is below the answers.
            answers.extend(shown.into_iter().flatten());
            shown = choices(false);
        }
        let left = height.saturating_sub(shown.iter().map(Vec::len).sum());
        let last_offset = if answers.len() > left { answers.len() - left.saturating_sub(1) } else { 0 };
        if last_offset > 0 {
            let below = conflict.offset < last_offset;
            answers.drain(..conflict.offset.min(last_offset));
            answers.truncate(left.saturating_sub(1));
            let way = if below {
                (Cmd::ConflictDown, "more below: ", " scrolls")
            } else {
                (Cmd::ConflictUp, "the end: ", " scrolls back")
            };
            let more = format!("{}{}{}", way.1, shared.keymap.key(way.0).unwrap_or_default(), way.2);
            answers.push(Line::styled(column(&more, room, shared.theme.ascii), shared.theme.style(Role::Info)));
            answers.truncate(left);
        }
        Self { answers, choices: shown, last_offset }
    }

    fn wanted(&self) -> (u16, usize) {
        (WIDEST, self.answers.len() + self.choices.iter().map(Vec::len).sum::<usize>())
    }
}

/// What a key does, for the footer.
pub fn label(conflict: &Conflict, command: Cmd) -> Option<&'static str> {
    let index = KEYS.iter().position(|known| *known == command)?;
    conflict.choices().get(index).map(|[label, _]| *label)
}

pub fn scroll(conflict: &mut Conflict, motion: Motion, shared: &Shared) {
    let last = Page::new(shared, conflict, &areas(shared.size)).last_offset;
    conflict.offset = match motion {
        Motion::Down => (conflict.offset + 1).min(last),
        Motion::Up => conflict.offset.min(last).saturating_sub(1),
        _ => conflict.offset,
    };
}

/// The choices at the bottom.
pub fn hits(shared: &Shared, conflict: &Conflict, areas: &Areas) -> Vec<Hit> {
    let page = Page::new(shared, conflict, areas);
    let (wanted, inner) = (page.wanted(), inside(areas, page.wanted()));
    let mut hits: Vec<Hit> = around(areas, wanted).into_iter().collect();
    let mut y = inner.y.saturating_add(u16::try_from(page.answers.len()).unwrap_or(u16::MAX));
    for (lines, command) in page.choices.iter().zip(KEYS) {
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(inner.bottom().saturating_sub(y));
        hits.push(Hit::new(Rect { y, height, ..inner }, Target::Run(command)));
        y = y.saturating_add(height);
    }
    hits
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, conflict: &Conflict, areas: &Areas) {
    let page = Page::new(shared, conflict, areas);
    let title = format!("Two answers from {}", conflict.name);
    let inner = panel(frame, shared.theme, areas, &title, page.wanted());
    lines(frame, inner, page.answers.into_iter().chain(page.choices.into_iter().flatten()).collect());
}

/// A key, what it does and, if there is room, what that records.
fn choice(
    shared: &Shared,
    command: Cmd,
    [label, records]: [&str; 2],
    room: usize,
    explained: bool,
) -> Vec<Line<'static>> {
    let theme = shared.theme;
    let key = format!(" {} ", shared.keymap.key(command).unwrap_or_default());
    let indent = width(&key);
    let text = if explained { format!("{label}: {records}") } else { label.to_owned() };
    let rows = wrap(&text, room.saturating_sub(indent)).into_iter().enumerate();
    let line = |(index, row): (usize, String)| {
        let head = if index == 0 { key.clone() } else { " ".repeat(indent) };
        Line::from(vec![Span::styled(head, theme.style(Role::Accent)), Span::raw(row)])
    };
    rows.map(line).collect()
}

/// `! takes part`: a sign, so that no colour stands alone.
fn mark(row: &ComparisonRow) -> String {
    format!("{} {}", if row.differs { '!' } else { ' ' }, row.label)
}

fn beside_each_other(shared: &Shared, conflict: &Conflict, rows: &[ComparisonRow], room: usize) -> Vec<Line<'static>> {
    let side = room.saturating_sub(LABEL + 4) / 2;
    let mut drawn = vec![columns(shared, side, "! differs", conflict.headings(), Role::Strong)];
    for row in rows {
        let wrapped =
            row.sides.each_ref().map(|texts| texts.iter().flat_map(|text| wrap(text, side)).collect::<Vec<_>>());
        let role = if row.differs { Role::Strong } else { Role::Text };
        for index in 0..wrapped[0].len().max(wrapped[1].len()) {
            let texts = wrapped.each_ref().map(|side| side.get(index).map_or("", String::as_str));
            let mark = if index == 0 { mark(row) } else { String::new() };
            drawn.push(columns(shared, side, &mark, texts, role));
        }
    }
    drawn
}

fn columns(shared: &Shared, side: usize, mark: &str, texts: [&str; 2], role: Role) -> Line<'static> {
    let theme = shared.theme;
    let head = if mark.starts_with('!') { Role::Bad } else { Role::Dim };
    let divider = Span::styled(format!(" {} ", theme.glyphs().divider), theme.style(Role::Dim));
    Line::from(vec![
        Span::styled(column(mark, LABEL, theme.ascii), theme.style(head)),
        Span::styled(column(texts[0], side, theme.ascii), theme.style(role)),
        divider,
        Span::styled(column(texts[1], side, theme.ascii), theme.style(role)),
    ])
}

/// The first answer above the second. Each says its day and its source in its heading; what both say stands below.
fn below_each_other(shared: &Shared, conflict: &Conflict, rows: &[ComparisonRow], room: usize) -> Vec<Line<'static>> {
    let empty = shared.theme.glyphs().empty;
    let (facts, answers) = rows.split_at(rows.len().min(2));
    let mut drawn = Vec::new();
    for (index, heading) in conflict.headings().into_iter().enumerate() {
        let value = |row: &ComparisonRow| row.sides.get(index).map(|texts| texts.join("; ")).unwrap_or_default();
        let facts: Vec<String> = facts.iter().map(value).collect();
        let heading = format!("{}, {}", capitalize(heading), facts.join(", "));
        drawn.extend(wrap(&heading, room).into_iter().map(|row| Line::styled(row, shared.theme.style(Role::Strong))));
        let own = answers.iter().filter(|row| row.sides[0] != row.sides[1]);
        for row in own.filter(|row| value(row) != empty) {
            labelled(shared, row, &value(row), room, &mut drawn);
        }
    }
    let same = answers.iter().filter(|row| row.sides[0] == row.sides[1] && row.sides[0] != [empty]);
    let same: Vec<String> = same.map(|row| format!("{} {}", row.label, row.sides[0].join("; "))).collect();
    if !same.is_empty() {
        let text = format!("The same in both: {}", same.join(", "));
        drawn.extend(wrap(&text, room).into_iter().map(|row| Line::styled(row, shared.theme.style(Role::Dim))));
    }
    drawn
}

fn labelled(shared: &Shared, row: &ComparisonRow, value: &str, room: usize, drawn: &mut Vec<Line<'static>>) {
    let theme = shared.theme;
    let head = mark(row);
    let label = if room < 50 { head + " " } else { column(&head, LABEL, theme.ascii) };
    let indent = width(&label);
    let [head, role] = if row.differs { [Role::Bad, Role::Strong] } else { [Role::Dim, Role::Text] };
    for (line, text) in wrap(value, room.saturating_sub(indent)).into_iter().enumerate() {
        let label = if line == 0 { label.clone() } else { " ".repeat(indent) };
        drawn.push(Line::from(vec![Span::styled(label, theme.style(head)), Span::styled(text, theme.style(role))]));
    }
}
