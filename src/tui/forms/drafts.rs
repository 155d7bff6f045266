//! Drafts: what was typed in forms that were closed or cut off, kept until it is saved or forgotten.

use std::path::Path;

use chrono::NaiveDate;
use desk::drafts::SharedDrafts;
use desk::{draft_file, drafts};

use crate::tui::forms::form::Form;

/// What was typed, by form, and what other dashboards on the same database keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(SharedDrafts);

impl From<SharedDrafts> for Drafts {
    fn from(read: SharedDrafts) -> Self {
        Self(read)
    }
}

impl Drafts {
    /// Keeps what was typed in a form, if anything was: the fields that were changed and no others, so that what somebody
    /// else changes meanwhile is not put back.
    pub fn keep(&mut self, form: &Form, today: NaiveDate) {
        if form.is_changed() {
            let values = form.changed_values(today).map(|(name, value)| (name.to_owned(), value)).collect();
            self.0.keep(&key(form), form.draft.as_ref(), values);
        } else {
            self.forget(form);
        }
    }

    /// Forgets what was typed in a form. A draft that the form was not opened with is another dashboard's, and stays.
    pub fn forget(&mut self, form: &Form) {
        if let Some(draft) = &form.draft {
            self.0.forget(draft);
        }
    }

    /// Puts what was typed before into a form that has just been opened.
    pub fn restore(&self, form: &mut Form) {
        let Some(draft) = self.0.find(&key(form)) else { return };
        for field in &mut form.fields {
            if let Some(value) = draft.typed.get(field.name) {
                field.set(value);
            }
        }
        form.restored = true;
        form.draft = Some(draft);
    }

    /// Keeps them in the file beside the database, and takes in what others kept there.
    ///
    /// # Errors
    /// If the file cannot be written: what was typed is then only in memory.
    pub fn write(&mut self, database: &Path) -> std::io::Result<Option<String>> {
        draft_file::keep(database, &mut self.0)
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

fn key(form: &Form) -> String {
    drafts::key(&form.purpose.draft_name(), form.round, &form.targets)
}
