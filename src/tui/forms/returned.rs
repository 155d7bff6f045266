//! The form of a return: when it was received, the wish, the priorities with their categories, frequency, method, views.

use charter::calendar::{DateBias, format_short};
use charter::change::{Act, Change, RecordReturn, Supersedes};
use charter::council_file::CouncilFile;
use charter::ids::CouncilId;
use charter::proposal::{Proposal, Takeover, parse_takeover, proposals};
use charter::returns::{Answer, Frequency, Method, Return, SentPriority, Wish};
use charter::untrusted::Untrusted;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::{Errors, Reader};
use crate::tui::forms::which_priority::numbered;

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
    let known = file.and_then(|file| file.current_return(context.today));
    let mut fields = fields("today".to_owned(), known.map(|known| &known.answer), context);
    let mut about = Vec::new();
    if let Some(known) = known {
        fields.push(stands());
        about.push(format!("Filled in from the return of {}.", format_short(known.received.on, context.today)));
    }
    let proposed = file.map(|file| proposals(&file.priorities, &context.round.code)).unwrap_or_default();
    about.extend(proposed_in_words(&proposed));
    let purpose = Purpose::Return { earlier: known.map(|known| Box::new(known.answer.clone())), proposed };
    Form::new(purpose, format!("Return of {}", council_names(names)), targets, context.round.id, fields).about(about)
}

/// Opens the form to correct a return that was mistyped.
pub fn open_known(known: &Return, file: &CouncilFile, context: &FormContext<'_>) -> Form {
    let fields = fields(known.received.to_string(), Some(&known.answer), context);
    let proposed = proposals(&file.priorities, &context.round.code);
    let mut about =
        vec!["For a mistake in typing. If the council has answered again, record a new return with r.".to_owned()];
    about.extend(proposed_in_words(&proposed));
    let title = format!("Correct the return of {}", file.council.name.sanitized());
    let purpose = Purpose::CorrectReturn(Box::new(known.clone()), proposed);
    Form::new(purpose, title, vec![known.council], known.round, fields).about(about)
}

/// The question how an answer relates to the one before it.
pub fn stands() -> Field {
    Field::choice("stands", "this answer", vec![REPLACES.to_owned(), DISAGREES.to_owned()], REPLACES).optional()
}

/// What was said to [`stands`].
pub fn over(reader: &Reader<'_>) -> Supersedes {
    if reader.choice("stands") == DISAGREES { Supersedes::Disagrees } else { Supersedes::ByDate }
}

/// What was agreed before, which the new round proposes (charter rule 11), and how it is taken over.
pub fn proposed_in_words(proposed: &[Proposal]) -> Option<String> {
    let first = proposed.first()?;
    let said: Vec<String> = proposed.iter().map(|known| numbered(known.slot, &known.text)).collect();
    Some(format!("Agreed in {}: {}. If the council says so again, = takes over.", first.code, said.join(" · ")))
}

/// What `=` in the field of a priority stands for.
pub fn echo(field: &Field, proposed: &[Proposal]) -> Option<String> {
    let place = (1..).zip(SLOTS).find(|(_, (name, ..))| *name == field.name).map(|(place, _)| place)?;
    match parse_takeover(field.value(), place, proposed) {
        Ok(taken) => taken.map(|taken| {
            let words = if taken.text == taken.proposal.text { "as" } else { "in other words, as" };
            format!("{words} in {}: {}", taken.proposal.code, taken.proposal.text.sanitized())
        }),
        Err(why) => Some(why.to_string()),
    }
}

/// The fields of a return, filled in from an answer.
pub fn fields(received: String, answer: Option<&Answer>, context: &FormContext<'_>) -> Vec<Field> {
    let wish = answer.map_or(Wish::Unknown, |answer| answer.wish);
    let wishes = Wish::ALL.iter().map(|wish| wish.label().to_owned()).collect();
    let mut fields = vec![
        Field::date("received", "received", received, DateBias::Past),
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

/// The choice of a category, aside: Enter passes it by.
pub fn category_choice(name: &'static str, category: Option<&str>, context: &FormContext<'_>) -> Field {
    let options = [NO_CATEGORY.to_owned()].into_iter().chain(context.categories.iter().cloned()).collect();
    Field::choice(name, "category", options, category.unwrap_or(NO_CATEGORY)).optional()
}

/// The category that was chosen, if one was.
pub fn category(chosen: &str) -> Option<String> {
    (!chosen.is_empty() && chosen != NO_CATEGORY).then(|| chosen.to_owned())
}

/// Reads the form of a new return. What was agreed about a priority stays with it if its words stayed.
pub fn submit(
    form: &Form,
    context: &FormContext<'_>,
    earlier: Option<&Answer>,
    proposed: &[Proposal],
) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let received = reader.received("received");
    let answer = answer(&mut reader, form, earlier, proposed);
    let over = if earlier.is_some() { over(&reader) } else { Supersedes::ByDate };
    let change = received.map(|received| {
        let act = |council: &CouncilId| {
            Act::Return(RecordReturn {
                council: *council,
                round: form.round,
                received,
                answer: answer.clone(),
                supersedes: over,
            })
        };
        Change::all(form.targets.iter().map(act).collect())
    });
    reader.finish(change)
}

/// Reads the form of a correction. Agreed texts and places stay with the priorities whose words stayed.
pub fn correct(
    form: &Form,
    context: &FormContext<'_>,
    known: &Return,
    proposed: &[Proposal],
) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let received = reader.received("received");
    let answer = answer(&mut reader, form, Some(&known.answer), proposed);
    let over = Supersedes::Corrects { id: known.id, version: known.version };
    let (council, round) = (known.council, known.round);
    reader.finish(
        received.map(|received| {
            Change::from(Act::Return(RecordReturn { council, round, received, answer, supersedes: over }))
        }),
    )
}

/// The answer that the fields hold. What was agreed about a priority of `known` stays with it if its words stayed.
pub fn answer(reader: &mut Reader<'_>, form: &Form, known: Option<&Answer>, proposed: &[Proposal]) -> Answer {
    // Each known priority is met once: of two with the same words each keeps what was agreed about it.
    let mut known: Vec<&SentPriority> = known.map(|answer| answer.priorities.iter().collect()).unwrap_or_default();
    let mut met = |received: &Untrusted| {
        let place = known.iter().position(|priority| priority.received == *received)?;
        Some(known.remove(place))
    };
    let mut priorities = Vec::new();
    for (place, (name, _, category_name)) in (1..).zip(SLOTS) {
        let typed = reader.text(name);
        if typed.is_blank() {
            continue;
        }
        let chosen = category(form.value(category_name));
        match parse_takeover(typed.raw(), place, proposed) {
            Ok(Some(Takeover { proposal, text })) => {
                let before = met(&text);
                let sent = priority(text, before, chosen.or_else(|| proposal.category.clone()));
                priorities.push(SentPriority { priority: Some(proposal.id), ..sent });
            }
            Ok(None) => {
                let before = met(&typed);
                priorities.push(priority(typed, before, chosen));
            }
            Err(why) => reader.wrong(name, &why.to_string()),
        }
    }
    for line in form.value("further").lines().map(str::trim).filter(|line| !line.is_empty()) {
        let received = Untrusted::from(line);
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

fn priority(received: Untrusted, before: Option<&SentPriority>, category: Option<String>) -> SentPriority {
    SentPriority {
        slot: before.and_then(|priority| priority.slot),
        agreed: before.and_then(|priority| priority.agreed.clone()),
        category,
        priority: before.and_then(|sent| sent.priority),
        received,
    }
}
