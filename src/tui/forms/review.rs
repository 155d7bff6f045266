//! The form for the quarterly review of a priority (charter rules 10 and 15).

use charter::calendar::DateBias;
use charter::council_file::CouncilFile;
use charter::ids::PriorityId;
use desk::records::{CHANGED, UNCHANGED};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::priority_selection::PrioritySelection;
use crate::tui::forms::progress::about;
use crate::tui::forms::purpose::Purpose;

const NOT_SAID: &str = "not said yet";

/// `None` if the council has no open priority.
pub fn open(file: &CouncilFile, focus: Option<PriorityId>, context: &FormContext<'_>) -> Option<Form> {
    let selection = PrioritySelection::new(file, focus)?;
    let options = || [NOT_SAID, UNCHANGED, CHANGED].map(str::to_owned).to_vec();
    let mut fields: Vec<Field> = selection.field().into_iter().collect();
    fields.push(Field::choice("priority-is", "priority is", options(), NOT_SAID));
    fields.push(Field::choice("response-is", "response is", options(), NOT_SAID));
    fields.push(Field::text("note", "what was found", "", "why; may be left empty. Ctrl-J starts a new line"));
    fields.push(Field::date("on", "reviewed on", "today", DateBias::Past).optional());
    let title = format!("Review for {}", file.council.name.sanitized());
    let mut lines = about(file, &selection, context);
    lines.push(format!("Both compared with the last round. The review counts for {}.", context.round.title()));
    Some(Form::new(Purpose::Review(selection), title, vec![file.council.id], context.round.id, fields).about(lines))
}
