//! What a report counts: each measure with its code, its words, its definition and its base, in one place.
//!
//! The section of definitions and the measure column of the CSV come from here and from [`DEFINITIONS`], so neither can say
//! something else.

use super::definition::{Base, DEFINITIONS};
use crate::engagement::Promise;
use crate::english::pluralize;
use crate::meeting::Reason;
use crate::priority::{Outcome, PriorityState};
use crate::response_group::ResponseGroup;
use crate::response_times::WaitKind;
use crate::round_comparison::{Against, CouncilMovement, PriorityMovement};
use crate::string_enum;
use crate::untrusted::Untrusted;

/// A stable code (see [`Measure::code`]) stands for each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    Heard,
    Confirmed,
    Declined,
    MissedDeadline,
    /// The partition: the groups of a day sum to all councils.
    Response(ResponseGroup),
    /// Heard by this many days after the deadline; before it the number is negative.
    HeardBy(i64),
    PromiseMade,
    PromiseKept,
    /// [`Promise::NotWanted`] and [`Promise::NotOffered`] have all councils as their base, the others those with a promise.
    Promise(Promise),
    /// Of the councils whose promise was missed; `None` if no reason is recorded.
    MissedFor(Option<Reason>),
    UpdateOwed,
    Outcome(PriorityState),
    /// Of the closed ones; `None` for those closed before outcomes had a class.
    Result(Option<Outcome>),
    /// `None` for priorities without a category.
    Category(Option<String>),
    /// A priority may serve several aims.
    Aim(String),
    Review(ReviewState),
    OverdueAction,
    MedianWait(WaitKind),
    LastingWait(WaitKind),
    OverLimit,
    CouncilChange(Against, CouncilMovement),
    PriorityChange(Against, PriorityMovement),
}

string_enum! {
    /// Each open priority is in exactly one group.
    ReviewState {
        Reviewed = "reviewed", "reviewed in the last three months";
        /// First agreed in the last three months, so no review is due.
        New = "new", "new: no review due yet";
        NotReviewed = "not-reviewed", "not reviewed in the last three months";
    }
}

impl Measure {
    /// Stable: `response.on-time`, `category.rural crime`, `heard-by.-7`.
    pub fn code(&self) -> String {
        let family = self.family();
        match self.part() {
            Some(part) => format!("{family}.{part}"),
            None => family.to_owned(),
        }
    }

