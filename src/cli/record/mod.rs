//! `record`: replies, meetings, and work on priorities; one file for each subcommand.

mod action;
mod area;
mod contact;
mod decisions;
mod details;
mod event;
mod excuse;
pub(super) mod issue_report;
mod letter;
mod meeting;
mod note;
mod progress;
mod reply;
mod request;
mod result;
mod returned;
mod review;
mod run;
pub(in crate::cli) mod target;
mod targets;
mod team;
mod told;
mod update;

pub use run::run;
pub use target::read_text;
