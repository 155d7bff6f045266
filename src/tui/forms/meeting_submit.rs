//! What the form of a meeting turns into: the meeting, the progress on its priorities and the update, as one change.

use charter::calendar::DateBias;
use charter::change::{Act, Change, RecordMeeting, RecordProgress, RecordUpdate};
use charter::ids::CouncilId;
use charter::meeting::{Attendance, Intent, Meeting, MeetingFacts, Reason};
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;

use crate::tui::forms::form::{Form, FormContext, MEETING_DATE_BIAS};
use crate::tui::forms::meeting::{CANCELLED, PLANNED, PROGRESS, attendance, is_update_given};
use crate::tui::forms::meeting_context::AfterMeeting;
use crate::tui::forms::reader::{Errors, Reader};
use crate::tui::forms::which_priority::PriorityRef;

/// Reads the form.
pub fn submit(form: &Form, context: &FormContext<'_>, after: &AfterMeeting) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let noted: Vec<(&PriorityRef, Untrusted)> = after
        .priorities
        .iter()
        .zip(PROGRESS)
        .map(|(known, name)| (known, reader.text(name)))
        .filter(|(_, text)| !text.is_blank())
        .collect();
    if attendance(form).is_none()
        && let Some(name) = PROGRESS.into_iter().find(|name| !reader.choice(name).is_empty())
    {
        reader.wrong(name, "say how the team took part, or note this progress with p");
    }
    let mut facts = facts(&mut reader, form, context, &noted);
    if let (Some(facts), Some(day)) = (&mut facts, after.expected) {
        facts.instead_of = facts.instead_of.or((facts.on != day).then_some(day));
    }
    let change = facts.map(|facts| Change::all(acts(form, after, facts, noted)));
    reader.finish(change)
}

/// The acts, the meeting first. A meeting that is on record just so is left as it is: only what is added is a change.
fn acts(form: &Form, after: &AfterMeeting, facts: MeetingFacts, noted: Vec<(&PriorityRef, Untrusted)>) -> Vec<Act> {
    let on = facts.on;
    let how =
        if facts.attendance == Some(Attendance::Written) { UpdateChannel::Written } else { UpdateChannel::Meeting };
    let same = after.known.as_ref().is_some_and(|known| says_the_same(known, &facts));
    let mut acts = Vec::new();
    for council in &form.targets {
        let meeting = || RecordMeeting { council: *council, correct: after.correct, facts: facts.clone() };
        let progress = |(known, text): &(&PriorityRef, Untrusted)| {
            Act::Progress(RecordProgress { council: *council, priority: known.id, on, text: text.clone() })
        };
        let update = |council: CouncilId| RecordUpdate { council, on, how, text: Untrusted::default() };
        if !same || (noted.is_empty() && !is_update_given(form)) {
            acts.push(Act::Meeting(meeting()));
        }
        acts.extend(noted.iter().map(progress));
        // A written update that is sent instead of being there is an update already.
        if is_update_given(form) && how == UpdateChannel::Meeting {
            acts.push(Act::Update(update(*council)));
        }
    }
    acts
}

fn says_the_same(known: &Meeting, facts: &MeetingFacts) -> bool {
    let of_record = MeetingFacts {
        on: known.facts.on,
        at: known.facts.at,
        place: known.facts.place.clone(),
        plan: facts.plan,
        cancelled: known.facts.cancelled,
        instead_of: known.facts.instead_of,
        uid: facts.uid.clone(),
        attendance: known.facts.attendance,
        reason: known.facts.reason,
        officers: known.facts.officers.clone(),
        note: known.facts.note.clone(),
        covered: known.facts.covered.clone(),
    };
    known.facts.attendance.is_some() && of_record == *facts
}

fn facts(
    reader: &mut Reader<'_>,
    form: &Form,
    context: &FormContext<'_>,
    noted: &[(&PriorityRef, Untrusted)],
) -> Option<MeetingFacts> {
    let (on, at) = (reader.date("on", MEETING_DATE_BIAS), reader.time("at"));
    let instead_of = reader.date_if_any("instead", DateBias::Nearest);
    let attendance = attendance(form);
    let cancelled = reader.choice("attendance") == CANCELLED;
    let reason = match attendance {
        Some(Attendance::NotAttended) => Reason::from_code(reader.choice("reason")),
        _ => None,
    };
    if attendance == Some(Attendance::NotAttended) && reason.is_none() {
        reader.wrong("reason", "say why: type the first letter of a reason");
    }
    // What is on record stays as it is when it is looked at from an earlier day; only what is typed now is checked.
    let typed = form.has_changed("on") || form.has_changed("attendance");
    if typed && attendance.is_some() && on.is_some_and(|on| on > context.today) {
        reader.wrong("attendance", "this meeting is still to come; choose “planned, not held yet”");
    }
    let officers =
        reader.choice("officers").split(',').map(str::trim).filter(|who| !who.is_empty()).map(Untrusted::from);
    let officers: Vec<Untrusted> = if attendance.is_some() { officers.collect() } else { Vec::new() };
    let covered = read_covered(reader.choice("covered"));
    if covered.is_none() {
        reader.wrong("covered", "write the numbers of the priorities: 1 2 3");
    }
    let plan = match reader.choice("attendance") {
        PLANNED => Intent::from_code(reader.choice("plan")),
        _ => None,
    };
    let (place, note) = (reader.text("place"), reader.text("note"));
    let mut covered = covered?;
    if covered.is_empty() && attendance.is_some() {
        covered = noted.iter().filter_map(|(known, _)| known.slot).collect();
    }
    Some(MeetingFacts {
        on: on?,
        at,
        place,
        plan,
        cancelled,
        instead_of,
        uid: None,
        attendance,
        reason,
        officers,
        note,
        covered,
    })
}

fn read_covered(text: &str) -> Option<Vec<u8>> {
    let mut slots = Vec::new();
    for part in text.split([' ', ',']).filter(|part| !part.is_empty()) {
        let slot: u8 = part.parse().ok().filter(|slot| (1..=3).contains(slot))?;
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    slots.sort_unstable();
    Some(slots)
}
