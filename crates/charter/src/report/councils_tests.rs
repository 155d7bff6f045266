//! The councils behind a figure are those that it counted.

use std::collections::BTreeSet;

use proptest::prelude::{Just, Strategy, prop, prop_assert_eq, prop_oneof, proptest};

use super::test_facts::{
    Council, autumn, day, districts, facts_of_autumn, facts_of_winter, period, period_as_at, winter,
};
use super::{
    AreaKey, Base, Facts, Figure, Measure, ReportLevel, ReportRequest, Value, build_charts, councils, figures,
};
use crate::engagement::Promise;
use crate::ids::CouncilId;
use crate::meeting::{Attendance, Reason};
use crate::priority::PriorityState;
use crate::response_group::ResponseGroup;
use crate::response_times::{ReplyLimit, WaitKind};
use crate::returns::Wish;
use crate::round_comparison::{Against, CouncilMovement, PriorityMovement};

fn areas(facts: &Facts) -> Vec<AreaKey> {
    let mut areas = vec![AreaKey::force()];
    areas.extend(districts(facts));
    areas.extend(facts.now.lines.iter().map(|line| AreaKey::of_line(ReportLevel::Council, line, "")));
    areas
}

fn counts_councils(base: Base) -> bool {
    matches!(base, Base::Councils | Base::Promised | Base::Missed | Base::Confirmed | Base::ComparedCouncils)
}

/// Of each figure of councils, as many as it counts; of the others, none if and only if nothing was counted.
fn disagreements(facts: &Facts) -> Vec<String> {
    let areas = areas(facts);
    let own = |figure: &Figure| *figure.period == *facts.now.round.code;
    let compared = figures(facts, &areas, &areas).into_iter().filter(own).filter_map(|figure| {
        let found = councils(facts, &figure.area, &figure.measure).len();
        let n = match figure.value {
            Value::Share(share) => share.n,
            Value::Median { of, .. } => of,
        };
        let agrees =
            if counts_councils(figure.measure.base()) { found == n } else { (found > 0) == (n > 0) && found <= n };
        (!agrees).then(|| format!("{} {}: {found}, counted {n}", figure.area.label(), figure.measure.code()))
    });
    compared.collect()
}

#[test]
fn the_councils_of_a_figure_are_as_counted_by_hand() {
    let facts = Facts { limit: Some(ReplyLimit { hours: 72 }), ..facts_of_autumn() };
    let south = districts(&facts)[1].clone();
    let of =
        |measure: Measure| councils(&facts, &AreaKey::force(), &measure).into_iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(of(Measure::Heard), [1, 2, 3, 4]);
    assert_eq!(of(Measure::HeardBy(-10)), [1, 4]);
    assert_eq!(of(Measure::HeardBy(0)), [1, 2, 4]);
    assert_eq!(of(Measure::MissedDeadline), [3, 4, 5, 6]);
    assert_eq!(of(Measure::Response(ResponseGroup::Silent)), [5, 6]);
    assert_eq!(of(Measure::Promise(Promise::Missed)), [3]);
    assert_eq!(of(Measure::MissedFor(Some(Reason::Leave))), [3]);
    assert_eq!(of(Measure::Category(Some("Speeding".to_owned()))), [1, 3]);
    assert_eq!(of(Measure::Outcome(PriorityState::Closed)), [1]);
    assert_eq!(of(Measure::OverdueAction), [1]);
    assert_eq!(of(Measure::LastingWait(WaitKind::Told)), [3]);
    assert_eq!(of(Measure::MedianWait(WaitKind::Told)), [1, 3]);
    assert_eq!(councils(&facts, &south, &Measure::Heard), [3, 4].map(CouncilId).into());
    assert_eq!(councils(&facts, &south, &Measure::OverdueAction), BTreeSet::new());
    let facts = facts_of_winter();
    let of =
        |measure: Measure| councils(&facts, &AreaKey::force(), &measure).into_iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(of(Measure::CouncilChange(Against::Last, CouncilMovement::Left)), [1]);
    assert_eq!(of(Measure::CouncilChange(Against::Last, CouncilMovement::CameBack)), [5]);
    assert_eq!(of(Measure::CouncilChange(Against::YearBefore, CouncilMovement::Left)), [0; 0]);
    assert_eq!(of(Measure::PriorityChange(Against::Last, PriorityMovement::New)), [0; 0]);
}

#[test]
fn each_bar_of_each_chart_has_the_councils_of_its_figure() {
    for facts in [facts_of_autumn(), facts_of_winter()] {
        assert_eq!(disagreements(&facts), [""; 0]);
        let areas = districts(&facts);
        let request = ReportRequest {
            by: Some(ReportLevel::District),
            focus: Some(areas[1].clone()),
            areas: areas.clone(),
            ..ReportRequest::default()
        };
        let charts = build_charts(&facts, &request);
        assert!(charts.len() >= 13, "{}", charts.len());
        let ids: BTreeSet<&str> = charts.iter().map(|chart| chart.id.as_str()).collect();
        assert_eq!(ids.len(), charts.len(), "each id once");
        for bar in charts.iter().flat_map(|chart| chart.bars()) {
            let area = bar.area.as_ref().unwrap_or(&areas[1]);
            let found = councils(&facts, area, &bar.measure).len();
            if counts_councils(bar.measure.base()) {
                assert_eq!(found, bar.share.n, "{} {}", area.label(), bar.measure.code());
            } else {
                assert_eq!(found > 0, bar.share.n > 0, "{} {}", area.label(), bar.measure.code());
            }
        }
        let missed = charts.iter().find(|chart| chart.id == "chart-results").unwrap();
        assert!(missed.is_empty() && missed.empty.ends_with('.'), "nothing was closed in the south: {missed:?}");
    }
}

type Meeting = (&'static str, Attendance, Option<Reason>);

const MEETINGS: [&[Meeting]; 4] = [
    &[],
    &[("2023-10-10", Attendance::InPerson, None)],
    &[("2023-11-07", Attendance::NotAttended, Some(Reason::Leave))],
    &[("2023-11-07", Attendance::NotAttended, None)],
];

fn any_council() -> impl Strategy<Value = Council> {
    let on = prop::sample::select(vec!["2023-09-10", "2023-09-29", "2023-09-30", "2023-10-01", "2023-12-20"]);
    let wish = prop::sample::select(vec![Wish::Yes, Wish::No, Wish::Unknown]);
    let answer = prop_oneof![Just(None), (on, wish).prop_map(Some)];
    (prop::sample::select(vec!["North", "South", ""]), answer, prop::sample::select(MEETINGS.to_vec()))
}

proptest! {
    #[test]
    fn every_figure_and_its_councils_agree(
        now in prop::collection::vec(any_council(), 4..12),
        before in prop::collection::vec(any_council(), 0..12),
        as_at in prop::sample::select(vec!["2023-09-20", "2023-09-30", "2023-10-02", "2023-12-31"]),
    ) {
        let mut facts = facts_of_autumn();
        facts.now = period_as_at(autumn(), &now, day(as_at));
        facts.before = (!before.is_empty()).then(|| period(winter(), &before));
        facts.limit = Some(ReplyLimit { hours: 72 });
        prop_assert_eq!(disagreements(&facts), Vec::<String>::new());
    }
}
