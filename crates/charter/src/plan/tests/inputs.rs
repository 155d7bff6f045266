//! Inputs for tests.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use proptest::prelude::{Just, Strategy, any};
use proptest::{collection, option, sample};

use crate::ids::CouncilId;
use crate::plan::solve::{MAX_STEPS, solve_with_limit};
use crate::plan::types::Rules;
use crate::plan::{CandidateMeeting, Duty, FixedChoice, Infeasible, Obligation, Plan, Way};
use crate::returns::Method;

#[derive(Clone, Debug)]
pub(super) struct Input {
    pub(super) obligations: Vec<Obligation>,
    pub(super) candidates: Vec<CandidateMeeting>,
    pub(super) duties: Vec<Duty>,
    pub(super) fixed: Vec<FixedChoice>,
    pub(super) rules: Rules,
}

impl Input {
    pub(super) fn solve(&self) -> Result<Plan, Infeasible> {
        self.solve_with_limit(MAX_STEPS)
    }

    pub(super) fn solve_with_limit(&self, limit: u64) -> Result<Plan, Infeasible> {
        solve_with_limit(&self.obligations, &self.candidates, &self.duties, &self.fixed, as_at(), (&self.rules, limit))
    }

    pub(super) fn councils(&self) -> Vec<CouncilId> {
        let of_chances = self.candidates.iter().map(|candidate| candidate.council);
        let mut councils: Vec<CouncilId> =
            self.obligations.iter().map(|obligation| obligation.council).chain(of_chances).collect();
        councils.sort();
        councils.dedup();
        councils
    }

    pub(super) fn obligation(&self, council: CouncilId) -> Option<&Obligation> {
        self.obligations.iter().find(|obligation| obligation.council == council)
    }

    pub(super) fn chances_of(&self, council: CouncilId) -> Vec<CandidateMeeting> {
        let mut candidates: Vec<CandidateMeeting> =
            self.candidates.iter().copied().filter(|candidate| candidate.council == council).collect();
        candidates.sort();
        candidates.dedup();
        candidates
    }
}

/// Wed 1 Nov 2023.
pub(super) fn as_at() -> NaiveDate {
    day(0)
}

/// `n` days after 1 Nov 2023.
pub(super) fn day(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 11, 1).unwrap() + TimeDelta::days(n)
}

pub(super) fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

pub(super) fn obligation(council: i64, method: Option<Method>, unseen: Option<i64>) -> Obligation {
    Obligation {
        council: CouncilId(council),
        method,
        last_seen_on: unseen.map(|days| day(-days)),
        owed: true,
        changed_priorities: false,
        promises_outstanding: 0,
    }
}

pub(super) fn candidate(council: i64, on: i64, at: &str) -> CandidateMeeting {
    CandidateMeeting { council: CouncilId(council), on: day(on), at: (!at.is_empty()).then(|| time(at)) }
}

pub(super) fn duty(officer: &str, on: i64, from: &str, until: &str) -> Duty {
    Duty { officer: officer.to_owned(), on: day(on), from: time(from), until: time(until) }
}

pub(super) fn fixed(council: i64, on: Option<i64>, way: Way) -> FixedChoice {
    FixedChoice { council: CouncilId(council), on: on.map(day), way }
}

fn methods() -> impl Strategy<Value = Option<Method>> {
    sample::select(vec![
        None,
        Some(Method::InPerson),
        Some(Method::InPerson),
        Some(Method::Digital),
        Some(Method::WrittenUpdate),
        Some(Method::Phone),
        Some(Method::NotRequired),
        Some(Method::Other("by post".to_owned())),
    ])
}

fn obligations() -> impl Strategy<Value = Vec<Obligation>> {
    let one = (methods(), option::of(0i64..6), any::<bool>(), 0usize..3, 0..8u8);
    collection::vec(one, 0..=5).prop_map(|all| {
        let numbered = (1i64..).zip(all);
        numbered
            .map(|(number, (method, tens, changed_priorities, promises_outstanding, kept))| Obligation {
                changed_priorities,
                promises_outstanding,
                owed: kept > 0,
                ..obligation(number, method, tens.map(|tens| tens * 10))
            })
            .collect()
    })
}

fn candidates() -> impl Strategy<Value = Vec<CandidateMeeting>> {
    let times = vec!["", "10:00", "17:00", "18:00", "18:30", "19:00", "19:30", "20:00", "21:00", "23:00"];
    let one = (0i64..4, sample::select(times));
    collection::vec(collection::vec(one, 0..=3), 5).prop_map(|all| {
        let of = |(council, own): (i64, Vec<(i64, &str)>)| {
            own.into_iter().map(move |(on, at)| candidate(council, on, at)).collect::<Vec<_>>()
        };
        (1..).zip(all).flat_map(of).collect()
    })
}

fn duties() -> impl Strategy<Value = Vec<Duty>> {
    let froms = vec!["00:00", "09:00", "16:00", "17:30", "18:30", "20:00"];
    let untils = vec!["00:00", "02:00", "20:30", "21:30", "22:00", "23:30"];
    let one = (sample::select(vec!["1", "2"]), 0i64..4, sample::select(froms), sample::select(untils));
    collection::vec(one, 0..=7)
        .prop_map(|all| all.into_iter().map(|(who, on, from, until)| duty(who, on, from, until)).collect())
}

/// Up to five councils with up to three meetings each on four days, up to two officers, and some fixed choices.
pub(super) fn inputs() -> impl Strategy<Value = Input> {
    let rules = (sample::select(vec![60, 90, 120]), sample::select(vec![0, 30, 60]))
        .prop_map(|(meeting_minutes, travel_minutes)| Rules { meeting_minutes, travel_minutes });
    let ways = sample::select(vec![Way::InPerson, Way::Digital, Way::Written, Way::CannotBeMet]);
    let fixed = collection::vec((any::<sample::Index>(), ways, 0..5u8), 0..=3);
    let fixed = proptest::prop_oneof![Just(Vec::new()), fixed];
    (obligations(), candidates(), duties(), fixed, rules).prop_map(|(obligations, candidates, duties, fixed, rules)| {
        let mut held: Vec<FixedChoice> = Vec::new();
        for (index, way, which) in fixed.into_iter().filter(|_| !candidates.is_empty()) {
            let candidate = index.get(&candidates);
            let whole = which == 0 && !way.is_attended();
            let on = (!whole).then_some(candidate.on);
            if !held.iter().any(|other| other.council == candidate.council) {
                held.push(FixedChoice { council: candidate.council, on, way });
            }
        }
        Input { obligations, candidates, duties, fixed: held, rules }
    })
}
