//! The handover to another team: promises, open actions, updates owed, meetings, conflicts, contacts, named
//! contacts, letters, events, requests, issued reports, drafts, and the councils that must hear of the change.
//!
//! | module | does |
//! | --- | --- |
//! | `bundle` | the whole handover, and which councils it covers |
//! | `tables` | builds each table from the council files |
//! | `others` | the tables of what is about several councils or none: events, requests, issued reports |
//! | `section` | a table as plain data |

mod bundle;
mod others;
mod section;
mod tables;

pub use bundle::{Handover, councils_of_team};
pub use section::{Draft, Section, Units};
