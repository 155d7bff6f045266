//! A page of lines to be read aloud.

use ratatui::text::Line;

use crate::tui::ui::hit::Target;
use crate::tui::ui::panel::window;

/// A row that can take the focus, or a line between such rows.
#[derive(Clone, Debug)]
pub struct Row {
    /// Begins with what it is.
    pub text: String,
    /// What is said about a field's value.
    pub note: String,
    pub focused: bool,
    /// In a field: the cells of the text before the cursor.
    pub cursor: Option<usize>,
    pub target: Target,
}

impl Row {
    pub fn new(text: String, focused: bool, target: Target) -> Self {
        Self { text, note: String::new(), focused, cursor: None, target }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Which screen or dialog this is.
    pub title: String,
    /// Before the rows.
    pub about: Vec<String>,
    pub rows: Vec<Row>,
    /// After the rows, about the one in focus.
    pub detail: Vec<String>,
    /// Whether the rows get most of the room, or the details.
    pub rows_first: bool,
}

impl Page {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), rows_first: true, ..Self::default() }
    }

    pub fn about(&mut self, text: impl Into<String>) {
        self.about.push(words(&text.into()));
    }

    /// Adds the rows of a list around the one in focus: as many as may fit.
    pub fn list(&mut self, cursor: usize, len: usize, height: usize, text: impl Fn(usize) -> Option<String>) {
        for index in window(cursor, len, height) {
            let Some(text) = text(index) else { continue };
            self.rows.push(Row::new(text, index == cursor, Target::Row(index)));
        }
    }
}

/// The parts that are not empty, as one sentence.
pub fn sentence(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| words(&part)).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A drawn line as words: without the gaps and the marks that only align it.
pub fn line_words(line: &Line<'_>) -> String {
    words(&line.spans.iter().map(|span| span.content.as_ref()).collect::<String>())
}

/// A drawn line whose parts stand apart, as one sentence.
pub fn parted(line: &Line<'_>) -> String {
    let drawn: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
    sentence(drawn.split("  ").map(str::to_owned))
}

pub fn words(text: &str) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced
        .replace(" , ", ", ")
        .replace(" · ", ", ")
        .replace(", ! ", ", ")
        .trim_start_matches(['!', '?', ' '])
        .to_owned()
}
