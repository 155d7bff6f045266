//! The quarter's promises, counted by county or team over the councils that match the filter.

use std::collections::BTreeMap;

use charter::promise_counts::PromiseCounts;
use charter::untrusted::sanitize;

use crate::tui::app::shared::Shared;
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

#[derive(Clone, Copy, Debug, Default)]
pub struct PromiseTable {
    pub by_team: bool,
    pub list: ListState,
}

impl PromiseTable {
    pub fn apply(&mut self, motion: Motion, visible: usize, shared: &Shared) {
        let len = self.lines(shared).len();
        self.list.apply(motion, visible, len);
    }

    pub fn toggle_grouping(&mut self) {
        *self = Self { by_team: !self.by_team, list: ListState::default() };
    }

    /// All councils first, then each county or team by name. Councils without a team share one line, so that the lines
    /// add up.
    pub fn lines(&self, shared: &Shared) -> Vec<(String, PromiseCounts)> {
        let mut all = PromiseCounts::default();
        let mut groups: BTreeMap<&str, PromiseCounts> = BTreeMap::new();
        for index in shared.search.indices() {
            let line = &shared.snapshot.lines()[index];
            let name = if self.by_team { line.team.raw() } else { line.county.raw() };
            all.add(&line.status.quarterly);
            groups.entry(name.trim()).or_default().add(&line.status.quarterly);
        }
        let named = |name: &str| if name.is_empty() { "no team named".to_owned() } else { sanitize(name).into_owned() };
        let whole = if shared.search.filter.is_empty() { "All councils" } else { "All shown" };
        let groups = groups.into_iter().map(|(name, counted)| (named(name), counted));
        std::iter::once((whole.to_owned(), all)).chain(groups).collect()
    }
}
