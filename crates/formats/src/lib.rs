//! Bytes to plain trees and back: mails, sheets, calendars, contacts. Knows no rule of the charter.
//!
//! Untrusted files are parsed in a sandboxed child process ([`sandbox`]): a file that crashes a parser or asks for all
//! memory ends only that process.
#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test tells one story"))]

pub mod encoding;
mod error;
pub mod ics;
pub mod mail;
pub mod sandbox;
pub mod sheet;
mod source;
pub mod vcard;

pub use error::ReadError;
pub use source::BufReadSeek;
