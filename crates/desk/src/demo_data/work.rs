//! The work of the first days of the quarter: actions, progress, reviews, results, updates, excuses and changes of
//! team, derived from the priorities in the demo returns.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::phrases;
use super::scenario::{hash_roll, titled_change};
use charter::calendar::add_days;
use charter::change::{
    Act, Change, ClosePriority, CouncilDetails, EditCouncil, RecordAction, RecordExcuse, RecordProgress, RecordReview,
    RecordUpdate,
};
use charter::council::Council;
use charter::diary::{DiaryLine, MeetingState};
use charter::ids::CouncilId;
use charter::priority::{ActionFacts, Closing, Outcome, Owner, PriorityState};
use charter::priority_line::PriorityLine;
use charter::round::Round;
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;

/// The reason of the demo excuse.
pub(super) const EXCUSE: &str = "Reviewed with the council: neither its priorities nor our response have changed.";

/// The records from which the demo work derives.
pub struct DemoState<'a> {
    pub councils: &'a [Council],
    pub priorities: &'a [PriorityLine],
    pub diary: &'a [DiaryLine],
    pub round: &'a Round,
    pub today: NaiveDate,
}

/// The work of the first days of the quarter, as changes to load in this order.
pub fn demo_work(known: &DemoState<'_>) -> Vec<Change> {
    let agreed = || known.priorities.iter().filter(|line| line.status.state == PriorityState::Agreed);
    let of_each =
        |acts: fn(&PriorityLine, &DemoState<'_>) -> Vec<Act>| agreed().flat_map(|line| acts(line, known)).collect();
    let parts: [(&str, &str, Vec<Act>); 7] = [
        ("actions:", "action", of_each(actions)),
        ("progress:", "note", of_each(progress)),
        ("reviews:", "review", of_each(reviews)),
        ("results:", "result", of_each(results)),
        ("updates:", "update", updates(known)),
        ("decisions:", "decision", decisions(known)),
        ("changes of team:", "council", new_teams(known)),
    ];
    let mut changes: Vec<Change> = parts.into_iter().map(|(what, one, acts)| titled_change(what, one, acts)).collect();
    changes.retain(|change| !change.acts.is_empty());
    changes
}

/// A number below `sides` that depends only on the priority's id and on `what`.
fn roll(line: &PriorityLine, what: &str, sides: usize) -> usize {
    hash_roll(line.id.0, what, sides)
}

fn pick(line: &PriorityLine, what: &str, section: &str) -> &'static str {
    let phrases = phrases::lines(section);
    phrases[roll(line, what, phrases.len())]
}

fn days(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(0)
}

/// Actions for three priorities of five: one in four is done, some are due this week, a few are overdue.
fn actions(line: &PriorityLine, known: &DemoState<'_>) -> Vec<Act> {
    if roll(line, "action", 5) > 2 {
        return Vec::new();
    }
    let on = add_days(known.today, -days(roll(line, "promised", 4))).max(line.since);
    let (owner, rest) = pick(line, "what", "actions").split_once(" | ").unwrap_or_default();
    let (who, what) = rest.split_once(" | ").unwrap_or_default();
    let done = roll(line, "done", 4) == 0;
    let due = add_days(known.today, days(roll(line, "due", 42)) - 2).max(on);
    let facts = ActionFacts {
        on,
        what: Untrusted::from(what),
        owner: Owner::from_code(owner).unwrap_or(Owner::Team),
        who: Untrusted::from(who),
        due: (roll(line, "dated", 6) > 0).then_some(due),
        done_on: done.then_some(known.today),
        evidence: Untrusted::from(if done { pick(line, "evidence", "evidence") } else { "" }),
        aims: Vec::new(),
    };
    vec![Act::Action(RecordAction { council: line.council, priority: line.id, correct: None, facts })]
}

