//! Compares a calendar file with the meetings on record: which council each event belongs to, on which days it falls, and what
//! that changes.
//!
//! | module | does |
//! | --- | --- |
//! | `council_picker` | finds the council of an event, or says that none or several fit |
//! | `expanded` | an entry of the file with its days and councils |
//! | `known_meetings` | finds the recorded meeting that an event means |
//! | `compare` | compares them with the record: the acts, and counts that add up |
//! | `comparison` | what is compared, and what was found |
//! | `skipped` | describes an event that is not imported |

mod compare;
mod comparison;
mod council_picker;
mod expanded;
mod known_meetings;
mod skipped;

pub use compare::compare;
pub use comparison::{Comparison, DiaryContext};
pub use skipped::SkippedEvent;
