//! The sections with numbers. Each has a fixed number of paragraphs, whatever is on record.

use chrono::NaiveDate;

use super::build::{Builder, TableShape};
use super::charts;
use super::document::{Block, Cell, Column, Section, Table};
use super::figures::PeriodFacts;
use super::measure::{Measure, ReviewState};
use super::measure_lists;
use crate::calendar::{add_days, format_full};
use crate::engagement::Promise;
use crate::english::{capitalize, pluralize};
use crate::priority::PriorityState;
use crate::request::{Request, requests_to_report};
use crate::response_times::WaitKind;
use crate::round_comparison::{Against, CouncilMovement};

pub(super) fn participation(builder: &Builder<'_>) -> Section {
    let now = builder.now();
    let is_past = now.round.is_past(now.as_at);
    let groups = measure_lists::responses(is_past);
    let heard = builder.share(&Measure::Heard).count_of("council");
    let confirmed = builder.share(&Measure::Confirmed).count_of("council");
    let declined = builder.share(&Measure::Declined).count_of("council");
    let deadline = format_full(now.round.deadline);
    let missed = if is_past {
        let missed = builder.share(&Measure::MissedDeadline).count_of("council");
        format!("{missed} had neither confirmed nor declined by the deadline, {deadline}.")
    } else {
        format!("The deadline, {deadline}, has not passed, so no council has missed it.")
    };
    let mut blocks = vec![
        Block::text(format!(
            "{}, {heard} had been heard from.{}",
            builder.as_at(),
            builder.compared(&Measure::Heard, "council")
        )),
        Block::text(format!(
            "{}, {confirmed} had confirmed that they take part and named priorities.{} {declined} had declined.",
            builder.as_at(),
            builder.compared(&Measure::Confirmed, "council")
        )),
        Block::text(missed),
        Block::Chart(charts::responses(builder)),
        Block::Table(builder.table(
            ("responses", "Councils by how they responded", "response"),
            &groups,
            if builder.facts.periods().all(|one| one.round.is_past(one.as_at) == is_past) {
                TableShape::PARTS
            } else {
                TableShape::CHANGES
            },
        )),
        Block::Table(builder.table(
            ("participation", "Councils heard from, confirmed and declined", "measure"),
            &[Measure::Heard, Measure::Confirmed, Measure::Declined],
            TableShape::ROWS,
        )),
    ];
    let by = [&[Measure::Heard, Measure::Confirmed], groups.as_slice()].concat();
    blocks.extend(builder.by_area(("responses", "Responses"), &by).map(Block::Table));
    Section::new("participation", "Which councils replied", blocks)
}

pub(super) fn replies_by_day(builder: &Builder<'_>) -> Section {
    let now = builder.now();
    let last = (now.as_at - now.round.deadline).num_days();
    let by_deadline = builder.share(&Measure::HeardBy(0)).count_of("council");
    let heard = builder.share(&Measure::Heard).count_of("council");
    let sentence = if last >= 0 {
        format!(
            "By the deadline, {}, replies of {by_deadline} had come.{} By {}: {heard}.",
            format_full(now.round.deadline),
            builder.compared(&Measure::HeardBy(0), "council"),
            format_full(now.as_at)
        )
    } else {
        format!(
            "The deadline is {}. By {}, replies of {heard} had come.",
            format_full(now.round.deadline),
            format_full(now.as_at)
        )
    };
    let blocks =
        vec![Block::text(sentence), Block::Chart(charts::replies_by_day(builder)), Block::Table(days_table(builder))];
    Section::new("replies", "Replies by day", blocks)
}

/// A row for each day on which the share of either round moves.
fn days_table(builder: &Builder<'_>) -> Table {
    let periods: Vec<&PeriodFacts> = std::iter::once(builder.now()).chain(&builder.facts.before).collect();
    let label = |period: &&PeriodFacts| Column::value(format!("heard from, {}", period.round.short_title()));
    let row = |day: i64| {
        let measure = Measure::HeardBy(day);
        let on = add_days(builder.now().round.deadline, day);
        let values = periods.iter().map(|period| Cell::Value(builder.value(period, builder.area(), &measure)));
        [Cell::Text(measure.label()), Cell::Day(on)].into_iter().chain(values).collect()
    };
    Table {
        id: "replies-by-day".to_owned(),
        title: "Councils heard from, by day from the deadline".to_owned(),
        about: format!("{}; days on which nobody was first heard from are left out", builder.about(&[Measure::Heard])),
        columns: [Column::text("day"), Column::day("date in this round")]
            .into_iter()
            .chain(periods.iter().map(label))
            .collect(),
        rows: builder.days().into_iter().map(row).collect(),
        is_partition: false,
    }
}

