//! Everything on file about one council.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::record::find;
use super::{invitations, journal, meetings, notes, replies, returns};
use crate::domain::council::Council;
use crate::domain::file::{CouncilFile, HISTORY_SHOWN};
use crate::domain::ids::CouncilId;
use crate::domain::invitation::Invitation;
use crate::domain::meeting::{Attendance, Meeting};
use crate::domain::returns::Return;
use crate::domain::round::Round;
use crate::domain::status::{Engagement, Facts, InvitationFact, ReturnFact, Standing};

/// The file of a council in a round, as at a date; `None` if there is no such council.
pub(super) fn read(
    connection: &Connection,
    id: CouncilId,
    round: &Round,
    as_at: NaiveDate,
) -> rusqlite::Result<Option<CouncilFile>> {
    let Some(council) = find::<Council>(connection, id.0)? else { return Ok(None) };
    let letters = invitations::of(connection, id, round.id)?;
    let replies = replies::of(connection, id, round.id)?;
    let returns = returns::of(connection, id, round.id)?;
    let meetings = meetings::of(connection, id)?;

    let sent: Vec<InvitationFact> = letters.iter().map(letter_fact).collect();
    let heard: Vec<_> = replies.iter().map(|reply| reply.received).collect();
    let answered: Vec<ReturnFact> = returns.iter().map(return_fact).collect();
    let engagement = engagement(&meetings, as_at);
    let facts = Facts { invitations: &sent, replies: &heard, returns: &answered, engagement };
    let standing = Standing::derive(round, as_at, &facts);
    Ok(Some(CouncilFile {
        council,
        standing,
        letters,
        replies,
        returns,
        meetings,
        notes: notes::of(connection, id)?,
        history: journal::history(connection, Some(id), HISTORY_SHOWN)?,
    }))
}

fn letter_fact(letter: &Invitation) -> InvitationFact {
    InvitationFact { sent_on: letter.sent_on, undelivered_on: letter.undelivered_on }
}

fn return_fact(returned: &Return) -> ReturnFact {
    let answer = &returned.answer;
    let few = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    ReturnFact {
        id: returned.id,
        received: returned.received,
        wish: answer.wish,
        priorities: few(answer.priorities.len()),
        agreed: few(answer.agreed().len()),
        frequency: answer.frequency.clone(),
        method: answer.method.clone(),
        stands: returned.stands,
    }
}

/// How the team and the council have met, as at the day. The lists ask the index the same thing.
fn engagement(meetings: &[Meeting], as_at: NaiveDate) -> Engagement {
    let held = |wanted: fn(Attendance) -> bool| {
        let held = meetings.iter().filter(|meeting| meeting.on <= as_at && meeting.attendance.is_some_and(wanted));
        held.map(|meeting| meeting.on).max()
    };
    let planned = meetings.iter().filter(|meeting| meeting.on >= as_at && meeting.attendance.is_none());
    Engagement {
        last_seen_on: held(Attendance::was_seen),
        last_engaged_on: held(|attendance| attendance != Attendance::NotAttended),
        next_meeting_on: planned.map(|meeting| meeting.on).min(),
    }
}
