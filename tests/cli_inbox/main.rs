//! From reply files to recorded returns, on the command line.

#[path = "../workspace/mod.rs"]
mod workspace;

mod duplicates;
mod mails;
mod settling;
mod spreadsheets;
mod warnings;
