//! One cell of an OpenDocument workbook.

use quick_xml::events::BytesStart;

use super::cells::CellText;
use super::merges::Extent;
use super::ods_styles::OdsStyles;
use super::value::{day, duration, formula, number};
use super::xml::attribute;

#[derive(Default)]
pub(super) struct Cell {
    /// How many cells of the row it stands for.
    pub repeated: usize,
    /// How many rows and columns it covers, and its formula if it is one of several cells.
    spanned: (u64, u64),
    array: (u64, u64),
    /// Whether its style strikes out, and those of the words that are read.
    is_struck_out: bool,
    spans: Vec<bool>,
    kind: String,
    value: Option<String>,
    formula: Option<String>,
    text: String,
    struck_out: String,
    paragraphs: usize,
    in_text: bool,
}

impl Cell {
    pub(super) fn new(start: &BytesStart<'_>, is_struck_out: bool) -> Self {
        let kind = match attribute(start, "calcext:value-type") {
            // LibreOffice stores an error as text.
            Some(kind) if kind == "error" => kind,
            _ => attribute(start, "office:value-type").unwrap_or_default(),
        };
        let value = match kind.as_str() {
            "date" => attribute(start, "office:date-value"),
            "time" => attribute(start, "office:time-value"),
            "boolean" => attribute(start, "office:boolean-value"),
            "string" => attribute(start, "office:string-value"),
            _ => attribute(start, "office:value"),
        };
        let repeated = usize::try_from(count(start, "table:number-columns-repeated")).unwrap_or(usize::MAX);
        let spanned = (count(start, "table:number-rows-spanned"), count(start, "table:number-columns-spanned"));
        let array =
            (count(start, "table:number-matrix-rows-spanned"), count(start, "table:number-matrix-columns-spanned"));
        let formula = attribute(start, "table:formula");
        Self { repeated, spanned, array, is_struck_out, kind, value, formula, ..Self::default() }
    }

    /// Takes an element inside the cell.
    pub(super) fn starts(&mut self, name: &str, start: &BytesStart<'_>, styles: &OdsStyles) {
        let style = || attribute(start, "text:style-name").unwrap_or_default();
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_text = true;
                self.spans = vec![styles.strikes_out("paragraph", &style()).unwrap_or(self.is_struck_out)];
            }
            "text:span" => {
                let outer = self.strikes_out();
                self.spans.push(styles.strikes_out("text", &style()).unwrap_or(outer));
            }
            // A run of blanks is stored as a count, which is bounded here.
            "text:s" => {
                let blanks = count(start, "text:c").min(200);
                (0..blanks).for_each(|_| self.push(" "));
            }
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push("\n"),
            // The reading aid of Japanese names is no part of them.
            "text:ruby-text" => self.in_text = false,
            _ => {}
        }
    }

    /// Takes the end of an element inside the cell.
    pub(super) fn ends(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.in_text = false,
            "text:span" if self.spans.len() > 1 => {
                self.spans.pop();
            }
            "text:ruby-text" => self.in_text = true,
            _ => {}
        }
    }

    pub(super) fn add_text(&mut self, text: &str) {
        if self.in_text {
            self.push(text);
        }
    }

    fn strikes_out(&self) -> bool {
        self.spans.last().copied().unwrap_or(self.is_struck_out)
    }

    fn push(&mut self, text: &str) {
        if self.strikes_out() { &mut self.struck_out } else { &mut self.text }.push_str(text);
    }

    /// How far it reaches if it covers other cells, from its column and line on.
    pub(super) fn extent(&self, column: usize, line: u64) -> Option<Extent> {
        extent(self.spanned, column, line)
    }

    /// As [`Self::extent`], of a formula of several cells without a stored result.
    pub(super) fn uncalculated_array(&self, column: usize, line: u64) -> Option<Extent> {
        extent(self.array, column, line).filter(|_| self.uncalculated().is_some())
    }

    /// Its formula, if that has no stored result: the program that wrote it calculates nothing.
    fn uncalculated(&self) -> Option<&String> {
        self.formula.as_ref().filter(|_| self.value.is_none() && self.paragraphs == 0)
    }

    /// Whether it holds a plain number, which may stand for a day.
    pub(super) fn is_number(&self) -> bool {
        self.kind == "float"
    }

    pub(super) fn text(&self) -> CellText {
        let all = self.text.trim().is_empty() && (self.is_struck_out || !self.struck_out.trim().is_empty());
        match self.kind.as_str() {
            // What is shown of a number or a day is struck out as a whole.
            "float" | "percentage" | "currency" | "date" | "time" | "boolean" => {
                CellText::whole(self.value_text(), all)
            }
            _ if self.paragraphs == 0 => CellText::whole(self.value_text(), all),
            "error" if all => CellText::whole(self.struck_out.clone(), true),
            _ => CellText { text: self.value_text(), struck_out: self.struck_out.clone() },
        }
    }

    fn value_text(&self) -> String {
        if let Some(declared) = self.uncalculated() {
            // Behind "of:" stands the formula.
            let plain = declared.split_once(":=").map_or(declared.as_str(), |(_, plain)| plain);
            return formula(plain);
        }
        let value = self.value.as_deref().unwrap_or_default();
        match self.kind.as_str() {
            // Some programs store an error as the number 0 with the error as its text.
            "float" | "percentage" | "currency" if self.text.starts_with('#') || self.text.starts_with("Err:") => {
                self.text.clone()
            }
            "date" => day(value),
            "time" => duration(value),
            "boolean" => if value == "true" { "yes" } else { "no" }.to_owned(),
            "float" | "percentage" | "currency" => value.parse().map_or_else(|_| self.text.clone(), number),
            "string" if self.paragraphs == 0 => value.to_owned(),
            "error" if self.text.trim().is_empty() => "#ERROR!".to_owned(),
            _ => self.text.clone(),
        }
    }
}

fn extent((rows, columns): (u64, u64), column: usize, line: u64) -> Option<Extent> {
    let columns = usize::try_from(columns).unwrap_or(usize::MAX);
    let until = Extent { line: line.saturating_add(rows - 1), column: column.saturating_add(columns - 1) };
    (until.line > line || until.column > column).then_some(until)
}

/// The count that an attribute gives, from 1 on; 1 by default.
pub(super) fn count(start: &BytesStart<'_>, name: &str) -> u64 {
    attribute(start, name).and_then(|declared| declared.parse().ok()).unwrap_or(1).clamp(1, u64::from(u32::MAX))
}
