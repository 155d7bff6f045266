//! The form for a plan: the period, the team, the duty.

use charter::calendar::{DateBias, format_full};
use charter::plan::Duty;
use chrono::NaiveDate;
use desk::records::FieldReader;

use crate::tui::app::date_range::DateRange;
use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

const SHOWN: &str = "the councils that are shown";

#[derive(Clone, Debug, PartialEq)]
pub struct PlanRequest {
    pub days: DateRange,
    /// `None` for the councils that match the filter.
    pub team: Option<String>,
    /// Duty typed in the form.
    pub duties: Vec<Duty>,
    /// The path of a calendar file of shifts.
    pub roster: Option<String>,
}

pub fn open(days: DateRange, teams: Vec<String>, context: &FormContext<'_>) -> Form {
    let teams: Vec<String> = std::iter::once(SHOWN.to_owned()).chain(teams).collect();
    let fields = vec![
        Field::text(
            "duty",
            "on duty",
            "",
            "6 nov, 8-10 nov 16:00-23:00, 14 dec x2, tue 18:00-22:00 weekly until 15 dec",
        ),
        Field::date("from", "from", format_full(days.from), DateBias::Future),
        Field::date("until", "until", format_full(days.until), DateBias::Future),
        Field::choice("team", "for", teams, SHOWN),
        Field::line("roster", "or a file", "", "the path of a calendar file (.ics) of shifts"),
    ];
    let about = vec![
        "Suggests which meetings to attend in person, which digitally, and which councils to write to, with reasons."
            .to_owned(),
        "Nothing goes into the diary until you accept the plan.".to_owned(),
    ];
    Form::new(Purpose::Plan, "Plan the meetings".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>, today: NaiveDate) -> Option<PlanRequest> {
    let (from, until) = (reader.date("from", DateBias::Future), reader.date("until", DateBias::Future));
    let days = from.zip(until).map(|(from, until)| DateRange { from, until });
    if days.is_some_and(|days| days.until < days.from) {
        reader.refuse("until", "this is before the first day of the period");
    }
    if days.is_some_and(|days| (days.until - days.from).num_days() > MAX_DAYS) {
        reader.refuse("until", "a plan is for a year at most; check the years");
    }
    let (typed, roster) = (reader.value("duty"), reader.value("roster"));
    let duties = Duty::parse_typed(typed, today).map_err(|error| reader.reject("duty", &error.to_string())).ok();
    if typed.is_empty() && roster.is_empty() {
        reader.refuse("duty", "say when somebody is on duty, or name a file of shifts");
    }
    let team = Some(reader.value("team")).filter(|team| *team != SHOWN).map(str::to_owned);
    let roster = Some(roster).filter(|path| !path.is_empty()).map(str::to_owned);
    Some(PlanRequest { days: days?, team, duties: duties?, roster })
}

/// The typed duty as it was understood. Half-typed text has no echo: the form says what is wrong when it is saved.
pub fn echo_duty(typed: &str, today: NaiveDate) -> Option<String> {
    let duties = Duty::parse_typed(typed, today).ok()?;
    Some(Duty::describe(&duties, today)).filter(|words| !words.is_empty())
}

const MAX_DAYS: i64 = 366;
