//! The reasons for a line of the plan, in words (charter rule 16).

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
    Fixed,
    /// In days; `None` for never.
    Unseen {
        days: Option<i64>,
    },
    /// The method that it asked for; `None` if not stated.
    PreferredMethod {
        method: Option<Method>,
    },
    /// The council's only coming meeting in the period.
    OnlyMeeting,
    ChangedPriorities,
    /// Open promises to the council.
    OpenPromises {
        promises: usize,
    },
    TimeAssumed,
    NobodyOnDuty {
        on: NaiveDate,
        /// The duty that the meeting would need, with travel.
        from: NaiveDateTime,
        until: NaiveDateTime,
        /// Whether somebody is on duty for a part of that day.
        in_part: bool,
    },
    OfficersTaken {
        on: NaiveDate,
        /// The label of each officer, and the council that takes the officer.
        by: Vec<(String, CouncilId)>,
    },
    /// Digital, because attending in person would take longer; the reasons against that follow.
    NotInPerson,
    WrittenKeeps {
        asked: bool,
    },
    CallOrWrite,
    /// A written update, although the council asked to be met in person.
    WrittenFallsShort,
    WrittenPossible,
    NoMeeting,
    /// The sergeant excluded this meeting, or with `None` the council.
    LeftOut {
        on: Option<NaiveDate>,
    },
    PromiseKept,
    ContactNotRequired,
    NothingPromised,
}

impl PlanReason {
    /// Whether it speaks for the council, rather than against the visit.
    fn is_merit(&self) -> bool {
        use PlanReason::{ChangedPriorities, Fixed, OnlyMeeting, OpenPromises, PreferredMethod, Unseen};
        matches!(
            self,
            Fixed | Unseen { .. } | PreferredMethod { .. } | OnlyMeeting | ChangedPriorities | OpenPromises { .. }
        )
    }

    /// `name` gives the name of a council.
    pub fn describe(&self, name: &dyn Fn(CouncilId) -> String) -> String {
        match self {
            Self::Fixed => "chosen by hand".to_owned(),
            Self::Unseen { days: None } => "never seen".to_owned(),
            Self::Unseen { days: Some(days) } => {
                format!("not seen for {}", pluralize(usize::try_from(*days).unwrap_or(0), "day"))
            }
            Self::PreferredMethod { method } => describe_method(method.as_ref()),
            Self::OnlyMeeting => "the only meeting in the period".to_owned(),
            Self::ChangedPriorities => "its priorities have changed".to_owned(),
            Self::OpenPromises { promises } => format!("{} outstanding", pluralize(*promises, "action")),
            Self::TimeAssumed => format!("time not known, {} assumed", format_time(ASSUMED_START)),
            Self::NobodyOnDuty { on, from, until, in_part } => describe_no_duty(*on, *from, *until, *in_part),
            Self::OfficersTaken { on, by } => describe_overlap(*on, by, name),
            Self::NotInPerson => format!("{}, as nobody can go in person", Way::Digital.label()),
            Self::WrittenKeeps { asked: true } => "a written update is enough: it asked for one".to_owned(),
            Self::WrittenKeeps { asked: false } => "a written update is enough".to_owned(),
            Self::CallOrWrite => "it asked for a phone call: a call or a written update is enough".to_owned(),
            Self::WrittenFallsShort => "it asked to be met in person, so a written update is not enough".to_owned(),
            Self::WrittenPossible => "a written update can still be chosen".to_owned(),
            Self::NoMeeting => "no known meeting in the period".to_owned(),
            Self::LeftOut { on: Some(on) } => format!("the meeting on {} is left out by hand", format_day(*on)),
            Self::LeftOut { on: None } => "left out by hand".to_owned(),
            Self::PromiseKept => "it has had its contact this quarter".to_owned(),
            Self::ContactNotRequired => "it said that no contact is needed".to_owned(),
            Self::NothingPromised => "no contact is due".to_owned(),
        }
    }
}

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
    let describe = |(label, council): &(String, CouncilId)| {
        let officer = if is_number(label) { "officer " } else { "" };
        format!("{officer}{label} is at {}", name(*council))
    };
    let each: Vec<String> = by.iter().map(describe).collect();
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
