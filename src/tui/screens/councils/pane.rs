//! The pane beside the list, about the council in focus.

use charter::agenda::DecisionTiming;
use charter::calendar::{describe_distance, format_full, format_short};
use charter::council::NAME_NOT_CONFIRMED;
use charter::council_line::CouncilLine;
use charter::diary::DiaryLine;
use charter::diary_entry::DiaryEntry;
use charter::english::pluralize;
use charter::response_group::{REPLY_WAITING, ResponseGroup, WAITING_STEP};
use charter::status::{CouncilStatus, Status};
use charter::untrusted::{Untrusted, sanitize};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::councils::state::{Councils, GroupKey};
use crate::tui::ui::frame::lines;
use crate::tui::ui::text::{sentence, wrap};
use crate::tui::ui::theme::Role;

/// The cells of a number of councils.
const NUMBER: usize = 4;

/// Wrapped lines.
struct Page<'a> {
    shared: &'a Shared,
    room: usize,
    lines: Vec<Line<'static>>,
}

impl Page<'_> {
    fn add(&mut self, role: Role, text: &str) {
        let style = self.shared.theme.style(role);
        self.lines.extend(wrap(text, self.room).into_iter().map(|line| Line::styled(line, style)));
    }

    /// A number, right-aligned, and what it is of; further lines stand below the words.
    fn add_number(&mut self, role: Role, n: usize, words: &str) {
        let style = self.shared.theme.style(role);
        let wrapped = wrap(words, self.room.saturating_sub(NUMBER + 2)).into_iter().enumerate();
        let number = |index: usize| if index == 0 { n.to_string() } else { String::new() };
        self.lines
            .extend(wrapped.map(|(index, line)| Line::styled(format!("{:>NUMBER$}  {line}", number(index)), style)));
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }
}

/// The columns of a pane that its words leave free.
pub const MARGIN: usize = 4;

pub fn draw(frame: &mut Frame<'_>, councils: &Councils, shared: &Shared, area: Rect) {
    draw_words(frame, shared, words(councils, shared, usize::from(area.width).saturating_sub(MARGIN)), area);
}

/// Draws lines behind a divider.
pub fn draw_words(frame: &mut Frame<'_>, shared: &Shared, words: Vec<Line<'static>>, area: Rect) {
    let divider = Span::styled(shared.theme.glyphs().divider, shared.theme.style(Role::Dim));
    let mut drawn: Vec<Line<'static>> = Vec::with_capacity(area.height.into());
    let (height, len) = (usize::from(area.height), words.len());
    let mut content = words.into_iter();
    for row in 1..=height {
        let mut line = Line::from(vec![divider.clone(), Span::raw("  ")]);
        if row == height && len > height {
            let key = shared.keymap.key(Cmd::Open).unwrap_or_default();
            line.push_span(Span::styled(format!("{key} shows the rest"), shared.theme.style(Role::Dim)));
        } else if let Some(words) = content.next() {
            let style = words.style;
            line.spans.extend(words.spans.into_iter().map(|span| span.patch_style(style)));
        }
        drawn.push(line);
    }
    lines(frame, area, drawn);
}

/// About the row in focus.
pub fn words(councils: &Councils, shared: &Shared, room: usize) -> Vec<Line<'static>> {
    let mut page = Page { shared, room, lines: Vec::new() };
    match (councils.focused(&shared.snapshot), councils.focused_group()) {
        (Some(line), _) => council(&mut page, line),
        (None, Some(group)) => match &group.key {
            GroupKey::County(name) => county(&mut page, name),
            GroupKey::Missed(missed) => missed_group(&mut page, missed.label(), missed.next_step(), group.shown),
            GroupKey::Waiting => missed_group(&mut page, REPLY_WAITING, WAITING_STEP, group.shown),
            GroupKey::CountyOfMissed(Some(missed), _) => {
                missed_group(&mut page, missed.label(), missed.next_step(), group.shown);
            }
            GroupKey::CountyOfMissed(None, _) => missed_group(&mut page, REPLY_WAITING, WAITING_STEP, group.shown),
        },
        (None, None) => {}
    }
    tagged(&mut page, councils.tagged.len());
    page.lines
}

