//! The form for the details of a council; for several councils, for their team.

use charter::calendar::{DateBias, add_days, format_full};
use charter::change::{Act, Change, EditCouncil};
use charter::council::{Council, Kind, NAME_NOT_CONFIRMED};
use charter::ids::CouncilId;
use charter::pattern::{Occurrences, Pattern};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use desk::records::{FieldReader, read_details};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

/// How many days ahead the next meeting of a pattern is looked for.
const LOOK_AHEAD: i64 = 400;

pub fn open(council: &Council, context: &FormContext<'_>) -> Form {
    let kinds = Kind::ALL.iter().map(|kind| kind.label().to_owned()).collect();
    let line = |name, label, text: &Untrusted, hint| Field::line(name, label, text.raw(), hint);
    let inactive = council.inactive_on.map(|on| on.to_string()).unwrap_or_default();
    let fields = vec![
        line("team", "team", &council.team, "the Safer Neighbourhood Team, as in your own list"),
        changed_from(),
        line("name", "name", &council.name, "the council's own name"),
        Field::choice("kind", "kind", kinds, council.kind.label()),
        line("pattern", "meets", &council.meeting_pattern, "second Tuesday monthly, not August"),
        Field::date("inactive", "inactive from", inactive, DateBias::Nearest).optional(),
        line("county", "county", &council.county, "by name or code").optional(),
        line("district", "district", &council.district, "by name or code").optional(),
    ];
    let mut about = vec![format!("Parishes: {}", council.parish_names())];
    about.push(
        "Its contacts are on its own page: Enter amends one; \":\", then \"new contact\", records one.".to_owned(),
    );
    if !council.name_confirmed {
        about.push(format!("{NAME_NOT_CONFIRMED}: this is the parish's; type the council's own."));
    }
    let title = format!("Details of {}", council.name.sanitized());
    Form::new(Purpose::Council(Some(council.version)), title, vec![council.id], context.round.id, fields).about(about)
}

/// For several councils the form only has the team.
pub fn open_many(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let fields = vec![Field::line("team", "team", "", "the Safer Neighbourhood Team of all of them"), changed_from()];
    Form::new(Purpose::Council(None), format!("Team of {}", council_names(names)), targets, context.round.id, fields)
}

/// The first day of what changes from a day on; shown once any of it differs.
fn changed_from() -> Field {
    Field::date("from", "  from", "today", DateBias::Nearest).optional()
}

/// How the program understood the pattern, and the next date.
pub fn echo_pattern(words: &str, today: NaiveDate) -> Option<String> {
    if words.trim().is_empty() {
        return None;
    }
    let pattern = match Pattern::parse_typed(words, today) {
        Ok(pattern) => pattern,
        Err(why) => return Some(format!("kept as words only: {why}")),
    };
    let days = Occurrences::default().between(&pattern, today, add_days(today, LOOK_AHEAD)).ok();
    let next = days.and_then(|days| days.first().copied());
    let next = next.map(|on| format!(" · next {}", format_full(on))).unwrap_or_default();
    Some(format!("{}{next}", pattern.describe()))
}

pub fn read(reader: &mut FieldReader<'_>, form: &Form, version: Option<i64>, clock_today: NaiveDate) -> Change {
    if version.is_none() && reader.value("team").is_empty() {
        reader.refuse("team", "type the team that all of them belong to");
    }
    // Whoever works as at another day sees that day in the form.
    let is_day_given = form.has_changed("from") || reader.today() != clock_today;
    let details = read_details(reader, is_day_given);
    form.change(|council| Act::Council(EditCouncil { council, version, details: details.clone() }))
}
