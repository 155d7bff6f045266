//! What a public body asked for. Fields: `asked-by`, `on`, `kind`, `what`, `owner`, `due`, `answered`, `answer`.

use charter::calendar::DateBias;
use charter::change::{Act, RecordRequest};
use charter::request::{Request, RequestFacts, RequestKind};
use charter::untrusted::Untrusted;

use super::names::refuse_name;
use super::reader::FieldReader;

/// The request after the typed fields; what was not given stays as in `known`, and the day of a new one is today.
pub fn read_request(reader: &mut FieldReader<'_>, known: Option<&Request>) -> RequestFacts {
    let mut facts = known.map_or_else(
        || RequestFacts {
            asked_by: Untrusted::default(),
            on: reader.today(),
            kind: RequestKind::default(),
            what: Untrusted::default(),
            owner: Untrusted::default(),
            due: None,
            answered_on: None,
            answer: Untrusted::default(),
        },
        |request| request.facts.clone(),
    );
    refuse_name(reader, "asked-by", "Police and Crime Panel", &facts.asked_by);
    refuse_name(reader, "owner", "chief inspector, north", &facts.owner);
    if known.is_none() || reader.is_given("asked-by") {
        facts.asked_by =
            reader.required_text("asked-by", "say which body or role asked, for example the Police and Crime Panel");
    }
    if known.is_none() || reader.is_given("what") {
        facts.what = reader.required_text("what", "say what was asked for");
    }
    if reader.is_given("on") {
        facts.on = reader.date("on", DateBias::Past).unwrap_or(facts.on);
    }
    facts.kind = RequestKind::from_code(reader.value("kind")).unwrap_or(facts.kind);
    for (name, text) in [("owner", &mut facts.owner), ("answer", &mut facts.answer)] {
        if reader.is_given(name) {
            *text = reader.text(name);
        }
    }
    if reader.is_given("due") {
        facts.due = reader.optional_date("due", DateBias::Nearest);
    }
    if reader.is_given("answered") {
        facts.answered_on = reader.optional_date("answered", DateBias::Past);
    }
    match (facts.answered_on, facts.answer.is_blank()) {
        (Some(_), true) => reader.refuse("answer", "say with what it was answered"),
        (None, false) => reader.refuse("answered", "give the day of the answer as well as its words"),
        _ => {}
    }
    facts
}

pub fn record_request(known: Option<&Request>, facts: RequestFacts) -> Act {
    Act::Request(RecordRequest { known: known.map(|request| (request.id, request.version)), facts })
}
