//! A text editor of one or several lines that moves by graphemes.

use charter::untrusted::sanitize;
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::ui::history::{Group, History};

/// What a key does in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Type(char),
    /// Only in a text of several lines.
    NewLine,
    Left,
    Right,
    Home,
    End,
    DeleteBefore,
    DeleteAfter,
    DeleteWord,
    DeleteToStart,
    DeleteToEnd,
    Clear,
    Undo,
    Redo,
}

/// The text and the cursor.
type State = (String, usize);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// In bytes, always between two graphemes.
    cursor: usize,
    history: History<State>,
}

impl Editor {
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text, history: History::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing was edited, or all of it was undone.
    pub fn is_at_start(&self) -> bool {
        self.history.is_at_start()
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
        self.record(None);
        self.put(text, one_line);
    }

    /// Replaces the whole text; undone in one step.
    pub fn replace(&mut self, text: &str, one_line: bool) {
        self.record(Some(Group::Typing));
        self.text.clear();
        self.cursor = 0;
        self.put(text, one_line);
    }

    /// Returns `false` if there is nothing to do: a line break in a line, nothing to undo.
    pub fn edit(&mut self, edit: Edit) -> bool {
        match edit {
            Edit::Type(c) => self.type_char(c),
            Edit::NewLine => return false,
            Edit::Left => self.move_to(self.before()),
            Edit::Right => self.move_to(self.after()),
            Edit::Home => self.move_to(0),
            Edit::End => self.move_to(self.text.len()),
            Edit::DeleteBefore => self.delete(self.before(), self.cursor, Some(Group::Deleting)),
            Edit::DeleteAfter => self.delete(self.cursor, self.after(), Some(Group::Deleting)),
            Edit::DeleteWord => self.delete(self.word_before(), self.cursor, None),
            Edit::DeleteToStart => self.delete(0, self.cursor, None),
            Edit::DeleteToEnd => self.delete(self.cursor, self.text.len(), None),
            Edit::Clear => self.delete(0, self.text.len(), None),
            Edit::Undo => return self.travel(History::undo),
            Edit::Redo => return self.travel(History::redo),
        }
        true
    }

    /// Words are undone one by one: a word and the space after it belong together.
    fn type_char(&mut self, c: char) {
        let before = self.text[..self.cursor].chars().next_back();
        if !c.is_whitespace() && before.is_none_or(char::is_whitespace) {
            self.history.close_group();
        }
        self.record(Some(Group::Typing));
        self.put(c.encode_utf8(&mut [0; 4]), true);
    }

    fn put(&mut self, text: &str, one_line: bool) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if one_line { text.replace('\n', " ") } else { text };
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    fn record(&mut self, group: Option<Group>) {
        self.history.record((self.text.clone(), self.cursor), group);
    }

    fn travel(&mut self, to: fn(&mut History<State>, State) -> Option<State>) -> bool {
        let Some((text, cursor)) = to(&mut self.history, (self.text.clone(), self.cursor)) else { return false };
        (self.text, self.cursor) = (text, cursor);
        true
    }

    fn move_to(&mut self, cursor: usize) {
        self.history.close_group();
        self.cursor = cursor;
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

    fn delete(&mut self, from: usize, to: usize, group: Option<Group>) {
        if from == to {
            return;
        }
        self.record(group);
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Editor};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn type_in(editor: &mut Editor, text: &str) {
        for c in text.chars() {
            assert!(editor.edit(Edit::Type(c)));
        }
    }

    #[test]
    fn edits_by_whole_characters() {
        let mut editor = Editor::new("Ye\u{301}a");
        editor.edit(Edit::Left);
        editor.edit(Edit::DeleteBefore);
        assert_eq!(editor.text(), "Ya");
        editor.edit(Edit::Home);
        type_in(&mut editor, "N");
        editor.edit(Edit::End);
        type_in(&mut editor, "!");
        assert_eq!(editor.text(), "NYa!");
        editor.edit(Edit::DeleteToStart);
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

    #[test]
    fn typing_is_undone_by_words_and_comes_back() {
        let mut editor = Editor::new("today ");
        type_in(&mut editor, "speeding on the A49");
        let mut seen = Vec::new();
        while editor.edit(Edit::Undo) {
            seen.push(editor.text().to_owned());
        }
        assert_eq!(seen, ["today speeding on the ", "today speeding on ", "today speeding ", "today "]);
        assert!(editor.is_at_start());
        while editor.edit(Edit::Redo) {}
        assert_eq!(editor.text(), "today speeding on the A49");
    }

    #[test]
    fn deleted_text_comes_back_in_one_step_and_typing_forgets_what_was_undone() {
        let mut editor = Editor::new("speeding");
        for _ in 0..3 {
            editor.edit(Edit::DeleteBefore);
        }
        assert_eq!(editor.text(), "speed");
        editor.edit(Edit::Undo);
        assert_eq!(editor.text(), "speeding");
        type_in(&mut editor, "!");
        assert!(!editor.edit(Edit::Redo), "a new change ends what can be redone");
        editor.edit(Edit::Clear);
        editor.edit(Edit::Undo);
        assert_eq!(editor.text(), "speeding!");
    }

    const EDITS: [Edit; 13] = [
        Edit::Left,
        Edit::Right,
        Edit::Home,
        Edit::End,
        Edit::DeleteBefore,
        Edit::DeleteAfter,
        Edit::DeleteWord,
        Edit::DeleteToStart,
        Edit::DeleteToEnd,
        Edit::Clear,
        Edit::Type('x'),
        Edit::Type(' '),
        Edit::Undo,
    ];

    proptest! {
        #[test]
        fn no_keys_break_it(text in "\\PC{0,12}", keys in proptest::collection::vec(0usize..13, 0..30)) {
            let mut editor = Editor::new(text);
            for key in keys {
                editor.edit(EDITS[key]);
                prop_assert!(editor.text().is_char_boundary(editor.cursor));
            }
        }

        #[test]
        fn undoing_everything_restores_the_text(text in "\\PC{0,12}", keys in proptest::collection::vec(0usize..12, 0..30)) {
            let mut editor = Editor::new(text.clone());
            for key in keys {
                editor.edit(EDITS[key]);
            }
            let edited = editor.text().to_owned();
            while editor.edit(Edit::Undo) {}
            prop_assert_eq!(editor.text(), text);
            while editor.edit(Edit::Redo) {}
            prop_assert_eq!(editor.text(), edited);
        }
    }
}
