//! The form of a return: when it was received, the wish, the priorities with their categories, frequency, method, views.

use super::field::Field;
use super::form::{Form, FormContext, Purpose, of_whom};
use super::reader::{Errors, Reader};
use crate::domain::calendar::{Lean, short};
use crate::domain::change::{Act, Change, Over, RecordReturn};
use crate::domain::file::CouncilFile;
use crate::domain::foreign::Foreign;
use crate::domain::ids::CouncilId;
use crate::domain::returns::{Answer, Frequency, Method, Return, SentPriority, Wish};

const NOT_STATED: &str = "not stated";
const NO_CATEGORY: &str = "no category yet";
const REPLACES: &str = "stands in place of the earlier one";
const DISAGREES: &str = "disagrees with it: keep both for now";
const SLOTS: [(&str, &str, &str); 3] = [
    ("priority-1", "priority 1", "category-1"),
    ("priority-2", "priority 2", "category-2"),
    ("priority-3", "priority 3", "category-3"),
];

/// Opens the form; what the council said before in this round stands in it already.
pub fn open(targets: Vec<CouncilId>, names: &[String], file: Option<&CouncilFile>, context: &FormContext<'_>) -> Form {
    let known = file.and_then(|file| file.in_force(context.today));
    let mut fields = fields("today".to_owned(), known.map(|known| &known.answer), context);
    let mut about = Vec::new();
    if let Some(known) = known {
        fields.push(
            Field::choice("stands", "this answer", vec![REPLACES.to_owned(), DISAGREES.to_owned()], REPLACES).aside(),
        );
        about.push(format!("Filled in from the return of {}.", short(known.received.on, context.today)));
    }
    let purpose = Purpose::Return { earlier: known.map(|known| Box::new(known.answer.clone())) };
    Form::new(purpose, format!("Return of {}", of_whom(names)), targets, context.round.id, fields).about(about)
}

/// Opens the form to correct a return that was mistyped.
pub fn open_known(known: &Return, name: &str, context: &FormContext<'_>) -> Form {
    let fields = fields(known.received.to_string(), Some(&known.answer), context);
    let purpose = Purpose::CorrectReturn(Box::new(known.clone()));
    Form::new(purpose, format!("Correct the return of {name}"), vec![known.council], known.round, fields).about(vec![
        "For a mistake in typing. If the council has answered again, record a new return with r.".to_owned(),
    ])
}

fn fields(received: String, answer: Option<&Answer>, context: &FormContext<'_>) -> Vec<Field> {
    let wish = answer.map_or(Wish::Unknown, |answer| answer.wish);
    let wishes = Wish::ALL.iter().map(|wish| wish.label().to_owned()).collect();
    let mut fields = vec![
        Field::date("received", "received", received, Lean::Past),
        Field::choice("wish", "takes part", wishes, wish.label()),
    ];
    let priorities = answer.map(|answer| answer.priorities.as_slice()).unwrap_or_default();
    for (place, (name, label, category)) in SLOTS.into_iter().enumerate() {
        let priority = priorities.get(place);
        let text = priority.map(|priority| priority.received.raw()).unwrap_or_default();
        fields.push(Field::line(name, label, text, "in the council's own words"));
        fields.push(category_choice(category, priority.and_then(|p| p.category.as_deref()), context));
    }
    let further: Vec<&str> = priorities.iter().skip(SLOTS.len()).map(|priority| priority.received.raw()).collect();
    fields.push(
        Field::text("further", "further", further.join("\n"), "more than three, one a line: Ctrl-J begins a new line")
            .aside(),
    );
    let frequency = answer.and_then(|answer| answer.frequency.as_ref()).map_or(NOT_STATED, Frequency::label);
    let method = answer.and_then(|answer| answer.method.as_ref()).map_or(NOT_STATED, Method::label);
    let options = |labels: Vec<&str>| [NOT_STATED].into_iter().chain(labels).map(str::to_owned).collect::<Vec<_>>();
    let frequencies = options(Frequency::KNOWN.iter().map(Frequency::label).collect());
    let methods = options(Method::KNOWN.iter().map(Method::label).collect());
    fields.push(Field::open_choice("frequency", "how often", frequencies, frequency));
    fields.push(Field::open_choice("method", "method", methods, method));
    let views = answer.map(|answer| answer.views.raw().to_owned()).unwrap_or_default();
    fields.push(Field::text("views", "views", views, "anything else, in the council's own words").aside());
    fields
}

