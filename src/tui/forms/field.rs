//! Form fields: a line, a text, a choice.

use std::borrow::Cow;

use charter::calendar::{DateBias, Received};
use chrono::NaiveDate;

use crate::tui::ui::editor::{Edit, Editor};
use crate::tui::ui::history::History;

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
    /// The value was a suggestion until it was edited, and is one again once the edit is undone.
    was_suggested: bool,
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
    history: History<usize>,
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
        self.history = History::default();
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

    fn edit(&mut self, edit: Edit) -> bool {
        if self.has_own_words() || self.is_custom() && !matches!(edit, Edit::Left | Edit::Right) {
            // Letters are words here. Once they are all undone, so is the choice of "other".
            let edited = self.custom.as_mut().is_some_and(|custom| custom.edit(edit));
            if edited || !matches!(edit, Edit::Undo | Edit::Redo) {
                return edited;
            }
        }
        match edit {
            Edit::Undo => self.travel(History::undo),
            Edit::Redo => self.travel(History::redo),
            Edit::Left => self.step(self.options.len().saturating_sub(1)),
            Edit::Right | Edit::Type(' ') => self.step(1),
            Edit::Type(letter) => self.jump(letter),
            _ => false,
        }
    }

    /// Whether the keys edit the user's own words.
    pub fn has_own_words(&self) -> bool {
        self.is_custom() && self.custom.as_ref().is_some_and(|custom| !custom.text().is_empty())
    }

    fn step(&mut self, by: usize) -> bool {
        self.choose(self.at(by));
        true
    }

    /// The option so many places on, cyclically.
    fn at(&self, by: usize) -> usize {
        (self.chosen + by) % self.options.len().max(1)
    }

    pub fn next(&self) -> usize {
        self.at(1)
    }

    pub fn previous(&self) -> usize {
        self.at(self.options.len().saturating_sub(1))
    }

    fn choose(&mut self, index: usize) {
        if index != self.chosen {
            self.history.record(self.chosen, None);
            self.chosen = index;
        }
    }

    fn travel(&mut self, to: fn(&mut History<usize>, usize) -> Option<usize>) -> bool {
        let other = to(&mut self.history, self.chosen);
        self.chosen = other.unwrap_or(self.chosen);
        other.is_some()
    }

    fn is_at_start(&self) -> bool {
        self.history.is_at_start() && self.custom.as_ref().is_none_or(Editor::is_at_start)
    }

    /// Chooses the next option that starts with the letter, cyclically.
    fn jump(&mut self, letter: char) -> bool {
        let count = self.options.len();
        let starts = |index: &usize| {
            self.options[*index].chars().next().is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
        };
        let found = (1..=count).map(|step| (self.chosen + step) % count).find(starts);
        if let Some(index) = found {
            self.choose(index);
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
        Self {
            name,
            label,
            input,
            hint,
            error: None,
            optional: false,
            hidden: false,
            date: None,
            suggested: false,
            was_suggested: false,
        }
    }

    pub fn line(
        name: &'static str,
        label: impl Into<Cow<'static, str>>,
        text: impl Into<String>,
        hint: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(name, label, Input::Line(Editor::new(text)), hint)
    }

    /// A date, perhaps with a time, which is shown as people write it whatever form `text` has.
    pub fn date(
        name: &'static str,
        label: impl Into<Cow<'static, str>>,
        text: impl Into<String>,
        bias: DateBias,
    ) -> Self {
        let text = british(&text.into());
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
        let mut choice = Choice { options, chosen: 0, custom: None, history: History::default() };
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
        let mut choice = Choice { options, chosen: 0, custom: Some(Editor::default()), history: History::default() };
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
        // The same suggestion again must not forget what can be redone.
        if self.suggested && self.value() != value {
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
        date.map_or_else(|| self.value().to_owned(), Received::format_full)
    }

    /// Sets the value, as stored in a draft.
    pub fn set(&mut self, value: &str) {
        (self.suggested, self.was_suggested) = (false, false);
        let is_date = self.date.is_some();
        match &mut self.input {
            Input::Line(editor) if is_date => *editor = Editor::new(british(value)),
            Input::Line(editor) | Input::Text(editor) => *editor = Editor::new(value),
            Input::Choice(choice) => choice.set(value),
        }
    }

    /// Returns `false` if this does not edit the field.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let held = self.suggested;
        if held && edit != Edit::Undo {
            (self.suggested, self.was_suggested) = (false, true);
        }
        let edited = match (&mut self.input, edit) {
            (Input::Line(editor) | Input::Text(editor), Edit::Type(c)) if held => {
                editor.replace(c.encode_utf8(&mut [0; 4]), true);
                true
            }
            (Input::Text(editor), Edit::NewLine) => {
                editor.insert("\n", false);
                true
            }
            (Input::Line(editor) | Input::Text(editor), edit) => editor.edit(edit),
            (Input::Choice(choice), edit) => choice.edit(edit),
        };
        if edit == Edit::Undo && self.was_suggested && self.is_at_start() {
            self.suggested = true;
        }
        if edited {
            self.error = None;
        }
        edited
    }

    /// Chooses an option, even while the keys edit the user's own words.
    pub fn choose(&mut self, index: usize) {
        if let Input::Choice(choice) = &mut self.input
            && index < choice.options.len()
        {
            choice.choose(index);
            self.error = None;
            if self.suggested {
                (self.suggested, self.was_suggested) = (false, true);
            }
        }
    }

    /// Whether the user typed or chose something here.
    pub fn is_edited(&self) -> bool {
        !self.is_at_start()
    }

    fn is_at_start(&self) -> bool {
        match &self.input {
            Input::Line(editor) | Input::Text(editor) => editor.is_at_start(),
            Input::Choice(choice) => choice.is_at_start(),
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.error = None;
        let held = std::mem::take(&mut self.suggested);
        self.was_suggested |= held;
        match &mut self.input {
            Input::Line(editor) if held => editor.replace(text, true),
            Input::Text(editor) if held => editor.replace(text, false),
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

/// A stored date as people write it; other text stays as it is.
fn british(text: &str) -> String {
    Received::parse_iso(text).map_or_else(|_| text.to_owned(), Received::format_full)
}

const CHOICE_HINT: &str = "first letter, or left and right";
const OPEN_CHOICE_HINT: &str = "first letter, or left and right; o to type another";

#[cfg(test)]
mod tests {
    use super::{Edit, Field};
    use charter::calendar::DateBias;

    fn type_in(field: &mut Field, text: &str) {
        for c in text.chars() {
            field.edit(Edit::Type(c));
        }
    }

    fn frequency() -> Field {
        let options = ["not stated", "monthly", "quarterly"].map(str::to_owned).to_vec();
        Field::open_choice("frequency", "frequency", options, "not stated")
    }

    #[test]
    fn a_letter_chooses() {
        let mut field = frequency();
        type_in(&mut field, "q");
        assert_eq!(field.value(), "quarterly");
        for _ in 0..3 {
            field.edit(Edit::Left);
        }
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
        type_in(&mut field, "omon");
        assert_eq!(field.value(), "mon");
        let mut again = frequency();
        again.set("every second Tuesday");
        assert_eq!(again.value(), "every second Tuesday");
        again.set("monthly");
        assert_eq!(again.value(), "monthly");
    }

    #[test]
    fn a_choice_is_undone_and_done_again() {
        let mut field = frequency();
        type_in(&mut field, "q");
        type_in(&mut field, "om");
        assert_eq!(field.value(), "m");
        let mut seen = Vec::new();
        while field.edit(Edit::Undo) {
            seen.push(field.value().to_owned());
        }
        assert_eq!(seen, ["", "quarterly", "not stated"]);
        field.edit(Edit::Redo);
        assert_eq!(field.value(), "quarterly");
    }

    #[test]
    fn a_suggestion_that_was_typed_over_comes_back_as_a_suggestion() {
        let mut field = Field::date("on", "on", "2023-10-03", DateBias::Past);
        assert_eq!(field.value(), "Tue 3 Oct 2023");
        type_in(&mut field, "4/10");
        assert_eq!((field.value(), field.suggested), ("4/10", false));
        field.edit(Edit::Undo);
        assert_eq!((field.value(), field.suggested), ("Tue 3 Oct 2023", true));
        type_in(&mut field, "5");
        assert_eq!(field.value(), "5", "typing replaces it again");
    }

    #[test]
    fn a_stored_date_is_shown_as_people_write_it() {
        let mut field = Field::date("received", "received", "2023-09-12T14:30:15", DateBias::Past);
        assert_eq!(field.value(), "Tue 12 Sep 2023 14:30");
        field.set("2023-09-13");
        assert_eq!(field.value(), "Wed 13 Sep 2023");
        let today = "2023-10-05".parse().unwrap();
        assert_eq!(field.absolute_value(today), "Wed 13 Sep 2023");
        field.set("soon");
        assert_eq!(field.value(), "soon");
    }
}
