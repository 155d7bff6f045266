//! Draws the preview: recipients and those left out beside the text of the letter in focus, or above it.

use std::ops::Range;

use charter::english::pluralize;
use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::councils::cells::shorten_name;
use crate::tui::screens::letters::state::LettersScreen;
use crate::tui::ui::frame;
use crate::tui::ui::frame::{Areas, lines, spread};
use crate::tui::ui::panel::{row, window};
use crate::tui::ui::scrollbar;
use crate::tui::ui::scrollbar::Scroll;
use crate::tui::ui::text::{column, fit, sentence, width, wrap_typed};
use crate::tui::ui::theme::Role;

/// The cells that addresses have at least, and the reasons why councils are left out.
const LEAST_ADDRESS: usize = 24;

/// From this width on the text is beside the list.
const BESIDE: u16 = 100;
/// Room for a long name and an address.
const WIDEST_LIST: u16 = 80;

pub fn list_area(areas: &Areas) -> Rect {
    let body = areas.body;
    if body.width >= BESIDE {
        Rect { width: (body.width / 2).min(WIDEST_LIST), ..body }
    } else {
        Rect { height: body.height / 2, ..body }
    }
}

fn text_area(areas: &Areas) -> Rect {
    let (body, list) = (areas.body, list_area(areas));
    if body.width >= BESIDE {
        Rect { x: list.right() + 2, width: body.width.saturating_sub(list.width + 3), ..body }
    } else {
        let height = body.height.saturating_sub(list.height + 1);
        Rect { x: body.x + 1, y: list.bottom() + 1, width: body.width.saturating_sub(2), height }
    }
}

pub fn visible_rows(size: (u16, u16)) -> usize {
    list_area(&frame::areas(size)).height.into()
}

pub fn shown(screen: &LettersScreen, areas: &Areas) -> Range<usize> {
    window(screen.list.cursor, screen.row_count(), list_area(areas).height.into())
}

/// Draws the preview in place of the tab.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, screen: &LettersScreen, areas: &Areas) {
    lines(frame, areas.filter, vec![title(shared, screen, areas.filter.width.into())]);
    let area = list_area(areas);
    let visible = shown(screen, areas);
    let scroll = Scroll { offset: visible.start, visible: area.height.into(), len: screen.row_count() };
    let room = usize::from(area.width) - scroll.cells();
    let addresses = screen.recipients.iter().map(|recipient| width(&recipient.address)).max().unwrap_or(0);
    // The address matters most: it is what is checked before a batch is written.
    let names = room.saturating_sub(addresses.max(LEAST_ADDRESS).min(room * 3 / 5) + 2);
    lines(frame, area, visible.map(|index| list_row(shared, screen, index, (names, room))).collect());
    scrollbar::draw(frame, shared.theme, area, scroll);
    let area = text_area(areas);
    lines(frame, area, text(shared, screen, area.width.into(), area.height.into()));
}

fn title(shared: &Shared, screen: &LettersScreen, room: usize) -> Line<'static> {
    let theme = shared.theme;
    let letters = pluralize(screen.recipients.len(), "letter");
    let shared_mails = screen.mails < screen.recipients.len();
    let mails = if shared_mails { format!(" in {}", pluralize(screen.mails, "mail")) } else { String::new() };
    let unaddressed = match screen.without_postal_address {
        0 => String::new(),
        some => format!(", {some} without a postal address"),
    };
    let last = shared.keymap.key(Cmd::LettersLast).unwrap_or_default();
    let left_out = match screen.left_out.len() {
        0 => String::new(),
        n => format!(", {n} left out ({last} shows why)"),
    };
    let left = vec![
        Span::styled(
            format!(" {}", sentence(screen.query.kind.label()).trim_end_matches('.')),
            theme.style(Role::Strong),
        ),
        Span::styled(format!("  {letters}{mails}{unaddressed}{left_out}"), theme.style(Role::Dim)),
    ];
    let state = match &screen.written {
        Some(_) => "drafted, not sent ",
        None => "not written yet ",
    };
    spread(left, vec![Span::styled(state, theme.style(Role::Strong))], room)
}

fn list_row(shared: &Shared, screen: &LettersScreen, index: usize, (names, room): (usize, usize)) -> Line<'static> {
    let theme = shared.theme;
    let focused = index == screen.list.cursor;
    let (name, more, role) = match (screen.recipients.get(index), index.checked_sub(screen.recipients.len())) {
        (Some(recipient), _) => {
            let address = sanitize(&recipient.address).into_owned();
            (recipient.name.as_str(), address, Role::Text)
        }
        (None, Some(at)) => {
            let left = screen.left_out.get(at);
            (left.map_or("", |left| left.name.as_str()), left.map_or(String::new(), |left| left.why.clone()), Role::Dim)
        }
        (None, None) => ("", String::new(), Role::Text),
    };
    let spans = vec![
        Span::styled(column(&shorten_name(name, names), names, theme.ascii), theme.style(role)),
        Span::raw(" "),
        Span::styled(fit(&more, room.saturating_sub(names + 2), theme.ascii), theme.style(Role::Dim)),
    ];
    row(theme, spans, focused, room)
}

fn text(shared: &Shared, screen: &LettersScreen, room: usize, height: usize) -> Vec<Line<'static>> {
    let theme = shared.theme;
    if let Some(left) = screen.focused_left_out() {
        return vec![
            Line::styled(fit(&format!("{} gets no letter.", left.name), room, theme.ascii), theme.style(Role::Strong)),
            Line::styled(fit(&sentence(&left.why), room, theme.ascii), theme.style(Role::Info)),
        ];
    }
    let Some((_, text)) = screen.text.as_ref().filter(|(index, _)| *index == screen.list.cursor) else {
        let words =
            if screen.recipients.is_empty() { "No council gets this letter." } else { "The text is being made." };
        return vec![Line::styled(words, theme.style(Role::Info))];
    };
    let mut drawn: Vec<Line<'static>> = Vec::new();
    if let Some(written) = &screen.written {
        let sent = shared.keymap.key(Cmd::LettersMarkSent).unwrap_or_default();
        let files = pluralize(written.mails, screen.query.format().piece());
        let words = format!("{files} in {}. {sent} records that you sent them.", screen.query.folder.display());
        drawn.extend(wrap_typed(&words, room).into_iter().map(|line| Line::styled(line, theme.style(Role::Good))));
        drawn.push(Line::default());
    }
    for (index, line) in text.iter().enumerate().skip(screen.scroll) {
        let role = if index == 0 { Role::Strong } else { Role::Text };
        drawn.extend(wrap_typed(line, room).into_iter().map(|line| Line::styled(line, theme.style(role))));
    }
    if drawn.len() > height && height > 1 {
        let more = drawn.split_off(height - 1).len();
        let key = shared.keymap.key(Cmd::LettersScrollDown).unwrap_or_default();
        let words = format!("{key} scrolls: {} more", pluralize(more, "line"));
        drawn.push(Line::styled(fit(&words, room, theme.ascii), theme.style(Role::Dim)));
    }
    drawn
}
