//! Builds a report from its figures.

use std::collections::BTreeSet;

use super::area_key::{AreaKey, ReportLevel};
use super::charts;
use super::correction::Correction;
use super::document::{Block, Cell, Chart, Column, Report, Section, Table};
use super::figures::{Facts, Figure, FigureIndex, PeriodFacts, Value, figures};
use super::layouts;
use super::measure::Measure;
use super::papers::CommitteeMeeting;
use super::share::Share;
use crate::calendar::format_full;
use crate::round_comparison::Against;
use crate::string_enum;

string_enum! {
    #[derive(Default)]
    Layout {
        #[default]
        Summary = "summary", "summary";
        /// As the Police and Crime Panel has its papers.
        Committee = "committee", "committee paper";
        /// For the inspector who directs the teams: what needs attention first.
        Inspector = "inspector", "inspector's report";
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct ReportRequest {
    pub layout: Layout,
    /// The level of `areas`.
    pub by: Option<ReportLevel>,
    /// By name, never by value: areas are not ranked.
    pub areas: Vec<AreaKey>,
    /// The area that the report is for, beside the whole force.
    pub focus: Option<AreaKey>,
    /// Blank prints none.
    pub marking: String,
    /// Whom to ask, as a role and a public address; blank if it is not set.
    pub contact: String,
    pub next_update: String,
    /// Day and time in London, in words.
    pub made_at: String,
    /// The meeting of the committee, with the last day for the papers and the day for questions.
    pub meeting: Option<CommitteeMeeting>,
    /// What this issue corrects of an earlier one.
    pub correction: Option<Correction>,
}

/// The charts of a report, for a screen: never none. They have the figures that [`build`] writes.
pub fn build_charts(facts: &Facts, request: &ReportRequest) -> Vec<Chart> {
    let figures = count(facts, request);
    charts::all(&Builder::new(facts, request, &figures))
}

fn count(facts: &Facts, request: &ReportRequest) -> Vec<Figure> {
    let mut areas = vec![AreaKey::force()];
    areas.extend(request.focus.clone());
    let by_day = areas.clone();
    for area in &request.areas {
        if !areas.contains(area) {
            areas.push(area.clone());
        }
    }
    figures(facts, &areas, &by_day)
}

/// Counts the figures and writes the document.
pub fn build(facts: &Facts, request: &ReportRequest) -> Report {
    let figures = count(facts, request);
    let builder = Builder::new(facts, request, &figures);
    let mut sections = layouts::sections(&builder);
    number(&mut sections);
    let (title, facts_of_report) = (builder.title(), builder.facts());
    Report {
        title,
        subtitle: "Management information, not official statistics".to_owned(),
        marking: request.marking.clone(),
        facts: facts_of_report,
        sections,
        periods: facts.periods().map(|one| (one.round.code.clone(), one.round.starts_on, one.as_at)).collect(),
        figures,
    }
}

fn number(sections: &mut [Section]) {
    let mut last = 0;
    for block in sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Paragraph { number, .. } = block {
            last += 1;
            *number = last;
        }
    }
}

/// What the sections are built with. It reads figures and nothing else, so no two sections can disagree.
pub(super) struct Builder<'a> {
    pub(super) facts: &'a Facts,
    pub(super) request: &'a ReportRequest,
    /// Of any period and area, so that the columns of a table are complete.
    measures: BTreeSet<&'a Measure>,
    index: FigureIndex<'a>,
    force: AreaKey,
}

impl<'a> Builder<'a> {
    fn new(facts: &'a Facts, request: &'a ReportRequest, figures: &'a [Figure]) -> Self {
        let measures = figures.iter().map(|figure| &figure.measure).collect();
        Self { facts, request, measures, index: FigureIndex::new(figures), force: AreaKey::force() }
    }

    /// The area that the report is about.
    pub(super) fn area(&self) -> &AreaKey {
        self.request.focus.as_ref().unwrap_or(&self.force)
    }

    pub(super) fn now(&self) -> &PeriodFacts {
        &self.facts.now
    }

    fn title(&self) -> String {
        let place = self.request.focus.as_ref().map_or(String::new(), |area| format!(" in {}", area.label()));
        format!("Town and parish councils and their policing priorities{place}: {}", self.now().round.title())
    }

    fn facts(&self) -> Vec<(String, String)> {
        let round = &self.now().round;
        let fact = |name: &str, text: String| (name.to_owned(), text);
        let or = |text: &str, other: &str| if text.trim().is_empty() { other.to_owned() } else { text.to_owned() };
        vec![
            fact("Period", format!("{} to {}", format_full(round.starts_on), format_full(round.ends_on))),
            fact("Deadline for replies", format_full(round.deadline)),
            fact("As at", format_full(self.now().as_at)),
            fact("Made", self.request.made_at.clone()),
            fact("Area", self.area().label()),
            fact("Next update", or(&self.request.next_update, "not set")),
        ]
    }

    /// Of the report's area and round.
    pub(super) fn share(&self, measure: &Measure) -> Share {
        self.share_of(self.now(), self.area(), measure)
    }

    pub(super) fn share_of(&self, period: &PeriodFacts, area: &AreaKey, measure: &Measure) -> Share {
        match self.value(period, area, measure) {
            Some(Value::Share(share)) => share,
            _ => Share::default(),
        }
    }

    pub(super) fn value(&self, period: &PeriodFacts, area: &AreaKey, measure: &Measure) -> Option<Value> {
        self.index.get(&period.round.code, area, measure)
    }

