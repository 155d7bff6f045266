//! The form that saves how the list is set as a view.

use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

const NO: &str = "no";
const YES: &str = "yes: open with this view";

/// `now` describes what is saved.
pub fn open(name: &str, starts: bool, now: String, context: &FormContext<'_>) -> Form {
    let start =
        Field::choice("start", "at the start", vec![NO.to_owned(), YES.to_owned()], if starts { YES } else { NO });
    let name = Field::line("name", "name", name, "a view with the same name is replaced").suggested();
    let about = vec![now, "The filters, the order, the columns and the tab are saved; a search is not.".to_owned()];
    let fields = vec![name, start.optional()];
    Form::new(Purpose::SaveView, "Save this view".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewRequest {
    pub name: String,
    pub start: bool,
}

pub fn read(reader: &mut FieldReader<'_>) -> ViewRequest {
    let name = reader.value("name").trim().to_owned();
    if name.is_empty() {
        reader.refuse("name", "give the view a name");
    }
    ViewRequest { name, start: reader.value("start") == YES }
}
