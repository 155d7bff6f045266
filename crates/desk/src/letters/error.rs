//! Why letters were not drafted. Each message says what to do; nothing was recorded.

use std::path::PathBuf;

use store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// A template has an unknown field, an empty one, or a mistake. The sentence names the file and the line.
    #[error("{0}. No file was written, and nothing was recorded")]
    Template(String),
    #[error("{path} cannot be read ({error}). Nothing was recorded; check the name, or leave out --templates", path = path.display())]
    Unreadable { path: PathBuf, error: std::io::Error },
    /// The place for the files is taken or missing.
    #[error("{0}. Nothing was recorded")]
    Place(String),
    #[error("{path} could not be written ({error}). No letter was left there, and nothing was recorded; choose another place, or make room", path = path.display())]
    Unwritable { path: PathBuf, error: std::io::Error },
    #[error("the letters could not be made into a table ({0}). Nothing was recorded; please report this")]
    Table(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}
