//! Draws the source of an item: sender, date, attachments, and the text with the words marked that values were read
//! from.

use charter::calendar::format_full;
use charter::incoming::{Attachment, Origin, Source, Span};
use charter::untrusted::{Untrusted, sanitize};
use desk::inbox::InboxLine;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Piece};
use reading::extract::Reading;
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::app::shared::Shared;
use crate::tui::screens::inbox::layout;
use crate::tui::screens::inbox::state::Inbox;
use crate::tui::ui::text::{width, wrap};
use crate::tui::ui::theme::{Role, Theme};

/// Whether some text is hidden at first: quotes, or parts about other councils.
pub fn has_hidden_text(line: &InboxLine) -> bool {
    !line.source.whole.is_blank() || line.item.part.is_some()
}

pub fn len_and_height(inbox: &Inbox, shared: &Shared) -> (usize, usize) {
    let (room, height) = layout::source_room(shared.size, inbox.source_in_front);
    let whole = inbox.source_view().whole;
    (inbox.focused().map_or(0, |line| rows(shared.theme, line, whole, room, height).len()), height)
}

/// With fewer rows there is no empty row before the text.
const ROOMY: usize = 12;

/// `whole` includes quoted text; `height` is the number of rows in view.
pub fn rows(theme: Theme, line: &InboxLine, whole: bool, room: usize, height: usize) -> Vec<Line<'static>> {
    let source = &line.source;
    let mut rows = head(theme, source, room);
    if height >= ROOMY {
        rows.push(Line::default());
    }
    if whole {
        let whole = if source.whole.is_blank() { source.display_text() } else { source.whole.raw().into() };
        rows.extend(marked(&whole, &[], room, theme));
        rows.extend(wrapped(theme, Role::Info, "this is the whole text; W hides quoted text", room));
        return rows;
    }
    rows.extend(marked(&line.item.text(source), &marked_spans(&line.triage.reading), room, theme));
    if line.item.part.is_some() {
        rows.extend(wrapped(theme, Role::Info, "part of the reply: Q shows all of it", room));
    } else if has_hidden_text(line) {
        rows.extend(wrapped(theme, Role::Info, "quoted text hidden: Q shows it", room));
    }
    rows
}

/// Sender, subject, date, attachments, and warnings.
fn head(theme: Theme, source: &Source, room: usize) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut add = |role, text: &str| rows.extend(wrapped(theme, role, text, room));
    match source.origin {
        Origin::Row => add(Role::Strong, &format!("row {} of {}", source.number, source.file.sanitized())),
        Origin::Mail if source.subject.is_blank() => add(Role::Strong, "no subject"),
        Origin::Mail => add(Role::Strong, &source.subject.sanitized()),
    }
    let from: &Untrusted = if source.from.is_blank() { &source.sender } else { &source.from };
    if !from.is_blank() {
        add(Role::Dim, &format!("from {}", from.sanitized()));
    }
    let received = source.received.map(|received| {
        let at = received.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
        format!("received {}{at}", format_full(received.on))
    });
    add(Role::Dim, &received.unwrap_or_else(|| "no date".to_owned()));
    if !source.forwarded_by.is_blank() {
        add(Role::Dim, &format!("forwarded by {}", source.forwarded_by.sanitized()));
    }
    source.attachments.iter().for_each(|attachment| add(Role::Dim, &attached(attachment)));
    source.undelivered.iter().for_each(|address| add(Role::Warn, &format!("not delivered to {}", address.sanitized())));
    source.warnings.iter().for_each(|warning| add(Role::Info, &sanitize(warning)));
    rows
}

fn attached(attachment: &Attachment) -> String {
    let name = if attachment.name.is_blank() { "unnamed".into() } else { attachment.name.sanitized() };
    let size = if attachment.size < 1000 { "under 1".to_owned() } else { (attachment.size / 1000).to_string() };
    let read = if attachment.text.is_some() { "text shown below" } else { "not read" };
    format!("attached {name}, {size} kB: {read}")
}

fn wrapped(theme: Theme, role: Role, text: &str, room: usize) -> Vec<Line<'static>> {
    wrap(text, room).into_iter().map(|row| Line::styled(row, theme.style(role))).collect()
}

/// The words that values were read from, and those that sound like an answer and were not read; sorted, without overlap.
/// A value may be read from a whole sentence in which other words were not read.
fn marked_spans(reading: &Reading) -> Vec<(Span, Mark)> {
    let mut spans: Vec<(Span, Mark)> = reading.unread.iter().map(|unread| (unread.span, Mark::Unread)).collect();
    for read in reading.highlight_spans() {
        let mut from = read.from;
        for unread in reading.unread.iter().map(|unread| unread.span).filter(|unread| unread.overlaps(read)) {
            if from < unread.from {
                spans.push((Span { from, to: unread.from }, Mark::Read));
            }
            from = unread.to;
        }
        if from < read.to {
            spans.push((Span { from, to: read.to }, Mark::Read));
        }
    }
    spans.sort_unstable_by_key(|(span, _)| *span);
    spans
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    None,
    Read,
    Unread,
}

impl Mark {
    /// The style, and what stands before and after the words where there are no colours.
    fn look(self, theme: Theme) -> (Style, &'static str, &'static str) {
        match self {
            Self::None => (Style::default(), "", ""),
            Self::Read => theme.highlight(),
            Self::Unread => theme.unread(),
        }
    }
}

