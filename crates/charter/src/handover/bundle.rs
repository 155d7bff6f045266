//! The handover as plain data, and the councils that it covers.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::section::{Draft, Section, Units};
use super::{others, tables};
use crate::council_change::{CouncilChange, CouncilField};
use crate::council_file::CouncilFile;
use crate::council_line::CouncilLine;
use crate::diary_entry::EntryRecords;
use crate::ids::CouncilId;
use crate::round::Round;
use crate::untrusted::Untrusted;

/// As at a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    pub team: Untrusted,
    /// For example `October–December 2023`.
    pub round: String,
    pub as_at: NaiveDate,
    pub councils: usize,
    /// Always the same tables; some may be empty.
    pub sections: Vec<Section>,
}

impl Handover {
    /// `files` are those of [`councils_of_team`].
    pub fn build(
        team: &str,
        files: &[CouncilFile],
        (drafts, units, records): (&[Draft], Units<'_>, EntryRecords<'_>),
        round: &Round,
        as_at: NaiveDate,
    ) -> Self {
        Self {
            team: Untrusted::from(team),
            round: round.title(),
            as_at,
            councils: files.len(),
            sections: vec![
                tables::to_tell(files, team, as_at),
                tables::promises(files, round, as_at),
                tables::actions(files, as_at),
                tables::updates_owed(files, round, as_at),
                tables::meetings(files, as_at),
                tables::conflicts(files, as_at),
                tables::contacts(files, as_at),
                tables::officers(files, as_at),
                tables::areas(files, units),
                tables::letters(files, as_at),
                others::events(files, records.events, as_at),
                others::requests(records.requests, as_at),
                others::issued_reports(records.issued, round, as_at),
                tables::drafts(files, drafts),
            ],
        }
    }

    pub fn count(&self, name: &str) -> usize {
        self.sections.iter().find(|section| section.name == name).map_or(0, |section| section.rows.len())
    }
}

/// The councils of a team, in the order of `lines`, and those that left it in the quarter of the round or later, or
/// that do not know of the change yet.
pub fn councils_of_team(
    team: &str,
    lines: &[CouncilLine],
    changes: &[CouncilChange],
    round: &Round,
    as_at: NaiveDate,
) -> Vec<CouncilId> {
    let left: BTreeSet<CouncilId> = changes
        .iter()
        .filter(|change| change.field == CouncilField::Team && change.from.raw() == team && change.on <= as_at)
        .filter(|change| change.on >= round.starts_on || change.is_unannounced(as_at))
        .map(|change| change.council)
        .collect();
    lines.iter().filter(|line| line.team.raw() == team || left.contains(&line.id)).map(|line| line.id).collect()
}
