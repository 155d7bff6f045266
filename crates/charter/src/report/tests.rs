//! A small set, counted by hand.

use chrono::NaiveDate;

use super::papers::CommitteeMeeting;
use super::{
    AreaKey, Block, Cell, Facts, FigureIndex, Layout, Measure, PeriodFacts, Report, ReportLevel, ReportRequest, Share,
    Value, build,
};
use crate::agenda::DecisionTiming;
use crate::calendar::{Quarter, Received};
use crate::council::Kind;
use crate::council_line::{CouncilLine, LineDetails};
use crate::engagement::{MeetingFact, QuarterFacts};
use crate::ids::{CouncilId, PriorityId, RequestId, ReturnId, RoundId};
use crate::meeting::{Attendance, Reason};
use crate::priority::{Closing, Outcome, PriorityState, PriorityStatus};
use crate::priority_line::PriorityLine;
use crate::request::{Request, RequestFacts, RequestKind};
use crate::response_group::ResponseGroup;
use crate::response_times::{Wait, WaitKind};
use crate::returns::{ReturnState, Wish};
use crate::round::Round;
use crate::round_comparison::{Against, CouncilMovement};
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

fn request(facts: &Facts, layout: Layout) -> ReportRequest {
    let areas = districts(facts);
    ReportRequest {
        layout,
        by: Some(ReportLevel::District),
        focus: Some(areas[1].clone()),
        areas,
        meeting: Some(CommitteeMeeting {
            on: day("2024-02-08"),
            papers_due: day("2024-01-31"),
            questions_due: day("2024-02-07"),
        }),
        ..ReportRequest::default()
    }
}

#[test]
fn the_request_log_comes_first_and_has_days_but_no_words() {
    let request_of = |id: i64, on: &str, due: Option<&str>, answered: Option<&str>| Request {
        id: RequestId(id),
        version: 1,
        facts: RequestFacts {
            asked_by: "CANARY panel".into(),
            on: day(on),
            kind: RequestKind::ReportBack,
            what: "CANARY what".into(),
            owner: "CANARY owner".into(),
            due: due.map(day),
            answered_on: answered.map(day),
            answer: "CANARY answer".into(),
        },
    };
    let mut facts = facts_of_autumn();
    facts.requests = vec![
        request_of(1, "2023-10-01", Some("2023-11-01"), None),
        request_of(2, "2023-10-02", None, Some("2023-10-09")),
        request_of(3, "2023-10-03", None, Some("2024-02-01")),
        request_of(4, "2024-01-01", None, None),
    ];
    let report = build(&facts, &request(&facts, Layout::Summary));
    let log = &report.sections[0];
    let Block::Paragraph { text, .. } = &log.blocks[0] else { panic!("a paragraph") };
    assert_eq!(text, "3 requests, open or answered in the quarter: 2 open, of which 1 past the due day.");
    let Block::Table(table) = &log.blocks[1] else { panic!("a table") };
    assert_eq!(table.rows.len(), 3, "one was asked after the day");
    assert_eq!(table.rows[1][3], Cell::Text("none".to_owned()), "answered after the day");
    assert_eq!(table.rows[2][3], Cell::Day(day("2023-10-09")), "the open ones come first");
    assert!(!format!("{:?}", report.sections).contains("CANARY"));
}

