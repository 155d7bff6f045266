//! A form: its purpose, fields, focus, and the text typed so far.

use charter::calendar::DateBias;
use charter::change::{Act, Change};
use charter::ids::{CouncilId, RoundId};
use charter::journal::Difference;
use charter::round::Round;
use chrono::NaiveDate;
use desk::drafts::Draft;
use desk::records::{Fields, Invalid, InvalidKind};

use crate::tui::forms::field::{Field, Input};
use crate::tui::forms::purpose::Purpose;
use crate::tui::ui::editor::Edit;

#[derive(Clone, Debug)]
pub struct FormContext<'a> {
    /// The as-at date, which "today" means in a field.
    pub today: NaiveDate,
    /// The real day.
    pub clock_today: NaiveDate,
    pub round: &'a Round,
    pub categories: &'a [String],
    /// Of the charter.
    pub aims: &'a [String],
    /// The user's own reasons of not attending.
    pub reasons: &'a [String],
    /// The user's name in the journal.
    pub by: &'a str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub purpose: Purpose,
    /// `Return of Wem Town Council`.
    pub title: String,
    /// Notes above the fields.
    pub about: Vec<String>,
    /// The councils it records something about.
    pub targets: Vec<CouncilId>,
    /// The round when the form was opened.
    pub round: RoundId,
    pub fields: Vec<Field>,
    pub focus: usize,
    /// The reason why it was not saved.
    pub error: Option<String>,
    /// Another user's change that conflicts with this one, shown beside the fields.
    pub theirs: Vec<Difference>,
    /// Whether the text came from a draft.
    pub restored: bool,
    /// The draft that it was opened with. A reset keeps it, so that it can be forgotten.
    pub draft: Option<Draft>,
    /// Each field's value at the start, and whether it was a suggestion.
    pristine: Vec<(String, bool)>,
    /// The fields and the focus before the last reset, until that is undone.
    before_reset: Option<(Vec<Field>, usize)>,
}

impl Form {
    /// The fields hold what is on file.
    pub fn new(purpose: Purpose, title: String, targets: Vec<CouncilId>, round: RoundId, fields: Vec<Field>) -> Self {
        let pristine = pristine_values(&fields);
        Self {
            purpose,
            title,
            about: Vec::new(),
            targets,
            round,
            fields,
            focus: 0,
            error: None,
            theirs: Vec::new(),
            restored: false,
            draft: None,
            pristine,
            before_reset: None,
        }
    }

    #[must_use]
    pub fn about(mut self, lines: Vec<String>) -> Self {
        self.about = lines;
        self
    }

