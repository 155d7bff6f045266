//! Which meetings to attend with the duty days that there are (charter rules 13 to 16).
//!
//! [`solve`] takes the councils whose promise is to be kept ([`Obligation`]), their meetings ([`CandidateMeeting`]), who is on duty
//! when ([`Duty`]) and what the sergeant has fixed by hand ([`FixedChoice`]), and proposes one [`PlanLine`] for each council, each
//! with its reasons ([`PlanReason`]).
//!
//! | module | does |
//! | --- | --- |
//! | `ask` | the question from what the lists know, and a plan as a change |
//! | `types`, `reasons`, `clash` | what goes in and what comes out, and how it is said |
//! | `duty`, `duty_text` | when somebody is on duty, and how a person types it |
//! | `worth` | what is aimed for, as a number of several digits |
//! | `councils`, `visits` | the question, put in order: each council, and every way to attend each of its meetings |
//! | `parts`, `bound`, `search` | the best choice of visits, and the proof that there is no better one |
//! | `lines`, `solve` | the choice, said as lines |
//! | `sketch`, `drop_superseded` | a plan in the making that a person changes, and what it gives up when it is accepted |

mod assignment;
mod branch_and_bound;
mod cases;
mod components;
mod draft;
mod duty;
mod infeasible;
mod input;
mod lines;
mod parse_duty;
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
pub use reasons::PlanReason;
pub use solve::solve;
pub use types::{ASSUMED_START, CandidateMeeting, FixedChoice, Obligation, Plan, PlanLine, Rules, Way};

#[cfg(test)]
mod tests;
