//! The report to committees: every number counted once, and written alike in every format.
//!
//! | module | contains |
//! | --- | --- |
//! | `share` | n of N, and how it is written |
//! | `area_key` | the areas that have figures |
//! | `measure`, `definition` | what is counted: codes, words, definitions, bases |
//! | `counted` | what each council, priority and wait counts as |
//! | `figures`, `tally` | the figures of a period |
//! | `document` | headings, numbered paragraphs, tables and charts |
//! | `build`, `sections`, `layouts`, `notes`, `charts` | the sections and charts, built from figures alone |
//! | `measure_lists` | which measures stand together |
//! | `correction` | the figures as an issue keeps them, and what differs from it |
//! | `papers` | when a committee's papers go out |
//!
//! No text that anybody typed about a council is in a report: names of areas, categories and aims are its only words from
//! the records.

mod area_key;
mod build;
mod charts;
mod correction;
#[cfg(test)]
mod councils_tests;
mod counted;
mod definition;
mod document;
mod figures;
mod layouts;
mod measure;
mod measure_lists;
mod notes;
mod papers;
mod sections;
mod share;
mod tally;
#[cfg(test)]
mod test_facts;
#[cfg(test)]
mod tests;

pub use area_key::{AreaKey, ReportLevel};
pub use build::{Layout, ReportRequest, build, build_charts};
pub use correction::{Correction, corrected, stored_figures};
pub use counted::councils;
pub use definition::{Base, DEFINITIONS, Definition};
pub use document::{Bar, Block, Cell, Chart, ChartKind, Column, Line, NOT_COUNTED, Report, Section, Table};
pub use figures::{Facts, Figure, FigureIndex, PeriodFacts, Value, figures};
pub use measure::{Measure, ReviewState};
pub use papers::CommitteeMeeting;
pub use share::{Share, thousands};
