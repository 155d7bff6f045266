//! The program: the subcommands, the dashboard, and what a run is started with.
//!
//! Under its Local Policing Community Charter a force asks every town and parish council, each quarter, for up to three
//! policing priorities, whether it wishes to take part, how often and by which method it wants to be met. This program
//! shows who has answered, records what was answered, and what came of each meeting.
//!
//! | module | does |
//! | --- | --- |
//! | [`cli`] | the subcommands |
//! | [`tui`] | the dashboard |
//! | [`session`], [`settings`], [`clock`] | what a run is started with |
//!
//! The crates below it are in `crates/`: `charter`, `reading`, `formats`, `store`, `desk`. ARCHITECTURE.md has the map.

pub mod cli;
pub mod clock;
pub mod session;
pub mod settings;
pub mod tui;
