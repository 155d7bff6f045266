//! What is known about a reply besides its text.

use super::learnt::Model;
use charter::proposal::Proposal;
use chrono::NaiveDate;

#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Day of receipt: the reference for dates without a year.
    pub received_on: Option<NaiveDate>,
    /// Priorities that were agreed last, by number: for "no change" and "as before".
    pub agreed: &'a [Proposal],
    /// Known categories; no other one is proposed.
    pub categories: &'a [String],
    /// What was learnt; `None` for the model of this program.
    pub model: Option<&'a Model<'a>>,
}
