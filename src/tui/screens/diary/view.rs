//! Draws the diary.
//!
//! ```text
//!  October 2023                        Tue 10 Oct 19:00 Wem Town Council     planned, in person      planned
//!  Mon  Tue  Wed  Thu  Fri  Sat  Sun              19:30 Whixall              not planned yet         owed
//!  …                                   Wed 11 Oct …
//!  the meeting in focus
//! ```
//! Below a hundred columns one line with the week replaces the month; a low terminal shows only the agenda.

use charter::calendar::format_with_year;
use charter::council_line::CouncilLine;
use charter::diary::{DiaryLine, MeetingState};
use charter::diary_entry::{DiaryEntry, EntryKind};
use charter::untrusted::sanitize;
use chrono::{NaiveDate, NaiveTime};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::councils::cells::shorten_name;
use crate::tui::screens::councils::pane;
use crate::tui::screens::councils::view::highlight;
use crate::tui::screens::diary::calendar::MONTH;
use crate::tui::screens::diary::state::{Diary, Row};
use crate::tui::screens::diary::{calendar, promise_line};
use crate::tui::ui::filter_line::none_left;
use crate::tui::ui::frame::{Areas, WIDE, lines};
use crate::tui::ui::scrollbar;
use crate::tui::ui::scrollbar::Scroll;
use crate::tui::ui::text::{column, width};
use crate::tui::ui::theme::Role;
use crate::tui::ui::{filter_line, frame};

/// Column widths; 0 if a column does not fit.
#[derive(Clone, Copy, Debug)]
struct Columns {
    date: usize,
    time: usize,
    name: usize,
    words: usize,
    promise: usize,
    /// Where it meets, and how the council wants to be met: only where the names need no more room.
    place: usize,
    method: usize,
}

/// Longer names of councils are rare.
const LONGEST_USUAL_NAME: usize = 50;
const LEAST_METHOD: usize = 16;
/// For a place and a method.
const LEAST_BOTH: usize = 34;

impl Columns {
    fn for_width(room: usize) -> Self {
        // The mark, and the sign before the text.
        let fixed = |date: usize, time: usize, promise: usize| 1 + date + time + promise + 3;
        let (date, time, promise) = match room {
            ..56 => (7, 0, 0),
            56..72 => (11, 6, 0),
            _ => (11, 6, 12),
        };
        let left = room.saturating_sub(fixed(date, time, promise));
        let words = if left < 49 { (left * 11 / 20).max(12) } else { 25 + (left - 49) / 2 }.min(41).min(left);
        let spare = (left - words).saturating_sub(LONGEST_USUAL_NAME);
        let (place, method) = match spare {
            LEAST_BOTH.. => ((spare * 9 / 20).min(24), (spare * 11 / 20).min(26)),
            LEAST_METHOD..LEAST_BOTH => (0, spare.min(26)),
            _ => (0, 0),
        };
        Self { date, time, name: left - words - place - method, words, promise, place, method }
    }
}

/// The area beside or above the agenda, and the agenda.
fn parts(size: (u16, u16)) -> (Rect, Rect) {
    let body = frame::areas(size).body;
    if body.width >= WIDE {
        let side = Rect { width: MONTH + 2, ..body };
        let heading = frame::heading_height(size);
        let agenda = Rect {
            x: side.right() + 1,
            y: body.y + heading,
            width: body.width - side.width - 1,
            height: body.height - heading,
        };
        return (side, agenda);
    }
    let above = Rect { height: 1 + frame::heading_height(size), ..body }.intersection(body);
    (above, Rect { y: above.bottom(), height: body.height - above.height, ..body })
}

pub fn visible_rows(size: (u16, u16)) -> usize {
    parts(size).1.height.into()
}

pub fn list_area(size: (u16, u16)) -> Rect {
    parts(size).1
}

/// Draws the filter line, the month or the week, and the agenda.
pub fn draw(frame: &mut Frame<'_>, diary: &Diary, shared: &Shared, areas: &Areas) {
    let (other, agenda) = parts(shared.size);
    if areas.body.width >= WIDE {
        draw_beside(frame, diary, shared, other);
    } else if areas.gauge.height == 0 {
        lines(frame, other, vec![promise_line::line(diary, shared, other.width.into())]);
    } else {
        lines(frame, other, vec![calendar::strip(diary, shared, other.width.into())]);
    }
    draw_agenda(frame, diary, shared, agenda);
}

/// Draws the month, the meeting in focus below it, and the rule before the agenda.
fn draw_beside(frame: &mut Frame<'_>, diary: &Diary, shared: &Shared, area: Rect) {
    let (theme, room) = (shared.theme, usize::from(area.width) - 2);
    let mut drawn = calendar::month(diary, shared);
    drawn.push(Line::default());
    if let (Some(meeting), Some(council)) = (diary.focused(), diary.focused_council(&shared.snapshot)) {
        drawn.extend(pane::about_meeting(shared, meeting, council, room));
    }
    if let Some(entry) = diary.focused_entry() {
        drawn.extend(pane::about_entry(shared, entry, room));
    }
    lines(frame, Rect { width: area.width - 1, ..area }, drawn);
    let rule = Line::styled(theme.glyphs().divider, theme.style(Role::Dim));
    let divider = Rect { x: area.right(), width: 1, ..area };
    lines(frame, divider, vec![rule; area.height.into()]);
}

