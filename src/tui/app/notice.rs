//! The line above the footer.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    Info,
    Error,
    /// A key without effect: dim, so that it does not look like news.
    Quiet,
}

/// The next key clears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
}
