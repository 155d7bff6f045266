//! Which meetings to attend with the duty days that there are (charter rules 13 to 16).
//!
//! [`PlanDraft::solve`] takes the councils whose promise is to be kept ([`Obligation`]), their meetings ([`CandidateMeeting`]), the
//! officers on duty ([`Duty`]) and the sergeant's own choices ([`FixedChoice`]), and proposes one [`PlanLine`] for each
//! council with its reasons ([`PlanReason`]).
//!
//! | module | does |
//! | --- | --- |
//! | `types`, `input` | the input of a plan, and building it from the lists |
//! | `proposal`, `reasons`, `infeasible` | the proposed plan, why each line says what it says, and choices that can't be kept |
//! | `duty`, `parse_duty`, `describe_duty` | when somebody is on duty, parsing it, and saying how it was understood |
//! | `score` | what is maximised, as one number of several digits |
//! | `cases`, `visits` | each council of the input, and every way to attend each of its meetings |
//! | `components`, `assignment`, `branch_and_bound` | the best choice of visits, with proof that there is no better one |
//! | `solve`, `lines` | runs the search, and turns the choice into lines |
//! | `draft`, `superseded` | a plan that a person edits, and the earlier plans that it replaces when it is accepted |

mod assignment;
mod branch_and_bound;
mod cases;
mod components;
mod describe_duty;
mod draft;
mod duty;
mod infeasible;
mod input;
mod lines;
mod parse_duty;
mod proposal;
mod reasons;
mod score;
mod solve;
mod superseded;
mod types;
mod visits;

pub use draft::{PlanDraft, needs_planning};
pub use duty::Duty;
pub use infeasible::Infeasible;
pub use input::{PlanInput, intent};
pub use parse_duty::DutyError;
pub use proposal::{Plan, PlanLine};
pub use reasons::PlanReason;
pub use superseded::{PlanChange, PlanChangeKind, count_changes};
pub use types::{CandidateMeeting, FixedChoice, Obligation, Way};

#[cfg(test)]
mod tests;
