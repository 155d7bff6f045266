//! An event for the public. Fields: `on`, `at`, `kind`, `place`, `attendance`, `counts-as-contact`.

use charter::calendar::DateBias;
use charter::change::{Act, RecordEvent};
use charter::ids::CouncilId;
use charter::public_event::{EventFacts, EventKind, PublicEvent};

use super::reader::FieldReader;

/// The event after the typed fields; what was not given stays as in `known`.
pub fn read_event(reader: &mut FieldReader<'_>, known: Option<&PublicEvent>) -> Option<EventFacts> {
    let mut facts = known.map(|event| event.facts.clone()).unwrap_or_default();
    if known.is_none() || reader.is_given("on") {
        facts.on = reader.date("on", DateBias::Nearest)?;
    }
    if reader.is_given("at") {
        facts.at = reader.optional_time("at");
    }
    facts.kind = EventKind::from_code(reader.value("kind")).unwrap_or(facts.kind);
    if known.is_none() || reader.is_given("place") {
        facts.place = reader.required_text("place", "say where the event is held");
    }
    if reader.is_given("attendance") {
        facts.attendance = match reader.value("attendance") {
            "" => None,
            typed => match typed.parse() {
                Ok(count) => Some(count),
                Err(_) => {
                    reader.reject("attendance", &format!("“{typed}” is no number of people; write it as 14"));
                    None
                }
            },
        };
    }
    if reader.is_given("counts-as-contact") {
        match reader.value("counts-as-contact") {
            "yes" => facts.counts_as_contact = true,
            "no" => facts.counts_as_contact = false,
            typed => reader.reject("counts-as-contact", &format!("“{typed}” is neither yes nor no")),
        }
    }
    Some(facts)
}

/// `councils` are all that it covers.
pub fn record_event(known: Option<&PublicEvent>, councils: Vec<CouncilId>, facts: EventFacts) -> Act {
    Act::Event(RecordEvent { known: known.map(|event| (event.id, event.version)), councils, facts })
}
