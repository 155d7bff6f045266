//! A round as JSON.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use charter::next_contact::{ContactState, NextContact};
use charter::round::{Cadence, Round};
use charter::untrusted::Untrusted;

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
