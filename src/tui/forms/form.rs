//! A form: what it is for, its fields, which one is in focus, and what has been typed so far.

use chrono::NaiveDate;

use super::field::Field;
use super::{as_at, council, letter, meeting, note, plan, priority, reply, returned, round};
use crate::domain::calendar::{Lean, Quarter, Received, distance, full};
use crate::domain::change::Change;
use crate::domain::ids::{CouncilId, MeetingId, RoundId};
use crate::domain::journal::Difference;
use crate::domain::returns::{Answer, Return};
use crate::domain::round::Round;

/// What a form is for, with what has to be known to save it.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A return; over the one in force, if there is one.
    Return {
        /// The answer that is in force, so that what was agreed about its priorities is carried over, and the form asks
        /// how this one relates to it.
        earlier: Option<Box<Answer>>,
    },
    /// A correction of a return that was mistyped.
    CorrectReturn(Box<Return>),
    /// The agreed text and category of a priority of a return.
    Priority {
        /// The return.
        returned: Box<Return>,
        /// The priority's place in it, from 0.
        place: usize,
    },
    /// A reply that is not a return.
    Reply,
    /// A meeting, or the correction of one, with the version that it was read at.
    Meeting(Option<(MeetingId, i64)>),
    /// A meeting that the council's pattern leads one to expect on this day: if it is on another, that stands in its place.
    Expected(NaiveDate),
    /// A note.
    Note,
    /// The details of a council, with the version that they were read at; of several, only the team.
    Council(Option<i64>),
    /// What became of the letter.
    Letter,
    /// The dates of the round.
    Round(Box<Round>),
    /// Opening a round.
    OpenRound(Quarter),
    /// The day as at which everything is seen; the real day, so that "today" leads back to it.
    AsAt(NaiveDate),
    /// What a plan is made from.
    Plan,
}

impl Purpose {
    /// What a draft is kept under: it comes back in the same form for the same record, and in no other.
    pub fn draft_name(&self) -> String {
        match self {
            Self::Return { .. } => "return".to_owned(),
            Self::CorrectReturn(known) => format!("return {}", known.id),
            Self::Priority { returned, place } => format!("priority {}/{place}", returned.id),
            Self::Reply => "reply".to_owned(),
            Self::Meeting(None) => "meeting".to_owned(),
            Self::Meeting(Some((id, _))) => format!("meeting {id}"),
            Self::Expected(on) => format!("meeting of {on}"),
            Self::Note => "note".to_owned(),
            Self::Council(_) => "council".to_owned(),
            Self::Letter => "letter".to_owned(),
            Self::Round(known) => format!("round {}", known.code),
            Self::OpenRound(quarter) => format!("open {quarter}"),
            Self::AsAt(_) => "as-at".to_owned(),
            Self::Plan => "plan".to_owned(),
        }
    }
}

/// What a form turns into.
#[derive(Clone, Debug, PartialEq)]
pub enum Submitted {
    /// A change to make.
    Change(Change),
    /// Another day to look from.
    AsAt(NaiveDate),
    /// What a plan is to be made from.
    Plan(plan::Wanted),
}

/// What a form needs to know to read what was typed.
#[derive(Clone, Debug)]
pub struct FormContext<'a> {
    /// The as-at date: "today" in what is typed.
    pub today: NaiveDate,
    /// The round that is worked on.
    pub round: &'a Round,
    /// The categories that there are.
    pub categories: &'a [String],
}

/// A form being filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// What stands over it: `Return of Wem Town Council`.
    pub title: String,
    /// What is worth knowing while filling it in.
    pub about: Vec<String>,
    /// The councils that it is about.
    pub targets: Vec<CouncilId>,
    /// The round that it was opened in.
    pub round: RoundId,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Which field is in focus.
    pub focus: usize,
    /// Why it was not saved.
    pub trouble: Option<String>,
    /// What another's change left, where it stands in the way of this one: shown beside what was typed.
    pub theirs: Vec<Difference>,
    /// Whether what is typed came from a draft.
    pub restored: bool,
    fresh: Vec<String>,
}

impl Form {
    /// A form with its fields as they are on file.
    pub fn new(purpose: Purpose, title: String, targets: Vec<CouncilId>, round: RoundId, fields: Vec<Field>) -> Self {
        let fresh = fields.iter().map(|field| field.value().to_owned()).collect();
        Self {
            purpose,
            title,
            about: Vec::new(),
            targets,
            round,
            fields,
            focus: 0,
            trouble: None,
            theirs: Vec::new(),
            restored: false,
            fresh,
        }
    }

    /// The same form with something worth knowing over it.
    #[must_use]
    pub fn about(mut self, lines: Vec<String>) -> Self {
        self.about = lines;
        self
    }

