//! Formats a row as text and parses it again: a line for each cell that is not blank.
//!
//! ```text
//! Parish: Wem
//! Comments: The first line of the cell.
//!     The second line, four spaces in.
//! Comments (2): A second column of the same heading.
//! Column 7: A column without a heading.
//! ```
//!
//! The label is the heading on one line, at most 120 characters, without `: ` inside and without a colon at its end. Labels
//! of a sheet are unique, so the first `: ` of a line ends the label. Further lines of a cell start with four spaces, which
//! no label does. Line ends in a cell are `\n`; white space around a cell is dropped.

use std::collections::BTreeSet;

use charter::incoming::Span;
use charter::untrusted::Untrusted;

/// Prefix of further lines of a cell.
const INDENT: &str = "    ";
/// Longest label; questions of a form are long.
const MAX_LABEL_CHARS: usize = 120;

/// A unique label for each column.
pub(super) fn labels(header: &[Untrusted]) -> Vec<String> {
    let mut used = BTreeSet::new();
    let mut unique_label = |(index, cell): (usize, &Untrusted)| {
        let plain = match clean_label(cell.raw()) {
            plain if plain.is_empty() => format!("Column {}", index + 1),
            plain => plain,
        };
        let numbered = (2_u32..).map(|n| format!("{plain} ({n})"));
        let label =
            std::iter::once(plain.clone()).chain(numbered).find(|label| !used.contains(label)).unwrap_or(plain.clone());
        used.insert(label.clone());
        label
    };
    header.iter().enumerate().map(&mut unique_label).collect()
}

fn clean_label(heading: &str) -> String {
    let mut line = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    // "a:: b" needs two passes.
    while line.contains(": ") {
        line = line.replace(": ", " - ");
    }
    let cut: String = line.trim_start().chars().take(MAX_LABEL_CHARS).collect();
    cut.trim_end_matches([':', ' ']).to_owned()
}

/// The text of a row. Cells beyond the header get the labels `Column 7` and so on.
pub(super) fn format_row(header: &[Untrusted], cells: &[Untrusted]) -> String {
    let columns = header
        .iter()
        .cloned()
        .chain(std::iter::repeat_n(Untrusted::default(), cells.len().saturating_sub(header.len())));
    let labels = labels(&columns.collect::<Vec<_>>());
    let mut text = String::new();
    for (label, cell) in labels.iter().zip(cells).filter(|(_, cell)| !cell.is_blank()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(label);
        text.push_str(": ");
        let lines = cell.raw().replace("\r\n", "\n").replace('\r', "\n");
        text.push_str(&lines.trim().replace('\n', &format!("\n{INDENT}")));
    }
    text
}

/// A parsed cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// From 0.
    pub column: usize,
    /// Byte range in the text of the row.
    pub span: Span,
    /// Lines with their byte offsets in the text.
    lines: Vec<(usize, String)>,
}

impl Cell {
    pub(super) fn at(text: &str, column: usize, span: Span) -> Self {
        let mut from = span.from;
        let mut lines = Vec::new();
        for (number, line) in span.slice(text).split('\n').enumerate() {
            let indent = if number > 0 && line.starts_with(INDENT) { INDENT.len() } else { 0 };
            lines.push((from + indent, line[indent..].to_owned()));
            from += line.len() + 1;
        }
        Self { column, span, lines }
    }

    /// The lines joined with `\n`.
    pub(super) fn value(&self) -> String {
        self.lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines.iter().map(|(from, line)| (*from, line.as_str()))
    }
}

/// The cells of a row. Lines with an unknown label are dropped, with the indented lines below.
pub(super) fn parse_row(header: &[Untrusted], text: &str) -> Vec<Cell> {
    let labels = labels(header);
    let mut cells: Vec<Cell> = Vec::new();
    let mut known = false;
    let mut from = 0;
    for line in text.split('\n') {
        let to = from + line.len();
        if let Some(further) = line.strip_prefix(INDENT) {
            if let Some(cell) = cells.last_mut().filter(|_| known) {
                cell.lines.push((from + INDENT.len(), further.to_owned()));
                cell.span.to = to;
            }
        } else if let Some((label, value)) = line.split_once(": ") {
            let column = labels.iter().position(|known| known == label);
            known = column.is_some();
            if let Some(column) = column {
                let start = to - value.len();
                cells.push(Cell { column, span: Span { from: start, to }, lines: vec![(start, value.to_owned())] });
            }
        }
        from = to + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{Untrusted, format_row, labels, parse_row};
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn untrusted(cells: &[&str]) -> Vec<Untrusted> {
        cells.iter().map(|cell| Untrusted::from(*cell)).collect()
    }

    #[test]
    fn each_cell_becomes_a_line() {
        let header = untrusted(&["Parish", "Priority 1: what?", "Comments", "Comments", "", "Wish:"]);
        let cells = untrusted(&["Wem", "", "One.\r\n\r\nTwo: 2", " last ", "x", "yes", "beyond"]);
        let text = format_row(&header, &cells);
        assert_eq!(
            text,
            "Parish: Wem\nComments: One.\n    \n    Two: 2\nComments (2): last\nColumn 5: x\nWish: yes\nColumn 7: beyond"
        );
        let back: Vec<(usize, String)> =
            parse_row(&header, &text).iter().map(|cell| (cell.column, cell.value())).collect();
        let wanted = [(0, "Wem"), (2, "One.\n\nTwo: 2"), (3, "last"), (4, "x"), (5, "yes")];
        assert_eq!(back, wanted.map(|(column, value)| (column, value.to_owned())));
        for cell in parse_row(&header, &text) {
            assert_eq!(text[cell.span.from..cell.span.to].replace("\n    ", "\n"), cell.value());
        }
    }

    #[test]
    fn labels_are_unlike_each_other() {
        let header = untrusted(&["A (2)", "A", "A", "a: b", "a - b", "", "Column 6", ":"]);
        assert_eq!(
            labels(&header),
            ["A (2)", "A", "A (3)", "a - b", "a - b (2)", "Column 6", "Column 6 (2)", "Column 8"]
        );
    }

    proptest! {
        #[test]
        fn every_cell_round_trips(
            header in vec("[aA:( 12)\n]{0,6}|\\PC{0,8}", 0..6), cells in vec("[a: \n\r]{0,12}|\\PC{0,20}", 0..8)
        ) {
            let header: Vec<Untrusted> = header.into_iter().map(Untrusted::from).collect();
            let cells: Vec<Untrusted> = cells.into_iter().map(Untrusted::from).collect();
            let back = parse_row(&header, &format_row(&header, &cells));
            let actual: Vec<(usize, String)> = back.iter().map(|cell| (cell.column, cell.value())).collect();
            let plain = |cell: &Untrusted| cell.raw().replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
            let wanted: Vec<(usize, String)> = cells.iter().take(header.len()).enumerate()
                .filter(|(_, cell)| !cell.is_blank()).map(|(column, cell)| (column, plain(cell))).collect();
            prop_assert_eq!(actual, wanted);
        }

        #[test]
        fn no_text_panics(header in vec("\\PC{0,8}", 0..4), text in "(\\PC|\n|    |: ){0,40}") {
            let header: Vec<Untrusted> = header.into_iter().map(Untrusted::from).collect();
            for cell in parse_row(&header, &text) {
                prop_assert_eq!(text[cell.span.from..cell.span.to].is_empty(), cell.value().is_empty());
            }
        }
    }
}