#[test]
fn figures_are_as_counted_by_hand() {
    let facts = facts_of_autumn();
    let report = build(&facts, &request(&facts, Layout::Summary));
    let index = FigureIndex::new(&report.figures);
    let [north, south] = &districts(&facts)[..] else { panic!("two districts") };
    let force = AreaKey::force();
    let cases = [
        (&force, Measure::Heard, 4, 6),
        (&force, Measure::Confirmed, 2, 6),
        (&force, Measure::Declined, 1, 6),
        (&force, Measure::MissedDeadline, 4, 6),
        (&force, Measure::Response(ResponseGroup::OnTime), 2, 6),
        (&force, Measure::Response(ResponseGroup::Late), 1, 6),
        (&force, Measure::Response(ResponseGroup::Incomplete), 1, 6),
        (&force, Measure::Response(ResponseGroup::Silent), 2, 6),
        (&force, Measure::HeardBy(-20), 1, 6),
        (&force, Measure::HeardBy(-10), 2, 6),
        (&force, Measure::HeardBy(0), 3, 6),
        (&force, Measure::HeardBy(4), 4, 6),
        (&force, Measure::PromiseMade, 2, 6),
        (&force, Measure::PromiseKept, 1, 2),
        (&force, Measure::MissedFor(Some(Reason::Leave)), 1, 1),
        (&force, Measure::Outcome(PriorityState::Agreed), 2, 4),
        (&force, Measure::Outcome(PriorityState::Closed), 1, 4),
        (&force, Measure::Category(Some("Speeding".to_owned())), 2, 4),
        (&force, Measure::Category(None), 1, 4),
        (&force, Measure::Result(Some(Outcome::Solved)), 1, 1),
        (&force, Measure::Aim("Prevent crime".to_owned()), 1, 4),
        (&force, Measure::OverdueAction, 1, 2),
        (&force, Measure::LastingWait(WaitKind::Told), 1, 3),
        (north, Measure::Heard, 2, 2),
        (north, Measure::PromiseKept, 1, 1),
        (south, Measure::Heard, 2, 4),
        (south, Measure::Response(ResponseGroup::Silent), 2, 4),
        (south, Measure::PromiseKept, 0, 1),
    ];
    for (area, measure, n, of) in cases {
        let found = index.get("2023-Q4", area, &measure);
        assert_eq!(found, Some(Value::Share(Share::new(n, of))), "{} {}", area.label(), measure.code());
    }
    let told = index.get("2023-Q4", &force, &Measure::MedianWait(WaitKind::Told)).unwrap();
    assert_eq!(told.to_string(), "8.5 days, median of 2");
    let counted = report.figures.iter().filter(|figure| figure.area == *north);
    assert!(
        !counted.into_iter().any(|figure| matches!(figure.measure, Measure::HeardBy(_))),
        "by day for the force only"
    );
}

#[test]
fn what_changed_is_counted_against_the_round_before() {
    let facts = facts_of_winter();
    let report = build(&facts, &request(&facts, Layout::Summary));
    let index = FigureIndex::new(&report.figures);
    let of = |movement| index.share("2024-Q1", &AreaKey::force(), &Measure::CouncilChange(Against::Last, movement));
    assert_eq!(of(CouncilMovement::Left), Share::new(1, 6));
    assert_eq!(of(CouncilMovement::CameBack), Share::new(1, 6));
    assert_eq!(of(CouncilMovement::FellSilent), Share::new(1, 6));
    assert_eq!(CouncilMovement::ALL.iter().map(|movement| of(*movement).n).sum::<usize>(), 6);
    assert_eq!(index.share("2023-Q4", &AreaKey::force(), &Measure::Heard), Share::new(4, 6), "the earlier round");
}

#[test]
fn every_table_of_parts_sums_to_its_base_and_no_cell_is_blank() {
    for facts in [facts_of_autumn(), facts_of_winter()] {
        for layout in Layout::ALL {
            let report = build(&facts, &request(&facts, *layout));
            let mut parts = 0;
            for table in report.tables() {
                assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.id);
                assert!(table.rows.iter().flatten().all(|cell| !cell.to_string().trim().is_empty()), "{}", table.id);
                if !table.is_partition {
                    continue;
                }
                parts += 1;
                for column in 1..table.columns.len() {
                    let shares = table.rows.iter().filter_map(|row| match row[column] {
                        Cell::Value(Some(Value::Share(share))) => Some(share),
                        _ => None,
                    });
                    let shares: Vec<Share> = shares.collect();
                    // A round that is not on record has no number in any row; another has one in each.
                    assert!(shares.is_empty() || shares.len() == table.rows.len(), "{} {column}", table.id);
                    let of = shares.first().map_or(0, |share| share.of);
                    assert!(shares.iter().all(|share| share.of == of), "{} {shares:?}", table.id);
                    assert_eq!(shares.iter().map(|share| share.n).sum::<usize>(), of, "{} {column}", table.id);
                }
            }
            assert!(parts >= 5, "{layout}: {parts}");
        }
    }
}

fn paragraphs(report: &Report) -> Vec<(usize, String)> {
    let blocks = report.sections.iter().flat_map(|section| section.blocks.iter().map(move |block| (section, block)));
    blocks
        .filter_map(|(section, block)| match block {
            Block::Paragraph { number, .. } => Some((*number, section.heading.clone())),
            _ => None,
        })
        .collect()
}

