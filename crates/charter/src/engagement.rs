//! The team's contact with a council, and the promise of one engagement a quarter (charter rules 5, 14).
//!
//! Like a status, a promise is derived and never typed: `QuarterPromise::derive` derives it from the quarter's
//! facts on or before the as-at date. Each council has exactly one promise, so the groups add up.

use chrono::NaiveDate;

use super::calendar::format_short;
use super::meeting::{Attendance, Reason};
use super::public_event::EventKind;
use super::returns::{Frequency, Method, Wish};
use super::round::Round;
use super::update::UpdateChannel;
use crate::english::normalize_key;
use crate::string_enum;

/// How the words begin where no contact is due in the quarter.
const NONE_DUE: &str = "none due";

string_enum! {
    /// The promise of a quarter (charter rule 14).
    Promise {
        /// Taking part, no contact yet.
        Owed = "owed", "owed";
        /// The diary has a meeting in the quarter.
        Planned = "planned", "planned";
        Met = "met", "met";
        /// Given an update in writing or in a call, without a meeting.
        Written = "written", "written";
        /// A person decided, with a reason, that no engagement is needed.
        Excused = "excused", "excused";
        /// The team missed a meeting, and attended none since.
        Missed = "missed", "missed";
        NotWanted = "not-wanted", "not wanted";
        NotOffered = "not-offered", "not offered";
    }
}

impl Promise {
    /// Whether the promise was made: the base of every rate.
    pub fn was_made(self) -> bool {
        !matches!(self, Self::NotOffered | Self::NotWanted)
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Owed | Self::Planned | Self::Missed)
    }
}

/// Contact in all quarters, as at a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Engagement {
    /// The last meeting attended in person or digitally.
    pub last_seen_on: Option<NaiveDate>,
    /// The next known meeting that is not cancelled, today included.
    pub next_meeting_on: Option<NaiveDate>,
}

/// Contact in the quarter of a round, as at a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuarterFacts {
    /// The last meeting attended in person or digitally.
    pub(crate) met_on: Option<NaiveDate>,
    /// The last written update, instead of attendance or by itself.
    pub(crate) written_on: Option<NaiveDate>,
    pub(crate) called_on: Option<NaiveDate>,
    /// The last event for the public that the sergeant counts as contact (rule 30).
    pub(crate) event: Option<(NaiveDate, EventKind)>,
    /// The last meeting that was not attended, and its reason.
    pub missed: Option<(NaiveDate, Option<Reason>)>,
    /// The next meeting that the team plans to attend.
    pub(crate) planned_on: Option<NaiveDate>,
    /// The last planned meeting in the past without a record.
    pub unrecorded_on: Option<NaiveDate>,
    /// The last update of any sort, also after the quarter.
    pub(crate) last_update_on: Option<NaiveDate>,
    /// The last day on which an action was done or a priority was closed with a result, also after the quarter.
    pub news_on: Option<NaiveDate>,
    pub(crate) excused_on: Option<NaiveDate>,
    /// Whether priorities that were agreed in an earlier round are still open.
    pub has_earlier_priorities: bool,
}

/// The part of a meeting that a promise depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingFact {
    pub on: NaiveDate,
    pub attendance: Option<Attendance>,
    pub reason: Option<Reason>,
    pub planned: bool,
    pub cancelled: bool,
}

impl QuarterFacts {
    /// Meetings outside the quarter are ignored.
    pub fn add_meeting(&mut self, round: &Round, as_at: NaiveDate, fact: MeetingFact) {
        let on = fact.on;
        let called_off = fact.cancelled || fact.reason == Some(Reason::CouncilCancelled);
        if called_off || on < round.starts_on || on > round.ends_on {
            return;
        }
        // A fact of a later day is not known yet as at this day; the plan is.
        match fact.attendance.filter(|_| on <= as_at) {
            None if !fact.planned => {}
            None if on >= as_at => self.planned_on = Some(self.planned_on.map_or(on, |known| known.min(on))),
            None => self.unrecorded_on = self.unrecorded_on.max(Some(on)),
            Some(Attendance::InPerson | Attendance::Digital) => self.met_on = self.met_on.max(Some(on)),
            Some(Attendance::Written) => {
                self.written_on = self.written_on.max(Some(on));
                self.last_update_on = self.last_update_on.max(Some(on));
            }
            Some(Attendance::NotAttended) => {
                if self.missed.is_none_or(|(known, _)| known <= on) {
                    self.missed = Some((on, fact.reason));
                }
            }
        }
    }

