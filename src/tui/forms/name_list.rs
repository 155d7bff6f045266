//! The forms for the lists of names: the categories of priorities (charter rule 12), the aims of the charter, the user's own
//! reasons of not attending.

use charter::category::NameList;
use charter::change::{Act, Change, EditList};
use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

pub fn open_categories(context: &FormContext<'_>) -> Form {
    open(NameList::Categories, "Categories of priorities", "Priorities already recorded keep their category.", context)
}

pub fn open_aims(context: &FormContext<'_>) -> Form {
    open(NameList::Aims, "Aims of the charter", "Priorities and actions already recorded keep their aims.", context)
}

pub fn open_reasons(context: &FormContext<'_>) -> Form {
    let kept = "The charter's own reasons are always offered. Meetings already recorded keep their reason.";
    open(NameList::Reasons, "Your own reasons of not attending", kept, context)
}

fn open(list: NameList, title: &str, kept: &str, context: &FormContext<'_>) -> Form {
    let names = match list {
        NameList::Categories => context.categories,
        NameList::Aims => context.aims,
        NameList::Reasons => context.reasons,
    };
    let label = if list == NameList::Reasons { "reasons" } else { list.label() };
    let fields = vec![Field::text("names", label, names.join("\n"), "one per line, in the order to list them")];
    let about = vec![format!("One per line: Ctrl-J starts a new line. {kept}")];
    Form::new(Purpose::List(list), title.to_owned(), Vec::new(), context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>, list: NameList) -> Change {
    let names = reader.value("names").lines().map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(str::to_owned).collect();
    if names.is_empty() && list != NameList::Reasons {
        reader.refuse("names", "the list needs at least one name, one per line");
    }
    Change::from(Act::List(EditList { list, names }))
}
