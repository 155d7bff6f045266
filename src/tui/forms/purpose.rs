//! What a form records, and what saving it depends on.

use charter::area::Area;
use charter::calendar::Quarter;
use charter::category::NameList;
use charter::contact::Contact;
use charter::council_change::CouncilChange;
use charter::edit::Record;
use charter::ids::ActionId;
use charter::proposal::Proposal;
use charter::public_event::PublicEvent;
use charter::request::Request;
use charter::returns::{Answer, Return};
use charter::round::{Round, RoundTerms};
use charter::team::Team;
use chrono::NaiveDate;
use desk::inbox::InboxLine;

use crate::tui::forms::decision::Decided;
use crate::tui::forms::export::ExportSource;
use crate::tui::forms::first_steps::FirstSteps;
use crate::tui::forms::letters::LetterTargets;
use crate::tui::forms::meeting_context::MeetingContext;
use crate::tui::forms::priority_selection::PrioritySelection;

/// What a form records, and what saving it depends on.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A return, perhaps after an earlier one in the round.
    Return {
        /// The current answer. Its agreed texts are kept, and the form asks whether the new answer replaces it.
        earlier: Option<Box<Answer>>,
        /// Earlier agreed priorities, which the council may keep.
        proposed: Vec<Proposal>,
    },
    /// The return of an inbox item: one save records it and resolves the item.
    FromInbox {
        /// The item as it was read.
        line: Box<InboxLine>,
        /// Whether there is a current answer, so that the form asks which one applies.
        has_earlier: bool,
        /// Earlier agreed priorities, which the council may keep.
        proposed: Vec<Proposal>,
    },
    /// Corrects a mistyped return; with earlier agreed priorities.
    CorrectReturn(Box<Return>, Vec<Proposal>),
    /// The agreed text and category of a priority.
    Priority {
        returned: Box<Return>,
        /// The priority's index in the return.
        index: usize,
    },
    Reply,
    Meeting(Box<MeetingContext>),
    Note,
    /// One council with the version that was read; `None` for several, which only have the team.
    Council(Option<i64>),
    /// A new contact, or the one that is amended, as it was read.
    Contact(Option<Box<Contact>>),
    Letter,
    Round(Box<Round>),
    /// Opens the round of this quarter, on these terms where no others are typed.
    OpenRound(Quarter, Box<RoundTerms>),
    /// The team, the round and the letter's day, on the first start or again.
    FirstSteps(Box<FirstSteps>),
    /// The as-at day; holds the real day, which "today" means in this form.
    AsAt(NaiveDate),
    /// A new action, or a correction with the version that was read.
    Action(PrioritySelection, Option<(ActionId, i64)>),
    /// Progress on a priority.
    Progress(PrioritySelection),
    Review(PrioritySelection),
    Close(PrioritySelection),
    Update,
    Excuse,
    /// A decision about a return.
    Decision(Decided),
    /// When the council was told of its new team.
    TeamTold(Box<CouncilChange>),
    /// The post that is a named contact.
    Officer,
    /// The record of a team, as it was read.
    Team(Box<Team>),
    /// The record of a county or district, as it was read, or a new one.
    Area(Option<Box<Area>>),
    /// What a public body asked for, as it was read, or a new request.
    Request(Option<Box<Request>>),
    /// An event for the public, as it was read, or a new one.
    Event(Option<Box<PublicEvent>>),
    /// A list of names that is edited as a whole.
    List(NameList),
    Plan,
    /// The files to import.
    Import,
    /// The list of contacts to import.
    ImportContacts,
    /// The answers of an earlier round to import.
    Baseline,
    /// The file to write.
    Export(ExportSource),
    /// A batch of letters.
    Letters(LetterTargets),
    /// Which drafted letters were sent.
    LettersSent,
    /// The name of a view.
    SaveView,
}

impl Purpose {
    /// The earlier agreed priorities that the council may keep.
    pub fn proposals(&self) -> &[Proposal] {
        match self {
            Self::Return { proposed, .. } | Self::FromInbox { proposed, .. } | Self::CorrectReturn(_, proposed) => {
                proposed
            }
            _ => &[],
        }
    }

    /// Whether the form writes the report beneath it.
    pub fn is_report(&self) -> bool {
        matches!(self, Self::Export(ExportSource::Report { .. }))
    }

