//! HTML pages: the brief on one side of A4, and the first page of a handover.
//!
//! One function cleans every text and the template escapes it. The pages contain no scripts and load nothing from the
//! network.

mod brief;
mod handover;
mod page;
mod table;

pub use brief::brief;
pub use handover::handover;
pub(crate) use page::render;
#[cfg(test)]
pub(crate) use page::unclosed_tags;
pub(crate) use table::table;
