//! An act edits one record; a change is the acts that are made together.

use chrono::NaiveDate;

use super::dated_fields::FOR_EARLIER_DAYS;
use super::moment::Moment;
use super::{
    AddCouncil, AddToInbox, AgreePriorities, AnnounceTeam, ClosePriority, ConfirmColumns, DiscardLetter, DraftLetter,
    EditCouncil, EditList, EditRound, ImportBaseline, ImportRecords, IssueReport, LearnAlias, MarkBounced, MarkSent,
    NameOfficer, OpenRound, RecordAction, RecordArea, RecordContact, RecordEvent, RecordExcuse, RecordLetter,
    RecordMeeting, RecordProgress, RecordReply, RecordRequest, RecordReturn, RecordReview, RecordTeam, RecordUpdate,
    ResolveConflict, ResolveItem, SyncCouncil, TagPriority, WriteNote,
};
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal};
use crate::english::pluralize;
use crate::ids::CouncilId;

/// Declares each act: the words and the preposition of its summary (`return` `of`), the council that it is about, the
/// records that it needs, and its edits.
macro_rules! acts {
    (|$act:ident, $rows:ident, $ids:ident, $moment:ident|
     $($(#[$meta:meta])* $variant:ident($data:ty): $phrase:expr, $council:expr, $needs:expr, $edits:expr;)+) => {
        #[derive(Clone, Debug, PartialEq)]
        pub enum Act {
            $($(#[$meta])* $variant($data),)+
        }

        #[allow(unused_variables, reason = "not every act uses all of them")]
        impl Act {
            /// The records that [`Change::edits`] must receive for this act.
            pub fn needs(&self) -> Vec<Need> {
                match self { $(Self::$variant($act) => $needs,)+ }
            }

            pub fn council(&self) -> Option<CouncilId> {
                match self { $(Self::$variant($act) => $council,)+ }
            }

            fn phrase(&self) -> (&'static str, &'static str) {
                match self { $(Self::$variant($act) => $phrase,)+ }
            }

            fn edits(
                &self,
                $rows: &RecordSet,
                $ids: &mut IdAllocator,
                $moment: Moment,
            ) -> Result<Vec<Edit>, Refusal> {
                match self { $(Self::$variant($act) => $edits,)+ }
            }
        }
    };
}

acts! {
    |act, rows, ids, moment|
    Return(RecordReturn):
        ("return", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    AgreePriorities(AgreePriorities):
        ("agreed priorities", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    ResolveConflict(ResolveConflict):
        ("settled conflict", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    Reply(RecordReply):
        ("reply", "from"), Some(act.council), vec![Need::council(act.council), Need::round(act.round)],
        act.edits(rows, ids, moment);
    /// Records or corrects a meeting.
    Meeting(RecordMeeting):
        ("meeting", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    Note(WriteNote):
        ("note", "on"), Some(act.council), vec![Need::council(act.council)], act.edits(rows, ids);
    Council(EditCouncil):
        ("details", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    /// Records or amends a contact.
    Contact(RecordContact):
        ("contact", "of"), act.councils.first().copied(), act.needs(), act.edits(rows, ids, moment);
    MarkBounced(MarkBounced):
        ("bounced address", "of"), Some(act.council), act.needs(), Ok(act.edits(rows));
    Letter(RecordLetter):
        ("letter", "to"), Some(act.council), act.needs(), act.edits(rows, ids);
    DraftLetter(DraftLetter):
        (act.draft.kind.drafted(), "for"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    /// Puts a drafted letter on record as sent, with what it was sent for.
    MarkSent(MarkSent):
        (act.letter.draft.kind.sent(), "to"), Some(act.letter.council), act.needs(), act.edits(rows, ids, moment);
    DiscardLetter(DiscardLetter):
        ("drafted letter discarded", "for"), Some(act.letter.council), act.needs(), act.edits(rows);
    Round(EditRound):
        ("dates", "of"), None, act.needs(), act.edits(rows, ids);
    /// Opens a new round and, if the day of the letter is known, invites every active council.
    OpenRound(OpenRound):
        ("opening", "of"), None, vec![Need::AllCouncils, Need::AllRounds], act.edits(rows, ids);
    /// The answers of an earlier round, and the round itself if it is not open.
    Baseline(ImportBaseline):
        ("baseline", "of"), None, act.needs(), act.edits(rows, ids, moment);
    /// New records of a table that another database exported.
    Records(ImportRecords):
        ("table", "of"), None, act.needs(), act.edits(rows, ids, moment);
    Action(RecordAction):
        ("action", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    Progress(RecordProgress):
        ("progress", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    Review(RecordReview):
        ("review", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    /// Closes a priority with a result, or reopens it.
    Close(ClosePriority):
        (if act.closed.is_some() { "result" } else { "reopened priority" }, "of"), Some(act.council), act.needs(),
        act.edits(rows, moment);
    Update(RecordUpdate):
        ("update", "to"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    Excuse(RecordExcuse):
        ("decision", "on"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    AnnounceTeam(AnnounceTeam):
        ("new team announced", "to"), Some(act.council), act.needs(), act.edits(rows, moment);
    /// Records a team, or changes its record.
    Team(RecordTeam):
        ("team", "of"), None, act.needs(), act.edits(rows, ids);
    /// Records a county or district, or changes its record.
    Area(RecordArea):
        ("area", "of"), None, act.needs(), act.edits(rows, ids);
    /// Records what a public body asked for, or changes its record.
    Request(RecordRequest):
        ("request", "of"), None, act.needs(), act.edits(rows, ids, moment);
    /// Keeps a report as it was issued.
    IssueReport(Box<IssueReport>):
        ("issued report", "to"), None, act.needs(), act.edits(rows, ids, moment);
    /// Records a surgery, a street briefing or a meeting of a committee, or changes its record.
    Event(RecordEvent):
        (act.facts.kind.label(), "for"), act.councils.first().copied(), act.needs(), act.edits(rows, ids, moment);
    Officer(NameOfficer):
        ("named contact", "of"), Some(act.council), act.needs(), act.edits(rows, ids);
    /// Replaces a list of names: the categories, the aims.
    List(EditList):
        ("edit", "of"), None, act.needs(), act.edits(rows, ids);
    /// Says which aims a priority serves.
    Tag(TagPriority):
        ("aims", "of"), Some(act.council), act.needs(), act.edits(rows);
    AddToInbox(AddToInbox):
        ("reply imported", "for"), None, act.needs(), Ok(act.edits(rows, ids));
    Item(ResolveItem):
        act.phrase(), act.council(), act.needs(), act.edits(rows, ids, moment);
    LearnAlias(LearnAlias):
        ("alias", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
    Mapping(ConfirmColumns):
        ("columns of a sheet confirmed", "for"), None, act.needs(), Ok(act.edits(rows, ids));
    /// Adds a council from a register.
    AddCouncil(AddCouncil):
        ("register", "of"), None, vec![Need::AllTeams, Need::AllAreas], act.edits(rows, ids);
    /// Updates a council from a register.
    SyncCouncil(SyncCouncil):
        ("register", "of"), Some(act.council), act.needs(), act.edits(rows, ids, moment);
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
            return Err(Refusal::Unchanged("everything is already recorded like this".to_owned()));
        }
        Ok(edits)
    }

    /// For example `return of Wem Town Council`, `reply from 6 councils`. `rows` hold the records before the change;
    /// dates of the year of `today` are without it.
    pub fn summary(&self, rows: &RecordSet, today: NaiveDate) -> String {
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
            ([_], Act::OpenRound(act), _) => format!("{what} {joined} round {}", act.quarter),
            ([_], Act::Baseline(act), _) => format!("{what} {joined} {}", pluralize(act.answers.len(), "council")),
            ([_], Act::Contact(act), _) => format!("{what}{}", act.describe(rows)),
            (_, Act::Team(act), _) => format!("team {}", act.facts.name.sanitized()),
            (_, Act::Area(act), _) => format!("{} {}", act.facts.level, act.facts.name.sanitized()),
            ([_], Act::Request(act), _) => format!("request of {}", act.facts.asked_by.sanitized()),
            ([_], Act::IssueReport(act), _) => act.describe(),
            ([_], Act::Event(act), _) => act.describe(),
            ([_], Act::List(act), _) => format!("list of {}", act.list),
            ([_], Act::Item(_) | Act::Mapping(_), []) => what.to_owned(),
            (sheets, Act::Mapping(_), []) => format!("columns of {} confirmed", pluralize(sheets.len(), "sheet")),
            (acts, Act::AddToInbox(_), []) => format!("{} imported", pluralize(acts.len(), "reply")),
            (_, _, [one]) => match rows.council(*one) {
                Ok(council) => {
                    let name = council.name.sanitized();
                    let words = match first {
                        Act::Meeting(act) => act.describe(&name, rows, today),
                        Act::Letter(act) => format!("{what} {joined} {name}{}", act.describe(today)),
                        Act::Council(act) => format!("{what} {joined} {name}{}", act.describe(council, rows, today)),
                        _ => format!("{what} {joined} {name}"),
                    };
                    format!("{words}{}", self.summary_suffix())
                }
                Err(_) => format!("{what} {joined} a council"),
            },
            (acts, _, []) => format!("{what} {joined} {}", pluralize(acts.len(), "council")),
            (_, Act::MarkSent(_), many) if self.has_several_kinds_of_letters() => {
                format!("letters sent to {}", pluralize(many.len(), "council"))
            }
            (_, Act::Council(act), many) => {
                let new_team = if act.is_new_team(rows) { ": a new team" } else { "" };
                let earlier = if self.completes_earlier_days(rows, today) { FOR_EARLIER_DAYS } else { "" };
                format!("{what} {joined} {}{new_team}{earlier}", pluralize(many.len(), "council"))
            }
            (_, _, many) => format!("{what} {joined} {}", pluralize(many.len(), "council")),
        }
    }

    /// Whether details that nobody knew are filled in for a council, for earlier days too.
    fn completes_earlier_days(&self, rows: &RecordSet, today: NaiveDate) -> bool {
        self.acts.iter().any(|act| match act {
            Act::Council(act) => {
                rows.council(act.council).is_ok_and(|council| act.completes_earlier_days(council, rows, today))
            }
            _ => false,
        })
    }

    fn has_several_kinds_of_letters(&self) -> bool {
        let kind = |act: &Act| match act {
            Act::MarkSent(sent) => Some(sent.letter.draft.kind),
            _ => None,
        };
        self.acts.windows(2).any(|pair| kind(&pair[0]) != kind(&pair[1]))
    }

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
