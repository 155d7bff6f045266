//! The part of `show --json` about the quarter's work.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use charter::attendance_hint::Hint;
use charter::council_change::{CouncilChange, CouncilField};
use charter::council_file::{CouncilFile, PriorityFile, RoundOutcome};
use charter::engagement::Promise;
use charter::excuse::Excuse;
use charter::ids::PriorityId;
use charter::meeting::Reason;
use charter::priority::{Action, Closing, PriorityState, Progress, Review};
use charter::round::Round;
use charter::untrusted::Untrusted;
use charter::update::Update;

#[derive(Serialize, JsonSchema)]
pub(super) struct QuarterDocument<'a> {
    /// The contact that is due in the quarter.
    quarterly_contact: ContactDocument,
    agreed_priorities: Vec<PriorityDocument<'a>>,
    updates: &'a [Update],
    decisions: &'a [Excuse],
    team_changes: Vec<&'a CouncilChange>,
    /// Changes of its name, kind, county, district and parishes, the newest first.
    area_changes: Vec<&'a CouncilChange>,
    /// The meeting pattern as text.
    pattern: Option<String>,
    /// The days of its next meetings.
    coming: Vec<NaiveDate>,
    /// Whether physical attendance is required, as text.
    hint: String,
}

#[derive(Serialize, JsonSchema)]
struct ContactDocument {
    promise: Promise,
    /// The day of the meeting, update or decision that decides it.
    on: Option<NaiveDate>,
    /// Why a meeting was missed.
    reason: Option<Reason>,
    /// A past meeting whose outcome is not recorded.
    unrecorded_on: Option<NaiveDate>,
    explanation: String,
}

#[derive(Serialize, JsonSchema)]
struct PriorityDocument<'a> {
    id: PriorityId,
    text: &'a Untrusted,
    category: Option<&'a str>,
    aims: &'a [String],
    since: NaiveDate,
    state: PriorityState,
    slot: Option<u8>,
    actions: &'a [Action],
    progress: &'a [Progress],
    reviews: &'a [Review],
    closed: Option<&'a Closing>,
    /// Its outcome, round by round.
    through: Vec<InRoundDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct InRoundDocument<'a> {
    round: &'a str,
    fate: RoundOutcome,
    text: &'a Untrusted,
}

impl<'a> QuarterDocument<'a> {
    pub(super) fn of(file: &'a CouncilFile, round: &Round, as_at: NaiveDate) -> Self {
        let quarterly = &file.status.quarterly;
        Self {
            quarterly_contact: ContactDocument {
                promise: quarterly.promise,
                on: quarterly.on,
                reason: quarterly.reason,
                unrecorded_on: quarterly.unrecorded_on,
                explanation: quarterly.explain(round, as_at),
            },
            agreed_priorities: file.priorities.iter().map(priority).collect(),
            updates: &file.updates,
            decisions: &file.excuses,
            team_changes: file.team_changes().collect(),
            area_changes: file.changes.iter().filter(|change| change.field != CouncilField::Team).collect(),
            pattern: file.council.pattern.as_ref().map(|pattern| pattern.describe()),
            coming: file.coming.iter().filter(|line| line.is_to_come(as_at)).map(|line| line.on).collect(),
            hint: Hint::for_council(file).describe(),
        }
    }
}

fn priority(known: &PriorityFile) -> PriorityDocument<'_> {
    let through = known.rounds.iter();
    PriorityDocument {
        id: known.priority.id,
        text: &known.priority.text,
        category: known.priority.category.as_deref(),
        aims: &known.priority.aims,
        since: known.priority.since,
        state: known.status.state,
        slot: known.status.slot,
        actions: &known.actions,
        progress: &known.progress,
        reviews: &known.reviews,
        closed: known.priority.closed.as_ref(),
        through: through.map(|of| InRoundDocument { round: &of.code, fate: of.fate, text: &of.text }).collect(),
    }
}
