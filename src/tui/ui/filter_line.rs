//! One line with the filter, which all tabs share.

use charter::filter::Filter;
use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::app::tab::Tab;
use crate::tui::keys::command::Cmd;
use crate::tui::ui::frame::{Areas, lines, spread};
use crate::tui::ui::hit;
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::scrollbar::position;
use crate::tui::ui::text::{width, wrap};
use crate::tui::ui::theme::Role;

/// Below this width only the first tab shows "Show" without a value.
const NARROW: u16 = 60;
/// From this width on, the line also says where the cursor is.
const WITH_POSITION: u16 = 100;

pub struct FilterLine {
    pub tab: Tab,
    /// What is shown in place of the tab.
    pub title: Option<&'static str>,
    pub finding: bool,
    pub tagged: usize,
    /// Of the tagged councils, those that no row shows.
    pub tags_hidden: usize,
    /// The row in focus among the councils, from 0.
    pub position: Option<(usize, usize)>,
    /// The inbox items shown, and their total.
    pub items: (usize, usize),
}

/// The filters: a click chooses another value.
pub fn hits(shared: &Shared, line: &FilterLine, areas: &Areas) -> Vec<Hit> {
    let drawn = Line::from(left(shared, line, areas));
    let hit = |(label, command)| Some(Hit::new(hit::labelled(areas.filter, &drawn, label)?, Target::Run(command)));
    let labels = [
        ("County ", Cmd::FilterCounty),
        ("District ", Cmd::FilterDistrict),
        ("Team ", Cmd::FilterTeam),
        ("Show ", Cmd::FilterShow),
        ("Find ", Cmd::Find),
    ];
    labels.into_iter().filter_map(hit).collect()
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, line: &FilterLine, areas: &Areas) {
    let left = left(shared, line, areas);
    if line.finding {
        let cells: usize = left.iter().map(|span| width(&span.content)).sum();
        let column = u16::try_from(cells.saturating_sub(3)).unwrap_or(u16::MAX);
        frame.set_cursor_position((column.min(areas.filter.right().saturating_sub(1)), areas.filter.y));
    }
    let counts_items = line.tab == Tab::Inbox && shared.search.filter.is_empty() && !line.finding;
    let right = if counts_items { filter_keys(shared) } else { match_count(shared, line) };
    lines(frame, areas.filter, vec![spread(left, right, areas.filter.width.into())]);
}

fn left(shared: &Shared, line: &FilterLine, areas: &Areas) -> Vec<Span<'static>> {
    let theme = shared.theme;
    let mut left = vec![Span::raw(" ")];
    if let Some(title) = line.title {
        left.push(Span::styled(format!("{title}   "), theme.style(Role::Strong)));
    } else if areas.gauge.height == 0 && line.tab != Tab::Councils {
        // A low terminal has no room for the tabs, so only a tab other than the first is named.
        let style = theme.style(Role::Strong);
        left.push(Span::styled(format!("{}   ", line.tab), style));
    }
    let filter = &shared.search.filter;
    let finding = line.finding;
    if line.tab == Tab::Inbox && filter.is_empty() && !finding {
        // The counts are of items, not councils.
        left.push(Span::styled("all councils", theme.style(Role::Dim)));
        return left;
    }
    let mut part = |label: &str, value: Option<String>| {
        let style = theme.style(if value.is_some() { Role::Accent } else { Role::Dim });
        left.push(Span::styled(format!("{label} "), theme.style(Role::Dim)));
        left.push(Span::styled(format!("{}   ", value.unwrap_or_else(|| "all".to_owned())), style));
    };
    let name_of = |name: &Option<String>| name.as_ref().map(|name| sanitize(name).into_owned());
    if let Some(chosen) = &filter.chosen {
        part("Report", Some(sanitize(&chosen.label).into_owned()));
    }
    part("County", name_of(&filter.county));
    if filter.district.is_some() {
        part("District", name_of(&filter.district));
    }
    if filter.team.is_some() {
        part("Team", name_of(&filter.team));
    }
    let narrow = shared.size.0 < NARROW && line.tab != Tab::Councils;
    if !narrow || !filter.show.is_empty() {
        part("Show", show_words(filter));
    }
    if finding || !filter.find.is_empty() {
        let guess = if shared.search.is_guess() { " (none; nearest names)" } else { "" };
        part("Find", Some(format!("{}{guess}", sanitize(&filter.find))));
    }
    left
}

fn show_words(filter: &Filter) -> Option<String> {
    let words: Vec<&str> = filter.show.iter().map(|show| show.label()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn filter_keys(shared: &Shared) -> Vec<Span<'static>> {
    let theme = shared.theme;
    let key = |id: Cmd| {
        let key = Span::styled(shared.keymap.key(id).unwrap_or_default(), theme.style(Role::Accent));
        [key, Span::styled(format!(" {}  ", id.command().label), theme.style(Role::Dim))]
    };
    [Cmd::FilterCounty, Cmd::FilterShow, Cmd::Find].into_iter().flat_map(key).collect()
}

/// How many of all match: councils, in the inbox items.
fn match_count(shared: &Shared, line: &FilterLine) -> Vec<Span<'static>> {
    let (theme, search) = (shared.theme, &shared.search);
    if line.tab == Tab::Inbox {
        let (shown, of) = line.items;
        let noun = if shared.size.0 < NARROW { "" } else { "items " };
        return vec![Span::styled(format!("{shown} of {of} {noun}"), theme.style(Role::Strong))];
    }
    if !shared.snapshot.is_complete() {
        return Vec::new();
    }
    let mut right = Vec::new();
    if line.tagged > 0 {
        let hidden = if line.tags_hidden > 0 { format!(", {} not shown", line.tags_hidden) } else { String::new() };
        right.push(Span::styled(format!("{} tagged{hidden}   ", line.tagged), theme.style(Role::Warn)));
    }
    if let Some((at, of)) = line.position.filter(|_| shared.size.0 >= WITH_POSITION) {
        right.push(Span::styled(format!("row {}   ", position(at, of)), theme.style(Role::Dim)));
    }
    let noun = if shared.size.0 < 60 { "" } else { "councils " };
    let count = format!("{} of {} {noun}", search.hits().len(), shared.snapshot.counts.total());
    right.push(Span::styled(count, theme.style(if search.filter.is_empty() { Role::Dim } else { Role::Strong })));
    right
}

/// The end of a sentence about an empty result: `in Shropshire that is late called “wem”`.
pub fn none_left(filter: &Filter) -> String {
    let mut parts = Vec::new();
    // The narrowest first: a district of a county is called by both.
    let mut areas: Vec<&String> = [&filter.team, &filter.district, &filter.county].into_iter().flatten().collect();
    areas.dedup();
    if !areas.is_empty() {
        let names: Vec<_> = areas.into_iter().map(|name| sanitize(name)).collect();
        parts.push(format!("in {}", names.join(", ")));
    }
    if let Some(chosen) = &filter.chosen {
        parts.push(format!("counted in the report as {}", sanitize(&chosen.label)));
    }
    if let Some(words) = show_words(filter) {
        parts.push(format!("shown as {words}"));
    }
    if !filter.find.is_empty() {
        parts.push(format!("called “{}”", sanitize(&filter.find)));
    }
    parts.join(" ")
}

/// Wrapped text in place of the rows.
pub fn empty_message(shared: &Shared, text: &str, room: usize) -> Vec<Line<'static>> {
    let indent = |line: String| Line::styled(format!("   {line}"), shared.theme.style(Role::Info));
    std::iter::once(Line::default()).chain(wrap(text, room.saturating_sub(4)).into_iter().map(indent)).collect()
}
