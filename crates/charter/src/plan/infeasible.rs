//! Why there is no plan: fixed choices that cannot be kept.

use chrono::{NaiveDate, NaiveDateTime};

use super::reasons::{format_day, format_time};
use super::types::Way;
use crate::english::join_list;
use crate::ids::CouncilId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Infeasible {
    NoSuchMeeting {
        council: CouncilId,
        /// `None` if the choice needs a day and has none.
        on: Option<NaiveDate>,
    },
    /// Two fixed choices for one council.
    Twice { council: CouncilId },
    /// [`Way::NotNeeded`] cannot be fixed.
    NotAChoice { council: CouncilId },
    NoDuty {
        fixed: (CouncilId, NaiveDate, Way),
        /// The duty that the meeting would need, with travel.
        from: NaiveDateTime,
        until: NaiveDateTime,
    },
    /// Each choice alone is possible, but not all of them.
    Together {
        /// A minimal set: without any one of them, the others are possible.
        fixed: Vec<(CouncilId, NaiveDate, Way)>,
    },
}

impl Infeasible {
    /// The problem and the remedy; `name` gives the name of a council.
    pub fn describe(&self, name: &dyn Fn(CouncilId) -> String) -> String {
        let describe = |(council, on, way): &(CouncilId, NaiveDate, Way)| {
            format!("{} on {} ({way})", name(*council), format_day(*on))
        };
        match self {
            Self::NoSuchMeeting { council, on: Some(on) } => format!(
                "{} has no meeting ahead on {}; choose one of its meetings, or record this one first",
                name(*council),
                format_day(*on)
            ),
            Self::NoSuchMeeting { council, on: None } => {
                format!("no meeting of {} was named; choose one of its meetings", name(*council))
            }
            Self::Twice { council } => {
                format!("{} has more than one choice made by hand; keep only one", name(*council))
            }
            Self::NotAChoice { council } => format!(
                "“not needed” comes from what is recorded and cannot be chosen for {}; leave it out instead",
                name(*council)
            ),
            Self::NoDuty { fixed, from, until } => format!(
                "{} would take {} to {}, and nobody is on duty for all of it; drop it, or enter the duty",
                describe(fixed),
                format_time(from.time()),
                format_time(until.time())
            ),
            Self::Together { fixed } => {
                let each: Vec<String> = fixed.iter().map(describe).collect();
                let each: Vec<&str> = each.iter().map(String::as_str).collect();
                format!("{} cannot all be attended by those on duty; drop one of them", join_list(&each))
            }
        }
    }
}
