//! What a form turns into when it is saved.

use charter::change::Change;
use chrono::NaiveDate;

use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::Errors;
use crate::tui::forms::{
    action, as_at, categories, close, council, excuse, import, inbox, letter, meeting_submit, note, plan, priority,
    progress, reply, returned, review, round, team, update,
};

/// What a form turns into.
#[derive(Clone, Debug, PartialEq)]
pub enum Submitted {
    /// A change to make.
    Change(Change),
    /// Another day to look from.
    AsAt(NaiveDate),
    /// What a plan is to be made from.
    Plan(plan::PlanRequest),
    /// The paths of what is to be brought in.
    Import(import::ImportRequest),
}

/// Reads a whole form.
///
/// # Errors
/// The name of each field that cannot be read, and why.
pub fn submit(form: &Form, context: &FormContext<'_>) -> Result<Submitted, Errors> {
    match &form.purpose {
        Purpose::AsAt(really) => as_at::submit(form, context, *really).map(Submitted::AsAt),
        Purpose::Plan => plan::submit(form, context).map(Submitted::Plan),
        Purpose::Import => import::submit(form, context).map(Submitted::Import),
        purpose => change(form, purpose, context).map(Submitted::Change),
    }
}

fn change(form: &Form, purpose: &Purpose, context: &FormContext<'_>) -> Result<Change, Errors> {
    match purpose {
        Purpose::Return { earlier, proposed } => returned::submit(form, context, earlier.as_deref(), proposed),
        Purpose::FromInbox { line, over, proposed } => inbox::submit(form, context, line, *over, proposed),
        Purpose::CorrectReturn(known, proposed) => returned::correct(form, context, known, proposed),
        Purpose::Priority { returned, place } => priority::submit(form, context, returned, *place),
        Purpose::Reply => reply::submit(form, context),
        Purpose::Meeting(after) => meeting_submit::submit(form, context, after),
        Purpose::Note => note::submit(form, context),
        Purpose::Council(version) => council::submit(form, context, *version),
        Purpose::Letter => letter::submit(form, context),
        Purpose::Round(known) => round::submit(form, context, known),
        Purpose::OpenRound(quarter) => round::submit_opening(form, context, *quarter),
        Purpose::Action(of, correct) => action::submit(form, context, of, *correct),
        Purpose::Progress(of) => progress::submit(form, context, of),
        Purpose::Review(of) => review::submit(form, context, of),
        Purpose::Close(of) => close::submit(form, context, of),
        Purpose::Update => update::submit(form, context),
        Purpose::Excuse => excuse::submit(form, context),
        Purpose::TeamTold(known) => team::submit(form, context, known),
        Purpose::Categories => categories::submit(form, context),
        Purpose::AsAt(_) | Purpose::Plan | Purpose::Import => Err(Vec::new()),
    }
}
