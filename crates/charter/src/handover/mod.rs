//! What another team has to know when it takes over: promises, what is to be done, updates owed, meetings, conflicts,
//! drafts, and the councils that are to be told of the change.
//!
//! | module | does |
//! | --- | --- |
//! | `bundle` | the tables as plain data, and whose councils are meant |
//! | `tables` | each table from what is on file |

mod bundle;
mod tables;

pub use bundle::{Draft, Handover, Section, councils_of_team};
