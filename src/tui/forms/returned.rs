//! The form of a return: date received, wish, priorities with categories, frequency, method, views.

use charter::calendar::{DateBias, Received, format_short};
use charter::change::{Act, Change, RecordReturn, Supersedes};
use charter::council_file::CouncilFile;
use charter::ids::CouncilId;
use charter::proposal::{Proposal, parse_takeover, proposals};
use charter::returns::{Answer, Frequency, Method, Return, Wish};
use desk::records::{FieldReader, TypedPriority, read_answer};
use reading::extract::propose_category;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::priority_selection::numbered;
use crate::tui::forms::purpose::Purpose;

const NOT_STATED: &str = "not stated";
const NO_CATEGORY: &str = "no category yet";
const REPLACES: &str = "replaces the earlier one";
const DISAGREES: &str = "disagrees with it: keep both for now";
const SLOTS: [(&str, &str, &str); 3] = [
    ("priority-1", "priority 1", "category-1"),
    ("priority-2", "priority 2", "category-2"),
    ("priority-3", "priority 3", "category-3"),
];

/// Filled in with the council's current answer in this round.
pub fn open(targets: Vec<CouncilId>, names: &[String], file: Option<&CouncilFile>, context: &FormContext<'_>) -> Form {
    let known = file.and_then(|file| file.current_return(context.today));
    let mut fields = fields("today".to_owned(), known.map(|known| &known.answer), context);
    let mut about = Vec::new();
    if let Some(known) = known {
        fields.push(supersedes_field());
        about.push(format!("Filled in from the return of {}.", format_short(known.received.on, context.today)));
    }
    let proposed = file.map(|file| proposals(&file.priorities, &context.round.code)).unwrap_or_default();
    about.extend(describe_proposals(&proposed));
    let purpose = Purpose::Return { earlier: known.map(|known| Box::new(known.answer.clone())), proposed };
    Form::new(purpose, format!("Return of {}", council_names(names)), targets, context.round.id, fields).about(about)
}

pub fn open_known(known: &Return, file: &CouncilFile, context: &FormContext<'_>) -> Form {
    let fields = fields(known.received.to_string(), Some(&known.answer), context);
    let proposed = proposals(&file.priorities, &context.round.code);
    let mut about =
        vec!["To correct a typing mistake. If the council has answered again, record a new return with r.".to_owned()];
    about.extend(describe_proposals(&proposed));
    let title = format!("Correct the return of {}", file.council.name.sanitized());
    let purpose = Purpose::CorrectReturn(Box::new(known.clone()), proposed);
    Form::new(purpose, title, vec![known.council], known.round, fields).about(about)
}

/// Asks how the answer relates to the earlier one.
pub fn supersedes_field() -> Field {
    Field::choice("stands", "this answer", vec![REPLACES.to_owned(), DISAGREES.to_owned()], REPLACES).optional()
}

pub fn read_supersedes(reader: &FieldReader<'_>) -> Supersedes {
    if reader.value("stands") == DISAGREES { Supersedes::Disagrees } else { Supersedes::ByDate }
}

/// Explains the earlier agreed priorities that the new round proposes (charter rule 11), and how to keep them.
pub fn describe_proposals(proposed: &[Proposal]) -> Option<String> {
    let first = proposed.first()?;
    let listed: Vec<String> = proposed.iter().map(|known| numbered(known.slot, &known.text)).collect();
    Some(format!("Agreed in {}: {}. If the council repeats one, type = to reuse it.", first.code, listed.join(" · ")))
}

/// Proposes a category for each priority that was typed, as for a reply in the inbox, until the user chooses one.
pub fn refresh_suggestions(form: &mut Form, categories: &[String]) {
    for (number, (name, _, category)) in (1..).zip(SLOTS) {
        let proposed = match form.has_changed(name) {
            true => category_of(form.value(name), number, form.purpose.proposals(), categories),
            false => None,
        };
        if let Some(field) = form.field_mut(category) {
            field.suggest(proposed.as_deref().unwrap_or(NO_CATEGORY));
        }
    }
}

fn category_of(typed: &str, number: u8, proposed: &[Proposal], categories: &[String]) -> Option<String> {
    match parse_takeover(typed, number, proposed) {
        Ok(Some(takeover)) => {
            let known = takeover.proposal.category.clone();
            known.or_else(|| propose_category(takeover.text.raw(), categories))
        }
        Ok(None) => propose_category(typed, categories),
        Err(_) => None,
    }
}

/// The priority that `=` refers to, or that the category is only a proposal.
pub fn echo(field: &Field, proposed: &[Proposal]) -> Option<String> {
    if SLOTS.iter().any(|(.., category)| *category == field.name) {
        return (field.suggested && field.value() != NO_CATEGORY).then(|| "proposed by its words".to_owned());
    }
    let number = (1..).zip(SLOTS).find(|(_, (name, ..))| *name == field.name).map(|(number, _)| number)?;
    match parse_takeover(field.value(), number, proposed) {
        Ok(takeover) => takeover.map(|takeover| {
            let words = if takeover.text == takeover.proposal.text { "as" } else { "reworded, as" };
            format!("{words} in {}: {}", takeover.proposal.code, takeover.proposal.text.sanitized())
        }),
        Err(why) => Some(why.to_string()),
    }
}

