//! The text of one mail.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

use super::batch::{Batch, Entry};
use super::error::LetterError;
use super::fields::{CouncilFields, MailFields};
use super::template::{SUBJECT, Template};
use super::told::told;
use crate::letters::material::Material;
use charter::council::Council;
use charter::council_line::CouncilLine;
use charter::date_words::month_name;
use charter::english::join_list;
use charter::letter::{LetterDraft, LetterKind};
use charter::status::{CouncilStatus, LetterState, Status};
use charter::untrusted::{Untrusted, sanitize};
use chrono::{Datelike, NaiveDate};
use formats::mail::draft::is_address;
use reading::slip::blank_slip;
use store::Store;

/// A mail, and what is to be recorded of each of its letters.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub address: String,
    pub subject: String,
    pub body: String,
    /// The councils, in the order of the list.
    pub letters: Vec<(charter::ids::CouncilId, LetterDraft)>,
    pub(super) fields: MailFields,
}

pub(super) fn environment<'a>(template: &'a Template) -> Result<Environment<'a>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("letter", &template.source)?;
    Ok(environment)
}

fn mistake(template: &Template, error: &minijinja::Error, names: &str) -> LetterError {
    let line = error.line().unwrap_or(1);
    let text = template.source.lines().nth(line - 1).unwrap_or_default().trim();
    let (text, name) = (sanitize(text), &template.name);
    let why = match error.kind() {
        ErrorKind::UndefinedError => {
            format!("a field of “{text}” is empty for {names}; fill it in, or ask with {{% if %}} whether it is there")
        }
        _ => format!("{} in “{text}”", error.detail().unwrap_or("a mistake")),
    };
    LetterError::Template(format!("{name}, line {line}: {why}"))
}

pub(super) fn check_syntax(template: &Template) -> Result<(), LetterError> {
    environment(template).map(drop).map_err(|error| mistake(template, &error, "any council"))
}

pub(super) fn fill_in(
    environment: &Environment<'_>,
    template: &Template,
    fields: &MailFields,
) -> Result<String, LetterError> {
    let rendered = environment.get_template("letter").and_then(|letter| letter.render(Serde(fields)));
    rendered.map_err(|error| mistake(template, &error, &sanitize(&fields.council_names)))
}

/// Renders the mails of a batch with one template.
pub struct Renderer<'a> {
    store: &'a Store,
    batch: &'a Batch,
    template: &'a Template,
    environment: Environment<'a>,
}

impl<'a> Renderer<'a> {
    /// # Errors
    ///
    /// The template has a mistake.
    pub fn new(store: &'a Store, batch: &'a Batch, template: &'a Template) -> Result<Self, LetterError> {
        let environment = environment(template).map_err(|error| mistake(template, &error, "any council"))?;
        Ok(Self { store, batch, template, environment })
    }

    /// The mail of some entries of the batch, by their indexes.
    ///
    /// # Errors
    ///
    /// A field that the template prints is empty, or the database cannot be read.
    pub fn render(&self, indexes: &[usize]) -> Result<Rendered, LetterError> {
        let entries: Vec<&Entry> = indexes.iter().filter_map(|index| self.batch.entries.get(*index)).collect();
        let mut fields = self.mail_fields(&entries)?;
        for entry in &entries {
            fields.councils.push(self.council_fields(entry)?);
        }
        let names: Vec<&str> = fields.councils.iter().map(|council| council.name.as_str()).collect();
        fields.council_names = join_list(&names);
        let text = fill_in(&self.environment, self.template, &fields)?;
        let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
        let subject = subject.strip_prefix(SUBJECT).unwrap_or(subject).trim().to_owned();
        let address = entries.first().map(|entry| entry.address.clone()).unwrap_or_default();
        let letters = entries.iter().zip(&fields.councils).map(|(entry, council)| {
            let mut draft = LetterDraft::new(self.batch.request.kind, address.as_str().into(), subject.as_str().into());
            draft.told = council.told.as_str().into();
            (draft.returned, draft.reply) = (entry.due.returned, entry.due.reply);
            (draft.team_change, draft.action) = (entry.due.team_change, entry.action());
            (entry.council, draft)
        });
        Ok(Rendered { letters: letters.collect(), address, subject, body: without_gaps(body), fields })
    }

