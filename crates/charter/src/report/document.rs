//! A report as a document: sections with numbered paragraphs, tables and charts. Every format prints the same one.

use chrono::NaiveDate;

use super::area_key::AreaKey;
use super::figures::{Figure, Value};
use super::measure::Measure;
use super::share::Share;

#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub title: String,
    /// Says that it is no official statistic.
    pub subtitle: String,
    /// The protective marking; blank prints none.
    pub marking: String,
    /// Names and values: period, as-at day, deadline, made at, next update.
    pub facts: Vec<(String, String)>,
    pub sections: Vec<Section>,
    /// Everything that the sections are built from, for the CSV.
    pub figures: Vec<Figure>,
    /// Code, first day, as-at day of each round in the figures, the report's own first.
    pub periods: Vec<(String, NaiveDate, NaiveDate)>,
}

impl Report {
    /// In the order of the document.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// For links: small letters and hyphens.
    pub id: String,
    pub heading: String,
    pub blocks: Vec<Block>,
}

impl Section {
    pub fn new(id: &str, heading: &str, blocks: Vec<Block>) -> Self {
        Self { id: id.to_owned(), heading: heading.to_owned(), blocks }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Numbered through the document. A layout always has the same paragraphs, so a number stays put from run to run.
    Paragraph {
        number: usize,
        text: String,
    },
    Subheading(String),
    /// (a), (b), (c).
    Lettered(Vec<String>),
    List(Vec<String>),
    /// A term, its explanation, and a remark.
    Terms(Vec<[String; 3]>),
    Table(Table),
    Chart(Chart),
}

impl Block {
    /// Numbered when the document is complete.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph { number: 0, text: text.into() }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// For links and names of sheets: small letters and hyphens, at most 30.
    pub id: String,
    pub title: String,
    /// What, where, when, unit.
    pub about: String,
    pub columns: Vec<Column>,
    /// The first cell of a row is its heading.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the shares of each column are parts of one base, which they sum to.
    pub is_partition: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnKind {
    Text,
    Day,
    Value,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub label: String,
    kind: ColumnKind,
}

impl Column {
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), kind: ColumnKind::Text }
    }

    pub fn day(label: impl Into<String>) -> Self {
        Self { label: label.into(), kind: ColumnKind::Day }
    }

    pub fn value(label: impl Into<String>) -> Self {
        Self { label: label.into(), kind: ColumnKind::Value }
    }

    /// A sheet gives it three columns: n, N and the rate.
    pub fn is_value(&self) -> bool {
        self.kind == ColumnKind::Value
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Day(NaiveDate),
    /// `None` where nothing was counted: a day that has not come, a round that is not on record.
    Value(Option<Value>),
}

/// In words where there is no value: no cell is blank.
pub const NOT_COUNTED: &str = "not counted";

impl std::fmt::Display for Cell {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Day(day) => out.write_str(&crate::calendar::format_full(*day)),
            Self::Value(Some(value)) => value.fmt(out),
            Self::Value(None) => out.write_str(NOT_COUNTED),
        }
    }
}

/// The table after it has the same numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// For links: small letters and hyphens.
    pub id: String,
    /// One or a few words for a list of charts.
    pub name: String,
    /// The message.
    pub title: String,
    /// What, where, when, unit.
    pub about: String,
    /// The chart in words, for those who do not see it.
    pub description: String,
    pub kind: ChartKind,
    /// A sentence for a chart that has nothing to show.
    pub empty: &'static str,
}

impl Chart {
    /// What can be chosen in it: the bars; of lines, the days of the report's own round.
    pub fn bars(&self) -> &[Bar] {
        match &self.kind {
            ChartKind::Stacked(bars) | ChartKind::Bars(bars) => bars,
            ChartKind::Lines(lines) => lines.first().map_or(&[], |line| &line.points),
        }
    }

    /// Whether nothing could have counted.
    pub fn is_empty(&self) -> bool {
        self.bars().iter().all(|bar| bar.share.of == 0)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ChartKind {
    /// Parts of one base.
    Stacked(Vec<Bar>),
    Bars(Vec<Bar>),
    /// Cumulative shares by day from the deadline, which is day 0. The first line is the report's own round.
    Lines(Vec<Line>),
}

/// One figure of the report's own round, unless it is a point of an earlier line.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub label: String,
    pub measure: Measure,
    /// `None` for the area of the report.
    pub area: Option<AreaKey>,
    pub share: Share,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub label: String,
    /// By day; each is a [`Measure::HeardBy`].
    pub points: Vec<Bar>,
}

impl Line {
    /// Days from the deadline with their shares.
    pub fn days(&self) -> impl Iterator<Item = (i64, Share)> + '_ {
        self.points.iter().filter_map(|point| match point.measure {
            Measure::HeardBy(day) => Some((day, point.share)),
            _ => None,
        })
    }
}
