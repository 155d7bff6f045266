//! The form for the list of categories (charter rule 12).

use charter::change::{Act, Change, EditCategories};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::{Errors, Reader};

/// Opens the form.
pub fn open(context: &FormContext<'_>) -> Form {
    let text = context.categories.join("\n");
    let fields = vec![Field::text("names", "categories", text, "one per line, in the order to list them")];
    let about =
        vec!["One per line: Ctrl-J starts a new line. Priorities already recorded keep their category.".to_owned()];
    Form::new(Purpose::Categories, "Categories of priorities".to_owned(), Vec::new(), context.round.id, fields)
        .about(about)
}

/// Reads the form.
pub fn submit(form: &Form, context: &FormContext<'_>) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let names: Vec<String> = form.value("names").lines().map(|name| name.trim().to_owned()).collect();
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        reader.wrong("names", "the list needs at least one category, one per line");
    }
    reader.finish(Some(Change::from(Act::Categories(EditCategories { names }))))
}
