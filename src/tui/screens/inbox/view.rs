//! Draws the inbox: the list above, the source at the lower left, the proposal at the lower right.

use charter::english::pluralize;
use charter::incoming::Origin;
use charter::response_times::ReplyDue;
use desk::inbox::{Group, InboxHeading, InboxLine};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use reading::matching::Found;

use crate::tui::app::shared::Shared;
use crate::tui::forms::form::Form;
use crate::tui::forms::purpose::Purpose;
use crate::tui::screens::councils::cells::{MOST_OF_NAME, day_cell, shorten_name};
use crate::tui::screens::councils::view::highlight;
use crate::tui::screens::inbox::layout::{Parts, is_narrow, parts, source_room};
use crate::tui::screens::inbox::proposal::summary;
use crate::tui::screens::inbox::state::{Inbox, Row};
use crate::tui::screens::inbox::{proposal, source};
use crate::tui::ui::filter_line::{empty_message, none_left};
use crate::tui::ui::frame::{Areas, lines, spread};
use crate::tui::ui::scrollbar;
use crate::tui::ui::scrollbar::Scroll;
use crate::tui::ui::text::{column, column_right, fit, width};
use crate::tui::ui::theme::Role;

const MARKS: usize = 2;
const DAY: usize = 8;

/// The number of columns from which the source is shown beside a form.
const ROOM_FOR_BOTH: u16 = 110;

/// The area of a form with the source on its left. `None` if the form is about something else, or there is no room.
pub fn areas_beside(form: &Form, areas: &Areas) -> Option<Areas> {
    let left = source_width(areas);
    let right = |area: Rect| Rect { x: area.x + left + 1, width: area.width - left - 1, ..area };
    let room = areas.body.width >= ROOM_FOR_BOTH && matches!(form.purpose, Purpose::FromInbox { .. });
    room.then(|| Areas { filter: right(areas.filter), body: right(areas.body), ..*areas })
}

fn source_width(areas: &Areas) -> u16 {
    areas.body.width * 2 / 5
}

/// Draws the source on the left of a form about it, if there is room.
pub fn draw_beside(out: &mut Frame<'_>, inbox: &Inbox, shared: &Shared, form: &Form, areas: &Areas) {
    let Purpose::FromInbox { line, .. } = &form.purpose else { return };
    if areas_beside(form, areas).is_none() {
        return;
    }
    let (top, left) = (areas.filter.y, source_width(areas));
    let source = Rect { y: top, height: areas.body.bottom().saturating_sub(top), width: left, ..areas.body };
    let (room, height) = (usize::from(left).saturating_sub(3), usize::from(source.height));
    let divider = format!(" {}", shared.theme.glyphs().divider);
    let mut rows = source::rows(shared.theme, line, inbox.source_view().whole, room, height);
    rows.truncate(height);
    rows.resize(height, Line::default());
    let row = |row: Line<'static>| {
        let used = row.width();
        let style = row.style;
        let mut spans = vec![Span::raw(" ")];
        spans.extend(row.spans.into_iter().map(|span| Span { style: style.patch(span.style), ..span }));
        spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
        spans.push(Span::styled(divider.clone(), shared.theme.style(Role::Dim)));
        Line::from(spans)
    };
    lines(out, source, rows.into_iter().map(row).collect());
}

/// Draws the filter line, the counts, the list, and the item in focus.
pub fn draw(out: &mut Frame<'_>, inbox: &Inbox, shared: &Shared, areas: &Areas) {
    let (parts, room) = (parts(shared.size, inbox.source_in_front), usize::from(areas.body.width));
    lines(out, parts.title, vec![title(inbox, shared, room)]);
    if inbox.rows.is_empty() {
        if inbox.lines.is_some() && !inbox.is_loading() {
            let area = Rect { y: parts.list.y, height: areas.body.bottom() - parts.list.y, ..parts.list };
            lines(out, area, empty_message(shared, &when_empty(inbox, shared), room));
        }
        return;
    }
    let scroll = Scroll { offset: inbox.list.offset, visible: parts.list.height.into(), len: inbox.rows.len() };
    let room = room - scroll.cells();
    let visible = inbox.rows.iter().enumerate().skip(inbox.list.offset).take(parts.list.height.into());
    let drawn = visible.map(|(index, row)| match inbox.item(*row) {
        Some(line) => item_line(shared, line, *row, index == inbox.list.cursor, room),
        None => heading(shared, *row),
    });
    lines(out, parts.list, drawn.collect());
    scrollbar::draw(out, shared.theme, parts.list, scroll);
    if let Some(line) = inbox.focused() {
        focused(out, inbox, shared, line, &parts);
    }
}

