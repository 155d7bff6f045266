//! The choice, said as lines with their reasons.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::duty::{Crew, Span};
use super::proposal::PlanLine;
use super::reasons::PlanReason;
use super::types::{ASSUMED_START, CandidateMeeting, Obligation, Rules, Way};
use super::visits::{Visit, officers, span};
use crate::ids::CouncilId;
use crate::plan::cases::{Case, Choice, days_unseen};
use crate::plan::score::{keeps, wants_to_be_met};
use crate::returns::Method;

/// The question, and which visits are to be made.
pub(super) struct Outcome<'a> {
    pub(super) cases: &'a [Case<'a>],
    pub(super) crews: &'a [Crew],
    pub(super) visits: &'a [Visit],
    pub(super) chosen: &'a [usize],
    pub(super) as_at: NaiveDate,
    pub(super) rules: &'a Rules,
}

/// A visit that is to be made, and by whom.
struct Made<'a> {
    visit: &'a Visit,
    officer: &'a str,
    council: CouncilId,
}

/// One line for each case, by date and time.
pub(super) fn lines(outcome: &Outcome) -> Vec<PlanLine> {
    let dealt = officers(outcome.visits, outcome.chosen);
    let mut made: Vec<Made> = dealt
        .into_iter()
        .map(|(place, officer)| {
            let visit = &outcome.visits[place];
            let officer = outcome.crews[visit.crew].officers.get(officer).map_or("", String::as_str);
            Made { visit, officer, council: outcome.cases[visit.case].council }
        })
        .collect();
    made.sort_by_key(|made| (made.visit.span.from, made.officer, made.council));
    let mut lines: Vec<PlanLine> =
        outcome.cases.iter().enumerate().map(|(number, case)| outcome.line(number, case, &made)).collect();
    lines.sort_by_key(|line| (line.on.is_none(), line.on, line.at.unwrap_or(ASSUMED_START), line.council));
    lines
}