    pub(super) fn known(&self, is_wanted: fn(&Measure) -> bool) -> Vec<Measure> {
        self.measures.iter().copied().filter(|measure| is_wanted(measure)).cloned().collect()
    }

    /// The days from the deadline of which replies are counted.
    pub(super) fn days(&self) -> BTreeSet<i64> {
        let day = |measure: &&Measure| if let Measure::HeardBy(day) = measure { Some(*day) } else { None };
        self.measures.iter().filter_map(day).collect()
    }

    /// `October–December 2023, as at Sun 31 Dec 2023`.
    pub(super) fn when(period: &PeriodFacts) -> String {
        format!("{}, as at {}", period.round.title(), format_full(period.as_at))
    }

    /// `Whole force area; October–December 2023, as at Sun 31 Dec 2023; base: councils …`. Measures of several bases have
    /// them all, and none has none.
    pub(super) fn about(&self, measures: &[Measure]) -> String {
        let mut bases: Vec<&str> = Vec::new();
        for label in measures.iter().map(|measure| measure.base().label()) {
            if !bases.contains(&label) {
                bases.push(label);
            }
        }
        let about = format!("{}; {}", self.area().label(), Self::when(self.now()));
        match bases.as_slice() {
            [] => about,
            [base] => format!("{about}; base: {base}"),
            several => format!("{about}; bases: {}", several.join("; ")),
        }
    }

    /// `As at Sun 31 Dec 2023`: each sentence with a rate has its day.
    pub(super) fn as_at(&self) -> String {
        format!("As at {}", format_full(self.now().as_at))
    }

    /// The same figure in the earlier rounds, as sentences that begin with a space; blank if there is none.
    pub(super) fn compared(&self, measure: &Measure, noun: &str) -> String {
        let mut text = String::new();
        for against in Against::ALL {
            if let Some(period) = self.facts.earlier(*against) {
                let share = self.share_of(period, self.area(), measure).count_of(noun);
                text.push_str(&format!(" In {against} ({}): {share}.", Self::when(period)));
            }
        }
        if self.request.focus.is_some() {
            let share = self.share_of(self.now(), &self.force, measure).count_of(noun);
            text.push_str(&format!(" In the whole force area: {share}."));
        }
        text
    }

    /// The columns of most tables: the area now, the force beside it, the area in earlier rounds.
    fn columns(&self, with_earlier: bool) -> Vec<(String, &PeriodFacts, &AreaKey)> {
        let now = self.now();
        let mut columns = vec![(format!("{}, {}", self.area().label(), now.round.short_title()), now, self.area())];
        if self.request.focus.is_some() {
            columns.push((format!("{}, {}", self.force.label(), now.round.short_title()), now, &self.force));
        }
        if with_earlier {
            for period in Against::ALL.iter().filter_map(|against| self.facts.earlier(*against)) {
                let label = format!("{}, {}", self.area().label(), period.round.short_title());
                columns.push((label, period, self.area()));
            }
        }
        columns
    }

    /// A row a measure. `what` is the heading of the first column.
    pub(super) fn table(
        &self,
        (id, title, what): (&str, &str, &str),
        measures: &[Measure],
        shape: TableShape,
    ) -> Table {
        let columns = self.columns(shape.with_earlier);
        let row = |measure: &Measure| {
            let label = std::iter::once(Cell::Text(measure.label()));
            label
                .chain(columns.iter().map(|(_, period, area)| Cell::Value(self.value(period, area, measure))))
                .collect()
        };
        let labels = columns.iter().map(|(label, ..)| Column::value(label.clone()));
        Table {
            id: id.to_owned(),
            title: title.to_owned(),
            about: self.about(measures),
            columns: std::iter::once(Column::text(what)).chain(labels).collect(),
            rows: measures.iter().map(row).collect(),
            is_partition: shape.is_partition,
        }
    }

    /// A row an area, in the order of names; the area of the report comes last. `None` without `--by`.
    pub(super) fn by_area(&self, (id, title): (&str, &str), measures: &[Measure]) -> Option<Table> {
        let level = self.request.by?;
        let total = std::iter::once(self.area());
        let row = |area: &AreaKey| {
            let label = std::iter::once(Cell::Text(area.label()));
            label.chain(measures.iter().map(|measure| Cell::Value(self.value(self.now(), area, measure)))).collect()
        };
        let label = |measure: &Measure| match measure {
            Measure::Promise(promise) => format!("promise {promise}"),
            _ => measure.label(),
        };
        let labels = measures.iter().map(|measure| Column::value(label(measure)));
        Some(Table {
            id: format!("{id}-by-{level}"),
            title: format!("{title} by {level}"),
            about: format!("{}; in the order of names, not ranked", self.about(measures)),
            columns: std::iter::once(Column::text(level.label())).chain(labels).collect(),
            rows: self.request.areas.iter().chain(total).map(row).collect(),
            is_partition: false,
        })
    }
}

/// How a table of measures is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableShape {
    with_earlier: bool,
    is_partition: bool,
}

impl TableShape {
    /// Parts of one base, with the earlier rounds beside.
    pub(super) const PARTS: Self = Self { with_earlier: true, is_partition: true };
    /// Rows that overlap, or have bases of their own.
    pub(super) const ROWS: Self = Self { with_earlier: true, is_partition: false };
    /// Parts of one base that belong to this round alone.
    pub(super) const CHANGES: Self = Self { with_earlier: false, is_partition: true };
}
