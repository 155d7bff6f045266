//! Draws the council screen.

use charter::council::NAME_NOT_CONFIRMED;
use charter::status::Status;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::council::item::{Item, Section};
use crate::tui::screens::council::items::when_empty;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::screens::councils::pane::next_step;
use crate::tui::ui::frame::{Areas, lines, spread};
use crate::tui::ui::hit;
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::text::{column, fit, width, wrap};
use crate::tui::ui::theme::Role;

const LABEL: usize = 14;

/// Draws the name, the status, the sections, and the items of the current one.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, screen: &CouncilScreen, areas: &Areas) {
    let room = usize::from(areas.body.width);
    lines(frame, areas.filter, vec![name_line(shared, screen, room)]);
    let mut drawn = status_lines(shared, screen, room);
    drawn.push(tabs(shared, screen, room));
    drawn.push(Line::default());
    let height = usize::from(areas.body.height).saturating_sub(drawn.len());
    match body(shared, screen, room, height) {
        rows if rows.is_empty() => {
            let text = format!("  {}", when_empty(screen.section));
            drawn.push(Line::styled(text, shared.theme.style(Role::Info)));
        }
        rows => drawn.extend(rows.into_iter().map(|(_, line)| line)),
    }
    lines(frame, areas.body, drawn);
}

/// The sections, and the items of the current one.
pub fn hits(shared: &Shared, screen: &CouncilScreen, areas: &Areas) -> Vec<Hit> {
    let body_area = areas.body;
    let above = u16::try_from(status_lines(shared, screen, body_area.width.into()).len()).unwrap_or(u16::MAX);
    let line = |y: u16| Rect { y: body_area.y.saturating_add(y), height: 1, ..body_area }.intersection(body_area);
    let drawn = tabs(shared, screen, body_area.width.into());
    let section = |(label, section): (&Span<'_>, &Section)| {
        let area = hit::find(line(above), &drawn, |text| text == label.content)?;
        Some(Hit::new(area, Target::Section(*section)))
    };
    let mut hits: Vec<Hit> = drawn.spans.iter().zip(Section::ALL).filter_map(section).collect();
    let top = above.saturating_add(2).min(body_area.height);
    let rows = body(shared, screen, body_area.width.into(), (body_area.height - top).into());
    let item = |(y, (index, _)): (u16, (usize, _))| Hit::new(line(y), Target::Row(index));
    hits.extend((top..body_area.height).zip(rows).map(item));
    hits
}

fn name_line(shared: &Shared, screen: &CouncilScreen, room: usize) -> Line<'static> {
    let (theme, council) = (shared.theme, &screen.file.council);
    let name = fit(&council.name.sanitized(), room.saturating_sub(4), theme.ascii);
    let mut left = vec![Span::styled(format!(" {name}"), theme.style(Role::Strong))];
    if !council.name_confirmed {
        left.push(Span::styled(format!("  {NAME_NOT_CONFIRMED}"), theme.style(Role::Warn)));
    }
    let dot = format!(" {} ", theme.glyphs().dot);
    let mut areas = vec![council.county.sanitized(), council.district.sanitized(), council.team.sanitized()];
    areas.retain(|area| !area.trim().is_empty());
    areas.dedup();
    let right = vec![Span::styled(format!("{} ", areas.join(&dot)), theme.style(Role::Dim))];
    spread(left, right, room)
}

fn status_lines(shared: &Shared, screen: &CouncilScreen, room: usize) -> Vec<Line<'static>> {
    let (theme, status) = (shared.theme, &screen.file.status);
    let text = status.explain(shared.snapshot.round(), shared.snapshot.as_at());
    let most = if shared.size.1 >= 20 { 3 } else { 2 };
    let mut drawn: Vec<Line<'static>> =
        wrap(&text, room.saturating_sub(2)).into_iter().take(most).map(|line| Line::raw(format!(" {line}"))).collect();
    if let Some(step) = next_step(shared, status) {
        let missed = status.missed.filter(|_| status.status != Status::NotSent);
        let missed = missed.map(|group| format!("missed the deadline, {group}: ")).unwrap_or_default();
        drawn.push(Line::styled(format!(" ! {missed}{step}"), theme.style(Role::Bad)));
    }
    if shared.size.1 >= 20 {
        drawn.push(Line::default());
    }
    drawn
}

