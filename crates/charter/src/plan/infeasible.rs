//! Why there is no plan: what was fixed by hand cannot be held.

use chrono::{NaiveDate, NaiveDateTime};

use super::reasons::{format_day, format_time};
use super::types::Way;
use crate::english::join_list;
use crate::ids::CouncilId;

/// Why what was fixed by hand cannot be held, all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Infeasible {
    /// The council has no such meeting ahead.
    NoSuchMeeting {
        council: CouncilId,
        /// The day that was fixed; `None` where a day is wanted and was not given.
        on: Option<NaiveDate>,
    },
    /// More than one thing is fixed for one council.
    Twice { council: CouncilId },
    /// "Not needed" was fixed.
    NotAChoice { council: CouncilId },
    NoDuty {
        /// The council, the day and the way that were fixed.
        fixed: (CouncilId, NaiveDate, Way),
        /// When duty would have to begin.
        from: NaiveDateTime,
        /// When it would have to end.
        until: NaiveDateTime,
    },
    /// Each could be done, but not all of them.
    Together {
        /// The councils, days and ways: none can be taken away without the others becoming possible.
        fixed: Vec<(CouncilId, NaiveDate, Way)>,
    },
}

impl Infeasible {
    /// What is the matter and what to do; `name` says what a council is called.
    pub fn describe(&self, name: &dyn Fn(CouncilId) -> String) -> String {
        let said = |(council, on, way): &(CouncilId, NaiveDate, Way)| {
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
                said(fixed),
                format_time(from.time()),
                format_time(until.time())
            ),
            Self::Together { fixed } => {
                let each: Vec<String> = fixed.iter().map(said).collect();
                let each: Vec<&str> = each.iter().map(String::as_str).collect();
                format!("{} cannot all be attended by those on duty; drop one of them", join_list(&each))
            }
        }
    }
}
