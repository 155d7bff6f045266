//! The form that closes a priority with its result, or reopens a closed one.

use charter::calendar::DateBias;
use charter::change::{Act, Change, ClosePriority};
use charter::council_file::CouncilFile;
use charter::ids::PriorityId;
use charter::priority::Outcome;
use desk::records::{FieldReader, read_closing};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::priority_selection::PrioritySelection;
use crate::tui::forms::progress::about;
use crate::tui::forms::purpose::Purpose;

const CLOSED: &str = "closed with this result";
const NOT_CHOSEN: &str = "not chosen yet";
const OPEN_AGAIN: &str = "open again";

/// `None` if the council has no open priority.
pub fn open(file: &CouncilFile, focus: Option<PriorityId>, context: &FormContext<'_>) -> Option<Form> {
    let selection = PrioritySelection::new(file, focus)?;
    let closing = selection.single().and_then(|single| single.closed.clone());
    let outcome = closing.as_ref().and_then(|closing| closing.outcome);
    let (result, on) = closing.as_ref().map_or((String::new(), "today".to_owned()), |closing| {
        (closing.result.raw().to_owned(), closing.on.to_string())
    });
    let mut fields: Vec<Field> = selection.field().into_iter().collect();
    let classes = std::iter::once(NOT_CHOSEN).chain(Outcome::ALL.iter().map(|outcome| outcome.label()));
    let chosen = outcome.map_or(NOT_CHOSEN, Outcome::label);
    fields.push(Field::choice("outcome", "what came of it", classes.map(str::to_owned).collect(), chosen));
    fields.push(Field::text("result", "result", result, "the council will be told in these words"));
    if closing.is_some() {
        fields.push(Field::choice("state", "it is", vec![CLOSED.to_owned(), OPEN_AGAIN.to_owned()], CLOSED));
    }
    fields.push(Field::date("on", "closed on", on, DateBias::Past).optional());
    let title = match closing {
        Some(_) => format!("Result for {}", file.council.name.sanitized()),
        None => format!("Close a priority of {}", file.council.name.sanitized()),
    };
    let about = about(file, &selection, context);
    Some(Form::new(Purpose::Close(selection), title, vec![file.council.id], context.round.id, fields).about(about))
}

pub fn read(reader: &mut FieldReader<'_>, form: &Form, selection: &PrioritySelection) -> Option<Change> {
    let known = selection.chosen(reader.value("priority"))?;
    let closed = match reader.value("state") {
        OPEN_AGAIN => None,
        _ => Some(read_closing(reader)?),
    };
    let (priority, version) = (known.id, known.version);
    Some(form.change(|council| Act::Close(ClosePriority { council, priority, version, closed: closed.clone() })))
}
