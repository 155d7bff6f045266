//! The councils of each district by group: what the map says, for screens that draw no map and for screen readers.

use std::collections::BTreeMap;

use charter::english::pluralize;
use charter::response_group::{ResponseCounts, ResponseGroup};
use charter::untrusted::sanitize;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::filter_line::{empty_message, none_left};
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::gauge::short_label;
use crate::tui::ui::hit::{self, Hit};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{row, window};
use crate::tui::ui::text::{column, column_right, width};
use crate::tui::ui::theme::Role;

/// Before a district without a name in the register.
const NO_DISTRICT: &str = "no district";
/// The least cells of the names; without them the groups are left out.
const NAMES: usize = 12;
/// From this width on the county has a column.
const WITH_COUNTY: usize = 84;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    pub county: String,
    pub name: String,
    pub counts: ResponseCounts,
}

#[derive(Clone, Debug, Default)]
pub struct DistrictTable {
    generation: Option<(u64, u64)>,
    /// By county and name: those with a council that matches the filter.
    pub rows: Vec<District>,
    pub list: ListState,
}

impl DistrictTable {
    /// Counts the councils that match the filter.
    pub fn arrange(&mut self, shared: &Shared) {
        let generation = Some((shared.search.generation(), shared.snapshot.generation()));
        if self.generation == generation {
            return;
        }
        self.generation = generation;
        let focused = self.focused().map(|row| (row.county.clone(), row.name.clone()));
        let mut counted: BTreeMap<(&str, &str), ResponseCounts> = BTreeMap::new();
        for index in shared.search.indices() {
            let line = &shared.snapshot.lines()[index];
            counted.entry((line.county.raw(), line.district.raw())).or_default().add(&line.status);
        }
        let district = |((county, name), counts): ((&str, &str), ResponseCounts)| District {
            county: county.to_owned(),
            name: name.to_owned(),
            counts,
        };
        self.rows = counted.into_iter().map(district).collect();
        let kept = focused
            .and_then(|(county, name)| self.rows.iter().position(|row| (&row.county, &row.name) == (&county, &name)));
        self.list.cursor = kept.unwrap_or(self.list.cursor).min(self.rows.len().saturating_sub(1));
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.rows.len());
    }

    pub fn focused(&self) -> Option<&District> {
        self.rows.get(self.list.cursor)
    }

    /// Whether a district of another county has the name.
    fn is_name_shared(&self, name: &str) -> bool {
        self.rows.iter().filter(|row| row.name == name).count() > 1
    }
}

impl District {
    /// The district, and its county unless it has the same name.
    pub fn names(&self) -> (String, String) {
        let name = if self.name.trim().is_empty() { NO_DISTRICT.to_owned() } else { sanitize(&self.name).into_owned() };
        let county = if self.county == self.name { String::new() } else { sanitize(&self.county).into_owned() };
        (name, county)
    }

    /// `Bromsgrove, Worcestershire: 19 councils, 8 on time, 11 silent`.
    pub fn describe(&self, is_past: bool) -> String {
        let (name, county) = self.names();
        let place = if county.is_empty() { name } else { format!("{name}, {county}") };
        format!("{place}: {}", describe(&self.counts, is_past))
    }
}

/// `19 councils, 8 on time, 11 silent`. Groups without councils are left out.
pub fn describe(counts: &ResponseCounts, is_past: bool) -> String {
    let groups = ResponseGroup::of_day(is_past).into_iter().filter(|group| counts.count(*group) > 0);
    let words = groups.map(|group| format!(", {} {}", counts.count(group), group.label()));
    let waiting =
        if counts.waiting() > 0 { format!(", {} with a reply waiting", counts.waiting()) } else { String::new() };
    format!("{}{}{waiting}", pluralize(counts.total(), "council"), words.collect::<String>())
}

/// A number of some councils, and its heading.
struct Column {
    heading: &'static str,
    of: Counted,
}

#[derive(Clone, Copy)]
enum Counted {
    Group(ResponseGroup),
    InTime,
    NotInTime,
    All,
}

impl Column {
    /// The groups, or without room for them only whether the councils answered in time; then all.
    fn all(room: usize, is_past: bool) -> Vec<Self> {
        let groups = ResponseGroup::of_day(is_past);
        let mut columns: Vec<Self> =
            groups.map(|group| Self { heading: short_label(group), of: Counted::Group(group) }).into();
        let all = Self { heading: "all", of: Counted::All };
        if room < NAMES + all.cells() + columns.iter().map(Self::cells).sum::<usize>() {
            let rest = if is_past { "missed" } else { "not yet" };
            columns = vec![
                Self { heading: groups[0].label(), of: Counted::InTime },
                Self { heading: rest, of: Counted::NotInTime },
            ];
        }
        columns.push(all);
        columns
    }

    fn cells(&self) -> usize {
        width(self.heading).max(4) + 2
    }

    fn number(&self, counts: &ResponseCounts) -> usize {
        match self.of {
            Counted::Group(group) => counts.count(group),
            Counted::InTime => counts.in_time(),
            Counted::NotInTime => counts.total() - counts.in_time(),
            Counted::All => counts.total(),
        }
    }
}

/// Below the headings and above the sums.
fn list_area(areas: &Areas) -> Rect {
    Rect { y: areas.body.y + 1, height: areas.body.height.saturating_sub(2), ..areas.body }
}

pub fn visible_rows(areas: &Areas) -> usize {
    list_area(areas).height.into()
}

pub fn hits(table: &DistrictTable, areas: &Areas) -> Vec<Hit> {
    let area = list_area(areas);
    hit::rows(area, window(table.list.cursor, table.rows.len(), area.height.into()))
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, table: &DistrictTable, areas: &Areas) {
    let (theme, room) = (shared.theme, usize::from(areas.body.width));
    let is_past = shared.snapshot.round().is_past(shared.snapshot.as_at());
    if table.rows.is_empty() {
        let text = format!("No council {}. Delete clears every filter.", none_left(&shared.search.filter));
        return lines(frame, areas.body, empty_message(shared, &text, room));
    }
    let columns = Column::all(room.saturating_sub(2), is_past);
    let names = room.saturating_sub(columns.iter().map(Column::cells).sum::<usize>() + 2);
    let (of_name, of_county) = if room >= WITH_COUNTY { (names - names / 2, names / 2) } else { (names, 0) };
    let text = |name: &str, county: &str, cell: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|column| column_right(&cell(column), column.cells(), theme.ascii));
        let (name, county) = (column(name, of_name, theme.ascii), column(county, of_county, theme.ascii));
        format!("{name}{county}{}", cells.collect::<String>())
    };
    let counted = |counts: ResponseCounts| move |column: &Column| column.number(&counts).to_string();
    let heading = text("District", "County", &|column| column.heading.to_owned());
    let mut drawn = vec![Line::styled(format!(" {heading}"), theme.style(Role::Dim))];
    for index in window(table.list.cursor, table.rows.len(), visible_rows(areas)) {
        let district = &table.rows[index];
        let (mut name, county) = district.names();
        if of_county == 0 && table.is_name_shared(&district.name) {
            name = format!("{name}, {county}");
        }
        let text = text(&name, &county, &counted(district.counts));
        drawn.push(row(theme, vec![Span::raw(text)], index == table.list.cursor, room));
    }
    let sums = text("All districts", "", &counted(*shared.search.counts()));
    drawn.push(Line::styled(format!(" {sums}"), theme.style(Role::Strong)));
    lines(frame, areas.body, drawn);
}
