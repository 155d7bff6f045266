//! The charts: those of the document, and those that a screen shows in place of tables. Each bar knows its figure, so that
//! the councils behind it can be listed (see [`super::councils`]).

use super::area_key::AreaKey;
use super::build::Builder;
use super::document::{Bar, Chart, ChartKind, Line};
use super::figures::{PeriodFacts, Value};
use super::measure::Measure;
use super::measure_lists;
use super::share::Share;
use crate::calendar::format_full;
use crate::engagement::Promise;
use crate::priority::PriorityState;
use crate::response_times::WaitKind;
use crate::round_comparison::{Against, CouncilMovement, PriorityMovement};

/// In the order of the document. A chart that has nothing to show is among them, and says why.
pub(super) fn all(builder: &Builder<'_>) -> Vec<Chart> {
    let mut all = vec![responses(builder), participation(builder), replies_by_day(builder)];
    all.extend(by_area(builder));
    all.extend([promises_made(builder), promises(builder), missed(builder), outcomes(builder)]);
    all.extend([categories(builder), aims(builder), results(builder), reviews(builder), follow_up(builder)]);
    all.extend(Against::ALL.iter().flat_map(|against| changes(builder, *against)));
    all.push(attention(builder));
    all
}

/// A chart of measures, in its own order.
struct Draft<'a> {
    id: &'a str,
    name: &'a str,
    title: String,
    measures: &'a [Measure],
    empty: &'static str,
}

fn bars(builder: &Builder<'_>, measures: &[Measure], label: fn(&Measure) -> String) -> Vec<Bar> {
    let bar = |measure: &Measure| Bar {
        label: label(measure),
        measure: measure.clone(),
        area: None,
        share: builder.share(measure),
    };
    measures.iter().map(bar).collect()
}

fn chart(builder: &Builder<'_>, draft: Draft<'_>, kind: fn(Vec<Bar>) -> ChartKind) -> Chart {
    let bars = bars(builder, draft.measures, Measure::label);
    Chart {
        id: format!("chart-{}", draft.id),
        name: draft.name.to_owned(),
        title: draft.title,
        about: builder.about(draft.measures),
        description: describe(draft.name, &bars),
        kind: kind(bars),
        empty: draft.empty,
    }
}

fn describe(what: &str, bars: &[Bar]) -> String {
    let bars: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, bar.share)).collect();
    format!("{what}: {}.", bars.join("; "))
}

const NO_COUNCIL: &str = "No council was asked in this round and area.";

pub(super) fn responses(builder: &Builder<'_>) -> Chart {
    let now = builder.now();
    let measures = measure_lists::responses(now.round.is_past(now.as_at));
    let title = format!("{} were heard from", builder.share(&Measure::Heard).count_of("council"));
    let draft = Draft { id: "responses", name: "Responses", title, measures: &measures, empty: NO_COUNCIL };
    chart(builder, draft, ChartKind::Stacked)
}

fn participation(builder: &Builder<'_>) -> Chart {
    let now = builder.now();
    let mut measures = vec![Measure::Heard, Measure::Confirmed, Measure::Declined];
    measures.extend(now.round.is_past(now.as_at).then_some(Measure::MissedDeadline));
    let title = format!("{} confirmed that they take part", builder.share(&Measure::Confirmed).count_of("council"));
    let draft = Draft { id: "participation", name: "Participation", title, measures: &measures, empty: NO_COUNCIL };
    chart(builder, draft, ChartKind::Bars)
}

/// The report's own round and the one before.
pub(super) fn replies_by_day(builder: &Builder<'_>) -> Chart {
    let now = builder.now();
    let heard = builder.share(&Measure::Heard).count_of("council");
    let line = |period: &PeriodFacts| Line { label: period.round.short_title(), points: points(builder, period) };
    let lines: Vec<Line> = std::iter::once(now).chain(&builder.facts.before).map(line).collect();
    let ends: Vec<String> = lines
        .iter()
        .filter_map(|line| Some(format!("{}: {}", line.label, line.points.last()?.share.count_of("council"))))
        .collect();
    Chart {
        id: "chart-replies".to_owned(),
        name: "Replies by day".to_owned(),
        title: format!("{heard} were heard from by {}", format_full(now.as_at)),
        about: format!(
            "{}; share of councils first heard from, by day from the deadline",
            builder.about(&[Measure::Heard])
        ),
        description: format!("The share rises from the first reply to these last values. {}.", ends.join("; ")),
        kind: ChartKind::Lines(lines),
        empty: "No council had been heard from by this day.",
    }
}

