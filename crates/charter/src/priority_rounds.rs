//! The state of a priority in each round.

use chrono::NaiveDate;

use super::ids::PriorityId;
use super::priority::{Closing, Outcome, Priority, PriorityState};
use super::returns::{Return, ReturnState, Wish};
use super::round::Round;
use crate::council_file::{PriorityRound, RoundOutcome};
use crate::english::normalize_key;

/// What the answers of two rounds say about a priority.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnswerFacts {
    /// Whether the council answered in this round.
    pub this_round: bool,
    /// 1 to 3 if that answer agrees it.
    pub slot: Option<u8>,
    /// Whether it was agreed in the round before.
    pub agreed_before: bool,
}

/// `None` if the priority was dropped, or lapsed, before the round: then only its history is left.
pub fn priority_state(
    closed_on: Option<NaiveDate>,
    answered: AnswerFacts,
    round: &Round,
    as_at: NaiveDate,
) -> Option<PriorityState> {
    match closed_on.filter(|on| *on <= as_at) {
        Some(on) if (round.starts_on..=round.ends_on).contains(&on) || answered.slot.is_some() => {
            Some(PriorityState::Closed)
        }
        Some(_) => None,
        None if answered.slot.is_some() => Some(PriorityState::Agreed),
        None if answered.this_round && answered.agreed_before => Some(PriorityState::Dropped),
        // Nothing is agreed in a new round until the council says so (charter rule 11).
        None if !answered.this_round && answered.agreed_before => Some(PriorityState::Proposed),
        None => None,
    }
}

/// The current return at the end of a day.
pub fn current_return<'a>(returns: impl Iterator<Item = &'a Return>, as_at: NaiveDate) -> Option<&'a Return> {
    returns
        .filter(|returned| returned.received.on <= as_at && returned.state != ReturnState::SetAside)
        .max_by_key(|returned| (returned.received.sort_key(), returned.id))
}

/// 1 to 3 if the return agrees it.
pub fn agreed_slot(returned: &Return, id: PriorityId) -> Option<u8> {
    let sent = returned.answer.priorities.iter().find(|sent| sent.priority == Some(id))?;
    sent.slot.filter(|_| returned.answer.wish != Wish::No)
}

fn end_of(closing: &Closing) -> RoundOutcome {
    match closing.outcome {
        None | Some(Outcome::Solved) => RoundOutcome::Solved,
        Some(_) => RoundOutcome::Closed,
    }
}

/// The outcome in each round in which the council had answered by `as_at`, the oldest first: from the round of the
/// first agreement to the round of its end.
pub fn priority_rounds(
    priority: &Priority,
    rounds: &[Round],
    returns: &[Return],
    as_at: NaiveDate,
) -> Vec<PriorityRound> {
    let mut fates: Vec<PriorityRound> = Vec::new();
    for round in rounds {
        let of_round = returns.iter().filter(|returned| returned.round == round.id);
        let Some(answer) = current_return(of_round, as_at) else { continue };
        let slot = agreed_slot(answer, priority.id);
        let closed = priority.closed.as_ref().filter(|closing| closing.on <= round.ends_on && closing.on <= as_at);
        let sent = answer.answer.priorities.iter().find(|sent| sent.priority == Some(priority.id));
        let text = sent.map_or_else(|| priority.text.clone(), |sent| sent.text().clone());
        let last = fates.last();
        let fate = match (slot, last, closed) {
            (None, Some(last), _) if last.fate.is_end() => continue,
            (None, None, _) => continue,
            (_, _, Some(closing)) => end_of(closing),
            (None, Some(_), None) => RoundOutcome::Dropped,
            (Some(_), None, None) => RoundOutcome::New,
            (Some(_), Some(last), None) if normalize_key(last.text.raw()) == normalize_key(text.raw()) => {
                RoundOutcome::Kept
            }
            (Some(_), Some(_), None) => RoundOutcome::Changed,
        };
        fates.push(PriorityRound { round: round.id, code: round.code.clone(), fate, slot, text });
    }
    fates
}

#[cfg(test)]
mod tests {
    use super::{AnswerFacts, end_of, priority_state};
    use crate::calendar::Quarter;
    use crate::council_file::RoundOutcome;
    use crate::ids::RoundId;
    use crate::priority::{Closing, Outcome, PriorityState};
    use crate::round::Round;
    use chrono::NaiveDate;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case(None, RoundOutcome::Solved)]
    #[case(Some(Outcome::Solved), RoundOutcome::Solved)]
    #[case(Some(Outcome::Reduced), RoundOutcome::Closed)]
    #[case(Some(Outcome::NotOurs), RoundOutcome::Closed)]
    fn a_priority_is_solved_if_its_class_says_so(#[case] outcome: Option<Outcome>, #[case] expected: RoundOutcome) {
        assert_eq!(end_of(&Closing { on: day("2023-11-01"), outcome, result: "Signs are up.".into() }), expected);
    }

    #[rstest]
    #[case::agreed(None, true, Some(1), false, Some(PriorityState::Agreed))]
    #[case::agreed_again(None, true, Some(1), true, Some(PriorityState::Agreed))]
    #[case::left_out(None, true, None, true, Some(PriorityState::Dropped))]
    #[case::not_answered(None, false, None, true, Some(PriorityState::Proposed))]
    #[case::lapsed(None, false, None, false, None)]
    #[case::dropped_before(None, true, None, false, None)]
    #[case::closed_now(Some("2023-11-01"), true, Some(1), false, Some(PriorityState::Closed))]
    #[case::closed_later(Some("2023-12-01"), true, Some(1), false, Some(PriorityState::Agreed))]
    #[case::closed_before(Some("2023-08-01"), true, None, true, None)]
    fn how_a_priority_stands(
        #[case] closed: Option<&str>,
        #[case] this_round: bool,
        #[case] slot: Option<u8>,
        #[case] agreed_before: bool,
        #[case] expected: Option<PriorityState>,
    ) {
        let round = Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"));
        let answered = AnswerFacts { this_round, slot, agreed_before };
        assert_eq!(priority_state(closed.map(day), answered, &round, day("2023-11-15")), expected);
    }
}
