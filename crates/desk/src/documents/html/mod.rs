//! Pages of HTML: the brief on one side of A4, and the first page of a handover.
//!
//! Texts go into a page through one function and are escaped by the template; the pages have no scripts and ask no network.

mod brief;
mod handover;
mod page;

pub use brief::brief;
pub use handover::handover;
pub use page::DOCTYPE;
