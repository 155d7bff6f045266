//! Why a line of the plan says what it says, in words (charter rule 16).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use schemars::JsonSchema;
use serde::Serialize;

use super::types::{ASSUMED_START, Way};
use crate::english::{join_list, pluralize};
use crate::ids::CouncilId;
use crate::returns::Method;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum PlanReason {
    /// The sergeant chose it.
    ByHand,
    /// How many days it has not been seen; `None` for never.
    Unseen {
        days: Option<i64>,
    },
    /// How it asked to be met; `None` if it did not say.
    Asked {
        method: Option<Method>,
    },
    /// It has no other meeting ahead in the period: the last candidate.
    OnlyMeeting,
    ChangedPriorities,
    /// Promises to it are open.
    Outstanding {
        promises: usize,
    },
    /// The time of the meeting is not known.
    TimeAssumed,
    /// Nobody is on duty for as long as it would take.
    NobodyOnDuty {
        /// The day of the meeting.
        on: NaiveDate,
        /// When duty would have to begin.
        from: NaiveDateTime,
        /// When it would have to end.
        until: NaiveDateTime,
        /// Whether somebody is on duty for a part of that day.
        in_part: bool,
    },
    /// Everybody who is on duty is taken.
    Taken {
        /// The day of the meeting.
        on: NaiveDate,
        /// Who, by label, and by which council.
        by: Vec<(String, CouncilId)>,
    },
    /// It is met digitally because in person would take longer; the reasons against that follow.
    NotInPerson,
    /// A written update keeps the promise.
    WrittenKeeps {
        asked: bool,
    },
    /// It asked for the phone: a call or a written update keeps the promise.
    CallOrWrite,
    /// A written update was chosen for a council that asked to be met in person.
    WrittenFallsShort,
    /// A written update can be chosen all the same.
    WrittenPossible,
    /// No meeting of it ahead is known.
    NoMeeting,
    /// The sergeant left this meeting out, or with `None` the council.
    LeftOut {
        /// The day of the meeting.
        on: Option<NaiveDate>,
    },
    /// The promise of the quarter is kept.
    KeptAlready,
    /// It asked not to be met.
    ContactNotRequired,
    /// Nothing is promised to it in the period.
    NothingPromised,
}

impl PlanReason {
    /// Whether it speaks for the council, rather than of what stands in the way.
    fn is_merit(&self) -> bool {
        use PlanReason::{Asked, ByHand, ChangedPriorities, OnlyMeeting, Outstanding, Unseen};
        matches!(self, ByHand | Unseen { .. } | Asked { .. } | OnlyMeeting | ChangedPriorities | Outstanding { .. })
    }

    /// In words; `name` says what a council is called.
    pub fn describe(&self, name: &dyn Fn(CouncilId) -> String) -> String {
        match self {
            Self::ByHand => "chosen by hand".to_owned(),
            Self::Unseen { days: None } => "never seen".to_owned(),
            Self::Unseen { days: Some(days) } => {
                format!("not seen for {}", pluralize(usize::try_from(*days).unwrap_or(0), "day"))
            }
            Self::Asked { method } => describe_method(method.as_ref()),
            Self::OnlyMeeting => "the only meeting in the period".to_owned(),
            Self::ChangedPriorities => "its priorities have changed".to_owned(),
            Self::Outstanding { promises } => format!("{} outstanding", pluralize(*promises, "action")),
            Self::TimeAssumed => format!("time not known, {} assumed", format_time(ASSUMED_START)),
            Self::NobodyOnDuty { on, from, until, in_part } => describe_no_duty(*on, *from, *until, *in_part),
            Self::Taken { on, by } => describe_overlap(*on, by, name),
            Self::NotInPerson => format!("{}, as nobody can go in person", Way::Digital.label()),
            Self::WrittenKeeps { asked: true } => "a written update is enough: it asked for one".to_owned(),
            Self::WrittenKeeps { asked: false } => "a written update is enough".to_owned(),
            Self::CallOrWrite => "it asked for a phone call: a call or a written update is enough".to_owned(),
            Self::WrittenFallsShort => "it asked to be met in person, so a written update is not enough".to_owned(),
            Self::WrittenPossible => "a written update can still be chosen".to_owned(),
            Self::NoMeeting => "no known meeting in the period".to_owned(),
            Self::LeftOut { on: Some(on) } => format!("the meeting on {} is left out by hand", format_day(*on)),
            Self::LeftOut { on: None } => "left out by hand".to_owned(),
            Self::KeptAlready => "it has had its contact this quarter".to_owned(),
            Self::ContactNotRequired => "it said that no contact is needed".to_owned(),
            Self::NothingPromised => "no contact is due".to_owned(),
        }
    }
}

/// Reasons as one text.
pub(super) fn describe_all(because: &[PlanReason], name: &dyn Fn(CouncilId) -> String) -> String {
    let mut text = String::new();
    let mut before: Option<&PlanReason> = None;
    for reason in because {
        let both_merits = reason.is_merit() && before.is_some_and(PlanReason::is_merit);
        text += match before {
            None => "",
            Some(PlanReason::NotInPerson) => ": ",
            Some(_) if both_merits => ", ",
            Some(_) => "; ",
        };
        text += &reason.describe(name);
        before = Some(reason);
    }
    text
}

fn describe_method(method: Option<&Method>) -> String {
    match method {
        None => "did not say how to be met".to_owned(),
        Some(Method::InPerson) => "asked to be met in person".to_owned(),
        Some(Method::Digital) => "asked to be met digitally".to_owned(),
        Some(Method::WrittenUpdate) => "asked for a written update".to_owned(),
        Some(Method::Phone) => "asked for a phone call".to_owned(),
        Some(Method::NotRequired) => "said that no contact is needed".to_owned(),
        Some(Method::Other(_)) => "asked for another method".to_owned(),
    }
}

fn describe_no_duty(on: NaiveDate, from: NaiveDateTime, until: NaiveDateTime, in_part: bool) -> String {
    let (from, until) = (format_time(from.time()), format_time(until.time()));
    match in_part {
        true => format!("nobody is on duty for all of {from} to {until} on {}", format_day(on)),
        false => format!("nobody is on duty on {}; it would take {from} to {until}", format_day(on)),
    }
}

fn describe_overlap(on: NaiveDate, by: &[(String, CouncilId)], name: &dyn Fn(CouncilId) -> String) -> String {
    let is_number = |label: &str| label.chars().all(|c| c.is_ascii_digit());
    let said = |(label, council): &(String, CouncilId)| {
        let officer = if is_number(label) { "officer " } else { "" };
        format!("{officer}{label} is at {}", name(*council))
    };
    let each: Vec<String> = by.iter().map(said).collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    format!("{} on {}", join_list(&each), format_day(on))
}

/// `18:30`.
pub(super) fn format_time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `Tue 14 Nov`.
pub(super) fn format_day(date: NaiveDate) -> String {
    date.format("%a %-d %b").to_string()
}
