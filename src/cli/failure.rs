//! Why a command failed, and its exit code.

use std::process::ExitCode;

use store::{ApplyError, StoreError};

/// A failed command. The text is for people: what happened, that nothing was changed, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The database, a file or the terminal failed: exit code 1.
    Failed(String),
    /// An option or an argument is wrong: exit code 2.
    Usage(String),
    /// A rule or a recorded fact forbids it: exit code 3.
    Refused(String),
    /// The reader closed the output, as `head` does: exit code 0, no message.
    OutputClosed,
    /// A signal ended the dashboard: exit code 128 plus its number, no message.
    Signal(i32),
}

impl Failure {
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Refused(_) => 3,
            Self::OutputClosed => 0,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(1),
        })
    }

    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Failed(text) | Self::Usage(text) | Self::Refused(text) => Some(text),
            Self::OutputClosed | Self::Signal(_) => None,
        }
    }

    #[must_use]
    pub fn with_sentence(self, sentence: &str) -> Self {
        let with = |text: String| format!("{text}. {sentence}");
        match self {
            Self::Failed(text) => Self::Failed(with(text)),
            Self::Usage(text) => Self::Usage(with(text)),
            Self::Refused(text) => Self::Refused(with(text)),
            quiet => quiet,
        }
    }

    pub fn from_write_error(error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::OutputClosed;
        }
        Self::Failed(format!(
            "the output could not be written ({error}). Nothing is lost: what was saved is saved. Make room or \
             choose another place for the output, then ask again"
        ))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<ApplyError> for Failure {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Store(error) => error.into(),
            refused => Self::Refused(format!("{refused}. Nothing was changed")),
        }
    }
}
