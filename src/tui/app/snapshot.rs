//! The round, its councils with their status, and the counts in the headers.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use charter::area::Area;
use charter::council_line::CouncilLine;
use charter::ids::{CouncilId, RoundId};
use charter::request::Request;
use charter::response_group::{ResponseCounts, WaitingReply};
use charter::round::Round;
use charter::team::Team;
use charter::unit::{find_unit, unit_in_place};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use desk::inbox::{WaitingReplies, add_waiting};

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
    /// Empty with the first page, whose frame shows none of them.
    pub lists: Lists,
}

/// What the forms and pickers choose from, and what the header counts.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    pub categories: Vec<String>,
    /// Of the charter.
    pub aims: Vec<String>,
    /// The user's own, of not attending.
    pub reasons: Vec<String>,
    pub teams: Vec<Team>,
    pub areas: Vec<Area>,
    /// Of public bodies.
    pub requests: Vec<Request>,
    /// Pending inbox items; postponed ones are not counted.
    pub waiting: usize,
}

#[derive(Clone, Debug)]
pub struct Snapshot {
    data: SnapshotData,
    /// Increases with each reading, so that derived data knows which reading it is from.
    generation: u64,
    /// Over all councils.
    pub counts: ResponseCounts,
    counties: HashMap<Arc<Untrusted>, ResponseCounts>,
    waiting_replies: WaitingReplies,
}

impl Snapshot {
    pub fn new(data: SnapshotData) -> Self {
        let (counts, counties, waiting_replies) = Default::default();
        let mut snapshot = Self { data, generation: 0, counts, counties, waiting_replies };
        snapshot.count();
        snapshot
    }

    /// Until the inbox is read again, what waited in the same view still waits.
    #[must_use]
    pub fn replaced_by(&self, data: SnapshotData) -> Self {
        let mut next = Self { generation: self.generation + 1, ..Self::new(data) };
        if next.view() == self.view() {
            next.set_waiting_replies(self.waiting_replies.clone());
        }
        next
    }

    fn count(&mut self) {
        self.counts = self.data.lines.iter().map(|line| &line.status).collect();
        self.counties.clear();
        for line in &self.data.lines {
            match self.counties.get_mut(&line.county) {
                Some(county) => county.add(&line.status),
                None => self.counties.entry(line.county.clone()).or_default().add(&line.status),
            }
        }
    }

    /// Adds to each council the reply of it that waits in the inbox. Returns `false` if the same replies wait as before.
    pub fn set_waiting_replies(&mut self, waiting: WaitingReplies) -> bool {
        if self.waiting_replies == waiting {
            return false;
        }
        add_waiting(&mut self.data.lines, &waiting);
        self.waiting_replies = waiting;
        // What was measured and sorted before is out of date.
        self.generation += 1;
        self.count();
        true
    }

    pub fn waiting_reply(&self, council: CouncilId) -> Option<WaitingReply> {
        self.waiting_replies.get(&council).copied()
    }

    pub fn view(&self) -> (RoundId, NaiveDate) {
        (self.round().id, self.as_at())
    }

    pub fn generation(&self) -> u64 {
        self.generation
    }

    pub fn round(&self) -> &Round {
        &self.data.rounds[self.data.current]
    }

    /// By quarter.
    pub fn rounds(&self) -> &[Round] {
        &self.data.rounds
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

    /// The team that now polices for a team of this name or code; the name itself if no team is recorded so.
    pub fn team_in_place(&self, typed: &str) -> String {
        let teams = &self.data.lists.teams;
        let found = find_unit(teams.iter(), typed).map(|team| unit_in_place(teams, team, self.data.as_at));
        found.map_or(typed, |team| team.facts.name.raw()).to_owned()
    }

    pub fn areas(&self) -> &[Area] {
        &self.data.lists.areas
    }

    /// What public bodies asked for, in the order in which they asked.
    pub fn requests(&self) -> &[Request] {
        &self.data.lists.requests
    }

    pub fn teams(&self) -> &[Team] {
        &self.data.lists.teams
    }

    pub fn reasons(&self) -> &[String] {
        &self.data.lists.reasons
    }

    pub fn aims(&self) -> &[String] {
        &self.data.lists.aims
    }

    pub fn categories(&self) -> &[String] {
        &self.data.lists.categories
    }

    /// Pending inbox items; postponed ones are not counted.
    pub fn waiting(&self) -> usize {
        self.data.lists.waiting
    }

    pub fn county(&self, county: &Untrusted) -> ResponseCounts {
        self.counties.get(county).copied().unwrap_or_default()
    }

    /// The names of one level (county, district, team), sorted, without blank ones.
    pub fn names(&self, of: impl Fn(&CouncilLine) -> &Arc<Untrusted>) -> Vec<String> {
        let names: BTreeSet<&str> = self.lines().iter().map(|line| of(line).raw()).collect();
        names.into_iter().filter(|name| !name.trim().is_empty()).map(str::to_owned).collect()
    }
}
