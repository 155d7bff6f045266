//! What a report counts: each measure with its code, its words, its definition and its base, in one place.
//!
//! The section of definitions and the measure column of the CSV come from here, so neither can say something else.

use crate::engagement::Promise;
use crate::english::pluralize;
use crate::meeting::Reason;
use crate::priority::PriorityState;
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
    /// `None` for priorities without a category.
    Category(Option<String>),
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

string_enum! {
    /// What the N of a share counts.
    Base {
        Councils = "councils", "all councils asked in the round, the silent ones included";
        Promised = "promised", "councils with a promise: those that take part and want contact, or had it";
        Missed = "missed", "councils whose promise was missed";
        Confirmed = "confirmed", "councils that confirmed their part";
        Priorities = "priorities", "all priorities of the round: open, dropped, or closed with a result in its quarter";
        OpenPriorities = "open-priorities", "open priorities: agreed, or proposed again and not answered yet";
        EndedWaits = "ended-waits", "waits that have ended";
        Waits = "waits", "all waits that began in the round";
        ComparedCouncils = "compared-councils", "all councils of either round";
        ComparedPriorities = "compared-priorities", "all agreed priorities of either round";
    }
}

/// A definition as the report prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The beginning of the codes that it explains.
    pub code: &'static str,
    pub label: &'static str,
    pub definition: &'static str,
    pub base: Base,
}

/// Every definition, in the order of the report.
pub const DEFINITIONS: &[Definition] = &[
    Definition {
        code: "heard",
        label: "Heard from",
        definition: "Councils from which any reply is on record by the as-at day.",
        base: Base::Councils,
    },
    Definition {
        code: "confirmed",
        label: "Confirmed",
        definition: "Councils that said yes and named at least one priority.",
        base: Base::Councils,
    },
    Definition {
        code: "declined",
        label: "Declined",
        definition: "Councils that said no themselves. Silence is not counted here.",
        base: Base::Councils,
    },
    Definition {
        code: "missed-deadline",
        label: "Missed the deadline",
        definition: "Councils that had neither confirmed nor declined by the end of the deadline's day.",
        base: Base::Councils,
    },
    Definition {
        code: "response",
        label: "Responses",
        definition: "Each council is in exactly one group. On time: confirmed or declined by the end of the deadline's day; \
                     late: after it; incomplete: heard, but neither; silent: letter delivered, nothing heard; never reached: \
                     no letter delivered and nothing heard.",
        base: Base::Councils,
    },
    Definition {
        code: "heard-by",
        label: "Heard by day",
        definition: "Councils first heard from on or before a day, counted in days from the deadline.",
        base: Base::Councils,
    },
    Definition {
        code: "promise",
        label: "Promise of one contact a quarter",
        definition: "Each council is in exactly one group. Kept: met, or given an update in writing or in a call. Missed: a \
                     meeting was not attended and no contact followed. Owed: no contact yet. Excused: decided with a reason. \
                     Promise made, not wanted and not offered are of all councils asked.",
        base: Base::Promised,
    },
    Definition {
        code: "missed",
        label: "Missed by reason",
        definition: "The reason recorded for the meeting that was not attended.",
        base: Base::Missed,
    },
    Definition {
        code: "update-owed",
        label: "Update owed",
        definition: "Confirmed councils given no update since the quarter began, or none since work was done.",
        base: Base::Confirmed,
    },
    Definition {
        code: "outcome",
        label: "Priorities by outcome",
        definition: "Each priority of the round is in exactly one state at the as-at day. Closed: a result is recorded.",
        base: Base::Priorities,
    },
    Definition {
        code: "category",
        label: "Priorities by category",
        definition: "The category that the team gave to the priority.",
        base: Base::Priorities,
    },
    Definition {
        code: "review",
        label: "Priorities reviewed",
        definition: "Open priorities by their last review: in the three months up to the as-at day or not.",
        base: Base::OpenPriorities,
    },
    Definition {
        code: "overdue-action",
        label: "Overdue actions",
        definition: "Open priorities with an action past its due day.",
        base: Base::OpenPriorities,
    },
    Definition {
        code: "median-wait",
        label: "Follow-up time",
        definition: "The median number of civil days from a reply to its acknowledgement, from an agreement to the first \
                     action, from work done to the update.",
        base: Base::EndedWaits,
    },
    Definition {
        code: "lasting-wait",
        label: "Still waiting",
        definition: "Waits that have not ended by the as-at day.",
        base: Base::Waits,
    },
    Definition {
        code: "over-limit",
        label: "Acknowledged late",
        definition: "Replies that waited longer for an acknowledgement than the limit set for the team.",
        base: Base::Waits,
    },
    Definition {
        code: "change",
        label: "Councils since an earlier round",
        definition: "Each council of either round is in exactly one group by what it did in both.",
        base: Base::ComparedCouncils,
    },
    Definition {
        code: "priority-change",
        label: "Priorities since an earlier round",
        definition: "Each agreed priority of either round is in exactly one group.",
        base: Base::ComparedPriorities,
    },
];

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
            Self::Category(_) => "category",
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
            Self::Category(name) => name.as_deref().map_or_else(|| "none".to_owned(), clean),
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
        match self.part() {
            Some(_) => format!("{about}: {}", self.label()),
            None => about,
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
            Self::Category(name) => name.as_deref().map_or_else(|| "no category".to_owned(), clean),
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
            Self::Outcome(_) | Self::Category(_) => Base::Priorities,
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

/// The team edits the names of categories.
fn clean(name: &str) -> String {
    Untrusted::from(name).clean_for_html()
}

/// Until the classes of an outcome are recorded, a priority is open, dropped, or closed with a result.
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
    use crate::priority::PriorityState;
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
        assert_eq!(codes[18], "change.last.joined");
        assert_eq!(Measure::MissedFor(Some(Reason::Leave)).full_label(), "Missed by reason: leave");
        assert_eq!(Measure::Heard.full_label(), "Heard from");
    }
}
