//! Input of matching a reply: what is known before its council is.

use charter::untrusted::Untrusted;

/// Fields that are not known are `None` or blank.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    /// Cell of a column of parish codes: `E04…`.
    pub code: Option<&'a str>,
    /// Cell of a column of councils.
    pub named: Option<&'a str>,
    /// Cell of a column of counties, districts or teams.
    pub area: Option<&'a str>,
    /// Bare address of the sender, in lower case.
    pub sender: &'a str,
    /// Header `From`: display name and address.
    pub from: &'a str,
    pub subject: &'a str,
    /// Body of the mail.
    pub text: &'a str,
    /// Recipients that a bounce names as not reached.
    pub undelivered: &'a [Untrusted],
}
