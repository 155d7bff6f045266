//! A council's status in a round at a date: a pure function of the recorded facts (charter, "Status").
//!
//! Nobody types a status. [`CouncilStatus::derive`] derives it from what was sent, heard and returned on or before
//! the as-at date, so every figure can be computed as at any day (rule 9).

use chrono::NaiveDate;

use super::calendar::{Received, format_short};
use super::engagement::{ContactPreference, Engagement, QuarterFacts, QuarterPromise};
use super::ids::ReturnId;
use super::response_group::{REPLY_WAITING, ResponseGroup, WAITING_STEP, WaitingReply};
use super::returns::{Frequency, MAX_PRIORITIES, Method, ReturnState, Wish};
use super::round::Round;
use crate::english::{join_list, pluralize};
use crate::string_enum;

string_enum! {
    /// The status of a council in a round (charter, "Status").
    Status {
        NotSent = "not-sent", "letter not recorded";
        Undelivered = "undelivered", "undelivered";
        Awaiting = "awaiting", "awaiting";
        /// Heard, no return yet.
        Holding = "holding", "holding";
        /// A return without wish or without priorities.
        Partial = "partial", "partial";
        Confirmed = "confirmed", "confirmed";
        Declined = "declined", "declined";
        /// After the deadline, delivered, nothing heard: silence.
        AssumedDeclined = "assumed-declined", "assumed declined";
    }
}

string_enum! {
    /// Facts beside the status.
    Flag {
        /// First heard after the deadline, or completed after it: wider than [`ResponseGroup::Late`].
        RepliedLate = "replied-late", "replied late";
        DueSoon = "due-soon", "due soon";
        /// Takes part, but frequency or method is not stated.
        PreferencesMissing = "preferences-missing", "preferences missing";
        /// More than three priorities were sent: the sergeant must agree three (rule 2).
        NeedsChoice = "needs-choice", "needs choice";
        Conflict = "conflict", "conflict";
        /// Confirmed, and given no update since the quarter began, or since something was done.
        UpdateOwed = "update-owed", "update owed";
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    fn with(self, flag: Flag, on: bool) -> Self {
        if on { Self(self.0 | 1 << flag as u8) } else { self }
    }

    pub fn has(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u8) != 0
    }

    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.iter().copied().filter(move |flag| self.has(*flag))
    }
}

/// The part of a letter that the status depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvitationFact {
    /// `None` counts as sent before any day.
    pub sent_on: Option<NaiveDate>,
    pub undelivered_on: Option<NaiveDate>,
}

/// The part of a return that the status depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnFact {
    /// Of two returns received at the same moment, the one with the higher id is current.
    pub id: ReturnId,
    pub received: Received,
    pub wish: Wish,
    /// As received.
    pub priorities: u8,
    pub agreed: u8,
    pub frequency: Option<Frequency>,
    pub method: Option<Method>,
    pub state: ReturnState,
}

impl ReturnFact {
    fn is_complete(&self) -> bool {
        self.wish == Wish::No || (self.wish == Wish::Yes && self.priorities > 0)
    }
}

/// The facts of one council in one round, in any order.
#[derive(Clone, Copy, Debug, Default)]
pub struct StatusFacts<'a> {
    pub invitations: &'a [InvitationFact],
    pub replies: &'a [Received],
    pub returns: &'a [ReturnFact],
    /// Already as at the date.
    pub engagement: Engagement,
    /// Already as at the date.
    pub in_quarter: QuarterFacts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    NotSent,
    /// At least one is not undelivered; the day may be unknown.
    Sent(Option<NaiveDate>),
    /// All are undelivered, the last since this day.
    Undelivered(NaiveDate),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouncilStatus {
    pub status: Status,
    pub flags: Flags,
    pub group: ResponseGroup,
    /// The group, if the council missed the deadline.
    pub missed: Option<ResponseGroup>,
    /// Not derived from the records: `desk` adds it after reading the inbox.
    pub waiting: Option<WaitingReply>,
    pub letter: LetterState,
    pub heard_on: Option<NaiveDate>,
    /// When the current return was sent.
    pub returned_on: Option<NaiveDate>,
    /// The current return.
    pub return_id: Option<ReturnId>,
    pub wish: Option<Wish>,
    /// As agreed, or as received while a choice is needed.
    pub priorities: u8,
    pub frequency: Option<Frequency>,
    pub method: Option<Method>,
    pub engagement: Engagement,
    pub quarterly: QuarterPromise,
    /// The last update since the quarter began.
    pub(crate) last_update_on: Option<NaiveDate>,
    /// The last news for the council since the quarter began.
    pub news_on: Option<NaiveDate>,
}

