//! The form for an event for the public: a surgery, a street briefing, a meeting of a committee.

use charter::calendar::DateBias;
use charter::change::Change;
use charter::ids::CouncilId;
use charter::public_event::{EventKind, PublicEvent};
use desk::records::{FieldReader, read_event, record_event};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

/// A new event covers the councils in focus.
pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    form(None, targets, names, context)
}

/// One on record keeps the councils that it covers; `names` are theirs.
pub fn open_known(known: &PublicEvent, names: &[String], context: &FormContext<'_>) -> Form {
    form(Some(known), known.councils.clone(), names, context)
}

fn form(known: Option<&PublicEvent>, targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let facts = known.map(|event| event.facts.clone()).unwrap_or_default();
    let kinds = EventKind::ALL.iter().map(|kind| kind.label().to_owned()).collect();
    let on = known.map_or_else(|| "today".to_owned(), |_| facts.on.to_string());
    let at = facts.at.map_or_else(String::new, |at| at.format("%H:%M").to_string());
    let came = facts.attendance.map_or_else(String::new, |count| count.to_string());
    let counts = if facts.counts_as_contact { "yes" } else { "no" };
    let fields = vec![
        Field::choice("kind", "kind", kinds, facts.kind.label()),
        Field::date("on", "on", on, DateBias::Nearest),
        Field::line("at", "at", at, "19:30; may be left empty"),
        Field::line("place", "place", facts.place.raw(), "where it is held; of a committee also which one"),
        Field::line("attendance", "came", came, "how many people came, once it was held"),
        Field::choice("counts-as-contact", "contact", vec!["no".to_owned(), "yes".to_owned()], counts),
    ];
    let mut about = vec![
        "An event keeps no promise of quarterly contact, unless you say that it counts as contact with these councils."
            .to_owned(),
        "A committee meeting covers no council; the diary (3) then has the days for papers and questions.".to_owned(),
    ];
    if known.is_some() {
        about.push("To change which councils it covers: charterdesk record event.".to_owned());
    }
    let covered = if names.is_empty() { String::new() } else { format!(": {}", council_names(names)) };
    let purpose = Purpose::Event(known.cloned().map(Box::new));
    Form::new(purpose, format!("Event for the public{covered}"), targets, context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>, known: Option<&PublicEvent>, form: &Form) -> Option<Change> {
    let facts = read_event(reader, known)?;
    // A committee's meeting is about no one council, whatever is in focus.
    let covered = if facts.kind == EventKind::Committee { Vec::new() } else { form.targets.clone() };
    Some(Change::from(record_event(known, covered, facts)))
}
