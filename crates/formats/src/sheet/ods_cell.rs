//! One cell of an OpenDocument workbook.

use quick_xml::events::BytesStart;

use super::value::{day, duration, formula, number};
use super::xml::attribute;

#[derive(Default)]
pub(super) struct Cell {
    /// How many cells of the row it stands for, and how many rows it covers.
    pub repeated: usize,
    pub rows_spanned: u64,
    kind: String,
    value: Option<String>,
    formula: Option<String>,
    text: String,
    paragraphs: usize,
    pub in_text: bool,
}

impl Cell {
    pub(super) fn new(start: &BytesStart<'_>) -> Self {
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
        let rows_spanned = count(start, "table:number-rows-spanned");
        let formula = attribute(start, "table:formula");
        Self { repeated, rows_spanned, kind, value, formula, ..Self::default() }
    }

    /// Takes an element inside the cell.
    pub(super) fn starts(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_text = true;
            }
            // A run of blanks is stored as a count, which is bounded here.
            "text:s" => {
                let blanks = count(start, "text:c").min(200);
                self.text.extend((0..blanks).map(|_| ' '));
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            // The reading aid of Japanese names is no part of them.
            "text:ruby-text" => self.in_text = false,
            _ => {}
        }
    }

    pub(super) fn add_text(&mut self, text: &str) {
        if self.in_text {
            self.text.push_str(text);
        }
    }

    /// Whether it holds a plain number, which may stand for a day.
    pub(super) fn is_number(&self) -> bool {
        self.kind == "float"
    }

    pub(super) fn text_value(&self) -> String {
        if let Some(declared) = self.formula.as_ref().filter(|_| self.value.is_none() && self.paragraphs == 0) {
            // Written by a program that calculates nothing. Behind "of:" stands the formula.
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

/// The count that an attribute gives, from 1 on; 1 by default.
pub(super) fn count(start: &BytesStart<'_>, name: &str) -> u64 {
    attribute(start, name).and_then(|declared| declared.parse().ok()).unwrap_or(1).clamp(1, u64::from(u32::MAX))
}
