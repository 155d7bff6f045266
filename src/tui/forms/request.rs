//! The form for what a public body asked for, and for its answer.

use charter::calendar::DateBias;
use charter::change::Change;
use charter::request::{Request, RequestKind};
use desk::records::{FieldReader, read_request, record_request};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

/// Of a request on record the answer comes first.
pub fn open(known: Option<&Request>, context: &FormContext<'_>) -> Form {
    let text = |of: fn(&Request) -> &str| known.map(of).unwrap_or_default().to_owned();
    let day =
        |of: fn(&Request) -> Option<chrono::NaiveDate>| known.and_then(of).map(|on| on.to_string()).unwrap_or_default();
    let kinds = RequestKind::ALL.iter().map(|kind| kind.label().to_owned()).collect();
    let kind = known.map_or(RequestKind::default(), |request| request.facts.kind);
    let on = known.map_or("today".to_owned(), |request| request.facts.on.to_string());
    let asked = [
        Field::line(
            "asked-by",
            "asked by",
            text(|it| it.facts.asked_by.raw()),
            "a body or role: Police and Crime Panel",
        ),
        Field::choice("kind", "how", kinds, kind.label()),
        Field::text("what", "asked for", text(|it| it.facts.what.raw()), "what it asked for, in its words"),
        Field::line("owner", "owner", text(|it| it.facts.owner.raw()), "the role that answers it: chief inspector"),
        Field::date("due", "due", day(|it| it.facts.due), DateBias::Nearest),
    ];
    let answered = [
        Field::date("answered", "answered on", day(|it| it.facts.answered_on), DateBias::Past),
        Field::text("answer", "answered with", text(|it| it.facts.answer.raw()), "what was sent or done"),
    ];
    let on = Field::date("on", "asked on", on, DateBias::Past).optional();
    let fields: Vec<Field> = match known {
        Some(_) => answered.into_iter().chain(asked.map(Field::optional)).chain([on]).collect(),
        None => asked.into_iter().chain(answered.map(Field::optional)).chain([on]).collect(),
    };
    let (title, about) = match known {
        Some(request) => {
            let facts = &request.facts;
            let asked = format!("{} asked: {}", facts.asked_by.sanitized(), facts.what.sanitized());
            (format!("Request {}", request.id), vec![asked])
        }
        None => ("What a public body asked for".to_owned(), Vec::new()),
    };
    Form::new(Purpose::Request(known.cloned().map(Box::new)), title, Vec::new(), context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>, known: Option<&Request>) -> Change {
    let facts = read_request(reader, known);
    Change::from(record_request(known, facts))
}
