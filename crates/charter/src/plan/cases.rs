//! The question, put in order: each council with its claim, its meetings ahead, and what is fixed for it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::types::{CandidateMeeting, FixedChoice, Obligation, Way};
use crate::ids::CouncilId;
use crate::plan::infeasible::Infeasible;
use crate::plan::score::{NEVER_SEEN, Score, keeps, nearness, wants_to_be_met};
use crate::returns::Method;

/// What the sergeant has fixed for a council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Nothing.
    Free,
    /// To attend the meeting of this day in this way.
    Attend(NaiveDate, Way),
    /// To send a written update, with the meeting of this day or with none.
    Write(Option<NaiveDate>),
    /// To leave it out.
    Out,
}

/// One council of the question.
#[derive(Clone, Debug)]
pub(super) struct Case<'a> {
    pub(super) council: CouncilId,
    pub(super) claim: Option<&'a Obligation>,
    /// Its meetings ahead, in order.
    pub(super) chances: Vec<CandidateMeeting>,
    pub(super) hand: Choice,
    /// The days whose meetings are left out.
    pub(super) left_out: BTreeSet<NaiveDate>,
}

impl Case<'_> {
    pub(super) fn method(&self) -> Option<&Method> {
        self.claim.and_then(|claim| claim.method.as_ref())
    }

    /// Whether there is a promise to keep.
    pub(super) fn counts(&self) -> bool {
        self.claim.is_some_and(|claim| claim.owed && claim.method != Some(Method::NotRequired))
    }

    /// In which ways a meeting of it may be attended.
    pub(super) fn ways(&self, on: NaiveDate) -> &'static [Way] {
        match self.hand {
            Choice::Attend(day, Way::InPerson) if day == on => &[Way::InPerson],
            Choice::Attend(day, Way::Digital) if day == on => &[Way::Digital],
            Choice::Free if self.counts() && wants_to_be_met(self.method()) && !self.left_out.contains(&on) => {
                &[Way::InPerson, Way::Digital]
            }
            _ => &[],
        }
    }

    /// What it is worth if nobody attends.
    pub(super) fn worth_unattended(&self) -> Score {
        if self.hand == Choice::Free && self.counts() && keeps(self.method(), Way::Written) {
            Score([0, 1, 0, 0, 0, 0, nearness(self.method(), Way::Written), 0])
        } else {
            Score::ZERO
        }
    }

    /// What it is worth if somebody attends the meeting of this day.
    pub(super) fn worth_attended(&self, on: NaiveDate, way: Way, as_at: NaiveDate) -> Score {
        let days = (on - as_at).num_days();
        let held = if matches!(self.hand, Choice::Attend(..)) { Score::MUST } else { Score::ZERO };
        let Some(claim) = self.claim.filter(|_| self.counts()) else {
            return held + Score([0, 0, 0, 0, 0, 0, 0, -days]);
        };
        let unseen = days_unseen(claim, as_at).unwrap_or(NEVER_SEEN);
        let last = i64::from(self.chances.len() == 1);
        let changed = i64::from(claim.changed_priorities);
        let outstanding = i64::from(u32::try_from(claim.promises_outstanding).unwrap_or(u32::MAX));
        held + Score([0, 1, unseen, last, changed, outstanding, nearness(self.method(), way), -days])
    }
}

/// Days since it was met, at most [`NEVER_SEEN`]; `None` if never.
pub(super) fn days_unseen(claim: &Obligation, as_at: NaiveDate) -> Option<i64> {
    claim.last_seen_on.map(|seen| (as_at - seen).num_days().clamp(0, NEVER_SEEN))
}

/// The councils of the question, in the order of their ids.
pub(super) fn cases<'a>(
    claims: &'a [Obligation],
    chances: &[CandidateMeeting],
    fixed: &[FixedChoice],
    as_at: NaiveDate,
) -> Result<Vec<Case<'a>>, Infeasible> {
    let mut cases: BTreeMap<CouncilId, Case> = BTreeMap::new();
    let empty =
        |council| Case { council, claim: None, chances: Vec::new(), hand: Choice::Free, left_out: BTreeSet::new() };
    for claim in claims {
        cases.entry(claim.council).or_insert_with(|| empty(claim.council)).claim.get_or_insert(claim);
    }
    let ahead: BTreeSet<CandidateMeeting> = chances.iter().copied().filter(|chance| chance.on >= as_at).collect();
    for chance in ahead {
        cases.entry(chance.council).or_insert_with(|| empty(chance.council)).chances.push(chance);
    }
    for fixed in fixed.iter().copied().collect::<BTreeSet<FixedChoice>>() {
        let unknown = Infeasible::NoSuchMeeting { council: fixed.council, on: fixed.on };
        fix(cases.get_mut(&fixed.council).ok_or(unknown)?, fixed)?;
    }
    Ok(cases.into_values().collect())
}

fn fix(case: &mut Case, fixed: FixedChoice) -> Result<(), Infeasible> {
    let council = fixed.council;
    if fixed.on.is_some_and(|on| !case.chances.iter().any(|chance| chance.on == on)) {
        return Err(Infeasible::NoSuchMeeting { council, on: fixed.on });
    }
    let hand = match (fixed.way, fixed.on) {
        (Way::InPerson | Way::Digital, Some(on)) => Choice::Attend(on, fixed.way),
        (Way::InPerson | Way::Digital, None) => return Err(Infeasible::NoSuchMeeting { council, on: None }),
        (Way::Written, on) => Choice::Write(on),
        (Way::CannotBeMet, None) => Choice::Out,
        (Way::CannotBeMet, Some(on)) => {
            case.left_out.insert(on);
            case.hand
        }
        (Way::NotNeeded, _) => return Err(Infeasible::NotAChoice { council }),
    };
    if case.hand != Choice::Free && case.hand != hand {
        return Err(Infeasible::Twice { council });
    }
    case.hand = hand;
    match case.hand {
        Choice::Attend(on, _) | Choice::Write(Some(on)) if case.left_out.contains(&on) => {
            Err(Infeasible::Twice { council })
        }
        _ => Ok(()),
    }
}
