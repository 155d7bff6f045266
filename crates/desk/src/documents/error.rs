//! Why a document cannot be made.

/// Both are mistakes of the program; no record is touched.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("the page could not be made ({0}). Nothing was changed; please report this")]
    Page(#[from] minijinja::Error),
    #[error("{name}.csv could not be made ({reason})")]
    Table { name: &'static str, reason: String },
    #[error("the list could not be made into a file ({0}). Nothing was changed; please report this")]
    List(String),
}
