//! The program: the subcommands, the dashboard, and what both start from.
//!
//! Under its Local Policing Community Charter a police force asks every town and parish council, each quarter, for up
//! to three policing priorities, and whether, how often and how it wants to be met. This program shows who has
//! answered, and records the answers and the meetings.
//!
//! | module | does |
//! | --- | --- |
//! | [`cli`] | the subcommands |
//! | [`tui`] | the dashboard |
//! | [`session`], [`settings`], [`list_views`], [`clock`] | the inputs of a run; saved views of the list |
//! | [`output_path`] | whether a file can be written at a path |
//!
//! The crates below it are in `crates/`: `charter`, `reading`, `formats`, `store`, `desk`. ARCHITECTURE.md has the map.

pub mod cli;
pub mod clock;
pub mod list_views;
pub mod output_path;
pub mod session;
pub mod settings;
pub mod tui;
