//! Reads typed fields one after the other and collects what is wrong with them.

use charter::calendar::{DateBias, Received, parse_time, parse_typed};
use charter::untrusted::Untrusted;
use chrono::{NaiveDate, NaiveTime};

/// Typed text by the name of its field.
pub trait Fields {
    /// `None` for a field that was not given.
    fn get(&self, name: &str) -> Option<&str>;
}

impl<const N: usize> Fields for [(&str, Option<&str>); N] {
    fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(field, _)| *field == name).and_then(|(_, value)| *value)
    }
}

/// What sort of mistake a field holds. A subcommand ends with another exit code for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidKind {
    /// The text can't be read: no such date, no such time.
    Format,
    /// The text can be read, and a rule refuses it.
    Rule,
}

/// A field whose text can't be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    pub field: &'static str,
    pub kind: InvalidKind,
    /// A sentence without its full stop.
    pub why: String,
}

/// Reads fields; [`FieldReader::finish`] returns the value only if every field could be read.
pub struct FieldReader<'a> {
    fields: &'a dyn Fields,
    today: NaiveDate,
    errors: Vec<Invalid>,
}

impl<'a> FieldReader<'a> {
    /// `today` is the day that "today" and dates without a year relate to.
    pub fn new(fields: &'a dyn Fields, today: NaiveDate) -> Self {
        Self { fields, today, errors: Vec::new() }
    }

    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Whether the field was given at all.
    pub fn is_given(&self, name: &str) -> bool {
        self.fields.get(name).is_some()
    }

    /// Without the spaces around it; empty for a field that was not given.
    pub fn value(&self, name: &str) -> &'a str {
        self.fields.get(name).unwrap_or_default().trim()
    }

    pub fn text(&self, name: &str) -> Untrusted {
        Untrusted::from(self.value(name))
    }

    /// A text that has to have words; `why` says so.
    pub fn required_text(&mut self, name: &'static str, why: &str) -> Untrusted {
        let text = self.text(name);
        if text.is_blank() {
            self.refuse(name, why);
        }
        text
    }

    pub fn date(&mut self, name: &'static str, bias: DateBias) -> Option<NaiveDate> {
        self.require_date(name);
        self.optional_date(name, bias)
    }

    /// `None` for an empty field, and for one that is wrong.
    pub fn optional_date(&mut self, name: &'static str, bias: DateBias) -> Option<NaiveDate> {
        let typed = self.value(name);
        if typed.is_empty() {
            return None;
        }
        parse_typed(typed, self.today, bias).map_err(|error| self.reject(name, &error.to_string())).ok()
    }

    /// When a council sent something: a date, perhaps with a time and a time zone.
    pub fn received(&mut self, name: &'static str) -> Option<Received> {
        if !self.require_date(name) {
            return None;
        }
        let received = Received::parse_typed(self.value(name), self.today, DateBias::Past);
        received.map_err(|error| self.reject(name, &error.to_string())).ok()
    }

    pub fn optional_time(&mut self, name: &'static str) -> Option<NaiveTime> {
        let typed = self.value(name);
        let time = parse_time(typed);
        if time.is_none() && !typed.is_empty() {
            self.reject(name, &format!("“{typed}” is not a time of day; write it as 19:30"));
        }
        time
    }

    fn require_date(&mut self, name: &'static str) -> bool {
        let given = !self.value(name).is_empty();
        if !given {
            self.reject(name, "a date is needed here: 12/9, 12 sep, today or -1");
        }
        given
    }

    /// Text that can't be read.
    pub fn reject(&mut self, field: &'static str, why: &str) {
        self.errors.push(Invalid { field, kind: InvalidKind::Format, why: why.to_owned() });
    }

    /// Text that a rule refuses.
    pub fn refuse(&mut self, field: &'static str, why: &str) {
        self.errors.push(Invalid { field, kind: InvalidKind::Rule, why: why.to_owned() });
    }

    /// # Errors
    /// Every field that can't be recorded, in the order in which they were read.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Invalid>> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(self.errors),
        }
    }
}
