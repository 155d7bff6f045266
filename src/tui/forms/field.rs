//! Form fields: a line, a text, a choice.

use std::borrow::Cow;

use charter::calendar::{DateBias, Received};
use chrono::NaiveDate;

use crate::tui::keys::keymap::Chord;
use crate::tui::ui::editor::Editor;

#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Identifies the field in the form and in drafts.
    pub name: &'static str,
    /// The text before the field.
    pub label: Cow<'static, str>,
    pub input: Input,
    /// Shown while the field is in focus.
    pub hint: Cow<'static, str>,
    pub error: Option<String>,
    /// Enter skips it; Tab and the arrows reach it.
    pub optional: bool,
    /// Hidden because another field makes it meaningless.
    pub hidden: bool,
    /// For a date: in which direction a date without a year is completed.
    pub date: Option<DateBias>,
    /// Holds only a suggestion: the first character typed replaces it.
    pub suggested: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    Line(Editor),
    Text(Editor),
    Choice(Choice),
}

/// One of several values; the last may take the user's own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub options: Vec<String>,
    pub chosen: usize,
    /// The user's own words, if the last option takes some.
    pub custom: Option<Editor>,
}

impl Choice {
    pub fn is_custom(&self) -> bool {
        self.custom.is_some() && self.chosen + 1 == self.options.len()
    }

    /// The chosen label, or the user's own words.
    pub fn value(&self) -> &str {
        match &self.custom {
            Some(custom) if self.is_custom() => custom.text(),
            _ => self.options.get(self.chosen).map_or("", String::as_str),
        }
    }

    /// Chooses the option with this label; otherwise takes the value as own words, if allowed. An unknown label changes
    /// nothing: a draft may be from a version with other labels, and a wrong option must not be chosen silently.
    fn set(&mut self, value: &str) {
        match (self.options.iter().position(|option| option == value), &mut self.custom) {
            (Some(index), _) => self.chosen = index,
            (None, Some(custom)) if !value.is_empty() => {
                *custom = Editor::new(value);
                self.chosen = self.options.len() - 1;
            }
            (None, Some(_)) => self.chosen = 0,
            (None, None) => {}
        }
    }

    fn press(&mut self, chord: Chord) -> bool {
        let is = |text| Chord::parse(text) == Some(chord);
        let count = self.options.len().max(1);
        let empty = self.custom.as_ref().is_none_or(|custom| custom.text().is_empty());
        if is("Left") && (!self.is_custom() || empty) {
            self.chosen = (self.chosen + count - 1) % count;
            return true;
        }
        if is("Right") && (!self.is_custom() || empty) {
            self.chosen = (self.chosen + 1) % count;
            return true;
        }
        if self.is_custom() {
            return self.custom.as_mut().is_some_and(|custom| custom.press(chord));
        }
        if is("Space") {
            self.chosen = (self.chosen + 1) % count;
            return true;
        }
        chord.typed().is_some_and(|c| self.jump(c))
    }

    /// Chooses the next option that starts with the letter, cyclically.
    fn jump(&mut self, letter: char) -> bool {
        let count = self.options.len();
        let starts = |index: &usize| {
            self.options[*index].chars().next().is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
        };
        let found = (1..=count).map(|step| (self.chosen + step) % count).find(starts);
        if let Some(index) = found {
            self.chosen = index;
        }
        found.is_some()
    }
}

impl Field {
    fn new(
        name: &'static str,
        label: impl Into<Cow<'static, str>>,
        input: Input,
        hint: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (label, hint) = (label.into(), hint.into());
        Self { name, label, input, hint, error: None, optional: false, hidden: false, date: None, suggested: false }
    }

    pub fn line(
        name: &'static str,
        label: impl Into<Cow<'static, str>>,
        text: impl Into<String>,
        hint: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(name, label, Input::Line(Editor::new(text)), hint)
    }

    /// A British date, perhaps with a time.
    pub fn date(
        name: &'static str,
        label: impl Into<Cow<'static, str>>,
        text: impl Into<String>,
        bias: DateBias,
    ) -> Self {
        Self { date: Some(bias), suggested: true, ..Self::line(name, label, text, "12/9, 12 sep, today, -1 or tue") }
    }

    pub fn text(
        name: &'static str,
        label: impl Into<Cow<'static, str>>,
        text: impl Into<String>,
        hint: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(name, label, Input::Text(Editor::new(text)), hint)
    }

