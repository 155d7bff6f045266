//! A row as text, and read back: a line for each cell that is not blank.
//!
//! ```text
//! Parish: Wem
//! Comments: The first line of the cell.
//!     The second line, four spaces in.
//! Comments (2): A second column of the same heading.
//! Column 7: A column without a heading.
//! ```
//!
//! The label is the heading on one line, at most 120 characters, without `: ` within it and without a colon at its end, and
//! unlike every other label of its sheet, so that the first `: ` of a line ends it. Each further line of a cell begins with
//! four spaces, which no label does. Ends of lines within a cell are `\n`, and white space around a cell is left out.

use std::collections::BTreeSet;

use charter::incoming::Span;
use charter::untrusted::Untrusted;

/// What each further line of a cell begins with.
const INDENT: &str = "    ";
/// The most characters of a heading in a label; questions of a form are long.
const MAX_LABEL_CHARS: usize = 120;

/// The labels of the columns, each unlike the others.
pub fn labels(header: &[Untrusted]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut unlike = |(place, cell): (usize, &Untrusted)| {
        let plain = match clean_label(cell.raw()) {
            plain if plain.is_empty() => format!("Column {}", place + 1),
            plain => plain,
        };
        let numbered = (2_u32..).map(|n| format!("{plain} ({n})"));
        let label = std::iter::once(plain.clone())
            .chain(numbered)
            .find(|label| !taken.contains(label))
            .unwrap_or(plain.clone());
        taken.insert(label.clone());
        label
    };
    header.iter().enumerate().map(&mut unlike).collect()
}

fn clean_label(heading: &str) -> String {
    let mut line = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    // Of "a:: b" another one is left.
    while line.contains(": ") {
        line = line.replace(": ", " - ");
    }
    let cut: String = line.trim_start().chars().take(MAX_LABEL_CHARS).collect();
    cut.trim_end_matches([':', ' ']).to_owned()
}

/// The text of a row. Cells beyond the header get the labels `Column 7` and so on.
pub fn written(header: &[Untrusted], cells: &[Untrusted]) -> String {
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

/// A cell as it was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its column, from 0.
    pub column: usize,
    /// Where it stands in the text, from its first letter to its last.
    pub span: Span,
    /// Its lines, and where each begins in the text.
    lines: Vec<(usize, String)>,
}

impl Cell {
    /// The cell that stands at a place of the text of a row.
    pub fn at(text: &str, column: usize, span: Span) -> Self {
        let mut from = span.from;
        let mut lines = Vec::new();
        for (number, line) in span.slice(text).split('\n').enumerate() {
            let indent = if number > 0 && line.starts_with(INDENT) { INDENT.len() } else { 0 };
            lines.push((from + indent, line[indent..].to_owned()));
            from += line.len() + 1;
        }
        Self { column, span, lines }
    }

    /// What stood in it, its lines ended by `\n`.
    pub fn value(&self) -> String {
        self.lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Its lines, each with the place in the text where it begins.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines.iter().map(|(from, line)| (*from, line.as_str()))
    }
}

/// The cells of a row, from its text. A line with a label that the header does not give is left out with all below it that
/// is indented.
pub fn parse_row(header: &[Untrusted], text: &str) -> Vec<Cell> {
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
    use super::{Untrusted, labels, parse_row, written};
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn untrusted(cells: &[&str]) -> Vec<Untrusted> {
        cells.iter().map(|cell| Untrusted::from(*cell)).collect()
    }

    #[test]
    fn a_row_is_a_line_a_cell() {
        let header = untrusted(&["Parish", "Priority 1: what?", "Comments", "Comments", "", "Wish:"]);
        let cells = untrusted(&["Wem", "", "One.\r\n\r\nTwo: 2", " last ", "x", "yes", "beyond"]);
        let text = written(&header, &cells);
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
        fn every_cell_comes_back(
            header in vec("[aA:( 12)\n]{0,6}|\\PC{0,8}", 0..6), cells in vec("[a: \n\r]{0,12}|\\PC{0,20}", 0..8)
        ) {
            let header: Vec<Untrusted> = header.into_iter().map(Untrusted::from).collect();
            let cells: Vec<Untrusted> = cells.into_iter().map(Untrusted::from).collect();
            let back = parse_row(&header, &written(&header, &cells));
            let told: Vec<(usize, String)> = back.iter().map(|cell| (cell.column, cell.value())).collect();
            let plain = |cell: &Untrusted| cell.raw().replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
            let wanted: Vec<(usize, String)> = cells.iter().take(header.len()).enumerate()
                .filter(|(_, cell)| !cell.is_blank()).map(|(column, cell)| (column, plain(cell))).collect();
            prop_assert_eq!(told, wanted);
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
