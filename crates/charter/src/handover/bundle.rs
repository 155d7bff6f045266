//! The tables as plain data, and whose councils are meant.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::section::{Draft, Section};
use super::tables;
use crate::council_file::CouncilFile;
use crate::council_line::CouncilLine;
use crate::ids::CouncilId;
use crate::round::Round;
use crate::team::TeamChange;
use crate::untrusted::Untrusted;

/// What a team hands over, as at a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    pub team: Untrusted,
    /// The round: `October–December 2023`.
    pub round: String,
    pub as_at: NaiveDate,
    pub councils: usize,
    /// The tables: always the same, an empty one too.
    pub sections: Vec<Section>,
}

impl Handover {
    /// Puts the tables together from the files of the councils that are [`councils_of_team`].
    pub fn build(team: &str, files: &[CouncilFile], drafts: &[Draft], round: &Round, as_at: NaiveDate) -> Self {
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
                tables::drafts(files, drafts),
            ],
        }
    }

    /// How many rows the table of this name has.
    pub fn count(&self, name: &str) -> usize {
        self.sections.iter().find(|section| section.name == name).map_or(0, |section| section.rows.len())
    }
}

/// The councils that a team hands over, in the order of `lines`: those that are its own, and those that left it in the quarter of the
/// round or later, or that were not told yet.
pub fn councils_of_team(
    team: &str,
    lines: &[CouncilLine],
    changes: &[TeamChange],
    round: &Round,
    as_at: NaiveDate,
) -> Vec<CouncilId> {
    let left: BTreeSet<CouncilId> = changes
        .iter()
        .filter(|change| change.from.raw() == team && change.on <= as_at)
        .filter(|change| change.on >= round.starts_on || change.is_unannounced(as_at))
        .map(|change| change.council)
        .collect();
    lines.iter().filter(|line| line.team.raw() == team || left.contains(&line.id)).map(|line| line.id).collect()
}
