//! The form for the list of categories (charter rule 12).

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

pub fn open(context: &FormContext<'_>) -> Form {
    let text = context.categories.join("\n");
    let fields = vec![Field::text("names", "categories", text, "one per line, in the order to list them")];
    let about =
        vec!["One per line: Ctrl-J starts a new line. Priorities already recorded keep their category.".to_owned()];
    Form::new(Purpose::Categories, "Categories of priorities".to_owned(), Vec::new(), context.round.id, fields)
        .about(about)
}
