//! A calendar file into meetings: whose each event is, on which days it falls, and what that changes.
//!
//! | module | does |
//! | --- | --- |
//! | `whose` | finds the council of an event; where none or several fit, it says so |
//! | `falls` | works out the days of an event |
//! | `compare` | compares them with what is on record: the acts, and the counts, which add up |
//! | `told` | what was not taken, in words |

mod compare;
mod council_picker;
mod occurrences;
mod skipped;

pub use compare::{Comparison, Known, compare};
pub use skipped::NotTaken;
