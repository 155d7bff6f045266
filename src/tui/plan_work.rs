//! The work of a plan that is done beside the loop: reading the roster, putting the question together, solving it.

use std::fs;

use super::screens::plan::{PlanAsk, PlanScreen};
use crate::domain::diary::DiaryLine;
use crate::domain::ids::{CouncilId, MeetingId};
use crate::domain::meeting::Meeting;
use crate::domain::plan::{Duty, Question, Sketch};
use crate::domain::priority_line::PriorityLine;
use crate::domain::words::count;
use crate::exchange::{ics, shifts};

/// The meetings to come that are planned already, of the councils that the plan is about.
pub fn planned(diary: &[DiaryLine], asked: &PlanAsk) -> Vec<(CouncilId, MeetingId)> {
    let asked_about = |line: &&DiaryLine| asked.lines.iter().any(|known| known.id == line.council);
    let open =
        diary.iter().filter(|line| line.on >= asked.as_at && line.is_to_come(asked.as_at) && line.plan.is_some());
    open.filter(asked_about).filter_map(|line| Some((line.council, line.meeting?))).collect()
}

/// Makes the plan. What is planned already is kept to if it can be.
///
/// # Errors
/// A sentence: the roster cannot be read.
pub fn make(
    asked: PlanAsk,
    diary: &[DiaryLine],
    priorities: &[PriorityLine],
    planned: Vec<Meeting>,
) -> Result<PlanScreen, String> {
    let PlanAsk { days, as_at, lines, mut duties, roster, whom, .. } = asked;
    let mut told = Vec::new();
    if let Some(path) = &roster {
        duties.extend(read_roster(path, &mut told)?);
    }
    let mut sketch = Sketch::new(Question::ask(&lines, priorities, diary, as_at), duties, as_at);
    let (plan, given_up) = sketch.settle().map_err(|clash| clash.words(&|id| format!("council {id}")))?;
    let given_up = given_up.len();
    let diary = diary.iter().filter(|line| sketch.claims.iter().any(|claim| claim.council == line.council));
    let diary = diary.cloned().collect();
    Ok(PlanScreen { sketch, plan, diary, planned, given_up, told, days, whom, cursor: 0 })
}

fn read_roster(path: &str, told: &mut Vec<String>) -> Result<Vec<Duty>, String> {
    let bytes = fs::read(path).map_err(|error| {
        format!("the roster {path} cannot be read ({error}); check the path, or type the duty days instead")
    })?;
    let roster = ics::shifts(&bytes).map_err(|error| format!("the roster {path}: {error}"))?;
    let (duties, left_out) = shifts::duties(&roster.shifts);
    if let Some(first) = left_out.first() {
        told.push(format!("No duty in the roster: {}, as {first}.", count(left_out.len(), "entry")));
    }
    if let Some((line, why)) = roster.unreadable.first() {
        let unread = count(roster.unreadable.len(), "entry");
        told.push(format!("{unread} of the roster could not be read; line {line}: {why}"));
    }
    Ok(duties)
}
