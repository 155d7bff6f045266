//! Turns the chosen visits into lines with reasons.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::duty::{Crew, TimeSpan};
use super::proposal::PlanLine;
use super::reasons::PlanReason;
use super::types::{ASSUMED_START, CandidateMeeting, Obligation, Rules, Way};
use super::visits::{Visit, assign_officers, visit_span};
use crate::ids::CouncilId;
use crate::plan::cases::{Case, Choice, days_since_met};
use crate::plan::score::{keeps_promise, prefers_meeting};
use crate::returns::Method;

/// The input and the chosen visits.
pub(super) struct Solution<'a> {
    pub(super) cases: &'a [Case<'a>],
    pub(super) crews: &'a [Crew],
    pub(super) visits: &'a [Visit],
    pub(super) chosen: &'a [usize],
    pub(super) as_at: NaiveDate,
    pub(super) rules: &'a Rules,
}

struct ChosenVisit<'a> {
    visit: &'a Visit,
    officer: &'a str,
    council: CouncilId,
}

/// One line for each case, by date and time.
pub(super) fn build_lines(outcome: &Solution) -> Vec<PlanLine> {
    let dealt = assign_officers(outcome.visits, outcome.chosen);
    let mut made: Vec<ChosenVisit> = dealt
        .into_iter()
        .map(|(index, officer)| {
            let visit = &outcome.visits[index];
            let officer = outcome.crews[visit.crew].officers.get(officer).map_or("", String::as_str);
            ChosenVisit { visit, officer, council: outcome.cases[visit.case].council }
        })
        .collect();
    made.sort_by_key(|made| (made.visit.span.from, made.officer, made.council));
    let mut lines: Vec<PlanLine> =
        outcome.cases.iter().enumerate().map(|(number, case)| outcome.build_line(number, case, &made)).collect();
    lines.sort_by_key(|line| (line.on.is_none(), line.on, line.at.unwrap_or(ASSUMED_START), line.council));
    lines
}

