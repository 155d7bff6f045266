//! The forms that draft letters and that mark them as sent.

use charter::calendar::DateBias;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::invitation::Channel;
use charter::letter::LetterKind;
use chrono::NaiveDate;
use desk::letters::LetterFormat;
use desk::records::FieldReader;
use formats::mail::draft::is_address;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

/// The councils that a batch can be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterTargets {
    /// The tagged ones, or the one in focus.
    pub chosen: Vec<CouncilId>,
    /// Their name, if it is one.
    pub name: Option<String>,
    /// All of the list.
    pub listed: Vec<CouncilId>,
    /// Whether the list is narrowed, so that all of it are meant.
    pub prefers_list: bool,
    /// The kind that fits them.
    pub kind: LetterKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LettersForm {
    pub kind: LetterKind,
    /// The first says by which channel the letters go.
    pub formats: Vec<LetterFormat>,
    pub councils: Vec<CouncilId>,
    /// As typed.
    pub folder: String,
    /// Whether it is the usual one, which gets a number if it is there already.
    pub usual_folder: bool,
    pub announcement: String,
    pub to: String,
}

pub fn open(targets: LetterTargets, context: &FormContext<'_>) -> Form {
    let kinds = LetterKind::ALL.iter().map(|kind| kind.label().to_owned()).collect();
    let formats: Vec<String> = LetterFormat::ALL.iter().map(|format| format.label().to_owned()).collect();
    let others = std::iter::once(NO_OTHER.to_owned()).chain(formats.iter().cloned()).collect();
    let mut fields = vec![Field::choice("kind", "letter", kinds, targets.kind.label())];
    let rows = options(&targets);
    let preferred = if targets.prefers_list { rows.last() } else { rows.first() };
    let preferred = preferred.cloned().unwrap_or_default();
    fields.push(Field::choice("rows", "to", rows, &preferred));
    fields.push(Field::choice("as", "as", formats, LetterFormat::Eml.label()));
    fields.push(Field::choice("also", "and as", others, NO_OTHER).optional());
    let hint = "~ is your home folder; a second batch of a day gets a number";
    fields.push(Field::line("folder", "new folder", usual_folder(context.today), hint));
    fields.push(Field::text("news", "news", "", "what the councils are told; empty: their new team"));
    fields.push(Field::line("to", "address", "", "of the department; may stay empty"));
    let about = vec![
        "Shows who gets a letter and its text. Then Ctrl-S writes the files for you to send, and records them as drafted."
            .to_owned(),
        "The program sends nothing.".to_owned(),
    ];
    Form::new(Purpose::Letters(targets), "Draft letters".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

const NO_OTHER: &str = "nothing else";

fn usual_folder(today: NaiveDate) -> String {
    format!("~/letters-{today}")
}

/// The councils in focus first; all of the list last.
fn options(targets: &LetterTargets) -> Vec<String> {
    let mut options = Vec::new();
    match (&targets.name, targets.chosen.len()) {
        (_, 0) => {}
        (Some(name), 1) => options.push(name.clone()),
        (_, tagged) => options.push(format!("the {} tagged", pluralize(tagged, "council"))),
    }
    options.push(format!("those of the {} in the list that are due it", pluralize(targets.listed.len(), "council")));
    options
}

/// News are of an announcement, and an address is of a request.
pub fn shows(form: &Form, field: &Field) -> bool {
    let kind = LetterKind::from_code(form.value("kind"));
    match field.name {
        "news" => kind == Some(LetterKind::Announcement),
        "to" => kind == Some(LetterKind::Request),
        _ => true,
    }
}

pub fn read(reader: &mut FieldReader<'_>, targets: &LetterTargets, today: NaiveDate) -> Option<LettersForm> {
    let kind = LetterKind::from_code(reader.value("kind"));
    let format = LetterFormat::from_code(reader.value("as"));
    let also = LetterFormat::from_code(reader.value("also")).filter(|also| Some(*also) != format);
    let formats = format.into_iter().chain(also).collect();
    let folder = reader.value("folder").trim().to_owned();
    if folder.is_empty() {
        reader.refuse("folder", "give the new folder a name");
    }
    let to = reader.value("to").trim().to_owned();
    if !to.is_empty() && !is_address(&to) {
        reader.reject("to", "this is not one address, such as roads@force.example");
    }
    let is_list = Some(reader.value("rows")) == options(targets).last().map(String::as_str);
    let councils = if is_list { targets.listed.clone() } else { targets.chosen.clone() };
    let announcement = reader.value("news").to_owned();
    let usual_folder = folder == usual_folder(today);
    Some(LettersForm { kind: kind?, formats, councils, folder, usual_folder, announcement, to })
}

/// Which drafted letters were sent, when and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentForm {
    /// `None`: all kinds.
    pub kind: Option<LetterKind>,
    pub on: NaiveDate,
    /// `None` keeps the channel of each draft.
    pub channel: Option<Channel>,
}

const ALL_KINDS: &str = "all that are drafted";
const AS_DRAFTED: &str = "as drafted";

pub fn open_sent(context: &FormContext<'_>) -> Form {
    let kinds = LetterKind::ALL.iter().map(|kind| kind.label());
    let kinds = std::iter::once(ALL_KINDS).chain(kinds).map(str::to_owned).collect();
    let channels = Channel::ALL.iter().map(|channel| channel.label());
    let channels = std::iter::once(AS_DRAFTED).chain(channels).map(str::to_owned).collect();
    let fields = vec![
        Field::choice("kind", "letters", kinds, ALL_KINDS),
        Field::date("on", "sent on", "today", DateBias::Past),
        Field::choice("channel", "sent by", channels, AS_DRAFTED),
    ];
    let about = vec!["Records that you sent the drafted letters of this round, each for what it is about.".to_owned()];
    Form::new(Purpose::LettersSent, "Letters sent".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

pub fn read_sent(reader: &mut FieldReader<'_>) -> Option<SentForm> {
    let kind = LetterKind::from_code(reader.value("kind"));
    let channel = Channel::from_code(reader.value("channel"));
    Some(SentForm { kind, on: reader.date("on", DateBias::Past)?, channel })
}