    fn material(&self) -> &'a Material {
        &self.batch.material
    }

    fn mail_fields(&self, entries: &[&Entry]) -> Result<MailFields, LetterError> {
        let material = self.material();
        let round = &material.round;
        let request = &self.batch.request;
        let mut fields = MailFields {
            round: round.title(),
            deadline: long_date(round.deadline),
            next_contact: format!("{} {}", month_name(round.next_contact.month()), round.next_contact.year()),
            today: long_date(material.as_at),
            announcement: clean_lines(&request.announcement),
            ..MailFields::default()
        };
        if let Some(entry) = entries.first() {
            let recipient = material.recipient(entry.council);
            fields.salutation = recipient.salutation;
            // A request goes to a department.
            if request.kind != LetterKind::Request {
                fields.postal_address = recipient.postal_address;
            }
        }
        self.add_sender(&mut fields, entries);
        if let Some((entry, action)) = entries.first().and_then(|entry| Some((entry, entry.action.as_ref()?))) {
            let facts = &action.facts;
            fields.action = facts.what.clean_for_letter();
            fields.owner =
                if facts.who.is_blank() { facts.owner.label().to_owned() } else { facts.who.clean_for_letter() };
            fields.promised_on = long_date(facts.on);
            fields.due = facts.due.map(long_date).unwrap_or_default();
            let file = self.store.council_file(entry.council, round, material.as_at)?;
            let known = file.into_iter().flat_map(|file| file.priorities);
            let known = known.map(|known| known.priority).find(|known| known.id == action.priority);
            fields.priority = known.map(|known| known.text.clean_for_letter()).unwrap_or_default();
        }
        Ok(fields)
    }

    /// What the round says, else what the record of the team says, else the settings.
    fn add_sender(&self, fields: &mut MailFields, entries: &[&Entry]) {
        let (sender, terms) = (&self.batch.request.sender, &self.material().round.terms);
        let (mut teams, mut mailboxes): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for line in entries.iter().filter_map(|entry| self.line(entry)) {
            push_new(&mut teams, line.team.clean_for_letter());
            push_new(&mut mailboxes, self.material().team_mailbox(line).to_owned());
        }
        // Answers to one mail go to one address.
        let of_team = if let [mailbox] = mailboxes.as_slice() { mailbox.as_str() } else { "" };
        let mailboxes = [terms.reply_mailbox.raw().trim(), of_team].into_iter().find(|mailbox| is_address(mailbox));
        fields.mailbox = mailboxes.unwrap_or(&sender.mailbox).to_owned();
        teams.retain(|team| !team.is_empty());
        fields.team = join_list(&teams.iter().map(String::as_str).collect::<Vec<_>>());
        let own = Untrusted::from(sender.signed.trim()).clean_for_letter();
        let signed = [terms.signatory.clean_for_letter(), own, fields.team.clone()];
        let signed = signed.into_iter().find(|signed| !signed.trim().is_empty());
        fields.signed = signed.unwrap_or_else(|| "Your Safer Neighbourhood Team".to_owned());
    }

    fn line(&self, entry: &Entry) -> Option<&'a CouncilLine> {
        self.material().lines.get(entry.line)
    }

    /// The day of the answer. An acknowledgement thanks for the newest one that it is about; a message before any return is
    /// no answer.
    fn received_on(&self, entry: &Entry, status: &CouncilStatus) -> Option<NaiveDate> {
        if self.batch.request.kind != LetterKind::Acknowledgement {
            return status.returned_on;
        }
        let answers = self.material().answers(entry.council);
        let replied_on = entry.due.reply.and(answers.replied_on);
        match entry.due.returned {
            Some(_) => answers.returned_on.max(replied_on),
            None => answers.returned.and(replied_on),
        }
    }

    fn council_fields(&self, entry: &Entry) -> Result<CouncilFields, LetterError> {
        let material = self.material();
        let Some((line, council)) = self.line(entry).zip(material.councils.get(&entry.council)) else {
            return Ok(CouncilFields::default());
        };
        let status = &line.status;
        // A message after the answer changes nothing of it.
        let tells_answer = self.batch.request.kind != LetterKind::Acknowledgement || entry.due.returned.is_some();
        let priorities = material.priorities.get(&entry.council).filter(|_| tells_answer).into_iter().flatten();
        let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
        let mut fields = CouncilFields {
            name: council.name.clean_for_letter(),
            code: code(council),
            meets_after: entry.due.meets_after.map(long_date).unwrap_or_default(),
            received_on: self.received_on(entry, status).map(long_date).unwrap_or_default(),
            declined: yes(tells_answer && status.status == Status::Declined),
            missing: missing(line),
            not_reached: yes(!matches!(status.letter, LetterState::Sent(_))),
            number: if entry.due.number > 0 { entry.due.number.to_string() } else { String::new() },
            is_last: yes(entry.due.is_last),
            priorities: priorities.map(|known| known.text.clean_for_letter()).collect(),
            slip: String::new(),
            ..CouncilFields::default()
        };
        if self.batch.request.kind.asks_for_answer() {
            let last = material.priorities.get(&entry.council).into_iter().flatten();
            let last: Vec<&Untrusted> = last.map(|known| &known.text).collect();
            fields.slip = blank_slip(&council.name, &fields.code, &material.round.code, &last);
        }
        if let Some(change) = material.unannounced.get(&entry.council) {
            fields.old_team = change.from.clean_for_letter();
            fields.new_team = change.to.clean_for_letter();
            fields.team_since = long_date(change.on);
        }
        if self.batch.request.kind == LetterKind::Update {
            let file = self.store.council_file(entry.council, &material.round, material.as_at)?;
            fields.told = file.map(|file| told(&file, &material.round, material.as_at)).unwrap_or_default();
        }
        Ok(fields)
    }
}

fn push_new(known: &mut Vec<String>, text: String) {
    if !known.contains(&text) {
        known.push(text);
    }
}

fn code(council: &Council) -> String {
    council.parishes.first().map_or_else(|| council.id.to_string(), |parish| parish.code.clone())
}

/// What the council's answer lacks, in words for a clerk.
fn missing(line: &CouncilLine) -> String {
    let words = |part: &str| match part {
        "wish" => "whether the council wishes to take part",
        _ => "up to three priorities",
    };
    match line.status.status {
        Status::Partial => join_list(&line.status.missing_answers().into_iter().map(words).collect::<Vec<_>>()),
        Status::Holding => "whether the council wishes to take part, and up to three priorities".to_owned(),
        _ => String::new(),
    }
}

/// `Saturday 30 September 2023`.
fn long_date(on: NaiveDate) -> String {
    on.format("%A %-d %B %Y").to_string()
}

/// The user's own text: its lines stay.
fn clean_lines(text: &str) -> String {
    Untrusted::from(text.trim()).clean_for_ics().into_owned()
}

/// Conditions and loops leave blank lines; one is enough between paragraphs.
fn without_gaps(body: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in body.lines().map(str::trim_end) {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    let text = kept.join("\n");
    format!("{}\n", text.trim_end())
}
