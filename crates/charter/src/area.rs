//! Counties and districts as records. A council holds them by name; an [`Area`] of that level and name says the rest.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::council::Council;
use crate::ids::AreaId;
use crate::string_enum;
use crate::unit::{Term, Unit};
use crate::untrusted::Untrusted;

string_enum! {
    #[derive(Default)]
    AreaLevel {
        #[default]
        County = "county", "county";
        /// A unitary authority is a county and a district of one name and one code: two records.
        District = "district", "district";
    }
}

impl AreaLevel {
    /// The name that a council holds at this level.
    pub fn name_of(self, council: &Council) -> &Untrusted {
        match self {
            Self::County => &council.county,
            Self::District => &council.district,
        }
    }

    pub(crate) fn name_of_mut(self, council: &mut Council) -> &mut Untrusted {
        match self {
            Self::County => &mut council.county,
            Self::District => &mut council.district,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Area {
    pub id: AreaId,
    pub version: i64,
    #[serde(flatten)]
    pub facts: AreaFacts,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AreaFacts {
    pub level: AreaLevel,
    pub name: Untrusted,
    /// The code of the Office for National Statistics: E07000238; blank if it is not known.
    pub code: Untrusted,
    /// The first day on which it exists; `None` if it existed before the records begin.
    pub active_from: Option<NaiveDate>,
    /// From this day on it no longer exists.
    pub inactive_on: Option<NaiveDate>,
    /// The area that takes over from an ended one.
    pub successor: Option<AreaId>,
}

impl Unit for Area {
    type Id = AreaId;

    fn noun(&self) -> &'static str {
        self.facts.level.label()
    }

    fn id(&self) -> AreaId {
        self.id
    }

    fn term(&self) -> Term<'_, AreaId> {
        let AreaFacts { name, code, active_from, inactive_on, successor, .. } = &self.facts;
        Term { name, code, active_from: *active_from, inactive_on: *inactive_on, successor: *successor }
    }
}

/// The areas of one level.
pub fn of_level<'a>(areas: impl IntoIterator<Item = &'a Area>, level: AreaLevel) -> impl Iterator<Item = &'a Area> {
    areas.into_iter().filter(move |area| area.facts.level == level)
}

/// The kinds of authority that are a county or a district in the codes of the Office for National Statistics: unitary
/// authorities, districts, metropolitan districts, London boroughs, counties, metropolitan counties; and Welsh ones.
const ENTITIES: [&str; 7] = ["E06", "E07", "E08", "E09", "E10", "E11", "W06"];

/// Whether a text has the shape of the code of a county or district. Parishes and wards have codes of the same length.
pub fn is_area_code(code: &str) -> bool {
    let digits = ENTITIES.iter().find_map(|entity| code.strip_prefix(entity));
    digits.is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Area, AreaFacts, AreaId, AreaLevel, is_area_code};
    use crate::unit::{describe_absence, find_unit};
    use rstest::rstest;

    #[rstest]
    #[case("E07000238", true)]
    #[case("E06000051", true)]
    #[case("E10000034", true)]
    #[case("W06000023", true)]
    #[case("E04011380", false)]
    #[case("E05000001", false)]
    #[case("e07000238", false)]
    #[case("E0700023", false)]
    #[case("E0700023X", false)]
    #[case("", false)]
    fn codes_of_counties_and_districts(#[case] code: &str, #[case] fits: bool) {
        assert_eq!(is_area_code(code), fits);
    }

    fn areas() -> Vec<Area> {
        let area = |id: i64, name: &str, days: [Option<&str>; 2], successor: Option<i64>| Area {
            id: AreaId(id),
            version: 1,
            facts: AreaFacts {
                level: AreaLevel::District,
                name: name.into(),
                code: format!("E0700000{id}").into(),
                active_from: days[0].map(|day| day.parse().unwrap()),
                inactive_on: days[1].map(|day| day.parse().unwrap()),
                successor: successor.map(AreaId),
            },
        };
        vec![
            area(1, "Wychavon", [None, Some("2028-04-01")], Some(3)),
            area(2, "Redditch", [None, Some("2028-04-01")], None),
            area(3, "South Worcestershire", [Some("2028-04-01"), None], None),
        ]
    }

    #[rstest]
    #[case("wychavon", "2028-03-31", None)]
    #[case(
        "E07000001",
        "2028-04-01",
        Some("the district Wychavon ended on Sat 1 Apr 2028; its successor is South Worcestershire")
    )]
    #[case(
        "Redditch",
        "2030-01-01",
        Some("the district Redditch ended on Sat 1 Apr 2028; its successor is not recorded")
    )]
    #[case("South Worcestershire", "2028-03-31", Some("the district South Worcestershire begins on Sat 1 Apr 2028"))]
    #[case("South Worcestershire", "2028-04-01", None)]
    fn why_an_area_does_not_exist(#[case] typed: &str, #[case] day: &str, #[case] words: Option<&str>) {
        let areas = areas();
        let area = find_unit(areas.iter(), typed).unwrap();
        assert_eq!(describe_absence(&areas, area, day.parse().unwrap()).as_deref(), words);
    }
}
