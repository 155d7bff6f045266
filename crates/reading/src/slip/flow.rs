//! A text as one flow of words: without quote marks, bullets and line ends.

use charter::incoming::Span;

pub(super) struct Flow {
    /// White space is one blank, or one line end where a blank line was.
    pub(super) text: String,
    /// Where each byte of `text` stood in the original, and one more for its end.
    origins: Vec<usize>,
}

impl Flow {
    pub(super) fn new(original: &str) -> Self {
        let mut flow =
            Self { text: String::with_capacity(original.len()), origins: Vec::with_capacity(original.len()) };
        let mut line_start = 0;
        // What separates the last word from the next one.
        let mut gap = "";
        for line in original.split_inclusive('\n') {
            let content = line.trim_start_matches(is_mark);
            if content.trim().is_empty() {
                gap = "\n";
            }
            let mut word_from = line_start + (line.len() - content.len());
            for word in content.split_inclusive(is_blank) {
                let bare = word.trim_matches(is_blank);
                if !bare.is_empty() {
                    flow.push(gap, word_from);
                    flow.push(bare, word_from);
                    gap = "";
                }
                if word.ends_with(is_blank) && gap.is_empty() {
                    gap = " ";
                }
                word_from += word.len();
            }
            if gap.is_empty() {
                gap = " ";
            }
            line_start += line.len();
        }
        flow.origins.push(original.len());
        flow
    }

    fn push(&mut self, text: &str, from: usize) {
        if text == " " || text == "\n" {
            if !self.text.is_empty() {
                self.text.push_str(text);
                self.origins.push(from);
            }
            return;
        }
        self.text.push_str(text);
        self.origins.extend((0..text.len()).map(|at| from + at));
    }

    /// The span in the original of a span in [`Flow::text`] that begins and ends with a word.
    pub(super) fn original(&self, span: Span) -> Span {
        let at = |index: usize| self.origins.get(index).copied().unwrap_or_default();
        let to = if span.to > span.from { at(span.to - 1) + 1 } else { at(span.from) };
        Span { from: at(span.from), to }
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Quote marks, bullets and blanks at the beginning of a line.
fn is_mark(c: char) -> bool {
    is_blank(c) && c != '\n' || matches!(c, '>' | '|' | '*' | '•' | '·' | '◦' | '▪' | '–' | '-' | '+')
}