fn points(builder: &Builder<'_>, period: &PeriodFacts) -> Vec<Bar> {
    let days = builder.days().into_iter().map(Measure::HeardBy);
    days.filter_map(|measure| match builder.value(period, builder.area(), &measure) {
        Some(Value::Share(share)) => Some(Bar { label: measure.label(), measure, area: None, share }),
        _ => None,
    })
    .collect()
}

/// Councils heard from in each area of the level below. `None` if the request names no level.
fn by_area(builder: &Builder<'_>) -> Option<Chart> {
    let level = builder.request.by?;
    let bar = |area: &AreaKey| Bar {
        label: area.label(),
        measure: Measure::Heard,
        area: Some(area.clone()),
        share: builder.share_of(builder.now(), area, &Measure::Heard),
    };
    let bars: Vec<Bar> = builder.request.areas.iter().map(bar).collect();
    let heard = builder.share(&Measure::Heard).count_of("council");
    let name = format!("Heard by {level}");
    Some(Chart {
        id: format!("chart-heard-by-{level}"),
        title: format!("{heard} were heard from, by {level}"),
        about: format!("{}; in the order of names, not ranked", builder.about(&[Measure::Heard])),
        description: describe(&name, &bars),
        name,
        kind: ChartKind::Bars(bars),
        empty: NO_COUNCIL,
    })
}

fn promises_made(builder: &Builder<'_>) -> Chart {
    let title = format!("A contact was promised to {}", builder.share(&Measure::PromiseMade).count_of("council"));
    let measures = measure_lists::promises_made();
    let draft = Draft { id: "promises-made", name: "Contacts promised", title, measures: &measures, empty: NO_COUNCIL };
    chart(builder, draft, ChartKind::Stacked)
}

fn promises(builder: &Builder<'_>) -> Chart {
    let title =
        format!("{} were kept, at a meeting or in writing", builder.share(&Measure::PromiseKept).count_of("promise"));
    let measures = measure_lists::promises();
    let empty = "No contact was promised to a council of this round and area, so none was kept or missed.";
    chart(builder, Draft { id: "promises", name: "Promises", title, measures: &measures, empty }, ChartKind::Stacked)
}

fn missed(builder: &Builder<'_>) -> Chart {
    let title = format!("{} were missed", builder.share(&Measure::Promise(Promise::Missed)).count_of("promise"));
    let measures = most_first(builder, |measure| matches!(measure, Measure::MissedFor(_)));
    let empty = "No promise was missed, so there is no reason to show.";
    chart(builder, Draft { id: "missed", name: "Reasons missed", title, measures: &measures, empty }, ChartKind::Bars)
}

const NO_PRIORITY: &str = "No priority is on record in this round and area.";

pub(super) fn outcomes(builder: &Builder<'_>) -> Chart {
    let closed = builder.share(&Measure::Outcome(PriorityState::Closed)).count_of("priority");
    let title = format!("{closed} were closed with a result");
    let measures = measure_lists::outcomes();
    let draft = Draft { id: "outcomes", name: "Priorities", title, measures: &measures, empty: NO_PRIORITY };
    chart(builder, draft, ChartKind::Bars)
}

/// The most frequent first: unlike areas, these may be ranked. Those that nothing counts as are left out.
fn most_first(builder: &Builder<'_>, is_wanted: fn(&Measure) -> bool) -> Vec<Measure> {
    let mut measures = builder.known(is_wanted);
    measures.retain(|measure| builder.share(measure).n > 0);
    measures.sort_by_key(|measure| std::cmp::Reverse(builder.share(measure).n));
    measures
}

fn most(builder: &Builder<'_>, measures: &[Measure], otherwise: &str) -> String {
    measures.first().map_or_else(
        || otherwise.to_owned(),
        |measure| format!("Most often: {}, {}", measure.label(), builder.share(measure).count_of("priority")),
    )
}

fn categories(builder: &Builder<'_>) -> Chart {
    let measures = most_first(builder, |measure| matches!(measure, Measure::Category(_)));
    let title = most(builder, &measures, "No category is on record");
    let draft = Draft { id: "categories", name: "Categories", title, measures: &measures, empty: NO_PRIORITY };
    chart(builder, draft, ChartKind::Bars)
}

