//! When a council meets: its pattern, typed and said in English, kept as a recurrence rule of RFC 5545.
//!
//! | file | what it does |
//! | --- | --- |
//! | `kept` | the pattern as it is kept, and what can be wrong with it |
//! | `token` | what is typed, word by word, and the words that are known |
//! | `typed`, `often`, `when` | the phrases that clerks write: months; days and frequencies; first days and times of day |
//! | `draft` | what the phrases came to, put together, or asked about |
//! | `rule` | a rule as text: what of RFC 5545 is taken, read by the library |
//! | `said` | a rule in plain words |
//! | `days` | the days of patterns, worked out once |

mod describe;
mod draft;
mod model;
mod occurrences;
mod parse_recurrence;
mod parse_start;
mod phrase_parser;
mod rule;
#[cfg(test)]
mod tests;
mod token;

pub use model::{Pattern, PatternError};
pub use occurrences::Occurrences;
