//! The form for the agreed text and the category of one priority; what was received stays as it came.

use charter::change::{Act, Change, RecordReturn, Supersedes};
use charter::returns::Return;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::{Errors, Reader};
use crate::tui::forms::returned::category_choice;

/// Opens the form. `None` if the return has no priority at that place.
pub fn open(returned: &Return, place: usize, name: &str, context: &FormContext<'_>) -> Option<Form> {
    let priority = returned.answer.priorities.get(place)?;
    let agreed = priority.agreed.as_ref().map(|text| text.raw().to_owned()).unwrap_or_default();
    let fields = vec![
        Field::line("agreed", "agreed text", agreed, "leave empty to keep the words as received"),
        category_choice("category", priority.category.as_deref(), context),
    ];
    let purpose = Purpose::Priority { returned: Box::new(returned.clone()), place };
    let title = format!("Priority {} of {name}", place + 1);
    let about = vec![format!("As received: {}", priority.received.sanitized())];
    Some(Form::new(purpose, title, vec![returned.council], context.round.id, fields).about(about))
}

/// Reads the form.
pub fn submit(form: &Form, context: &FormContext<'_>, known: &Return, place: usize) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let mut answer = known.answer.clone();
    match answer.priorities.get_mut(place) {
        Some(priority) => {
            priority.agreed = Some(reader.text("agreed")).filter(|text| !text.is_blank());
            priority.category = super::returned::category(reader.choice("category"));
        }
        None => reader.wrong("agreed", "this priority is no longer in the return; copy what you need and close"),
    }
    let over = Supersedes::Corrects { id: known.id, version: known.version };
    let (council, round, received) = (known.council, known.round, known.received);
    reader.finish(Some(Change::from(Act::Return(RecordReturn { council, round, received, answer, supersedes: over }))))
}
