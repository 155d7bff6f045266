//! Calendar files (iCalendar, RFC 5545): the diary written for any calendar program, and the calendars of councils and
//! duty rosters read from Outlook, Google, Apple and Thunderbird. Plain data in and out.
//!
//! | file | what it does |
//! | --- | --- |
//! | `event` | an event, what a file gave, why a file is none |
//! | `write` | events into a file; `fold` cuts its lines |
//! | `read` | a file into events; `roster` into spans of duty |
//! | `builder` | the properties of one event, and what they mean together |
//! | `lines` | bytes into lines of content, a line into a property |
//! | `event_time`, `duration`, `zone`, `rule` | days and times, how long, time zones, repetition |
//! | `excerpt` | quotes the file in messages: short, on one line, sanitized |
//!
//! Both directions are done by hand. The crate `icalendar` would write lines of 76 octets, all-day events that end on their
//! last day, and needs time in the square of a text's length (half a second for a megabyte).
//!
//! Its parser refuses the whole file for one bad line, does not know on which line of the file
//! anything stood, and calls itself for each component within another, so that a file of `BEGIN` lines overflows the
//! stack. What is needed of the format is little: lines, and which event they belong to.

mod builder;
mod duration;
mod event;
mod event_time;
mod excerpt;
mod fold;
mod lines;
mod read;
mod roster;
mod rule;
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
