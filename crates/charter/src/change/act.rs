//! An act edits one record; a change is the acts that are made together.

use super::moment::Moment;
use super::{
    AddCouncil, AddToInbox, AgreePriorities, AnnounceTeam, ClosePriority, ConfirmColumns, EditCategories, EditCouncil,
    EditRound, LearnAlias, OpenRound, RecordAction, RecordExcuse, RecordLetter, RecordMeeting, RecordProgress,
    RecordReply, RecordReturn, RecordReview, RecordUpdate, ResolveConflict, ResolveItem, SyncCouncil, WriteNote,
};
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal};
use crate::english::pluralize;
use crate::ids::CouncilId;

#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Return(RecordReturn),
    Agree(AgreePriorities),
    /// Settles a conflict of two returns.
    Settle(ResolveConflict),
    Reply(RecordReply),
    /// Records or corrects a meeting.
    Meeting(RecordMeeting),
    Note(WriteNote),
    Council(EditCouncil),
    Letter(RecordLetter),
    Round(EditRound),
    /// Opens a new round and invites every active council.
    Open(OpenRound),
    Action(RecordAction),
    Progress(RecordProgress),
    Review(RecordReview),
    /// Closes a priority with a result, or reopens it.
    Close(ClosePriority),
    Update(RecordUpdate),
    Excuse(RecordExcuse),
    TellOfTeam(AnnounceTeam),
    Categories(EditCategories),
    /// Adds a source to the inbox.
    TakeIn(AddToInbox),
    Item(ResolveItem),
    Learn(LearnAlias),
    Mapping(ConfirmColumns),
    /// Adds a council from a register.
    Enter(AddCouncil),
    /// Updates a council from a register.
    Amend(SyncCouncil),
}

impl Act {
    /// The records that [`Change::edits`] must receive for this act.
    pub fn needs(&self) -> Vec<Need> {
        match self {
            Self::Return(act) => act.needs(),
            Self::Agree(act) => act.needs(),
            Self::Settle(act) => act.needs(),
            Self::Reply(act) => vec![Need::council(act.council), Need::round(act.round)],
            Self::Meeting(act) => act.needs(),
            Self::Note(act) => vec![Need::council(act.council)],
            Self::Council(act) => act.needs(),
            Self::Action(act) => act.needs(),
            Self::Progress(act) => act.needs(),
            Self::Review(act) => act.needs(),
            Self::Close(act) => act.needs(),
            Self::Update(act) => act.needs(),
            Self::Excuse(act) => act.needs(),
            Self::TellOfTeam(act) => act.needs(),
            Self::Categories(_) => vec![Need::AllCategories],
            Self::Letter(act) => act.needs(),
            Self::Round(act) => vec![Need::round(act.round)],
            Self::Open(_) => vec![Need::AllCouncils, Need::AllRounds],
            Self::TakeIn(act) => act.needs(),
            Self::Item(act) => act.needs(),
            Self::Learn(act) => act.needs(),
            Self::Mapping(act) => act.needs(),
            Self::Enter(_) => Vec::new(),
            Self::Amend(act) => vec![Need::council(act.council), Need::TeamChangesOf(act.council)],
        }
    }

    fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        match self {
            Self::Return(act) => act.edits(rows, ids, moment),
            Self::Agree(act) => act.edits(rows, ids),
            Self::Settle(act) => act.edits(rows),
            Self::Reply(act) => act.edits(rows, ids, moment),
            Self::Meeting(act) => act.edits(rows, ids, moment),
            Self::Note(act) => act.edits(rows, ids),
            Self::Council(act) => act.edits(rows, ids, moment),
            Self::Action(act) => act.edits(rows, ids, moment),
            Self::Progress(act) => act.edits(rows, ids, moment),
            Self::Review(act) => act.edits(rows, ids, moment),
            Self::Close(act) => act.edits(rows, moment),
            Self::Update(act) => act.edits(rows, ids, moment),
            Self::Excuse(act) => act.edits(rows, ids, moment),
            Self::TellOfTeam(act) => act.edits(rows, moment),
            Self::Categories(act) => act.edits(rows, ids),
            Self::Letter(act) => act.edits(rows, ids),
            Self::Round(act) => act.edits(rows),
            Self::Open(act) => act.edits(rows, ids),
            Self::TakeIn(act) => Ok(act.edits(rows, ids)),
            Self::Item(act) => act.edits(rows, ids, moment),
            Self::Learn(act) => act.edits(rows, ids, moment),
            Self::Mapping(act) => Ok(act.edits(rows, ids)),
            Self::Enter(act) => Ok(act.edits(ids)),
            Self::Amend(act) => act.edits(rows, ids, moment),
        }
    }

    /// The words and the preposition before the council: `return` `of`.
    fn phrase(&self) -> (&'static str, &'static str) {
        match self {
            Self::Return(_) => ("return", "of"),
            Self::Agree(_) => ("agreed priorities", "of"),
            Self::Settle(_) => ("settled conflict", "of"),
            Self::Reply(_) => ("reply", "from"),
            Self::Meeting(_) => ("meeting", "of"),
            Self::Note(_) => ("note", "on"),
            Self::Council(_) => ("details", "of"),
            Self::Letter(_) => ("letter", "to"),
            Self::Round(_) => ("dates", "of"),
            Self::Open(_) => ("opening", "of"),
            Self::Action(_) => ("action", "of"),
            Self::Progress(_) => ("progress", "of"),
            Self::Review(_) => ("review", "of"),
            Self::Close(act) if act.closed.is_none() => ("reopened priority", "of"),
            Self::Close(_) => ("result", "of"),
            Self::Update(_) => ("update", "to"),
            Self::Excuse(_) => ("decision", "on"),
            Self::TellOfTeam(_) => ("new team told", "to"),
            Self::Categories(_) => ("edit", "of"),
            Self::TakeIn(_) => ("reply taken into the inbox", "for"),
            Self::Item(act) => act.phrase(),
            Self::Learn(_) => ("alias", "of"),
            Self::Mapping(_) => ("columns of a sheet confirmed", "for"),
            Self::Enter(_) | Self::Amend(_) => ("register", "of"),
        }
    }

    pub fn council(&self) -> Option<CouncilId> {
        match self {
            Self::Return(act) => Some(act.council),
            Self::Agree(act) => Some(act.council),
            Self::Settle(act) => Some(act.council),
            Self::Reply(act) => Some(act.council),
            Self::Meeting(act) => Some(act.council),
            Self::Note(act) => Some(act.council),
            Self::Council(act) => Some(act.council),
            Self::Letter(act) => Some(act.council),
            Self::Amend(act) => Some(act.council),
            Self::Action(act) => Some(act.council),
            Self::Progress(act) => Some(act.council),
            Self::Review(act) => Some(act.council),
            Self::Close(act) => Some(act.council),
            Self::Update(act) => Some(act.council),
            Self::Excuse(act) => Some(act.council),
            Self::TellOfTeam(act) => Some(act.council),
            Self::Item(act) => act.council(),
            Self::Learn(act) => Some(act.council),
            Self::Round(_)
            | Self::Open(_)
            | Self::Enter(_)
            | Self::Categories(_)
            | Self::TakeIn(_)
            | Self::Mapping(_) => None,
        }
    }
}