#[test]
fn paragraphs_keep_their_numbers_from_run_to_run() {
    for layout in Layout::ALL {
        let [autumn, winter] =
            [facts_of_autumn(), facts_of_winter()].map(|facts| paragraphs(&build(&facts, &request(&facts, *layout))));
        let plain = paragraphs(&build(&facts_of_winter(), &ReportRequest { layout: *layout, ..Default::default() }));
        assert_eq!(autumn, winter, "{layout}");
        assert_eq!(autumn, plain, "{layout}: with and without an area");
        assert_eq!(autumn.first().map(|(number, _)| *number), Some(1));
    }
}

#[test]
fn a_committee_paper_has_the_parts_of_the_panels_papers() {
    let facts = facts_of_autumn();
    let report = build(&facts, &request(&facts, Layout::Committee));
    let headings: Vec<&str> = report.sections.iter().map(|section| section.heading.as_str()).collect();
    let wanted = [
        "Recommendation",
        "Background",
        "Supporting information",
        "Appendices",
        "Specific contact points",
        "Background papers",
    ];
    let places: Vec<_> =
        wanted.iter().map(|heading| headings.iter().position(|known| known == heading).unwrap()).collect();
    assert!(places.is_sorted(), "{headings:?}");
    let text = format!("{:?}", report.sections);
    assert!(text.contains("Its papers go out by Wed 31 Jan 2024") && text.contains("9.00 on Wed 7 Feb 2024"), "{text}");
    assert!(text.contains("In the whole force area: 4 of 6 councils"), "the force stands beside the area");
}

#[test]
fn nothing_that_was_typed_about_a_council_is_in_a_report() {
    let facts = facts_of_winter();
    for layout in Layout::ALL {
        let report = build(&facts, &request(&facts, *layout));
        assert!(!format!("{report:?}").contains("CANARY"), "{layout}");
    }
}

#[test]
fn identifiers_are_unique_and_short_enough_for_a_sheet() {
    let facts = facts_of_winter();
    for layout in Layout::ALL {
        let report = build(&facts, &request(&facts, *layout));
        let mut ids: Vec<&str> = report.tables().map(|table| table.id.as_str()).collect();
        assert!(ids.iter().all(|id| id.len() <= 30), "{ids:?}");
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{ids:?}");
    }
}

/// A council is counted in the district of its own county only, in each period and in the changes between them.
#[test]
fn districts_of_one_name_in_two_counties_are_two_areas() {
    let mut facts = facts_of_winter();
    let in_two_counties = |period: &mut PeriodFacts| {
        for line in &mut period.lines {
            line.district = Untrusted::from("Wyre").into();
            line.county = Untrusted::from(if line.id.0 <= 2 { "Lancashire" } else { "Worcestershire" }).into();
        }
    };
    in_two_counties(&mut facts.now);
    facts.before.iter_mut().for_each(in_two_counties);
    let [north, south] = [0, 5].map(|index: usize| {
        let key = AreaKey::of_line(ReportLevel::District, &facts.now.lines[index], "");
        AreaKey { is_name_shared: true, ..key }
    });
    assert_eq!([north.label(), south.label()], ["Wyre, Lancashire", "Wyre, Worcestershire"]);
    let areas = vec![north.clone(), south.clone()];
    let report = build(&facts, &ReportRequest { areas, by: Some(ReportLevel::District), ..ReportRequest::default() });
    let index = FigureIndex::new(&report.figures);
    for period in ["2024-Q1", "2023-Q4"] {
        let of = |area: &AreaKey| index.share(period, area, &Measure::Heard).of;
        assert_eq!((of(&north), of(&south)), (2, 4), "{period}");
    }
    let left = Measure::CouncilChange(Against::Last, CouncilMovement::Left);
    assert_eq!([&north, &south].map(|area| index.share("2024-Q1", area, &left).of), [2, 4]);
    let is_in = |area: &AreaKey| facts.now.lines.iter().filter(|line| area.contains(line)).count();
    assert_eq!([is_in(&north), is_in(&south)], [2, 4]);
    // The figures that an issue keeps tell them apart.
    let stored: std::collections::BTreeSet<String> =
        super::stored_figures(&report).into_iter().map(|figure| figure.area).collect();
    assert!(stored.contains("Wyre, Lancashire") && stored.contains("Wyre, Worcestershire"), "{stored:?}");
}
