//! When a council meets: its pattern, typed and said in English, kept as a recurrence rule of RFC 5545.
//!
//! | file | what it does |
//! | --- | --- |
//! | `model` | the stored pattern, and the errors |
//! | `token` | splits typed text into words; knows weekdays, ordinals and numbers |
//! | `phrase_parser`, `parse_recurrence`, `parse_start` | the phrases that clerks write: months; days and frequencies; first days and times of day |
//! | `parse_typed` | from what is typed to a checked pattern, and back to words |
//! | `draft` | builds a pattern from the phrases, or asks about an ambiguity |
//! | `rule` | the part of RFC 5545 that is accepted, parsed by the library |
//! | `describe` | a rule in plain words |
//! | `occurrences` | the days of patterns, cached |

mod describe;
mod draft;
mod model;
mod occurrences;
mod parse_recurrence;
mod parse_start;
mod parse_typed;
mod phrase_parser;
mod rule;
#[cfg(test)]
mod tests;
mod token;

pub use model::{Pattern, PatternError};
pub use occurrences::Occurrences;
