//! Draws the plan: a line for each council, and the reasons for the one in focus below.

use std::ops::Range;

use charter::calendar::format_short;
use charter::english::pluralize;
use charter::plan::{PlanLine as Proposed, Way, count_changes, intent};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::councils::cells::shorten_name;
use crate::tui::screens::plan::state::{PlanScreen, Review};
use crate::tui::ui::frame;
use crate::tui::ui::frame::{Areas, lines, spread};
use crate::tui::ui::panel::{row, window};
use crate::tui::ui::text::{column, fit, width, wrap};
use crate::tui::ui::theme::Role;

fn reasons_height(size: (u16, u16)) -> u16 {
    if size.1 >= 20 { 6 } else { 4 }
}

pub fn visible_rows(size: (u16, u16)) -> usize {
    usize::from(frame::areas(size).body.height.saturating_sub(1 + reasons_height(size)))
}

/// Below the title and the summary.
pub fn list_area(areas: &Areas) -> Rect {
    let height = areas.body.height.saturating_sub(1 + reasons_height((areas.body.width, areas.footer.bottom())));
    Rect { y: areas.body.y + 1, height, ..areas.body }
}

pub fn shown(screen: &PlanScreen, areas: &Areas) -> Range<usize> {
    window(screen.list.cursor, screen.plan.lines.len(), list_area(areas).height.into())
}

/// Draws the plan in place of the tab.
pub fn draw(frame: &mut Frame<'_>, shared: &Shared, screen: &PlanScreen, areas: &Areas) {
    let room = usize::from(areas.body.width);
    lines(frame, areas.filter, vec![title(shared, screen, room)]);
    if let Some(review) = &screen.review {
        lines(frame, areas.body, review_rows(shared, review, room, areas.body.height.into()));
        return;
    }
    let mut drawn = vec![summary(shared, screen, room)];
    for index in shown(screen, areas) {
        drawn.push(proposal(shared, &screen.plan.lines[index], index == screen.list.cursor, room));
    }
    if screen.plan.lines.is_empty() {
        drawn.push(Line::styled(
            "   No council here is due a contact this quarter: there is nothing to plan.",
            shared.theme.style(Role::Info),
        ));
    }
    lines(frame, areas.body, drawn);
    let height = reasons_height(shared.size).min(areas.body.height);
    let under = Rect { y: areas.body.bottom() - height, height, ..areas.body };
    lines(frame, under, reasons(shared, screen, room));
}

fn title(shared: &Shared, screen: &PlanScreen, room: usize) -> Line<'static> {
    let (theme, as_at, plan) = (shared.theme, shared.snapshot.as_at(), &screen.plan);
    let days = format!(" Plan {} to {}", format_short(screen.days.from, as_at), format_short(screen.days.until, as_at));
    let mut left = vec![Span::styled(days, theme.style(Role::Strong))];
    if room >= NARROW {
        left.push(Span::styled(format!("  {}", screen.subject), theme.style(Role::Dim)));
    }
    let used: usize = left.iter().map(|span| width(&span.content)).sum();
    let whole = format!("{} of {} would be met ", plan.kept, pluralize(plan.of, "council"));
    let kept = if used + width(&whole) < room { whole } else { format!("{} of {} met ", plan.kept, plan.of) };
    spread(left, vec![Span::styled(kept, theme.style(Role::Strong))], room)
}

/// Below this width texts are short.
const NARROW: usize = 60;

/// What accepting would change, and the keys that decide.
fn review_rows(shared: &Shared, review: &Review, room: usize, height: usize) -> Vec<Line<'static>> {
    let (theme, as_at) = (shared.theme, shared.snapshot.as_at());
    let key = |command| shared.keymap.key(command).unwrap_or_default();
    let (accept, close) = (key(Cmd::PlanAccept), key(Cmd::PlanClose));
    let words = [
        format!("Accepting this plan changes the diary: {}.", count_changes(&review.changes)),
        format!("{accept} does it as one change, which u undoes. {close} goes back to the plan."),
    ];
    let head = words.iter().flat_map(|text| wrap(text, room.saturating_sub(2)));
    let mut drawn: Vec<Line<'static>> =
        head.map(|line| Line::styled(format!(" {line}"), theme.style(Role::Strong))).collect();
    drawn.push(Line::default());
    let rows = height.saturating_sub(drawn.len());
    for index in window(review.list.cursor, review.changes.len(), rows) {
        let change = &review.changes[index];
        let kind = Span::styled(column(change.kind.word(), 9, theme.ascii), theme.style(Role::Accent));
        let text = change.describe(&shared.council_name(change.council), as_at);
        let spans = vec![kind, Span::raw(fit(&text, room.saturating_sub(11), theme.ascii))];
        drawn.push(row(theme, spans, index == review.list.cursor, room));
    }
    drawn
}