/// The sections. Where they don't fit, the counts go first, then the ends of the names.
fn tabs(shared: &Shared, screen: &CouncilScreen, room: usize) -> Line<'static> {
    let theme = shared.theme;
    let (before, after) = theme.glyphs().choice;
    let labels = |counts: bool, letters: usize| -> Vec<String> {
        // So few letters are only for the narrowest screen.
        let counts_own = letters > 3;
        let label = |section: &Section| {
            let in_view = *section == screen.section;
            let name: String = section.label().chars().take(if in_view { usize::MAX } else { letters }).collect();
            let n = count(screen, *section);
            let text = if n > 0 && (counts || in_view && counts_own) { format!("{name} {n}") } else { name };
            if in_view { format!("{before}{text}{after}") } else { format!(" {text} ") }
        };
        Section::ALL.iter().map(label).collect()
    };
    let variants = [labels(true, usize::MAX), labels(false, usize::MAX), labels(false, 4)];
    let fits = |labels: &&Vec<String>| labels.iter().map(|label| width(label)).sum::<usize>() < room;
    let fitting = variants.iter().find(fits).cloned().unwrap_or_else(|| labels(false, 3));
    let style = |section: Section| match section == screen.section {
        true => theme.style(Role::Accent).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        false => theme.style(Role::Dim),
    };
    let spans = Section::ALL.iter().zip(fitting).map(|(section, label)| Span::styled(label, style(*section)));
    Line::from(spans.collect::<Vec<_>>())
}

fn count(screen: &CouncilScreen, section: Section) -> usize {
    let file = &screen.file;
    match section {
        Section::Return => file.returns.len(),
        Section::Priorities => file.status.priorities.into(),
        Section::Meetings => file.meetings.len() + file.updates.len() + file.excuses.len() + file.changes.len(),
        Section::Replies => file.replies.len(),
        Section::Notes => file.notes.len(),
        Section::History => file.history.len(),
    }
}

/// The lines in view, each with the index of its item.
fn body(shared: &Shared, screen: &CouncilScreen, room: usize, height: usize) -> Vec<(usize, Line<'static>)> {
    let items = screen.items(shared);
    let mut drawn: Vec<(usize, Line<'static>)> = Vec::new();
    let mut focus = (0, 0);
    for (index, item) in items.iter().enumerate() {
        let top = drawn.len();
        let lines = item_lines(shared, item, index == screen.list.cursor, room);
        drawn.extend(lines.into_iter().map(|line| (index, line)));
        if index == screen.list.cursor {
            focus = (top, drawn.len());
        }
        if drawn.len() > focus.1 + height && focus.1 > 0 {
            break;
        }
    }
    let skip = focus.1.saturating_sub(height).min(focus.0);
    drawn.into_iter().skip(skip).take(height).collect()
}

fn item_lines(shared: &Shared, item: &Item, focused: bool, room: usize) -> Vec<Line<'static>> {
    let theme = shared.theme;
    let mark = if focused { theme.glyphs().cursor } else { " " };
    let mut head = fit(&item.head, room.saturating_sub(3), theme.ascii);
    let mut style = theme.style(item.role);
    if focused {
        let used = width(&head) + 2;
        head.push_str(&" ".repeat(room.saturating_sub(used)));
        style = style.patch(theme.selection());
    }
    let mut drawn = vec![Line::from(vec![
        Span::styled(
            mark,
            theme.style(Role::Accent).patch(if focused { theme.selection() } else { Default::default() }),
        ),
        Span::styled(format!(" {head}"), style),
    ])];
    for (label, text) in &item.body {
        let indent = if label.is_empty() { 2 } else { 2 + LABEL };
        for (index, line) in wrap(text, room.saturating_sub(indent + 1)).into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let cell = if indent > 2 { column(label, LABEL, theme.ascii) } else { String::new() };
            drawn.push(Line::from(vec![Span::styled(format!("  {cell}"), theme.style(Role::Dim)), Span::raw(line)]));
        }
    }
    for (index, line) in
        item.table.iter().flat_map(|table| table.lines(room.saturating_sub(3), theme.ascii)).enumerate()
    {
        let role = if index == 0 { Role::Dim } else { Role::Text };
        drawn.push(Line::styled(format!("  {line}"), theme.style(role)));
    }
    if !item.joined {
        drawn.push(Line::default());
    }
    drawn
}
