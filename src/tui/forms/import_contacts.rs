//! The form that asks for a list of contacts to import.

use charter::calendar::DateBias;
use charter::contact::COMMON_ROLES;
use chrono::NaiveDate;
use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

const NO_ROLE: &str = "ask about them";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactsRequest {
    /// As typed, without quotes.
    pub path: String,
    /// The role of rows that name none.
    pub role: Option<String>,
    /// When the whole list was checked.
    pub checked_on: Option<NaiveDate>,
}

pub fn open(context: &FormContext<'_>) -> Form {
    let roles = std::iter::once(NO_ROLE).chain(COMMON_ROLES).map(str::to_owned).collect();
    let fields = vec![
        Field::line("file", "file", "", "type its path, or drag it onto this window"),
        Field::choice("role", "rows without a role", roles, NO_ROLE).optional(),
        Field::date("checked", "list checked on", "", DateBias::Past).optional(),
    ];
    let about = vec![
        "A list of clerks (.csv, .xlsx, .ods), or contact cards (.vcf). The headings say what the columns mean: Council or \
         Code, Role, E-mail, Phone, Address."
            .to_owned(),
        "Names of people are left out. Rows whose council is not certain are listed, and nothing is recorded for them."
            .to_owned(),
    ];
    Form::new(Purpose::ImportContacts, "Import contacts".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>) -> ContactsRequest {
    let path = unquote(reader.value("file")).to_owned();
    if path.is_empty() {
        reader.refuse("file", "give the file: type its path, or drag it onto this window");
    }
    let role = Some(reader.value("role").to_owned()).filter(|role| role != NO_ROLE);
    ContactsRequest { path, role, checked_on: reader.optional_date("checked", DateBias::Past) }
}

/// A terminal quotes the path of a file that is dropped on it.
pub fn unquote(path: &str) -> &str {
    let path = path.trim();
    let inner = |quote: char| path.strip_prefix(quote).and_then(|path| path.strip_suffix(quote));
    inner('\'').or_else(|| inner('"')).unwrap_or(path)
}
