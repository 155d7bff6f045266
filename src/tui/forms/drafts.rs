//! Drafts: what was typed in forms that were closed or cut off, kept until it is saved or forgotten.

use chrono::NaiveDate;

use super::form::Form;
use crate::exchange::draft_file;

/// What was typed, by form; a plain map, so that it can be kept in a file beside the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(draft_file::Drafts);

impl From<draft_file::Drafts> for Drafts {
    fn from(kept: draft_file::Drafts) -> Self {
        Self(kept)
    }
}

impl Drafts {
    /// Keeps what was typed in a form, if anything was: the fields that were changed and no others, so that what somebody
    /// else changes meanwhile is not put back.
    pub fn keep(&mut self, form: &Form, today: NaiveDate) {
        if form.is_changed() {
            let values = form.changed_values(today).map(|(name, value)| (name.to_owned(), value)).collect();
            self.0.insert(key(form), values);
        } else {
            self.forget(form);
        }
    }

    /// Forgets what was typed in a form.
    pub fn forget(&mut self, form: &Form) {
        self.0.remove(&key(form));
    }

    /// Puts what was typed before into a form that has just been opened.
    pub fn restore(&self, form: &mut Form) {
        let Some(values) = self.0.get(&key(form)) else { return };
        for field in &mut form.fields {
            if let Some(value) = values.get(field.name) {
                field.set(value);
            }
        }
        form.restored = true;
    }

    /// As they are kept in the file beside the database.
    pub fn kept(&self) -> &draft_file::Drafts {
        &self.0
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many forms are kept.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

fn key(form: &Form) -> String {
    draft_file::key(&form.purpose.draft_name(), form.round, &form.targets)
}