pub(super) fn promises(builder: &Builder<'_>) -> Section {
    let made = builder.share(&Measure::PromiseMade).count_of("council");
    let kept = builder.share(&Measure::PromiseKept).count_of("promise");
    let missed = builder.share(&Measure::Promise(Promise::Missed)).count_of("promise");
    let owed = builder.share(&Measure::Promise(Promise::Owed)).count_of("promise");
    let updates = builder.share(&Measure::UpdateOwed).count_of("confirmed council");
    let (of_all, of_made) = (measure_lists::promises_made(), measure_lists::promises());
    let mut blocks = vec![
        Block::text(format!(
            "The force promises each council that takes part one contact a quarter. It was made to {made}."
        )),
        Block::text(format!(
            "{}, {kept} had been kept, at a meeting or in writing.{}",
            builder.as_at(),
            builder.compared(&Measure::PromiseKept, "promise")
        )),
        Block::text(format!(
            "{}, {missed} had been missed, and {owed} were still owed. An update was owed to {updates}.",
            builder.as_at()
        )),
        Block::Table(builder.table(
            ("promises-made", "Councils by whether a contact was promised", "promise"),
            &of_all,
            TableShape::PARTS,
        )),
        Block::Table(builder.table(
            ("promises", "What became of the promises", "promise"),
            &of_made,
            TableShape::PARTS,
        )),
        Block::Table(builder.table(
            ("promises-missed", "Missed promises by reason", "reason"),
            &measure_lists::missed_reasons(),
            TableShape::PARTS,
        )),
    ];
    let by = [&[Measure::PromiseMade, Measure::PromiseKept], of_made.as_slice()].concat();
    blocks.extend(builder.by_area(("promises", "Promises"), &by).map(Block::Table));
    Section::new("promises", "Promises of contact", blocks)
}

pub(super) fn priorities(builder: &Builder<'_>) -> Section {
    let outcomes = measure_lists::outcomes();
    let total = builder.share(&Measure::Outcome(PriorityState::Agreed)).of;
    let closed = builder.share(&Measure::Outcome(PriorityState::Closed)).count_of("priority");
    let overdue = builder.share(&Measure::OverdueAction).count_of("open priority");
    let mut blocks = vec![
        Block::text(format!(
            "{}, {} were on record in the round. {closed} had been closed with a result.{}",
            builder.as_at(),
            pluralize(total, "priority"),
            builder.compared(&Measure::Outcome(PriorityState::Closed), "priority")
        )),
        Block::text(format!("{}, {overdue} had an action past its due day.", builder.as_at())),
        Block::Chart(charts::outcomes(builder)),
        Block::Table(builder.table(("outcomes", "Priorities by outcome", "outcome"), &outcomes, TableShape::PARTS)),
        Block::Table(builder.table(
            ("categories", "Priorities by category", "category"),
            &categories(builder),
            TableShape::PARTS,
        )),
    ];
    let results: Vec<Measure> = builder.known(|measure| matches!(measure, Measure::Result(_)));
    if !results.is_empty() {
        let title = ("results", "Closed priorities by what came of them", "result");
        blocks.push(Block::Table(builder.table(title, &results, TableShape::PARTS)));
    }
    let aims: Vec<Measure> = builder.known(|measure| matches!(measure, Measure::Aim(_)));
    if !aims.is_empty() {
        // A priority may serve several aims, so these are no parts of a whole.
        blocks.push(Block::Table(builder.table(("aims", "Priorities by aim", "aim"), &aims, TableShape::ROWS)));
    }
    blocks.extend(builder.by_area(("outcomes", "Priorities by outcome"), &outcomes).map(Block::Table));
    Section::new("priorities", "Priorities and what came of them", blocks)
}

/// Of any period, so that the columns are complete.
fn categories(builder: &Builder<'_>) -> Vec<Measure> {
    let known = builder.known(|measure| matches!(measure, Measure::Category(_)));
    if known.is_empty() { vec![Measure::Category(None)] } else { known }
}

