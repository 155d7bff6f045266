//! The use cases that the screens and the subcommands share.
//!
//! | module | does |
//! | --- | --- |
//! | [`import`] | reads files and folders of replies, in a sandboxed child process, into the inbox |
//! | [`inbox`] | what waits there: whose each item is, what it says, what it needs |
//! | [`diary_import`], [`diary_export`], [`duty_roster`], [`uid`] | calendars in and out |
//! | [`documents`] | the brief and the handover as pages |
//! | [`register`], [`seed`] | the register of councils, and what a new database starts with |
//! | [`drafts`], [`draft_file`] | what was typed and not saved |
//! | [`demo_data`] | the invented replies of the demonstration |
#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test tells one story"))]

pub mod demo_data;
pub mod diary_export;
pub mod diary_import;
pub mod documents;
pub mod draft_file;
pub mod drafts;
pub mod duty_roster;
pub mod import;
pub mod inbox;
pub mod records;
pub mod register;
pub mod seed;
pub mod uid;
