//! The tables of a handover as plain data.

use crate::ids::CouncilId;
use crate::untrusted::Untrusted;

/// A table with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is called, in file names and documents: `updates-owed`.
    pub name: &'static str,
    /// What it is called for people.
    pub heading: &'static str,
    /// What the columns are called.
    pub columns: &'static [&'static str],
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Untrusted>>,
}

/// What was typed in a form and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub councils: Vec<CouncilId>,
    pub form: Untrusted,
    /// What was typed, by field.
    pub typed: Vec<(Untrusted, Untrusted)>,
}
