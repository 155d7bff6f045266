//! Measures and cuts text in cells; the only user of `unicode-width`.

use charter::english::capitalize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// In cells.
pub fn width(text: &str) -> usize {
    // Every cell of every frame is measured, and most text is ASCII.
    if text.is_ascii() { text.len() } else { UnicodeWidthStr::width(text) }
}

/// Cuts the text to `room` cells and marks the cut with `…`, or `~` in ASCII.
pub fn fit(text: &str, room: usize, ascii: bool) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mark = if ascii { "~" } else { "…" };
    if room == 0 {
        return String::new();
    }
    let mut cut = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let cells = width(grapheme);
        if used + cells > room - 1 {
            break;
        }
        used += cells;
        cut.push_str(grapheme);
    }
    let mut cut = cut.trim_end().to_owned();
    cut.push_str(mark);
    cut
}

/// Cuts or pads to exactly `room` cells.
pub fn column(text: &str, room: usize, ascii: bool) -> String {
    let mut cell = fit(text, room, ascii);
    cell.extend(std::iter::repeat_n(' ', room.saturating_sub(width(&cell))));
    cell
}

/// Right-aligned, for numbers and dates.
pub fn column_right(text: &str, room: usize, ascii: bool) -> String {
    let cell = fit(text, room, ascii);
    let mut filled: String = std::iter::repeat_n(' ', room.saturating_sub(width(&cell))).collect();
    filled.push_str(&cell);
    filled
}

/// Turns words into a sentence: a capital at the start, a full stop at the end.
pub fn sentence(words: &str) -> String {
    format!("{}.", capitalize(words))
}

/// Wraps between words; a word longer than `room` cells is broken.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let room = room.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            place_word(word, room, &mut line, &mut lines);
        }
        lines.push(line);
    }
    lines
}

/// Wraps after spaces and keeps every character, so that the cursor's place in the text can be found in the rows. A space
/// at the end of a row may stand one cell outside; a word longer than `room` cells is broken.
pub fn wrap_typed(text: &str, room: usize) -> Vec<String> {
    let room = room.max(1);
    let mut rows = Vec::new();
    for line in text.split('\n') {
        let mut row = String::new();
        for word in line.split_inclusive(' ') {
            if !row.is_empty() && width(&row) + width(word.trim_end_matches(' ')) > room {
                rows.push(std::mem::take(&mut row));
            }
            for grapheme in word.graphemes(true) {
                let room = if grapheme == " " { room + 1 } else { room };
                if width(&row) + width(grapheme) > room && !row.is_empty() {
                    rows.push(std::mem::take(&mut row));
                }
                row.push_str(grapheme);
            }
        }
        rows.push(row);
    }
    rows
}

fn place_word(word: &str, room: usize, line: &mut String, lines: &mut Vec<String>) {
    let gap = usize::from(!line.is_empty());
    if width(line) + gap + width(word) <= room {
        if gap == 1 {
            line.push(' ');
        }
        line.push_str(word);
        return;
    }
    if !line.is_empty() {
        lines.push(std::mem::take(line));
    }
    for grapheme in word.graphemes(true) {
        if width(line) + width(grapheme) > room && !line.is_empty() {
            lines.push(std::mem::take(line));
        }
        line.push_str(grapheme);
    }
}

#[cfg(test)]
mod tests {
    use super::{column, column_right, fit, width, wrap, wrap_typed};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn cuts_between_graphemes_and_says_so() {
        assert_eq!(fit("Wem Town Council", 9, false), "Wem Town…");
        assert_eq!(fit("Wem Town Council", 9, true), "Wem Town~");
        assert_eq!(fit("日本", 3, false), "日…");
        assert_eq!(column_right("7", 3, false), "  7");
    }

    #[test]
    fn wraps_between_words() {
        assert_eq!(wrap("nothing heard by 30 Sep", 10), ["nothing", "heard by", "30 Sep"]);
        assert_eq!(wrap("abcdef\n\ng", 4), ["abcd", "ef", "", "g"]);
    }

    #[test]
    fn typed_text_wraps_after_spaces() {
        assert_eq!(wrap_typed("over the last year", 15), ["over the last ", "year"]);
        assert_eq!(wrap_typed("the last year", 8), ["the last ", "year"]);
        assert_eq!(wrap_typed("abcdef\n\ng ", 4), ["abcd", "ef", "", "g "]);
    }

    proptest! {
        #[test]
        fn typed_text_is_kept_whole(text in "[a-z日 ]{0,40}", room in 2usize..30) {
            let rows = wrap_typed(&text, room);
            prop_assert_eq!(rows.concat(), text);
            prop_assert!(rows.iter().all(|row| width(row.trim_end()) <= room));
        }

        #[test]
        fn never_wider_than_the_room(text in "\\PC{0,40}", room in 0usize..30) {
            prop_assert!(width(&fit(&text, room, false)) <= room);
            prop_assert_eq!(width(&column(&text, room, true)), room);
        }
    }
}
