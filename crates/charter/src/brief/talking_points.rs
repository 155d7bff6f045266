//! What to tell the council, and what to ask it, derived from its status, the most urgent first.

use chrono::NaiveDate;

use super::page::truncate;
use crate::calendar::{format_full, format_short};
use crate::council_file::{CouncilFile, PriorityFile};
use crate::english::{join_list, pluralize};
use crate::priority::PriorityState;
use crate::returns::MAX_PRIORITIES;
use crate::round::Round;
use crate::status::{Flag, Status};
use crate::untrusted::Untrusted;

/// News that the council has not heard yet.
pub(super) fn things_to_tell(file: &CouncilFile, round: &Round, as_at: NaiveDate) -> Vec<Untrusted> {
    let mut tell = Vec::new();
    let untold = file.team_changes().filter(|change| change.on <= as_at && change.is_unannounced(as_at));
    if let Some(change) = untold.max_by_key(|change| (change.on, change.id)) {
        tell.push(format!("its team has been {} since {}; not told yet", change.to.raw(), format_full(change.on)));
    }
    let news = file.priorities.iter().flat_map(|known| news(known, file.status.last_update_on, round, as_at));
    tell.extend(news);
    if tell.is_empty() && file.status.flags.has(Flag::UpdateOwed) {
        tell.push(format!(
            "how its priorities stand: no update given since {}",
            format_short(file.status.last_update_on.unwrap_or(round.starts_on), as_at)
        ));
    }
    tell.iter().map(|text| Untrusted::new(truncate(text))).collect()
}

/// Actions and results of a priority since the last update.
fn news(known: &PriorityFile, last_update_on: Option<NaiveDate>, round: &Round, as_at: NaiveDate) -> Vec<String> {
    let since = last_update_on.map_or(round.starts_on, |last| last.succ_opt().unwrap_or(last));
    let is_new = |on: NaiveDate| since <= on && on <= as_at;
    let mut news = Vec::new();
    if let Some(closing) = known.priority.closed.as_ref().filter(|closing| is_new(closing.on)) {
        let class = closing.outcome.map(|outcome| format!(" ({outcome})")).unwrap_or_default();
        news.push(format!("“{}” is closed{class}: {}", known.priority.text.raw().trim(), closing.result.raw().trim()));
    }
    let done = known.actions.iter().filter(|action| action.facts.done_on.is_some_and(is_new));
    news.extend(done.map(|action| format!("done: {}", action.facts.what.raw().trim())));
    news
}

/// Gaps in its answer, its view of its priorities, and its meeting days.
pub(super) fn things_to_ask(file: &CouncilFile, round: &Round, as_at: NaiveDate) -> Vec<Untrusted> {
    let status = &file.status;
    let mut ask = Vec::new();
    match status.status {
        Status::Confirmed | Status::Declined => {}
        Status::Partial => {
            ask.push(format!("what is missing from its return: {}", join_list(&status.missing_answers())))
        }
        _ => ask.push(format!(
            "its return: whether it wishes to take part, and up to three priorities{}",
            if round.is_past(as_at) { String::new() } else { format!(", by {}", format_full(round.deadline)) }
        )),
    }
    if status.flags.has(Flag::Conflict) {
        ask.push("which of its two returns is right: they disagree".to_owned());
    }
    if status.flags.has(Flag::NeedsChoice) {
        ask.push(format!("which {MAX_PRIORITIES} of its {} priorities it agrees to", status.priorities));
    }
    if status.flags.has(Flag::PreferencesMissing) {
        let frequency = status.frequency.is_none().then_some("how often");
        let method = status.method.is_none().then_some("by which method");
        let parts: Vec<&str> = frequency.into_iter().chain(method).collect();
        ask.push(format!("{} it wants to be met", join_list(&parts)));
    }
    let of = |state: PriorityState| file.priorities.iter().filter(move |known| known.status.state == state);
    let proposed: Vec<String> =
        of(PriorityState::Proposed).map(|known| format!("“{}”", known.priority.text.raw().trim())).collect();
    if !proposed.is_empty() {
        ask.push(format!("whether what was agreed last still applies: {}", proposed.join(", ")));
    }
    let unreviewed = of(PriorityState::Agreed).filter(|known| known.status.unchanged.is_none()).count();
    if unreviewed > 0 {
        ask.push(format!(
            "whether its priorities have changed: {} not reviewed in this round",
            pluralize(unreviewed, "priority")
        ));
    }
    if status.quarterly.unrecorded_on.is_some() {
        ask.push("how the last planned meeting went: no outcome is recorded".to_owned());
    }
    if file.council.pattern.is_none() && status.status != Status::Declined {
        ask.push("when it meets: no meeting pattern is recorded".to_owned());
    }
    ask.iter().map(|text| Untrusted::new(truncate(text))).collect()
}
