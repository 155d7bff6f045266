//! The state that every screen, form and dialog may read.

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
    pub snapshot: Snapshot,
    pub search: CouncilSearch,
    pub keymap: Keymap,
    pub theme: Theme,
    /// Columns and rows.
    pub size: (u16, u16),
    pub demo: bool,
    /// The user's name in the journal.
    pub by: String,
    /// Expands `~` in a path.
    pub home: Option<PathBuf>,
    /// The real day, whatever the as-at day.
    pub clock_today: NaiveDate,
    /// No layer but the find field lies above the tab.
    pub tab_in_front: bool,
}

impl Shared {
    pub fn form_context(&self) -> FormContext<'_> {
        FormContext {
            today: self.snapshot.as_at(),
            clock_today: self.clock_today,
            round: self.snapshot.round(),
            categories: self.snapshot.categories(),
            aims: self.snapshot.aims(),
            reasons: self.snapshot.reasons(),
            by: &self.by,
        }
    }

    /// The mark of a tab's row in focus. A covered tab has none: only the layer in front has the focus.
    pub fn cursor_mark(&self, focused: bool) -> &'static str {
        if focused && self.tab_in_front { self.theme.glyphs().cursor } else { " " }
    }

    pub fn council_name(&self, id: CouncilId) -> String {
        let line = self.snapshot.lines().iter().find(|line| line.id == id);
        line.map_or_else(|| "a council".to_owned(), |line| line.name.sanitized().into_owned())
    }
}
