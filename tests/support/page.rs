//! Queries on the content of a screen.

use vt100::{Cell, Color, Screen};

/// A screen to query. Rows and columns count from 0.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The cells, the cursor and the modes.
    pub screen: &'a Screen,
}

/// The style of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Text colour.
    pub fg: Color,
    /// Background colour.
    pub bg: Color,
    /// Bold, or bright.
    pub bold: bool,
    /// Dim, or faint.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Text and background colours swapped.
    pub inverse: bool,
}

impl Style {
    /// The style of unstyled text.
    pub const PLAIN: Self = Self {
        fg: Color::Default,
        bg: Color::Default,
        bold: false,
        dim: false,
        italic: false,
        underline: false,
        inverse: false,
    };

    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fgcolor(),
            bg: cell.bgcolor(),
            bold: cell.bold(),
            dim: cell.dim(),
            italic: cell.italic(),
            underline: cell.underline(),
            inverse: cell.inverse(),
        }
    }
}

impl<'a> Page<'a> {
    pub fn cols(self) -> u16 {
        self.screen.size().1.get()
    }

    pub fn rows(self) -> u16 {
        self.screen.size().0.get()
    }

    /// One row without trailing blanks. Empty outside the screen.
    pub fn row(self, row: u16) -> String {
        let mut text: String = self.pieces(row).map(|(_, piece)| piece).collect();
        text.truncate(text.trim_end().len());
        text
    }

    /// All rows without trailing blanks, joined by newlines.
    pub fn text(self) -> String {
        (0..self.rows()).map(|row| self.row(row)).collect::<Vec<_>>().join("\n")
    }

    /// Whether a row contains `text`.
    pub fn has(self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Row and column of the first occurrence of `text`.
    pub fn find(self, text: &str) -> Option<(u16, u16)> {
        (0..self.rows()).find_map(|row| Some((row, self.find_in(row, text)?)))
    }

    /// The first row that contains `text`.
    pub fn row_containing(self, text: &str) -> Option<String> {
        self.find(text).map(|(row, _)| self.row(row))
    }

    /// The style of the first character of the first occurrence of `text`.
    pub fn style_of(self, text: &str) -> Option<Style> {
        let (row, col) = self.find(text)?;
        self.style_at(row, col)
    }

    pub fn style_at(self, row: u16, col: u16) -> Option<Style> {
        self.screen.cell(row, col).map(Style::of)
    }

    /// Whether any cell has a colour. Bold, dim, underlined and inverse are not colours.
    pub fn uses_any_colour(self) -> bool {
        let coloured = |style: Style| style.fg != Color::Default || style.bg != Color::Default;
        self.positions().filter_map(|(row, col)| self.style_at(row, col)).any(coloured)
    }

    /// Row and column of the cursor, if it is visible.
    pub fn cursor(self) -> Option<(u16, u16)> {
        (!self.screen.hide_cursor()).then(|| self.screen.cursor_position())
    }

    /// All positions, row by row.
    pub fn positions(self) -> impl Iterator<Item = (u16, u16)> {
        let cols = self.cols();
        (0..self.rows()).flat_map(move |row| (0..cols).map(move |col| (row, col)))
    }

    fn find_in(self, row: u16, text: &str) -> Option<u16> {
        let mut columns = Vec::new();
        let mut whole = String::new();
        for (col, piece) in self.pieces(row) {
            columns.push((whole.len(), col));
            whole.push_str(piece);
        }
        let at = whole.find(text)?;
        columns.iter().rev().find(|(start, _)| *start <= at).map(|(_, col)| *col)
    }

    /// The content of each cell of a row with its column. The right half of a wide character is empty.
    fn pieces(self, row: u16) -> impl Iterator<Item = (u16, &'a str)> {
        (0..self.cols()).filter_map(move |col| {
            let cell = self.screen.cell(row, col)?;
            match cell.contents() {
                _ if cell.is_wide_continuation() => None,
                "" => Some((col, " ")),
                contents => Some((col, contents)),
            }
        })
    }
}
