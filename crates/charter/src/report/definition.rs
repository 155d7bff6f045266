//! What the measures mean, and what the N of each counts.

use crate::string_enum;

string_enum! {
    /// What the N of a share counts.
    Base {
        Councils = "councils", "all councils asked in the round, the silent ones included";
        Promised = "promised", "councils with a promise: those that take part and want contact, or had it";
        Missed = "missed", "councils whose promise was missed";
        Confirmed = "confirmed", "councils that confirmed their part";
        Priorities = "priorities", "all priorities of the round: open, dropped, or closed with a result in its quarter";
        ClosedPriorities = "closed-priorities", "priorities closed with a result in the quarter";
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
        definition: "Each council is in exactly one group. Kept: met, also at an event for the public that the team counts, \
                     or given an update in writing or in a call. Missed: a \
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
        code: "result",
        label: "Closed priorities by what came of them",
        definition: "The class that the team gave to the outcome when it closed the priority. No class: closed before \
                     classes were recorded.",
        base: Base::ClosedPriorities,
    },
    Definition {
        code: "category",
        label: "Priorities by category",
        definition: "The category that the team gave to the priority.",
        base: Base::Priorities,
    },
    Definition {
        code: "aim",
        label: "Priorities by aim",
        definition: "The aims of the charter that the team tagged the priority with. A priority may serve several, so the \
                     numbers need not add up.",
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
