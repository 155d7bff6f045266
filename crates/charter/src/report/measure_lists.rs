//! The measures that stand together in a table or a chart, in their order.

use super::measure::{Measure, ReviewState};
use crate::engagement::Promise;
use crate::meeting::Reason;
use crate::priority::PriorityState;
use crate::response_group::ResponseGroup;
use crate::response_times::WaitKind;
use crate::round_comparison::{Against, CouncilMovement, PriorityMovement};

/// Parts of all councils.
pub(super) fn responses(is_past: bool) -> Vec<Measure> {
    ResponseGroup::of_day(is_past).map(Measure::Response).into()
}

/// Parts of all councils.
pub(super) fn promises_made() -> Vec<Measure> {
    vec![Measure::PromiseMade, Measure::Promise(Promise::NotWanted), Measure::Promise(Promise::NotOffered)]
}

/// Parts of the promises that were made.
pub(super) fn promises() -> Vec<Measure> {
    Promise::ALL.iter().filter(|promise| promise.was_made()).map(|promise| Measure::Promise(*promise)).collect()
}

/// Parts of the missed promises.
pub(super) fn missed_reasons() -> Vec<Measure> {
    std::iter::once(None).chain(Reason::ALL.iter().copied().map(Some)).map(Measure::MissedFor).collect()
}

/// Parts of all priorities.
pub(super) fn outcomes() -> Vec<Measure> {
    PriorityState::ALL.iter().map(|state| Measure::Outcome(*state)).collect()
}

/// Parts of the open priorities.
pub(super) fn reviews() -> Vec<Measure> {
    ReviewState::ALL.iter().map(|state| Measure::Review(*state)).collect()
}

/// Parts of the councils of either round.
pub(super) fn council_changes(against: Against) -> Vec<Measure> {
    CouncilMovement::ALL.iter().map(|movement| Measure::CouncilChange(against, *movement)).collect()
}

/// Parts of the agreed priorities of either round.
pub(super) fn priority_changes(against: Against) -> Vec<Measure> {
    PriorityMovement::ALL.iter().map(|movement| Measure::PriorityChange(against, *movement)).collect()
}

/// What somebody has to do something about, with the next step.
pub(super) fn attention(is_past: bool) -> Vec<(Measure, &'static str)> {
    let groups = if is_past {
        ResponseGroup::MISSED.to_vec()
    } else {
        vec![ResponseGroup::Incomplete, ResponseGroup::NeverReached]
    };
    let mut steps: Vec<(Measure, &str)> =
        groups.into_iter().map(|group| (Measure::Response(group), group.next_step())).collect();
    steps.extend([
        (Measure::Promise(Promise::Owed), "plan a meeting, or give an update"),
        (Measure::Promise(Promise::Missed), "meet the council, or give an update"),
        (Measure::UpdateOwed, "tell the council what was done"),
        (Measure::OverdueAction, "do it, or agree another day"),
        (Measure::Review(ReviewState::NotReviewed), "review it with the council"),
        (Measure::LastingWait(WaitKind::Acknowledgement), "acknowledge the reply"),
        (Measure::LastingWait(WaitKind::FirstAction), "record a first action"),
        (Measure::LastingWait(WaitKind::Told), "tell the council what was done"),
    ]);
    steps
}
