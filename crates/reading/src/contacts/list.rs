//! The columns of a list of contacts, and its rows.

use charter::calendar::{DateBias, Received};
use charter::contact::{ContactFacts, email_error};
use charter::search_key::fold;
use charter::untrusted::{Untrusted, sanitize};
use chrono::NaiveDate;

use super::meaning::{ContactColumn, meaning};
use super::role::{begins_with_name, is_greeting, is_role, role_in_heading};
use crate::columns::is_faulty_cell;

/// What the columns of a list mean, by their headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactList {
    columns: Vec<ContactColumn>,
    /// The roles that headings name ("Clerk's e-mail", "Chair's e-mail"), and that of each column.
    heading_roles: Vec<&'static str>,
    role_of_column: Vec<Option<&'static str>>,
    headings: Vec<Untrusted>,
}

/// Why a list cannot be read, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    #[error("no column names the council: give one the heading “Council” or “Code”; there are {0}")]
    NoCouncil(String),
    #[error("no column has an address: give one the heading “E-mail”, “Phone” or “Address”; there are {0}")]
    NoAddress(String),
}

/// One row of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactRow {
    /// As written; blank if only the code names the council.
    pub council: Untrusted,
    pub code: Untrusted,
    pub area: Untrusted,
    /// Of a person, to be left out, or of the council on a card without an organisation.
    pub name: Untrusted,
    /// Several if the headings name several roles.
    pub contacts: Vec<RowContact>,
    /// Whether a person's name was left out.
    pub left_out_name: bool,
}

/// A contact of a row, or why the row says none that can be recorded, as a sentence without its full stop.
pub type RowContact = Result<ContactFacts, String>;

impl ContactList {
    /// # Errors
    /// No column names the council, or none has an address.
    pub fn new(headings: &[Untrusted]) -> Result<Self, ListError> {
        let mut columns: Vec<ContactColumn> = headings.iter().map(|heading| meaning(heading.raw())).collect();
        let has = |columns: &[ContactColumn], wanted: ContactColumn| columns.contains(&wanted);
        let described = || {
            let named = headings.iter().filter(|heading| !heading.is_blank());
            named.map(|heading| format!("“{}”", heading.sanitized())).collect::<Vec<_>>().join(", ")
        };
        if !has(&columns, ContactColumn::Council) && !has(&columns, ContactColumn::Code) {
            // "Name" of a list without another column for the council is the council's.
            let name = columns.iter().position(|column| *column == ContactColumn::Name);
            let name = name.ok_or_else(|| ListError::NoCouncil(described()))?;
            columns[name] = ContactColumn::Council;
        }
        if ![ContactColumn::Email, ContactColumn::Phone, ContactColumn::Post].iter().any(|it| has(&columns, *it)) {
            return Err(ListError::NoAddress(described()));
        }
        let is_detail = |column: &ContactColumn| {
            matches!(
                column,
                ContactColumn::Email
                    | ContactColumn::Phone
                    | ContactColumn::Post
                    | ContactColumn::Salutation
                    | ContactColumn::Name
            )
        };
        let has_role = has(&columns, ContactColumn::Role);
        let role_of_column: Vec<Option<&'static str>> = columns
            .iter()
            .zip(headings)
            .map(|(column, heading)| role_in_heading(&fold(heading.raw())).filter(|_| is_detail(column) && !has_role))
            .collect();
        let mut heading_roles: Vec<&'static str> = Vec::new();
        for role in role_of_column.iter().flatten().filter(|role| !heading_roles.contains(role)).collect::<Vec<_>>() {
            if !heading_roles.contains(role) {
                heading_roles.push(role);
            }
        }
        Ok(Self { columns, heading_roles, role_of_column, headings: headings.to_vec() })
    }

    /// Each heading with what it means.
    pub fn columns(&self) -> impl Iterator<Item = (&Untrusted, ContactColumn)> {
        self.headings.iter().zip(self.columns.iter().copied())
    }

    /// `default_role` is for rows that name none. `today` completes dates without a year.
    pub fn read(&self, cells: &[Untrusted], default_role: Option<&str>, today: NaiveDate) -> ContactRow {
        let row = Row { list: self, cells, today };
        let mut left_out_name = false;
        let roles: Vec<Option<&'static str>> = match self.heading_roles.as_slice() {
            [] => vec![None],
            several => several.iter().copied().map(Some).collect(),
        };
        let is_only = roles.len() == 1;
        let contacts = roles
            .into_iter()
            .map(|role| row.contact(role, default_role, &mut left_out_name))
            // A council may have a clerk and no chair.
            .filter(|contact| {
                is_only || contact.as_ref().is_ok_and(|facts| !facts.address().is_blank()) || contact.is_err()
            })
            .collect();
        let name = row.text(ContactColumn::Name, None);
        left_out_name |= !name.is_empty();
        ContactRow {
            council: row.text(ContactColumn::Council, None).into(),
            code: row.text(ContactColumn::Code, None).into(),
            area: row.text(ContactColumn::Area, None).into(),
            name: name.into(),
            contacts,
            left_out_name,
        }
    }
}

