//! The inbox: replies that wait for a person to decide about them.
//!
//! Which council an item is from and what it says are derived each time from what is known then, like a status. A person's
//! decision is recorded; nothing else is.
//!
//! | module | knows |
//! | --- | --- |
//! | `lines` | the inbox as its screen shows it, read from the store |
//! | `identify` | which parts of a source tell its council |
//! | `plain_text` | a text without the escape sequences of terminals, for reading |
//! | `read_row` | what a row of a sheet says, by its confirmed columns |
//! | `reply_clock` | which waiting replies are over the limit for an answer |
//! | `triage` | which council an item is from, what it says, and what it needs |
//! | `triage_cache` | earlier results, each kept with everything that it was derived from |
//! | `waiting` | which councils have a reply that waits |
//! | `split` | the parts of a reply that speaks for several councils |
//! | `inbox_line` | an item with its source and its triage |
//! | `other_replies` | how the replies of one council that wait together relate |
//! | `blocker` | why an item cannot be accepted as it is |
//! | `verdict` | what a person can decide, and the change that this makes |

mod blocker;
mod identify;
mod inbox_line;
mod lines;
mod other_replies;
mod plain_text;
mod read_row;
mod reply_clock;
mod split;
mod triage;
mod triage_cache;
mod verdict;
mod waiting;

pub use blocker::Blocker;
pub use charter::item::{Item, Outcome, Part};
pub use charter::sheet_mapping::SheetMapping;
pub use identify::identify_council;
pub(crate) use identify::identify_row;
pub use inbox_line::{Difference, InboxLine, OtherReply};
pub use lines::{InboxMemo, inbox_line_for_council, inbox_lines, inbox_lines_with_memo};
pub use reply_clock::{InboxHeading, asked_at, mark_due};
pub(crate) use triage::identified_council;
pub use triage::{CouncilContext, Group, Triage, triage};
pub(crate) use triage_cache::TriageCache;
pub use verdict::{Verdict, accept, alias_to_learn, council_blocker, to_change};
pub use waiting::{WaitingReplies, add_waiting, waiting_replies};

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) mod testing;