fn draw_agenda(frame: &mut Frame<'_>, diary: &Diary, shared: &Shared, area: Rect) {
    let scroll = Scroll { offset: diary.list.offset, visible: area.height.into(), len: diary.rows.len() };
    let room = usize::from(area.width) - scroll.cells();
    if diary.rows.is_empty() {
        return lines(frame, area, when_empty(diary, shared, room));
    }
    let columns = Columns::for_width(room);
    if frame::heading_height(shared.size) > 0 {
        lines(frame, Rect { y: area.y - 1, height: 1, ..area }, vec![heading(shared, &columns)]);
    }
    let mut drawn = Vec::with_capacity(area.height.into());
    let mut day_above = None;
    for (index, row) in diary.rows.iter().enumerate().skip(diary.list.offset).take(area.height.into()) {
        let (on, line) = match *row {
            Row::Day(on) => (on, day_line(diary, shared, on, &columns)),
            Row::Meeting { council, .. } => {
                let Some(meeting) = diary.meeting(*row) else { continue };
                let council = &shared.snapshot.lines()[council];
                let date = (day_above != Some(meeting.on)).then_some(meeting.on);
                let line = meeting_line(shared, (meeting, council), &columns, date, index == diary.list.cursor);
                (meeting.on, highlight(line, index == diary.list.cursor, shared, room))
            }
            Row::Entry(_) => {
                let Some(entry) = diary.entry(*row) else { continue };
                let date = (day_above != Some(entry.on)).then_some(entry.on);
                let line = entry_line(shared, entry, &columns, date, index == diary.list.cursor);
                (entry.on, highlight(line, index == diary.list.cursor, shared, room))
            }
        };
        drawn.push(line);
        day_above = Some(on);
    }
    lines(frame, area, drawn);
    scrollbar::draw(frame, shared.theme, area, scroll);
}

fn heading(shared: &Shared, columns: &Columns) -> Line<'static> {
    let cell =
        |name: &str, cells: usize| if cells > 0 { column(name, cells, shared.theme.ascii) } else { String::new() };
    let cells = [
        ("day", columns.date),
        ("time", columns.time),
        ("council", columns.name),
        ("place", columns.place),
        ("method", columns.method),
        ("  the team", columns.words + 3),
    ];
    let headings: String = cells.iter().map(|(name, room)| cell(name, *room)).collect();
    let promise = cell("contact", columns.promise.saturating_sub(1));
    Line::styled(format!(" {headings}{promise}"), shared.theme.style(Role::Dim))
}

fn date_cell(on: NaiveDate, columns: &Columns) -> String {
    let date = on.format(if columns.date < 11 { "%e %b" } else { "%a %e %b" }).to_string();
    format!("{date:<width$}", width = columns.date)
}

/// A row for a special day, with the reason.
fn day_line(diary: &Diary, shared: &Shared, on: NaiveDate, columns: &Columns) -> Line<'static> {
    let theme = shared.theme;
    let today = on == shared.snapshot.as_at();
    let holiday = diary.holidays.get(&on).map(|name| format!("bank holiday: {name}"));
    let words: Vec<String> = today.then(|| "today".to_owned()).into_iter().chain(holiday).collect();
    let role = if today { Role::Accent } else { Role::Dim };
    Line::styled(format!(" {}{}", date_cell(on, columns), words.join(", ")), theme.style(role))
}

fn meeting_line(
    shared: &Shared,
    (meeting, council): (&DiaryLine, &CouncilLine),
    columns: &Columns,
    date: Option<NaiveDate>,
    focused: bool,
) -> Line<'static> {
    let (theme, as_at) = (shared.theme, shared.snapshot.as_at());
    let state = meeting.state(as_at);
    let mut spans = day_and_time(shared, (meeting.on, meeting.at), columns, date, focused);
    let promised = council.status.quarterly.promise.was_made() && state != MeetingState::Cancelled;
    let name = column(&shorten_name(&council.name.sanitized(), columns.name - 1), columns.name, theme.ascii);
    spans.push(Span::styled(name, theme.style(if promised { Role::Text } else { Role::Dim })));
    let mut add_dim = |words: &str, cells: usize| {
        if cells > 0 {
            let words = format!("{} ", column(words, cells - 1, theme.ascii));
            spans.push(Span::styled(words, theme.style(Role::Dim)));
        }
    };
    add_dim(&meeting.place.sanitized(), columns.place);
    let method = council.status.method.as_ref().map_or_else(Default::default, |method| sanitize(method.label()));
    add_dim(&method, columns.method);
    let (sign, role) = sign(state);
    let words = Some(meeting.describe(as_at)).filter(|words| width(words) <= columns.words);
    let words = words.unwrap_or_else(|| state.label().to_owned());
    let words = format!("{sign} {}", column(&words, columns.words, theme.ascii));
    spans.push(Span::styled(words, theme.style(role)));
    if columns.promise > 0 {
        let promise = council.status.quarterly.promise;
        let role = if promise.is_open() { Role::Text } else { Role::Dim };
        spans.push(Span::styled(
            format!(" {}", column(promise.label(), columns.promise - 1, theme.ascii)),
            theme.style(role),
        ));
    }
    Line::from(spans)
}

