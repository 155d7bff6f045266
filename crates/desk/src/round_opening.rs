//! What opening a round does, in figures, before it is done: for the screen and the subcommand alike.

use std::collections::{BTreeSet, HashMap};

use charter::calendar::{format_full, month_name};
use charter::change::{Act, Change, Moment, OpenRound};
use charter::edit::{IdAllocator, Record, RecordSet};
use charter::engagement::Promise;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::letter::{LetterKind, round_letter};
use charter::priority::PriorityState;
use charter::round::Round;
use charter::round_dates::odd_dates;
use charter::status::Status;
use chrono::{Datelike, NaiveDate};
use store::{ApplyError, Page, Store};

/// What a change that opens a round would do. Councils are those that are active on the day of the letter, or on the
/// as-at day while that is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundOpening {
    /// The round as it would be; its id is not the one that it gets.
    pub round: Round,
    /// The code of the round before it in time, from which the letters and the priorities follow.
    pub before: Option<String>,
    pub invited: usize,
    /// Letters that the change records: one for each council if the day of the letter is given, else none.
    pub letters_recorded: usize,
    /// Letter A: agree the next set (rule 18).
    pub letter_a: usize,
    /// Letter B: confirm not taking part (rule 18).
    pub letter_b: usize,
    /// Councils that no letter reached before.
    pub first_letter: usize,
    /// Agreed priorities that the round proposes (rule 11), and of how many councils.
    pub proposed: usize,
    pub proposed_councils: usize,
    /// Open actions, which stay due, and those of them that are overdue.
    pub actions: usize,
    pub overdue: usize,
    /// Quarterly contacts that were missed and not made up (rule 14).
    pub missed: usize,
    /// A sentence for each thing about the dates that may be a mistake.
    pub odd: Vec<String>,
}

impl RoundOpening {
    /// # Errors
    /// The database cannot be read, or the change would be refused.
    pub fn read(store: &Store, open: &OpenRound, as_at: NaiveDate, moment: Moment) -> Result<Self, ApplyError> {
        let (rounds, councils) = (store.rounds()?, store.councils()?);
        let mut rows = RecordSet::default();
        councils.iter().for_each(|council| rows.insert(Record::Council(council.clone())));
        rounds.iter().for_each(|round| rows.insert(Record::Round(round.clone())));
        let (mut ids, change) = (IdAllocator::default(), Change::from(Act::OpenRound(open.clone())));
        let edits = change.edits(&mut rows, &mut ids, moment).map_err(ApplyError::Refused)?;
        let code = open.quarter.to_string();
        let opened = edits.iter().find_map(|edit| match &edit.after {
            Some(Record::Round(round)) if round.code == code => Some(round.clone()),
            _ => None,
        });
        let round = opened.unwrap_or_else(|| Round::for_quarter(charter::ids::RoundId(0), open.quarter, open.deadline));
        let day = open.issued_on.unwrap_or(as_at);
        let active: BTreeSet<CouncilId> =
            councils.iter().filter(|council| council.is_active(day)).map(|council| council.id).collect();
        // The store orders rounds by their first day, so a baseline that was opened later is not the last.
        let odd = odd_dates(&round, rounds.last(), as_at);
        let before = rounds.iter().rfind(|known| known.starts_on < round.starts_on);
        let letters_recorded = edits.iter().filter(|edit| matches!(edit.after, Some(Record::Invitation(_)))).count();
        let mut opening = Self {
            before: before.map(|before| before.code.clone()),
            round,
            invited: active.len(),
            letters_recorded,
            letter_a: 0,
            letter_b: 0,
            first_letter: 0,
            proposed: 0,
            proposed_councils: 0,
            actions: 0,
            overdue: 0,
            missed: 0,
            odd,
        };
        opening.count(store, before, as_at, &active)?;
        Ok(opening)
    }

