//! The areas that a report has figures for.

use crate::council_line::CouncilLine;
use crate::ids::CouncilId;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    ReportLevel {
        /// All councils of the force.
        Force = "force", "force";
        County = "county", "county";
        District = "district", "district";
        Team = "team", "team";
        Council = "council", "council";
    }
}

impl ReportLevel {
    /// The levels that a report can be broken down by.
    pub const BELOW_FORCE: [Self; 4] = [Self::County, Self::District, Self::Team, Self::Council];

    /// The name that a council holds at this level on the day of the line; `None` for the force.
    pub fn name_of(self, line: &CouncilLine) -> Option<&Untrusted> {
        match self {
            Self::Force => None,
            Self::County => Some(&line.county),
            Self::District => Some(&line.district),
            Self::Team => Some(&line.team),
            Self::Council => Some(&line.name),
        }
    }

    /// The county of a district, because districts of two counties may have one name; of other levels and of the councils
    /// without a district blank.
    pub fn county_of(self, line: &CouncilLine) -> &str {
        match self {
            Self::District if !line.district.is_blank() => line.county.raw(),
            _ => "",
        }
    }
}

/// One area. Its name is as councils hold it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaKey {
    pub level: ReportLevel,
    /// The code of the Office for National Statistics; of a team, the force's own; of a council, those of its parishes,
    /// separated by spaces. Blank if none is known.
    pub code: String,
    /// Blank for the councils that no team is named for.
    pub name: String,
    /// See [`ReportLevel::county_of`].
    pub county: String,
    /// Whether a district of another county has the name, so that the words say the county.
    pub is_name_shared: bool,
    /// Of the level council.
    pub council: Option<CouncilId>,
}

impl AreaKey {
    pub fn force() -> Self {
        Self {
            level: ReportLevel::Force,
            code: String::new(),
            name: String::new(),
            county: String::new(),
            is_name_shared: false,
            council: None,
        }
    }

    /// `code` is blank if it is not known. The name is taken for that of one county only.
    pub fn of_line(level: ReportLevel, line: &CouncilLine, code: &str) -> Self {
        let Some(name) = level.name_of(line) else { return Self::force() };
        let is_council = level == ReportLevel::Council;
        let code = if is_council { line.parishes.to_string() } else { code.to_owned() };
        let (name, county) = (name.raw().to_owned(), level.county_of(line).to_owned());
        Self { level, code, name, county, is_name_shared: false, council: is_council.then_some(line.id) }
    }

    /// Whether the council belongs to it.
    pub fn contains(&self, line: &CouncilLine) -> bool {
        match self.level {
            ReportLevel::Council => self.council == Some(line.id),
            level => {
                level.name_of(line).is_none_or(|name| name.raw() == self.name) && level.county_of(line) == self.county
            }
        }
    }

    /// The name, which no other area of the level has but councils: `Wyre, Lancashire` where two counties have a Wyre.
    pub fn full_name(&self) -> String {
        if self.is_name_shared { format!("{}, {}", self.name, self.county) } else { self.name.clone() }
    }

    /// The name for people: `Whole force area`, `no team named`.
    pub fn label(&self) -> String {
        match self.level {
            ReportLevel::Force => "Whole force area".to_owned(),
            level if self.name.trim().is_empty() => format!("no {level} named"),
            _ => Untrusted::from(self.full_name()).clean_for_html(),
        }
    }
}
