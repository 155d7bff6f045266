//! The register of councils and the rounds, read from CSV files.

pub mod councils_csv;
mod error;
mod plausible;
pub(crate) mod rounds_csv;
mod row;
mod rows;

pub use error::{RegisterError, SeedError};
