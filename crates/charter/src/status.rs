//! How a council stands in a round at a date: a pure function of the recorded facts (charter, "Status").
//!
//! Nobody types a status. [`CouncilStatus::derive`] works it out from what was sent, heard and returned on or before the
//! as-at date, so that every figure can be asked again as at any day (rule 9).

use chrono::NaiveDate;

use super::calendar::{Received, format_short};
use super::engagement::{ContactPreference, Engagement, QuarterFacts, QuarterPromise};
use super::ids::ReturnId;
use super::returns::{Frequency, MAX_PRIORITIES, Method, ReturnState, Wish};
use super::round::Round;
use crate::english::{join_list, pluralize};
use crate::string_enum;

string_enum! {
    /// The status of a council in a round (charter, "Status").
    Status {
        /// No invitation recorded.
        NotSent = "not-sent", "not sent";
        /// The invitation bounced and nothing else reached the council.
        Undelivered = "undelivered", "undelivered";
        /// Sent, nothing heard, on or before the deadline.
        Awaiting = "awaiting", "awaiting";
        /// Heard, no return yet.
        Holding = "holding", "holding";
        /// A return without wish or without priorities.
        Partial = "partial", "partial";
        /// Wish yes and at least one priority.
        Confirmed = "confirmed", "confirmed";
        /// The council said no.
        Declined = "declined", "declined";
        /// After the deadline, delivered, nothing heard: silence.
        AssumedDeclined = "assumed-declined", "assumed declined";
    }
}

string_enum! {
    /// What is true beside the status.
    Flag {
        /// First heard after the deadline, or completed after it.
        Late = "late", "late";
        /// Awaiting, in the last seven days before the deadline.
        DueSoon = "due-soon", "due soon";
        /// Takes part, but frequency or method is not stated.
        PreferencesMissing = "preferences-missing", "preferences missing";
        /// More than three priorities were sent: three are to be agreed (rule 2).
        NeedsChoice = "needs-choice", "needs choice";
        /// Two replies disagree; both are kept.
        Conflict = "conflict", "conflict";
        /// Confirmed, and not told since the quarter began, or since something was done.
        UpdateOwed = "update-owed", "update owed";
    }
}

string_enum! {
    /// The four groups of councils that missed the deadline: four different next steps.
    Missed {
        /// Nothing heard, though a letter reached it.
        Silent = "silent", "silent";
        /// Heard, but neither confirmed nor declined.
        HeardNotConfirmed = "heard-not-confirmed", "replied but incomplete";
        /// Confirmed or declined, after the deadline.
        Late = "late", "late";
        /// Not sent or undelivered, and nothing heard.
        NeverReached = "never-reached", "not delivered";
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    fn with(self, flag: Flag, on: bool) -> Self {
        if on { Self(self.0 | 1 << flag as u8) } else { self }
    }

    /// Whether the flag is in the set.
    pub fn has(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u8) != 0
    }

    /// The flags in the set, in the order of [`Flag::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.iter().copied().filter(move |flag| self.has(*flag))
    }
}

/// One letter to the council in the round, as far as the status depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvitationFact {
    /// When it was sent; an open date counts as sent before any day that is asked about.
    pub sent_on: Option<NaiveDate>,
    /// When it came back.
    pub undelivered_on: Option<NaiveDate>,
}

/// One return of the council in the round, as far as the status depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnFact {
    /// Its identity: of two returns received at the same moment, the one recorded later is in force.
    pub id: ReturnId,
    /// When the council sent it.
    pub received: Received,
    pub wish: Wish,
    /// How many priorities were received.
    pub priorities: u8,
    pub agreed: u8,
    /// The frequency, if stated.
    pub frequency: Option<Frequency>,
    /// The method, if stated.
    pub method: Option<Method>,
    /// How it relates to the returns before it.
    pub stands: ReturnState,
}

impl ReturnFact {
    fn is_complete(&self) -> bool {
        self.wish == Wish::No || (self.wish == Wish::Yes && self.priorities > 0)
    }
}

