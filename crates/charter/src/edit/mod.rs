//! What a change does to the rows, as data: from which record to which.
//!
//! A backend reads the records that are needed ([`Need`]), hands them over as a [`RecordSet`], and writes the [`Edit`]s that come
//! back. What a change means is worked out here and nowhere else.

mod record;
mod refusal;
mod rows;

pub use record::{Edit, Key, Record, Table};
pub use refusal::Refusal;
pub(crate) use refusal::check_version;
pub use rows::{IdAllocator, Need, RecordSet};
