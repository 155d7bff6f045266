//! What another team has to know when it takes over: promises, what is to be done, updates owed, meetings, conflicts,
//! drafts, and the councils that are to be told of the change.
//!
//! | module | does |
//! | --- | --- |
//! | `bundle` | the whole handover, and which councils it covers |
//! | `tables` | builds each table from what is on file |
//! | `section` | a table as plain data |

mod bundle;
mod section;
mod tables;

pub use bundle::{Handover, councils_of_team};
pub use section::{Draft, Section};
