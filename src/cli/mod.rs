//! The same without a screen: one file a subcommand.
//!
//! stdout is data, stderr is talk. Every failure is a [`Failure`] with its exit code. Only `surroundings` reads
//! the environment, and only [`run`] knows the dashboard, as a function that it is handed.

mod args;
mod backup;
mod brief;
mod check;
mod columns;
mod completions;
mod council;
mod dashboard;
mod dates;
pub mod demo;
mod desk;
mod diary;
mod export;
mod failure;
mod files;
mod handover;
mod history;
mod import;
mod import_diary;
mod import_replies;
mod import_told;
mod inbox;
mod list;
mod man;
mod narrow;
mod out;
mod plan;
mod priorities;
mod priority;
mod promises;
mod read_apart;
mod record;
mod restore;
mod run;
mod show;
mod surroundings;
mod table;
mod undo;

pub use failure::Failure;
pub use run::run;