    /// Whether anything was typed that is not on file.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().zip(&self.fresh).any(|(field, fresh)| field.value() != fresh)
    }

    /// The fields that were changed, as a draft keeps them: dates in full, because "today" is another day tomorrow.
    pub fn changed_values(&self, today: NaiveDate) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let changed = self.fields.iter().zip(&self.fresh).filter(|(field, fresh)| field.value() != *fresh);
        changed.map(move |(field, _)| (field.name, field.lasting_value(today)))
    }

    /// Whether a field was changed since the form was opened.
    pub fn has_changed(&self, name: &str) -> bool {
        self.fields.iter().zip(&self.fresh).any(|(field, fresh)| field.name == name && field.value() != fresh)
    }

    /// Forgets what was typed.
    pub fn reset(&mut self) {
        for (field, fresh) in self.fields.iter_mut().zip(&self.fresh) {
            field.set(fresh);
            field.error = None;
        }
        self.focus = 0;
        self.trouble = None;
        self.theirs.clear();
        self.restored = false;
    }

    /// The value of a field by name; empty for a name that the form does not have.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|field| field.name == name).map_or("", Field::value)
    }

    /// Whether a field is shown: a reason is asked for only when a meeting was not attended, and how the team means to take
    /// part only before it is held.
    pub fn shows(&self, field: &Field) -> bool {
        match field.name {
            "reason" => self.value("attendance") == meeting::NOT_ATTENDED,
            "plan" => self.value("attendance") == meeting::PLANNED,
            _ => true,
        }
    }

    /// Goes to the next field that is shown, or the one before; `main` passes by the fields that are aside.
    ///
    /// `false` if there is none: then the focus stays.
    pub fn step(&mut self, forward: bool, main: bool) -> bool {
        let reachable = |place: &usize| {
            let field = &self.fields[*place];
            self.shows(field) && !(main && field.aside)
        };
        let found = if forward {
            (self.focus + 1..self.fields.len()).find(reachable)
        } else {
            (0..self.focus).rev().find(reachable)
        };
        if let Some(place) = found {
            self.focus = place;
        }
        found.is_some()
    }

    /// The field in focus.
    pub fn focused(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// What a field was understood as: a date in full, and how it lies to the deadline.
    pub fn echo(&self, field: &Field, context: &FormContext<'_>) -> Option<String> {
        let lean = field.date?;
        if field.value().trim().is_empty() {
            return None;
        }
        let received = Received::parse_typed(field.value(), context.today, lean).ok()?;
        let time = received.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
        let said = match field.name {
            "received" => to_the_deadline(received.on, context.round),
            _ => distance(received.on, context.today),
        };
        Some(format!("{}{time}, {said}", full(received.on)))
    }

    /// Reads the whole form.
    ///
    /// # Errors
    /// The name of each field that cannot be read, and why.
    pub fn submit(&self, context: &FormContext<'_>) -> Result<Submitted, Vec<(&'static str, String)>> {
        match &self.purpose {
            Purpose::Return { earlier } => returned::submit(self, context, earlier.as_deref()).map(Submitted::Change),
            Purpose::CorrectReturn(known) => returned::correct(self, context, known).map(Submitted::Change),
            Purpose::Priority { returned, place } => {
                priority::submit(self, context, returned, *place).map(Submitted::Change)
            }
            Purpose::Reply => reply::submit(self, context).map(Submitted::Change),
            Purpose::Meeting(correct) => meeting::submit(self, context, *correct).map(Submitted::Change),
            Purpose::Expected(on) => meeting::submit_expected(self, context, *on).map(Submitted::Change),
            Purpose::Note => note::submit(self, context).map(Submitted::Change),
            Purpose::Council(version) => council::submit(self, context, *version).map(Submitted::Change),
            Purpose::Letter => letter::submit(self, context).map(Submitted::Change),
            Purpose::Round(known) => round::submit(self, context, known).map(Submitted::Change),
            Purpose::OpenRound(quarter) => round::submit_opening(self, context, *quarter).map(Submitted::Change),
            Purpose::AsAt(really) => as_at::submit(self, context, *really).map(Submitted::AsAt),
            Purpose::Plan => plan::submit(self, context).map(Submitted::Plan),
        }
    }

    /// Puts the errors at their fields and goes to the first of them.
    pub fn blame(&mut self, errors: Vec<(&'static str, String)>) {
        for (place, field) in self.fields.iter_mut().enumerate().rev() {
            field.error = errors.iter().find(|(name, _)| *name == field.name).map(|(_, why)| why.clone());
            if field.error.is_some() {
                self.focus = place;
            }
        }
    }
}

fn to_the_deadline(on: NaiveDate, round: &Round) -> String {
    let days = usize::try_from(round.days_left(on).unsigned_abs()).unwrap_or(usize::MAX);
    let days = crate::domain::words::count(days, "day");
    match round.days_left(on) {
        0 => "on the deadline".to_owned(),
        1.. => format!("{days} before the deadline"),
        _ => format!("{days} after the deadline: late"),
    }
}

/// `Wem Town Council`, or `6 councils: Wem Town Council, …`: what is acted on is named, also where a filter hides it.
pub fn of_whom(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        many => {
            let shown = many.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
            let more = if many.len() > 3 { format!(" and {} more", many.len() - 3) } else { String::new() };
            format!("{}: {shown}{more}", crate::domain::words::count(many.len(), "council"))
        }
    }
}

/// A lean for a day that is usually past, sometimes to come: a meeting.
pub const MEETING_LEAN: Lean = Lean::Nearest;
