//! Drafts: unsaved text of closed or interrupted forms.

use std::path::Path;

use chrono::NaiveDate;
use desk::drafts::SharedDrafts;
use desk::{draft_file, drafts};

use crate::tui::forms::form::Form;

/// By form. Includes the drafts of other dashboards on the same database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(SharedDrafts);

impl From<SharedDrafts> for Drafts {
    fn from(read: SharedDrafts) -> Self {
        Self(read)
    }
}

impl Drafts {
    /// Keeps only the changed fields, so that other users' changes are not overwritten later.
    pub fn keep(&mut self, form: &Form, today: NaiveDate) {
        if form.is_changed() {
            let values = form.changed_values(today).map(|(name, value)| (name.to_owned(), value)).collect();
            self.0.keep(&key(form), form.draft.as_ref(), values);
        } else {
            self.forget(form);
        }
    }

    /// Forgets the form's draft. A draft that the form was not opened with belongs to another dashboard, and stays.
    pub fn forget(&mut self, form: &Form) {
        if let Some(draft) = &form.draft {
            self.0.forget(draft);
        }
    }

    /// Restores the draft of a form that has just been opened.
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

    /// Writes the drafts to the file beside the database and reads those of others.
    ///
    /// # Errors
    /// The file can't be written; then the drafts are only in memory.
    pub fn write(&mut self, database: &Path) -> std::io::Result<Option<String>> {
        draft_file::keep(database, &mut self.0)
    }

    pub fn all(&self) -> &drafts::Drafts {
        self.0.all()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

fn key(form: &Form) -> String {
    drafts::key(&form.purpose.draft_name(), form.round, &form.targets)
}
