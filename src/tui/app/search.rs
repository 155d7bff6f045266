//! The councils that match the filter, for all tabs.

use charter::filter::{Filter, Hit, is_guess, search};
use charter::response_group::ResponseCounts;
use charter::search_key::{FoundBy, Query, Rank};

use crate::tui::app::snapshot::Snapshot;

#[derive(Clone, Debug, Default)]
pub struct CouncilSearch {
    pub filter: Filter,
    /// Sorted by index into [`Snapshot::lines`]; fuzzy matches by rank.
    hits: Vec<Hit>,
    /// Over the hits.
    counts: ResponseCounts,
    is_guess: bool,
    searched: Option<Filter>,
    generation: u64,
}

impl CouncilSearch {
    pub fn run(&mut self, snapshot: &Snapshot) {
        self.searched = None;
        self.refine(snapshot);
    }

    /// Searches only the last hits if the new text can only narrow them.
    pub fn refine(&mut self, snapshot: &Snapshot) {
        self.hits = search(snapshot.lines(), &self.filter, self.reusable_hits());
        self.counts = self.indices().map(|index| &snapshot.lines()[index].status).collect();
        self.is_guess = is_guess(snapshot.lines(), &self.hits, &self.filter.find);
        self.searched = Some(self.filter.clone());
        self.generation += 1;
    }

    fn reusable_hits(&self) -> Option<&[Hit]> {
        let searched = self.searched.as_ref()?;
        let (now, then) = (Query::new(&self.filter.find)?, Query::new(&searched.find)?);
        let without_find = |filter: &Filter| Filter { find: String::new(), ..filter.clone() };
        let by_words = self.hits.first().is_some_and(|hit| !matches!(hit.rank, Rank::Fuzzy(_)));
        let same = without_find(searched) == without_find(&self.filter);
        (same && by_words && now.refines(&then)).then_some(self.hits.as_slice())
    }

    /// See [`charter::filter::is_guess`].
    pub fn is_guess(&self) -> bool {
        self.is_guess
    }

    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The field in which a line was found, if it is not the name.
    pub fn found_by(&self, index: u32) -> Option<FoundBy> {
        // Hits are sorted by index, but for fuzzy ones, and those are found by name.
        let hit = self.hits.binary_search_by_key(&index, |hit| hit.index).ok().and_then(|at| self.hits.get(at))?;
        (hit.by != FoundBy::Name).then_some(hit.by)
    }

    pub fn counts(&self) -> &ResponseCounts {
        &self.counts
    }

    /// Indices into [`Snapshot::lines`].
    pub fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.hits.iter().map(|hit| hit.index as usize)
    }

    /// Rows made for another generation are out of date.
    pub fn generation(&self) -> u64 {
        self.generation
    }
}
