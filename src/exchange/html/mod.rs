//!
//! Texts go into a page through one function and are escaped by the template; the pages have no scripts and ask no network.

mod brief;
mod page;

pub use brief::brief;
pub use page::BEGINS;
