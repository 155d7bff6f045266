//! The register of councils, the areas and the rounds, read from CSV files.

pub mod areas_csv;
pub mod councils_csv;
mod error;
mod plausible;
pub(crate) mod rounds_csv;
mod row;
mod rows;

pub use error::{AreasError, RegisterError, SeedError};
