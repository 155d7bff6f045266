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
use crate::tui::ui::text::{fit, width, wrap};
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

/// How much of the line is drawn.
#[derive(Clone, Copy)]
struct Detail {
    with_position: bool,
    /// "Show all" where nothing else is shown.
    with_show_all: bool,
    with_noun: bool,
    /// Cells of the label of the councils chosen in the report.
    label: usize,
}

/// From the most to the least. The count of councils stays to the last.
const DETAILS: [Detail; 4] = [
    Detail { with_position: true, with_show_all: true, with_noun: true, label: usize::MAX },
    Detail { with_position: false, with_show_all: true, with_noun: true, label: usize::MAX },
    LEAST_WITH_NOUN,
    Detail { with_noun: false, ..LEAST_WITH_NOUN },
];
const LEAST_WITH_NOUN: Detail =
    Detail { with_position: false, with_show_all: false, with_noun: true, label: usize::MAX };
/// Below so many cells a label says nothing.
const LEAST_LABEL: usize = 8;

/// The left and the right part, with what fits.
fn parts(shared: &Shared, line: &FilterLine, areas: &Areas) -> (Vec<Span<'static>>, Vec<Span<'static>>) {
    let room = usize::from(areas.filter.width);
    let counts_items = line.tab == Tab::Inbox && shared.search.filter.is_empty() && !line.finding;
    if counts_items {
        return (left(shared, line, areas, DETAILS[0]), filter_keys(shared));
    }
    let build = |detail: Detail| (left(shared, line, areas, detail), match_count(shared, line, detail));
    let used = |(left, right): &(Vec<Span<'_>>, Vec<Span<'_>>)| {
        left.iter().chain(right).map(|span| width(&span.content)).sum::<usize>()
    };
    if let Some(fitting) = DETAILS.into_iter().map(build).find(|parts| used(parts) < room) {
        return fitting;
    }
    let [.., least] = DETAILS;
    let label = shared.search.filter.chosen.as_ref().map_or(0, |chosen| width(&sanitize(&chosen.label)));
    let too_long = (used(&build(least)) + 1).saturating_sub(room);
    build(Detail { label: label.saturating_sub(too_long).max(LEAST_LABEL), ..least })
}

/// The filters: a click chooses another value.
pub fn hits(shared: &Shared, line: &FilterLine, areas: &Areas) -> Vec<Hit> {
    let drawn = Line::from(parts(shared, line, areas).0);
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
    let (left, right) = parts(shared, line, areas);
    if line.finding {
        let cells: usize = left.iter().map(|span| width(&span.content)).sum();
        let column = u16::try_from(cells.saturating_sub(3)).unwrap_or(u16::MAX);
        frame.set_cursor_position((column.min(areas.filter.right().saturating_sub(1)), areas.filter.y));
    }
    lines(frame, areas.filter, vec![spread(left, right, areas.filter.width.into())]);
}

fn left(shared: &Shared, line: &FilterLine, areas: &Areas, detail: Detail) -> Vec<Span<'static>> {
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
        part("Report", Some(fit(&sanitize(&chosen.label), detail.label, theme.ascii)));
    }
    // The councils of a report are those of its area, not of all counties.
    if filter.chosen.is_none() || filter.county.is_some() {
        part("County", name_of(&filter.county));
    }
    if filter.district.is_some() {
        part("District", name_of(&filter.district));
    }
    if filter.team.is_some() {
        part("Team", name_of(&filter.team));
    }
    let narrow = shared.size.0 < NARROW && line.tab != Tab::Councils;
    if !filter.show.is_empty() || (detail.with_show_all && !narrow) {
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
fn match_count(shared: &Shared, line: &FilterLine, detail: Detail) -> Vec<Span<'static>> {
    let (theme, search) = (shared.theme, &shared.search);
    let noun = |noun: &'static str| if detail.with_noun && shared.size.0 >= NARROW { noun } else { "" };
    if line.tab == Tab::Inbox {
        let (shown, of) = line.items;
        return vec![Span::styled(format!("{shown} of {of} {}", noun("items ")), theme.style(Role::Strong))];
    }
    if !shared.snapshot.is_complete() {
        return Vec::new();
    }
    let mut right = Vec::new();
    if line.tagged > 0 {
        let hidden = if line.tags_hidden > 0 { format!(", {} not shown", line.tags_hidden) } else { String::new() };
        right.push(Span::styled(format!("{} tagged{hidden}   ", line.tagged), theme.style(Role::Warn)));
    }
    if let Some((at, of)) = line.position.filter(|_| detail.with_position && shared.size.0 >= WITH_POSITION) {
        right.push(Span::styled(format!("row {}   ", position(at, of)), theme.style(Role::Dim)));
    }
    let count = format!("{} of {} {}", search.hits().len(), shared.snapshot.counts.total(), noun("councils "));
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
