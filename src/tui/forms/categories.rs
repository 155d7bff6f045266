//! The form for the list of categories (charter rule 12).

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

pub fn open(context: &FormContext<'_>) -> Form {
    let text = context.categories.join("\n");
    let fields = vec![Field::text("names", "categories", text, "one a line, in the order in which they are offered")];
    let about = vec![
        "One a line: Ctrl-J begins a new line. What a priority says of its category stays as it was said.".to_owned(),
    ];
    Form::new(Purpose::Categories, "Categories of priorities".to_owned(), Vec::new(), context.round.id, fields)
        .about(about)
}
