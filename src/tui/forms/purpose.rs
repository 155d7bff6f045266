//! What a form is for, and what it turns into when it is submitted.

use super::form::{Form, FormContext};
use super::meeting::AfterMeeting;
use super::reader::Errors;
use super::{
    action, as_at, categories, close, council, excuse, inbox, letter, note, plan, priority, progress, reply, returned,
    review, round, team, update,
};
use crate::tui::forms::which_priority::WhichPriority;
use crate::tui::forms::{import, meeting_submit};
use charter::calendar::Quarter;
use charter::change::Change;
use charter::ids::ActionId;
use charter::proposal::Proposal;
use charter::returns::{Answer, Return};
use charter::round::Round;
use charter::team::TeamChange;
use chrono::NaiveDate;
use desk::inbox::InboxLine;

/// What a form is for, with what has to be known to save it.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A return; over the one in force, if there is one.
    Return {
        /// The answer that is in force, so that what was agreed about its priorities is carried over, and the form asks
        /// how this one relates to it.
        earlier: Option<Box<Answer>>,
        /// What was agreed before, so that it can be taken over.
        proposed: Vec<Proposal>,
    },
    /// The return that an item of the inbox proposes: one save records it and settles the item.
    FromInbox {
        /// The item, as it was read.
        line: Box<InboxLine>,
        /// Whether an answer is in force already, so that the form asks how this one relates to it.
        over: bool,
        /// What was agreed before, so that it can be taken over.
        proposed: Vec<Proposal>,
    },
    /// A correction of a return that was mistyped, with what was agreed before it.
    CorrectReturn(Box<Return>, Vec<Proposal>),
    /// The agreed text and category of a priority of a return.
    Priority {
        /// The return.
        returned: Box<Return>,
        /// The priority's place in it, from 0.
        place: usize,
    },
    /// A reply that is not a return.
    Reply,
    /// A meeting: planned, held, or corrected.
    Meeting(Box<AfterMeeting>),
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
    /// Something to be done about a priority, or the correction of that, with the version that it was read at.
    Action(WhichPriority, Option<(ActionId, i64)>),
    /// How far a priority has come.
    Progress(WhichPriority),
    /// The review of a priority.
    Review(WhichPriority),
    /// The end of a priority with its result; of one that is closed, also opening it again.
    Close(WhichPriority),
    /// What a council was told.
    Update,
    /// The decision that a council need not be met.
    Excuse,
    /// That a council was told of its new team.
    TeamTold(Box<TeamChange>),
    /// The list of categories.
    Categories,
    /// What a plan is made from.
    Plan,
    /// Which files replies are brought in from.
    Import,
}

impl Purpose {
    /// What a draft is kept under: it comes back in the same form for the same record, and in no other.
    pub fn draft_name(&self) -> String {
        match self {
            Self::Return { .. } => "return".to_owned(),
            Self::FromInbox { line, .. } => format!("inbox {}", line.item.id),
            Self::CorrectReturn(known, _) => format!("return {}", known.id),
            Self::Priority { returned, place } => format!("priority {}/{place}", returned.id),
            Self::Reply => "reply".to_owned(),
            Self::Meeting(after) => match (after.correct, after.expected) {
                (Some((id, _)), _) => format!("meeting {id}"),
                (None, Some(on)) => format!("meeting of {on}"),
                (None, None) => "meeting".to_owned(),
            },
            Self::Note => "note".to_owned(),
            Self::Council(_) => "council".to_owned(),
            Self::Letter => "letter".to_owned(),
            Self::Round(known) => format!("round {}", known.code),
            Self::OpenRound(quarter) => format!("open {quarter}"),
            Self::AsAt(_) => "as-at".to_owned(),
            Self::Action(_, Some((id, _))) => format!("action {id}"),
            Self::Action(of, None) => of.draft_name("new action"),
            Self::Progress(of) => of.draft_name("progress"),
            Self::Review(of) => of.draft_name("review"),
            Self::Close(of) => of.draft_name("close"),
            Self::Update => "update".to_owned(),
            Self::Excuse => "decision".to_owned(),
            Self::TeamTold(change) => format!("team {}", change.id),
            Self::Categories => "categories".to_owned(),
            Self::Plan => "plan".to_owned(),
            Self::Import => "bring-in".to_owned(),
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
        _ => change(form, context).map(Submitted::Change),
    }
}

fn change(form: &Form, context: &FormContext<'_>) -> Result<Change, Errors> {
    match &form.purpose {
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
