//! A new round proposes the last agreed priorities (charter rule 11); nothing is agreed until the council says so. In
//! a form, `=` takes one over.

use super::ids::PriorityId;
use crate::council_file::{PriorityFile, PriorityRound};
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub id: PriorityId,
    /// From 1, in the round in which it was agreed.
    pub slot: u8,
    /// That round: `2023-Q4`.
    pub code: String,
    pub text: Untrusted,
    pub category: Option<String>,
}

/// The priorities agreed in the last round before `round_code` in which the council had any, in order. Priorities
/// closed since then are not proposed again.
pub fn proposals(priorities: &[PriorityFile], round_code: &str) -> Vec<Proposal> {
    let before = |known: &PriorityFile| -> Option<PriorityRound> {
        known.rounds.iter().rfind(|entry| entry.code.as_str() < round_code && entry.slot.is_some()).cloned()
    };
    let Some(last) = priorities.iter().filter_map(before).map(|entry| entry.code).max() else { return Vec::new() };
    let open = priorities.iter().filter(|known| known.priority.closed.is_none());
    let mut proposed: Vec<Proposal> = open
        .filter_map(|known| {
            let entry = before(known).filter(|entry| entry.code == last)?;
            let (id, category) = (known.priority.id, known.priority.category.clone());
            Some(Proposal { id, slot: entry.slot?, code: entry.code, text: entry.text, category })
        })
        .collect();
    proposed.sort_by_key(|proposal| proposal.slot);
    proposed
}

/// A proposal that the user takes over, in the council's current words.
#[derive(Clone, Debug, PartialEq)]
pub struct Takeover<'a> {
    pub proposal: &'a Proposal,
    /// The proposal's words, or new ones.
    pub text: Untrusted,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProposalError {
    #[error("nothing was agreed with this council before, so = has nothing to reuse; type the words")]
    NothingBefore,
    #[error("no priority {0} was agreed before; = can reuse {1}")]
    NoSuchSlot(u8, String),
}

/// Parses the input for the priority at `slot`: `=` takes over the proposal of that position, `=2` the second one,
/// `=1 new words` the first in other words. `None` for other input.
///
/// # Errors
///
/// There is no such proposal.
pub fn parse_takeover<'a>(
    typed: &str,
    slot: u8,
    proposed: &'a [Proposal],
) -> Result<Option<Takeover<'a>>, ProposalError> {
    let Some(rest) = typed.trim().strip_prefix('=') else { return Ok(None) };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, words) = rest.split_at(digits);
    // "=20 mph zone" takes over this position in words that begin with a number; positions have one digit.
    let (slot, words) = match number.parse::<u8>() {
        Ok(named) if digits == 1 => (named, words),
        _ => (slot, rest),
    };
    if proposed.is_empty() {
        return Err(ProposalError::NothingBefore);
    }
    let Some(proposal) = proposed.iter().find(|proposal| proposal.slot == slot) else {
        let known: Vec<String> = proposed.iter().map(|proposal| proposal.slot.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        return Err(ProposalError::NoSuchSlot(slot, crate::english::join_list(&known)));
    };
    let words = words.trim();
    let text = if words.is_empty() { proposal.text.clone() } else { Untrusted::from(words) };
    Ok(Some(Takeover { proposal, text }))
}

#[cfg(test)]
mod tests {
    use super::{Proposal, ProposalError, parse_takeover};
    use crate::ids::PriorityId;
    use crate::untrusted::Untrusted;
    use rstest::rstest;

    fn proposed() -> Vec<Proposal> {
        let proposal = |slot: u8, text: &str| Proposal {
            id: PriorityId(slot.into()),
            slot,
            code: "2023-Q4".to_owned(),
            text: Untrusted::from(text),
            category: None,
        };
        vec![proposal(1, "Speeding on the A49"), proposal(3, "Litter")]
    }

    #[rstest]
    #[case::its_own_place("=", 1, 1, "Speeding on the A49")]
    #[case::another_place(" =3 ", 1, 3, "Litter")]
    #[case::other_words("=1 Speeding by the school", 2, 1, "Speeding by the school")]
    #[case::other_words_of_its_place("= Dropped litter", 3, 3, "Dropped litter")]
    #[case::words_that_begin_with_a_number("=20 mph zone", 1, 1, "20 mph zone")]
    fn takes_over(#[case] typed: &str, #[case] slot: u8, #[case] taken: u8, #[case] text: &str) {
        let proposed = proposed();
        let found = parse_takeover(typed, slot, &proposed).unwrap().unwrap();
        assert_eq!((found.proposal.slot, found.text.raw()), (taken, text));
    }

    #[test]
    fn the_councils_own_words_are_its_own() {
        assert_eq!(parse_takeover("Parking = trouble", 1, &proposed()), Ok(None));
        assert_eq!(parse_takeover("", 1, &proposed()), Ok(None));
    }

    #[test]
    fn only_agreed_priorities_can_be_taken_over() {
        let error = parse_takeover("=", 2, &proposed()).unwrap_err();
        assert_eq!(error.to_string(), "no priority 2 was agreed before; = can reuse 1 and 3");
        assert_eq!(parse_takeover("=1", 1, &[]), Err(ProposalError::NothingBefore));
    }
}
