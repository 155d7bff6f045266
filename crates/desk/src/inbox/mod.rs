//! The inbox: what came in and waits for a person to say what becomes of it.
//!
//! Whose an item is and what it says are worked out each time from what is known then, like a status; what a person
//! decides is recorded. Nothing is ever recorded without a key.
//!
//! | module | knows |
//! | --- | --- |
//! | `item` | the record: which source, whose a person said it is, what became of it |
//! | `clues` | what of a source tells whose it is |
//! | `mapping` | how the columns of a sheet were confirmed |
//! | `plain` | a text without the escape sequences of terminals, for reading |
//! | `row` | what a row of a sheet says, by its confirmed columns |
//! | `memo` | what was worked out before, kept with all that it was worked out from |
//! | `triage` | whose an item is, what it says, and what it needs |
//! | `parts` | the parts of a reply that speaks for several councils |
//! | `lacks` | why an item cannot be accepted as it is |
//! | `verdict` | what a person can decide, and the change that this makes |

mod blocker;
mod identify;
mod lines;
mod plain_text;
mod read_row;
mod split;
mod triage;
mod triage_cache;
mod verdict;

pub use blocker::Blocker;
pub use charter::item::{Item, Outcome, Part};
pub use charter::sheet_mapping::SheetMapping;
pub use identify::identify_council;
pub use lines::{InboxMemo, InboxStore};
pub use triage::{CouncilContext, Group, InboxLine, Triage, identified_council, triage};
pub use triage_cache::TriageCache;
pub use verdict::{Verdict, accept, alias_to_learn, council_blocker, to_change, try_accept};

#[cfg(test)]
mod tests;

#[cfg(test)]
mod testing;
