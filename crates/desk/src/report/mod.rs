//! The report to committees: read from the store, and written as a page, text, CSV, a workbook or JSON.
//!
//! | module | does |
//! | --- | --- |
//! | `read` | reads the facts, and the areas with their codes |
//! | `charts` | the charts for a screen, with the councils behind each bar |
//! | `issued` | the issued reports, each beside the figures of now |
//! | `order` | what is asked for, and the report made, corrected and issued of it |
//! | `html`, `drawing` | one page without scripts; charts as shapes |
//! | `text` | plain text for a mail or a terminal |
//! | `csv` | the figures in long form, and their digest |
//! | `xlsx` | a workbook with a table a sheet |
//! | `json` | the figures, and priorities and events as police.uk has them |

mod charts;
mod csv;
mod drawing;
mod html;
mod issued;
mod json;
mod order;
mod read;
#[cfg(test)]
mod tests;
mod text;
mod xlsx;

pub use charts::{ChartPage, CountedChart};
pub use csv::{csv, digest};
pub use html::html;
pub use issued::{IssuedLine, issued_reports};
pub use json::ReportDocument;
use json::document;
pub use order::{PreparedReport, ReportError, ReportFormat, ReportOrder, ReportTexts};
pub use read::{AreaNames, NamedArea, explain_last_day, read};
pub use text::text;
pub use xlsx::xlsx;
