//! The round, its councils with their status, and the counts in the headers.

use std::collections::HashMap;
use std::sync::Arc;

use charter::council_line::CouncilLine;
use charter::round::Round;
use charter::status::Missed;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

/// Counts over some councils.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub councils: usize,
    /// Councils heard from.
    pub replied: usize,
    /// Councils that missed the deadline, in the order of [`Missed::ALL`]; each counts once.
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

    pub fn missed_in_all(&self) -> usize {
        self.missed.iter().sum()
    }

    pub fn missed_in(&self, group: Missed) -> usize {
        self.missed[group as usize]
    }
}

/// One reading of a round as at a day.
#[derive(Clone, Debug)]
pub struct SnapshotData {
    pub rounds: Vec<Round>,
    /// The index of the round on screen.
    pub current: usize,
    pub as_at: NaiveDate,
    /// By county and name; only the first page while the rest is being read.
    pub lines: Vec<CouncilLine>,
    pub complete: bool,
    pub categories: Vec<String>,
    /// Pending inbox items; postponed ones are not counted.
    pub waiting: usize,
}

#[derive(Clone, Debug)]
pub struct Snapshot {
    data: SnapshotData,
    /// Increases with each reading, so that derived data knows which reading it is from.
    generation: u64,
    pub tally: Tally,
    counties: HashMap<Arc<Untrusted>, Tally>,
}

impl Snapshot {
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

    #[must_use]
    pub fn replaced_by(&self, data: SnapshotData) -> Self {
        Self { generation: self.generation + 1, ..Self::new(data) }
    }

    pub fn generation(&self) -> u64 {
        self.generation
    }

    pub fn round(&self) -> &Round {
        &self.data.rounds[self.data.current]
    }

    /// The previous (`-1`) or next (`1`) round.
    pub fn adjacent_round(&self, step: isize) -> Option<&Round> {
        self.data.rounds.get(self.data.current.checked_add_signed(step)?)
    }

    pub fn newest_round(&self) -> &Round {
        self.data.rounds.last().unwrap_or_else(|| self.round())
    }

    pub fn as_at(&self) -> NaiveDate {
        self.data.as_at
    }

    pub fn lines(&self) -> &[CouncilLine] {
        &self.data.lines
    }

    pub fn is_complete(&self) -> bool {
        self.data.complete
    }

    pub fn categories(&self) -> &[String] {
        &self.data.categories
    }

    /// Pending inbox items; postponed ones are not counted.
    pub fn waiting(&self) -> usize {
        self.data.waiting
    }

    pub fn county(&self, county: &Untrusted) -> Tally {
        self.counties.get(county).copied().unwrap_or_default()
    }

    /// The names of one level (county, district, team) and their numbers of councils, sorted, without blank ones.
    pub fn names(&self, of: impl Fn(&CouncilLine) -> &Arc<Untrusted>) -> Vec<(String, usize)> {
        let mut counted: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for line in self.lines() {
            *counted.entry(of(line).raw()).or_default() += 1;
        }
        counted.into_iter().filter(|(name, _)| !name.trim().is_empty()).map(|(name, n)| (name.to_owned(), n)).collect()
    }
}
