//! The form for an event for the public: a surgery, a street briefing, a meeting of a committee.

use charter::calendar::DateBias;
use charter::change::Change;
use charter::ids::CouncilId;
use charter::public_event::EventKind;
use desk::records::{FieldReader, read_event, record_event};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

/// A new event covers the councils in focus.
pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let kinds = EventKind::ALL.iter().map(|kind| kind.label().to_owned()).collect();
    let fields = vec![
        Field::choice("kind", "kind", kinds, EventKind::default().label()),
        Field::date("on", "on", "today", DateBias::Nearest),
        Field::line("at", "at", "", "19:30; may be left empty"),
        Field::line("place", "place", "", "where it is held; of a committee also which one"),
        Field::line("attendance", "came", "", "how many people came, once it was held"),
    ];
    let about = vec![
        "An event is no meeting of a council: it keeps no promise of quarterly contact.".to_owned(),
        "A committee meeting covers no council; the diary (3) then has the days for papers and questions.".to_owned(),
        "To change one on record: charterdesk record event.".to_owned(),
    ];
    let title = format!("Event for the public: {}", council_names(names));
    Form::new(Purpose::Event, title, targets, context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>, form: &Form) -> Option<Change> {
    let facts = read_event(reader, None)?;
    // A committee's meeting is about no one council, whatever is in focus.
    let covered = if facts.kind == EventKind::Committee { Vec::new() } else { form.targets.clone() };
    Some(Change::from(record_event(None, covered, facts)))
}
