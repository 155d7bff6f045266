//! The priorities of the dashboard tests, with the work on them.

use charter::council_change::{CouncilChange, CouncilField};
use charter::council_file::{CouncilFile, PriorityFile, PriorityRound, RoundOutcome};
use charter::ids::{ActionId, CouncilChangeId, CouncilId, PriorityId, ProgressId, ReviewId, RoundId, UpdateId};
use charter::priority::{
    Action, ActionFacts, Closing, Outcome, Owner, Priority, PriorityState, PriorityStatus, Progress, Review,
};
use charter::priority_line::PriorityLine;
use charter::untrusted::Untrusted;
use charter::update::{Update, UpdateChannel};
use chrono::NaiveDate;

use crate::tui::app::model::Model;
use crate::tui::testing::{model, press};

/// Ross-on-Wye, whose priorities have a history.
pub const ROSS: CouncilId = CouncilId(2);
/// Abbey Dore, which has not answered yet; its earlier priorities are proposed.
pub const ABBEY: CouncilId = CouncilId(1);

/// The demo councils with Ross-on-Wye in focus.
pub fn ross(columns: u16, rows: u16) -> Model {
    let mut model = model(columns, rows);
    press(&mut model, "/ \"ross\" Enter");
    model
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A priority in the third quarter (round 0) and the fourth (round 1).
struct Made {
    id: i64,
    text: &'static str,
    category: Option<&'static str>,
    since: &'static str,
    carried: PriorityState,
    slot: Option<u8>,
    before: Option<(RoundOutcome, u8, &'static str)>,
    now: Option<RoundOutcome>,
    result: Option<&'static str>,
}

const SPEEDING: Option<&str> = Some("speeding and road safety");

const USUAL: Made = Made {
    id: 0,
    text: "",
    category: None,
    since: "2023-06-28",
    carried: PriorityState::Agreed,
    slot: None,
    before: None,
    now: None,
    result: None,
};

fn made(council: CouncilId) -> Vec<Made> {
    match council {
        ABBEY => of_abbey(),
        ROSS => of_ross(),
        _ => Vec::new(),
    }
}

fn of_abbey() -> Vec<Made> {
    vec![
        Made {
            id: 11,
            text: "Speeding on the A465",
            category: SPEEDING,
            carried: PriorityState::Proposed,
            before: Some((RoundOutcome::New, 1, "Speeding on the A465")),
            ..USUAL
        },
        Made {
            id: 12,
            text: "Hare coursing",
            category: Some("rural crime"),
            carried: PriorityState::Proposed,
            before: Some((RoundOutcome::New, 2, "Hare coursing")),
            ..USUAL
        },
    ]
}

fn of_ross() -> Vec<Made> {
    vec![
        Made {
            id: 21,
            text: "Speeding on the main road",
            category: SPEEDING,
            slot: Some(1),
            before: Some((RoundOutcome::New, 1, "Speeding")),
            now: Some(RoundOutcome::Changed),
            ..USUAL
        },
        Made {
            id: 22,
            text: "Parking at the school",
            category: Some("parking and obstruction"),
            since: "2023-09-12",
            slot: Some(2),
            now: Some(RoundOutcome::New),
            ..USUAL
        },
        Made { id: 23, text: "Litter", since: "2023-09-12", slot: Some(3), now: Some(RoundOutcome::New), ..USUAL },
        Made {
            id: 24,
            text: "Thefts from barns",
            category: Some("rural crime"),
            carried: PriorityState::Dropped,
            before: Some((RoundOutcome::New, 2, "Thefts from barns")),
            now: Some(RoundOutcome::Dropped),
            ..USUAL
        },
        Made {
            id: 25,
            text: "Motorbikes on the common",
            category: Some("anti-social behaviour"),
            carried: PriorityState::Closed,
            before: Some((RoundOutcome::New, 3, "Motorbikes on the common")),
            now: Some(RoundOutcome::Solved),
            result: Some("The gate was rebuilt; no report since August."),
            ..USUAL
        },
    ]
}

fn priority_file(council: CouncilId, made: &Made) -> PriorityFile {
    let id = PriorityId(made.id);
    let before = made.before.map(|(outcome, slot, text)| in_round(0, "2023-Q3", outcome, Some(slot), text));
    let now = made.now.map(|outcome| in_round(1, "2023-Q4", outcome, made.slot, made.text));
    let mut status = PriorityStatus::new(made.carried, made.slot);
    let (actions, progress, reviews) = (actions(council, id), progress(council, id), reviews(council, id));
    actions.iter().for_each(|action| status.count(action, crate::tui::testing::day()));
    status.progress_on = progress.first().map(|note| note.on);
    status.reviewed_on = reviews.first().map(|review| review.on);
    let closed = made.result.map(|result| Closing {
        on: day("2023-10-02"),
        outcome: Some(Outcome::Solved),
        result: Untrusted::from(result),
    });
    let priority = Priority {
        id,
        version: 3,
        council,
        since: day(made.since),
        text: Untrusted::from(made.text),
        category: made.category.map(str::to_owned),
        aims: Vec::new(),
        closed,
    };
    let rounds = before.into_iter().chain(now).collect();
    PriorityFile { priority, status, actions, progress, reviews, rounds }
}

fn in_round(round: i64, code: &str, outcome: RoundOutcome, slot: Option<u8>, text: &str) -> PriorityRound {
    PriorityRound { round: RoundId(round), code: code.to_owned(), fate: outcome, slot, text: Untrusted::from(text) }
}

fn done(mut action: Action, on: &str, evidence: &str) -> Action {
    action.facts.done_on = Some(day(on));
    action.facts.evidence = Untrusted::from(evidence);
    action
}

fn actions(council: CouncilId, priority: PriorityId) -> Vec<Action> {
    let action = |id: i64, what: &str, owner: Owner, who: &str, due: &str| Action {
        id: ActionId(id),
        version: 2,
        council,
        priority,
        facts: ActionFacts {
            on: day("2023-09-14"),
            what: Untrusted::from(what),
            owner,
            who: Untrusted::from(who),
            due: Some(day(due)),
            done_on: None,
            evidence: Untrusted::default(),
            aims: Vec::new(),
        },
    };
    match priority.0 {
        21 => vec![
            done(action(1, "Six speed checks", Owner::Team, "", "2023-09-30"), "2023-09-26", "14 drivers spoken to"),
            action(2, "Survey of speeds at the bend", Owner::Partner, "the highways authority", "2023-10-02"),
        ],
        22 => vec![action(3, "Letter to parents with the school", Owner::Council, "", "2023-10-09")],
        _ => Vec::new(),
    }
}

fn progress(council: CouncilId, priority: PriorityId) -> Vec<Progress> {
    if priority.0 != 21 {
        return Vec::new();
    }
    let text = Untrusted::from("Speed checks on four mornings; the survey is asked for.");
    vec![Progress { id: ProgressId(1), version: 1, council, priority, on: day("2023-09-28"), text }]
}

fn reviews(council: CouncilId, priority: PriorityId) -> Vec<Review> {
    if priority.0 != 21 {
        return Vec::new();
    }
    vec![Review {
        id: ReviewId(1),
        version: 1,
        council,
        priority,
        round: RoundId(0),
        on: day("2023-07-03"),
        priority_changed: false,
        response_changed: true,
        note: Untrusted::from("Checks moved to the mornings."),
    }]
}

/// Adds the priorities, the updates and the change of team to a file.
pub fn fill(file: &mut CouncilFile) {
    let council = file.council.id;
    file.priorities = made(council).iter().map(|made| priority_file(council, made)).collect();
    if council != ROSS {
        return;
    }
    for returned in &mut file.returns {
        for sent in &mut returned.answer.priorities {
            sent.priority = sent.slot.map(|slot| PriorityId(20 + i64::from(slot)));
            sent.category = sent.category.take().or_else(|| {
                let of = file.priorities.iter().find(|known| Some(known.priority.id) == sent.priority);
                of.and_then(|known| known.priority.category.clone())
            });
        }
    }
    file.updates = vec![Update {
        id: UpdateId(1),
        version: 1,
        council,
        on: day("2023-07-04"),
        how: UpdateChannel::Call,
        text: Untrusted::from("Rang the clerk about the checks."),
    }];
    file.changes = vec![CouncilChange {
        field: CouncilField::Team,
        from_unconfirmed: false,
        id: CouncilChangeId(1),
        version: 1,
        council,
        on: day("2023-09-20"),
        from: Untrusted::from("Ross SNT"),
        to: Untrusted::from("Wye SNT"),
        announced_on: None,
    }];
}

/// All councils' priorities as the store lists them: `Abbey Dore` has no current ones.
pub fn lines() -> Vec<PriorityLine> {
    [ABBEY, ROSS]
        .into_iter()
        .flat_map(|council| made(council).into_iter().map(move |made| priority_file(council, &made)))
        .map(|known| PriorityLine {
            id: known.priority.id,
            version: known.priority.version,
            council: known.priority.council,
            text: known.priority.text,
            category: known.priority.category,
            aims: known.priority.aims,
            since: known.priority.since,
            closed: known.priority.closed,
            status: known.status,
        })
        .collect()
}
