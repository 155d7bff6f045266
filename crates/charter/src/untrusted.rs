//! Untrusted text: stored as received, sanitized for display.
//!
//! Names, notes and replies come from files, mails and pastes. Each sink has one function; the type has no `Display`,
//! so the compiler finds every place that needs one.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Untrusted(String);

impl schemars::JsonSchema for Untrusted {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Untrusted".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

impl Untrusted {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// For the database, for JSON (which escapes it) and for comparison. Never for a screen.
    pub fn raw(&self) -> &str {
        &self.0
    }

    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// On one line of a screen or of a printed page: see [`sanitize`].
    pub fn sanitized(&self) -> Cow<'_, str> {
        sanitize(&self.0)
    }

    pub fn sanitized_lines(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.lines().map(sanitize)
    }

    /// One cell of a CSV file. A spreadsheet would run a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end as
    /// a formula, so an apostrophe precedes it. The same goes for full-width signs such as `＝`, for the minus sign U+2212,
    /// and for a sign behind spaces, which some programs drop (OWASP, CSV injection).
    pub fn escape_csv(&self) -> Cow<'_, str> {
        if may_run(&self.0) { Cow::Owned(format!("'{}", self.0)) } else { Cow::Borrowed(&self.0) }
    }

    /// One cell of a table that [`unescape_table`] reads back as it was: as [`Untrusted::escape_csv`], and an
    /// apostrophe at the beginning is doubled.
    pub fn escape_table(&self) -> Cow<'_, str> {
        if self.0.starts_with('\'') { Cow::Owned(format!("'{}", self.0)) } else { self.escape_csv() }
    }

    /// Text for an HTML template that escapes it: on one line, without control and formatting characters, so that no
    /// text reverses the page.
    pub fn clean_for_html(&self) -> String {
        self.clean_for_ics().replace('\n', " ")
    }

    /// For a letter as plain text: on one line, without control and formatting characters.
    pub fn clean_for_letter(&self) -> String {
        self.clean_for_html()
    }

    /// Text for the calendar writer, which escapes it: no control and formatting characters, a tab is a space, and
    /// lines end in `\n` alone, so that no text can begin a line of the file.
    pub fn clean_for_ics(&self) -> Cow<'_, str> {
        if self.0.bytes().all(|byte| matches!(byte, b'\n' | 0x20..0x7f)) {
            return Cow::Borrowed(&self.0);
        }
        let ends = |c: char| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let lines = self.0.replace("\r\n", "\n");
        let plain = lines.chars().map(|c| {
            if ends(c) {
                '\n'
            } else if c == '\t' {
                ' '
            } else {
                c
            }
        });
        Cow::Owned(plain.filter(|c| *c == '\n' || !(c.is_control() || is_invisible(*c))).collect())
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// The text of a cell that [`Untrusted::escape_table`] wrote. Any other text stays as it is, also one whose apostrophe another
/// program has removed.
pub fn unescape_table(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with('\'') || may_run(rest)).unwrap_or(cell)
}

/// Whether a spreadsheet may take the text for a formula.
fn may_run(text: &str) -> bool {
    const SIGNS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}'];
    let visible = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c));
    text.starts_with(['\t', '\r', '\n']) || visible.starts_with(SIGNS)
}

/// ASCII for screens and pages that show nothing else: accents go, dashes and quotes become plain, other characters
/// become `?`.
pub fn to_ascii(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut plain = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            c if c.is_ascii() => plain.push(c),
            '–' | '—' | '─' => plain.push('-'),
            '·' | '•' => plain.push('.'),
            '“' | '”' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '→' => plain.push_str("->"),
            '…' => plain.push_str("..."),
            _ => plain.push('?'),
        }
    }
    plain
}

/// Enough for any language, too few to reach the line above.
const MAX_COMBINING_MARKS: usize = 2;

/// Removes everything that a terminal obeys or that reverses the reading order: control and formatting characters
/// become `·`, white space becomes a space, and a letter keeps at most two combining marks.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if is_combining_mark(c) && !is_invisible(c) {
            marks += 1;
            if marks <= MAX_COMBINING_MARKS {
                clean.push(c);
            }
            continue;
        }
        marks = 0;
        match c {
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2028}' | '\u{2029}' => clean.push(' '),
            c if c.is_control() || is_invisible(c) => clean.push('·'),
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Unicode formatting characters without a shape: zero widths, bidi controls, tags, fillers.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{Untrusted, sanitize};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn escapes_and_bidi_controls_are_dots() {
        assert_eq!(sanitize("W\u{1b}[2Jem \u{202e}nwoT"), "W·[2Jem ·nwoT");
        assert_eq!(sanitize("a\u{301}\u{301}\u{301}\u{301}b"), "a\u{301}\u{301}b");
        assert_eq!(sanitize("a\u{34f}\u{fe0f}"), "a··", "marks without a shape are no marks of a letter");
        assert_eq!(Untrusted::from("two\nlines").sanitized(), "two lines");
    }

    #[test]
    fn formulas_do_not_run() {
        assert_eq!(Untrusted::from("=1+1").escape_csv(), "'=1+1");
        assert_eq!(Untrusted::from("Wem").escape_csv(), "Wem");
        for sign in ["=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}", "\u{2212}", "\t", "\r", "\n"] {
            for before in ["", " ", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff} ", "\u{0}"] {
                let text = format!("{before}{sign}A1");
                let is_blank_space = matches!(sign, "\t" | "\r" | "\n") && !before.is_empty();
                let escaped = if is_blank_space { text.clone() } else { format!("'{text}") };
                assert_eq!(Untrusted::from(text).escape_csv(), escaped, "{sign:?} after {before:?}");
            }
        }
        assert_eq!(Untrusted::from(" Wem - town").escape_csv(), " Wem - town", "no sign at the start");
    }

    #[test]
    fn calendars_get_lines_and_no_controls() {
        let text = Untrusted::from("W\u{1b}[2Jem\u{202e}\r\nHall\rroom\u{2028}2\t!\u{feff}");
        assert_eq!(text.clean_for_ics(), "W[2Jem\nHall\nroom\n2 !");
        assert_eq!(Untrusted::from("a;b,c\\\nd").clean_for_ics(), "a;b,c\\\nd", "the writer escapes");
    }

    #[test]
    fn pages_get_one_line_and_no_controls() {
        let text = Untrusted::from("W\u{1b}em\u{202e}\r\n<script>&\u{2028}x");
        assert_eq!(text.clean_for_html(), "Wem <script>& x", "the page escapes");
    }

    proptest! {
        #[test]
        fn a_cell_of_a_table_comes_back_and_never_runs(text in "['=+@a -]{0,4}\\PC*") {
            let received = Untrusted::from(text.as_str());
            let cell = received.escape_table();
            prop_assert!(!super::may_run(&cell));
            prop_assert_eq!(super::unescape_table(&cell), &text);
        }

        #[test]
        fn no_text_can_begin_a_line_of_a_calendar(text in "\\PC*|[\u{0}-\u{2fff}]*") {
            let received = Untrusted::from(text);
            let bad = |c: char| c != '\n' && (c.is_control() || super::is_invisible(c));
            prop_assert!(!received.clean_for_ics().contains(bad));
        }

        #[test]
        fn terminal_controls_are_removed(text in "\\PC*|[\u{0}-\u{2fff}]*") {
            prop_assert!(sanitize(&text).chars().all(|c| !c.is_control() && !super::is_invisible(c)));
        }
    }
}
