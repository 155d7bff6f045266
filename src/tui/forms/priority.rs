//! The form for the agreed text and the category of one priority. The received text stays as it is.

use charter::change::{Act, Change, TagPriority};
use charter::council_file::CouncilFile;
use charter::returns::Return;
use desk::records::{FieldReader, SentPriorityInput, read_aims};

use crate::tui::forms::action::aims_field;
use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::returned::{category, category_choice};

/// `None` if the return has no priority at that index.
pub fn open(file: &CouncilFile, returned: &Return, index: usize, context: &FormContext<'_>) -> Option<Form> {
    let name = file.council.name.sanitized();
    let priority = returned.answer.priorities.get(index)?;
    let agreed = priority.agreed.as_ref().map(|text| text.raw().to_owned()).unwrap_or_default();
    let mut fields = vec![
        Field::line("agreed", "agreed text", agreed, "leave empty to keep the words as received"),
        category_choice("category", priority.category.as_deref(), context),
    ];
    // Only an agreed priority has a record, with its aims.
    let known = file.priorities.iter().find(|known| Some(known.priority.id) == priority.priority);
    fields.extend(known.map(|known| aims_field(&known.priority.aims, context)));
    let purpose = Purpose::Priority { returned: Box::new(returned.clone()), index };
    let title = format!("Priority {} of {name}", index + 1);
    let about = vec![format!("As received: {}", priority.received.sanitized())];
    Some(Form::new(purpose, title, vec![returned.council], context.round.id, fields).about(about))
}

pub fn read(reader: &mut FieldReader<'_>, form: &Form, known: &Return, index: usize) -> Option<Change> {
    let SentPriorityInput { agreed, .. } = SentPriorityInput::read(reader);
    let change = SentPriorityInput { agreed, category: Some(category(reader.value("category"))) }.act(known, index);
    let Some(change) = change else {
        reader.refuse("agreed", "this priority is no longer in the return; copy what you need and close");
        return None;
    };
    let priority = known.answer.priorities.get(index).and_then(|sent| sent.priority);
    let tag = priority
        .zip(read_aims(reader))
        .filter(|_| form.has_changed("aims"))
        .map(|(priority, aims)| Act::Tag(TagPriority { council: known.council, priority, aims }));
    let is_answer_changed = tag.is_none() || ["agreed", "category"].into_iter().any(|name| form.has_changed(name));
    Some(Change::all(is_answer_changed.then_some(change).into_iter().chain(tag).collect()))
}