struct Row<'a> {
    list: &'a ContactList,
    cells: &'a [Untrusted],
    today: NaiveDate,
}

impl Row<'_> {
    /// The filled cells of a meaning. With `role`, those of that role and those of none.
    fn all(&self, wanted: ContactColumn, role: Option<&str>) -> Vec<&str> {
        let columns = self.list.columns.iter().zip(&self.list.role_of_column).zip(self.cells);
        columns
            .filter(|((column, of), _)| **column == wanted && (role.is_none() || of.is_none() || **of == role))
            .map(|(_, cell)| cell.raw().trim())
            .filter(|cell| !cell.is_empty())
            .collect()
    }

    /// The first of [`Row::all`].
    fn text(&self, wanted: ContactColumn, role: Option<&str>) -> String {
        self.all(wanted, role).first().map(|text| (*text).to_owned()).unwrap_or_default()
    }

    fn contact(
        &self,
        heading_role: Option<&'static str>,
        default_role: Option<&str>,
        left_out_name: &mut bool,
    ) -> RowContact {
        if let Some(fault) = self.cells.iter().find(|cell| is_faulty_cell(cell.raw())) {
            return Err(format!("a cell holds an error or a formula without its value, “{}”", fault.sanitized()));
        }
        let of = |column: ContactColumn| self.text(column, heading_role);
        let role = match of(ContactColumn::Role) {
            typed if !typed.is_empty() => typed,
            _ => heading_role.or(default_role).unwrap_or_default().to_owned(),
        };
        if role.is_empty() {
            return Err("it names no role; give the list a column “Role”, or say which role it is of".to_owned());
        }
        if !is_role(&role) && default_role != Some(role.as_str()) {
            let role = sanitize(&role);
            return Err(format!(
                "“{role}” is more than a role and may be a name; write the role alone, for example clerk"
            ));
        }
        let salutation = Some(of(ContactColumn::Salutation)).filter(|greeting| is_greeting(greeting));
        *left_out_name |= salutation.is_none();
        let lines = self.all(ContactColumn::Post, heading_role);
        let lines =
            lines.iter().flat_map(|cell| cell.split(['\n', ','])).map(str::trim).filter(|line| !line.is_empty());
        // A column “Address” may hold either kind.
        let (emails, lines): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.contains('@'));
        let email_cell = match of(ContactColumn::Email) {
            blank if blank.is_empty() => emails.first().copied().unwrap_or_default().to_owned(),
            typed => typed,
        };
        let (postal_address, had_name) = postal_address(&lines);
        *left_out_name |= had_name;
        Ok(ContactFacts {
            role: role.into(),
            salutation: salutation.unwrap_or_default().into(),
            email: email(&email_cell)?.into(),
            phone: of(ContactColumn::Phone).into(),
            postal_address: postal_address.into(),
            valid_from: self.date(ContactColumn::From)?,
            valid_to: self.date(ContactColumn::To)?,
            source: of(ContactColumn::Source).into(),
            checked_on: self.date(ContactColumn::Checked)?,
            bounced_on: None,
        })
    }

    fn date(&self, column: ContactColumn) -> Result<Option<NaiveDate>, String> {
        let text = self.text(column, None);
        if text.is_empty() {
            return Ok(None);
        }
        let read = Received::parse_typed(&text, self.today, DateBias::Nearest);
        read.map(|received| Some(received.on)).map_err(|why| format!("{}: {why}", column.label()))
    }
}

/// The address alone, out of `The Clerk <clerk@wem.example>` and the like.
fn email(cell: &str) -> Result<String, String> {
    let inner = cell.rsplit_once('<').map_or(cell, |(_, rest)| rest.split('>').next().unwrap_or(rest)).trim();
    let address = inner.strip_prefix("mailto:").unwrap_or(inner);
    match email_error(address) {
        _ if address.is_empty() => Ok(String::new()),
        None => Ok(address.to_owned()),
        Some(why) => Err(format!("“{}”: {why}", sanitize(cell))),
    }
}

/// The lines of an address, and whether one was left out that begins as a person is addressed.
fn postal_address(lines: &[&str]) -> (String, bool) {
    let (names, kept): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| begins_with_name(line));
    (kept.join(", "), !names.is_empty())
}
