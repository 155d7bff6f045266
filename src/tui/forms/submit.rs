//! Turns a form into a change. The subcommands use the same readers: see `desk::records`.

use charter::calendar::DateBias;
use charter::change::{Change, OpenRound};
use chrono::NaiveDate;
use desk::records::{
    ExcuseInput, FieldReader, Invalid, LetterInput, NoteInput, OfficerInput, ProgressInput, ReplyInput, ReviewInput,
    RoundInput, UpdateInput, read_team, record_team,
};

use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::{
    action, area_record, baseline, close, contact, council, decision, event, export, first_steps, import,
    import_contacts, inbox, letters, meeting_submit, name_list, plan, priority, request, returned, save_view, team,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Submitted {
    Change(Change),
    /// A summary comes first.
    OpenRound(OpenRound),
    AsAt(NaiveDate),
    Plan(plan::PlanRequest),
    Import(import::ImportRequest),
    Contacts(import_contacts::ContactsRequest),
    /// A summary comes first.
    Baseline(baseline::BaselineForm),
    Export(export::ExportForm),
    Letters(letters::LettersForm),
    LettersSent(letters::SentForm),
    View(save_view::ViewRequest),
    FirstSteps(first_steps::Chosen),
}

/// # Errors
/// All invalid fields.
pub fn submit(form: &Form, context: &FormContext<'_>) -> Result<Submitted, Vec<Invalid>> {
    let mut reader = FieldReader::new(form, context.today);
    let submitted = read(form, context, &mut reader);
    reader.finish(submitted)
}

fn read(form: &Form, context: &FormContext<'_>, reader: &mut FieldReader<'_>) -> Option<Submitted> {
    match &form.purpose {
        Purpose::AsAt(clock_today) => read_as_at(reader, *clock_today).map(Submitted::AsAt),
        Purpose::Plan => plan::read(reader, context.today).map(Submitted::Plan),
        Purpose::Import => Some(Submitted::Import(import::read(reader))),
        Purpose::ImportContacts => Some(Submitted::Contacts(import_contacts::read(reader))),
        Purpose::Baseline => baseline::read(reader).map(Submitted::Baseline),
        Purpose::Export(source) => Some(Submitted::Export(export::read(reader, source))),
        Purpose::Letters(targets) => letters::read(reader, targets, context.today).map(Submitted::Letters),
        Purpose::LettersSent => letters::read_sent(reader).map(Submitted::LettersSent),
        Purpose::OpenRound(quarter, newest) => {
            RoundInput::read(reader).open(*quarter, newest).map(Submitted::OpenRound)
        }
        Purpose::SaveView => Some(Submitted::View(save_view::read(reader))),
        Purpose::FirstSteps(steps) => first_steps::read(reader, form, steps).map(Submitted::FirstSteps),
        purpose => read_change(form, purpose, context, reader).map(Submitted::Change),
    }
}

fn read_change(
    form: &Form,
    purpose: &Purpose,
    context: &FormContext<'_>,
    reader: &mut FieldReader<'_>,
) -> Option<Change> {
    let round = form.round;
    match purpose {
        Purpose::Return { earlier, proposed } => returned::read(reader, form, earlier.as_deref(), proposed),
        Purpose::FromInbox { line, has_earlier, proposed } => inbox::read(reader, form, line, *has_earlier, proposed),
        Purpose::CorrectReturn(known, proposed) => returned::read_correction(reader, known, proposed),
        Purpose::Priority { returned, index } => priority::read(reader, form, returned, *index),
        Purpose::Reply => ReplyInput::read(reader).map(|reply| form.change(|council| reply.act(council, round))),
        Purpose::Meeting(meeting_context) => meeting_submit::read(reader, form, context, meeting_context),
        Purpose::Note => NoteInput::read(reader).map(|note| form.change(|council| note.act(council))),
        Purpose::Council(version) => Some(council::read(reader, form, *version, context.clock_today)),
        Purpose::Contact(known) => Some(contact::read(reader, form, known.as_deref())),
        Purpose::Letter => {
            let letter = LetterInput::read(reader);
            Some(form.change(|council| letter.act(council, round)))
        }
        Purpose::Round(known) => {
            let dates = RoundInput::read(reader);
            Some(Change::from(dates.edit(known)))
        }
        Purpose::Action(selection, correct) => action::read(reader, form, selection, *correct, context.today),
        Purpose::Progress(selection) => {
            let priority = selection.chosen(reader.value("priority"))?.id;
            ProgressInput::read(reader).map(|progress| form.change(|council| progress.act(council, priority)))
        }
        Purpose::Review(selection) => {
            let priority = selection.chosen(reader.value("priority"))?.id;
            ReviewInput::read(reader).map(|review| form.change(|council| review.act(council, priority, round)))
        }
        Purpose::Close(selection) => close::read(reader, form, selection),
        Purpose::Update => UpdateInput::read(reader).map(|update| form.change(|council| update.act(council))),
        Purpose::Excuse => ExcuseInput::read(reader).map(|excuse| form.change(|council| excuse.act(council, round))),
        Purpose::Decision(decided) => decision::read(reader, form, decided),
        Purpose::TeamTold(known) => team::read(reader, known),
        Purpose::Officer => OfficerInput::read(reader).map(|officer| form.change(|council| officer.act(council))),
        Purpose::Team(known) => {
            let facts = read_team(reader, Some(known));
            Some(Change::all(record_team(Some(known), facts, &[], &[])))
        }
        Purpose::Area(known) => Some(area_record::read(reader, known.as_deref())),
        Purpose::Request(known) => Some(request::read(reader, known.as_deref())),
        Purpose::Event(known) => event::read(reader, known.as_deref(), form),
        Purpose::List(list) => Some(name_list::read(reader, *list)),
        Purpose::AsAt(_)
        | Purpose::Plan
        | Purpose::OpenRound(..)
        | Purpose::Import
        | Purpose::ImportContacts
        | Purpose::Baseline
        | Purpose::FirstSteps(_)
        | Purpose::Export(_)
        | Purpose::Letters(_)
        | Purpose::LettersSent
        | Purpose::SaveView => None,
    }
}

/// "today" means the real day, even as at another day.
fn read_as_at(reader: &mut FieldReader<'_>, clock_today: NaiveDate) -> Option<NaiveDate> {
    match reader.value("as-at").eq_ignore_ascii_case("today") {
        true => Some(clock_today),
        false => reader.date("as-at", DateBias::Nearest),
    }
}
