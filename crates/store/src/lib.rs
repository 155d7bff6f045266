//! Where it is kept: one SQLite file, with a journal of every change, and backups beside it.
//!
//! Nothing of the database engine shows outside: a [`Store`] takes [`Change`](charter::change::Change)s and gives
//! records of the domain. What a change means is worked out there; here the records that it needs are read and the edits
//! that come back are written, in one transaction.
//!
//! | module | does |
//! | --- | --- |
//! | `desk`, `write` | the [`Store`]: the list of all that can be asked and done |
//! | `open`, `inspect`, `hot_journal`, `create`, `place` | getting at a file, safely |
//! | `schema` | the tables, step by step |
//! | `apply`, `undo`, `journal`, `identities` | the one door |
//! | `record`, `records`, and a file for each kind of record | rows |
//! | `inbox`, `inbox_desk`, `inbox_lines`, `sources` | what comes in, kept as it came, and what waits |
//! | `lines`, `facts`, `engagements`, `council_file`, `inbox_lines` | what the screens read |
//! | `verify`, `checksum`, `content`, `check`, `replay`, `backup`, `restore` | damage, and what helps against it |
//! | `error` | what is said when something fails |

mod aliases;
mod apply;
mod backup;
mod categories;
mod check;
mod checksum;
mod column_values;
mod council_file;
mod council_lines;
mod councils;
mod create;
mod database;
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
mod items;
mod journal;
mod location;
mod mappings;
mod meetings;
mod notes;
mod open;
mod priorities;
mod priority_files;
mod priority_lines;
mod quarter_facts;
mod replay;
mod replies;
mod restore;
mod returns;
mod round_facts;
mod rounds;
mod schema;
mod sources;
mod undo;
mod updates;
mod verify;
mod write;

pub use backup::{Backup, backups};
pub use check::{Finding, FindingState, check_unopened};
pub use database::{Opened, Page, Store};
pub use error::{ApplyError, StoreError};
pub use import::{ImportInput, ImportOutcome, ImportSummary};
pub use inbox_queries::{InboxQueries, QueryError};
pub use restore::{Restored, restore};
