//! A text editor of one or several lines that moves by graphemes.

use charter::untrusted::sanitize;
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::keys::keymap::Chord;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// In bytes, always between two graphemes.
    cursor: usize,
}

impl Editor {
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Sanitized text before the cursor; its width is the cursor's column.
    pub fn before_cursor(&self) -> String {
        self.text[..self.cursor].split('\n').map(sanitize).collect::<Vec<_>>().join("\n")
    }

    /// Sanitized; keeps line breaks.
    pub fn on_screen(&self) -> String {
        self.text.split('\n').map(sanitize).collect::<Vec<_>>().join("\n")
    }

    /// Inserts at the cursor. With `one_line`, line breaks become spaces.
    pub fn insert(&mut self, text: &str, one_line: bool) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if one_line { text.replace('\n', " ") } else { text };
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Returns `false` if the key does not edit.
    pub fn press(&mut self, chord: Chord) -> bool {
        if let Some(c) = chord.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]), true);
            return true;
        }
        let Some(action) = action_of(chord) else { return false };
        action(self);
        true
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(index, _)| index)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.cursor, |grapheme| self.cursor + grapheme.len())
    }

    fn word_before(&self) -> usize {
        self.text[..self.cursor].unicode_word_indices().next_back().map_or(0, |(index, _)| index)
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }
}

type Action = fn(&mut Editor);

/// The usual editing keys of a shell.
fn action_of(chord: Chord) -> Option<Action> {
    let key = |text| Chord::parse(text) == Some(chord);
    let actions: [(&[&str], Action); 9] = [
        (&["Left", "C-b"], |editor| editor.cursor = editor.before()),
        (&["Right", "C-f"], |editor| editor.cursor = editor.after()),
        (&["Home", "C-a"], |editor| editor.cursor = 0),
        (&["End", "C-e"], |editor| editor.cursor = editor.text.len()),
        (&["Backspace", "C-h"], |editor| editor.delete(editor.before(), editor.cursor)),
        (&["Delete", "C-d"], |editor| editor.delete(editor.cursor, editor.after())),
        (&["C-w"], |editor| editor.delete(editor.word_before(), editor.cursor)),
        (&["C-u"], |editor| editor.delete(0, editor.cursor)),
        (&["C-k"], |editor| editor.delete(editor.cursor, editor.text.len())),
    ];
    actions.into_iter().find(|(keys, _)| keys.iter().any(|text| key(text))).map(|(_, action)| action)
}

#[cfg(test)]
mod tests {
    use super::{Chord, Editor};
    use proptest::prelude::{prop_assert, proptest};

    fn press(editor: &mut Editor, keys: &str) {
        for key in keys.split(' ') {
            assert!(editor.press(Chord::parse(key).unwrap()), "{key}");
        }
    }

    #[test]
    fn edits_by_whole_characters() {
        let mut editor = Editor::new("Ye\u{301}a");
        press(&mut editor, "Left Backspace");
        assert_eq!(editor.text(), "Ya");
        press(&mut editor, "Home N End !");
        assert_eq!(editor.text(), "NYa!");
        press(&mut editor, "C-u");
        assert_eq!(editor.text(), "");
    }

    #[test]
    fn a_paste_keeps_its_lines_where_there_may_be_lines() {
        let mut lines = Editor::default();
        lines.insert("one\r\ntwo", false);
        let mut line = Editor::default();
        line.insert("one\r\ntwo", true);
        assert_eq!((lines.text(), line.text()), ("one\ntwo", "one two"));
    }

    proptest! {
        #[test]
        fn no_keys_break_it(text in "\\PC{0,12}", keys in proptest::collection::vec(0usize..10, 0..30)) {
            let names = ["Left", "Right", "Home", "End", "Backspace", "Delete", "C-w", "C-u", "C-k", "x"];
            let mut editor = Editor::new(text);
            for key in keys {
                editor.press(Chord::parse(names[key]).unwrap());
                prop_assert!(editor.text().is_char_boundary(editor.cursor));
            }
        }
    }
}