fn progress(line: &PriorityLine, known: &DemoState<'_>) -> Vec<Act> {
    if roll(line, "progress", 5) > 1 {
        return Vec::new();
    }
    let on = add_days(known.today, -days(roll(line, "noted", 4))).max(line.since);
    let text = Untrusted::from(pick(line, "text", "progress"));
    vec![Act::Progress(RecordProgress { council: line.council, priority: line.id, on, text })]
}

/// Reviews all priorities of a council or none.
fn reviews(line: &PriorityLine, known: &DemoState<'_>) -> Vec<Act> {
    if hash_roll(line.council.0, "review", 9) != 0 {
        return Vec::new();
    }
    vec![Act::Review(RecordReview {
        council: line.council,
        priority: line.id,
        round: known.round.id,
        on: known.today,
        priority_changed: hash_roll(line.council.0, "priority changed", 3) == 0,
        response_changed: hash_roll(line.council.0, "response changed", 3) == 0,
        note: Untrusted::default(),
    })]
}

fn results(line: &PriorityLine, known: &DemoState<'_>) -> Vec<Act> {
    if roll(line, "result", 40) != 0 {
        return Vec::new();
    }
    let (outcome, result) = pick(line, "outcome", "results").split_once(" | ").unwrap_or_default();
    let closed =
        Some(Closing { on: known.today, outcome: Outcome::from_code(outcome), result: Untrusted::from(result) });
    // A review or another act does not change the priority's own record.
    vec![Act::Close(ClosePriority { council: line.council, priority: line.id, version: line.version, closed })]
}

/// Most councils get their update at an attended meeting; some others in a call or in writing.
fn updates(known: &DemoState<'_>) -> Vec<Act> {
    let texts = phrases::lines("updates");
    let mut updated = BTreeSet::new();
    let act = |council: CouncilId, on: NaiveDate, how: UpdateChannel| {
        let text = Untrusted::from(texts[hash_roll(council.0, "told", texts.len())]);
        Act::Update(RecordUpdate { council, on, how, text })
    };
    let mut acts = Vec::new();
    let met = known.diary.iter().filter(|line| line.state(known.today) == MeetingState::Met);
    for line in met.filter(|line| hash_roll(line.council.0, "was told", 3) > 0) {
        if updated.insert(line.council) {
            acts.push(act(line.council, line.on, UpdateChannel::Meeting));
        }
    }
    for line in known.priorities.iter().filter(|line| line.status.slot == Some(1)) {
        let how =
            if hash_roll(line.council.0, "how told", 2) == 0 { UpdateChannel::Call } else { UpdateChannel::Written };
        if hash_roll(line.council.0, "also told", 8) == 0 && updated.insert(line.council) {
            acts.push(act(line.council, add_days(known.today, -1), how));
        }
    }
    acts
}

fn decisions(known: &DemoState<'_>) -> Vec<Act> {
    let first = known.priorities.iter().filter(|line| line.status.slot == Some(1));
    first
        .filter(|line| hash_roll(line.council.0, "decision", 25) == 0)
        .map(|line| {
            Act::Excuse(RecordExcuse {
                council: line.council,
                round: known.round.id,
                on: known.today,
                by: Untrusted::from("the sergeant"),
                reason: Untrusted::from(EXCUSE),
            })
        })
        .collect()
}

/// A few councils moved to the neighbouring team at the beginning of the quarter and do not know yet.
fn new_teams(known: &DemoState<'_>) -> Vec<Act> {
    let other = |council: &Council| {
        let neighbours = known.councils.iter().filter(|known| known.district == council.district);
        neighbours.map(|known| known.team.clone()).find(|team| *team != council.team)
    };
    let chosen = known.councils.iter().filter(|council| hash_roll(council.id.0, "new team", 150) == 0);
    chosen
        .filter_map(|council| {
            let details = CouncilDetails {
                team: Some(other(council)?),
                changed_from: Some(known.round.starts_on),
                ..CouncilDetails::default()
            };
            Some(Act::Council(EditCouncil { council: council.id, version: None, details }))
        })
        .collect()
}
