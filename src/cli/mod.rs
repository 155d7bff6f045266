//! The subcommands, one file each.
//!
//! stdout is data, stderr is messages. Every failure is a [`Failure`] with its exit code. Only `environment` reads the
//! environment. [`run`] gets the dashboard as a function.

mod areas;
mod args;
mod asked_row;
mod backup;
mod brief;
mod check;
mod column_mappings;
mod completions;
mod contact_document;
mod context;
mod dashboard;
pub mod demo;
mod describe_meeting;
mod diary;
mod environment;
mod export_diary;
mod export_table;
mod failure;
mod fields;
mod files;
mod filter;
mod find_category;
mod find_council;
mod find_priority;
mod find_return;
mod handover;
mod history;
mod import_areas;
mod import_baseline;
mod import_contacts;
mod import_councils;
mod import_diary;
mod import_replies;
mod import_report;
mod import_table;
mod inbox;
mod letters;
mod list;
mod man;
mod output;
mod plan;
mod priorities;
mod promises;
mod read_file;
mod record;
mod report;
mod response_times;
mod restore;
mod round;
mod run;
mod search;
mod show;
mod table;
mod today;
mod undo;

pub use failure::Failure;
pub use run::run;
