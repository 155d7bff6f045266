//! An exhaustive search that shares no code with the plan, and the aims as the charter gives them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::inputs::{Input, as_at};
use crate::ids::CouncilId;
use crate::plan::{CandidateMeeting, Duty, FixedChoice, Obligation, PlanLine, Way};
use crate::returns::Method;

/// Kept, days unseen, last candidates, changed priorities, open promises, the way asked for, days until then.
pub(super) type Score = [i64; 7];

/// An attended meeting with its officer, or a way without one.
#[derive(Clone, Debug)]
pub(super) enum Choice {
    Attend(CandidateMeeting, Way, String),
    Unattended(Way),
}

pub(super) fn busy_span(candidate: &CandidateMeeting, way: Way, input: &Input) -> (NaiveDateTime, NaiveDateTime) {
    let start = candidate.on.and_time(candidate.at.unwrap_or(NaiveTime::from_hms_opt(19, 0, 0).unwrap()));
    let minutes = |n: u32| TimeDelta::minutes(n.into());
    let travel = minutes(if way == Way::InPerson { input.rules.travel_minutes } else { 0 });
    (start - travel, start + minutes(input.rules.meeting_minutes) + travel)
}

pub(super) fn on_duty(officer: &str, (from, until): (NaiveDateTime, NaiveDateTime), duties: &[Duty]) -> bool {
    let in_span = |at: NaiveDateTime, duty: &Duty| {
        let begins = duty.on.and_time(duty.from);
        let length = duty.until.signed_duration_since(duty.from);
        let length = if length > TimeDelta::zero() { length } else { length + TimeDelta::days(1) };
        begins <= at && at < begins + length
    };
    let on = |at| duties.iter().filter(|duty| duty.officer == officer).any(|duty| in_span(at, duty));
    (0..).map(|n| from + TimeDelta::minutes(30 * n)).take_while(|at| *at < until).all(on)
}

fn has_open_promise(obligation: &Obligation) -> bool {
    obligation.owed && obligation.method != Some(Method::NotRequired)
}

fn score(obligation: Option<&Obligation>, candidates: usize, way: Way, on: Option<NaiveDate>) -> Score {
    let attended = way.is_attended();
    let days = on.filter(|_| attended).map_or(0, |on| -(on - as_at()).num_days());
    let Some(obligation) = obligation.filter(|obligation| has_open_promise(obligation)) else {
        return [0, 0, 0, 0, 0, 0, days];
    };
    let keeps = attended || way == Way::Written && obligation.method != Some(Method::InPerson);
    let asked = match (&obligation.method, way) {
        (Some(Method::Digital), Way::Digital) => 2,
        (Some(Method::Digital), Way::InPerson) => 1,
        (Some(Method::WrittenUpdate | Method::Phone), Way::Written) if keeps => 2,
        (Some(Method::WrittenUpdate | Method::Phone), _) => 0,
        (_, Way::InPerson) => 2,
        (_, Way::Digital) => 1,
        _ => 0,
    };
    if !attended {
        return [i64::from(keeps), 0, 0, 0, 0, asked, 0];
    }
    let unseen = obligation.last_seen_on.map_or(3650, |seen| (as_at() - seen).num_days());
    let outstanding = i64::try_from(obligation.promises_outstanding).unwrap();
    [1, unseen, i64::from(candidates == 1), i64::from(obligation.changed_priorities), outstanding, asked, days]
}

fn sum(one: Score, other: Score) -> Score {
    std::array::from_fn(|digit| one[digit] + other[digit])
}

fn score_of(input: &Input, council: CouncilId, way: Way, on: Option<NaiveDate>) -> Score {
    score(input.obligation(council), input.chances_of(council).len(), way, on)
}

pub(super) fn score_of_lines(input: &Input, lines: &[PlanLine]) -> Score {
    lines.iter().map(|line| score_of(input, line.council, line.way, line.on)).fold([0; 7], sum)
}

