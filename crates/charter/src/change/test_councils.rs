//! Councils for the tests of changes.

use crate::council::{Council, FormerContact, Kind};
use crate::ids::CouncilId;
use crate::untrusted::Untrusted;

/// A parish council with a confirmed name, and nothing else known.
pub(super) fn council(id: i64) -> Council {
    Council {
        id: CouncilId(id),
        version: 1,
        position: id,
        name: Untrusted::new(format!("Council {id}")),
        name_confirmed: true,
        kind: Kind::Parish,
        county: Untrusted::default(),
        district: Untrusted::default(),
        team: Untrusted::default(),
        meeting_pattern: Untrusted::default(),
        pattern: None,
        active_from: None,
        inactive_on: None,
        successors: Vec::new(),
        parishes: Vec::new(),
        former_contact: FormerContact::default(),
    }
}