/// `7 of 31 to do · 2 later`, and whether it is being read again.
pub fn title(inbox: &Inbox, shared: &Shared, room: usize) -> Line<'static> {
    let theme = shared.theme;
    if inbox.lines.iter().flatten().next().is_none() && (inbox.is_loading() || inbox.lines.is_none()) {
        let (role, text) = match inbox.is_loading() {
            true => (Role::Info, "reading the inbox"),
            false => (Role::Warn, "the inbox could not be read: press F5 to try again"),
        };
        return Line::styled(format!(" {}", fit(text, room.saturating_sub(1), theme.ascii)), theme.style(role));
    }
    let (left, of) = inbox.remaining();
    let mut spans = vec![Span::styled(format!(" {left} of {of} to do"), theme.style(Role::Strong))];
    let later = inbox.deferred();
    if later > 0 {
        spans.push(Span::styled(format!(" {} {later} later", theme.glyphs().dot), theme.style(Role::Dim)));
    }
    if inbox.is_loading() {
        spans.push(Span::styled(format!(" {} reading", theme.glyphs().dot), theme.style(Role::Info)));
    }
    let right = Span::styled("Nothing is recorded until you confirm it ", theme.style(Role::Dim));
    spread(spans, vec![right], room)
}

fn heading(shared: &Shared, row: Row) -> Line<'static> {
    let Row::Heading(heading, shown) = row else { return Line::default() };
    let theme = shared.theme;
    let role = match heading {
        InboxHeading::Due(ReplyDue::Over) => Role::Bad,
        InboxHeading::Due(ReplyDue::Soon) => Role::Warn,
        InboxHeading::Needs(Group::OnRecord | Group::Bounce | Group::AutoReply | Group::Later) => Role::Dim,
        InboxHeading::Needs(_) => Role::Strong,
    };
    Line::from(vec![
        Span::raw(" ".repeat(MARKS)),
        Span::styled(heading.label(), theme.style(role)),
        Span::styled(format!(" {shown}"), theme.style(Role::Dim)),
    ])
}

/// The council, the day received, the summary.
fn item_line(shared: &Shared, line: &InboxLine, row: Row, focused: bool, room: usize) -> Line<'static> {
    let (theme, as_at) = (shared.theme, shared.snapshot.as_at());
    let mark = shared.cursor_mark(focused);
    let names =
        if room < 60 { room.saturating_sub(MARKS + DAY + 23).max(17) } else { (room * 2 / 5).min(MOST_OF_NAME) };
    let (name, role) = name(shared, line, row);
    let day = line.source.received.map(|received| day_cell(received.on, as_at));
    let day_role = if day.is_some() { Role::Text } else { Role::Dim };
    let day = day.unwrap_or_else(|| theme.glyphs().empty.to_owned());
    let left = room.saturating_sub(MARKS + names + DAY + 4);
    let summary = summary_cell(shared, line);
    let spans = vec![
        Span::styled(format!("{mark} "), theme.style(Role::Accent)),
        Span::styled(column(&shorten_name(&name, names), names, theme.ascii), theme.style(role)),
        Span::styled(column_right(&day, DAY, theme.ascii), theme.style(day_role)),
        Span::raw("  "),
        Span::styled(fit(&summary, left, theme.ascii), theme.style(Role::Text)),
    ];
    highlight(Line::from(spans), focused, shared, room)
}

/// The council; else a likely one with a question mark; else the sender or the subject.
pub fn name(shared: &Shared, line: &InboxLine, row: Row) -> (String, Role) {
    let lines = shared.snapshot.lines();
    if let Row::Item { council: Some(index), .. } = row
        && let Some(council) = lines.get(index)
    {
        return (council.name.sanitized().into_owned(), Role::Text);
    }
    let guess = match &line.triage.found {
        Found::One(candidate) => Some(candidate),
        Found::Ambiguous(candidates) => candidates.first(),
        Found::Joint(_) | Found::NotOurs(..) | Found::None => None,
    };
    if let Some(council) = guess.and_then(|guess| lines.iter().find(|known| known.id == guess.council)) {
        return (format!("? {}", council.name.sanitized()), Role::Warn);
    }
    let source = &line.source;
    let texts = [&source.sender, &source.subject, &source.from];
    let text = texts.into_iter().find(|text| !text.is_blank()).map(|text| text.sanitized().into_owned());
    let row = || match source.origin {
        Origin::Mail => format!("mail {} of {}", source.number, source.file.sanitized()),
        Origin::Row => format!("row {} of {}", source.number, source.file.sanitized()),
    };
    (text.unwrap_or_else(row), Role::Dim)
}

