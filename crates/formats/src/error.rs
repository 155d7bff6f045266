//! The error of all readers.

use std::borrow::Cow;

/// Why a file, mail, row or event cannot be read. Completes a sentence that starts with its name ("it is empty"), and says
/// what to do if something can be done. Reading changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReadError(Cow<'static, str>);

impl From<&'static str> for ReadError {
    fn from(reason: &'static str) -> Self {
        Self(reason.into())
    }
}

impl From<String> for ReadError {
    fn from(reason: String) -> Self {
        Self(reason.into())
    }
}
