//! Which columns the list shows, and how wide they are: by their content, so that nothing is cut that would fit.

use charter::council_line::CouncilLine;
use charter::list_column::{Cell, ListColumn};
use charter::list_table::ListSort;
use charter::untrusted::sanitize;
use chrono::{Datelike, NaiveDate};

use crate::tui::screens::councils::cells::{PARISH_NOTE, Placed, status_cell};
use crate::tui::ui::text::width;

/// The cells before the first column: cursor, tag, a space.
pub const MARKS: usize = 3;
/// The least room for a name on the narrowest terminal.
const LEAST_NAME: usize = 8;

/// The widest cell of each column, in the order of [`ListColumn::ALL`]. Measured once for each reading, over all
/// councils, so that the columns stay where they are while the list is filtered and scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentWidths(Vec<usize>);

impl ContentWidths {
    pub fn measure(lines: &[CouncilLine], as_at: NaiveDate) -> Self {
        let widest = |column: &ListColumn| lines.iter().map(|line| cell_width(*column, line, as_at)).max().unwrap_or(0);
        Self(ListColumn::ALL.iter().map(widest).collect())
    }

    /// 0 if every cell is blank.
    pub fn of(&self, column: ListColumn) -> usize {
        self.0.get(column as usize).copied().unwrap_or(0)
    }
}

fn cell_width(column: ListColumn, line: &CouncilLine, as_at: NaiveDate) -> usize {
    match (column, column.cell(line)) {
        (ListColumn::Status, _) => {
            let (mark, word, _) = status_cell(&line.status);
            width(mark) + 1 + width(&word)
        }
        (ListColumn::Council, _) => {
            let note = if line.name_confirmed { 0 } else { width(PARISH_NOTE) };
            width(&line.name.sanitized()) + note
        }
        (_, Cell::Blank) => 0,
        (_, Cell::Number(number)) => number.checked_ilog10().map_or(1, |digits| digits as usize + 1),
        // As `day_cell` writes it: "14 Mar" or "Mar 2022".
        (_, Cell::Day(on)) => {
            if on.year() == as_at.year() {
                6
            } else {
                8
            }
        }
        (_, Cell::Text(text)) => width(&sanitize(&text)),
    }
}

/// The columns that the user has chosen, else those with content. `by_county`: headings name the county.
pub fn offered(chosen: &[ListColumn], widths: &ContentWidths, by_county: bool) -> Vec<ListColumn> {
    if !chosen.is_empty() {
        return chosen.to_vec();
    }
    let has_content = |column: &ListColumn| match column {
        ListColumn::Council | ListColumn::Status => true,
        ListColumn::County if by_county => false,
        _ => widths.of(*column) > 0,
    };
    let mut columns: Vec<ListColumn> = ListColumn::ALL.iter().copied().filter(has_content).collect();
    if !by_county && let Some(at) = columns.iter().position(|column| *column == ListColumn::County) {
        // Rows of several counties follow each other, so the county stands near the name.
        columns.remove(at);
        columns.insert(2.min(columns.len()), ListColumn::County);
    }
    columns
}

/// Places as many of the columns as fit, each comfortably wide; what is left widens those whose content is wider. The
/// name is always there.
pub fn place(room: usize, columns: &[ListColumn], widths: &ContentWidths, sort: Option<ListSort>) -> Vec<Placed> {
    let sorted = |column| sort.is_some_and(|sort| sort.column == column);
    let heading = |column: ListColumn| width(column.short_label()) + usize::from(sorted(column));
    let wanted = |column: ListColumn, most: usize| widths.of(column).min(most).max(heading(column));
    let mut placed: Vec<Placed> = Vec::new();
    let mut left = room.saturating_sub(MARKS);
    // The sorted column is on screen, wherever it stands: its arrow says why the list is in this order.
    let mut columns = columns.to_vec();
    let sorting =
        sort.map(|sort| sort.column).filter(|column| !matches!(column, ListColumn::Council | ListColumn::Status));
    if let Some(column) = sorting.filter(|column| !columns.contains(column)) {
        columns.push(column);
    }
    let reserved = sorting.map(|column| Placed { column, cells: wanted(column, column.width().ideal).min(room / 4) });
    let narrowest = ListColumn::Council.width().least + 1 + ListColumn::Status.width().least;
    let reserved = reserved.filter(|column| narrowest + 1 + column.cells <= left);
    left -= reserved.map_or(0, |column| column.cells + 1);
    // So is the name.
    let name = wanted(ListColumn::Council, ListColumn::Council.width().ideal);
    let mut kept = name.min(left).max(LEAST_NAME);
    left = left.saturating_sub(kept);
    for column in columns {
        if let Some(column) = reserved.filter(|reserved| reserved.column == column) {
            placed.push(column);
            continue;
        }
        if column == ListColumn::Council {
            placed.push(Placed { column, cells: kept });
            continue;
        }
        let limits = column.width();
        let cells = wanted(column, limits.ideal);
        let short = limits.least.min(cells).max(heading(column));
        if cells < left {
            left -= cells + 1;
            placed.push(Placed { column, cells });
        } else if column == ListColumn::Status && left + kept > LEAST_NAME + short {
            // On a narrow terminal the name gives way to the status, which is what the list is for.
            let name = kept.min(ListColumn::Council.width().least);
            let cells = cells.min((left + kept - name).saturating_sub(1)).max(short);
            let need = (cells + 1).saturating_sub(left);
            kept -= need;
            left = (left + need) - (cells + 1);
            placed.push(Placed { column, cells });
        } else if short < left && limits.ideal > limits.least {
            placed.push(Placed { column, cells: left - 1 });
            left = 0;
        }
    }
    if !placed.iter().any(|column| column.column == ListColumn::Council) {
        placed.insert(0, Placed { column: ListColumn::Council, cells: kept });
    }
    let name = placed.iter_mut().find(|column| column.column == ListColumn::Council);
    name.into_iter().for_each(|column| column.cells = kept);
    widen(&mut placed, left, |column| wanted(column, column.width().most));
    placed
}

