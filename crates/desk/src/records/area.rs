//! A county or district. Fields: `code`, `begins`, `ends`; of a new one also `level` and `name`.

use charter::area::{Area, AreaFacts, AreaLevel, is_area_code};
use charter::calendar::DateBias;
use charter::change::{Act, CouncilDetails, RecordArea};
use charter::council::Council;
use charter::untrusted::Untrusted;

use super::reader::FieldReader;
use super::team::hand_over;

/// The facts of an area after the typed ones; what was not given stays as in `known`.
pub fn read_area(reader: &mut FieldReader<'_>, known: Option<&Area>) -> AreaFacts {
    let mut facts = known.map(|area| area.facts.clone()).unwrap_or_default();
    if let Some(level) = AreaLevel::from_code(reader.value("level")) {
        facts.level = level;
    }
    if reader.is_given("name") {
        facts.name = reader.required_text("name", "a county or district needs a name");
    }
    if reader.is_given("code") {
        let code = reader.value("code").to_ascii_uppercase();
        if !code.is_empty() && !is_area_code(&code) {
            reader.reject("code", "it is no code of a county or district; write it as E07000238");
        }
        facts.code = Untrusted::from(code.as_str());
    }
    for (name, day) in [("begins", &mut facts.active_from), ("ends", &mut facts.inactive_on)] {
        if reader.is_given(name) {
            *day = reader.optional_date(name, DateBias::Nearest);
        }
    }
    if facts.inactive_on.is_none() {
        facts.successor = None;
    }
    facts
}

/// Records an area. If it ends in favour of the named successor, its councils, as they are on that day, go to the
/// successor.
pub fn record_area(
    known: Option<&Area>,
    facts: AreaFacts,
    successor: Option<&Untrusted>,
    councils: &[Council],
) -> Vec<Act> {
    let moved = facts.inactive_on.zip(successor).map(|(on, successor)| {
        let name = Some(successor.clone());
        let details = match facts.level {
            AreaLevel::County => CouncilDetails { county: name, ..CouncilDetails::default() },
            AreaLevel::District => CouncilDetails { district: name, ..CouncilDetails::default() },
        };
        hand_over(councils, |council| *facts.level.name_of(council) == facts.name, &details, on)
    });
    let (known, successor) = (known.map(|area| (area.id, area.version)), successor.cloned());
    [Act::Area(RecordArea { known, facts, successor })].into_iter().chain(moved.unwrap_or_default()).collect()
}
