//! Tables: columns lined up by display width, cut or stacked where they don't fit.

use charter::untrusted::to_ascii;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text, which may be cut.
    Left,
    /// A number or a day, which is never cut.
    Right,
}

/// In terminal cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// `None` where nothing limits it.
    pub width: Option<usize>,
    pub ascii: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// `None` if each row names its cells.
    pub header: Option<String>,
    /// The lines of each row.
    pub rows: Vec<Vec<String>>,
}

/// Longer names are cut, however wide the screen is; `show` prints them in full.
const MAX_COLUMN_WIDTH: usize = 60;

/// What a cut name needs so that it can be told from others.
const MIN_TEXT_WIDTH: usize = 12;

/// Below this, no table of several columns can be read.
const MIN_TABLE_WIDTH: usize = 60;

/// Before the values of a stacked row.
const INDENT: &str = "    ";

/// A space at which no line ends.
const UNBROKEN: &str = "\u{a0}";

/// Between two columns.
const GAP: usize = 2;

impl Layout {
    /// The caller sanitizes the cells. Too wide a table loses the columns without a value, then the ends of its widest texts;
    /// if that is not enough, each row becomes a name with `label: value` below it.
    pub fn table(self, head: &[(&str, Align)], rows: &[Vec<String>]) -> Table {
        let ascii_rows: Vec<Vec<String>>;
        let rows = if self.ascii {
            ascii_rows = rows.iter().map(|row| row.iter().map(|cell| to_ascii(cell)).collect()).collect();
            &ascii_rows
        } else {
            rows
        };
        let wide = column_widths(head, rows);
        if self.room(head).is_some_and(|room| wide.iter().sum::<usize>() > room) {
            let used: Vec<usize> =
                (0..head.len()).filter(|index| rows.iter().any(|row| !is_empty(&row[*index]))).collect();
            if used.len() < head.len() && !rows.is_empty() {
                let head: Vec<(&str, Align)> = used.iter().map(|index| head[*index]).collect();
                let rows: Vec<Vec<String>> =
                    rows.iter().map(|row| used.iter().map(|index| row[*index].clone()).collect()).collect();
                return self.table(&head, &rows);
            }
        }
        let Some(widths) = self.cut_widths(head, wide) else {
            return Table { header: None, rows: rows.iter().map(|row| self.stack(head, row)).collect() };
        };
        let line = |cells: &[String]| {
            let cells = cells.iter().zip(&widths).zip(head);
            let cells: Vec<String> = cells.map(|((cell, width), (_, side))| self.pad(cell, *width, *side)).collect();
            cells.join(&" ".repeat(GAP)).trim_end().to_owned()
        };
        let names: Vec<String> = head.iter().map(|(name, _)| (*name).to_owned()).collect();
        Table { header: Some(line(&names)), rows: rows.iter().map(|row| vec![line(row)]).collect() }
    }

    /// For the columns, without the gaps.
    fn room(self, head: &[(&str, Align)]) -> Option<usize> {
        Some(self.width?.saturating_sub(GAP * head.len().saturating_sub(1)))
    }

    /// `None` if the columns don't fit even so.
    fn cut_widths(self, head: &[(&str, Align)], widths: Vec<usize>) -> Option<Vec<usize>> {
        let (Some(total), Some(room)) = (self.width, self.room(head)) else { return Some(widths) };
        if widths.iter().sum::<usize>() <= room {
            return Some(widths);
        }
        if total < MIN_TABLE_WIDTH {
            return None;
        }
        let capped = |cap: usize| -> Vec<usize> {
            let columns = widths.iter().zip(head);
            let cut = |(width, (name, side)): (&usize, &(&str, Align))| match side {
                Align::Left => (*width).min(cap.max(name.width())),
                Align::Right => *width,
            };
            columns.map(cut).collect()
        };
        (MIN_TEXT_WIDTH..MAX_COLUMN_WIDTH).rev().map(capped).find(|widths| widths.iter().sum::<usize>() <= room)
    }

    /// The cells up to the first text, then the others that have a value with their labels.
    fn stack(self, head: &[(&str, Align)], row: &[String]) -> Vec<String> {
        let name = head.iter().position(|(_, side)| *side == Align::Left).unwrap_or_default();
        let (mut lead, mut values) = (Vec::new(), Vec::new());
        for (index, ((label, _), cell)) in head.iter().zip(row).enumerate() {
            if index <= name || label.is_empty() {
                lead.push(cell.as_str());
            } else if !is_empty(cell) {
                values.push(self.unbroken(format!("{}: {cell}", label.to_lowercase())));
            }
        }
        let options = |indent| {
            let width = self.width.unwrap_or(usize::MAX).max(MIN_TEXT_WIDTH);
            textwrap::Options::new(width)
                .initial_indent(indent)
                .subsequent_indent(INDENT)
                .word_separator(textwrap::WordSeparator::AsciiSpace)
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
        };
        let lead = lead.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join("  ");
        let mut lines = textwrap::wrap(&lead, options(""));
        let values = values.join("; ");
        if !values.is_empty() {
            lines.extend(textwrap::wrap(&values, options(INDENT)));
        }
        lines.into_iter().map(|line| line.replace(UNBROKEN, " ")).collect()
    }

