//! What is known of a reply beside its text.

use charter::proposal::Proposal;
use chrono::NaiveDate;

#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// When the reply was received: for dates without a year.
    pub received_on: Option<NaiveDate>,
    /// What was agreed last, in its places: for "no change" and "as before".
    pub agreed: &'a [Proposal],
    /// The categories that there are; no other one is proposed.
    pub categories: &'a [String],
}
