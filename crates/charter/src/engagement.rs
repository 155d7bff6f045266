//! How the team and a council have met, and what became of the promise of one engagement a quarter (charter rules 5, 14).
//!
//! Like a status, a promise is derived and never typed: [`QuarterPromise::derive`] works it out from what happened in the quarter
//! on or before the as-at date. Each council has exactly one promise, so the groups add up.

use chrono::NaiveDate;

use super::calendar::format_short;
use super::meeting::{Attendance, Reason};
use super::returns::{Frequency, Method, Wish};
use super::round::Round;
use super::update::UpdateChannel;
use crate::english::normalize_key;
use crate::string_enum;

/// How the words begin where no contact is due in the quarter.
const NONE_DUE: &str = "none due";

string_enum! {
    /// What became of the promise of a quarter (charter rule 14).
    Promise {
        /// Taking part, and nothing has happened yet.
        Owed = "owed", "owed";
        /// A meeting of the quarter is in the diary.
        Planned = "planned", "planned";
        /// Met in person or digitally.
        Met = "met", "met";
        /// Told in writing or in a call, without a meeting.
        Written = "written", "written";
        /// A person decided, with a reason, that it need not be met.
        Excused = "excused", "excused";
        /// A meeting was not attended, and none since.
        Missed = "missed", "missed";
        /// The council wants no meetings.
        NotWanted = "not-wanted", "not wanted";
        /// The council does not take part.
        NotOffered = "not-offered", "not offered";
    }
}

impl Promise {
    /// Whether the promise was made: the base of every rate.
    pub fn was_made(self) -> bool {
        !matches!(self, Self::NotOffered | Self::NotWanted)
    }

    /// Whether it is still to be kept.
    pub fn is_to_be_kept(self) -> bool {
        matches!(self, Self::Owed | Self::Planned | Self::Missed)
    }
}

/// How the team and a council have met, whatever the quarter, as at a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Engagement {
    /// The last meeting attended in person or digitally.
    pub last_seen_on: Option<NaiveDate>,
    /// The next meeting of the council that is known and not called off, today's among them.
    pub next_meeting_on: Option<NaiveDate>,
}

/// What happened between the team and a council in the quarter of a round, as at a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuarterFacts {
    /// The last meeting attended in person or digitally.
    pub met_on: Option<NaiveDate>,
    /// The last written update, sent instead of being at a meeting or by itself.
    pub written_on: Option<NaiveDate>,
    /// The last call.
    pub called_on: Option<NaiveDate>,
    /// The last meeting that was not attended, and why.
    pub missed: Option<(NaiveDate, Option<Reason>)>,
    /// The next meeting that the team means to take part in.
    pub planned_on: Option<NaiveDate>,
    /// The last planned meeting that is past and of which nothing is recorded.
    pub unrecorded_on: Option<NaiveDate>,
    /// The last update of any sort, also after the quarter.
    pub told_on: Option<NaiveDate>,
    /// The last day on which something promised was done, or a priority closed with a result, also after the quarter.
    pub news_on: Option<NaiveDate>,
    /// The decision that the council need not be met in this round.
    pub excused_on: Option<NaiveDate>,
}

/// One meeting, as far as a promise depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingFact {
    pub on: NaiveDate,
    pub attendance: Option<Attendance>,
    pub reason: Option<Reason>,
    /// Whether it means to.
    pub planned: bool,
    pub cancelled: bool,
}

impl QuarterFacts {
    /// Takes a meeting into account. Those that are outside the quarter are left out.
    pub fn add_meeting(&mut self, round: &Round, as_at: NaiveDate, fact: MeetingFact) {
        let on = fact.on;
        let called_off = fact.cancelled || fact.reason == Some(Reason::CouncilCancelled);
        if called_off || on < round.starts_on || on > round.ends_on {
            return;
        }
        // What was recorded of a later day is not known yet: until then the meeting is planned, or is not.
        match fact.attendance.filter(|_| on <= as_at) {
            None if !fact.planned => {}
            None if on >= as_at => self.planned_on = Some(self.planned_on.map_or(on, |known| known.min(on))),
            None => self.unrecorded_on = self.unrecorded_on.max(Some(on)),
            Some(Attendance::InPerson | Attendance::Digital) => self.met_on = self.met_on.max(Some(on)),
            Some(Attendance::Written) => {
                self.written_on = self.written_on.max(Some(on));
                self.told_on = self.told_on.max(Some(on));
            }
            Some(Attendance::NotAttended) => {
                if self.missed.is_none_or(|(known, _)| known <= on) {
                    self.missed = Some((on, fact.reason));
                }
            }
        }
    }

    /// Takes an update into account. It tells the council something whenever it is; it keeps the promise in the quarter only.
    pub fn add_update(&mut self, round: &Round, as_at: NaiveDate, on: NaiveDate, how: UpdateChannel) {
        if on < round.starts_on || on > as_at {
            return;
        }
        self.told_on = self.told_on.max(Some(on));
        if on <= round.ends_on {
            match how {
                UpdateChannel::Written => self.written_on = self.written_on.max(Some(on)),
                UpdateChannel::Call => self.called_on = self.called_on.max(Some(on)),
                // Being at the meeting is recorded with the meeting.
                UpdateChannel::Meeting => {}
            }
        }
    }