impl CouncilStatus {
    /// Ignores facts after `as_at`.
    pub fn derive(round: &Round, as_at: NaiveDate, facts: &StatusFacts<'_>) -> Self {
        let letter = letter_state(facts.invitations, as_at);
        let at_deadline = current_return(facts.returns, round.deadline.min(as_at));
        let in_force = current_return(facts.returns, as_at);
        let heard_on = heard_on(facts, as_at);
        let status = status(round, as_at, letter, heard_on, in_force);
        let complete = in_force.is_some_and(ReturnFact::is_complete);
        let on_time = at_deadline.is_some_and(ReturnFact::is_complete);
        let is_past = round.is_past(as_at);
        let group = match (heard_on, letter) {
            _ if on_time && is_past => ResponseGroup::OnTime,
            _ if complete && is_past => ResponseGroup::Late,
            _ if complete => ResponseGroup::Answered,
            (Some(_), _) => ResponseGroup::Incomplete,
            (None, LetterState::Sent(_)) if is_past => ResponseGroup::Silent,
            (None, LetterState::Sent(_)) => ResponseGroup::Awaiting,
            (None, LetterState::NotSent) if !is_past => ResponseGroup::NotSent,
            (None, _) => ResponseGroup::NeverReached,
        };
        let late = heard_on.is_some_and(|on| on > round.deadline) || group == ResponseGroup::Late;
        // Of this round, or of an earlier one and still open; a council that declines since is told nothing more.
        let has_priorities =
            status == Status::Confirmed || facts.in_quarter.has_earlier_priorities && status != Status::Declined;
        let flags = Flags::default()
            .with(Flag::RepliedLate, late)
            .with(Flag::DueSoon, status == Status::Awaiting && round.in_last_seven_days(as_at))
            .with(Flag::PreferencesMissing, in_force.is_some_and(preferences_missing))
            .with(Flag::NeedsChoice, in_force.is_some_and(needs_choice))
            .with(Flag::Conflict, in_conflict(facts.returns, as_at))
            .with(Flag::UpdateOwed, has_priorities && facts.in_quarter.update_is_owed(round, as_at));
        let wanted = ContactPreference {
            wish: in_force.map(|returned| returned.wish),
            frequency: in_force.and_then(|returned| returned.frequency.as_ref()),
            method: in_force.and_then(|returned| returned.method.as_ref()),
        };
        Self {
            status,
            flags,
            group,
            missed: (is_past && group != ResponseGroup::OnTime).then_some(group),
            waiting: None,
            letter,
            heard_on,
            returned_on: in_force.map(|returned| returned.received.on),
            return_id: in_force.map(|returned| returned.id),
            wish: in_force.map(|returned| returned.wish),
            priorities: in_force.map_or(0, |r| if needs_choice(r) { r.priorities } else { r.agreed }),
            frequency: in_force.and_then(|returned| returned.frequency.clone()),
            method: in_force.and_then(|returned| returned.method.clone()),
            engagement: facts.engagement,
            quarterly: QuarterPromise::derive(wanted, &facts.in_quarter),
            last_update_on: facts.in_quarter.last_update_on,
            news_on: facts.in_quarter.news_on,
        }
    }

    /// The status, beside it the group of a council that missed the deadline, and a waiting reply: "assumed declined
    /// (silent)", "reply waiting", "confirmed (late), reply waiting".
    pub fn describe(&self) -> String {
        let is_complete = matches!(self.status, Status::Confirmed | Status::Declined);
        let status = if self.waiting.is_some() && !is_complete { REPLY_WAITING } else { self.status.label() };
        let is_said =
            |group: &ResponseGroup| [group.label(), REPLY_WAITING].contains(&status) || self.status == Status::NotSent;
        let group = self.missed.filter(|group| !is_said(group));
        let group = group.map(|group| format!(" ({group})")).unwrap_or_default();
        let waiting = if self.waiting.is_some() && is_complete { format!(", {REPLY_WAITING}") } else { String::new() };
        format!("{status}{group}{waiting}")
    }

