//! A form: what it is for, its fields, which one is in focus, and what has been typed so far.

use charter::calendar::DateBias;
use charter::change::{Act, Change};
use charter::ids::{CouncilId, RoundId};
use charter::journal::Difference;
use charter::round::Round;
use chrono::NaiveDate;
use desk::drafts::Draft;
use desk::records::{Fields, Invalid, InvalidKind};

use crate::tui::forms::field::Field;
use crate::tui::forms::purpose::Purpose;
use crate::tui::keys::keymap::Chord;

/// What a form needs to know to read what was typed.
#[derive(Clone, Debug)]
pub struct FormContext<'a> {
    /// The as-at date: "today" in what is typed.
    pub today: NaiveDate,
    /// The round that is worked on.
    pub round: &'a Round,
    /// The categories that there are.
    pub categories: &'a [String],
    /// By what name the journal knows the user.
    pub by: &'a str,
}

/// A form being filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// What stands over it: `Return of Wem Town Council`.
    pub title: String,
    /// What is worth knowing while filling it in.
    pub about: Vec<String>,
    /// The councils that it is about.
    pub targets: Vec<CouncilId>,
    /// The round that it was opened in.
    pub round: RoundId,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Which field is in focus.
    pub focus: usize,
    /// Why it was not saved.
    pub error: Option<String>,
    /// What another's change left, where it stands in the way of this one: shown beside what was typed.
    pub theirs: Vec<Difference>,
    /// Whether what is typed came from a draft.
    pub restored: bool,
    /// The draft that it was opened with. It stays known when the form is started afresh, so that it can be forgotten.
    pub draft: Option<Draft>,
    /// What each field held when the form was opened, and whether that was only a suggestion.
    pristine: Vec<(String, bool)>,
}

impl Form {
    /// A form with its fields as they are on file.
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
        }
    }

    /// The same form with something worth knowing over it.
    #[must_use]
    pub fn about(mut self, lines: Vec<String>) -> Self {
        self.about = lines;
        self
    }

    /// Whether anything was typed that is not on file.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().zip(&self.pristine).any(|(field, (pristine, _))| field.value() != pristine)
    }

    /// The fields that were changed, as a draft keeps them: dates in full, because "today" is another day tomorrow.
    pub fn changed_values(&self, today: NaiveDate) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let changed = self.fields.iter().zip(&self.pristine).filter(|(field, (pristine, _))| field.value() != pristine);
        changed.map(move |(field, _)| (field.name, field.absolute_value(today)))
    }

    /// Whether a field was changed since the form was opened.
    pub fn has_changed(&self, name: &str) -> bool {
        self.fields
            .iter()
            .zip(&self.pristine)
            .any(|(field, (pristine, _))| field.name == name && field.value() != pristine)
    }

    /// Forgets what was typed.
    pub fn reset(&mut self) {
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

    /// The value of a field by name; empty for a name that the form does not have.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|field| field.name == name).map_or("", Field::value)
    }

    /// Presses a key in the field in focus.
    pub fn press(&mut self, chord: Chord) {
        if let Some(field) = self.focused() {
            field.press(chord);
        }
    }

    /// Takes a paste into the field in focus.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = self.focused() {
            field.paste(text);
        }
    }

    /// Takes the form as it stands now for the form as it was opened.
    pub fn mark_pristine(&mut self) {
        self.pristine = pristine_values(&self.fields);
    }

    /// The field of a name.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.name == name)
    }

    /// Goes to the next field that is shown, or the one before; `main` passes by the fields that are aside.
    ///
    /// `false` if there is none: then the focus stays.
    pub fn step(&mut self, forward: bool, main: bool) -> bool {
        let reachable = |place: &usize| {
            let field = &self.fields[*place];
            !(field.hidden || main && field.optional)
        };
        let found = if forward {
            (self.focus + 1..self.fields.len()).find(reachable)
        } else {
            (0..self.focus).rev().find(reachable)
        };
        if let Some(place) = found {
            self.focus = place;
        }
        found.is_some()
    }

    /// The field in focus.
    pub fn focused(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// Puts the errors at their fields, moves the focus to the first of them, and returns the number of wrong fields.
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

    pub fn set_error(&mut self, field: &'static str, why: String) {
        self.set_errors(&[Invalid { field, kind: InvalidKind::Rule, why }]);
    }

    /// One act for each council that the form is about.
    pub fn change(&self, act: impl Fn(CouncilId) -> Act) -> Change {
        Change::all(self.targets.iter().map(|council| act(*council)).collect())
    }
}

/// A hidden field counts as not given.
impl Fields for Form {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name && !field.hidden).map(Field::value)
    }
}

fn pristine_values(fields: &[Field]) -> Vec<(String, bool)> {
    fields.iter().map(|field| (field.value().to_owned(), field.suggested)).collect()
}

/// How a day lies to the deadline of the round, in words.
pub fn relative_to_deadline(on: NaiveDate, round: &Round) -> String {
    let days = usize::try_from(round.days_left(on).unsigned_abs()).unwrap_or(usize::MAX);
    let days = charter::english::pluralize(days, "day");
    match round.days_left(on) {
        0 => "on the deadline".to_owned(),
        1.. => format!("{days} before the deadline"),
        _ => format!("{days} after the deadline: late"),
    }
}

/// `Wem Town Council`, or `6 councils: Wem Town Council, …`: what is acted on is named, also where a filter hides it.
pub fn council_names(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        many => {
            let shown = many.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
            let more = if many.len() > 3 { format!(" and {} more", many.len() - 3) } else { String::new() };
            format!("{}: {shown}{more}", charter::english::pluralize(many.len(), "council"))
        }
    }
}

/// A lean for a day that is usually past, sometimes to come: a meeting.
pub const MEETING_DATE_BIAS: DateBias = DateBias::Nearest;