/// What public bodies asked for and is open, or was answered in the quarter: when, and of which kind. The words are free
/// text, so they are not in a report.
pub(super) fn request_log(builder: &Builder<'_>) -> Section {
    let as_at = builder.now().as_at;
    let requests = requests_to_report(&builder.facts.requests, builder.now().round.starts_on, as_at);
    let count = |is_counted: fn(&Request, NaiveDate) -> bool| {
        requests.iter().filter(|request| is_counted(request, as_at)).count()
    };
    let (open, overdue) = (count(Request::is_open), count(Request::is_overdue));
    let text = match requests.len() {
        0 => "No request of a public body is open, or was answered in the quarter.".to_owned(),
        n => format!(
            "{}, open or answered in the quarter: {open} open, of which {overdue} past the due day.",
            pluralize(n, "request")
        ),
    };
    let mut blocks = vec![Block::text(text)];
    let day = |on: Option<NaiveDate>| on.map_or_else(|| Cell::Text("none".to_owned()), Cell::Day);
    let row = |request: &&Request| {
        let facts = &request.facts;
        let answered = facts.answered_on.filter(|on| *on <= as_at);
        vec![Cell::Text(facts.kind.label().to_owned()), Cell::Day(facts.on), day(facts.due), day(answered)]
    };
    if !requests.is_empty() {
        blocks.push(Block::Table(Table {
            id: "requests".to_owned(),
            title: "Requests of public bodies".to_owned(),
            about: format!("The whole force; as at {}", format_full(as_at)),
            columns: vec![
                Column::text("kind"),
                Column::day("asked on"),
                Column::day("due"),
                Column::day("answered on"),
            ],
            rows: requests.iter().map(row).collect(),
            is_partition: false,
        }));
    }
    Section::new("requests", "Requests of public bodies", blocks)
}

pub(super) fn reviews(builder: &Builder<'_>) -> Section {
    let states = measure_lists::reviews();
    let reviewed = builder.share(&Measure::Review(ReviewState::Reviewed)).count_of("open priority");
    let mut blocks = vec![
        Block::text(format!(
            "{}, {reviewed} had been reviewed in the last three months.{}",
            builder.as_at(),
            builder.compared(&Measure::Review(ReviewState::Reviewed), "open priority")
        )),
        Block::Table(builder.table(
            ("reviews", "Open priorities by their last review", "review"),
            &states,
            TableShape::PARTS,
        )),
    ];
    let by = [states.as_slice(), &[Measure::OverdueAction]].concat();
    blocks.extend(builder.by_area(("reviews", "Reviews"), &by).map(Block::Table));
    Section::new("reviews", "Priorities reviewed in the last three months", blocks)
}

pub(super) fn follow_up(builder: &Builder<'_>) -> Section {
    let words = |kind: &WaitKind| {
        let median = builder.value(builder.now(), builder.area(), &Measure::MedianWait(*kind));
        let lasting = builder.share(&Measure::LastingWait(*kind)).count_of("wait");
        format!("{}: {}; still waiting {lasting}", capitalize(kind.label()), Cell::Value(median))
    };
    let kinds: Vec<String> = WaitKind::ALL.iter().map(words).collect();
    let mut measures: Vec<Measure> =
        WaitKind::ALL.iter().flat_map(|kind| [Measure::MedianWait(*kind), Measure::LastingWait(*kind)]).collect();
    measures.extend(builder.facts.limit.map(|_| Measure::OverLimit));
    let mut blocks = vec![
        Block::text(format!("{}, councils had waited this long. {}.", builder.as_at(), kinds.join(". "))),
        Block::Table(builder.table(("follow-up", "How long councils waited", "wait"), &measures, TableShape::ROWS)),
    ];
    blocks.extend(builder.by_area(("follow-up", "How long councils waited"), &measures).map(Block::Table));
    Section::new("follow-up", "Follow-up times", blocks)
}

/// What changed since the round before, and since the same quarter of the year before.
pub(super) fn changes(builder: &Builder<'_>) -> Section {
    let mut blocks = Vec::new();
    for against in Against::ALL {
        let Some(before) = builder.facts.earlier(*against) else {
            let what = match against {
                Against::Last => "No earlier round is on record, so nothing is compared.",
                Against::YearBefore => {
                    "No other round of the same quarter a year before is on record, so nothing is compared."
                }
            };
            blocks.push(Block::text(what));
            continue;
        };
        let (councils, priorities) =
            (measure_lists::council_changes(*against), measure_lists::priority_changes(*against));
        let of = |movement| builder.share(&Measure::CouncilChange(*against, movement));
        blocks.push(Block::text(format!(
            "Since {against} ({}): {} joined, {} came back, {} left, {} fell silent, of {}.",
            Builder::when(before),
            of(CouncilMovement::Joined).n,
            of(CouncilMovement::CameBack).n,
            of(CouncilMovement::Left).n,
            of(CouncilMovement::FellSilent).n,
            pluralize(of(CouncilMovement::Joined).of, "council"),
        )));
        let (code, title) = (against.code(), format!("Councils since {against}"));
        let id = format!("councils-since-{code}");
        blocks.push(Block::Table(builder.table((&id, &title, "change"), &councils, TableShape::CHANGES)));
        let (id, title) = (format!("priorities-since-{code}"), format!("Priorities since {against}"));
        blocks.push(Block::Table(builder.table((&id, &title, "change"), &priorities, TableShape::CHANGES)));
    }
    Section::new("changes", "What changed", blocks)
}