/// The name of a council, its status, and the next step.
pub fn summary(shared: &Shared, line: &CouncilLine, room: usize) -> Vec<Line<'static>> {
    let mut page = Page { shared, room, lines: Vec::new() };
    status_lines(&mut page, line);
    page.lines
}

fn status_lines(page: &mut Page<'_>, line: &CouncilLine) {
    let (round, as_at) = (page.shared.snapshot.round(), page.shared.snapshot.as_at());
    let (status, dot) = (&line.status, page.shared.theme.glyphs().dot);
    page.add(Role::Strong, &line.name.sanitized());
    if !line.name_confirmed {
        page.add(Role::Warn, NAME_NOT_CONFIRMED);
    }
    let areas = [&line.county, &line.district, &line.team];
    let mut areas: Vec<_> = areas.into_iter().filter(|name| !name.is_blank()).map(|name| name.sanitized()).collect();
    areas.dedup();
    page.add(Role::Dim, &areas.join(&format!(" {dot} ")));
    page.gap();
    for (index, part) in status.explain(round, as_at).split("; ").enumerate() {
        page.add(if index == 0 { Role::Text } else { Role::Info }, &sentence(part));
    }
    if let Some(step) = next_step(page.shared, status) {
        page.add(if status.waiting.is_some() { Role::Warn } else { Role::Bad }, &format!("Next: {step}."));
    }
}

fn council(page: &mut Page<'_>, line: &CouncilLine) {
    let (status, dot) = (&line.status, page.shared.theme.glyphs().dot);
    status_lines(page, line);
    page.gap();
    let mut wishes = Vec::new();
    if status.priorities > 0 {
        wishes.push(pluralize(status.priorities.into(), "priority"));
    }
    wishes.extend(status.frequency.as_ref().map(|often| sanitize(often.label()).into_owned()));
    wishes.extend(status.method.as_ref().map(|method| sanitize(method.label()).into_owned()));
    if !wishes.is_empty() {
        page.add(Role::Text, &wishes.join(&format!(" {dot} ")));
    }
    engagement_lines(page, line);
}

/// What to do about a council whose reply waits, that has no letter, or that missed the deadline.
pub fn next_step(shared: &Shared, status: &CouncilStatus) -> Option<String> {
    let key = |command| shared.keymap.key(command).unwrap_or_default();
    if status.waiting.is_some() {
        return Some(format!("{WAITING_STEP} with {}", key(Cmd::OpenWaitingReply)));
    }
    if status.status != Status::NotSent {
        return status.next_step().map(str::to_owned);
    }
    let (round, letter) = (key(Cmd::EditRound), key(Cmd::RecordLetter));
    Some(format!("say when the letter was sent: {round} for the whole round, {letter} for this council"))
}

/// The quarter's promise, the meeting pattern, and the last contact.
fn engagement_lines(page: &mut Page<'_>, line: &CouncilLine) {
    let (round, as_at) = (page.shared.snapshot.round(), page.shared.snapshot.as_at());
    let status = &line.status;
    let role = if status.quarterly.promise.was_made() { Role::Text } else { Role::Dim };
    page.add(role, &format!("{}.", status.quarterly.describe(round, as_at)));
    match (line.decides, status.engagement.next_meeting_on) {
        (DecisionTiming::Past | DecisionTiming::NoMeetingKnown, Some(on)) => {
            page.add(Role::Text, &format!("Meets {}, {}.", format_short(on, as_at), describe_distance(on, as_at)));
        }
        (DecisionTiming::Past, None) => page.add(Role::Dim, "No meeting is known."),
        (decides, _) => {
            let role = if decides.cannot_decide_in_time() { Role::Warn } else { Role::Text };
            page.add(role, &sentence(&decides.explain(as_at, round.deadline)));
        }
    }
    match status.engagement.last_seen_on {
        Some(on) => {
            page.add(Role::Text, &format!("Last seen {}, {}.", format_short(on, as_at), describe_distance(on, as_at)))
        }
        None => page.add(Role::Dim, "Not seen yet."),
    }
}