    /// Whether a field differs from what is on file.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().zip(&self.pristine).any(|(field, (pristine, _))| field.value() != pristine)
    }

    /// The changed fields for a draft, with dates in full, because "today" is another day tomorrow. A suggestion is
    /// left out: it is derived again from what was typed.
    pub fn changed_values(&self, today: NaiveDate) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let changed = self.fields.iter().zip(&self.pristine);
        let changed = changed.filter(|(field, (pristine, _))| field.value() != pristine && !field.suggested);
        changed.map(move |(field, _)| (field.name, field.absolute_value(today)))
    }

    /// Whether a field differs from its first value.
    pub fn has_changed(&self, name: &str) -> bool {
        self.fields
            .iter()
            .zip(&self.pristine)
            .any(|(field, (pristine, _))| field.name == name && field.value() != pristine)
    }

    /// Restores what is on file. Undo brings back what was typed.
    pub fn reset(&mut self) {
        self.before_reset = self.is_changed().then(|| (self.fields.clone(), self.focus));
        for (field, (pristine, suggested)) in self.fields.iter_mut().zip(&self.pristine) {
            field.set(pristine);
            field.suggested = *suggested;
            field.error = None;
        }
        self.focus = 0;
        self.error = None;
        self.theirs.clear();
        self.restored = false;
    }

    /// A field's value; empty if the form has no such field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|field| field.name == name).map_or("", Field::value)
    }

    /// Returns `false` if this does not edit the field in focus.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let edited = self.focused().is_some_and(|field| field.edit(edit));
        match self.before_reset.take_if(|_| edit == Edit::Undo && !edited) {
            Some((fields, focus)) => {
                (self.fields, self.focus) = (fields, focus);
                true
            }
            None => edited,
        }
    }

    pub fn paste(&mut self, text: &str) {
        if let Some(field) = self.focused() {
            field.paste(text);
        }
    }

    /// Takes the present values as those on file.
    pub fn mark_pristine(&mut self) {
        self.pristine = pristine_values(&self.fields);
    }

    pub fn field_mut(&mut self, name: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.name == name)
    }

    /// Moves to the next or previous visible field; `main` skips optional fields. Returns `false`, without moving, if
    /// there is none.
    pub fn step(&mut self, forward: bool, main: bool) -> bool {
        let found = self.neighbour(forward, main);
        self.focus = found.unwrap_or(self.focus);
        found.is_some()
    }

    /// The field that [`Form::step`] goes to.
    pub fn neighbour(&self, forward: bool, main: bool) -> Option<usize> {
        let reachable = |index: &usize| {
            let field = &self.fields[*index];
            !(field.hidden || main && field.optional)
        };
        if forward {
            (self.focus + 1..self.fields.len()).find(reachable)
        } else {
            (0..self.focus).rev().find(reachable)
        }
    }

    /// Whether the keys choose a value in the field in focus, and are no text.
    pub fn is_choosing(&self) -> bool {
        match self.fields.get(self.focus).map(|field| &field.input) {
            Some(Input::Choice(choice)) => !choice.has_own_words(),
            _ => false,
        }
    }

    pub fn focused(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// Shows the errors at their fields, moves the focus to the first, and returns the number of wrong fields.
    pub fn set_errors(&mut self, errors: &[Invalid]) -> usize {
        let mut wrong = 0;
        for (index, field) in self.fields.iter_mut().enumerate().rev() {
            field.error = errors.iter().find(|invalid| invalid.field == field.name).map(|invalid| invalid.why.clone());
            if field.error.is_some() {
                self.focus = index;
                wrong += 1;
            }
        }
        wrong
    }

    /// Checks the fields that the focus has left: shows what is wrong with those that were changed, and removes errors
    /// that no longer hold.
    pub fn check_left(&mut self, errors: &[Invalid]) {
        for (index, (field, (pristine, _))) in self.fields.iter_mut().zip(&self.pristine).enumerate() {
            let is_changed = field.is_edited() || field.value() != pristine;
            let was_checked = field.error.is_some() || (index != self.focus && is_changed);
            let wrong = errors.iter().find(|invalid| was_checked && invalid.field == field.name);
            field.error = wrong.map(|invalid| invalid.why.clone());
        }
    }

    pub fn set_error(&mut self, field: &'static str, why: String) {
        self.set_errors(&[Invalid { field, kind: InvalidKind::Rule, why }]);
    }

    /// One act for each council of the form.
    pub fn change(&self, act: impl Fn(CouncilId) -> Act) -> Change {
        Change::all(self.targets.iter().map(|council| act(*council)).collect())
    }
}

/// A hidden field counts as missing.
impl Fields for Form {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name && !field.hidden).map(Field::value)
    }
}

fn pristine_values(fields: &[Field]) -> Vec<(String, bool)> {
    fields.iter().map(|field| (field.value().to_owned(), field.suggested)).collect()
}

/// `3 days before the deadline`.
pub fn relative_to_deadline(on: NaiveDate, round: &Round) -> String {
    let days = usize::try_from(round.days_left(on).unsigned_abs()).unwrap_or(usize::MAX);
    let days = charter::english::pluralize(days, "day");
    match round.days_left(on) {
        0 => "on the deadline".to_owned(),
        1.. => format!("{days} before the deadline"),
        _ => format!("{days} after the deadline: late"),
    }
}

/// `Wem Town Council`, or `6 councils: Wem Town Council, …`: names every target, even those that a filter hides.
pub fn council_names(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        many => {
            let first = many.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
            let more = if many.len() > 3 { format!(" and {} more", many.len() - 3) } else { String::new() };
            format!("{}: {first}{more}", charter::english::pluralize(many.len(), "council"))
        }
    }
}

/// A meeting is usually past, sometimes in the future.
pub const MEETING_DATE_BIAS: DateBias = DateBias::Nearest;
