//! The form for the record of a county or district.

use charter::area::{Area, AreaLevel};
use charter::calendar::DateBias;
use charter::change::Change;
use desk::records::{FieldReader, read_area, record_area};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

/// Only a new one has a level and a name to type: councils hold an area by both.
pub fn open(known: Option<&Area>, context: &FormContext<'_>) -> Form {
    let facts = known.map(|area| area.facts.clone()).unwrap_or_default();
    let day = |on: Option<chrono::NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let mut fields = Vec::new();
    if known.is_none() {
        let levels = AreaLevel::ALL.iter().map(|level| level.label().to_owned()).collect();
        fields.push(Field::choice("level", "level", levels, AreaLevel::District.label()));
        fields.push(Field::line("name", "name", "", "the name, as registers have it"));
    }
    fields.push(Field::line("code", "ONS code", facts.code.raw(), "E07000238").optional());
    fields.push(Field::date("begins", "exists from", day(facts.active_from), DateBias::Nearest).optional());
    // The councils went to the successor on the day of the end.
    if facts.successor.is_none() {
        fields.push(Field::date("ends", "ends on", day(facts.inactive_on), DateBias::Nearest).optional());
    }
    let title = match known {
        Some(area) => format!("The {} {}", area.facts.level, facts.name.sanitized()),
        None => "New county or district".to_owned(),
    };
    let about = vec!["A successor, which takes over its councils: charterdesk record area.".to_owned()];
    let purpose = Purpose::Area(known.cloned().map(Box::new));
    Form::new(purpose, title, Vec::new(), context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>, known: Option<&Area>) -> Change {
    let facts = read_area(reader, known);
    Change::all(record_area(known, facts, None, &[]))
}