fn summary(shared: &Shared, screen: &PlanScreen, room: usize) -> Line<'static> {
    let (theme, plan) = (shared.theme, &screen.plan);
    let n = |way: Way| plan.count(way);
    let ways = [Way::InPerson, Way::Digital, Way::Written, Way::CannotBeMet].map(|way| format!("{way} {}", n(way)));
    let whole = format!(" {}", ways.join(&format!(" {} ", theme.glyphs().dot)));
    let fixed = match screen.draft.fixed.len() {
        0 => String::new(),
        n => format!("  {n} by hand "),
    };
    let counts = if width(&whole) + width(&fixed) <= room {
        whole
    } else {
        let seen = n(Way::InPerson) + n(Way::Digital);
        format!(" attend {seen}  write {}  ! not met {}", n(Way::Written), n(Way::CannotBeMet))
    };
    let left = vec![Span::styled(counts, theme.style(Role::Dim))];
    spread(left, vec![Span::styled(fixed, theme.style(Role::Info))], room)
}

fn proposal(shared: &Shared, line: &Proposed, focused: bool, room: usize) -> Line<'static> {
    let (theme, glyphs) = (shared.theme, shared.theme.glyphs());
    let narrow = room < NARROW;
    let date = |on: NaiveDate| on.format(if narrow { "%e %b" } else { "%a %e %b" }).to_string();
    let empty = || glyphs.empty.to_owned();
    let (date_room, time_room, officer_room) = match room {
        ..NARROW => (7, 0, 0),
        NARROW..80 => (11, 6, 10),
        _ => (11, 6, 12),
    };
    let mut cells = column(&line.on.map_or_else(empty, date), date_room, theme.ascii);
    if !narrow {
        let at = line.at.map_or_else(empty, |at| at.format("%H:%M").to_string());
        cells.push_str(&column(if line.on.is_some() { &at } else { glyphs.empty }, time_room, theme.ascii));
    }
    let name_room =
        if narrow { 15 } else { 26.min(room.saturating_sub(2 + date_room + time_room + 17 + officer_room)) };
    cells.push_str(&column(&shorten_name(&shared.council_name(line.council), name_room - 1), name_room, theme.ascii));
    let (sign, role) = match line.way {
        Way::InPerson => (" ", Role::Strong),
        Way::Digital => (" ", Role::Text),
        Way::Written => (" ", Role::Info),
        Way::CannotBeMet => ("!", Role::Bad),
        Way::NotNeeded => (" ", Role::Dim),
    };
    let tag = if line.fixed { glyphs.tag } else { " " };
    let mut spans = vec![
        Span::styled(tag, theme.style(Role::Warn)),
        Span::raw(cells),
        Span::styled(
            column(&format!("{sign} {}", line.way), 17.min(room.saturating_sub(24)), theme.ascii),
            theme.style(role),
        ),
    ];
    if officer_room > 0 {
        let officer = line.officer.as_ref().map_or_else(String::new, |who| officer_label(who));
        spans.push(Span::styled(column(&officer, officer_room, theme.ascii), theme.style(Role::Dim)));
    }
    let used = 2 + date_room + time_room + name_room + 17 + officer_room;
    if room > used + 20 {
        let why = line.explain(&|id| shared.council_name(id));
        spans.push(Span::styled(fit(&why, room - used - 1, theme.ascii), theme.style(Role::Dim)));
    }
    row(shared.theme, spans, focused, room)
}

/// A bare number becomes "officer 2416".
fn officer_label(who: &str) -> String {
    if who.bytes().all(|byte| byte.is_ascii_digit()) { format!("officer {who}") } else { who.to_owned() }
}

/// The reasons for the line in focus, its other meetings, and notes on the whole plan.
fn reasons(shared: &Shared, screen: &PlanScreen, room: usize) -> Vec<Line<'static>> {
    let theme = shared.theme;
    let mut drawn = vec![Line::styled(theme.glyphs().rule.repeat(room), theme.style(Role::Dim))];
    let mut add = |role: Role, text: &str| {
        let wrapped = wrap(text, room.saturating_sub(2));
        drawn.extend(wrapped.into_iter().map(|line| Line::styled(format!(" {line}"), theme.style(role))));
    };
    if !screen.plan.exact {
        add(
            Role::Warn,
            "There may be a better plan: there are too many councils or days to check them all. Choose fewer.",
        );
    }
    if let Some(line) = screen.focused() {
        add(
            Role::Text,
            &format!("{}: {}.", shared.council_name(line.council), line.explain(&|id| shared.council_name(id))),
        );
        if !line.others.is_empty() {
            let others: Vec<String> = line.others.iter().take(6).map(|on| on.format("%a %-d %b").to_string()).collect();
            add(Role::Dim, &format!("Also meets {}: > chooses another.", others.join(", ")));
        }
    }
    if let Some(known) = screen.planned_otherwise() {
        let meant = known.facts.plan.map_or("", |plan| plan.label());
        let then = if screen.focused().is_some_and(|line| intent(line.way).is_some()) {
            "accepting this plan changes it"
        } else {
            "it stays in the diary until you remove it there"
        };
        add(Role::Info, &format!("Planned before: {}, {meant}; {then}.", known.facts.on.format("%a %-d %b")));
    }
    for warnings in &screen.warnings {
        add(Role::Info, warnings);
    }
    drawn
}