fn aims(builder: &Builder<'_>) -> Chart {
    let measures = most_first(builder, |measure| matches!(measure, Measure::Aim(_)));
    let title = most(builder, &measures, "No aim is on record");
    let empty = "No priority of this round and area is tagged with an aim.";
    chart(builder, Draft { id: "aims", name: "Aims", title, measures: &measures, empty }, ChartKind::Bars)
}

fn results(builder: &Builder<'_>) -> Chart {
    let measures = most_first(builder, |measure| matches!(measure, Measure::Result(_)));
    let closed = builder.share(&Measure::Outcome(PriorityState::Closed)).count_of("priority");
    let title = format!("{closed} were closed: with these results");
    let empty = "No priority was closed in the quarter, so there is no result to show.";
    chart(builder, Draft { id: "results", name: "Results", title, measures: &measures, empty }, ChartKind::Bars)
}

fn reviews(builder: &Builder<'_>) -> Chart {
    let measures = measure_lists::reviews();
    let reviewed = measures.first().map_or_else(Share::default, |measure| builder.share(measure));
    let title = format!("{} were reviewed in the last three months", reviewed.count_of("open priority"));
    let empty = "No priority of this round and area is open, so none is to be reviewed.";
    chart(builder, Draft { id: "reviews", name: "Reviews", title, measures: &measures, empty }, ChartKind::Stacked)
}

fn follow_up(builder: &Builder<'_>) -> Chart {
    let mut measures: Vec<Measure> = WaitKind::ALL.iter().map(|kind| Measure::LastingWait(*kind)).collect();
    measures.extend(builder.facts.limit.map(|_| Measure::OverLimit));
    let lasting = builder.share(&Measure::LastingWait(WaitKind::Acknowledgement)).count_of("reply");
    let title = format!("{lasting} still wait for an acknowledgement");
    let empty = "No council waited for the team in this round and area.";
    chart(builder, Draft { id: "follow-up", name: "Follow-up", title, measures: &measures, empty }, ChartKind::Bars)
}

/// Councils and priorities; none if no such round is on record.
fn changes(builder: &Builder<'_>, against: Against) -> Vec<Chart> {
    if builder.facts.earlier(against).is_none() {
        return Vec::new();
    }
    let code = against.code();
    let of = |movement| builder.share(&Measure::CouncilChange(against, movement)).n;
    let title = format!(
        "Since {against}: {} joined, {} left, {} fell silent",
        of(CouncilMovement::Joined),
        of(CouncilMovement::Left),
        of(CouncilMovement::FellSilent)
    );
    let (id, name) = (format!("councils-since-{code}"), format!("Councils since {against}"));
    let measures = measure_lists::council_changes(against);
    let draft = Draft { id: &id, name: &name, title, measures: &measures, empty: NO_COUNCIL };
    let councils = chart(builder, draft, ChartKind::Bars);
    let new = builder.share(&Measure::PriorityChange(against, PriorityMovement::New)).count_of("priority");
    let (id, name) = (format!("priorities-since-{code}"), format!("Priorities since {against}"));
    let measures = measure_lists::priority_changes(against);
    let title = format!("Since {against}: {new} are new");
    let empty = "No priority was agreed in either round.";
    let draft = Draft { id: &id, name: &name, title, measures: &measures, empty };
    vec![councils, chart(builder, draft, ChartKind::Bars)]
}

fn attention(builder: &Builder<'_>) -> Chart {
    let now = builder.now();
    let steps = measure_lists::attention(now.round.is_past(now.as_at));
    let measures: Vec<Measure> = steps.into_iter().map(|(measure, _)| measure).collect();
    let bars = bars(builder, &measures, Measure::full_label);
    let owed = builder.share(&Measure::Promise(Promise::Owed)).count_of("promise");
    Chart {
        id: "chart-attention".to_owned(),
        name: "Needs attention".to_owned(),
        title: format!("{owed} are still owed"),
        about: format!("{}; {}; each bar has its own base", builder.area().label(), Builder::when(now)),
        description: describe("Needs attention", &bars),
        kind: ChartKind::Bars(bars),
        empty: NO_COUNCIL,
    }
}