    /// An update counts as news at any time; it keeps the promise only within the quarter.
    pub fn add_update(&mut self, round: &Round, as_at: NaiveDate, on: NaiveDate, how: UpdateChannel) {
        if on < round.starts_on || on > as_at {
            return;
        }
        self.last_update_on = self.last_update_on.max(Some(on));
        if on <= round.ends_on {
            match how {
                UpdateChannel::Written => self.written_on = self.written_on.max(Some(on)),
                UpdateChannel::Call => self.called_on = self.called_on.max(Some(on)),
                // The meeting's own record counts.
                UpdateChannel::Meeting => {}
            }
        }
    }

    /// An event that counts as contact with the council. It keeps the promise only within the quarter.
    pub fn add_event(&mut self, round: &Round, as_at: NaiveDate, on: NaiveDate, kind: EventKind) {
        let is_known = (round.starts_on..=round.ends_on).contains(&on) && on <= as_at;
        if is_known && self.event.is_none_or(|(known, _)| known <= on) {
            self.event = Some((on, kind));
        }
    }

    /// News for the council: an action done, or a priority closed.
    pub fn add_news(&mut self, round: &Round, as_at: NaiveDate, on: NaiveDate) {
        if on >= round.starts_on && on <= as_at {
            self.news_on = self.news_on.max(Some(on));
        }
    }

    pub fn add_excuse(&mut self, as_at: NaiveDate, on: NaiveDate) {
        if on <= as_at {
            self.excused_on = Some(self.excused_on.map_or(on, |known| known.min(on)));
        }
    }

    /// Whether a council with agreed priorities is owed an update (ours): it was given none since the quarter began, or none
    /// since an action was done or a priority was closed.
    pub(crate) fn update_is_owed(&self, round: &Round, as_at: NaiveDate) -> bool {
        as_at >= round.starts_on
            && match (self.last_update_on, self.news_on) {
                (None, _) => true,
                (Some(update), Some(news)) => news > update,
                (Some(_), None) => false,
            }
    }
}

/// The part of the current return that a promise depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ContactPreference<'a> {
    /// `None` without a return.
    pub wish: Option<Wish>,
    pub frequency: Option<&'a Frequency>,
    pub method: Option<&'a Method>,
}

