//! The form for the look at a priority that is taken each quarter (charter rules 10 and 15).

use charter::calendar::DateBias;
use charter::change::{Act, Change, RecordReview};
use charter::council_file::CouncilFile;
use charter::ids::PriorityId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::progress::about;
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::{Errors, Reader};
use crate::tui::forms::which_priority::WhichPriority;

const NOT_SAID: &str = "not said yet";
const UNCHANGED: &str = "unchanged";
const CHANGED: &str = "changed";

/// Opens the form about the priority in focus, or about one to be chosen. `None` where none is worked on.
pub fn open(file: &CouncilFile, focus: Option<PriorityId>, context: &FormContext<'_>) -> Option<Form> {
    let of = WhichPriority::with(file, focus)?;
    let asked = || [NOT_SAID, UNCHANGED, CHANGED].map(str::to_owned).to_vec();
    let mut fields: Vec<Field> = of.field().into_iter().collect();
    fields.push(Field::choice("priority-is", "priority is", asked(), NOT_SAID));
    fields.push(Field::choice("response-is", "response is", asked(), NOT_SAID));
    fields.push(Field::text("note", "what was found", "", "why; may be left empty. Ctrl-J starts a new line"));
    fields.push(Field::date("on", "reviewed on", "today", DateBias::Past).optional());
    let title = format!("Review for {}", file.council.name.sanitized());
    let mut lines = about(file, &of, context);
    lines.push(format!("Both compared with the last round. The review counts for {}.", context.round.title()));
    Some(Form::new(Purpose::Review(of), title, vec![file.council.id], context.round.id, fields).about(lines))
}

/// Reads the form. Nothing is taken to be unchanged that nobody said so of.
pub fn submit(form: &Form, context: &FormContext<'_>, of: &WhichPriority) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let on = reader.date("on", DateBias::Past);
    for name in ["priority-is", "response-is"] {
        if reader.choice(name) == NOT_SAID {
            reader.wrong(name, "say which: u for unchanged, c for changed");
        }
    }
    let note = reader.text("note");
    let (priority_changed, response_changed) =
        (reader.choice("priority-is") == CHANGED, reader.choice("response-is") == CHANGED);
    let change = on.zip(of.chosen(form.value("priority"))).zip(form.targets.first()).map(|((on, known), council)| {
        Change::from(Act::Review(RecordReview {
            council: *council,
            priority: known.id,
            round: form.round,
            on,
            priority_changed,
            response_changed,
            note,
        }))
    });
    reader.finish(change)
}