    /// The draft's key: a draft returns in the same form for the same record only.
    pub fn draft_name(&self) -> String {
        match self {
            Self::Return { .. } => "return".to_owned(),
            Self::FromInbox { line, .. } => format!("inbox {}", line.item.id),
            Self::CorrectReturn(known, _) => format!("return {}", known.id),
            Self::Priority { returned, index } => format!("priority {}/{index}", returned.id),
            Self::Reply => "reply".to_owned(),
            Self::Meeting(meeting_context) => match (meeting_context.correct, meeting_context.expected) {
                (Some((id, _)), _) => format!("meeting {id}"),
                (None, Some(on)) => format!("meeting of {on}"),
                (None, None) => "meeting".to_owned(),
            },
            Self::Note => "note".to_owned(),
            Self::Council(_) => "council".to_owned(),
            Self::Contact(Some(known)) => format!("contact {}", known.id),
            Self::Contact(None) => "contact".to_owned(),
            Self::Letter => "letter".to_owned(),
            Self::Round(known) => format!("round {}", known.code),
            Self::OpenRound(quarter, _) => format!("open {quarter}"),
            Self::FirstSteps(_) => "first-steps".to_owned(),
            Self::AsAt(_) => "as-at".to_owned(),
            Self::Action(_, Some((id, _))) => format!("action {id}"),
            Self::Action(selection, None) => selection.draft_name("new action"),
            Self::Progress(selection) => selection.draft_name("progress"),
            Self::Review(selection) => selection.draft_name("review"),
            Self::Close(selection) => selection.draft_name("close"),
            Self::Update => "update".to_owned(),
            Self::Excuse => "decision".to_owned(),
            Self::Decision(Decided::Agreed { returned, .. }) => format!("agree {returned}"),
            Self::Decision(Decided::Settled(returned)) => format!("settle {returned}"),
            Self::TeamTold(change) => format!("team {}", change.id),
            Self::Officer => "officer".to_owned(),
            Self::Team(known) => format!("team-record {}", known.id),
            Self::Area(Some(known)) => format!("area-record {}", known.id),
            Self::Area(None) => "area-record".to_owned(),
            Self::Request(Some(known)) => format!("request {}", known.id),
            Self::Request(None) => "request".to_owned(),
            Self::Event(Some(known)) => format!("event {}", known.id),
            Self::Event(None) => "event".to_owned(),
            Self::List(list) => list.code().to_owned(),
            Self::Plan => "plan".to_owned(),
            Self::Import => "bring-in".to_owned(),
            Self::ImportContacts => "import-contacts".to_owned(),
            Self::Baseline => "baseline".to_owned(),
            Self::Export(ExportSource::List { .. }) => "export".to_owned(),
            Self::Export(ExportSource::Brief { brief, .. }) => format!("brief {}", brief.council_id),
            Self::Export(ExportSource::Report { .. }) => "report".to_owned(),
            Self::Letters(_) => "letters".to_owned(),
            Self::LettersSent => "letters-sent".to_owned(),
            Self::SaveView => "view".to_owned(),
        }
    }

    /// The user has seen another user's change, so the next save is based on that version.
    pub fn set_version(&mut self, theirs: &Record) {
        let version = theirs.version();
        match (self, theirs) {
            (Self::Council(known), _) => *known = Some(version),
            (Self::Meeting(meeting_context), _) => {
                if let Some((_, known)) = &mut meeting_context.correct {
                    *known = version;
                }
            }
            (Self::CorrectReturn(known, _), _) => known.version = version,
            (Self::FromInbox { line, .. }, Record::Item(now)) => line.item = now.clone(),
            (Self::Action(_, Some((_, known))), _) => *known = version,
            (Self::Close(selection), Record::Priority(now)) => selection.set_version(now.id, version),
            (Self::TeamTold(known), _) => known.version = version,
            (Self::Contact(Some(known)), _) => known.version = version,
            (Self::Team(known), _) => known.version = version,
            (Self::Area(Some(known)), _) => known.version = version,
            (Self::Request(Some(known)), _) => known.version = version,
            (Self::Event(Some(known)), _) => known.version = version,
            (Self::Priority { returned, index }, Record::Return(now)) => {
                *index = index_of_same_text(returned, *index, now);
                **returned = now.clone();
            }
            (Self::Round(known), _) => known.version = version,
            // The other forms add a record, or change another kind of record.
            (
                Self::Return { .. }
                | Self::FromInbox { .. }
                | Self::Priority { .. }
                | Self::Reply
                | Self::Note
                | Self::Contact(None)
                | Self::Letter
                | Self::OpenRound(..)
                | Self::FirstSteps(_)
                | Self::AsAt(_)
                | Self::Action(_, None)
                | Self::Progress(_)
                | Self::Review(_)
                | Self::Close(_)
                | Self::Update
                | Self::Excuse
                | Self::Decision(_)
                | Self::Officer
                | Self::Area(None)
                | Self::Request(None)
                | Self::Event(None)
                | Self::List(_)
                | Self::Plan
                | Self::Import
                | Self::ImportContacts
                | Self::Baseline
                | Self::Export(_)
                | Self::Letters(_)
                | Self::LettersSent
                | Self::SaveView,
                _,
            ) => {}
        }
    }
}

/// Finds a priority by its text, because its index may have changed; past the end if it has gone.
fn index_of_same_text(known: &Return, index: usize, now: &Return) -> usize {
    let text = known.answer.priorities.get(index).map(|priority| &priority.received);
    let found = now.answer.priorities.iter().position(|priority| Some(&priority.received) == text);
    found.unwrap_or(usize::MAX)
}