    pub fn choice(name: &'static str, label: impl Into<Cow<'static, str>>, options: Vec<String>, value: &str) -> Self {
        let mut choice = Choice { options, chosen: 0, custom: None };
        choice.set(value);
        Self::new(name, label, Input::Choice(choice), CHOICE_HINT)
    }

    /// A choice whose last option takes the user's own words.
    pub fn open_choice(
        name: &'static str,
        label: impl Into<Cow<'static, str>>,
        mut options: Vec<String>,
        value: &str,
    ) -> Self {
        options.push("other".to_owned());
        let mut choice = Choice { options, chosen: 0, custom: Some(Editor::default()) };
        choice.set(value);
        Self::new(name, label, Input::Choice(choice), OPEN_CHOICE_HINT)
    }

    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Marks the value as a suggestion: see [`Field::suggested`].
    #[must_use]
    pub fn suggested(mut self) -> Self {
        self.suggested = true;
        self
    }

    /// Replaces the suggestion, unless the user has edited the field.
    pub fn suggest(&mut self, value: &str) {
        if self.suggested {
            self.set(value);
            self.suggested = true;
        }
    }

    /// The value as text, for drafts and for parsing.
    pub fn value(&self) -> &str {
        match &self.input {
            Input::Line(editor) | Input::Text(editor) => editor.text(),
            Input::Choice(choice) => choice.value(),
        }
    }

    /// The value with dates in full, so that it means the same on another day.
    pub fn absolute_value(&self, today: NaiveDate) -> String {
        let date = self.date.and_then(|bias| Received::parse_typed(self.value(), today, bias).ok());
        date.map_or_else(|| self.value().to_owned(), |received| received.to_string())
    }

    /// Sets the value, as stored in a draft.
    pub fn set(&mut self, value: &str) {
        self.suggested = false;
        match &mut self.input {
            Input::Line(editor) | Input::Text(editor) => *editor = Editor::new(value),
            Input::Choice(choice) => choice.set(value),
        }
    }

    /// Returns `false` if the key does not edit this field.
    pub fn press(&mut self, chord: Chord) -> bool {
        if std::mem::take(&mut self.suggested) && chord.typed().is_some() && !matches!(self.input, Input::Choice(_)) {
            self.set("");
        }
        let edited = match &mut self.input {
            Input::Text(editor) if Chord::parse("C-j") == Some(chord) => {
                editor.insert("\n", false);
                true
            }
            Input::Line(editor) | Input::Text(editor) => editor.press(chord),
            Input::Choice(choice) => choice.press(chord),
        };
        if edited {
            self.error = None;
        }
        edited
    }

    pub fn paste(&mut self, text: &str) {
        self.error = None;
        if std::mem::take(&mut self.suggested) && !matches!(self.input, Input::Choice(_)) {
            self.set("");
        }
        match &mut self.input {
            Input::Line(editor) => editor.insert(text, true),
            Input::Text(editor) => editor.insert(text, false),
            Input::Choice(choice) => {
                if choice.is_custom()
                    && let Some(custom) = &mut choice.custom
                {
                    custom.insert(text, true);
                }
            }
        }
    }
}

const CHOICE_HINT: &str = "first letter, or left and right";
const OPEN_CHOICE_HINT: &str = "first letter, or left and right; o for other words";

#[cfg(test)]
mod tests {
    use super::{Chord, Field};

    fn press(field: &mut Field, keys: &str) {
        for key in keys.split(' ') {
            field.press(Chord::parse(key).unwrap());
        }
    }

    fn frequency() -> Field {
        let options = ["not stated", "monthly", "quarterly"].map(str::to_owned).to_vec();
        Field::open_choice("frequency", "frequency", options, "not stated")
    }

    #[test]
    fn a_letter_chooses() {
        let mut field = frequency();
        press(&mut field, "q");
        assert_eq!(field.value(), "quarterly");
        press(&mut field, "Left Left Left");
        assert_eq!(field.value(), "");
    }

    #[test]
    fn an_unknown_label_of_a_draft_changes_no_choice() {
        let mut field = Field::choice(
            "attendance",
            "the team",
            ["in person", "cancelled"].map(str::to_owned).to_vec(),
            "cancelled",
        );
        field.set("called off");
        assert_eq!(field.value(), "cancelled");
    }

    #[test]
    fn other_takes_words_and_letters_are_text_there() {
        let mut field = frequency();
        press(&mut field, "o m o n");
        assert_eq!(field.value(), "mon");
        let mut again = frequency();
        again.set("every second Tuesday");
        assert_eq!(again.value(), "every second Tuesday");
        again.set("monthly");
        assert_eq!(again.value(), "monthly");
    }
}