/// Shares out the room that is left, from the left, to the columns whose content is wider.
fn widen(placed: &mut [Placed], mut left: usize, wanted: impl Fn(ListColumn) -> usize) {
    for column in placed {
        let more = wanted(column.column).saturating_sub(column.cells).min(left);
        column.cells += more;
        left -= more;
    }
}

#[cfg(test)]
mod tests {
    use super::{ContentWidths, ListColumn, ListSort, MARKS, Placed, offered, place};
    use crate::tui::testing::{day, reading};
    use proptest::prelude::{any, prop_assert, proptest};

    fn widths() -> ContentWidths {
        ContentWidths::measure(&reading(day()).lines, day())
    }

    fn total(placed: &[Placed]) -> usize {
        MARKS + placed.iter().map(|column| column.cells + 1).sum::<usize>() - 1
    }

    fn names(placed: &[Placed]) -> Vec<ListColumn> {
        placed.iter().map(|placed| placed.column).collect()
    }

    #[test]
    fn a_narrow_list_keeps_the_name_and_the_status() {
        let columns = offered(&[], &widths(), true);
        assert_eq!(names(&place(40, &columns, &widths(), None)), [ListColumn::Council, ListColumn::Status]);
        let placed = place(60, &columns, &widths(), None);
        assert!(names(&placed).starts_with(&[ListColumn::Council, ListColumn::Status]));
        assert_eq!(placed[0].cells, widths().of(ListColumn::Council), "no name is cut that fits");
        assert_eq!(placed[1].cells, widths().of(ListColumn::Status), "no status is cut that fits");
    }

    #[test]
    fn a_wide_list_cuts_nothing_and_leaves_out_columns_without_content() {
        let columns = offered(&[], &widths(), true);
        let placed = place(230, &columns, &widths(), None);
        assert_eq!(names(&placed), columns);
        assert!(placed.iter().all(|column| column.cells >= widths().of(column.column)), "{placed:?}");
        assert!(!columns.contains(&ListColumn::Contact) && !columns.contains(&ListColumn::County));
        assert_eq!(offered(&[], &widths(), false)[2], ListColumn::County);
    }

    #[test]
    fn the_sorted_column_is_on_screen() {
        let columns = offered(&[], &widths(), true);
        for column in ListColumn::ALL {
            let sort = Some(ListSort { column: *column, descending: false });
            let placed = place(80, &columns, &widths(), sort);
            assert!(names(&placed).contains(column), "{column}: {placed:?}");
            assert!(total(&placed) <= 80, "{column}: {placed:?}");
        }
    }

    proptest! {
        #[test]
        fn columns_never_run_over_the_edge(
            room in 20usize..250, chosen in proptest::collection::vec(any::<proptest::sample::Index>(), 0..9),
            measured in proptest::collection::vec(0usize..200, 15),
            sorted in proptest::option::of(any::<proptest::sample::Index>()), descending: bool
        ) {
            let mut columns: Vec<ListColumn> = Vec::new();
            for index in chosen {
                let column = *index.get(ListColumn::ALL);
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
            let widths = ContentWidths(measured);
            let sort = sorted.map(|index| ListSort { column: *index.get(ListColumn::ALL), descending });
            let placed = place(room, &offered(&columns, &widths, true), &widths, sort);
            prop_assert!(total(&placed) <= room, "{placed:?}");
            prop_assert!(placed.iter().any(|column| column.column == ListColumn::Council));
        }
    }
}