    fn count(
        &mut self,
        store: &Store,
        before: Option<&Round>,
        as_at: NaiveDate,
        active: &BTreeSet<CouncilId>,
    ) -> Result<(), ApplyError> {
        let Some(before) = before else {
            self.first_letter = active.len();
            return Ok(());
        };
        let lines = store.lines(before, as_at, Page::All)?;
        let status: HashMap<CouncilId, Status> = lines.iter().map(|line| (line.id, line.status.status)).collect();
        for council in active {
            match round_letter(status.get(council).copied()) {
                LetterKind::NextTakingPart => self.letter_a += 1,
                LetterKind::NextNotTakingPart => self.letter_b += 1,
                _ => self.first_letter += 1,
            }
        }
        let is_missed = |promise| promise == Promise::Missed;
        self.missed =
            lines.iter().filter(|line| active.contains(&line.id) && is_missed(line.status.quarterly.promise)).count();
        let mut proposing = BTreeSet::new();
        for line in store.priorities(before, as_at)?.iter().filter(|line| active.contains(&line.council)) {
            if line.status.state == PriorityState::Agreed {
                self.proposed += 1;
                proposing.insert(line.council);
            }
            self.actions += line.status.open;
            self.overdue += line.status.overdue;
        }
        self.proposed_councils = proposing.len();
        Ok(())
    }

    /// What is done, a paragraph each; what is odd comes last.
    pub fn describe(&self) -> Vec<String> {
        let mut text = vec![self.describe_dates(), self.describe_invited()];
        let letters = [
            (self.letter_a, "Letter A, to agree the next set", "that take part"),
            (self.letter_b, "Letter B, to confirm that they do not take part", "that declined or were silent"),
            (self.first_letter, "The first letter", "that no letter has reached"),
        ];
        let due = letters.iter().filter(|(councils, ..)| *councils > 0);
        text.extend(due.map(|(councils, what, who)| format!("{what}: {} {who}.", pluralize(*councils, "council"))));
        text.push(self.describe_proposed());
        text.push(self.describe_carried());
        text.extend(self.odd.iter().map(|odd| format!("Check: {odd}")));
        text
    }

    /// `2024-Q1, January–March 2024: no date of the letter yet; reply by Wed 31 Jan 2024; next contact in April 2024.`
    fn describe_dates(&self) -> String {
        let round = &self.round;
        let letter = match round.issued_on {
            Some(on) => format!("letter of {}", format_full(on)),
            None => "no date of the letter yet".to_owned(),
        };
        let next = round.next_contact;
        format!(
            "{}, {}: {letter}; reply by {}; next contact in {} {}.",
            round.code,
            round.title(),
            format_full(round.deadline),
            month_name(next.month()),
            next.year()
        )
    }

    fn describe_invited(&self) -> String {
        let councils = pluralize(self.invited, "council");
        match self.round.issued_on {
            Some(on) => format!("Invited: {councils}; a letter of {} is recorded for each.", format_full(on)),
            None => format!("Invited: {councils}. No letter is recorded yet: draft them, and record them as sent."),
        }
    }

    fn describe_proposed(&self) -> String {
        match (self.proposed, &self.before) {
            (0, _) | (_, None) => "Proposed again: no agreed priority is open.".to_owned(),
            (proposed, Some(before)) => format!(
                "Proposed again: {} of {}, agreed in {before}. Nothing is agreed until the council says so.",
                pluralize(proposed, "priority"),
                pluralize(self.proposed_councils, "council")
            ),
        }
    }

    fn describe_carried(&self) -> String {
        let overdue = if self.overdue == 0 { String::new() } else { format!(" ({} overdue)", self.overdue) };
        format!(
            "Carried over: {}{overdue}, and {} that {} missed and not made up.",
            pluralize(self.actions, "open action"),
            pluralize(self.missed, "quarterly contact"),
            if self.missed == 1 { "was" } else { "were" }
        )
    }
}

#[cfg(test)]
#[path = "round_opening_tests.rs"]
mod tests;