/// What it is in the column of the council; the rest of the row says where, or of which meeting.
fn entry_line(
    shared: &Shared,
    entry: &DiaryEntry,
    columns: &Columns,
    date: Option<NaiveDate>,
    focused: bool,
) -> Line<'static> {
    let theme = shared.theme;
    let is_late = entry.kind == EntryKind::AnswerDue && entry.is_to_do(shared.snapshot.as_at());
    let is_late = is_late && entry.on < shared.snapshot.as_at();
    let mut spans = day_and_time(shared, (entry.on, entry.at), columns, date, focused);
    spans.push(Span::styled(
        column(&entry.title, columns.name + columns.place + columns.method, theme.ascii),
        theme.style(Role::Text),
    ));
    let detail = format!("{} {}", if is_late { "!" } else { " " }, entry_detail(shared, entry));
    let role = if is_late { Role::Bad } else { Role::Info };
    spans.push(Span::styled(column(&detail, columns.words + 2 + columns.promise, theme.ascii), theme.style(role)));
    Line::from(spans)
}

/// Where an event is held and which councils it covers; of a due day what is due.
pub fn entry_detail(shared: &Shared, entry: &DiaryEntry) -> String {
    entry.describe_detail(|id| Some(shared.council_name(id)))
}

/// The mark of the focus, the day unless the row above has it, and the time.
fn day_and_time(
    shared: &Shared,
    (on, at): (NaiveDate, Option<NaiveTime>),
    columns: &Columns,
    date: Option<NaiveDate>,
    focused: bool,
) -> Vec<Span<'static>> {
    let theme = shared.theme;
    let date = date.map_or_else(|| " ".repeat(columns.date), |on| date_cell(on, columns));
    let today = on == shared.snapshot.as_at();
    let mut spans = vec![
        Span::styled(shared.cursor_mark(focused), theme.style(Role::Accent)),
        Span::styled(date, theme.style(if today { Role::Accent } else { Role::Text })),
    ];
    if columns.time > 0 {
        let time = at.map_or(theme.glyphs().empty.to_owned(), |at| at.format("%H:%M").to_string());
        spans.push(Span::styled(column(&time, columns.time, theme.ascii), theme.style(Role::Dim)));
    }
    spans
}

/// A mark for meetings that need action, so that colour is not the only sign.
fn sign(state: MeetingState) -> (&'static str, Role) {
    match state {
        MeetingState::NotAttended | MeetingState::NotRecorded => ("!", Role::Bad),
        MeetingState::Planned => (" ", Role::Strong),
        MeetingState::Met | MeetingState::Written => (" ", Role::Good),
        MeetingState::Open => (" ", Role::Info),
        MeetingState::Cancelled | MeetingState::Past => (" ", Role::Dim),
    }
}

fn when_empty(diary: &Diary, shared: &Shared, room: usize) -> Vec<Line<'static>> {
    let filter = &shared.search.filter;
    let quarter = diary.days.map_or_else(String::new, |days| {
        format!("from {} to {}", format_with_year(days.from), format_with_year(days.until))
    });
    let text = if !diary.is_read() {
        "reading the meetings".to_owned()
    } else if filter.is_empty() {
        format!(
            "No meetings are known {quarter}. In the list of councils (1), m records a meeting and e sets when a \
             council meets; its meetings then appear here."
        )
    } else {
        format!(
            "No meeting {quarter} of a council {}. Esc clears every filter, < and > go to other months.",
            none_left(filter)
        )
    };
    filter_line::empty_message(shared, &text, room)
}

#[cfg(test)]
mod tests {
    use super::{Columns, LONGEST_USUAL_NAME};

    /// What is shown fills the row at every width, and no name is cut for a place or a method.
    #[test]
    fn columns_fill_the_row_and_leave_names_their_room() {
        for room in 30..=300 {
            let Columns { date, time, name, words, promise, place, method } = Columns::for_width(room);
            assert_eq!(1 + date + time + name + place + method + 2 + words + promise, room - 1, "{room}");
            assert!(place + method == 0 || name >= LONGEST_USUAL_NAME, "{room}: {name}");
        }
        let (usual, large) = (Columns::for_width(120), Columns::for_width(163));
        assert!(usual.place + usual.method == 0 && large.place > 0 && large.method > 0, "{usual:?} {large:?}");
    }
}
