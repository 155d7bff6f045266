//! What the map says in words: the council in focus, the nearest ones, and what each sign means.

use charter::council_line::CouncilLine;
use charter::english::capitalize;
use charter::response_group::{REPLY_WAITING, ResponseGroup};
use charter::status::CouncilStatus;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::councils::cells::shorten_name;
use crate::tui::screens::councils::pane;
use crate::tui::screens::councils::state::Councils;
use crate::tui::screens::map::scene::Scene;
use crate::tui::screens::map::state::MapScreen;
use crate::tui::ui::gauge::group_role;
use crate::tui::ui::text::{column, fit, width, wrap};
use crate::tui::ui::theme::{Role, Theme};

/// The cells of a number of councils.
const NUMBER: usize = 6;
/// The cells of a distance, such as `12.4 km`.
const DISTANCE: usize = 8;
/// From this width on a bearing is a word.
const WORDS: usize = 40;

/// The sign of a council on the map, and its colour. A reply that waits comes first, as in the list.
pub fn sign(status: &CouncilStatus, theme: Theme) -> (&'static str, Role) {
    match status.waiting {
        Some(_) => (theme.glyphs().waiting, Role::Info),
        None => (group_sign(status.group, theme), group_role(status.group)),
    }
}

fn group_sign(group: ResponseGroup, theme: Theme) -> &'static str {
    theme.glyphs().groups[group as usize]
}

/// The map and what is drawn of it now.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    pub map: &'a MapScreen,
    pub councils: &'a Councils,
    pub shared: &'a Shared,
}

/// The lines beside the map, and which of them is the first of the nearest councils.
pub fn beside(drawn: &Drawn<'_>, (room, height): (usize, usize)) -> (Vec<Line<'static>>, usize) {
    let mut lines = match drawn.councils.focused(&drawn.shared.snapshot) {
        Some(line) => about(drawn, line, room),
        None => Vec::new(),
    };
    let legend = legend(drawn, room);
    lines.push(Line::default());
    // The legend stays whole; on a low screen there are fewer of the nearest.
    let left = height.saturating_sub(lines.len() + legend.len() + 2);
    let nearest: Vec<Line<'static>> = nearest(drawn, room).into_iter().take(left).collect();
    let mut first = lines.len();
    if !nearest.is_empty() {
        lines.push(Line::styled("Nearest, by digit:", drawn.shared.theme.style(Role::Dim)));
        first = lines.len();
        lines.extend(nearest);
        lines.push(Line::default());
    }
    lines.extend(legend);
    (lines, first)
}

