//! Calendar files (iCalendar, RFC 5545): writes the diary for any calendar program, and reads calendars of councils and duty
//! rosters from Outlook, Google, Apple and Thunderbird. Plain data in and out.
//!
//! | module | does |
//! | --- | --- |
//! | `event` | an event, the result of reading, the error |
//! | `read` | reads events; `builder` collects the properties of one and builds it |
//! | `entry` | versions of an event, changes to a series, the days on which it falls |
//! | `recurrence` | rules, and the starts that they give |
//! | `roster` | reads shifts |
//! | `unfold` | unfolds content lines and parses them into properties |
//! | `event_time`, `duration` | times and lengths |
//! | `zone`, `zone_names`, `zone_rules` | time zones, their names, and those that a file defines |
//! | `write` | writes events; `rule` converts the end of a rule, `fold` folds long lines |
//! | `excerpt` | quotes the file in messages |
//!
//! Written by hand. Compared in November 2026: `icalendar` 0.17 writes lines of 76 octets and all-day events that end on their
//! last day, and its parser refuses a whole file for one bad line. `calcard` 0.3 reads a zone that it does not know as the
//! default one, without a word, and ignores the rules of a VTIMEZONE; it drops the change of a date that has another SEQUENCE
//! than its series, and does not add a first start that the rule does not give. Neither gives line numbers.

mod builder;
mod duration;
mod entry;
mod event;
mod event_time;
mod excerpt;
mod fold;
mod read;
mod recurrence;
mod roster;
mod rule;
mod unfold;
mod write;
mod zone;
mod zone_names;
mod zone_rules;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod read_tests;
#[cfg(test)]
mod write_tests;

pub use entry::{Entry, Occurrence, entries};
pub use event::{Event, IcsError, ParsedCalendar, Revision};
pub use read::read;
pub use recurrence::Budget;
pub use roster::{Roster, Shift, read_roster};
pub use write::{DiaryEvent, write};