    /// The code of its definition.
    pub fn family(&self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::MissedDeadline => "missed-deadline",
            Self::Response(_) => "response",
            Self::HeardBy(_) => "heard-by",
            Self::PromiseMade | Self::PromiseKept | Self::Promise(_) => "promise",
            Self::MissedFor(_) => "missed",
            Self::UpdateOwed => "update-owed",
            Self::Outcome(_) => "outcome",
            Self::Result(_) => "result",
            Self::Category(_) => "category",
            Self::Aim(_) => "aim",
            Self::Review(_) => "review",
            Self::OverdueAction => "overdue-action",
            Self::MedianWait(_) => "median-wait",
            Self::LastingWait(_) => "lasting-wait",
            Self::OverLimit => "over-limit",
            Self::CouncilChange(..) => "change",
            Self::PriorityChange(..) => "priority-change",
        }
    }

    fn part(&self) -> Option<String> {
        Some(match self {
            Self::Response(group) => group.code().to_owned(),
            Self::HeardBy(days) => days.to_string(),
            Self::PromiseMade => "made".to_owned(),
            Self::PromiseKept => "kept".to_owned(),
            Self::Promise(promise) => promise.code().to_owned(),
            Self::MissedFor(reason) => reason.map_or("not-recorded", Reason::code).to_owned(),
            Self::Outcome(state) => state.code().to_owned(),
            Self::Result(outcome) => outcome.map_or("no-class", Outcome::code).to_owned(),
            // Any word may be the name of a category, so its absence has no word: the code is that of the family alone.
            Self::Category(name) => clean(name.as_deref()?),
            Self::Aim(name) => clean(name),
            Self::Review(state) => state.code().to_owned(),
            Self::MedianWait(kind) | Self::LastingWait(kind) => kind.code().to_owned(),
            Self::CouncilChange(against, movement) => format!("{}.{}", against.code(), movement.code()),
            Self::PriorityChange(against, movement) => format!("{}.{}", against.code(), movement.code()),
            Self::Heard
            | Self::Confirmed
            | Self::Declined
            | Self::MissedDeadline
            | Self::UpdateOwed
            | Self::OverdueAction
            | Self::OverLimit => return None,
        })
    }

    /// Where no heading says what it is about: `Missed by reason: leave`.
    pub fn full_label(&self) -> String {
        let definition = DEFINITIONS.iter().find(|definition| definition.code == self.family());
        let about = definition.map_or_else(String::new, |definition| definition.label.to_owned());
        match self.part().is_some() || *self == Self::Category(None) {
            true => format!("{about}: {}", self.label_of_part()),
            false => about,
        }
    }

    /// After the words of its family, which are not said twice.
    fn label_of_part(&self) -> String {
        match self {
            Self::PromiseMade => "made".to_owned(),
            Self::Review(ReviewState::Reviewed) => "in the last three months".to_owned(),
            Self::Review(ReviewState::NotReviewed) => "not in the last three months".to_owned(),
            Self::LastingWait(kind) => kind.label().to_owned(),
            _ => self.label(),
        }
    }

    /// For the first column of a table whose title says what it is about.
    pub fn label(&self) -> String {
        match self {
            Self::Heard => "heard from".to_owned(),
            Self::Confirmed => "confirmed".to_owned(),
            Self::Declined => "declined".to_owned(),
            Self::MissedDeadline => "missed the deadline".to_owned(),
            Self::Response(group) => group.label().to_owned(),
            Self::HeardBy(0) => "by the deadline".to_owned(),
            Self::HeardBy(days) => {
                let side = if *days < 0 { "before" } else { "after" };
                let days = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
                format!("{} {side} the deadline", pluralize(days, "day"))
            }
            Self::PromiseMade => "promise made".to_owned(),
            Self::PromiseKept => "kept: met or written".to_owned(),
            Self::Promise(promise) => promise.label().to_owned(),
            Self::MissedFor(reason) => reason.map_or("no reason recorded", Reason::label).to_owned(),
            Self::UpdateOwed => "update owed".to_owned(),
            Self::Outcome(state) => outcome_label(*state).to_owned(),
            Self::Result(outcome) => outcome.map_or("no class", Outcome::label).to_owned(),
            Self::Category(name) => name.as_deref().map_or_else(|| "no category".to_owned(), clean),
            Self::Aim(name) => clean(name),
            Self::Review(state) => state.label().to_owned(),
            Self::OverdueAction => "with an overdue action".to_owned(),
            Self::MedianWait(kind) => format!("{kind}, median days"),
            Self::LastingWait(kind) => format!("{kind}, still waiting"),
            Self::OverLimit => "acknowledged later than the limit".to_owned(),
            Self::CouncilChange(_, movement) => movement.label().to_owned(),
            Self::PriorityChange(_, movement) => movement.label().to_owned(),
        }
    }

    pub fn base(&self) -> Base {
        match self {
            Self::Promise(Promise::NotWanted | Promise::NotOffered) | Self::PromiseMade => Base::Councils,
            Self::Promise(_) | Self::PromiseKept => Base::Promised,
            Self::MissedFor(_) => Base::Missed,
            Self::UpdateOwed => Base::Confirmed,
            Self::Outcome(_) | Self::Category(_) | Self::Aim(_) => Base::Priorities,
            Self::Result(_) => Base::ClosedPriorities,
            Self::Review(_) | Self::OverdueAction => Base::OpenPriorities,
            Self::MedianWait(_) => Base::EndedWaits,
            Self::LastingWait(_) | Self::OverLimit => Base::Waits,
            Self::CouncilChange(..) => Base::ComparedCouncils,
            Self::PriorityChange(..) => Base::ComparedPriorities,
            Self::Heard
            | Self::Confirmed
            | Self::Declined
            | Self::MissedDeadline
            | Self::Response(_)
            | Self::HeardBy(_) => Base::Councils,
        }
    }
}

/// The team edits the names of categories and aims.
fn clean(name: &str) -> String {
    Untrusted::from(name).clean_for_html()
}

