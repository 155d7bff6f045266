//! charterdesk: a terminal desk for the sergeants of Safer Neighbourhood Teams.
//!
//! Under its Local Policing Community Charter a force asks every town and parish council, each quarter, for up to three
//! policing priorities, whether it wishes to take part, how often and by which method it wants to be met. This program
//! shows who has answered, records what was answered, and what came of each meeting.
//!
//! The map of the house:
//!
//! | module | knows | may know |
//! | --- | --- | --- |
//! | [`domain`] | what the charter is: the words, the rules, the changes, as pure functions and data | nobody |
//! | [`store`] | where it is kept: one SQLite file, one door for changes, a journal, backups | [`domain`] |
//! | [`exchange`] | what comes in from files, and what goes out in them | [`domain`] |
//! | [`cli`] | the subcommands | all of these |
//! | [`tui`] | the dashboard | all of these, but not [`cli`] |
//! | [`files`] | files and folders that only the user can read | nobody |
//! | [`session`], [`settings`], [`clock`] | what a run is started with | [`domain`] |

pub mod cli;
pub mod clock;
pub mod domain;
pub mod exchange;
pub mod files;
pub mod session;
pub mod settings;
pub mod store;
pub mod tui;
