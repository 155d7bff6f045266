//! The brief: one page about a council before its meeting.
//!
//! | module | does |
//! | --- | --- |
//! | `page` | the page as plain data, and as lines of text |
//! | `build` | builds the page from the council's file |
//! | `talking_points` | what to tell the council, and what to ask it |

mod build;
mod page;
mod talking_points;
#[cfg(test)]
mod tests;

pub use page::{Brief, BriefLine, BriefPriority, Fact, LineKind, Outstanding, Truncated};
