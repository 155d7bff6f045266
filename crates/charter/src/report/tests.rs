//! A small set, counted by hand.

use std::collections::BTreeSet;

use super::papers::CommitteeMeeting;
use super::test_facts::{day, districts, facts_of_autumn, facts_of_winter};
use super::{
    AreaKey, Block, Cell, Facts, Figure, FigureIndex, Layout, Measure, PeriodFacts, Report, ReportLevel, ReportRequest,
    Share, Value, build, figures,
};
use crate::ids::RequestId;
use crate::meeting::Reason;
use crate::priority::{Outcome, PriorityState};
use crate::request::{Request, RequestFacts, RequestKind};
use crate::response_group::ResponseGroup;
use crate::response_times::WaitKind;
use crate::round_comparison::{Against, CouncilMovement};
use crate::untrusted::Untrusted;

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
    let counted = report.figures.iter().filter(|figure| *figure.area == *north);
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
fn each_area_and_round_has_each_category_with_nought_where_none_is() {
    let facts = facts_of_winter();
    let areas = [vec![AreaKey::force()], districts(&facts)].concat();
    let all = figures(&facts, &areas, &[]);
    let is_category = |figure: &&Figure| matches!(figure.measure, Measure::Category(_));
    let known: BTreeSet<&Measure> = all.iter().filter(is_category).map(|figure| &figure.measure).collect();
    assert!(known.len() > 1, "{known:?}");
    let is_nought = |figure: &Figure| matches!(figure.value, Value::Share(share) if share.n == 0 && share.of > 0);
    assert!(all.iter().filter(is_category).any(is_nought));
    let index = FigureIndex::new(&all);
    for (period, area) in facts.periods().flat_map(|period| areas.iter().map(move |area| (period, area))) {
        for measure in &known {
            assert!(index.get(&period.round.code, area, measure).is_some(), "{measure:?} in {area:?}");
        }
    }
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
