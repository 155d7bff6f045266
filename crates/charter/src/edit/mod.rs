//! The effect of a change on the rows, as data: each record before and after.
//!
//! A backend reads the needed records ([`Need`]), passes them as a [`RecordSet`], and writes the resulting [`Edit`]s.
//! Only this crate knows what a change means.

mod record;
mod refusal;
mod rows;

pub use record::{Edit, Key, Record, Table};
pub use refusal::Refusal;
pub(crate) use refusal::check_version;
pub use rows::{IdAllocator, Need, RecordSet};
