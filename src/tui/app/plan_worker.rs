//! Planning on the worker thread: roster, obligations, solution.

use std::fs;

use charter::diary::DiaryLine;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::meeting::Meeting;
use charter::plan::{Duty, PlanDraft, PlanInput};
use charter::priority_line::PriorityLine;
use desk::duty_roster::{self, OffDutyWords};
use formats::ics;
use store::Store;

use crate::tui::app::date_range::DateRange;
use crate::tui::app::queries;
use crate::tui::app::task_error::{MAX_ROSTER_BYTES, RosterError, TaskError, UnreadableRoster};
use crate::tui::screens::plan::state::{PlanQuery, PlanScreen};

/// Reads the roster and the meetings, and solves the plan.
///
/// # Errors
/// The database or the roster can't be read, or the fixed choices are infeasible.
pub fn make_plan(store: &Store, query: PlanQuery, off_duty: &[String]) -> Result<PlanScreen, TaskError> {
    let diary = store.diary(query.days.from, query.days.until)?;
    let priorities = queries::priorities(store, query.round, query.as_at)?;
    let mut planned = store.meetings(Some([query.days.from, query.days.until]))?;
    planned.retain(|meeting| is_in_query(meeting, &query));
    solve(query, &diary, &priorities, planned, off_duty)
}

/// Keeps meetings that are `planned` already, if possible.
///
/// # Errors
/// The roster can't be read, or the fixed choices are infeasible.
pub fn solve(
    query: PlanQuery,
    diary: &[DiaryLine],
    priorities: &[PriorityLine],
    planned: Vec<Meeting>,
    off_duty: &[String],
) -> Result<PlanScreen, TaskError> {
    let PlanQuery { days, as_at, lines, mut duties, roster, subject, .. } = query;
    let mut warnings = Vec::new();
    if let Some(path) = &roster {
        let words = OffDutyWords::new(off_duty);
        duties.extend(read_roster(path, days, &words, &mut warnings)?);
    }
    let mut draft = PlanDraft::new(PlanInput::from_lists(&lines, priorities, diary, as_at), duties, as_at);
    let name = |id: CouncilId| {
        let line = lines.iter().find(|line| line.id == id);
        line.map_or_else(|| "a council".to_owned(), |line| line.name.sanitized().into_owned())
    };
    let solved = draft.solve_releasing_fixed();
    let (plan, dropped) = solved.map_err(|infeasible| TaskError::Infeasible(infeasible.describe(&name)))?;
    let dropped = dropped.len();
    let diary = diary.iter().filter(|line| draft.obligations.iter().any(|owed| owed.council == line.council));
    let diary = diary.cloned().collect();
    let mut screen = PlanScreen::new(draft, plan, days, subject);
    (screen.diary, screen.planned, screen.dropped, screen.warnings) = (diary, planned, dropped, warnings);
    Ok(screen)
}

/// A planned future meeting of a council in the query.
pub fn is_in_query(meeting: &Meeting, query: &PlanQuery) -> bool {
    meeting.is_planned() && meeting.facts.on >= query.as_at && query.lines.iter().any(|line| line.id == meeting.council)
}

fn read_roster(
    path: &str,
    days: DateRange,
    words: &OffDutyWords,
    warnings: &mut Vec<String>,
) -> Result<Vec<Duty>, RosterError> {
    let bytes = read(path).map_err(|why| RosterError::Unreadable { path: path.to_owned(), why })?;
    let roster = ics::read_roster(&bytes, [days.from, days.until])
        .map_err(|error| RosterError::Calendar { path: path.to_owned(), error })?;
    let (duties, left_out) = duty_roster::duties(&roster.shifts, words);
    if !left_out.is_empty() {
        let entries = pluralize(left_out.len(), "entry");
        warnings
            .push(format!("Not counted as duty in the roster: {entries}: {}.", duty_roster::list_skipped(&left_out)));
    }
    if let Some((line, why)) = roster.unreadable.first() {
        let unread = pluralize(roster.unreadable.len(), "entry");
        warnings.push(format!("{unread} of the roster could not be read; line {line}: {why}"));
    }
    Ok(duties)
}

/// Refuses devices and pipes, which may never end.
fn read(path: &str) -> Result<Vec<u8>, UnreadableRoster> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(UnreadableRoster::NotAFile);
    }
    if metadata.len() > MAX_ROSTER_BYTES {
        return Err(UnreadableRoster::TooLarge);
    }
    Ok(fs::read(path)?)
}
