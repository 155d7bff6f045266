//! The tables of a handover as plain data.

use crate::area::Area;
use crate::ids::CouncilId;
use crate::team::Team;
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// In file names and documents: `updates-owed`.
    pub name: &'static str,
    pub heading: &'static str,
    pub columns: &'static [&'static str],
    /// Each row has one cell for each column.
    pub rows: Vec<Vec<Untrusted>>,
}

/// Unsaved input of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub councils: Vec<CouncilId>,
    pub form: Untrusted,
    /// Field name and text.
    pub typed: Vec<(Untrusted, Untrusted)>,
}

/// Every county, district and team on record.
#[derive(Clone, Copy, Debug)]
pub struct Units<'a> {
    pub areas: &'a [Area],
    pub teams: &'a [Team],
}
