//! What a sheet says about its cells before and after them: hidden columns, and merged cells.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::position::area_of;
use crate::sheet::hidden_columns::HiddenColumns;
use crate::sheet::merges::Extent;
use crate::sheet::xml::{attribute, is_true};

/// Merged cells of a sheet; more are not looked at.
const MAX_MERGED_CELLS: usize = 20_000;

#[derive(Default)]
pub(super) struct Layout {
    pub hidden_columns: HiddenColumns,
    /// How far each merged cell reaches, by its first line and column.
    pub merged: BTreeMap<(u64, usize), Extent>,
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
            self.hidden_columns.hide(first.saturating_sub(1)..last);
        }
    }

    fn merge(&mut self, start: &BytesStart<'_>) {
        let Some((column, line, until)) = attribute(start, "ref").and_then(|area| area_of(&area)) else { return };
        if self.merged.len() < MAX_MERGED_CELLS {
            self.merged.insert((line, column), until);
        } else {
            self.has_more_merged = true;
        }
    }
}
