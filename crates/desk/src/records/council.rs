//! The details of a council. Fields: `team`, `name`, `kind`, `county`, `district`, `from`, `pattern`, `inactive`.

use charter::calendar::DateBias;
use charter::change::CouncilDetails;
use charter::council::Kind;

use super::reader::FieldReader;

/// The fields that change from a day on.
pub const DATED: [&str; 5] = ["team", "name", "kind", "county", "district"];

/// A field that was not given leaves that detail as it is; an empty one clears it. If no day is
/// given, what nobody knew before is completed for earlier days too.
pub fn read_details(reader: &mut FieldReader<'_>, is_day_given: bool) -> CouncilDetails {
    if reader.is_given("name") {
        reader.required_text("name", "a council needs a name");
    }
    for (name, why) in [("county", "a council needs a county"), ("district", "a council needs a district")] {
        if reader.is_given(name) {
            reader.required_text(name, why);
        }
    }
    let inactive_on = reader.is_given("inactive").then(|| reader.optional_date("inactive", DateBias::Nearest));
    // Whoever works as at a day changes the council on that day.
    let dated = DATED.iter().any(|name| reader.is_given(name));
    let changed_from = reader.optional_date("from", DateBias::Nearest).or_else(|| dated.then(|| reader.today()));
    let text = |name| reader.is_given(name).then(|| reader.text(name));
    CouncilDetails {
        name: text("name"),
        kind: Kind::from_code(reader.value("kind")),
        county: text("county"),
        district: text("district"),
        team: text("team"),
        changed_from,
        is_day_assumed: dated && !is_day_given,
        meeting_pattern: text("pattern"),
        inactive_on,
        successors: None,
    }
}
