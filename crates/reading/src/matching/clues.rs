//! What is known of a reply before its council is.

use charter::untrusted::Untrusted;

/// What a reply says about whose it is. Whatever is not known is `None` or blank.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    /// The cell of a column of codes: `E04…`.
    pub code: Option<&'a str>,
    /// The cell of a column of councils.
    pub named: Option<&'a str>,
    /// The cell of a column of counties, districts or teams.
    pub area: Option<&'a str>,
    /// The address that it came from, alone, in lower case.
    pub sender: &'a str,
    /// The whole header `From`: a name and an address.
    pub from: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// What was written.
    pub text: &'a str,
    /// The addresses that could not be reached, if it is a report of that.
    pub undelivered: &'a [Untrusted],
}
