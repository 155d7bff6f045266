//! The form for the agreed text and the category of one priority. The received text stays as it is.

use charter::change::Change;
use charter::returns::Return;
use desk::records::{FieldReader, SentPriorityInput};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::returned::{category, category_choice};

/// `None` if the return has no priority at that index.
pub fn open(returned: &Return, index: usize, name: &str, context: &FormContext<'_>) -> Option<Form> {
    let priority = returned.answer.priorities.get(index)?;
    let agreed = priority.agreed.as_ref().map(|text| text.raw().to_owned()).unwrap_or_default();
    let fields = vec![
        Field::line("agreed", "agreed text", agreed, "leave empty to keep the words as received"),
        category_choice("category", priority.category.as_deref(), context),
    ];
    let purpose = Purpose::Priority { returned: Box::new(returned.clone()), index };
    let title = format!("Priority {} of {name}", index + 1);
    let about = vec![format!("As received: {}", priority.received.sanitized())];
    Some(Form::new(purpose, title, vec![returned.council], context.round.id, fields).about(about))
}

pub fn read(reader: &mut FieldReader<'_>, known: &Return, index: usize) -> Option<Change> {
    let SentPriorityInput { agreed, .. } = SentPriorityInput::read(reader);
    let change = SentPriorityInput { agreed, category: Some(category(reader.value("category"))) }.act(known, index);
    if change.is_none() {
        reader.refuse("agreed", "this priority is no longer in the return; copy what you need and close");
    }
    change.map(Change::from)
}
