//! Aligns columns by display width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// In terminal cells. Longer names are cut; `show` prints them in full.
const MAX_COLUMN_WIDTH: usize = 60;

/// Returns the header, then a line for each row. The caller sanitizes the cells.
pub fn format_table(head: &[(&str, Align)], rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = head.iter().map(|(name, _)| name.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width()).min(MAX_COLUMN_WIDTH);
        }
    }
    let names: Vec<String> = head.iter().map(|(name, _)| (*name).to_owned()).collect();
    std::iter::once(&names)
        .chain(rows)
        .map(|row| {
            let cells = row.iter().zip(&widths).zip(head);
            let cells: Vec<String> = cells.map(|((cell, width), (_, side))| pad(cell, *width, *side)).collect();
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}

fn pad(cell: &str, width: usize, side: Align) -> String {
    let cell = truncate(cell, width);
    let gap = " ".repeat(width.saturating_sub(cell.width()));
    match side {
        Align::Left => format!("{cell}{gap}"),
        Align::Right => format!("{gap}{cell}"),
    }
}

fn truncate(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut left = width.saturating_sub(1);
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if wide > left {
            break;
        }
        left -= wide;
        kept.push(c);
    }
    kept.push('…');
    kept
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
    use super::{Align, format_table, wrap};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn columns_line_up_by_width() {
        let head = [("ID", Align::Right), ("NAME", Align::Left), ("X", Align::Left)];
        let rows = [["7", "東京", "a"], ["412", "Wem", "b"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(format_table(&head, &rows), [" ID  NAME  X", "  7  東京  a", "412  Wem   b"]);
    }

    #[test]
    fn a_long_name_is_cut_and_says_so() {
        let lines = format_table(&[("NAME", Align::Left)], &[vec!["漢".repeat(80)]]);
        assert!(lines[1].ends_with('…') && lines[1].width() <= 60, "{}", lines[1]);
    }

    #[test]
    fn long_words_are_not_broken() {
        assert_eq!(wrap("nothing  heard\nby six-monthly", 10), ["nothing", "heard by", "six-monthly"]);
        assert_eq!(wrap("", 10), [""]);
    }
}