pub fn fields(received: String, answer: Option<&Answer>, context: &FormContext<'_>) -> Vec<Field> {
    let wish = answer.map_or(Wish::Unknown, |answer| answer.wish);
    let wishes = Wish::ALL.iter().map(|wish| wish.label().to_owned()).collect();
    let mut fields = vec![
        Field::date("received", "received", received, DateBias::Past),
        Field::choice("wish", "takes part", wishes, wish.label()),
    ];
    let priorities = answer.map(|answer| answer.priorities.as_slice()).unwrap_or_default();
    for (index, (name, label, category)) in SLOTS.into_iter().enumerate() {
        let priority = priorities.get(index);
        let text = priority.map(|priority| priority.received.raw()).unwrap_or_default();
        fields.push(Field::line(name, label, text, "in the council's own words"));
        fields.push(category_choice(category, priority.and_then(|p| p.category.as_deref()), context));
    }
    let further: Vec<&str> = priorities.iter().skip(SLOTS.len()).map(|priority| priority.received.raw()).collect();
    fields.push(
        Field::text(
            "further",
            "other priorities",
            further.join("\n"),
            "more than three, one per line: Ctrl-J starts a new line",
        )
        .optional(),
    );
    let frequency = answer.and_then(|answer| answer.frequency.as_ref()).map_or(NOT_STATED, Frequency::label);
    let method = answer.and_then(|answer| answer.method.as_ref()).map_or(NOT_STATED, Method::label);
    let options = |labels: Vec<&str>| [NOT_STATED].into_iter().chain(labels).map(str::to_owned).collect::<Vec<_>>();
    let frequencies = options(Frequency::KNOWN.iter().map(Frequency::label).collect());
    let methods = options(Method::KNOWN.iter().map(Method::label).collect());
    fields.push(Field::open_choice("frequency", "how often", frequencies, frequency));
    fields.push(Field::open_choice("method", "method", methods, method));
    let views = answer.map(|answer| answer.views.raw().to_owned()).unwrap_or_default();
    fields.push(Field::text("views", "views", views, "anything else, in the council's own words").optional());
    fields
}

/// Optional: Enter skips it.
pub fn category_choice(name: &'static str, category: Option<&str>, context: &FormContext<'_>) -> Field {
    let options = [NO_CATEGORY.to_owned()].into_iter().chain(context.categories.iter().cloned()).collect();
    let field = Field::choice(name, "category", options, category.unwrap_or(NO_CATEGORY)).optional();
    if category.is_none() { field.suggested() } else { field }
}

/// `None` if no category was chosen.
pub fn category(chosen: &str) -> Option<String> {
    (!chosen.is_empty() && chosen != NO_CATEGORY).then(|| chosen.to_owned())
}

/// Priorities with unchanged text keep what was agreed in `earlier`.
pub fn read(
    reader: &mut FieldReader<'_>,
    form: &Form,
    earlier: Option<&Answer>,
    proposed: &[Proposal],
) -> Option<Change> {
    let received = reader.received("received");
    let answer = answer(reader, earlier, proposed);
    let supersedes = if earlier.is_some() { read_supersedes(reader) } else { Supersedes::ByDate };
    let (round, received) = (form.round, received?);
    Some(
        form.change(|council| {
            Act::Return(RecordReturn { council, round, received, answer: answer.clone(), supersedes })
        }),
    )
}

/// Priorities with unchanged text keep their agreed texts and order.
pub fn read_correction(reader: &mut FieldReader<'_>, known: &Return, proposed: &[Proposal]) -> Option<Change> {
    let received = read_received(reader, Some(known.received));
    let answer = answer(reader, Some(&known.answer), proposed);
    Some(correction(known, received?, answer))
}

/// The form shows no seconds, so a time left as it was keeps those of `known`.
pub fn read_received(reader: &mut FieldReader<'_>, known: Option<Received>) -> Option<Received> {
    let typed = reader.received("received")?;
    Some(known.filter(|known| known.format_full() == typed.format_full()).unwrap_or(typed))
}

pub fn correction(known: &Return, received: Received, answer: Answer) -> Change {
    let supersedes = Supersedes::Corrects { id: known.id, version: known.version };
    let (council, round) = (known.council, known.round);
    Change::from(Act::Return(RecordReturn { council, round, received, answer, supersedes }))
}

/// Priorities with unchanged text keep what was agreed in `known`.
pub fn answer(reader: &mut FieldReader<'_>, known: Option<&Answer>, proposed: &[Proposal]) -> Answer {
    let slots = (1..).zip(SLOTS).map(|(number, (field, _, category_name))| TypedPriority {
        field,
        place: Some(number),
        text: reader.value(field),
        category: Some(category(reader.value(category_name))),
    });
    let others = reader.value("further").lines();
    let others = others.map(|text| TypedPriority { field: "further", place: None, text, category: None });
    let typed: Vec<TypedPriority<'_>> = slots.chain(others).collect();
    let known = known.map(|answer| answer.priorities.as_slice()).unwrap_or_default();
    read_answer(reader, &typed, known, proposed)
}
