//! The form for progress on a priority.

use charter::calendar::DateBias;
use charter::council_file::CouncilFile;
use charter::ids::PriorityId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::which_priority::{WhichPriority, last_noted};

/// `None` if the council has no open priority.
pub fn open(file: &CouncilFile, focus: Option<PriorityId>, context: &FormContext<'_>) -> Option<Form> {
    let of = WhichPriority::with(file, focus)?;
    let mut fields: Vec<Field> = of.field().into_iter().collect();
    fields.push(Field::text("text", "progress", "", "how far it has come; Ctrl-J begins a new line"));
    fields.push(Field::date("on", "as of", "today", DateBias::Past).optional());
    let title = format!("Progress for {}", file.council.name.sanitized());
    let about = about(file, &of, context);
    Some(Form::new(Purpose::Progress(of), title, vec![file.council.id], context.round.id, fields).about(about))
}

/// The priority and its last progress, if the form is about one priority.
pub fn about(file: &CouncilFile, of: &WhichPriority, context: &FormContext<'_>) -> Vec<String> {
    let Some(only) = of.only() else { return Vec::new() };
    let known = file.priorities.iter().find(|known| known.priority.id == only.id);
    let noted = known.and_then(|known| last_noted(&known.progress, context.today));
    [format!("Priority: {}", only.text.sanitized())].into_iter().chain(noted).collect()
}
