//! Which councils are due a letter of a kind, and why the others are not (charter rules 18, 23, 24).

use chrono::NaiveDate;

use super::record::{Letter, LetterKind};
use crate::agenda::DecisionTiming;
use crate::calendar::{add_days, format_short};
use crate::english::pluralize;
use crate::ids::{CouncilChangeId, ReplyId, ReturnId};
use crate::priority::{Action, Owner};
use crate::response_group::{ResponseGroup, WaitingReply};
use crate::round::Round;
use crate::status::{CouncilStatus, Flag, LetterState, Status};

/// How often a council is chased in a round (rule 23).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChaseRule {
    /// Days from one reminder to the next.
    pub days_between: u16,
    pub at_most: u8,
}

impl Default for ChaseRule {
    fn default() -> Self {
        Self { days_between: 7, at_most: 3 }
    }
}

/// What is on record of one council in a round as at a day.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    pub status: &'a CouncilStatus,
    pub decides: DecisionTiming,
    /// In the round before; `None` in the first round, or if the council did not exist.
    pub before: Option<Status>,
    /// Of the round, in any order.
    pub letters: &'a [Letter],
    /// The last ones recorded in the round.
    pub last_return: Option<ReturnId>,
    pub last_reply: Option<ReplyId>,
    /// The last change of team that the council was not told of.
    pub unannounced: Option<CouncilChangeId>,
    /// Priorities that a written update tells: open, or closed since the last one.
    pub priorities: usize,
}

/// What a due letter is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Of an acknowledgement: the last return, if it was not acknowledged yet.
    pub returned: Option<ReturnId>,
    /// Likewise the last reply without a return.
    pub reply: Option<ReplyId>,
    pub team_change: Option<CouncilChangeId>,
    /// The next meeting, if the council cannot decide before the deadline: a holding reply is enough.
    pub meets_after: Option<NaiveDate>,
    /// Of a reminder: its number in the round, from 1.
    pub number: u8,
    /// The last reminder suggests a call.
    pub is_last: bool,
}

/// Why a council gets no letter of the asked kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    ReplyWaiting(WaitingReply),
    /// One is drafted and not sent yet.
    Drafted(NaiveDate),
    LetterOnRecord,
    /// Another letter begins the round for this council.
    OtherKind(LetterKind),
    Answered,
    /// The deadline is ahead, or no letter is recorded yet.
    NotChasedYet,
    ChasedOn {
        on: NaiveDate,
        again_on: NaiveDate,
    },
    ChasedEnough(u8),
    Acknowledged,
    NoUpdateOwed,
    NoPriority,
    NothingToAnnounce,
    NoAddress,
}

impl LeftOut {
    /// For example `a reminder went out 3 Oct; not again before 10 Oct`.
    pub fn describe(&self, as_at: NaiveDate) -> String {
        let day = |on: NaiveDate| format_short(on, as_at);
        match *self {
            Self::ReplyWaiting(waiting) => waiting.describe(as_at),
            Self::Drafted(on) => format!("drafted {} and not marked as sent", day(on)),
            Self::LetterOnRecord => "its letter of this round is on record".to_owned(),
            Self::OtherKind(kind) => format!("gets the {kind}"),
            Self::Answered => "has answered".to_owned(),
            Self::NotChasedYet => "not overdue".to_owned(),
            Self::ChasedOn { on, again_on } => {
                format!("a reminder went out {}; not again before {}", day(on), day(again_on))
            }
            Self::ChasedEnough(times) => {
                format!("{} in this round; phone instead", pluralize(usize::from(times), "reminder"))
            }
            Self::Acknowledged => "nothing to acknowledge".to_owned(),
            Self::NoUpdateOwed => "no update owed".to_owned(),
            Self::NoPriority => "no priority to report on".to_owned(),
            Self::NothingToAnnounce => "told of its team already".to_owned(),
            Self::NoAddress => "no address for mail".to_owned(),
        }
    }
}

/// Which letter begins a round for a council (rule 18): A to those taking part, B to those that declined or were assumed
/// to. *Ours*: a council with an incomplete answer gets A; one that no letter reached gets the first letter.
pub fn round_letter(before: Option<Status>) -> LetterKind {
    match before {
        Some(Status::Confirmed | Status::Partial | Status::Holding) => LetterKind::NextTakingPart,
        Some(Status::Declined | Status::AssumedDeclined) => LetterKind::NextNotTakingPart,
        None | Some(Status::NotSent | Status::Undelivered | Status::Awaiting) => LetterKind::First,
    }
}