/// Acts that one transaction makes together, as one journal entry and one undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub acts: Vec<Act>,
    /// Replaces the words that the acts give for the journal.
    summary: Option<String>,
}

impl From<Act> for Change {
    fn from(act: Act) -> Self {
        Self { acts: vec![act], summary: None }
    }
}

impl Change {
    pub fn all(acts: Vec<Act>) -> Self {
        Self { acts, summary: None }
    }

    /// `words` replace the summary that the acts give, for example for an import.
    pub fn with_summary(acts: Vec<Act>, words: String) -> Self {
        Self { acts, summary: Some(words) }
    }

    /// Each act sees the result of the acts before it.
    ///
    /// # Errors
    ///
    /// The first refusal of any act; then the caller writes nothing of the change.
    pub fn edits(&self, rows: &mut RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let mut edits = Vec::with_capacity(self.acts.len());
        for act in &self.acts {
            for edit in act.edits(rows, ids, moment)? {
                rows.apply(&edit);
                edits.push(edit);
            }
        }
        if edits.is_empty() {
            return Err(Refusal::Unchanged("everything is already so".to_owned()));
        }
        Ok(edits)
    }

    /// For example `return of Wem Town Council`, `reply from 6 councils`.
    pub fn summary(&self, rows: &RecordSet) -> String {
        if let Some(words) = &self.summary {
            return words.clone();
        }
        let Some(first) = self.acts.first() else { return String::new() };
        let (what, joined) = first.phrase();
        let mut councils: Vec<CouncilId> = self.acts.iter().filter_map(Act::council).collect();
        councils.sort_unstable();
        councils.dedup();
        match (self.acts.as_slice(), first, councils.as_slice()) {
            ([_], Act::Round(act), _) => format!("{what} {joined} round {}", act.code),
            ([_], Act::Open(act), _) => format!("{what} {joined} round {}", act.quarter),
            ([_], Act::Categories(_), _) => "list of categories".to_owned(),
            ([_], Act::Item(_) | Act::Mapping(_), []) => what.to_owned(),
            (sheets, Act::Mapping(_), []) => format!("columns of {} confirmed", pluralize(sheets.len(), "sheet")),
            (acts, Act::TakeIn(_), []) => format!("{} taken into the inbox", pluralize(acts.len(), "reply")),
            (_, _, [one]) => match rows.council(*one) {
                Ok(council) => format!("{what} {joined} {}{}", council.name.sanitized(), self.summary_suffix()),
                Err(_) => format!("{what} {joined} a council"),
            },
            (acts, _, []) => format!("{what} {joined} {}", pluralize(acts.len(), "council")),
            (_, _, many) => format!("{what} {joined} {}", pluralize(many.len(), "council")),
        }
    }
}

impl Change {
    /// The records made together with a meeting (`, progress on 3 priorities, update given`), and the source of a
    /// return.
    fn summary_suffix(&self) -> String {
        let mut words = String::new();
        if self.acts.len() > 1 && self.acts[1..].iter().any(|act| matches!(act, Act::Item(_))) {
            words.push_str(", from the inbox");
        }
        if matches!(self.acts.first(), Some(Act::Meeting(_))) {
            let noted = self.acts.iter().filter(|act| matches!(act, Act::Progress(_))).count();
            if noted > 0 {
                words.push_str(&format!(", progress on {}", pluralize(noted, "priority")));
            }
            if self.acts.iter().any(|act| matches!(act, Act::Update(_))) {
                words.push_str(", update given");
            }
        }
        words
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
