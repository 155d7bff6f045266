//! The form of a note.

use charter::calendar::DateBias;
use charter::ids::CouncilId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let fields = vec![
        Field::text("text", "note", "", "what is worth keeping; Ctrl-J starts a new line"),
        Field::date("on", "about", "today", DateBias::Past).optional(),
    ];
    Form::new(Purpose::Note, format!("Note on {}", council_names(names)), targets, context.round.id, fields)
}