impl ContactPreference<'_> {
    /// Whether the council wants no meetings, by its method or by its own words for the frequency.
    ///
    /// Six-monthly, yearly and as needed are no refusal: the promise stays one engagement a quarter (rule 5).
    fn declines_meetings(&self) -> bool {
        let says_none = |words: &str| {
            matches!(
                normalize_key(words).as_str(),
                "not required" | "none" | "never" | "no" | "not needed" | "not at all"
            )
        };
        self.method == Some(&Method::NotRequired)
            || matches!(self.frequency, Some(Frequency::Other(words)) if says_none(words))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterPromise {
    pub promise: Promise,
    /// The day of the deciding meeting, event, update or decision.
    pub on: Option<NaiveDate>,
    /// The kind of the event that keeps it, if no meeting does.
    pub event: Option<EventKind>,
    pub reason: Option<Reason>,
    /// Whether its current return says that it does not take part.
    pub has_declined: bool,
    /// A past meeting of the quarter without a record, while the promise is still to be kept.
    pub unrecorded_on: Option<NaiveDate>,
}

impl QuarterPromise {
    /// A council takes part if its return of this round says so. A kept promise counts, whatever the council wanted.
    /// A decision excuses only what comes after it: an earlier missed meeting stays missed.
    pub(crate) fn derive(wanted: ContactPreference<'_>, facts: &QuarterFacts) -> Self {
        let mut event = None;
        let (promise, on, reason) = if wanted.wish != Some(Wish::Yes) {
            (Promise::NotOffered, None, None)
        } else if let Some(on) = facts.met_on {
            (Promise::Met, Some(on), None)
        } else if let Some((on, kind)) = facts.event {
            event = Some(kind);
            (Promise::Met, Some(on), None)
        } else if let Some(on) = facts.called_on.filter(|_| wanted.method == Some(&Method::Phone)) {
            // For a council that asked for the phone, a call counts as met.
            (Promise::Met, Some(on), None)
        } else if let Some(on) = facts.written_on.max(facts.called_on) {
            (Promise::Written, Some(on), None)
        } else if wanted.declines_meetings() {
            (Promise::NotWanted, None, None)
        } else {
            Self::derive_unmet(facts)
        };
        let unrecorded_on = facts.unrecorded_on.filter(|_| promise.is_open());
        let has_declined = wanted.wish == Some(Wish::No);
        Self { promise, on, event, reason, has_declined, unrecorded_on }
    }

    fn derive_unmet(facts: &QuarterFacts) -> (Promise, Option<NaiveDate>, Option<Reason>) {
        match (facts.excused_on, facts.missed, facts.planned_on) {
            (Some(excused), missed, _) if missed.is_none_or(|(missed, _)| missed >= excused) => {
                (Promise::Excused, Some(excused), None)
            }
            (_, Some((on, reason)), _) => (Promise::Missed, Some(on), reason),
            (_, None, Some(on)) => (Promise::Planned, Some(on), None),
            (_, None, None) => (Promise::Owed, None, None),
        }
    }

    /// The promise as a sentence without its full stop: `Quarterly contact: met 3 Oct`.
    pub fn describe(&self, round: &Round, as_at: NaiveDate) -> String {
        let explanation = self.explain(round, as_at);
        match explanation.strip_prefix(NONE_DUE) {
            Some(why) => format!("No quarterly contact due{why}"),
            None => format!("Quarterly contact: {explanation}"),
        }
    }

    /// For example `missed: the meeting of 10 Oct, off duty`.
    pub fn explain(&self, round: &Round, as_at: NaiveDate) -> String {
        let day = self.on.map_or_else(String::new, |on| format_short(on, as_at));
        let explanation = match self.promise {
            Promise::Owed if as_at > round.ends_on => {
                format!("owed: the quarter ended {}", format_short(round.ends_on, as_at))
            }
            Promise::Owed => format!("owed by {}", format_short(round.ends_on, as_at)),
            Promise::Planned => format!("planned for {day}"),
            Promise::Met => match self.event {
                None => format!("met {day}"),
                Some(EventKind::Surgery) => format!("met {day} at a surgery"),
                Some(EventKind::StreetBriefing) => format!("met {day} at a street briefing"),
                Some(EventKind::Committee | EventKind::Other) => format!("met {day} at an event for the public"),
            },
            Promise::Written => format!("written update given {day}, no meeting"),
            Promise::Excused => format!("excused, decided {day}"),
            Promise::Missed => {
                let why = self.reason.map_or_else(String::new, |reason| format!(", {reason}"));
                format!("missed: the meeting of {day}{why}")
            }
            Promise::NotWanted => format!("{NONE_DUE}: the council asked for no meetings"),
            Promise::NotOffered if self.has_declined => format!("{NONE_DUE}: it declined"),
            Promise::NotOffered => format!("{NONE_DUE}: it has not said that it takes part"),
        };
        match self.unrecorded_on {
            Some(on) => {
                format!("{explanation}; the outcome of the meeting of {} is not recorded", format_short(on, as_at))
            }
            None => explanation,
        }
    }
}

#[cfg(test)]
#[path = "engagement_tests.rs"]
mod tests;
