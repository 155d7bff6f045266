//! Assigns a scenario to each demo council, by its id alone.

use charter::change::{Act, Change};
use charter::council::Council;
use charter::english::pluralize;

use super::phrases;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scenario {
    NotSentYet,
    Bounced,
    Resent,
    Silent,
    Holding,
    HeardLate,
    NoPriorities,
    NoWish,
    Confirmed,
    NoPreferences,
    TooMany,
    CompletedLate,
    ConfirmedLate,
    Declined,
    DeclinedLate,
    Conflicting,
    Withdrew,
}

/// Shares of a thousand councils.
const SCENARIO_SHARES: [(Scenario, usize); 17] = [
    (Scenario::NotSentYet, 8),
    (Scenario::Bounced, 27),
    (Scenario::Resent, 12),
    (Scenario::Silent, 345),
    (Scenario::Holding, 70),
    (Scenario::HeardLate, 15),
    (Scenario::NoPriorities, 30),
    (Scenario::NoWish, 18),
    (Scenario::Confirmed, 245),
    (Scenario::NoPreferences, 50),
    (Scenario::TooMany, 40),
    (Scenario::CompletedLate, 27),
    (Scenario::ConfirmedLate, 45),
    (Scenario::Declined, 35),
    (Scenario::DeclinedLate, 10),
    (Scenario::Conflicting, 15),
    (Scenario::Withdrew, 8),
];

impl Scenario {
    pub(super) fn takes_part(self) -> bool {
        use Scenario::{CompletedLate, Confirmed, ConfirmedLate, NoPreferences, TooMany};
        matches!(self, Confirmed | NoPreferences | TooMany | CompletedLate | ConfirmedLate)
    }
}

pub(super) struct DemoCouncil<'a> {
    pub council: &'a Council,
    pub scenario: Scenario,
}

impl DemoCouncil<'_> {
    /// A number below `sides` that depends only on the council's id and on `what`.
    pub(super) fn roll(&self, what: &str, sides: usize) -> usize {
        roll(self.council, what, sides)
    }

    pub(super) fn pick<'t, T>(&self, what: &str, from: &'t [T]) -> &'t T {
        &from[self.roll(what, from.len())]
    }

    pub(super) fn pick_phrase(&self, what: &str, section: &str) -> &'static str {
        let phrases = phrases::lines(section);
        phrases[self.roll(what, phrases.len())]
    }
}

/// FNV-1a with one more mixing step, so that neighbouring ids give unrelated numbers.
pub(super) fn roll(council: &Council, what: &str, sides: usize) -> usize {
    hash_roll(council.id.0, what, sides)
}

pub(super) fn hash_roll(id: i64, what: &str, sides: usize) -> usize {
    let bytes = id.to_le_bytes().into_iter().chain(what.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from((mixed >> 33) % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or(0)
}

/// Assigns the scenarios like cards: their shares hold for any number of councils, and each occurs if there are
/// enough.
pub(super) fn assign_scenarios(councils: &[Council]) -> Vec<DemoCouncil<'_>> {
    let mut shuffled: Vec<&Council> = councils.iter().collect();
    shuffled.sort_by_key(|council| (roll(council, "fate", 1 << 30), council.id));
    let total: usize = SCENARIO_SHARES.iter().map(|(_, share)| share).sum();
    let scenario_at = |index: usize| {
        let mut remaining = index * total / shuffled.len().max(1);
        for (scenario, share) in SCENARIO_SHARES {
            if remaining < share {
                return scenario;
            }
            remaining -= share;
        }
        Scenario::Silent
    };
    let mut demo: Vec<DemoCouncil<'_>> = shuffled
        .iter()
        .enumerate()
        .map(|(index, council)| DemoCouncil { council, scenario: scenario_at(index) })
        .collect();
    demo.sort_by_key(|demo| demo.council.position);
    demo
}

/// For example `replies: 12 replies (invented)`.
pub(super) fn titled_change(what: &str, one: &str, acts: Vec<Act>) -> Change {
    let words = format!("{what} {} (invented)", pluralize(acts.len(), one));
    Change::with_summary(acts, words)
}
