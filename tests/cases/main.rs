//! Small mails, calendars and sheets, each of a kind that programs get wrong, with their right results.
//!
//! The files are in `files/`. Most were written after public bug reports and test files of other programs; a name says the kind.
//!
//! | file | kinds |
//! | --- | --- |
//! | `calendars` | series, changes of a series, time zones, duty rosters |
//! | `mail` | boundaries, line ends, mailboxes, dates, ids |
//! | `quotes` | where the reply ends and the quoted letter begins |
//! | `bounces` | reports that a mail was not delivered |
//! | `outlook` | what Outlook saves besides plain mails |
//! | `sheets` | cells, rows and registers |
//!
//! `corpus` reads files that hold many small mails.

#[path = "../workspace/mod.rs"]
mod workspace;

mod bounces;
mod calendars;
mod corpus;
mod mail;
mod outlook;
mod quotes;
mod sheets;