    /// The status with its reason, as one sentence without a capital: "assumed declined (silent): letter sent 4 Sep,
    /// nothing heard by 30 Sep".
    pub fn explain(&self, round: &Round, as_at: NaiveDate) -> String {
        let mut explanation = match self.waiting {
            Some(waiting) if self.heard_on.is_none() => {
                let until = self.missed.map(|group| format!("; until it is recorded the council counts as {group}"));
                format!("{}: {}{}", self.describe(), waiting.describe(as_at), until.unwrap_or_default())
            }
            Some(waiting) => {
                let reason = self.explain_status(round, as_at);
                format!("{}: {reason}; {}", self.describe(), waiting.describe(as_at))
            }
            None => format!("{}: {}", self.describe(), self.explain_status(round, as_at)),
        };
        for flag in self.flags.iter() {
            explanation.push_str("; ");
            explanation.push_str(&self.explain_flag(flag, round, as_at));
        }
        explanation
    }

    /// What to do next about a council that missed the deadline.
    pub fn next_step(&self) -> Option<&'static str> {
        let missed = self.missed?;
        if self.status == Status::Undelivered && self.waiting.is_none() {
            return Some("correct the address");
        }
        Some(if self.waiting.is_some() { WAITING_STEP } else { missed.next_step() })
    }

    fn explain_status(&self, round: &Round, as_at: NaiveDate) -> String {
        let day =
            |on: Option<NaiveDate>| on.map_or_else(|| "(date not known)".to_owned(), |on| format_short(on, as_at));
        match self.status {
            Status::NotSent => "nobody has said yet when it was sent".to_owned(),
            Status::Undelivered => match self.letter {
                LetterState::Undelivered(on) => {
                    format!("letter came back {}, nothing heard", format_short(on, as_at))
                }
                _ => "letter came back, nothing heard".to_owned(),
            },
            Status::Awaiting => {
                let left = match usize::try_from(round.days_left(as_at)).unwrap_or(0) {
                    0 => "today is the last day to reply".to_owned(),
                    days => format!("{} left to reply", pluralize(days, "day")),
                };
                format!("{}, nothing heard, {left}", self.describe_letter(as_at))
            }
            Status::AssumedDeclined => {
                format!("{}, nothing heard by {}", self.describe_letter(as_at), format_short(round.deadline, as_at))
            }
            Status::Holding => format!("heard {}, no return yet", day(self.heard_on)),
            Status::Partial => {
                format!("return of {}, {} missing", day(self.returned_on), join_list(&self.missing_answers()))
            }
            Status::Confirmed => format!(
                "wishes to take part, {} received {}",
                pluralize(usize::from(self.priorities), "priority"),
                day(self.returned_on)
            ),
            Status::Declined => format!("the council said no {}", day(self.returned_on)),
        }
    }

    fn describe_letter(&self, as_at: NaiveDate) -> String {
        match self.letter {
            LetterState::Sent(Some(on)) => format!("letter sent {}", format_short(on, as_at)),
            LetterState::Sent(None) => "letter sent (its date is not recorded)".to_owned(),
            LetterState::NotSent | LetterState::Undelivered(_) => "letter not delivered".to_owned(),
        }
    }

    /// A flag with its reason, without a capital: "no update given since 1 Oct".
    pub fn explain_flag(&self, flag: Flag, round: &Round, as_at: NaiveDate) -> String {
        let by = format_short(round.deadline, as_at);
        match flag {
            Flag::RepliedLate if self.heard_on.is_some_and(|on| on > round.deadline) => {
                format!("replied late: first heard after {by}")
            }
            Flag::RepliedLate => format!("replied late: completed after {by}"),
            Flag::DueSoon => format!("due soon: the deadline is {by}"),
            Flag::PreferencesMissing => {
                format!("preferences missing: {} not stated", join_list(&self.missing_preferences()))
            }
            Flag::NeedsChoice => {
                format!("needs choice: {} priorities sent, {MAX_PRIORITIES} to be agreed", self.priorities)
            }
            Flag::Conflict => "conflict: two returns disagree, both kept".to_owned(),
            Flag::UpdateOwed => match (self.last_update_on, self.news_on) {
                (Some(update), Some(news)) => {
                    let (update, news) = (format_short(update, as_at), format_short(news, as_at));
                    format!("update owed: last given {update}, progress made {news}")
                }
                _ => format!("no update given since {}", format_short(round.starts_on, as_at)),
            },
        }
    }

    /// The missing parts of a partial return: rule 1 requires wish and priorities.
    pub fn missing_answers(&self) -> Vec<&'static str> {
        let mut parts = Vec::new();
        if self.wish.is_none_or(|wish| wish == Wish::Unknown) {
            parts.push("wish");
        }
        if self.priorities == 0 {
            parts.push("priorities");
        }
        parts
    }

    fn missing_preferences(&self) -> Vec<&'static str> {
        let mut parts = Vec::new();
        if self.frequency.is_none() {
            parts.push("frequency");
        }
        if self.method.is_none() {
            parts.push("method");
        }
        parts
    }
}