fn outcome_label(state: PriorityState) -> &'static str {
    match state {
        PriorityState::Agreed => "open: agreed",
        PriorityState::Proposed => "open: proposed again, not answered yet",
        PriorityState::Dropped => "dropped by the council",
        PriorityState::Closed => "closed with a result",
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, DEFINITIONS, Measure, ReviewState};
    use crate::engagement::Promise;
    use crate::meeting::Reason;
    use crate::priority::{Outcome, PriorityState};
    use crate::response_group::ResponseGroup;
    use crate::response_times::WaitKind;
    use crate::round_comparison::{Against, CouncilMovement, PriorityMovement};
    use std::collections::BTreeSet;

    fn some_of_each() -> Vec<Measure> {
        vec![
            Measure::Heard,
            Measure::Confirmed,
            Measure::Declined,
            Measure::MissedDeadline,
            Measure::Response(ResponseGroup::OnTime),
            Measure::HeardBy(-7),
            Measure::PromiseMade,
            Measure::PromiseKept,
            Measure::Promise(Promise::Owed),
            Measure::MissedFor(Some(Reason::Leave)),
            Measure::UpdateOwed,
            Measure::Outcome(PriorityState::Agreed),
            Measure::Category(Some("rural crime".to_owned())),
            Measure::Result(Some(Outcome::Solved)),
            Measure::Aim("prevent".to_owned()),
            Measure::Review(ReviewState::Reviewed),
            Measure::OverdueAction,
            Measure::MedianWait(WaitKind::Told),
            Measure::LastingWait(WaitKind::Told),
            Measure::OverLimit,
            Measure::CouncilChange(Against::Last, CouncilMovement::Joined),
            Measure::PriorityChange(Against::Last, PriorityMovement::New),
        ]
    }

    #[test]
    fn each_measure_has_a_definition_and_each_definition_a_measure() {
        let used: BTreeSet<&str> = some_of_each().iter().map(Measure::family).collect();
        let defined: Vec<&str> = DEFINITIONS.iter().map(|definition| definition.code).collect();
        assert_eq!(used, defined.iter().copied().collect());
        assert_eq!(defined.len(), used.len(), "none twice");
    }

    #[test]
    fn the_base_of_a_definition_is_that_of_its_measures() {
        for measure in some_of_each() {
            let definition = DEFINITIONS.iter().find(|definition| definition.code == measure.family()).unwrap();
            // The promise has two bases, which its definition names.
            if definition.code != "promise" {
                assert_eq!(definition.base, measure.base(), "{}", measure.code());
            }
        }
        assert_eq!(Measure::Promise(Promise::NotWanted).base(), Base::Councils);
    }

    #[test]
    fn codes_are_stable() {
        let codes: Vec<String> = some_of_each().iter().map(Measure::code).collect();
        let expected = "heard confirmed declined missed-deadline response.on-time heard-by.-7 promise.made promise.kept \
                        promise.owed missed.leave update-owed outcome.agreed";
        assert_eq!(codes[..12].join(" "), expected);
        assert_eq!(codes[20], "change.last.joined");
        assert_eq!(Measure::Category(None).code(), "category");
        assert_eq!(Measure::Category(Some("none".to_owned())).code(), "category.none");
        assert!(Measure::Category(None).full_label().ends_with(": no category"));
        assert_eq!(Measure::MissedFor(Some(Reason::Leave)).full_label(), "Missed by reason: leave");
        assert_eq!(Measure::Heard.full_label(), "Heard from");
    }

    #[test]
    fn a_full_label_says_no_state_twice() {
        let full = |measure: Measure| measure.full_label();
        assert_eq!(full(Measure::LastingWait(WaitKind::Told)), "Still waiting: work done to update");
        assert_eq!(full(Measure::MedianWait(WaitKind::Told)), "Follow-up time: work done to update, median days");
        assert_eq!(
            full(Measure::Review(ReviewState::NotReviewed)),
            "Priorities reviewed: not in the last three months"
        );
        for measure in some_of_each() {
            let label = full(measure).to_lowercase();
            let states = ["still waiting", "reviewed", "missed", "owed", "promise", "heard", "late"];
            for state in states {
                assert!(label.matches(state).count() < 2, "{label}");
            }
        }
    }
}