    /// Takes something that a council should be told into account: an action done, a priority closed.
    pub fn add_news(&mut self, round: &Round, as_at: NaiveDate, on: NaiveDate) {
        if on >= round.starts_on && on <= as_at {
            self.news_on = self.news_on.max(Some(on));
        }
    }

    /// Takes a decision of this round into account.
    pub fn add_excuse(&mut self, as_at: NaiveDate, on: NaiveDate) {
        if on <= as_at {
            self.excused_on = Some(self.excused_on.map_or(on, |known| known.min(on)));
        }
    }

    /// Whether a council that takes part is owed an update (ours): in the quarter and after it, when it was told nothing
    /// since the quarter began, or nothing since something promised was done or a priority was closed.
    pub(crate) fn update_is_owed(&self, round: &Round, as_at: NaiveDate) -> bool {
        as_at >= round.starts_on
            && match (self.told_on, self.news_on) {
                (None, _) => true,
                (Some(told), Some(news)) => news > told,
                (Some(_), None) => false,
            }
    }
}

/// What the return in force says that a promise depends on.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContactPreference<'a> {
    /// The wish; empty without a return.
    pub wish: Option<Wish>,
    /// The frequency, if stated.
    pub frequency: Option<&'a Frequency>,
    /// The method, if stated.
    pub method: Option<&'a Method>,
}

impl ContactPreference<'_> {
    /// Whether the council wants no meetings: its method says so, or its own words for the frequency do.
    ///
    /// Six-monthly, yearly and as needed do not: the promise stays one engagement a quarter (rule 5).
    fn no_meetings(&self) -> bool {
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

/// The promise of a quarter as it stands, and what decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterPromise {
    pub promise: Promise,
    /// The day that decides it: of the meeting, the update, the decision.
    pub on: Option<NaiveDate>,
    /// Why the meeting was missed.
    pub reason: Option<Reason>,
    /// A meeting of the quarter that is past and of which nothing is recorded, while the promise is to be kept.
    pub unrecorded_on: Option<NaiveDate>,
}

impl QuarterPromise {
    /// Derives it. A council takes part if it said so in this round; a promise that was kept counts, whatever was wanted; a
    /// decision covers what comes after it, and what was missed before it stays missed.
    pub fn derive(wanted: ContactPreference<'_>, facts: &QuarterFacts) -> Self {
        let (promise, on, reason) = if wanted.wish != Some(Wish::Yes) {
            (Promise::NotOffered, None, None)
        } else if let Some(on) = facts.met_on {
            (Promise::Met, Some(on), None)
        } else if let Some(on) = facts.called_on.filter(|_| wanted.method == Some(&Method::Phone)) {
            // Whoever asked to be phoned was met by the call.
            (Promise::Met, Some(on), None)
        } else if let Some(on) = facts.written_on.max(facts.called_on) {
            (Promise::Written, Some(on), None)
        } else if wanted.no_meetings() {
            (Promise::NotWanted, None, None)
        } else {
            Self::unkept(facts)
        };
        let unrecorded_on = facts.unrecorded_on.filter(|_| promise.is_to_be_kept());
        Self { promise, on, reason, unrecorded_on }
    }

    fn unkept(facts: &QuarterFacts) -> (Promise, Option<NaiveDate>, Option<Reason>) {
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
        let said = self.explain(round, as_at);
        match said.strip_prefix(NONE_DUE) {
            Some(why) => format!("No quarterly contact due{why}"),
            None => format!("Quarterly contact: {said}"),
        }
    }

    /// The promise in words: `missed: the meeting of 10 Oct, off duty`.
    pub fn explain(&self, round: &Round, as_at: NaiveDate) -> String {
        let day = self.on.map_or_else(String::new, |on| format_short(on, as_at));
        let said = match self.promise {
            Promise::Owed if as_at > round.ends_on => {
                format!("owed: the quarter ended {}", format_short(round.ends_on, as_at))
            }
            Promise::Owed => format!("owed by {}", format_short(round.ends_on, as_at)),
            Promise::Planned => format!("planned for {day}"),
            Promise::Met => format!("met {day}"),
            Promise::Written => format!("written update given {day}, no meeting"),
            Promise::Excused => format!("excused, decided {day}"),
            Promise::Missed => {
                let why = self.reason.map_or_else(String::new, |reason| format!(", {reason}"));
                format!("missed: the meeting of {day}{why}")
            }
            Promise::NotWanted => format!("{NONE_DUE}: the council asked for no meetings"),
            Promise::NotOffered => format!("{NONE_DUE}: not taking part"),
        };
        match self.unrecorded_on {
            Some(on) => format!("{said}; the outcome of the meeting of {} is not recorded", format_short(on, as_at)),
            None => said,
        }
    }
}

#[cfg(test)]
#[path = "engagement_tests.rs"]
mod tests;