    /// Keeps a value beside its label where both fit on one line.
    fn unbroken(self, value: String) -> String {
        let fits = self.width.is_none_or(|width| value.width() + INDENT.len() < width);
        if fits { value.replace(' ', UNBROKEN) } else { value }
    }

    fn pad(self, cell: &str, width: usize, side: Align) -> String {
        let cell = self.truncate(cell, width);
        let gap = " ".repeat(width.saturating_sub(cell.width()));
        match side {
            Align::Left => format!("{cell}{gap}"),
            Align::Right => format!("{gap}{cell}"),
        }
    }

    fn truncate(self, text: &str, width: usize) -> String {
        if text.width() <= width {
            return text.to_owned();
        }
        let ellipsis = if self.ascii { "..." } else { "…" };
        let mut kept = String::new();
        let mut left = width.saturating_sub(ellipsis.width());
        for c in text.chars() {
            let wide = c.width().unwrap_or(0);
            if wide > left {
                break;
            }
            left -= wide;
            kept.push(c);
        }
        kept.truncate(kept.trim_end().len());
        kept + ellipsis
    }
}

fn is_empty(cell: &str) -> bool {
    matches!(cell.trim(), "" | "—" | "-")
}

fn column_widths(head: &[(&str, Align)], rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = head.iter().map(|(name, _)| name.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width()).min(MAX_COLUMN_WIDTH);
        }
    }
    widths
}

/// Breaks between words; a word wider than `width` gets a line of its own.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let options = textwrap::Options::new(width)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&words, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Align, Layout, Table, wrap};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use unicode_width::UnicodeWidthStr;

    const FULL: Layout = Layout { width: None, ascii: false };

    fn lines(table: &Table) -> Vec<&str> {
        table.header.iter().chain(table.rows.iter().flatten()).map(String::as_str).collect()
    }

    #[test]
    fn columns_line_up_by_width() {
        let head = [("ID", Align::Right), ("NAME", Align::Left), ("X", Align::Left)];
        let rows = [["7", "東京", "a"], ["412", "Wem", "b"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(lines(&FULL.table(&head, &rows)), [" ID  NAME  X", "  7  東京  a", "412  Wem   b"]);
    }

    #[test]
    fn a_long_name_is_cut_and_says_so() {
        let table = FULL.table(&[("NAME", Align::Left)], &[vec!["漢".repeat(80)]]);
        let line = lines(&table)[1];
        assert!(line.ends_with('…') && line.width() <= 60, "{line}");
    }

    const HEAD: [(&str, Align); 5] = [
        ("ID", Align::Right),
        ("COUNCIL", Align::Left),
        ("", Align::Left),
        ("STATUS", Align::Left),
        ("LAST SEEN", Align::Right),
    ];

    fn rows() -> Vec<Vec<String>> {
        let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
        vec![
            row(["1", "Bishop's Castle and Mainstone Town Council", "!", "assumed declined, no answer yet", "—"]),
            row(["2", "Wem – Town Council", "", "confirmed", "3 Oct"]),
        ]
    }

    #[test]
    fn the_widest_texts_are_cut_to_the_width() {
        let table = Layout { width: Some(64), ascii: false }.table(&HEAD, &rows());
        let expected = [
            "ID  COUNCIL                    STATUS                  LAST SEEN",
            " 1  Bishop's Castle and M…  !  assumed declined, no…           —",
            " 2  Wem – Town Council         confirmed                   3 Oct",
        ];
        assert_eq!(lines(&table), expected);
    }

    #[test]
    fn columns_without_a_value_go_before_anything_is_cut() {
        let mut rows = rows();
        rows.iter_mut().for_each(|row| row[4] = "—".to_owned());
        let narrow = Layout { width: Some(86), ascii: false }.table(&HEAD, &rows);
        assert!(!lines(&narrow).iter().any(|line| line.contains('…') || line.contains("LAST SEEN")), "{narrow:?}");
        let wide = Layout { width: Some(100), ascii: false }.table(&HEAD, &rows);
        assert!(lines(&wide)[0].contains("LAST SEEN"), "{wide:?}");
    }

    #[test]
    fn a_narrow_screen_gets_labels_below_the_name() {
        let table = Layout { width: Some(40), ascii: true }.table(&HEAD, &rows());
        let expected = [
            "1  Bishop's Castle and Mainstone Town",
            "    Council  !",
            "    status: assumed declined, no answer",
            "    yet",
            "2  Wem - Town Council",
            "    status: confirmed; last seen: 3 Oct",
        ];
        assert_eq!(lines(&table), expected);
        assert_eq!(table.header, None);
    }

    #[test]
    fn long_words_are_not_broken() {
        assert_eq!(wrap("nothing  heard\nby six-monthly", 10), ["nothing", "heard by", "six-monthly"]);
        assert_eq!(wrap("", 10), [""]);
    }

    proptest! {
        #[test]
        fn every_line_fits(
            cells in proptest::collection::vec(proptest::collection::vec("[a-zé漢… -]{0,70}", 5), 0..4),
            width in 12_usize..150,
            ascii in any::<bool>(),
        ) {
            let table = Layout { width: Some(width), ascii }.table(&HEAD, &cells);
            prop_assert_eq!(table.rows.len(), cells.len());
            for line in lines(&table) {
                prop_assert!(line.width() <= width, "{} of {width}: {line}", line.width());
                prop_assert!(!ascii || line.is_ascii(), "{line}");
            }
        }
    }
}
