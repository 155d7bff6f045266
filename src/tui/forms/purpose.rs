//! What a form is for, with what has to be known to save it.

use charter::calendar::Quarter;
use charter::edit::Record;
use charter::ids::ActionId;
use charter::proposal::Proposal;
use charter::returns::{Answer, Return};
use charter::round::Round;
use charter::team::TeamChange;
use chrono::NaiveDate;
use desk::inbox::InboxLine;

use crate::tui::forms::meeting_context::AfterMeeting;
use crate::tui::forms::which_priority::WhichPriority;

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

    /// Another's change of the record was seen: the next save is made on that version.
    pub fn see_version(&mut self, theirs: &Record) {
        let version = theirs.version();
        match (self, theirs) {
            (Self::Council(known), _) => *known = Some(version),
            (Self::Meeting(after), _) => {
                if let Some((_, known)) = &mut after.correct {
                    *known = version;
                }
            }
            (Self::CorrectReturn(known, _), _) => known.version = version,
            (Self::FromInbox { line, .. }, Record::Item(now)) => line.item = now.clone(),
            (Self::Action(_, Some((_, known))), _) => *known = version,
            (Self::Close(of), Record::Priority(now)) => of.seen(now.id, version),
            (Self::TeamTold(known), _) => known.version = version,
            (Self::Priority { returned, place }, Record::Return(now)) => {
                // The priority is the one with the same words, wherever it stands now.
                let words = returned.answer.priorities.get(*place).map(|priority| priority.received.clone());
                let found =
                    now.answer.priorities.iter().position(|priority| Some(&priority.received) == words.as_ref());
                *place = found.unwrap_or(usize::MAX);
                **returned = now.clone();
            }
            (Self::Round(known), _) => known.version = version,
            // The others add a record, or are made on a record of another kind.
            (
                Self::Return { .. }
                | Self::FromInbox { .. }
                | Self::Priority { .. }
                | Self::Reply
                | Self::Note
                | Self::Letter
                | Self::OpenRound(_)
                | Self::AsAt(_)
                | Self::Action(_, None)
                | Self::Progress(_)
                | Self::Review(_)
                | Self::Close(_)
                | Self::Update
                | Self::Excuse
                | Self::Categories
                | Self::Plan
                | Self::Import,
                _,
            ) => {}
        }
    }
}