fn choices(input: &Input, council: CouncilId) -> Vec<Choice> {
    let fixed: Option<&FixedChoice> = input.fixed.iter().find(|fixed| fixed.council == council);
    let obligation = input.obligation(council);
    let method = obligation.and_then(|obligation| obligation.method.as_ref());
    let attended = |may: &dyn Fn(&CandidateMeeting, Way) -> bool| {
        let mut choices = Vec::new();
        for candidate in input.chances_of(council) {
            for way in [Way::InPerson, Way::Digital].into_iter().filter(|way| may(&candidate, *way)) {
                let able = |who: &&str| on_duty(who, busy_span(&candidate, way, input), &input.duties);
                choices.extend(
                    ["1", "2"]
                        .iter()
                        .filter(|who| able(who))
                        .map(|who| Choice::Attend(candidate, way, (*who).to_owned())),
                );
            }
        }
        choices
    };
    let free = |left_out: Option<NaiveDate>| {
        if !obligation.is_some_and(has_open_promise) {
            return vec![Choice::Unattended(Way::NotNeeded)];
        }
        let wants = !matches!(method, Some(Method::WrittenUpdate | Method::Phone));
        let mut choices = attended(&|candidate, _| wants && Some(candidate.on) != left_out);
        let unattended = if method == Some(&Method::InPerson) { Way::CannotBeMet } else { Way::Written };
        choices.push(Choice::Unattended(unattended));
        choices
    };
    match fixed {
        None => free(None),
        Some(FixedChoice { way: Way::CannotBeMet, on: None, .. }) => vec![Choice::Unattended(Way::CannotBeMet)],
        Some(FixedChoice { way: Way::CannotBeMet, on, .. }) => free(*on),
        Some(FixedChoice { way: Way::Written, .. }) => vec![Choice::Unattended(Way::Written)],
        Some(FixedChoice { way, on, .. }) => attended(&|candidate, other| Some(candidate.on) == *on && other == *way),
    }
}

fn clash(one: &Choice, other: &Choice, input: &Input) -> bool {
    match (one, other) {
        (Choice::Attend(at, way, who), Choice::Attend(other_at, other_way, other_who)) if who == other_who => {
            let (one, other) = (busy_span(at, *way, input), busy_span(other_at, *other_way, input));
            one.0 < other.1 && other.0 < one.1
        }
        _ => false,
    }
}

/// The greatest score; `None` if the fixed choices cannot be kept.
pub(super) fn branch_and_bound(input: &Input) -> Option<Score> {
    let choices: Vec<Vec<Choice>> = input.councils().iter().map(|council| choices(input, *council)).collect();
    let scored: Vec<Vec<(Choice, Score)>> = input
        .councils()
        .into_iter()
        .zip(choices)
        .map(|(council, choices)| {
            let with_score = |deed: Choice| {
                let score = match &deed {
                    Choice::Attend(candidate, way, _) => score_of(input, council, *way, Some(candidate.on)),
                    Choice::Unattended(way) => score_of(input, council, *way, None),
                };
                (deed, score)
            };
            choices.into_iter().map(with_score).collect()
        })
        .collect();
    let mut greatest = None;
    descend(input, &scored, &mut Vec::new(), [0; 7], &mut greatest);
    greatest
}

fn descend<'a>(
    input: &Input,
    open: &'a [Vec<(Choice, Score)>],
    done: &mut Vec<&'a Choice>,
    so_far: Score,
    greatest: &mut Option<Score>,
) {
    let Some((first, rest)) = open.split_first() else {
        *greatest = (*greatest).max(Some(so_far));
        return;
    };
    for (deed, score) in first {
        if done.iter().any(|other| clash(deed, other, input)) {
            continue;
        }
        done.push(deed);
        descend(input, rest, done, sum(so_far, *score), greatest);
        done.pop();
    }
}