impl Solution<'_> {
    fn build_line(&self, number: usize, case: &Case, made: &[ChosenVisit]) -> PlanLine {
        let own = made.iter().find(|made| made.visit.case == number);
        let (way, candidate, because) = match (own, case.choice) {
            (Some(own), _) => {
                let candidate = &case.candidates[own.visit.candidate];
                (own.visit.way, Some(candidate), self.attendance_reasons(case, candidate, own.visit.way, made))
            }
            (None, Choice::Write(on)) => {
                let candidate = on.and_then(|on| case.candidates.iter().find(|candidate| candidate.on == on));
                (Way::Written, candidate, written_choice_reasons(case))
            }
            (None, _) => self.unattended(case, made),
        };
        let others: BTreeSet<NaiveDate> = case
            .candidates
            .iter()
            .map(|other| other.on)
            .filter(|on| candidate.is_none_or(|own| own.on != *on))
            .collect();
        PlanLine {
            council: case.council,
            on: candidate.map(|candidate| candidate.on),
            at: candidate.and_then(|candidate| candidate.at),
            way,
            officer: own.map(|own| own.officer.to_owned()),
            keeps: case.has_open_promise() && keeps_promise(case.method(), way),
            fixed: case.choice != Choice::Free,
            others: others.into_iter().collect(),
            because,
        }
    }

    /// The line for a council that nobody attends and that has no fixed written update.
    fn unattended<'c>(
        &self,
        case: &'c Case,
        made: &[ChosenVisit],
    ) -> (Way, Option<&'c CandidateMeeting>, Vec<PlanReason>) {
        let candidate =
            case.candidates.iter().find(|candidate| !case.left_out.contains(&candidate.on)).or(case.candidates.first());
        if !case.has_open_promise() {
            return (Way::NotNeeded, candidate, vec![not_needed_reason(case)]);
        }
        if case.choice == Choice::Out {
            return (Way::CannotBeMet, candidate, vec![PlanReason::LeftOut { on: None }]);
        }
        let mut because = Vec::new();
        let method = case.method();
        let written = keeps_promise(method, Way::Written);
        if written {
            because.push(match method {
                Some(Method::Phone) => PlanReason::CallOrWrite,
                _ => PlanReason::WrittenKeeps { asked: method == Some(&Method::WrittenUpdate) },
            });
        }
        if prefers_meeting(method) {
            because.extend(case.candidates.iter().flat_map(|candidate| self.rejection_reasons(case, candidate, made)));
        }
        if case.candidates.is_empty() {
            because.push(PlanReason::NoMeeting);
        }
        if !written {
            because.push(PlanReason::WrittenPossible);
        }
        (if written { Way::Written } else { Way::CannotBeMet }, candidate, because)
    }

    fn attendance_reasons(
        &self,
        case: &Case,
        candidate: &CandidateMeeting,
        way: Way,
        made: &[ChosenVisit],
    ) -> Vec<PlanReason> {
        let mut because = Vec::new();
        if case.choice != Choice::Free {
            because.push(PlanReason::Fixed);
        }
        match case.obligation.filter(|_| case.has_open_promise()) {
            Some(obligation) => because.extend(self.merits(case, obligation)),
            None => because.push(not_needed_reason(case)),
        }
        if candidate.at.is_none() {
            because.push(PlanReason::TimeAssumed);
        }
        if way == Way::Digital && case.choice == Choice::Free && case.method() != Some(&Method::Digital) {
            let longer = visit_span(candidate, Way::InPerson, self.rules);
            if let Some(obstacle) = self.obstacle(candidate, longer, longer, Some(case.council), made) {
                because.extend([PlanReason::NotInPerson, obstacle]);
            }
        }
        because
    }

    /// The reasons that rank a council.
    fn merits(&self, case: &Case, obligation: &Obligation) -> Vec<PlanReason> {
        let days = days_since_met(obligation, self.as_at);
        let mut because =
            vec![PlanReason::Unseen { days }, PlanReason::PreferredMethod { method: obligation.method.clone() }];
        if case.candidates.len() == 1 {
            because.push(PlanReason::OnlyMeeting);
        }
        if obligation.changed_priorities {
            because.push(PlanReason::ChangedPriorities);
        }
        if obligation.promises_outstanding > 0 {
            because.push(PlanReason::OpenPromises { promises: obligation.promises_outstanding });
        }
        because
    }

    fn rejection_reasons(&self, case: &Case, candidate: &CandidateMeeting, made: &[ChosenVisit]) -> Vec<PlanReason> {
        if case.left_out.contains(&candidate.on) {
            return vec![PlanReason::LeftOut { on: Some(candidate.on) }];
        }
        let wanted = if case.method() == Some(&Method::Digital) { Way::Digital } else { Way::InPerson };
        let (least, wanted) =
            (visit_span(candidate, Way::Digital, self.rules), visit_span(candidate, wanted, self.rules));
        let assumed = candidate.at.is_none().then_some(PlanReason::TimeAssumed);
        self.obstacle(candidate, least, wanted, None, made).into_iter().chain(assumed).collect()
    }

    /// The reason against a visit that needs at least `least`; if nobody is on duty, `wanted` is the duty needed.
    fn obstacle(
        &self,
        candidate: &CandidateMeeting,
        least: TimeSpan,
        wanted: TimeSpan,
        own: Option<CouncilId>,
        made: &[ChosenVisit],
    ) -> Option<PlanReason> {
        let able: Vec<usize> = (0..self.crews.len()).filter(|&crew| self.crews[crew].span.covers(least)).collect();
        if able.is_empty() {
            let in_part = self.crews.iter().any(|crew| crew.span.includes_day(candidate.on));
            let span = if in_part { least } else { wanted };
            return Some(PlanReason::NobodyOnDuty { on: candidate.on, from: span.from, until: span.until, in_part });
        }
        let by: Vec<(String, CouncilId)> = made
            .iter()
            .filter(|made| able.contains(&made.visit.crew) && made.visit.span.overlaps(least))
            .filter(|made| Some(made.council) != own)
            .map(|made| (made.officer.to_owned(), made.council))
            .collect();
        (!by.is_empty()).then_some(PlanReason::OfficersTaken { on: candidate.on, by })
    }
}

fn not_needed_reason(case: &Case) -> PlanReason {
    match case.obligation {
        Some(obligation) if obligation.method == Some(Method::NotRequired) => PlanReason::ContactNotRequired,
        Some(_) => PlanReason::PromiseKept,
        None => PlanReason::NothingPromised,
    }
}

fn written_choice_reasons(case: &Case) -> Vec<PlanReason> {
    let method = case.method();
    let because = match method {
        _ if !case.has_open_promise() => not_needed_reason(case),
        Some(Method::InPerson) => PlanReason::WrittenFallsShort,
        Some(Method::Phone) => PlanReason::CallOrWrite,
        _ => PlanReason::WrittenKeeps { asked: method == Some(&Method::WrittenUpdate) },
    };
    vec![PlanReason::Fixed, because]
}
