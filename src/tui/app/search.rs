//! Which councils the filter leaves: every screen shows only what is theirs.

use charter::filter::{Filter, Hit, search};
use charter::search_key::{Query, Rank};

use crate::tui::app::snapshot::Snapshot;

#[derive(Clone, Debug, Default)]
pub struct CouncilSearch {
    pub filter: Filter,
    /// By index into [`Snapshot::lines`], in its order; fuzzy matches by rank.
    hits: Vec<Hit>,
    /// The filter that the hits are of.
    searched: Option<Filter>,
    generation: u64,
}

impl CouncilSearch {
    /// Searches the whole snapshot.
    pub fn run(&mut self, snapshot: &Snapshot) {
        self.searched = None;
        self.refine(snapshot);
    }

    /// Searches only the last hits where what is typed can only narrow them.
    pub fn refine(&mut self, snapshot: &Snapshot) {
        self.hits = search(snapshot.lines(), &self.filter, self.narrowed());
        self.searched = Some(self.filter.clone());
        self.generation += 1;
    }

    fn narrowed(&self) -> Option<&[Hit]> {
        let searched = self.searched.as_ref()?;
        let (now, then) = (Query::new(&self.filter.find)?, Query::new(&searched.find)?);
        let without_find = |filter: &Filter| Filter { find: String::new(), ..filter.clone() };
        let by_words = self.hits.first().is_some_and(|hit| !matches!(hit.rank, Rank::Fuzzy(_)));
        let same = without_find(searched) == without_find(&self.filter);
        (same && by_words && now.refines(&then)).then_some(self.hits.as_slice())
    }

    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The indices in [`Snapshot::lines`] of the councils that the filter leaves.
    pub fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.hits.iter().map(|hit| hit.index as usize)
    }

    /// Which search it was: rows made for another one are out of date.
    pub fn generation(&self) -> u64 {
        self.generation
    }
}
