//! The work of a plan that is done beside the loop: reading the roster, putting the question together, solving it.

use std::fs;

use charter::diary::DiaryLine;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::meeting::Meeting;
use charter::plan::{Duty, PlanDraft, PlanInput};
use charter::priority_line::PriorityLine;
use desk::duty_roster;
use formats::ics;

use crate::tui::screens::plan::state::{PlanQuery, PlanScreen};
use crate::tui::ui::list_state::ListState;

/// Whether a meeting is planned already, to come, and of a council that the plan is about.
pub fn is_in_query(meeting: &Meeting, query: &PlanQuery) -> bool {
    meeting.is_planned() && meeting.facts.on >= query.as_at && query.lines.iter().any(|line| line.id == meeting.council)
}

/// Makes the plan. What is planned already is kept to if it can be.
///
/// # Errors
/// A sentence: the roster cannot be read.
pub fn make(
    query: PlanQuery,
    diary: &[DiaryLine],
    priorities: &[PriorityLine],
    planned: Vec<Meeting>,
) -> Result<PlanScreen, String> {
    let PlanQuery { days, as_at, lines, mut duties, roster, whom, .. } = query;
    let mut warnings = Vec::new();
    if let Some(path) = &roster {
        duties.extend(read_roster(path, &mut warnings)?);
    }
    let mut sketch = PlanDraft::new(PlanInput::from_lists(&lines, priorities, diary, as_at), duties, as_at);
    let name = |id: CouncilId| {
        let line = lines.iter().find(|line| line.id == id);
        line.map_or_else(|| "a council".to_owned(), |line| line.name.sanitized().into_owned())
    };
    let (plan, dropped) = sketch.solve_releasing_fixed().map_err(|clash| clash.describe(&name))?;
    let dropped = dropped.len();
    let diary = diary.iter().filter(|line| sketch.obligations.iter().any(|owed| owed.council == line.council));
    let diary = diary.cloned().collect();
    Ok(PlanScreen { sketch, plan, diary, planned, dropped, warnings, days, whom, list: ListState::default() })
}

fn read_roster(path: &str, warnings: &mut Vec<String>) -> Result<Vec<Duty>, String> {
    let bytes = read(path).map_err(|why| {
        format!("the roster {path} cannot be read ({why}); check the path, or type the duty days instead")
    })?;
    let roster = ics::read_roster(&bytes).map_err(|error| format!("the roster {path}: {error}"))?;
    let (duties, left_out) = duty_roster::duties(&roster.shifts);
    if let Some(first) = left_out.first() {
        warnings.push(format!(
            "Not counted as duty in the roster: {}, such as {first}.",
            pluralize(left_out.len(), "entry")
        ));
    }
    if let Some((line, why)) = roster.unreadable.first() {
        let unread = pluralize(roster.unreadable.len(), "entry");
        warnings.push(format!("{unread} of the roster could not be read; line {line}: {why}"));
    }
    Ok(duties)
}

/// The largest roster that is read, in bytes: a year of shifts is a hundredth of it.
const MAX_ROSTER_BYTES: u64 = 10_000_000;

/// Reads a file of some size: a device or a pipe could go on for ever.
fn read(path: &str) -> Result<Vec<u8>, String> {
    let known = fs::metadata(path).map_err(|error| error.to_string())?;
    if !known.is_file() {
        return Err("it is not a file".to_owned());
    }
    if known.len() > MAX_ROSTER_BYTES {
        return Err(format!("it is larger than {} MB", MAX_ROSTER_BYTES / 1_000_000));
    }
    fs::read(path).map_err(|error| error.to_string())
}