/// Wraps text with marked words; a marked word that breaks is marked on both rows.
struct MarkedText {
    theme: Theme,
    room: usize,
    rows: Vec<Line<'static>>,
    row: Vec<Piece<'static>>,
    used: usize,
    /// A pending space before the next word, and its mark.
    space: Option<Mark>,
    word: Vec<(String, Mark)>,
}

/// Wraps the text to `room` cells and marks the words at `places`.
fn marked(text: &str, spans: &[(Span, Mark)], room: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut page = MarkedText {
        theme,
        room: room.max(1),
        rows: Vec::new(),
        row: Vec::new(),
        used: 0,
        space: None,
        word: Vec::new(),
    };
    let mut at = 0;
    for (span, mark) in spans {
        let (_, before, after) = mark.look(theme);
        // A span outside the text marks nothing.
        let (Some(plain), Some(words)) = (text.get(at..span.from), text.get(span.from..span.to)) else { continue };
        page.add(plain, Mark::None);
        page.put(before, *mark);
        page.add(words, *mark);
        page.put(after, *mark);
        at = span.to;
    }
    page.add(text.get(at..).unwrap_or_default(), Mark::None);
    page.end_row();
    while page.rows.last().is_some_and(|row| row.spans.is_empty()) {
        page.rows.pop();
    }
    page.rows
}

impl MarkedText {
    fn add(&mut self, text: &str, mark: Mark) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_row();
            }
            let clean = sanitize(line);
            for (index, word) in clean.split(' ').enumerate() {
                if index > 0 {
                    self.end_word();
                    self.space = Some(mark);
                }
                self.put(word, mark);
            }
        }
    }

    fn put(&mut self, text: &str, mark: Mark) {
        if !text.is_empty() {
            self.word.push((text.to_owned(), mark));
        }
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let cells: usize = word.iter().map(|(text, _)| width(text)).sum();
        let space = self.space.take().filter(|_| self.used > 0);
        if self.used + usize::from(space.is_some()) + cells > self.room && self.used > 0 {
            self.break_row();
        } else if let Some(mark) = space {
            self.push(" ".to_owned(), mark);
        }
        word.into_iter().for_each(|(text, mark)| self.push_word(&text, mark));
    }

    /// Adds a part of a word to the row; a word longer than a row is broken.
    fn push_word(&mut self, text: &str, mark: Mark) {
        let mut part = String::new();
        for grapheme in text.graphemes(true) {
            if self.used + width(&part) + width(grapheme) > self.room && self.used + width(&part) > 0 {
                self.push(std::mem::take(&mut part), mark);
                self.break_row();
            }
            part.push_str(grapheme);
        }
        self.push(part, mark);
    }

    fn push(&mut self, text: String, mark: Mark) {
        if text.is_empty() {
            return;
        }
        self.used += width(&text);
        let (style, ..) = mark.look(self.theme);
        self.row.push(Piece::styled(text, style));
    }

    fn break_row(&mut self) {
        self.rows.push(Line::from(std::mem::take(&mut self.row)));
        self.used = 0;
    }

    fn end_row(&mut self) {
        self.end_word();
        self.space = None;
        // Several empty lines become one.
        if self.row.is_empty() && self.rows.last().is_none_or(|row| row.spans.is_empty()) {
            return;
        }
        self.break_row();
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Span, Theme, marked};
    use proptest::prelude::{prop_assert, proptest};
    use rstest::rstest;

    fn plain(text: &str, places: &[(usize, usize)], room: usize) -> Vec<String> {
        let places: Vec<(Span, Mark)> =
            places.iter().map(|(from, to)| (Span { from: *from, to: *to }, Mark::Read)).collect();
        let rows = marked(text, &places, room, Theme::plain(false));
        rows.iter().map(|row| row.spans.iter().map(|span| span.content.as_ref()).collect()).collect()
    }

    #[rstest]
    #[case::inside("We wish to take part.", &[(3, 20)], 40, &["We [wish to take part]."])]
    #[case::broken("We wish to take part.", &[(3, 20)], 12, &["We [wish to", "take part]."])]
    #[case::two_lines("1. Speeding\n2. Litter", &[(3, 11), (15, 21)], 40, &["1. [Speeding]", "2. [Litter]"])]
    #[case::over_lines("on our\nagenda", &[(0, 13)], 40, &["[on our", "agenda]"])]
    #[case::none("a\n\n\n\nb\n\n", &[], 40, &["a", "", "b"])]
    #[case::no_such_place("short", &[(3, 90)], 40, &["short"])]
    #[case::inside_a_letter("é", &[(1, 2)], 40, &["é"])]
    #[case::hostile("a\u{1b}[2Jb", &[(0, 1)], 40, &["[a]·[2Jb"])]
    #[case::long("abcdefgh", &[(2, 4)], 3, &["ab[", "cd]", "efg", "h"])]
    fn words_are_marked_without_colour(
        #[case] text: &str,
        #[case] places: &[(usize, usize)],
        #[case] room: usize,
        #[case] rows: &[&str],
    ) {
        assert_eq!(plain(text, places, room), rows);
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_the_room(text in "[a-z\\n 日é]{0,60}", from in 0usize..30, more in 0usize..30, room in 2usize..20) {
            for row in plain(&text, &[(from, from + more)], room) {
                prop_assert!(super::width(&row) <= room, "{row:?}");
            }
        }
    }
}
