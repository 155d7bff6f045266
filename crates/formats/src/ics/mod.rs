//! Calendar files (iCalendar, RFC 5545): writes the diary for any calendar program, and reads calendars of councils and duty
//! rosters from Outlook, Google, Apple and Thunderbird. Plain data in and out.
//!
//! | module | does |
//! | --- | --- |
//! | `event` | an event, the result of reading, the error |
//! | `write` | writes events; `fold` folds long lines |
//! | `read` | reads events; `roster` reads shifts |
//! | `builder` | collects the properties of one event and builds it |
//! | `unfold` | unfolds content lines and parses them into properties |
//! | `event_time`, `duration`, `zone`, `rule` | times, lengths, time zones, recurrence |
//! | `excerpt` | quotes the file in messages |
//!
//! Written by hand, because the crate `icalendar` writes lines of 76 octets and all-day events that end on their last day, and
//! takes quadratic time in the length of a text. Its parser refuses a whole file for one bad line, gives no line numbers, and
//! overflows the stack on nested `BEGIN` lines.

mod builder;
mod duration;
mod event;
mod event_time;
mod excerpt;
mod fold;
mod read;
mod roster;
mod rule;
mod unfold;
mod write;
mod zone;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod read_tests;
#[cfg(test)]
mod write_tests;

pub use event::{Event, IcsError, ParsedCalendar};
pub use read::read;
pub use roster::{Roster, Shift, read_roster};
pub use write::write;
