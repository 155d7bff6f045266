//! Two quarters of six councils for the tests of the report.

use chrono::NaiveDate;

use super::{AreaKey, Facts, PeriodFacts, ReportLevel};
use crate::agenda::DecisionTiming;
use crate::calendar::{Quarter, Received};
use crate::council::Kind;
use crate::council_line::{CouncilLine, LineDetails};
use crate::engagement::{MeetingFact, QuarterFacts};
use crate::ids::{CouncilId, PriorityId, ReturnId, RoundId};
use crate::meeting::{Attendance, Reason};
use crate::priority::{Closing, Outcome, PriorityState, PriorityStatus};
use crate::priority_line::PriorityLine;
use crate::response_times::{Wait, WaitKind};
use crate::returns::{ReturnState, Wish};
use crate::round::Round;
use crate::search_key::SearchKey;
use crate::status::{CouncilStatus, InvitationFact, ReturnFact, StatusFacts};
use crate::untrusted::Untrusted;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn autumn() -> Round {
    Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"))
}

pub(super) fn winter() -> Round {
    Round::for_quarter(RoundId(2), Quarter { year: 2024, number: 1 }, day("2024-01-31"))
}

/// A council: its district, and the day and the wish of its return.
pub(super) type Council =
    (&'static str, Option<(&'static str, Wish)>, &'static [(&'static str, Attendance, Option<Reason>)]);

fn line(id: i64, round: &Round, as_at: NaiveDate, (district, answer, meetings): &Council) -> CouncilLine {
    let returns: Vec<ReturnFact> = answer
        .iter()
        .map(|(on, wish)| ReturnFact {
            id: ReturnId(id),
            received: Received::day(day(on)),
            wish: *wish,
            priorities: u8::from(*wish == Wish::Yes),
            agreed: u8::from(*wish == Wish::Yes),
            frequency: None,
            method: None,
            state: ReturnState::Replaces,
        })
        .collect();
    let mut in_quarter = QuarterFacts::default();
    for (on, attendance, reason) in *meetings {
        let fact = MeetingFact {
            on: day(on),
            attendance: Some(*attendance),
            reason: *reason,
            planned: true,
            cancelled: false,
        };
        in_quarter.add_meeting(round, as_at, fact);
    }
    let letter = [InvitationFact { sent_on: Some(round.answered_from()), undelivered_on: None }];
    let facts = StatusFacts { invitations: &letter, returns: &returns, in_quarter, ..StatusFacts::default() };
    CouncilLine {
        id: CouncilId(id),
        position: id,
        name: format!("Council {id}").into(),
        name_confirmed: true,
        kind: Kind::Town,
        parishes: format!("E0400000{id}").into(),
        county: Untrusted::from("Shropshire").into(),
        district: Untrusted::from(*district).into(),
        team: Untrusted::default().into(),
        named_contact: std::sync::Arc::new("CANARY officer".into()),
        status: CouncilStatus::derive(round, as_at, &facts),
        decides: DecisionTiming::NoMeetingKnown,
        search_key: SearchKey::new("Wem", [].into_iter()),
        details: LineDetails { contact: "CANARY contact".into(), ..LineDetails::default() },
    }
}

fn priority(
    id: i64,
    council: i64,
    state: PriorityState,
    category: Option<&str>,
    reviewed: Option<&str>,
) -> PriorityLine {
    let closed = (state == PriorityState::Closed).then(|| Closing {
        on: day("2023-11-01"),
        outcome: Some(Outcome::Solved),
        result: Untrusted::from("CANARY result"),
    });
    let mut status = PriorityStatus::new(state, state.is_open().then_some(1));
    status.reviewed_on = reviewed.map(day);
    status.overdue = usize::from(id == 1);
    PriorityLine {
        id: PriorityId(id),
        version: 1,
        council: CouncilId(council),
        text: Untrusted::from("CANARY priority"),
        category: category.map(str::to_owned),
        since: day("2023-06-20"),
        closed,
        aims: if id == 1 { vec!["Prevent crime".to_owned()] } else { Vec::new() },
        status,
    }
}

/// Six councils. Heard: 1 to 4. On time: 1 and 2, one of which declined; late: 3; incomplete: 4; silent: 5 and 6.
const AUTUMN: [Council; 6] = [
    ("North", Some(("2023-09-10", Wish::Yes)), &[("2023-10-10", Attendance::InPerson, None)]),
    ("North", Some(("2023-09-30", Wish::No)), &[]),
    ("South", Some(("2023-10-04", Wish::Yes)), &[("2023-11-07", Attendance::NotAttended, Some(Reason::Leave))]),
    ("South", Some(("2023-09-20", Wish::Unknown)), &[]),
    ("South", None, &[]),
    ("South", None, &[]),
];

/// Council 1 left; 3 still takes part; 5 came back; 6 is silent again.
const WINTER: [Council; 6] = [
    ("North", Some(("2024-01-10", Wish::No)), &[]),
    ("North", Some(("2024-01-11", Wish::No)), &[]),
    ("South", Some(("2024-01-31", Wish::Yes)), &[]),
    ("South", None, &[]),
    ("South", Some(("2024-01-31", Wish::Yes)), &[]),
    ("South", None, &[]),
];

pub(super) fn period(round: Round, councils: &[Council]) -> PeriodFacts {
    let as_at = round.ends_on;
    period_as_at(round, councils, as_at)
}

pub(super) fn period_as_at(round: Round, councils: &[Council], as_at: NaiveDate) -> PeriodFacts {
    PeriodFacts {
        lines: (1..).zip(councils).map(|(id, council)| line(id, &round, as_at, council)).collect(),
        priorities: vec![
            priority(1, 1, PriorityState::Agreed, Some("Speeding"), Some("2023-10-10")),
            priority(2, 1, PriorityState::Closed, Some("Parking"), None),
            priority(3, 3, PriorityState::Agreed, Some("Speeding"), None),
            priority(4, 3, PriorityState::Dropped, None, None),
        ],
        waits: vec![
            Wait {
                kind: WaitKind::Told,
                council: CouncilId(1),
                from: day("2023-10-01"),
                until: Some(day("2023-10-08")),
            },
            Wait {
                kind: WaitKind::Told,
                council: CouncilId(3),
                from: day("2023-10-01"),
                until: Some(day("2023-10-11")),
            },
            Wait { kind: WaitKind::Told, council: CouncilId(3), from: day("2023-10-02"), until: None },
        ],
        round,
        as_at,
    }
}

pub(super) fn facts_of_autumn() -> Facts {
    Facts { now: period(autumn(), &AUTUMN), before: None, year_before: None, limit: None, requests: Vec::new() }
}

pub(super) fn facts_of_winter() -> Facts {
    let before = Some(period(autumn(), &AUTUMN));
    Facts { now: period(winter(), &WINTER), before, year_before: None, limit: None, requests: Vec::new() }
}

pub(super) fn districts(facts: &Facts) -> Vec<AreaKey> {
    let key = |index: usize| AreaKey::of_line(ReportLevel::District, &facts.now.lines[index], "");
    vec![key(0), key(2)]
}
