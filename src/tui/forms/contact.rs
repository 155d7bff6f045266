//! The form for a contact of a council: whom letters go to.

use charter::calendar::{DateBias, format_full};
use charter::change::{Act, Change, RecordContact};
use charter::contact::{COMMON_ROLES, Contact, ContactFacts};
use charter::council_file::CouncilFile;
use charter::english::pluralize;
use charter::ids::CouncilId;
use chrono::NaiveDate;
use desk::records::{FieldReader, read_contact};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

/// For a new contact of one council or several.
pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let role = COMMON_ROLES[0].into();
    let facts = ContactFacts { role, checked_on: Some(context.today), ..ContactFacts::default() };
    let title = format!("New contact of {}", council_names(names));
    let mut about = vec!["A role, never a person's name. Letters go to the clerk first.".to_owned()];
    if targets.len() > 1 {
        about.push("One contact for all of them: it gets one letter.".to_owned());
    }
    Form::new(Purpose::Contact(None), title, targets, context.round.id, fields(&facts)).about(about)
}

pub fn open_known(known: &Contact, file: &CouncilFile, context: &FormContext<'_>) -> Form {
    let name = file.council.name.sanitized();
    let mut fields = fields(&known.facts);
    if known.councils.len() > 1 {
        let scopes = vec![all_councils(known), format!("{ONLY}{name}")];
        fields.push(Field::choice("scope", "change it for", scopes, &all_councils(known)));
    }
    let title = format!("Contact of {name}");
    let purpose = Purpose::Contact(Some(Box::new(known.clone())));
    let form = Form::new(purpose, title, vec![file.council.id], context.round.id, fields);
    let bounced = known.facts.bounced_on.filter(|_| known.facts.has_bounced(context.today)).map(|on| {
        format!("Mail to it came back {}. A new address or a check on a later day clears that.", format_full(on))
    });
    form.about(bounced.into_iter().collect())
}

const ONLY: &str = "only ";

fn all_councils(known: &Contact) -> String {
    format!("all {}", pluralize(known.councils.len(), "council"))
}

fn fields(facts: &ContactFacts) -> Vec<Field> {
    let date = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let roles = COMMON_ROLES.map(str::to_owned).to_vec();
    let mut role = Field::open_choice("role", "role", roles, facts.role.raw());
    if facts.role.is_blank() {
        // No role is chosen for a contact that has none.
        role.choose(COMMON_ROLES.len());
    }
    vec![
        role,
        Field::line("email", "e-mail", facts.email.raw(), "one address: clerk@council.example"),
        Field::line("phone", "phone", facts.phone.raw(), "the council's number, not a private one"),
        Field::text("post", "postal address", facts.postal_address.raw(), "if letters go by post"),
        Field::line("salutation", "salutation", facts.salutation.raw(), "how a letter begins: Dear Clerk").optional(),
        Field::date("checked", "checked on", date(facts.checked_on), DateBias::Past).optional(),
        Field::line("source", "where from", facts.source.raw(), "the council's website, a list, a call").optional(),
        Field::date("from", "valid from", date(facts.valid_from), DateBias::Nearest).optional(),
        Field::date("to", "valid to", date(facts.valid_to), DateBias::Nearest).optional(),
        Field::date("bounced", "mail came back", date(facts.bounced_on), DateBias::Past).optional(),
    ]
}

pub fn read(reader: &mut FieldReader<'_>, form: &Form, known: Option<&Contact>) -> Change {
    // The form has every field, so no old value has to be kept.
    let facts = read_contact(reader, None);
    let Some(known) = known else {
        return Change::from(Act::Contact(RecordContact { known: None, councils: form.targets.clone(), facts }));
    };
    let amend = |councils: Vec<CouncilId>, facts: ContactFacts| {
        Act::Contact(RecordContact { known: Some((known.id, known.version)), councils, facts })
    };
    if !reader.value("scope").starts_with(ONLY) {
        return Change::from(amend(known.councils.clone(), facts));
    }
    if facts.is_same_contact(&known.facts) {
        reader.refuse("scope", "for one council only, give another role or address, or the day it ends");
    }
    let others = known.councils.iter().copied().filter(|council| !form.targets.contains(council)).collect();
    let own = RecordContact { known: None, councils: form.targets.clone(), facts };
    Change::all(vec![Act::Contact(own), amend(others, known.facts.clone())])
}