/// The summary, after any warning.
pub fn summary_cell(shared: &Shared, line: &InboxLine) -> String {
    let dot = shared.theme.glyphs().dot;
    if let Some(label) = line.source.no_reply_label() {
        return label.to_owned();
    }
    let found = &line.triage.found;
    let n = found.candidates().len();
    let first = match found {
        _ if line.triage.council.is_some() => None,
        Found::One(candidate) => Some(candidate.confidence.label().to_owned()),
        Found::Ambiguous(_) => Some(pluralize(n, "possible council")),
        Found::Joint(_) => Some(format!("speaks for {}", pluralize(n, "council"))),
        Found::NotOurs(..) => Some("not ours".to_owned()),
        Found::None => Some("no council recognised".to_owned()),
    };
    // Under a heading of time nothing else says what the item needs.
    let needs = line.due.map(|_| line.triage.group.label().to_owned());
    let read = Some(summary(line, dot)).filter(|words| !words.is_empty());
    let read = read.or_else(|| first.is_none().then(|| "nothing could be read".to_owned()));
    let undated = line.source.received.is_none().then(|| "no date".to_owned());
    let undated = undated.or_else(|| line.triage.is_early.then(|| "dated before the letter".to_owned()));
    needs.into_iter().chain(first).chain(read).chain(undated).collect::<Vec<_>>().join(&format!(" {dot} "))
}

/// Draws the rule and the panes of the item in focus.
fn focused(out: &mut Frame<'_>, inbox: &Inbox, shared: &Shared, line: &InboxLine, parts: &Parts) {
    let (room, height) = source_room(shared.size, inbox.source_in_front);
    let all = if parts.source.width > 0 {
        source::rows(shared.theme, line, inbox.source_view().whole, room, height)
    } else {
        Vec::new()
    };
    let first = inbox.source_view().list.offset.min(all.len().saturating_sub(height));
    let last = (first + height).min(all.len());
    let range = (all.len() > height).then(|| format!("{}–{last} of {}", first + 1, all.len()));
    lines(out, parts.rule, vec![rule(shared, parts, range)]);
    let margin = |mut row: Line<'static>, before: Span<'static>| {
        let style = row.style;
        row.spans.iter_mut().for_each(|span| span.style = style.patch(span.style));
        row.spans.insert(0, before);
        Line::from(row.spans)
    };
    let rows = all.into_iter().skip(first).take(height).map(|row| margin(row, Span::raw(" ")));
    lines(out, parts.source, rows.collect());
    if parts.proposal.width == 0 {
        return;
    }
    let divided = parts.source.width > 0;
    let divider = if divided { format!("{} ", shared.theme.glyphs().divider) } else { " ".to_owned() };
    let before = Span::styled(divider, shared.theme.style(Role::Dim));
    let room = usize::from(parts.proposal.width).saturating_sub(width(&before.content));
    let height = usize::from(parts.proposal.height);
    let mut rows = proposal::rows(shared, line, room, height);
    rows.resize(height, Line::default());
    let rows = rows.into_iter().map(|row| margin(row, before.clone())).collect();
    lines(out, parts.proposal, rows);
}

/// The rule below the list: what is beneath it, how much is in view, and the key for the rest.
fn rule(shared: &Shared, parts: &Parts, range: Option<String>) -> Line<'static> {
    let (dot, narrow) = (shared.theme.glyphs().dot, is_narrow(shared.size));
    let mut spans = Vec::new();
    if parts.source.width > 0 {
        let keys = if narrow { "" } else { ", J K" };
        let range = range.map(|range| format!(" {dot} {range}{keys}")).unwrap_or_default();
        let other = if narrow { format!(" {dot} Right: return") } else { String::new() };
        spans.extend(titled(shared, &format!("reply received{range}{other}"), parts.source.width.into()));
    }
    if parts.proposal.width > 0 {
        let other = if narrow { format!(" {dot} Left: reply") } else { String::new() };
        spans.extend(titled(shared, &format!("proposed return{other}"), parts.proposal.width.into()));
    }
    Line::from(spans)
}

fn titled(shared: &Shared, words: &str, room: usize) -> Vec<Span<'static>> {
    let theme = shared.theme;
    let rule = theme.glyphs().rule;
    let words = format!(" {} ", fit(words, room.saturating_sub(4), theme.ascii));
    let rest = room.saturating_sub(1 + width(&words));
    vec![
        Span::styled(rule, theme.style(Role::Dim)),
        Span::styled(words, theme.style(Role::Dim)),
        Span::styled(rule.repeat(rest), theme.style(Role::Dim)),
    ]
}

fn when_empty(inbox: &Inbox, shared: &Shared) -> String {
    let nothing = inbox.lines.iter().flatten().next().is_none();
    if nothing {
        return "The inbox is empty. i imports replies from files: e-mails, folders, sheets.".to_owned();
    }
    format!("No reply is waiting from a council {}. Esc clears every filter.", none_left(&shared.search.filter))
}
