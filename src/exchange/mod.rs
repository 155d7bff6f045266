//! In and out: one file a format. Knows [`crate::domain`] and nothing else of the house.

pub mod apart;
pub mod diary_in;
pub mod diary_out;
pub mod draft_file;
pub mod drafts;
mod encoding;
pub mod first_start;
pub mod handover;
pub mod html;
pub mod ics;
pub mod intake;
pub mod mail;
pub mod piece;
pub mod register_csv;
mod register_row;
pub mod rounds_csv;
mod rows;
pub mod sheet;
pub mod shifts;
pub mod uid;