/// Describes a meeting of the diary and its council.
pub fn about_meeting(shared: &Shared, meeting: &DiaryLine, line: &CouncilLine, room: usize) -> Vec<Line<'static>> {
    let mut page = Page { shared, room: room.saturating_sub(2), lines: Vec::new() };
    let as_at = shared.snapshot.as_at();
    page.add(Role::Strong, &line.name.sanitized());
    let at = meeting.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
    let place = if meeting.place.is_blank() { String::new() } else { format!(", {}", meeting.place.sanitized()) };
    page.add(Role::Text, &format!("{}{at}{place}", format_full(meeting.on)));
    page.add(Role::Info, &sentence(&meeting.describe(as_at)));
    if let Some(day) = meeting.instead_of {
        page.add(Role::Dim, &format!("Instead of {}.", format_full(day)));
    } else if meeting.meeting.is_none() {
        page.add(Role::Dim, "Expected from the council's pattern.");
    }
    page.gap();
    engagement_lines(&mut page, line);
    let wishes = [line.status.method.as_ref().map(|method| sanitize(method.label()).into_owned())];
    for wish in wishes.into_iter().flatten() {
        page.add(Role::Dim, &format!("Preferred method: {wish}."));
    }
    page.lines.into_iter().map(indented).collect()
}

/// An event, or a day on which something is due.
pub fn about_entry(shared: &Shared, entry: &DiaryEntry, room: usize) -> Vec<Line<'static>> {
    let mut page = Page { shared, room: room.saturating_sub(2), lines: Vec::new() };
    let at = entry.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
    page.add(Role::Strong, &sentence(&entry.title));
    page.add(Role::Text, &format!("{}{at}", format_full(entry.on)));
    page.add(Role::Info, &sentence(&entry.describe_detail(|id| Some(shared.council_name(id)))));
    page.lines.into_iter().map(indented).collect()
}

fn indented(mut line: Line<'static>) -> Line<'static> {
    line.spans.insert(0, Span::raw(" "));
    line
}

fn county(page: &mut Page<'_>, name: &str) {
    let snapshot = &page.shared.snapshot;
    let counts = snapshot.county(&Untrusted::from(name));
    page.add(Role::Strong, &sanitize(name));
    if !snapshot.is_complete() {
        return;
    }
    let is_past = snapshot.round().is_past(snapshot.as_at());
    page.add(Role::Dim, &format!("{}:", pluralize(counts.total(), "council")));
    page.gap();
    for group in ResponseGroup::of_day(is_past) {
        let n = counts.count(group);
        let step = if is_past && ResponseGroup::MISSED.contains(&group) { group.next_step() } else { "" };
        let colon = if step.is_empty() { "" } else { ": " };
        page.add_number(if n > 0 { Role::Text } else { Role::Dim }, n, &format!("{group}{colon}{step}"));
    }
    if counts.waiting() > 0 {
        page.gap();
        page.add_number(Role::Warn, counts.waiting(), &format!("with a {REPLY_WAITING}: {WAITING_STEP}"));
    }
    page.gap();
    page.add(Role::Dim, "Enter folds and unfolds the county.");
}

fn missed_group(page: &mut Page<'_>, group: &str, step: &str, shown: usize) {
    page.add(Role::Strong, &format!("Missed the deadline: {group}"));
    page.gap();
    page.add(Role::Text, &format!("{}. The next step is to {step}.", pluralize(shown, "council")));
}

fn tagged(page: &mut Page<'_>, n: usize) {
    if n > 0 {
        page.gap();
        page.add(
            Role::Warn,
            &format!("{} tagged: r m n h L e change all of them at once. x removes the tags.", pluralize(n, "council")),
        );
    }
}