/// Everything recorded about one council in one round that a status depends on, in any order.
#[derive(Clone, Copy, Debug, Default)]
pub struct StatusFacts<'a> {
    /// The letters.
    pub invitations: &'a [InvitationFact],
    pub replies: &'a [Received],
    pub returns: &'a [ReturnFact],
    /// How it was met, already as at the date.
    pub engagement: Engagement,
    /// What happened in the round's quarter, already as at the date.
    pub in_quarter: QuarterFacts,
}

/// What became of the letter, as at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// None is recorded.
    NotSent,
    /// One reached the council, as far as is known; the day may be open.
    Sent(Option<NaiveDate>),
    /// Every one came back, the last on this day.
    Undelivered(NaiveDate),
}

/// How a council stands in a round at a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouncilStatus {
    pub status: Status,
    /// What is true beside it.
    pub flags: Flags,
    /// The group, if it missed the deadline.
    pub missed: Option<Missed>,
    pub letter: LetterState,
    /// When it was first heard from.
    pub heard_on: Option<NaiveDate>,
    /// When the return in force was sent.
    pub returned_on: Option<NaiveDate>,
    /// The wish of the return in force.
    pub wish: Option<Wish>,
    /// How many priorities are in force: as agreed, or as received while a choice is needed.
    pub priorities: u8,
    /// The frequency in force.
    pub frequency: Option<Frequency>,
    /// The method in force.
    pub method: Option<Method>,
    /// How the council was met.
    pub engagement: Engagement,
    /// What became of the promise of the quarter.
    pub quarterly: QuarterPromise,
    /// When it was last told about its priorities, since the quarter began.
    pub told_on: Option<NaiveDate>,
    /// When something that it should be told last happened, since the quarter began.
    pub news_on: Option<NaiveDate>,
}

impl CouncilStatus {
    /// Derives how a council stands in `round` as at `as_at`. What happened after that day is left out of account.
    pub fn derive(round: &Round, as_at: NaiveDate, facts: &StatusFacts<'_>) -> Self {
        let letter = letter_state(facts.invitations, as_at);
        let at_deadline = current_return(facts.returns, round.deadline.min(as_at));
        let in_force = current_return(facts.returns, as_at);
        let heard_on = heard_on(facts, as_at);
        let status = status(round, as_at, letter, heard_on, in_force);
        let complete = in_force.is_some_and(ReturnFact::is_complete);
        let on_time = at_deadline.is_some_and(ReturnFact::is_complete);
        let missed = (round.is_past(as_at) && !on_time).then_some(match (heard_on, letter) {
            (Some(_), _) if complete => Missed::Late,
            (Some(_), _) => Missed::HeardNotConfirmed,
            (None, LetterState::Sent(_)) => Missed::Silent,
            (None, _) => Missed::NeverReached,
        });
        let late = heard_on.is_some_and(|on| on > round.deadline) || missed == Some(Missed::Late);
        let flags = Flags::default()
            .with(Flag::Late, late)
            .with(Flag::DueSoon, status == Status::Awaiting && round.in_last_seven_days(as_at))
            .with(Flag::PreferencesMissing, in_force.is_some_and(preferences_missing))
            .with(Flag::NeedsChoice, in_force.is_some_and(needs_choice))
            .with(Flag::Conflict, in_conflict(facts.returns, as_at))
            .with(Flag::UpdateOwed, status == Status::Confirmed && facts.in_quarter.update_is_owed(round, as_at));
        let wanted = ContactPreference {
            wish: in_force.map(|returned| returned.wish),
            frequency: in_force.and_then(|returned| returned.frequency.as_ref()),
            method: in_force.and_then(|returned| returned.method.as_ref()),
        };
        Self {
            status,
            flags,
            missed,
            letter,
            heard_on,
            returned_on: in_force.map(|returned| returned.received.on),
            wish: in_force.map(|returned| returned.wish),
            priorities: in_force.map_or(0, |r| if needs_choice(r) { r.priorities } else { r.agreed }),
            frequency: in_force.and_then(|returned| returned.frequency.clone()),
            method: in_force.and_then(|returned| returned.method.clone()),
            engagement: facts.engagement,
            quarterly: QuarterPromise::derive(wanted, &facts.in_quarter),
            told_on: facts.in_quarter.told_on,
            news_on: facts.in_quarter.news_on,
        }
    }

