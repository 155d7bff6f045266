//! What every screen, form and dialog may know besides its own state.

use std::path::PathBuf;

use charter::ids::CouncilId;
use chrono::NaiveDate;

use crate::tui::app::search::CouncilSearch;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::forms::form::FormContext;
use crate::tui::keys::keymap::Keymap;
use crate::tui::ui::theme::Theme;

#[derive(Clone, Debug)]
pub struct Shared {
    /// What was read from the store.
    pub snapshot: Snapshot,
    pub search: CouncilSearch,
    pub keymap: Keymap,
    pub theme: Theme,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Whether everything shown is made up.
    pub demo: bool,
    /// By what name the journal knows the user.
    pub by: String,
    /// The home folder, for `~` in a path.
    pub home: Option<PathBuf>,
    /// What day it really is.
    pub clock_today: NaiveDate,
    /// Whether nothing lies over the screen at the bottom but the find field: then its cursor is bright.
    pub tab_in_front: bool,
}

impl Shared {
    pub fn form_context(&self) -> FormContext<'_> {
        FormContext {
            today: self.snapshot.as_at(),
            round: self.snapshot.round(),
            categories: self.snapshot.categories(),
            by: &self.by,
        }
    }

    pub fn council_name(&self, id: CouncilId) -> String {
        let line = self.snapshot.lines().iter().find(|line| line.id == id);
        line.map_or_else(|| "a council".to_owned(), |line| line.name.sanitized().into_owned())
    }
}
