//! The register of councils and the rounds, read from CSV files.

pub mod councils_csv;
pub mod rounds_csv;
mod row;
mod rows;
