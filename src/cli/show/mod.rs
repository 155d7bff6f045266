//! `show`: everything on file about one council, as text or as one document.

mod document;
mod quarter;
mod run;
mod text;

pub use document::FileDocument;
pub use run::run;