impl Outcome<'_> {
    fn line(&self, number: usize, case: &Case, made: &[Made]) -> PlanLine {
        let own = made.iter().find(|made| made.visit.case == number);
        let (way, chance, because) = match (own, case.hand) {
            (Some(own), _) => {
                let chance = &case.chances[own.visit.chance];
                (own.visit.way, Some(chance), self.why_attended(case, chance, own.visit.way, made))
            }
            (None, Choice::Write(on)) => {
                let chance = on.and_then(|on| case.chances.iter().find(|chance| chance.on == on));
                (Way::Written, chance, why_written_by_hand(case))
            }
            (None, _) => self.unattended(case, made),
        };
        let others: BTreeSet<NaiveDate> =
            case.chances.iter().map(|other| other.on).filter(|on| chance.is_none_or(|own| own.on != *on)).collect();
        PlanLine {
            council: case.council,
            on: chance.map(|chance| chance.on),
            at: chance.and_then(|chance| chance.at),
            way,
            officer: own.map(|own| own.officer.to_owned()),
            keeps: case.counts() && keeps(case.method(), way),
            fixed: case.hand != Choice::Free,
            others: others.into_iter().collect(),
            because,
        }
    }

    /// What is said of a council that nobody attends, and that no written update is fixed for.
    fn unattended<'c>(&self, case: &'c Case, made: &[Made]) -> (Way, Option<&'c CandidateMeeting>, Vec<PlanReason>) {
        let chance = case.chances.iter().find(|chance| !case.left_out.contains(&chance.on)).or(case.chances.first());
        if !case.counts() {
            return (Way::NotNeeded, chance, vec![why_not_needed(case)]);
        }
        if case.hand == Choice::Out {
            return (Way::CannotBeMet, chance, vec![PlanReason::LeftOut { on: None }]);
        }
        let mut because = Vec::new();
        let method = case.method();
        let written = keeps(method, Way::Written);
        if written {
            because.push(match method {
                Some(Method::Phone) => PlanReason::CallOrWrite,
                _ => PlanReason::WrittenKeeps { asked: method == Some(&Method::WrittenUpdate) },
            });
        }
        if wants_to_be_met(method) {
            because.extend(case.chances.iter().flat_map(|chance| self.why_not(case, chance, made)));
        }
        if case.chances.is_empty() {
            because.push(PlanReason::NoMeeting);
        }
        if !written {
            because.push(PlanReason::WrittenPossible);
        }
        (if written { Way::Written } else { Way::CannotBeMet }, chance, because)
    }

    fn why_attended(&self, case: &Case, chance: &CandidateMeeting, way: Way, made: &[Made]) -> Vec<PlanReason> {
        let mut because = Vec::new();
        if case.hand != Choice::Free {
            because.push(PlanReason::ByHand);
        }
        match case.claim.filter(|_| case.counts()) {
            Some(claim) => because.extend(self.merits(case, claim)),
            None => because.push(why_not_needed(case)),
        }
        if chance.at.is_none() {
            because.push(PlanReason::TimeAssumed);
        }
        if way == Way::Digital && case.hand == Choice::Free && case.method() != Some(&Method::Digital) {
            let longer = span(chance, Way::InPerson, self.rules);
            if let Some(obstacle) = self.obstacle(chance, longer, longer, Some(case.council), made) {
                because.extend([PlanReason::NotInPerson, obstacle]);
            }
        }
        because
    }

    /// What ranks a council.
    fn merits(&self, case: &Case, claim: &Obligation) -> Vec<PlanReason> {
        let days = days_unseen(claim, self.as_at);
        let mut because = vec![PlanReason::Unseen { days }, PlanReason::Asked { method: claim.method.clone() }];
        if case.chances.len() == 1 {
            because.push(PlanReason::OnlyMeeting);
        }
        if claim.changed_priorities {
            because.push(PlanReason::ChangedPriorities);
        }
        if claim.promises_outstanding > 0 {
            because.push(PlanReason::Outstanding { promises: claim.promises_outstanding });
        }
        because
    }

    /// Why nobody attends this meeting.
    fn why_not(&self, case: &Case, chance: &CandidateMeeting, made: &[Made]) -> Vec<PlanReason> {
        if case.left_out.contains(&chance.on) {
            return vec![PlanReason::LeftOut { on: Some(chance.on) }];
        }
        let wanted = if case.method() == Some(&Method::Digital) { Way::Digital } else { Way::InPerson };
        let (least, wanted) = (span(chance, Way::Digital, self.rules), span(chance, wanted, self.rules));
        let assumed = chance.at.is_none().then_some(PlanReason::TimeAssumed);
        self.obstacle(chance, least, wanted, None, made).into_iter().chain(assumed).collect()
    }

    /// What stands in the way of being taken for `least`; where nobody is on duty, `wanted` is what it would take.
    fn obstacle(
        &self,
        chance: &CandidateMeeting,
        least: Span,
        wanted: Span,
        own: Option<CouncilId>,
        made: &[Made],
    ) -> Option<PlanReason> {
        let able: Vec<usize> = (0..self.crews.len()).filter(|&crew| self.crews[crew].span.covers(least)).collect();
        if able.is_empty() {
            let in_part = self.crews.iter().any(|crew| crew.span.touches(chance.on));
            let span = if in_part { least } else { wanted };
            return Some(PlanReason::NobodyOnDuty { on: chance.on, from: span.from, until: span.until, in_part });
        }
        let by: Vec<(String, CouncilId)> = made
            .iter()
            .filter(|made| able.contains(&made.visit.crew) && made.visit.span.overlaps(least))
            .filter(|made| Some(made.council) != own)
            .map(|made| (made.officer.to_owned(), made.council))
            .collect();
        (!by.is_empty()).then_some(PlanReason::Taken { on: chance.on, by })
    }
}

fn why_not_needed(case: &Case) -> PlanReason {
    match case.claim {
        Some(claim) if claim.method == Some(Method::NotRequired) => PlanReason::ContactNotRequired,
        Some(_) => PlanReason::KeptAlready,
        None => PlanReason::NothingPromised,
    }
}

fn why_written_by_hand(case: &Case) -> Vec<PlanReason> {
    let method = case.method();
    let because = match method {
        _ if !case.counts() => why_not_needed(case),
        Some(Method::InPerson) => PlanReason::WrittenFallsShort,
        Some(Method::Phone) => PlanReason::CallOrWrite,
        _ => PlanReason::WrittenKeeps { asked: method == Some(&Method::WrittenUpdate) },
    };
    vec![PlanReason::ByHand, because]
}