/// The choice of a category, aside: Enter passes it by.
pub fn category_choice(name: &'static str, category: Option<&str>, context: &FormContext<'_>) -> Field {
    let options = [NO_CATEGORY.to_owned()].into_iter().chain(context.categories.iter().cloned()).collect();
    Field::choice(name, "category", options, category.unwrap_or(NO_CATEGORY)).aside()
}

/// The category that was chosen, if one was.
pub fn category(chosen: &str) -> Option<String> {
    (!chosen.is_empty() && chosen != NO_CATEGORY).then(|| chosen.to_owned())
}

/// Reads the form of a new return. What was agreed about a priority stays with it if its words stayed.
pub fn submit(form: &Form, context: &FormContext<'_>, earlier: Option<&Answer>) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let received = reader.received("received");
    let answer = answer(&reader, form, earlier);
    let over = if earlier.is_some() && reader.choice("stands") == DISAGREES { Over::Disagrees } else { Over::ByDate };
    let change = received.map(|received| {
        let act = |council: &CouncilId| {
            Act::Return(RecordReturn { council: *council, round: form.round, received, answer: answer.clone(), over })
        };
        Change::all(form.targets.iter().map(act).collect())
    });
    reader.finish(change)
}

/// Reads the form of a correction. Agreed texts and places stay with the priorities whose words stayed.
pub fn correct(form: &Form, context: &FormContext<'_>, known: &Return) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let received = reader.received("received");
    let answer = answer(&reader, form, Some(&known.answer));
    let over = Over::Corrects { id: known.id, version: known.version };
    let (council, round) = (known.council, known.round);
    reader.finish(
        received.map(|received| Change::from(Act::Return(RecordReturn { council, round, received, answer, over }))),
    )
}

fn answer(reader: &Reader<'_>, form: &Form, known: Option<&Answer>) -> Answer {
    // Each known priority is met once: of two with the same words each keeps what was agreed about it.
    let mut known: Vec<&SentPriority> = known.map(|answer| answer.priorities.iter().collect()).unwrap_or_default();
    let mut met = |received: &Foreign| {
        let place = known.iter().position(|priority| priority.received == *received)?;
        Some(known.remove(place))
    };
    let mut priorities = Vec::new();
    for (name, _, category_name) in SLOTS {
        let received = reader.text(name);
        if !received.is_blank() {
            let before = met(&received);
            priorities.push(priority(received, before, category(form.value(category_name))));
        }
    }
    for line in form.value("further").lines().map(str::trim).filter(|line| !line.is_empty()) {
        let received = Foreign::from(line);
        let before = met(&received);
        priorities.push(priority(received, before, before.and_then(|before| before.category.clone())));
    }
    Answer {
        wish: Wish::from_code(reader.choice("wish")).unwrap_or(Wish::Unknown),
        priorities,
        frequency: Frequency::stated(reader.choice("frequency")),
        method: Method::stated(reader.choice("method")),
        views: reader.text("views"),
    }
}

fn priority(received: Foreign, before: Option<&SentPriority>, category: Option<String>) -> SentPriority {
    SentPriority {
        slot: before.and_then(|priority| priority.slot),
        agreed: before.and_then(|priority| priority.agreed.clone()),
        category,
        carried: before.and_then(|priority| priority.carried),
        received,
    }
}
