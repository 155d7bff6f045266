//! The first steps: whose councils, which round, and when the letter was sent. It can be opened again.

use charter::calendar::{DateBias, Quarter, format_full};
use charter::change::{Act, Change, EditRound, OpenRound};
use charter::round::Round;
use charter::round_dates::suggest_deadline;
use chrono::NaiveDate;
use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::import_contacts::unquote;
use crate::tui::forms::purpose::Purpose;

const NO_TEAM: &str = "none: show all councils";

/// What the fields choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstSteps {
    newest: Round,
    /// The quarter of the as-at day, if its round can still be opened.
    quarter: Option<Quarter>,
}

/// What was chosen. There is no change if nothing about the round was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    pub change: Option<Change>,
    /// `None` if the form did not ask; the inner `None` for all councils.
    pub team: Option<Option<String>>,
    /// The path of the list of contacts, if one is to be imported.
    pub contacts: Option<String>,
}

pub fn open(newest: &Round, teams: Vec<String>, team: Option<&str>, context: &FormContext<'_>) -> Form {
    let quarter = Some(Quarter::of(context.today)).filter(|quarter| quarter.starts_on() > newest.starts_on);
    let steps = FirstSteps { newest: newest.clone(), quarter };
    let mut fields = Vec::new();
    if !teams.is_empty() {
        let teams = std::iter::once(NO_TEAM.to_owned()).chain(teams).collect();
        fields.push(Field::choice("team", "your team", teams, team.unwrap_or(NO_TEAM)));
    }
    if let Some(quarter) = quarter {
        let options = vec![newest.title(), title(quarter, newest)];
        fields.push(Field::choice("round", "round", options, &newest.title()));
    }
    let issued = newest.issued_on.map(format_full).unwrap_or_default();
    fields.push(Field::date("issued", "letter sent", issued, DateBias::Nearest).suggested());
    fields.push(Field::date("deadline", "reply by", format_full(newest.deadline), DateBias::Nearest).suggested());
    fields.push(Field::line("contacts", "contact list", "", "a sheet or cards with the clerks; empty: none for now"));
    let title = format!("First steps: {}", newest.title());
    Form::new(Purpose::FirstSteps(Box::new(steps)), title, Vec::new(), newest.id, fields).about(vec![
        "If you give the day of the letter, it is recorded for every active council that has none. Leave it empty while it \
         is not known."
            .to_owned(),
        "Esc skips this. You can open it again: \":\", then \"first steps\".".to_owned(),
    ])
}

fn title(quarter: Quarter, newest: &Round) -> String {
    format!("{}, which is now", Round::for_quarter(newest.id, quarter, quarter.starts_on()).title())
}

impl FirstSteps {
    /// The quarter whose round is opened; `None` for the round that is there.
    fn to_open(&self, chosen: &str) -> Option<Quarter> {
        self.quarter.filter(|quarter| title(*quarter, &self.newest) == chosen)
    }

    fn deadline(&self, chosen: &str) -> NaiveDate {
        self.to_open(chosen).map_or(self.newest.deadline, |quarter| suggest_deadline(quarter, quarter.starts_on()))
    }
}

/// The deadline and the letter's day follow the round until the user types others.
pub fn refresh_suggestions(form: &mut Form) {
    let Purpose::FirstSteps(steps) = &form.purpose else { return };
    let round = form.value("round");
    let deadline = format_full(steps.deadline(round));
    let known = steps.newest.issued_on.filter(|_| steps.to_open(round).is_none());
    let issued = known.map(format_full).unwrap_or_default();
    for (name, value) in [("deadline", deadline), ("issued", issued)] {
        if let Some(field) = form.field_mut(name) {
            field.suggest(&value);
        }
    }
}

pub fn read(reader: &mut FieldReader<'_>, form: &Form, steps: &FirstSteps) -> Option<Chosen> {
    let issued_on = reader.optional_date("issued", DateBias::Nearest);
    let deadline = reader.date("deadline", DateBias::Nearest)?;
    let newest = &steps.newest;
    let act = match steps.to_open(form.value("round")) {
        Some(quarter) => {
            let terms = newest.terms.clone();
            Some(Act::OpenRound(OpenRound { quarter, issued_on, deadline, terms }))
        }
        None if (issued_on, deadline) != (newest.issued_on, newest.deadline) => {
            let (round, code, version, terms) = (newest.id, newest.code.clone(), newest.version, newest.terms.clone());
            Some(Act::Round(EditRound { round, code, version, issued_on, deadline, terms }))
        }
        None => None,
    };
    let team = form.fields.iter().find(|field| field.name == "team").map(Field::value);
    let team = team.map(|team| (team != NO_TEAM).then(|| team.to_owned()));
    let contacts = Some(unquote(reader.value("contacts")).to_owned()).filter(|path| !path.is_empty());
    Some(Chosen { change: act.map(Change::from), team, contacts })
}
