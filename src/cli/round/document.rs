//! A round as JSON.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use charter::next_contact::{ContactState, NextContact};
use charter::round::{Cadence, Round};
use charter::untrusted::Untrusted;
use desk::round_opening::RoundOpening;

#[derive(Serialize, JsonSchema)]
pub struct RoundDocument<'a> {
    code: &'a str,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    /// The date of the letter, if it is known.
    issued_on: Option<NaiveDate>,
    /// Inclusive.
    deadline: NaiveDate,
    next_contact: NaiveDate,
    /// The version of the charter sent with the letter.
    charter_version: &'a str,
    /// The name of the enclosed file; empty if none is recorded.
    charter_file: &'a str,
    /// Its SHA-256; empty if none is recorded.
    charter_sha256: &'a str,
    /// How often the charter reviews priorities.
    cadence: Cadence,
    /// The role that signs the letter.
    signatory: &'a Untrusted,
    /// The address that answers go to.
    reply_mailbox: &'a Untrusted,
}

/// A round of the list, and what became of the contact that it promises.
#[derive(Serialize, JsonSchema)]
pub struct ListedRoundDocument<'a> {
    #[serde(flatten)]
    round: RoundDocument<'a>,
    /// Whether a later round kept the promised contact by the as-at day.
    next_contact_state: ContactState,
    /// The last day of the promised month.
    next_contact_until: NaiveDate,
    /// When the later round was begun.
    contacted_on: Option<NaiveDate>,
}

/// A round that was opened, and what that did.
#[derive(Serialize, JsonSchema)]
pub struct OpenedRoundDocument<'a> {
    #[serde(flatten)]
    round: ListedRoundDocument<'a>,
    /// Whether it was opened; false after a dry run.
    opened: bool,
    /// Councils.
    invited: usize,
    /// Letters recorded as sent on the day of the letter.
    letters_recorded: usize,
    /// Councils that are due letter A, to agree the next set.
    letter_a: usize,
    /// Councils that are due letter B, to confirm that they do not take part.
    letter_b: usize,
    /// Councils that no letter has reached.
    first_letter: usize,
    /// Agreed priorities of the round before that this one proposes.
    proposed: usize,
    proposed_councils: usize,
    /// Actions that stay due.
    open_actions: usize,
    overdue_actions: usize,
    /// Quarterly contacts that were missed and not made up.
    missed: usize,
    /// What may be a mistake in the dates, a sentence each.
    odd_dates: &'a [String],
}

impl<'a> OpenedRoundDocument<'a> {
    pub fn new(round: ListedRoundDocument<'a>, opening: &'a RoundOpening, opened: bool) -> Self {
        Self {
            round,
            opened,
            invited: opening.invited,
            letters_recorded: opening.letters_recorded,
            letter_a: opening.letter_a,
            letter_b: opening.letter_b,
            first_letter: opening.first_letter,
            proposed: opening.proposed,
            proposed_councils: opening.proposed_councils,
            open_actions: opening.actions,
            overdue_actions: opening.overdue,
            missed: opening.missed,
            odd_dates: &opening.odd,
        }
    }
}

impl<'a> ListedRoundDocument<'a> {
    pub fn new(round: &'a Round, contact: NextContact) -> Self {
        Self {
            round: RoundDocument::new(round),
            next_contact_state: contact.state,
            next_contact_until: contact.until,
            contacted_on: contact.kept_on,
        }
    }
}

impl<'a> RoundDocument<'a> {
    pub fn new(round: &'a Round) -> Self {
        Self {
            code: &round.code,
            starts_on: round.starts_on,
            ends_on: round.ends_on,
            issued_on: round.issued_on,
            deadline: round.deadline,
            next_contact: round.next_contact,
            charter_version: &round.terms.charter_version,
            charter_file: &round.terms.charter_file,
            charter_sha256: &round.terms.charter_sha256,
            cadence: round.terms.cadence,
            signatory: &round.terms.signatory,
            reply_mailbox: &round.terms.reply_mailbox,
        }
    }
}
