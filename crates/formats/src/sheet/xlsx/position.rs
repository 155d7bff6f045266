//! Where a cell stands: `B7` is column 1 of line 7.

use crate::sheet::merges::Extent;

/// Columns of a sheet of Excel have at most three letters.
const MAX_LETTERS: usize = 3;

/// The column from 0; `None` without letters.
pub(super) fn column_index(cell: &str) -> Option<usize> {
    let letters = cell.trim_start_matches('$').bytes().take_while(u8::is_ascii_alphabetic);
    let (mut column, mut count) = (0, 0);
    for letter in letters {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        count += 1;
        if count > MAX_LETTERS {
            return None;
        }
    }
    (count > 0).then(|| column - 1)
}

/// The line from 1; `None` without a number.
pub(super) fn line_number(cell: &str) -> Option<u64> {
    let digits = cell.trim_start_matches(|c: char| c == '$' || c.is_ascii_alphabetic());
    digits.parse::<u32>().ok().filter(|line| *line > 0).map(u64::from)
}

/// The first column and line of an area such as `B7:C9`, and how far it reaches; `None` if it is no area.
pub(super) fn area_of(area: &str) -> Option<(usize, u64, Extent)> {
    let (first, last) = area.split_once(':').unwrap_or((area, area));
    let until = Extent { line: line_number(last)?, column: column_index(last)? };
    let (column, line) = (column_index(first)?, line_number(first)?);
    (line <= until.line && column <= until.column).then_some((column, line, until))
}

#[cfg(test)]
mod tests {
    use super::{area_of, column_index, line_number};
    use rstest::rstest;

    #[rstest]
    #[case("A1", Some(0), Some(1))]
    #[case("z26", Some(25), Some(26))]
    #[case("AA7", Some(26), Some(7))]
    #[case("$B$7", Some(1), Some(7))]
    #[case("XFD1048576", Some(16_383), Some(1_048_576))]
    #[case("7", None, Some(7))]
    #[case("ABCD1", None, Some(1))]
    #[case("A0", Some(0), None)]
    #[case("é", None, None)]
    fn positions(#[case] cell: &str, #[case] column: Option<usize>, #[case] line: Option<u64>) {
        assert_eq!((column_index(cell), line_number(cell)), (column, line));
    }

    #[rstest]
    #[case("B2:C4", Some((1, 2, 4, 2)))]
    #[case("$B$2", Some((1, 2, 2, 1)))]
    #[case("C4:B2", None)]
    #[case("B:C", None)]
    fn areas(#[case] area: &str, #[case] corners: Option<(usize, u64, u64, usize)>) {
        assert_eq!(area_of(area).map(|(column, line, until)| (column, line, until.line, until.column)), corners);
    }
}
