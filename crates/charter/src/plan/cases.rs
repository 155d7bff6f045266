//! The input in order: each council with its obligation, its coming meetings, and the fixed choice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::types::{CandidateMeeting, FixedChoice, Obligation, Way};
use crate::ids::CouncilId;
use crate::plan::infeasible::Infeasible;
use crate::plan::score::{NEVER_MET_DAYS, Score, keeps_promise, method_match, prefers_meeting};
use crate::returns::Method;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Free,
    Attend(NaiveDate, Way),
    /// A written update, with the meeting of this day or without one.
    Write(Option<NaiveDate>),
    Out,
}

#[derive(Clone, Debug)]
pub(super) struct Case<'a> {
    pub(super) council: CouncilId,
    pub(super) obligation: Option<&'a Obligation>,
    /// Ascending.
    pub(super) candidates: Vec<CandidateMeeting>,
    pub(super) choice: Choice,
    /// Days of meetings that the sergeant excluded.
    pub(super) left_out: BTreeSet<NaiveDate>,
}

impl Case<'_> {
    pub(super) fn method(&self) -> Option<&Method> {
        self.obligation.and_then(|obligation| obligation.method.as_ref())
    }

    pub(super) fn has_open_promise(&self) -> bool {
        self.obligation.is_some_and(|obligation| obligation.owed && obligation.method != Some(Method::NotRequired))
    }

    pub(super) fn allowed_ways(&self, on: NaiveDate) -> &'static [Way] {
        match self.choice {
            Choice::Attend(day, Way::InPerson) if day == on => &[Way::InPerson],
            Choice::Attend(day, Way::Digital) if day == on => &[Way::Digital],
            Choice::Free
                if self.has_open_promise() && prefers_meeting(self.method()) && !self.left_out.contains(&on) =>
            {
                &[Way::InPerson, Way::Digital]
            }
            _ => &[],
        }
    }

    /// The score if nobody attends.
    pub(super) fn score_unattended(&self) -> Score {
        if self.choice == Choice::Free && self.has_open_promise() && keeps_promise(self.method(), Way::Written) {
            Score([0, 1, 0, 0, 0, 0, method_match(self.method(), Way::Written), 0])
        } else {
            Score::ZERO
        }
    }

    pub(super) fn score_attended(&self, on: NaiveDate, way: Way, as_at: NaiveDate) -> Score {
        let days = (on - as_at).num_days();
        let held = if matches!(self.choice, Choice::Attend(..)) { Score::MANDATORY } else { Score::ZERO };
        let Some(obligation) = self.obligation.filter(|_| self.has_open_promise()) else {
            return held + Score([0, 0, 0, 0, 0, 0, 0, -days]);
        };
        let unseen = days_since_met(obligation, as_at).unwrap_or(NEVER_MET_DAYS);
        let last = i64::from(self.candidates.len() == 1);
        let changed = i64::from(obligation.changed_priorities);
        let outstanding = i64::from(u32::try_from(obligation.promises_outstanding).unwrap_or(u32::MAX));
        held + Score([0, 1, unseen, last, changed, outstanding, method_match(self.method(), way), -days])
    }
}

/// At most [`NEVER_MET_DAYS`]; `None` if never.
pub(super) fn days_since_met(obligation: &Obligation, as_at: NaiveDate) -> Option<i64> {
    obligation.last_seen_on.map(|seen| (as_at - seen).num_days().clamp(0, NEVER_MET_DAYS))
}

/// In the order of the ids.
pub(super) fn build_cases<'a>(
    obligations: &'a [Obligation],
    candidates: &[CandidateMeeting],
    fixed: &[FixedChoice],
    as_at: NaiveDate,
) -> Result<Vec<Case<'a>>, Infeasible> {
    let mut cases: BTreeMap<CouncilId, Case> = BTreeMap::new();
    let empty = |council| Case {
        council,
        obligation: None,
        candidates: Vec::new(),
        choice: Choice::Free,
        left_out: BTreeSet::new(),
    };
    for obligation in obligations {
        cases
            .entry(obligation.council)
            .or_insert_with(|| empty(obligation.council))
            .obligation
            .get_or_insert(obligation);
    }
    let ahead: BTreeSet<CandidateMeeting> =
        candidates.iter().copied().filter(|candidate| candidate.on >= as_at).collect();
    for candidate in ahead {
        cases.entry(candidate.council).or_insert_with(|| empty(candidate.council)).candidates.push(candidate);
    }
    for fixed in fixed.iter().copied().collect::<BTreeSet<FixedChoice>>() {
        let unknown = Infeasible::NoSuchMeeting { council: fixed.council, on: fixed.on };
        apply_choice(cases.get_mut(&fixed.council).ok_or(unknown)?, fixed)?;
    }
    Ok(cases.into_values().collect())
}

fn apply_choice(case: &mut Case, fixed: FixedChoice) -> Result<(), Infeasible> {
    let council = fixed.council;
    if fixed.on.is_some_and(|on| !case.candidates.iter().any(|candidate| candidate.on == on)) {
        return Err(Infeasible::NoSuchMeeting { council, on: fixed.on });
    }
    let choice = match (fixed.way, fixed.on) {
        (Way::InPerson | Way::Digital, Some(on)) => Choice::Attend(on, fixed.way),
        (Way::InPerson | Way::Digital, None) => return Err(Infeasible::NoSuchMeeting { council, on: None }),
        (Way::Written, on) => Choice::Write(on),
        (Way::CannotBeMet, None) => Choice::Out,
        (Way::CannotBeMet, Some(on)) => {
            case.left_out.insert(on);
            case.choice
        }
        (Way::NotNeeded, _) => return Err(Infeasible::NotAChoice { council }),
    };
    if case.choice != Choice::Free && case.choice != choice {
        return Err(Infeasible::Twice { council });
    }
    case.choice = choice;
    match case.choice {
        Choice::Attend(on, _) | Choice::Write(Some(on)) if case.left_out.contains(&on) => {
            Err(Infeasible::Twice { council })
        }
        _ => Ok(()),
    }
}
