//! The form for progress on a priority.

use charter::calendar::DateBias;
use charter::council_file::CouncilFile;
use charter::ids::PriorityId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::priority_selection::{PrioritySelection, last_progress};
use crate::tui::forms::purpose::Purpose;

/// `None` if the council has no open priority.
pub fn open(file: &CouncilFile, focus: Option<PriorityId>, context: &FormContext<'_>) -> Option<Form> {
    let selection = PrioritySelection::new(file, focus)?;
    let mut fields: Vec<Field> = selection.field().into_iter().collect();
    fields.push(Field::text("text", "progress", "", "progress so far; Ctrl-J starts a new line"));
    fields.push(Field::date("on", "as of", "today", DateBias::Past).optional());
    let title = format!("Progress for {}", file.council.name.sanitized());
    let about = about(file, &selection, context);
    Some(Form::new(Purpose::Progress(selection), title, vec![file.council.id], context.round.id, fields).about(about))
}

/// The priority and its last progress, if the form is about one priority.
pub fn about(file: &CouncilFile, selection: &PrioritySelection, context: &FormContext<'_>) -> Vec<String> {
    let Some(single) = selection.single() else { return Vec::new() };
    let known = file.priorities.iter().find(|known| known.priority.id == single.id);
    let noted = known.and_then(|known| last_progress(&known.progress, context.today));
    [format!("Priority: {}", single.text.sanitized())].into_iter().chain(noted).collect()
}
