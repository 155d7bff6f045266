//! A dated change of what a council is or where it belongs: its name, areas, team or parishes.
//!
//! A [`Council`] holds the newest values. What held on an earlier day is `from` of the first change after that day.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::council::{Council, Kind, Parish};
use super::ids::{CouncilChangeId, CouncilId};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// What of a council changes from a day on.
    #[derive(Default)]
    CouncilField {
        Name = "name", "name";
        Kind = "kind", "kind";
        County = "county", "county";
        District = "district", "district";
        /// The only field that records before schema 13 have.
        #[default]
        Team = "team", "team";
        /// One line for each parish: its code, a space, its name.
        Parishes = "parishes", "parishes";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CouncilChange {
    pub id: CouncilChangeId,
    pub version: i64,
    pub council: CouncilId,
    #[serde(default)]
    pub field: CouncilField,
    /// The first day of the new value.
    pub on: NaiveDate,
    pub from: Untrusted,
    /// The name before was the parish's, because nobody had established the council's. `false` for other fields.
    #[serde(default)]
    pub from_unconfirmed: bool,
    pub to: Untrusted,
    /// When the council was told; only a change of team has to be announced.
    #[serde(rename = "told_on")]
    pub announced_on: Option<NaiveDate>,
}

impl CouncilChange {
    /// Whether the council does not know yet of its new team. Where nobody knew the team before, nothing says that it is
    /// new to the council.
    pub fn is_unannounced(&self, as_at: NaiveDate) -> bool {
        let is_new = self.field == CouncilField::Team && !self.is_from_unknown();
        is_new && self.announced_on.is_none_or(|on| on > as_at)
    }

    /// Whether nobody knew the value that held before.
    pub fn is_from_unknown(&self) -> bool {
        self.field.is_unknown(&self.from, self.from_unconfirmed)
    }
}

/// For each field that changes after `day`, the first such change: `from` held on the day. `changes` are those of one
/// council in any order.
pub fn first_changes_after<'a>(
    changes: impl Iterator<Item = &'a CouncilChange>,
    day: NaiveDate,
) -> impl Iterator<Item = &'a CouncilChange> {
    let mut later: Vec<&CouncilChange> = changes.filter(|change| change.on > day).collect();
    later.sort_by_key(|change| (change.field, change.on, change.id));
    later.dedup_by_key(|change| change.field);
    later.into_iter()
}

impl CouncilField {
    /// The council's value as text, as a change records it.
    pub(crate) fn value_of(self, council: &Council) -> Untrusted {
        match self {
            Self::Name => council.name.clone(),
            Self::Kind => Untrusted::from(council.kind.code()),
            Self::County => council.county.clone(),
            Self::District => council.district.clone(),
            Self::Team => council.team.clone(),
            Self::Parishes => Untrusted::new(parish_lines(&council.parishes)),
        }
    }

    pub(crate) fn copy(self, from: &Council, to: &mut Council) {
        match self {
            Self::Name => {
                to.name = from.name.clone();
                to.name_confirmed = from.name_confirmed;
            }
            Self::Kind => to.kind = from.kind,
            Self::County => to.county = from.county.clone(),
            Self::District => to.district = from.district.clone(),
            Self::Team => to.team = from.team.clone(),
            Self::Parishes => to.parishes.clone_from(&from.parishes),
        }
    }

    /// Whether the value is the name of the parish, because nobody has established the council's.
    pub(crate) fn is_unconfirmed(self, council: &Council) -> bool {
        self == Self::Name && !council.name_confirmed
    }

    /// Whether a value, as a change records it, says that nobody has established it.
    pub(crate) fn is_unknown(self, value: &Untrusted, is_unconfirmed: bool) -> bool {
        match self {
            Self::Name => is_unconfirmed,
            Self::Kind => value.raw() == Kind::Unknown.code(),
            _ => value.is_blank(),
        }
    }
}

impl Council {
    /// The council as it was on a day; `changes` are its changes in any order.
    #[must_use]
    pub fn as_at<'a>(&self, changes: impl Iterator<Item = &'a CouncilChange>, day: NaiveDate) -> Self {
        let mut then = self.clone();
        for change in first_changes_after(changes, day) {
            let value = &change.from;
            match change.field {
                CouncilField::Name => {
                    then.name = value.clone();
                    then.name_confirmed = !change.from_unconfirmed;
                }
                CouncilField::Kind => then.kind = Kind::from_code(value.raw()).unwrap_or(Kind::Unknown),
                CouncilField::County => then.county = value.clone(),
                CouncilField::District => then.district = value.clone(),
                CouncilField::Team => then.team = value.clone(),
                CouncilField::Parishes => then.parishes = parse_parishes(value, &self.parishes),
            }
        }
        then
    }
}

fn parish_lines(parishes: &[Parish]) -> String {
    let line = |parish: &Parish| format!("{} {}", parish.code, parish.name.raw().replace(['\n', '\r'], " "));
    parishes.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Code and name of each parish of a value of [`CouncilField::Parishes`].
pub fn split_parishes(lines: &Untrusted) -> impl Iterator<Item = (&str, &str)> {
    lines.raw().split('\n').filter(|line| !line.is_empty()).map(|line| line.split_once(' ').unwrap_or((line, "")))
}

/// A change does not record the places; a parish that the council still has keeps its own.
fn parse_parishes(lines: &Untrusted, known: &[Parish]) -> Vec<Parish> {
    let parish = |(code, name): (&str, &str)| {
        let now = known.iter().find(|parish| parish.code == code);
        Parish {
            code: code.to_owned(),
            name: Untrusted::from(name),
            latitude: now.and_then(|parish| parish.latitude),
            longitude: now.and_then(|parish| parish.longitude),
        }
    };
    split_parishes(lines).map(parish).collect()
}
