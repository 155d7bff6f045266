//! Stores the records: one SQLite file with a journal of every change, and backups beside it.
//!
//! No type of the database engine is public. A [`Store`] takes [`Change`](charter::change::Change)s and returns records of
//! `charter`. The change itself works out its edits; the store reads the records that it needs and writes the edits, in one
//! transaction.
//!
//! | module | does |
//! | --- | --- |
//! | `database`, `write`, `inbox_store` | [`Store`]: every query and every change |
//! | `open`, `inspect`, `hot_journal`, `create`, `location` | opens or creates a file, safely |
//! | `schema` | the migrations |
//! | `apply`, `undo`, `journal`, `id_counters` | the only way to write |
//! | `columns`, `column_values`, `entity`, `entities` | maps records to rows; each record has a file with its columns and queries |
//! | `import`, `import_target`, `sources`, `inbox_queries` | the inbox: imports, sources, and queries |
//! | `same_mail` | whether two mails with one Message-ID are the same mail |
//! | `council_lines`, `round_facts`, `quarter_facts`, `engagements`, `priority_lines`, `council_file` | what the screens read |
//! | `wait_events` | what begins and ends the waits of the councils |
//! | `written`, `written_texts` | the search of everything written, with an index in memory |
//! | `verify`, `checksum`, `fingerprint`, `check`, `replay` | finds damage |
//! | `backup`, `backup_files`, `restore` | repairs it |
//! | `error` | messages for every failure |
//! | `files` | file-system helpers that sync, lock and replace |
#![warn(unreachable_pub)]
#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test tells one story"))]

mod aliases;
mod apply;
mod areas;
mod backup;
mod backup_files;
mod categories;
mod check;
mod checksum;
mod column_values;
mod columns;
mod contacts;
mod council_changes;
mod council_file;
mod council_lines;
mod councils;
mod create;
mod database;
mod decisions;
mod diary;
mod engagements;
mod entities;
mod entity;
mod error;
pub mod files;
mod fingerprint;
mod hot_journal;
mod id_counters;
mod import;
mod import_target;
mod inbox_queries;
mod inbox_store;
mod inspect;
mod invitations;
mod issued_reports;
mod items;
mod journal;
mod letters;
mod location;
mod mappings;
mod meetings;
mod notes;
mod open;
mod priorities;
mod priority_files;
mod priority_lines;
mod priority_words;
mod public_events;
mod quarter_facts;
mod replay;
mod replies;
mod requests;
mod restore;
mod returns;
mod round_facts;
mod rounds;
mod same_mail;
mod schema;
mod sources;
mod teams;
mod uncertain_save;
mod undo;
mod updates;
mod verify;
mod wait_events;
mod write;
mod written;
mod written_texts;

pub use backup_files::{Backup, backups};
pub use check::{Finding, FindingState, check_unopened};
pub use database::{Opened, Store};
pub use error::{ApplyError, StoreError};
pub use import::{ImportInput, ImportOutcome, ImportSummary};
pub use inbox_queries::{InboxQueries, QueryError};
pub use letters::LastAnswers;
pub use restore::{Restored, restore};
pub use round_facts::Page;
pub use written::WrittenIndex;
