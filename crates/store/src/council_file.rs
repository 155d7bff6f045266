//! Everything recorded about one council.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::diary::DAYS_AHEAD;
use crate::entity::find;
use crate::import;
use crate::letters as drafted;
use crate::{
    areas, contacts, council_changes, decisions, diary, invitations, journal, meetings, notes, priority_files,
    public_events, replies, returns, teams, updates,
};
use charter::agenda::{Holidays, decision_timing};
use charter::area::{Area, AreaLevel, of_level};
use charter::calendar::add_days;
use charter::council::Council;
use charter::council_file::{CouncilFile, HISTORY_SHOWN, PriorityFile};
use charter::engagement::{Engagement, MeetingFact, QuarterFacts};
use charter::excuse::Excuse;
use charter::ids::CouncilId;
use charter::invitation::Invitation;
use charter::meeting::{Attendance, Meeting};
use charter::public_event::PublicEvent;
use charter::returns::Return;
use charter::round::Round;
use charter::status::{CouncilStatus, InvitationFact, ReturnFact, StatusFacts};
use charter::team::Team;
use charter::unit::find_unit;
use charter::untrusted::Untrusted;
use charter::update::Update;

/// `None` if there is no such council.
pub(crate) fn read(
    connection: &Connection,
    id: CouncilId,
    round: &Round,
    as_at: NaiveDate,
) -> rusqlite::Result<Option<CouncilFile>> {
    let Some(newest) = find::<Council>(connection, id.0)? else { return Ok(None) };
    let changes = council_changes::of_council(connection, id)?;
    let council = newest.as_at(changes.iter(), as_at);
    let letters = invitations::of_council_and_round(connection, id, round.id)?;
    let drafted_letters = drafted::of_council_and_round(connection, id, round.id)?;
    let drafted_letters = drafted_letters.into_iter().filter_map(|letter| letter.as_at(as_at)).collect();
    let replies = replies::of_council_and_round(connection, id, round.id)?;
    let decisions = decisions::of_council(connection, id)?;
    let every_return: Vec<Return> =
        returns::of_council(connection, id)?.into_iter().map(|known| known.as_at(&decisions, as_at)).collect();
    let returns: Vec<Return> = every_return.iter().filter(|returned| returned.round == round.id).cloned().collect();
    let meetings = meetings::of_council(connection, id)?;
    let events = public_events::of_council(connection, id)?;
    let updates = updates::of_council(connection, id)?;
    let excuses = updates::excuses_of(connection, id)?;
    let priorities = priority_files::read(connection, id, round, as_at, &every_return)?;
    let coming = diary::council_lines(&council, &meetings, as_at, add_days(as_at.max(round.deadline), DAYS_AHEAD));
    let days: Vec<NaiveDate> = coming.iter().filter(|line| line.is_to_come(as_at)).map(|line| line.on).collect();

    let sent: Vec<InvitationFact> = letters.iter().map(letter_fact).collect();
    let heard: Vec<_> = replies.iter().map(|reply| reply.received).collect();
    let answered: Vec<ReturnFact> = returns.iter().map(return_fact).collect();
    let engagement = derive_engagement(&meetings, &days, as_at);
    let in_quarter = quarter_facts((round, as_at), (&meetings, &events), &updates, &excuses, &priorities);
    let facts = StatusFacts { invitations: &sent, replies: &heard, returns: &answered, engagement, in_quarter };
    let status = CouncilStatus::derive(round, as_at, &facts);
    Ok(Some(CouncilFile {
        contacts: contacts::of_council(connection, id)?,
        status,
        letters,
        drafted_letters,
        replies,
        returns,
        sources: import::recorded_items(connection, id)?,
        priorities,
        updates,
        excuses,
        decisions,
        changes,
        team: team_of(connection, &council)?,
        areas: areas_of(connection, &council)?,
        council,
        officers: teams::officers_of(connection, id)?,
        successors: names_of(connection, &newest.successors)?,
        newest,
        coming,
        decides: decision_timing(&days, round.deadline, as_at, &Holidays::england()),
        meetings,
        events,
        notes: notes::of_council(connection, id)?,
        history: journal::history(connection, Some(id), HISTORY_SHOWN)?,
    }))
}

fn team_of(connection: &Connection, council: &Council) -> rusqlite::Result<Option<Team>> {
    let teams = teams::all(connection)?;
    Ok(find_unit(teams.iter(), council.team.raw()).cloned())
}

fn areas_of(connection: &Connection, council: &Council) -> rusqlite::Result<Vec<Area>> {
    let areas = areas::all(connection)?;
    let of = |level: &AreaLevel| find_unit(of_level(&areas, *level), level.name_of(council).raw()).cloned();
    Ok(AreaLevel::ALL.iter().filter_map(of).collect())
}

fn names_of(connection: &Connection, councils: &[CouncilId]) -> rusqlite::Result<Vec<Untrusted>> {
    let known = councils.iter().map(|id| find::<Council>(connection, id.0)).collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(known.into_iter().flatten().map(|council| council.name).collect())
}

fn quarter_facts(
    (round, as_at): (&Round, NaiveDate),
    (meetings, events): (&[Meeting], &[PublicEvent]),
    updates: &[Update],
    excuses: &[Excuse],
    priorities: &[PriorityFile],
) -> QuarterFacts {
    let mut facts = QuarterFacts::default();
    for meeting in meetings {
        let fact = MeetingFact {
            on: meeting.facts.on,
            attendance: meeting.facts.attendance,
            reason: meeting.facts.reason,
            planned: meeting.facts.plan.is_some(),
            cancelled: meeting.facts.cancelled,
        };
        facts.add_meeting(round, as_at, fact);
    }
    let counted = events.iter().filter(|event| event.facts.counts_as_contact);
    counted.for_each(|event| facts.add_event(round, as_at, event.facts.on, event.facts.kind));
    updates.iter().for_each(|update| facts.add_update(round, as_at, update.on, update.how));
    let decided = excuses.iter().filter(|excuse| excuse.round == round.id);
    decided.for_each(|excuse| facts.add_excuse(as_at, excuse.on));
    for known in priorities {
        let closed = known.priority.closed.as_ref().map(|closing| closing.on);
        let done = known.actions.iter().filter_map(|action| action.facts.done_on);
        closed.into_iter().chain(done).for_each(|on| facts.add_news(round, as_at, on));
    }
    let is_earlier = |known: &PriorityFile| known.priority.is_earlier(round) && known.priority.is_open(as_at);
    facts.has_earlier_priorities = priorities.iter().any(is_earlier);
    facts
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
        state: returned.state,
    }
}

/// `engagements` derives the same for the list, by SQL.
fn derive_engagement(meetings: &[Meeting], coming: &[NaiveDate], as_at: NaiveDate) -> Engagement {
    let seen = meetings
        .iter()
        .filter(|meeting| meeting.facts.on <= as_at && meeting.facts.attendance.is_some_and(Attendance::is_met))
        .map(|meeting| meeting.facts.on);
    let planned = meetings.iter().filter(|meeting| {
        let known = meeting.facts.attendance.is_none() || (meeting.facts.on > as_at && meeting.facts.plan.is_some());
        meeting.facts.on >= as_at && known && !meeting.facts.cancelled
    });
    let next = coming.first().copied().or_else(|| planned.map(|meeting| meeting.facts.on).min());
    Engagement { last_seen_on: seen.max(), next_meeting_on: next }
}
