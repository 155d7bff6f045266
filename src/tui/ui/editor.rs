//! A text being typed: one line or several, moved through by whole characters as a reader sees them.

use charter::untrusted::sanitize;
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::keys::keymap::Chord;

/// A text and the place where the next character goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// In bytes, always between two graphemes.
    at: usize,
}

impl Editor {
    /// Starts with a text, ready to go on at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text }
    }

    /// What was typed, as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was typed before the cursor, for the screen: its length in cells is where the cursor stands.
    pub fn before_cursor(&self) -> String {
        self.text[..self.at].split('\n').map(sanitize).collect::<Vec<_>>().join("\n")
    }

    /// The whole text, harmless, for the screen; lines stay lines.
    pub fn on_screen(&self) -> String {
        self.text.split('\n').map(sanitize).collect::<Vec<_>>().join("\n")
    }

    /// Puts a text in at the cursor. A text of one line gets its line breaks as spaces.
    pub fn insert(&mut self, text: &str, one_line: bool) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if one_line { text.replace('\n', " ") } else { text };
        self.text.insert_str(self.at, &text);
        self.at += text.len();
    }

    /// Edits by a key. `false` if the key means nothing in a text.
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
        self.text[..self.at].grapheme_indices(true).next_back().map_or(0, |(place, _)| place)
    }

    fn after(&self) -> usize {
        self.text[self.at..].graphemes(true).next().map_or(self.at, |grapheme| self.at + grapheme.len())
    }

    fn word_before(&self) -> usize {
        self.text[..self.at].unicode_word_indices().next_back().map_or(0, |(place, _)| place)
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = from;
    }
}

type Action = fn(&mut Editor);

/// What the editing keys do: those that every shell has.
fn action_of(chord: Chord) -> Option<Action> {
    let key = |text| Chord::parse(text) == Some(chord);
    let actions: [(&[&str], Action); 9] = [
        (&["Left", "C-b"], |editor| editor.at = editor.before()),
        (&["Right", "C-f"], |editor| editor.at = editor.after()),
        (&["Home", "C-a"], |editor| editor.at = 0),
        (&["End", "C-e"], |editor| editor.at = editor.text.len()),
        (&["Backspace", "C-h"], |editor| editor.delete(editor.before(), editor.at)),
        (&["Delete", "C-d"], |editor| editor.delete(editor.at, editor.after())),
        (&["C-w"], |editor| editor.delete(editor.word_before(), editor.at)),
        (&["C-u"], |editor| editor.delete(0, editor.at)),
        (&["C-k"], |editor| editor.delete(editor.at, editor.text.len())),
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
                prop_assert!(editor.text().is_char_boundary(editor.at));
            }
        }
    }
}
