//! One cell of an Excel workbook (ECMA-376, part 1, 18.3.1.4).

use quick_xml::events::BytesStart;

use super::number_format::NumberFormat;
use super::position::area_of;
use super::strings::{RichText, StringText, unescape};
use super::styles::CellStyle;
use crate::sheet::cells::CellText;
use crate::sheet::merges::Extent;
use crate::sheet::value::{day, excel_date_time, formula, number};
use crate::sheet::xml::attribute;

/// Longest text that is held of a cell, in bytes: what is cut later is longer than a cell of Excel.
const MAX_HELD_BYTES: usize = 256 << 10;

/// What the cells of a workbook refer to.
pub(super) struct CellContext {
    pub strings: Vec<RichText>,
    pub styles: Vec<CellStyle>,
    pub since_1904: bool,
    /// See [`super::package::Workbook::is_uncalculated`].
    pub is_uncalculated: bool,
}

#[derive(Default)]
pub(super) struct Cell {
    kind: String,
    style: usize,
    value: String,
    /// Whether the file has a value for it, be it blank.
    has_value: bool,
    formula: Option<String>,
    /// How far the formula of several cells reaches.
    array: Option<Extent>,
    inline: StringText,
    inside: Inside,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    Formula,
    InlineString,
}

/// A cell that refers to a text that the workbook does not have.
pub(super) struct MissingString;

impl Cell {
    pub(super) fn new(start: &BytesStart<'_>) -> Self {
        let style = attribute(start, "s").and_then(|style| style.trim().parse().ok()).unwrap_or(0);
        Self { kind: attribute(start, "t").unwrap_or_default(), style, ..Self::default() }
    }

    pub(super) fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "v" => (self.inside, self.has_value) = (Inside::Value, true),
            "f" => {
                self.inside = Inside::Formula;
                self.formula.get_or_insert_default();
                let area = attribute(start, "t").filter(|kind| kind == "array").and_then(|_| attribute(start, "ref"));
                self.array = area.and_then(|area| area_of(&area)).map(|(_, _, until)| until);
            }
            "is" => (self.inside, self.has_value) = (Inside::InlineString, true),
            _ if self.inside == Inside::InlineString => self.inline.start(start),
            _ => {}
        }
    }

    pub(super) fn end(&mut self, local_name: &str) {
        match local_name {
            "v" | "f" | "is" => self.inside = Inside::Nothing,
            _ => self.inline.end(local_name),
        }
    }

    pub(super) fn add(&mut self, text: &str) {
        let into = match (self.inside, &mut self.formula) {
            (Inside::Value, _) => &mut self.value,
            (Inside::Formula, Some(formula)) => formula,
            (Inside::InlineString, _) => return self.inline.add(text),
            _ => return,
        };
        if into.len() < MAX_HELD_BYTES {
            into.push_str(text);
        }
    }

    /// Whether it is a plain number, which may stand for a day.
    pub(super) fn is_day_number(&self, book: &CellContext) -> bool {
        matches!(self.kind.as_str(), "" | "n") && self.has_value && self.format(book) == NumberFormat::Plain
    }

    fn format(&self, book: &CellContext) -> NumberFormat {
        self.style(book).format
    }

    fn style(&self, book: &CellContext) -> CellStyle {
        book.styles.get(self.style).copied().unwrap_or_default()
    }

    /// How far a formula of several cells reaches that has no stored result.
    pub(super) fn uncalculated_array(&self, book: &CellContext) -> Option<Extent> {
        self.array.filter(|_| !self.has_result(book))
    }

    /// The cell as a text: an error as its code, a formula without a stored result as the formula.
    pub(super) fn text(&mut self, book: &CellContext) -> Result<CellText, MissingString> {
        let text = self.rich_text(book)?;
        Ok(text.split(self.style(book).is_struck_out))
    }

    fn rich_text(&mut self, book: &CellContext) -> Result<RichText, MissingString> {
        if let Some(uncalculated) = self.formula.as_ref().filter(|_| !self.has_result(book)) {
            return Ok(RichText::plain(formula(uncalculated)));
        }
        let value = self.value.trim();
        Ok(RichText::plain(match self.kind.as_str() {
            "s" if value.is_empty() => String::new(),
            "s" => {
                let string = value.parse().ok().and_then(|index: usize| book.strings.get(index));
                return string.cloned().ok_or(MissingString);
            }
            "str" => unescape(&self.value),
            "inlineStr" | "is" => return Ok(self.inline.take()),
            "b" => match value.to_ascii_lowercase().as_str() {
                "1" | "true" => "yes".to_owned(),
                "0" | "false" => "no".to_owned(),
                _ => value.to_owned(),
            },
            "e" if value.is_empty() => "#ERROR!".to_owned(),
            "d" => day(value),
            "e" => value.to_owned(),
            // Some programs write an inline string without its type.
            _ if value.is_empty() => return Ok(self.inline.take()),
            _ => match value.parse::<f64>() {
                Ok(stored) => match self.format(book) {
                    NumberFormat::Plain | NumberFormat::Measure => number(stored),
                    format => excel_date_time(stored, format == NumberFormat::Duration, book.since_1904),
                },
                Err(_) => unescape(&self.value),
            },
        }))
    }

    /// Whether the result of its formula is stored. A text may be blank; a number may not.
    fn has_result(&self, book: &CellContext) -> bool {
        let value = self.value.trim();
        match self.kind.as_str() {
            "str" | "inlineStr" | "is" => self.has_value,
            // Programs that calculate nothing store 0, and ask whoever opens the workbook to calculate it.
            "" | "n" if book.is_uncalculated && value == "0" => false,
            _ => !value.is_empty(),
        }
    }
}
