//! Exports the diary as calendar events: each recorded meeting is an event, each pattern a series; each event for the
//! public and each due day is an event too.
//!
//! A series excludes (EXDATE) the days of recorded meetings and the days that they replace. So every meeting is one
//! event and keeps its own UID when it moves or is cancelled.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::uid::{entry_uid, meeting_uid, pattern_uid};
use charter::council::Council;
use charter::diary::DiaryLine;
use charter::diary_entry::DiaryEntry;
use charter::ids::CouncilId;
use charter::meeting::Meeting;
use charter::pattern::{Occurrences, Pattern};
use charter::untrusted::Untrusted;
use formats::ics::DiaryEvent;

/// The events between two days, inclusive, by council and day; `token` identifies the database
/// ([`database_token`](super::uid::database_token)).
pub fn events(
    councils: &[&Council],
    meetings: &[Meeting],
    [from, until]: [NaiveDate; 2],
    as_at: NaiveDate,
    token: &str,
) -> Vec<DiaryEvent> {
    let mut of_council: HashMap<CouncilId, Vec<&Meeting>> = HashMap::new();
    for meeting in meetings {
        of_council.entry(meeting.council).or_default().push(meeting);
    }
    let mut occurrences = Occurrences::default();
    let mut events = Vec::new();
    for council in councils {
        let own = of_council.get(&council.id).map_or(&[][..], Vec::as_slice);
        if let Some(pattern) = council.pattern.as_ref().filter(|_| council.is_active(from)) {
            events.extend(series(council, pattern, own, [from, until], &mut occurrences));
        }
        let mut within: Vec<&Meeting> =
            own.iter().copied().filter(|meeting| from <= meeting.facts.on && meeting.facts.on <= until).collect();
        within.sort_by_key(|meeting| (meeting.facts.on, meeting.facts.at, meeting.id));
        events.extend(within.into_iter().map(|meeting| single(council, meeting, as_at, token)));
    }
    events
}

/// `None` if no day is left.
fn series(
    council: &Council,
    pattern: &Pattern,
    meetings: &[&Meeting],
    [from, until]: [NaiveDate; 2],
    occurrences: &mut Occurrences,
) -> Option<DiaryEvent> {
    let until = council.inactive_on.map_or(until, |end| until.min(end.pred_opt().unwrap_or(end)));
    let rule = pattern.rule.as_str();
    // A rule with COUNT counts from its first day.
    let counted = rule.contains("COUNT=");
    let days = occurrences.between(pattern, if counted { pattern.from } else { from }, until).ok()?;
    let imported = |day: &NaiveDate| {
        *day < from || meetings.iter().any(|meeting| meeting.facts.on == *day || meeting.facts.instead_of == Some(*day))
    };
    let except: Vec<NaiveDate> = days.iter().copied().filter(imported).collect();
    if except.len() == days.len() {
        return None;
    }
    let bounded = counted || rule.contains("UNTIL=");
    let rule = if bounded { rule.to_owned() } else { format!("{rule};UNTIL={}", until.format("%Y%m%d")) };
    Some(DiaryEvent {
        uid: pattern_uid(council),
        on: *days.first()?,
        at: pattern.at,
        minutes: None,
        summary: council.name.clone(),
        place: Untrusted::default(),
        note: Untrusted::from(format!("expected by its pattern: {}", pattern.describe())),
        rule: Some(rule),
        except,
        instead_of: None,
        cancelled: false,
        sequence: sequence(council.version),
    })
}

fn single(council: &Council, meeting: &Meeting, as_at: NaiveDate, token: &str) -> DiaryEvent {
    DiaryEvent {
        uid: meeting.facts.uid.clone().unwrap_or_else(|| meeting_uid(council, meeting.id, token)),
        on: meeting.facts.on,
        at: meeting.facts.at,
        minutes: None,
        summary: council.name.clone(),
        place: meeting.facts.place.clone(),
        note: Untrusted::from(DiaryLine::on_record(meeting).describe(as_at)),
        rule: None,
        except: Vec::new(),
        instead_of: None,
        cancelled: meeting.facts.cancelled,
        sequence: sequence(meeting.version),
    }
}

/// An event for each entry: the due day of papers is a whole day, questions are due at 9.00. What is done is left out.
/// `name` gives the sanitized name of a council.
pub fn entry_events(
    entries: &[DiaryEntry],
    name: impl Fn(CouncilId) -> Option<String>,
    token: &str,
) -> Vec<DiaryEvent> {
    let event = |entry: &DiaryEntry| DiaryEvent {
        uid: entry_uid(entry, token),
        on: entry.on,
        at: entry.at,
        minutes: None,
        summary: Untrusted::from(format!("{}: {}", entry.title, entry.detail)),
        place: entry.place.clone(),
        note: Untrusted::from(entry.notes_with_councils(&name).join("; ")),
        rule: None,
        except: Vec::new(),
        instead_of: None,
        cancelled: false,
        sequence: sequence(entry.version),
    };
    entries.iter().filter(|entry| entry.done_on.is_none()).map(event).collect()
}

fn sequence(version: i64) -> u32 {
    u32::try_from(version - 1).unwrap_or(0)
}
