//! The list of councils as a page with one table.

use charter::english::pluralize;
use serde::Serialize;

use super::page::render;
use crate::documents::error::DocumentError;
use crate::list_export::{ExportTable, one_line};

const TEMPLATE: &str = include_str!("table.html");

#[derive(Serialize)]
struct Page<'a> {
    about: &'a str,
    councils: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Column {
    label: &'static str,
    right: bool,
}

/// # Errors
///
/// The template does not fit, which is a mistake of the program.
pub(crate) fn table(table: &ExportTable) -> Result<String, DocumentError> {
    let column =
        |column: &charter::list_column::ListColumn| Column { label: column.label(), right: column.is_right_aligned() };
    render(
        TEMPLATE,
        &Page {
            about: &table.about,
            councils: pluralize(table.rows.len(), "council"),
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows.iter().map(|row| row.iter().map(one_line).collect()).collect(),
        },
    )
}
