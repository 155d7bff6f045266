//! Reads the fields of a form, gathering what cannot be read.

use charter::calendar::{DateBias, Received, parse_time, parse_typed};
use charter::untrusted::Untrusted;
use chrono::{NaiveDate, NaiveTime};

use crate::tui::forms::form::{Form, FormContext};

/// Errors by the name of the field.
pub type Errors = Vec<(&'static str, String)>;

/// Reads fields one after the other; [`Reader::finish`] gives the value only if every field could be read.
pub struct Reader<'a> {
    form: &'a Form,
    today: NaiveDate,
    errors: Errors,
}

impl<'a> Reader<'a> {
    /// Begins to read a form.
    pub fn new(form: &'a Form, context: &FormContext<'_>) -> Self {
        Self { form, today: context.today, errors: Vec::new() }
    }

    /// The text of a field, as typed.
    pub fn text(&self, name: &str) -> Untrusted {
        Untrusted::from(self.form.value(name).trim())
    }

    /// The chosen value of a field.
    pub fn choice(&self, name: &str) -> &'a str {
        self.form.value(name).trim()
    }

    /// A date that has to be there.
    pub fn date(&mut self, name: &'static str, lean: DateBias) -> Option<NaiveDate> {
        let date = self.date_if_any(name, lean);
        if date.is_none() && self.choice(name).is_empty() {
            self.wrong(name, "a date is needed here: 12/9, 12 sep, today or -1");
        }
        date
    }

    /// A date that may be left empty.
    pub fn date_if_any(&mut self, name: &'static str, lean: DateBias) -> Option<NaiveDate> {
        let typed = self.choice(name);
        if typed.is_empty() {
            return None;
        }
        parse_typed(typed, self.today, lean).map_err(|error| self.wrong(name, &error.to_string())).ok()
    }

    /// When a council sent something: a date that has to be there, and perhaps a time.
    pub fn received(&mut self, name: &'static str) -> Option<Received> {
        let typed = self.choice(name);
        if typed.is_empty() {
            self.wrong(name, "a date is needed here: 12/9, 12 sep, today or -1");
            return None;
        }
        let read = Received::parse_typed(typed, self.today, DateBias::Past);
        read.map_err(|error| self.wrong(name, &error.to_string())).ok()
    }

    /// A time that may be left empty.
    pub fn time(&mut self, name: &'static str) -> Option<NaiveTime> {
        let typed = self.choice(name);
        let time = parse_time(typed);
        if time.is_none() && !typed.is_empty() {
            self.wrong(name, "a time reads like 19:30");
        }
        time
    }

    /// Says what is wrong with a field.
    pub fn wrong(&mut self, name: &'static str, why: &str) {
        self.errors.push((name, why.to_owned()));
    }

    /// The value, if every field could be read.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Errors> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(self.errors),
        }
    }
}
