//! The details of a council. Fields: `team`, `name`, `kind`, `from`, `pattern`, `inactive`.

use charter::calendar::DateBias;
use charter::change::CouncilDetails;
use charter::council::Kind;

use super::reader::FieldReader;

/// A field that was not given leaves that detail as it is; an empty one clears it.
pub fn read_details(reader: &mut FieldReader<'_>) -> CouncilDetails {
    if reader.is_given("name") {
        reader.required_text("name", "a council needs a name");
    }
    let inactive_on = reader.is_given("inactive").then(|| reader.optional_date("inactive", DateBias::Nearest));
    // Whoever works as at a day changes the council on that day.
    let dated = ["team", "name", "kind"].iter().any(|name| reader.is_given(name));
    let changed_from = reader.optional_date("from", DateBias::Nearest).or_else(|| dated.then(|| reader.today()));
    let text = |name| reader.is_given(name).then(|| reader.text(name));
    CouncilDetails {
        name: text("name"),
        kind: Kind::from_code(reader.value("kind")),
        team: text("team"),
        changed_from,
        meeting_pattern: text("pattern"),
        inactive_on,
        successors: None,
    }
}
