//! The form of a note.

use charter::calendar::DateBias;
use charter::change::{Act, Change, WriteNote};
use charter::ids::CouncilId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::{Errors, Reader};

/// Opens the form.
pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let fields = vec![
        Field::text("text", "note", "", "what is worth keeping; Ctrl-J starts a new line"),
        Field::date("on", "about", "today", DateBias::Past).optional(),
    ];
    Form::new(Purpose::Note, format!("Note on {}", council_names(names)), targets, context.round.id, fields)
}

/// Reads the form.
pub fn submit(form: &Form, context: &FormContext<'_>) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let on = reader.date("on", DateBias::Past);
    let text = reader.text("text");
    if text.is_blank() {
        reader.wrong("text", "the note is empty: type it");
    }
    let acts = |on| {
        form.targets.iter().map(|council| Act::Note(WriteNote { council: *council, on, text: text.clone() })).collect()
    };
    reader.finish(on.map(|on| Change::all(acts(on))))
}
