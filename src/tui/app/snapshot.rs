//! What has been read from the store: the round, the councils and how they stand, and what the headers count.

use std::collections::HashMap;
use std::sync::Arc;

use charter::council_line::CouncilLine;
use charter::round::Round;
use charter::status::Missed;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

/// A part of the councils, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many councils there are.
    pub councils: usize,
    /// How many were heard from.
    pub replied: usize,
    /// How many missed the deadline, by group in the order of [`Missed::ALL`]; the groups add up.
    pub missed: [usize; 4],
}

impl Tally {
    fn add(&mut self, line: &CouncilLine) {
        self.councils += 1;
        self.replied += usize::from(line.status.has_replied());
        if let Some(group) = line.status.missed {
            self.missed[group as usize] += 1;
        }
    }

    /// How many missed the deadline in all.
    pub fn missed_in_all(&self) -> usize {
        self.missed.iter().sum()
    }

    /// How many are in one of the groups.
    pub fn missed_in(&self, group: Missed) -> usize {
        self.missed[group as usize]
    }
}

/// What was read from the store for one round as at one date.
#[derive(Clone, Debug)]
pub struct SnapshotData {
    /// Every round, oldest first.
    pub rounds: Vec<Round>,
    /// Which of them is worked on.
    pub current: usize,
    /// The day from which everything is seen.
    pub as_at: NaiveDate,
    /// The councils, by county and name; only the first page while the rest is being read.
    pub lines: Vec<CouncilLine>,
    /// Whether these are all.
    pub complete: bool,
    /// The categories of priorities.
    pub categories: Vec<String>,
    /// How many items of the inbox wait; those that were put off are not counted.
    pub waiting: usize,
}

/// A reading with what is counted from it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    data: SnapshotData,
    /// Counts the readings, so that what was worked out from one is known from what is of another.
    generation: u64,
    /// All councils together.
    pub tally: Tally,
    counties: HashMap<Arc<Untrusted>, Tally>,
}

impl Snapshot {
    /// Counts what was read.
    pub fn new(data: SnapshotData) -> Self {
        let mut tally = Tally::default();
        let mut counties: HashMap<Arc<Untrusted>, Tally> = HashMap::new();
        for line in &data.lines {
            tally.add(line);
            match counties.get_mut(&line.county) {
                Some(county) => county.add(line),
                None => counties.entry(line.county.clone()).or_default().add(line),
            }
        }
        Self { data, generation: 0, tally, counties }
    }

    /// Counts what was read in the place of this.
    #[must_use]
    pub fn replaced_by(&self, data: SnapshotData) -> Self {
        Self { generation: self.generation + 1, ..Self::new(data) }
    }

    /// Which reading it is.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The round that is worked on.
    pub fn round(&self) -> &Round {
        &self.data.rounds[self.data.current]
    }

    /// The round before (`-1`) or after (`1`) the one that is worked on.
    pub fn adjacent_round(&self, step: isize) -> Option<&Round> {
        self.data.rounds.get(self.data.current.checked_add_signed(step)?)
    }

    /// The newest round.
    pub fn newest_round(&self) -> &Round {
        self.data.rounds.last().unwrap_or_else(|| self.round())
    }

    /// The day from which everything is seen.
    pub fn as_at(&self) -> NaiveDate {
        self.data.as_at
    }

    /// The councils, by county and name.
    pub fn lines(&self) -> &[CouncilLine] {
        &self.data.lines
    }

    /// Whether every council has been read.
    pub fn is_complete(&self) -> bool {
        self.data.complete
    }

    /// The categories of priorities.
    pub fn categories(&self) -> &[String] {
        &self.data.categories
    }

    /// How many items of the inbox wait; those that were put off are not counted.
    pub fn waiting(&self) -> usize {
        self.data.waiting
    }

    /// The count of a county.
    pub fn county(&self, county: &Untrusted) -> Tally {
        self.counties.get(county).copied().unwrap_or_default()
    }

    /// The names of one level (county, district, team) with the number of councils in each, sorted; blank ones left out.
    pub fn names(&self, of: impl Fn(&CouncilLine) -> &Arc<Untrusted>) -> Vec<(String, usize)> {
        let mut counted: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for line in self.lines() {
            *counted.entry(of(line).raw()).or_default() += 1;
        }
        counted.into_iter().filter(|(name, _)| !name.trim().is_empty()).map(|(name, n)| (name.to_owned(), n)).collect()
    }
}