    /// Whether anything was heard: what "n of N replied" counts.
    pub fn has_replied(&self) -> bool {
        self.heard_on.is_some()
    }

    /// The status in words with its reason, as one sentence without a capital: "assumed declined: letter sent 4 Sep,
    /// nothing heard by 30 Sep".
    pub fn explain(&self, round: &Round, as_at: NaiveDate) -> String {
        let mut said = format!("{}: {}", self.status, self.explain_status(round, as_at));
        for flag in self.flags.iter() {
            said.push_str("; ");
            said.push_str(&self.explain_flag(flag, round, as_at));
        }
        said
    }

    fn explain_status(&self, round: &Round, as_at: NaiveDate) -> String {
        let day =
            |on: Option<NaiveDate>| on.map_or_else(|| "(date not known)".to_owned(), |on| format_short(on, as_at));
        match self.status {
            Status::NotSent => "no letter recorded for this round".to_owned(),
            Status::Undelivered => match self.letter {
                LetterState::Undelivered(on) => {
                    format!("letter came back {}, nothing heard", format_short(on, as_at))
                }
                _ => "letter came back, nothing heard".to_owned(),
            },
            Status::Awaiting => format!(
                "{}, nothing heard, {} left to reply",
                self.describe_letter(as_at),
                pluralize(usize::try_from(round.days_left(as_at)).unwrap_or(0), "day")
            ),
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

    fn explain_flag(&self, flag: Flag, round: &Round, as_at: NaiveDate) -> String {
        let by = format_short(round.deadline, as_at);
        match flag {
            Flag::Late if self.heard_on.is_some_and(|on| on > round.deadline) => {
                format!("late: first heard after {by}")
            }
            Flag::Late => format!("late: completed after {by}"),
            Flag::DueSoon => format!("due soon: the deadline is {by}"),
            Flag::PreferencesMissing => {
                format!("preferences missing: {} not stated", join_list(&self.missing_preferences()))
            }
            Flag::NeedsChoice => {
                format!("needs choice: {} priorities sent, {MAX_PRIORITIES} to be agreed", self.priorities)
            }
            Flag::Conflict => "conflict: two returns disagree, both kept".to_owned(),
            Flag::UpdateOwed => match (self.told_on, self.news_on) {
                (Some(told), Some(news)) => {
                    let (told, news) = (format_short(told, as_at), format_short(news, as_at));
                    format!("update owed: last given {told}, progress made {news}")
                }
                _ => format!("no update given since {}", format_short(round.starts_on, as_at)),
            },
        }
    }

    /// What a partial return is missing: rule 1 requires wish and priorities.
    pub(crate) fn missing_answers(&self) -> Vec<&'static str> {
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

/// The return in force at the end of a day: the latest received, and of those the latest recorded.
fn current_return(returns: &[ReturnFact], day: NaiveDate) -> Option<&ReturnFact> {
    returns
        .iter()
        .filter(|returned| returned.received.on <= day && returned.stands != ReturnState::SetAside)
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

/// A return that disagrees, and nothing recorded after it that settles the matter.
fn in_conflict(returns: &[ReturnFact], as_at: NaiveDate) -> bool {
    let heard = || returns.iter().filter(|returned| returned.received.on <= as_at);
    let settled = |doubt: &ReturnFact| heard().any(|r| r.stands == ReturnState::Replaces && r.id > doubt.id);
    heard().any(|returned| returned.stands == ReturnState::Disagrees && !settled(returned))
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
