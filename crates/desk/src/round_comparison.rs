//! Reads two rounds and compares them.

use std::collections::{BTreeMap, BTreeSet};

use charter::calendar::format_full;
use charter::council_line::CouncilLine;
use charter::filter::{Filter, search};
use charter::ids::CouncilId;
use charter::round::Round;
use charter::round_comparison::{
    Against, ComparedCouncil, MovementCounts, Participation, RoundState, compare, last_day,
};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use store::{Page, Store, StoreError};

/// Two rounds, each as at its last day or at the day in question if that is earlier.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundComparison {
    pub before: Round,
    pub before_as_at: NaiveDate,
    pub now: Round,
    pub now_as_at: NaiveDate,
    /// Which councils are compared.
    pub filter: Filter,
    pub councils: Vec<ComparedCouncil>,
}

impl RoundComparison {
    /// Of the councils that match the filter in the later round, and of those that are only in the earlier one and
    /// match it there.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn read(
        store: &Store,
        [before, now]: [&Round; 2],
        as_at: NaiveDate,
        filter: &Filter,
    ) -> Result<Self, StoreError> {
        let [before_as_at, now_as_at] = [last_day(before, as_at), last_day(now, as_at)];
        let (lines, later) = (store.lines(before, before_as_at, Page::All)?, store.lines(now, now_as_at, Page::All)?);
        let (priorities, later_priorities) =
            (store.priorities(before, before_as_at)?, store.priorities(now, now_as_at)?);
        let mut councils = compare(
            RoundState { lines: &lines, priorities: &priorities },
            RoundState { lines: &later, priorities: &later_priorities },
        );
        let matching = |lines: &[CouncilLine]| -> BTreeSet<CouncilId> {
            search(lines, filter, None).iter().filter_map(|hit| Some(lines.get(hit.index as usize)?.id)).collect()
        };
        let (earlier_shown, shown) = (matching(&lines), matching(&later));
        let is_only_before = |council: &ComparedCouncil| council.now == Participation::NotAsked;
        councils.retain(|council| {
            shown.contains(&council.id) || is_only_before(council) && earlier_shown.contains(&council.id)
        });
        Ok(Self { before: before.clone(), before_as_at, now: now.clone(), now_as_at, filter: filter.clone(), councils })
    }

    /// By the name of the county, district or team.
    pub fn by_area(&self, area: fn(&ComparedCouncil) -> &Untrusted) -> BTreeMap<&str, MovementCounts> {
        let mut areas: BTreeMap<&str, MovementCounts> = BTreeMap::new();
        for council in &self.councils {
            areas.entry(area(council).raw()).or_default().add(council);
        }
        areas
    }

    pub fn total(&self) -> MovementCounts {
        MovementCounts::of(self.councils.iter())
    }

    /// `October–December 2023 as at Sun 31 Dec 2023, then January–March 2024 as at Sun 31 Mar 2024`.
    pub fn describe(&self) -> String {
        let part = |round: &Round, as_at| format!("{} as at {}", round.title(), format_full(as_at));
        if self.before_as_at == self.now_as_at {
            let on = format_full(self.now_as_at);
            return format!("{}, then {}, both as at {on}", self.before.title(), self.now.title());
        }
        format!("{}, then {}", part(&self.before, self.before_as_at), part(&self.now, self.now_as_at))
    }

    /// `Counted: team North SNT, as at the later day; councils that are only in the earlier round, as at its day`.
    pub fn describe_scope(&self) -> String {
        match self.filter.is_empty() {
            true => "Counted: all councils of either round".to_owned(),
            false => format!(
                "Counted: {}, as at the later day; councils that are only in the earlier round, as at its day",
                self.filter.describe()
            ),
        }
    }
}

/// The round to compare with.
///
/// # Errors
/// A sentence: there is none.
pub fn find_before<'a>(rounds: &'a [Round], now: &Round, against: Against) -> Result<&'a Round, String> {
    against.find(rounds, now).ok_or_else(|| {
        let missing = match against {
            Against::Last => "there is no earlier round",
            Against::YearBefore => "there is no round of the same quarter a year before",
        };
        format!(
            "{missing} to compare {} with. An earlier one can be opened as a baseline: charterdesk round open",
            now.title()
        )
    })
}
