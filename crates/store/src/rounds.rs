//! Rounds.

use rusqlite::Connection;

use crate::entity::{entity, select};
use charter::round::{Round, RoundTerms};

entity!(Round in Rounds {
    code: "code",
    starts_on: "starts_on",
    ends_on: "ends_on",
    issued_on: "issued_on",
    deadline: "deadline",
    next_contact: "next_contact",
} in terms: RoundTerms {
    charter_version: "charter_version",
    charter_file: "charter_file",
    charter_sha256: "charter_sha256",
    cadence: "cadence",
    signatory: "signatory",
    reply_mailbox: "reply_mailbox",
});

/// Oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Round>> {
    select(connection, "order by starts_on, id", [])
}