/// # Errors
///
/// Why the council gets no such letter. A request is due for an action: see [`request_due`].
pub fn due(
    kind: LetterKind,
    candidate: &Candidate<'_>,
    round: &Round,
    as_at: NaiveDate,
    chase: ChaseRule,
) -> Result<Due, LeftOut> {
    let letters = || candidate.letters.iter().filter(|letter| letter.drafted_on <= as_at);
    let of_kind = || letters().filter(|letter| letter.draft.kind == kind);
    // Other news than a change of team has its own words, so it is no draft of this letter.
    let is_same = |letter: &&Letter| kind != LetterKind::Announcement || letter.draft.team_change.is_some();
    let pending = of_kind().filter(|letter| letter.is_pending()).filter(is_same);
    if let Some(on) = pending.map(|letter| letter.drafted_on).max() {
        return Err(LeftOut::Drafted(on));
    }
    let meets_after = meets_after(candidate, round);
    match kind {
        LetterKind::First | LetterKind::NextTakingPart | LetterKind::NextNotTakingPart => {
            round_letter_due(kind, candidate).map(|()| Due { meets_after, ..Due::default() })
        }
        LetterKind::Chase => {
            chase_due(candidate, of_kind().map(Letter::on), as_at, chase).map(|due| Due { meets_after, ..due })
        }
        LetterKind::Acknowledgement => acknowledgement_due(candidate, of_kind()),
        LetterKind::Update => {
            if !candidate.status.flags.has(Flag::UpdateOwed) {
                return Err(LeftOut::NoUpdateOwed);
            }
            if candidate.priorities == 0 { Err(LeftOut::NoPriority) } else { Ok(Due::default()) }
        }
        LetterKind::Announcement => match candidate.unannounced {
            None => Err(LeftOut::NothingToAnnounce),
            change => Ok(Due { team_change: change, ..Due::default() }),
        },
        LetterKind::Request => Ok(Due::default()),
    }
}

fn round_letter_due(kind: LetterKind, candidate: &Candidate<'_>) -> Result<(), LeftOut> {
    if let LetterState::Sent(_) = candidate.status.letter {
        return Err(LeftOut::LetterOnRecord);
    }
    let other = |letter: &&Letter| letter.is_pending() && LetterKind::OF_ROUND.contains(&letter.draft.kind);
    if let Some(letter) = candidate.letters.iter().find(other) {
        return Err(LeftOut::Drafted(letter.drafted_on));
    }
    let gets = round_letter(candidate.before);
    if gets == kind { Ok(()) } else { Err(LeftOut::OtherKind(gets)) }
}

fn chase_due(
    candidate: &Candidate<'_>,
    chased: impl Iterator<Item = NaiveDate>,
    as_at: NaiveDate,
    rule: ChaseRule,
) -> Result<Due, LeftOut> {
    let status = candidate.status;
    if let Some(waiting) = status.waiting {
        return Err(LeftOut::ReplyWaiting(waiting));
    }
    match status.group {
        ResponseGroup::Silent | ResponseGroup::Incomplete | ResponseGroup::NeverReached => {}
        ResponseGroup::Awaiting | ResponseGroup::NotSent => return Err(LeftOut::NotChasedYet),
        ResponseGroup::OnTime | ResponseGroup::Late | ResponseGroup::Answered => return Err(LeftOut::Answered),
    }
    let chased: Vec<NaiveDate> = chased.collect();
    let number = u8::try_from(chased.len()).unwrap_or(u8::MAX);
    if number >= rule.at_most {
        return Err(LeftOut::ChasedEnough(number));
    }
    if let Some(on) = chased.into_iter().max() {
        let again_on = add_days(on, i64::from(rule.days_between));
        if as_at < again_on {
            return Err(LeftOut::ChasedOn { on, again_on });
        }
    }
    Ok(Due { number: number + 1, is_last: number + 1 == rule.at_most, ..Due::default() })
}

/// Ids ascend in the order of recording, so a letter covers what was on record when it was drafted.
fn acknowledgement_due<'a>(candidate: &Candidate<'_>, sent: impl Iterator<Item = &'a Letter>) -> Result<Due, LeftOut> {
    let (mut returned, mut reply) = (None, None);
    for letter in sent {
        returned = returned.max(letter.draft.returned);
        reply = reply.max(letter.draft.reply);
    }
    if candidate.last_return > returned || candidate.last_reply > reply {
        let returned = candidate.last_return.filter(|last| Some(*last) > returned);
        let reply = candidate.last_reply.filter(|last| Some(*last) > reply);
        Ok(Due { returned, reply, ..Due::default() })
    } else {
        Err(LeftOut::Acknowledged)
    }
}

fn meets_after(candidate: &Candidate<'_>, round: &Round) -> Option<NaiveDate> {
    match candidate.decides {
        DecisionTiming::MeetsAfter { meeting } | DecisionTiming::AgendaClosed { meeting, .. } => Some(meeting),
        DecisionTiming::InTime { .. } => None,
        DecisionTiming::NoMeetingKnown | DecisionTiming::Past => {
            candidate.status.engagement.next_meeting_on.filter(|on| *on > round.deadline)
        }
    }
}

/// Whether a department or a partner owes the action, so that a letter can ask for it.
pub fn is_request(action: &Action, as_at: NaiveDate) -> bool {
    action.is_open(as_at) && matches!(action.facts.owner, Owner::Department | Owner::Partner)
}

/// Whether an action that another department or a partner owes was not asked for yet.
pub fn request_due<'a>(action: &Action, mut letters: impl Iterator<Item = &'a Letter>, as_at: NaiveDate) -> bool {
    is_request(action, as_at) && letters.all(|letter| letter.draft.action != Some(action.id))
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