/// The council in focus.
fn about(drawn: &Drawn<'_>, line: &CouncilLine, room: usize) -> Vec<Line<'static>> {
    let mut lines = pane::summary(drawn.shared, line, room);
    if line.details.place.is_none() {
        let words = "It has no place on record, so it is not on the map.";
        let style = drawn.shared.theme.style(Role::Warn);
        lines.extend(wrap(words, room).into_iter().map(|text| Line::styled(text, style)));
    }
    lines
}

/// `1 ! Whixall …  3.2 km north-east`.
fn nearest(drawn: &Drawn<'_>, room: usize) -> Vec<Line<'static>> {
    let Drawn { map, shared, .. } = drawn;
    let Some(from) = map.focus.and_then(|focus| map.points.get(focus)) else { return Vec::new() };
    let theme = shared.theme;
    let row = |(digit, index): (usize, &usize)| {
        let line = &shared.snapshot.lines()[map.marks[*index].line];
        let to = map.points[*index];
        let (sign, role) = sign(&line.status, theme);
        let bearing = bearing(from.bearing_to(to), room >= WORDS);
        let distance = format!("{:.1} km", from.distance(to));
        let end = format!("{distance:>DISTANCE$} {bearing}");
        let cells = room.saturating_sub(4 + DISTANCE + 1 + if room >= WORDS { 10 } else { 2 });
        let name = shorten_name(&line.name.sanitized(), cells);
        Line::from(vec![
            Span::styled(format!("{digit} "), theme.style(Role::Accent)),
            Span::styled(format!("{sign} "), theme.style(role)),
            Span::raw(column(&name, cells, theme.ascii)),
            Span::styled(end, theme.style(Role::Dim)),
        ])
    };
    (1..).zip(map.nearest()).map(row).collect()
}

/// `north-east`, or `NE`.
fn bearing(words: &str, in_full: bool) -> String {
    if in_full {
        return words.to_owned();
    }
    words.split('-').filter_map(|word| word.chars().next()).map(|first| first.to_ascii_uppercase()).collect()
}

/// The groups, which sum to the councils shown; then what the map leaves out.
fn legend(drawn: &Drawn<'_>, room: usize) -> Vec<Line<'static>> {
    let Drawn { shared, .. } = drawn;
    let (theme, counts) = (shared.theme, shared.search.counts());
    let row = |sign: &'static str, role: Role, n: usize, words: &str| {
        let style = theme.style(if n > 0 { Role::Text } else { Role::Dim });
        let words = fit(&format!("{n:>NUMBER$}  {words}"), room.saturating_sub(1), theme.ascii);
        Line::from(vec![Span::styled(sign, theme.style(role)), Span::styled(words, style)])
    };
    let groups = ResponseGroup::of_day(shared.snapshot.round().is_past(shared.snapshot.as_at()));
    let mut lines: Vec<Line<'static>> = groups
        .into_iter()
        .map(|group| row(group_sign(group, theme), group_role(group), counts.count(group), group.label()))
        .collect();
    lines.push(row("=", Role::Dim, counts.total(), "councils shown"));
    if counts.waiting() > 0 {
        let words = format!("of them: {REPLY_WAITING}");
        lines.push(row(theme.glyphs().waiting, Role::Info, counts.waiting(), &words));
    }
    lines.push(Line::default());
    let style = theme.style(Role::Dim);
    let notes = notes(drawn).into_iter().flat_map(|note| wrap(&format!("{}.", capitalize(&note)), room));
    lines.extend(notes.map(|line| Line::styled(line, style)));
    lines
}

/// What is not on the map or not at its place, how large things are, and what is tagged: the most important first.
fn notes(drawn: &Drawn<'_>) -> Vec<String> {
    let Drawn { map, councils, shared } = drawn;
    let Scene { spread, view, .. } = map.scene();
    let key = |command| shared.keymap.key(command).unwrap_or_default();
    let mut notes = Vec::new();
    if spread.crowded > 0 {
        notes.push(format!("{} more here: {} shows them", spread.crowded, key(Cmd::MapNearer)));
    }
    if spread.outside > 0 {
        notes.push(format!("{} out of view: {} shows all", spread.outside, key(Cmd::MapWhole)));
    }
    if spread.displaced > 0 {
        notes.push(format!("{} beside their place", spread.displaced));
    }
    if map.unplaced > 0 {
        notes.push(format!("{} without a place on record", map.unplaced));
    }
    if !councils.tagged.is_empty() {
        notes.push(format!("{} tagged, underlined here", councils.tagged.len()));
    }
    notes.push(format!("10 columns are {:.0} km", view.km * 10.0));
    notes
}

/// The lines under the map on a narrow screen: the council in focus, the groups, the notes.
pub fn below(drawn: &Drawn<'_>, room: usize, height: usize) -> Vec<Line<'static>> {
    let Drawn { councils, shared, .. } = drawn;
    let theme = shared.theme;
    let mut lines = Vec::new();
    if let Some(line) = councils.focused(&shared.snapshot) {
        lines.push(focus_line(shared, line, room));
    }
    let groups = group_lines(shared, room);
    // The notes say what is missing from the map, so they come before the end of a long legend.
    lines.extend(groups.into_iter().take(height.saturating_sub(lines.len() + 1)));
    let notes = note_lines(&notes(drawn), theme, (room, height.saturating_sub(lines.len())));
    lines.extend(notes.into_iter().map(|note| Line::styled(note, theme.style(Role::Dim))));
    lines
}

/// ` 12 out of view: 0 shows all · 10 columns are 15 km`, on at most so many lines. A note that finds no room is left out.
fn note_lines(notes: &[String], theme: Theme, (room, most): (usize, usize)) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for note in notes {
        let more = format!(" {} {note}", theme.glyphs().dot);
        let is_last = lines.len() >= most;
        match lines.last_mut() {
            Some(line) if width(line) + width(&more) <= room => line.push_str(&more),
            Some(_) if is_last => {}
            _ => lines.push(format!(" {note}")),
        }
    }
    lines.iter().map(|line| fit(line, room, theme.ascii)).collect()
}

/// `! Wem Town Council · silent · next: write or phone`.
fn focus_line(shared: &Shared, line: &CouncilLine, room: usize) -> Line<'static> {
    let (theme, dot) = (shared.theme, shared.theme.glyphs().dot);
    let (sign, role) = sign(&line.status, theme);
    let mut words = format!(" {dot} {}", line.status.describe());
    if line.details.place.is_none() {
        words.push_str(&format!(" {dot} no place on record"));
    }
    if let Some(step) = pane::next_step(shared, &line.status) {
        words.push_str(&format!(" {dot} next: {step}"));
    }
    // What is to be done stands at the end, so a long name gives way to it, down to a third of the line.
    let of_name = room.saturating_sub(3 + width(&words));
    let name = fit(&shorten_name(&line.name.sanitized(), of_name), of_name.max(room / 3), theme.ascii);
    let left = room.saturating_sub(3 + width(&name));
    Line::from(vec![
        Span::styled(format!(" {sign} "), theme.style(role)),
        Span::styled(name, theme.style(Role::Strong)),
        Span::raw(fit(&words, left, theme.ascii)),
    ])
}

/// `● on time 239  ◐ late 50 …`, on as many lines as it takes. Groups without councils are left out.
fn group_lines(shared: &Shared, room: usize) -> Vec<Line<'static>> {
    let (theme, counts) = (shared.theme, shared.search.counts());
    let groups = ResponseGroup::of_day(shared.snapshot.round().is_past(shared.snapshot.as_at()));
    let present = groups.into_iter().filter(|group| counts.count(*group) > 0);
    let part = |group: ResponseGroup| {
        (group_sign(group, theme), group_role(group), format!(" {} {}", group.label(), counts.count(group)))
    };
    let mut parts: Vec<(&'static str, Role, String)> = present.map(part).collect();
    if counts.waiting() > 0 {
        parts.push((theme.glyphs().waiting, Role::Info, format!(" {REPLY_WAITING} {}", counts.waiting())));
    }
    let mut lines = vec![Line::default()];
    let mut used = 0;
    for (sign, role, words) in parts {
        let cells = 2 + width(sign) + width(&words);
        if used + cells > room && used > 0 {
            lines.push(Line::default());
            used = 0;
        }
        used += cells;
        if let Some(line) = lines.last_mut() {
            let gap = if line.spans.is_empty() { " " } else { "  " };
            line.push_span(Span::styled(format!("{gap}{sign}"), theme.style(role)));
            line.push_span(Span::styled(words, theme.style(Role::Text)));
        }
    }
    lines
}
