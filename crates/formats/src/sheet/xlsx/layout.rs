//! What a sheet says about its cells before and after them: hidden columns, and merged cells.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::position::{column_index, line_number};
use crate::sheet::cells::MAX_COLUMNS;
use crate::sheet::xml::{attribute, is_true};

/// Merged cells of a sheet over several rows; more are not looked at.
const MAX_MERGED_CELLS: usize = 20_000;

#[derive(Default)]
pub(super) struct Layout {
    /// From 0.
    pub hidden_columns: BTreeSet<usize>,
    /// The last line of each cell that is merged over several, by its first line and column.
    pub merged: HashMap<(u64, usize), u64>,
    /// Whether it has more merged cells than are looked at.
    pub has_more_merged: bool,
}

impl Layout {
    /// Reads it from the whole sheet; what follows damage is not seen. `pulse` is called at each row, for the progress.
    pub(super) fn read<R: BufRead>(
        mut reader: Reader<R>,
        pulse: &mut dyn FnMut() -> io::Result<()>,
    ) -> io::Result<Self> {
        let (mut layout, mut buffer) = (Self::default(), Vec::new());
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(start)) => match start.local_name().as_ref() {
                    "row" => pulse()?,
                    "col" => layout.hide_columns(&start),
                    "mergeCell" => layout.merge(&start),
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return Ok(layout),
                Ok(_) => {}
            }
        }
    }

    fn hide_columns(&mut self, start: &BytesStart<'_>) {
        let number = |name: &str| attribute(start, name).and_then(|number| number.trim().parse::<usize>().ok());
        if is_true(attribute(start, "hidden"))
            && let Some((first, last)) = number("min").zip(number("max"))
        {
            self.hidden_columns.extend(first.saturating_sub(1)..last.min(MAX_COLUMNS));
        }
    }

    fn merge(&mut self, start: &BytesStart<'_>) {
        let area = attribute(start, "ref").unwrap_or_default();
        let Some((first, last)) = area.split_once(':') else { return };
        let lines = line_number(first).zip(line_number(last)).filter(|(first, last)| first < last);
        let (Some((line, until)), Some(column)) = (lines, column_index(first)) else { return };
        if self.merged.len() < MAX_MERGED_CELLS {
            self.merged.insert((line, column), until);
        } else {
            self.has_more_merged = true;
        }
    }
}
