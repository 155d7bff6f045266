//! Columns that line up, by the width that a terminal gives to each character.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// On which side a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// The widest that a column becomes: a name of a hundred letters is cut, and said in full by `show`.
const WIDEST: usize = 60;

/// The head, then a line for each row, each column as wide as its widest cell. Cells have to be harmless already.
pub fn aligned(head: &[(&str, Side)], rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = head.iter().map(|(name, _)| name.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width()).min(WIDEST);
        }
    }
    let names: Vec<String> = head.iter().map(|(name, _)| (*name).to_owned()).collect();
    std::iter::once(&names)
        .chain(rows)
        .map(|row| {
            let cells = row.iter().zip(&widths).zip(head);
            let cells: Vec<String> = cells.map(|((cell, width), (_, side))| fitted(cell, *width, *side)).collect();
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}

fn fitted(cell: &str, width: usize, side: Side) -> String {
    let cell = cut(cell, width);
    let gap = " ".repeat(width.saturating_sub(cell.width()));
    match side {
        Side::Left => format!("{cell}{gap}"),
        Side::Right => format!("{gap}{cell}"),
    }
}

fn cut(text: &str, width: usize) -> String {
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

/// The text in lines of at most so many cells, broken between words; a longer word has a line of its own.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let fits = lines.last().is_some_and(|line| line.is_empty() || line.width() + 1 + word.width() <= width);
        match lines.last_mut() {
            Some(line) if fits => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Side, aligned};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn columns_line_up_by_width() {
        let head = [("ID", Side::Right), ("NAME", Side::Left), ("X", Side::Left)];
        let rows = [["7", "東京", "a"], ["412", "Wem", "b"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(aligned(&head, &rows), [" ID  NAME  X", "  7  東京  a", "412  Wem   b"]);
    }

    #[test]
    fn a_long_name_is_cut_and_says_so() {
        let lines = aligned(&[("NAME", Side::Left)], &[vec!["漢".repeat(80)]]);
        assert!(lines[1].ends_with('…') && lines[1].width() <= 60, "{}", lines[1]);
    }
}
