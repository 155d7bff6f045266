//! The state of the report: the charts as they were counted, the chart and the bar in focus.

use std::collections::BTreeSet;

use charter::calendar::{format_full, format_short};
use charter::filter::{ChosenCouncils, Filter};
use charter::ids::{CouncilId, RoundId};
use charter::report::{AreaKey, Bar, ChartKind, ReportLevel};
use charter::untrusted::sanitize;
use chrono::NaiveDate;
use desk::report::{ChartPage, CountedChart, NamedArea, explain_last_day};

use crate::tui::app::shared::Shared;
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::text::sentence;

/// Below this width a day has no weekday and year.
const NARROW: u16 = 60;

/// Which charts are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportQuery {
    pub round: RoundId,
    pub as_at: NaiveDate,
    /// The narrowest area of the filter; `None` for the whole force.
    pub area: Option<NamedArea>,
}

impl ReportQuery {
    pub fn of(shared: &Shared, filter: &Filter) -> Self {
        let (round, as_at) = shared.snapshot.view();
        let areas = [
            (ReportLevel::Team, &filter.team),
            (ReportLevel::District, &filter.district),
            (ReportLevel::County, &filter.county),
        ];
        let county = |level| if level == ReportLevel::District { filter.county.clone() } else { None };
        let named = |(level, name): (ReportLevel, &Option<String>)| {
            Some(NamedArea { level, name: name.clone()?, county: county(level) })
        };
        let area = areas.into_iter().find_map(named);
        Self { round, as_at, area }
    }
}

/// A sentence beside a chart, with a form for a small screen.
pub struct Note {
    pub long: String,
    pub short: String,
}

#[derive(Clone, Debug, Default)]
pub struct ReportScreen {
    /// `None` until it is counted.
    page: Option<ChartPage>,
    /// What was asked for last, and the reading of the list at that time.
    pub asked: Option<(ReportQuery, u64)>,
    /// The index of the chart in focus.
    chart: usize,
    /// The bar in focus.
    pub list: ListState,
    /// While the councils of a bar are listed: the filter that Esc brings back.
    pub filter: Option<Filter>,
}

impl ReportScreen {
    pub fn page(&self) -> Option<&ChartPage> {
        self.page.as_ref()
    }

    /// The chart and the bar in focus stay, if there still are such.
    pub fn set_page(&mut self, page: ChartPage) {
        let (chart, bar) = (self.focused().map(|one| one.chart.id.clone()), self.bar().map(|bar| bar.label.clone()));
        let index = chart.and_then(|id| page.charts.iter().position(|one| one.chart.id == id));
        self.page = Some(page);
        self.chart = index.unwrap_or(0);
        let bars = self.bars();
        let same = bar.and_then(|label| bars.iter().position(|bar| bar.label == label));
        let cursor = same.filter(|_| index.is_some()).unwrap_or_else(|| self.first_bar());
        self.list = ListState::at(cursor);
    }

    pub fn charts(&self) -> &[CountedChart] {
        self.page.as_ref().map_or(&[], |page| &page.charts)
    }

    /// The index of the chart in focus.
    pub fn chart_index(&self) -> usize {
        self.chart
    }

    pub fn focused(&self) -> Option<&CountedChart> {
        self.charts().get(self.chart)
    }

    pub fn bars(&self) -> &[Bar] {
        self.focused().filter(|counted| !counted.chart.is_empty()).map_or(&[], |counted| counted.chart.bars())
    }

    pub fn bar(&self) -> Option<&Bar> {
        self.bars().get(self.list.cursor)
    }

    /// The councils of the bar in focus.
    pub fn councils(&self) -> Option<&BTreeSet<CouncilId>> {
        self.bar()?;
        self.focused()?.councils.get(self.list.cursor)
    }

    /// Of lines, the last day: the state now.
    fn first_bar(&self) -> usize {
        let is_lines = self.focused().is_some_and(|one| matches!(one.chart.kind, ChartKind::Lines(_)));
        if is_lines { self.bars().len().saturating_sub(1) } else { 0 }
    }

    /// Shows another chart, around the ends.
    pub fn step_chart(&mut self, by: isize) {
        let len = self.charts().len();
        let steps = isize::try_from(len).unwrap_or(0);
        if steps > 0 {
            let at = isize::try_from(self.chart).unwrap_or(0) + by;
            self.show_chart(usize::try_from(at.rem_euclid(steps)).unwrap_or(0));
        }
    }

    pub fn show_chart(&mut self, index: usize) {
        self.chart = index.min(self.charts().len().saturating_sub(1));
        self.list = ListState::at(self.first_bar());
    }

    /// A row is a bar of the chart; those after the last bar are the charts themselves.
    pub fn select(&mut self, row: usize) -> bool {
        match row.checked_sub(self.bars().len()) {
            None => self.list.cursor = row,
            Some(chart) => self.show_chart(chart),
        }
        true
    }

    pub fn apply(&mut self, motion: Motion) {
        let len = self.bars().len();
        self.list.apply(motion, len, len);
    }

    /// `Whole force area, as at Thu 5 Oct 2023`; on a narrow screen `Whole force area, 5 Oct`.
    pub fn about(&self, shared: &Shared) -> String {
        let Some(page) = &self.page else { return String::new() };
        let area = page.area.label();
        match shared.size.0 < NARROW {
            true => format!("{area}, {}", format_short(page.as_at, shared.snapshot.as_at())),
            false => format!("{area}, as at {}", format_full(page.as_at)),
        }
    }

    /// What the figures leave out of what the screen asks for: later days, filters other than the area.
    pub fn notes(&self, shared: &Shared) -> Vec<Note> {
        let Some(page) = &self.page else { return Vec::new() };
        let (as_at, filter) = (shared.snapshot.as_at(), &shared.search.filter);
        let last_day = explain_last_day(shared.snapshot.round(), as_at).map(|why| Note {
            long: sentence(&why),
            short: format!("{}: the quarter's last day.", format_short(page.as_at, as_at)),
        });
        let ignored = match (filter.show.is_empty(), filter.find.is_empty()) {
            (true, true) => None,
            (false, true) => Some(("The filter Show does", "Show does")),
            (true, false) => Some(("The filter Find does", "Find does")),
            (false, false) => Some(("The filters Show and Find do", "Show and Find do")),
        };
        let words = |words: &str| format!("{words} not count here.");
        let ignored = ignored.map(|(long, short)| Note { long: words(long), short: words(short) });
        last_day.into_iter().chain(ignored).collect()
    }

    /// Where, when and of what base the chart in focus is. A chart without bars has no base.
    pub fn about_chart(&self) -> Option<&str> {
        let chart = &self.focused()?.chart;
        (!chart.bars().is_empty()).then_some(chart.about.as_str())
    }

    /// `late: 43 of 98 (44 %)`.
    pub fn describe(bar: &Bar) -> String {
        format!("{}: {}", sanitize(&bar.label), bar.share)
    }

    /// The filter that lists the councils of the bar in focus. `None` if there is no bar.
    pub fn chosen(&self) -> Option<ChosenCouncils> {
        let (page, bar, councils) = (self.page.as_ref()?, self.bar()?, self.councils()?.clone());
        let area = bar.area.as_ref().unwrap_or(&page.area);
        let place = if *area == AreaKey::force() { String::new() } else { format!(", {}", area.label()) };
        Some(ChosenCouncils { label: format!("{}{place}", bar.measure.full_label()), councils })
    }
}
