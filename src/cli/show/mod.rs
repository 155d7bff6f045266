//! `show`: everything on file about one council, as text or as one document.

mod contacts;
mod document;
mod printer;
mod quarter;
mod run;
mod text;
mod work;

pub use document::FileDocument;
pub use run::run;