fn letter_state(invitations: &[InvitationFact], as_at: NaiveDate) -> LetterState {
    let mut came_back = None;
    for sent in invitations.iter().filter(|sent| sent.sent_on.is_none_or(|on| on <= as_at)) {
        match sent.undelivered_on.filter(|on| *on <= as_at) {
            Some(on) => came_back = came_back.max(Some(on)),
            None => return LetterState::Sent(sent.sent_on),
        }
    }
    came_back.map_or(LetterState::NotSent, LetterState::Undelivered)
}

/// The current return at the end of a day: the latest received, then the latest recorded.
fn current_return(returns: &[ReturnFact], day: NaiveDate) -> Option<&ReturnFact> {
    returns
        .iter()
        .filter(|returned| returned.received.on <= day && returned.state != ReturnState::SetAside)
        .max_by_key(|returned| (returned.received.sort_key(), returned.id))
}

fn heard_on(facts: &StatusFacts<'_>, as_at: NaiveDate) -> Option<NaiveDate> {
    let replies = facts.replies.iter().map(|received| received.on);
    let returns = facts.returns.iter().map(|returned| returned.received.on);
    replies.chain(returns).filter(|on| *on <= as_at).min()
}

fn status(
    round: &Round,
    as_at: NaiveDate,
    letter: LetterState,
    heard_on: Option<NaiveDate>,
    in_force: Option<&ReturnFact>,
) -> Status {
    match (in_force, heard_on, letter) {
        (Some(returned), ..) if returned.wish == Wish::No => Status::Declined,
        (Some(returned), ..) if returned.is_complete() => Status::Confirmed,
        (Some(_), ..) => Status::Partial,
        (None, Some(_), _) => Status::Holding,
        (None, None, LetterState::NotSent) => Status::NotSent,
        (None, None, LetterState::Undelivered(_)) => Status::Undelivered,
        (None, None, LetterState::Sent(_)) if round.is_past(as_at) => Status::AssumedDeclined,
        (None, None, LetterState::Sent(_)) => Status::Awaiting,
    }
}

fn preferences_missing(returned: &ReturnFact) -> bool {
    returned.wish != Wish::No && (returned.frequency.is_none() || returned.method.is_none())
}

fn needs_choice(returned: &ReturnFact) -> bool {
    returned.wish != Wish::No && usize::from(returned.priorities) > MAX_PRIORITIES && returned.agreed == 0
}

/// A return disagrees, and no later one settles the conflict.
fn in_conflict(returns: &[ReturnFact], as_at: NaiveDate) -> bool {
    let heard = || returns.iter().filter(|returned| returned.received.on <= as_at);
    let settled = |doubt: &ReturnFact| heard().any(|r| r.state == ReturnState::Replaces && r.id > doubt.id);
    heard().any(|returned| returned.state == ReturnState::Disagrees && !settled(returned))
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
