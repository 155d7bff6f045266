//! In and out: one file a format. Knows [`crate::domain`] and nothing else of the house.

pub mod register_csv;
