//! The use cases that the screens and the subcommands share.
//!
//! | module | does |
//! | --- | --- |
//! | [`import`] | reads files and folders of replies, in a sandboxed child process, into the inbox |
//! | [`sheet_file`] | reads the whole of a small sheet in the same child process |
//! | [`baseline_import`] | reads the answers of an earlier round, and says what they would change |
//! | [`contact_import`] | reads a list of contacts in the same child process, and says what it would change |
//! | [`tables`] | the records as tables that another database takes back |
//! | [`inbox`] | triage of waiting items, and the decisions on them |
//! | [`letters`] | letters drafted as files: who is due one, templates, mails, tables, pages |
//! | [`records`] | builds changes for forms and subcommands |
//! | [`diary`] | meetings, events for the public and due days of some days |
//! | [`diary_import`], [`diary_export`], [`duty_roster`], [`uid`] | calendars in and out |
//! | [`documents`], [`list_export`] | the brief and the handover as pages; the list as CSV, workbook or page |
//! | [`report`] | the report to committees as HTML, text, CSV, workbook or JSON |
//! | [`register`], [`seed`] | the register of councils, and the content of a new database |
//! | [`county_outlines`] | the lines of the counties, for the map |
//! | [`drafts`], [`draft_file`] | unsaved input |
//! | [`round_opening`] | what opening a round does, before it is done |
//! | [`today`], [`round_comparison`], [`response_times`] | what there is to do on a day; what changed between two rounds; how long councils waited |
//! | [`demo_data`] | the replies of the demonstration |
#![warn(unreachable_pub)]
#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test tells one story"))]

pub mod baseline_import;
pub mod contact_import;
pub mod county_outlines;
pub mod demo_data;
pub mod diary;
pub mod diary_export;
pub mod diary_import;
pub mod documents;
pub mod draft_file;
pub mod drafts;
pub mod duty_roster;
pub mod import;
pub mod inbox;
pub mod letters;
pub mod list_export;
mod parallel;
pub mod records;
pub mod register;
pub mod report;
pub mod response_times;
pub mod round_comparison;
pub mod round_opening;
pub mod seed;
pub mod sheet_file;
pub mod tables;
pub mod today;
pub mod uid;
mod workbook;
