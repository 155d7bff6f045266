//! Why something cannot be read.

use std::borrow::Cow;

/// Why a file, a mail, a row or an event cannot be read, as the end of a sentence that begins with its name: "it is empty".
/// It says what to do where something can be done. Nothing is changed by reading.
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
