//! The priorities of one council with their actions, progress and reviews.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::{priorities, rounds};
use charter::council_file::PriorityFile;
use charter::ids::CouncilId;
use charter::priority::{Action, Priority, PriorityState, PriorityStatus, Progress, Review};
use charter::priority_rounds::{AnswerFacts, agreed_slot, current_return, priority_rounds, priority_state};
use charter::returns::Return;
use charter::round::Round;

/// All ever agreed: current ones first, by position, then the newest.
pub(crate) fn read(
    connection: &Connection,
    council: CouncilId,
    round: &Round,
    as_at: NaiveDate,
    returns: &[Return],
) -> rusqlite::Result<Vec<PriorityFile>> {
    let actions = priorities::actions_of(connection, council)?;
    let progress = priorities::progress_of(connection, council)?;
    let reviews = priorities::reviews_of(connection, council)?;
    let rounds: Vec<Round> =
        rounds::all(connection)?.into_iter().filter(|known| known.starts_on <= round.starts_on).collect();
    let before = rounds.iter().rev().find(|known| known.starts_on < round.starts_on);
    let answer = |round: Option<&Round>| {
        let round = round?.id;
        current_return(returns.iter().filter(|returned| returned.round == round), as_at)
    };
    let (now, last) = (answer(Some(round)), answer(before));
    let mut files = Vec::new();
    for mut priority in priorities::of_council(connection, council)?.into_iter().filter(|known| known.since <= as_at) {
        let id = priority.id;
        let answered = AnswerFacts {
            this_round: now.is_some(),
            slot: now.and_then(|returned| agreed_slot(returned, id)),
            agreed_before: last.is_some_and(|returned| agreed_slot(returned, id).is_some()),
        };
        // Use the text agreed in the round: later rounds do not change it.
        let sent =
            |returned: &Return| returned.answer.priorities.iter().find(|sent| sent.priority == Some(id)).cloned();
        if let Some(sent) = now.and_then(sent).or_else(|| last.and_then(sent)) {
            priority.text = sent.text().clone();
            priority.category = sent.category.or(priority.category);
        }
        let actions: Vec<Action> = actions.iter().filter(|action| action.priority == id).cloned().collect();
        let progress: Vec<Progress> = progress.iter().filter(|note| note.priority == id).cloned().collect();
        let reviews: Vec<Review> = reviews.iter().filter(|review| review.priority == id).cloned().collect();
        let status = derive_status(&priority, answered, round, as_at, (&actions, &progress, &reviews));
        let rounds = priority_rounds(&priority, &rounds, returns, as_at);
        files.push(PriorityFile { status, rounds, priority, actions, progress, reviews });
    }
    files.sort_by_key(|file| {
        let rank = file.status.slot.unwrap_or(u8::MAX);
        (file.status.state as u8, rank, std::cmp::Reverse(file.priority.since), file.priority.id)
    });
    Ok(files)
}

/// The lists derive the same from the last two quarters only.
fn derive_status(
    priority: &Priority,
    answered: AnswerFacts,
    round: &Round,
    as_at: NaiveDate,
    (actions, progress, reviews): (&[Action], &[Progress], &[Review]),
) -> PriorityStatus {
    let closed_on = priority.closed.as_ref().map(|closing| closing.on);
    let is_closed = closed_on.is_some_and(|on| on <= as_at);
    let past = if is_closed { PriorityState::Closed } else { PriorityState::Dropped };
    let mut status =
        PriorityStatus::new(priority_state(closed_on, answered, round, as_at).unwrap_or(past), answered.slot);
    actions.iter().for_each(|action| status.count(action, as_at));
    status.progress_on = progress.iter().map(|note| note.on).filter(|on| *on <= as_at).max();
    let review = reviews.iter().filter(|review| review.on <= as_at).max_by_key(|review| (review.on, review.id));
    status.reviewed_on = review.map(|review| review.on);
    let of_round = reviews.iter().filter(|review| review.on <= as_at && review.round == round.id);
    status.unchanged = of_round
        .max_by_key(|review| (review.on, review.id))
        .map(|review| !review.priority_changed && !review.response_changed);
    status
}
