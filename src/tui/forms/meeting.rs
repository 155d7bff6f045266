//! The form of a meeting: when, how the team took part, who, what was said.

use super::field::Field;
use super::form::{Form, FormContext, MEETING_LEAN, Purpose, of_whom};
use super::reader::{Errors, Reader};
use crate::domain::calendar::full;
use crate::domain::change::{Act, Change, MeetingFacts, RecordMeeting};
use crate::domain::file::CouncilFile;
use crate::domain::foreign::Foreign;
use crate::domain::ids::{CouncilId, MeetingId};
use crate::domain::meeting::{Attendance, Intent, Meeting, Reason};
use chrono::{NaiveDate, NaiveTime};

/// The label of the choice that asks for a reason.
pub const NOT_ATTENDED: &str = "not attended";
const NO_REASON: &str = "no reason chosen yet";
/// The label of the choice that asks for the plan.
pub const PLANNED: &str = "planned, not held yet";
const NO_PART: &str = "no part planned";
const CALLED_OFF: &str = "called off by the council";

/// Opens the form: from the meeting that was planned and is due, if one council is meant.
pub fn open(targets: Vec<CouncilId>, names: &[String], file: Option<&CouncilFile>, context: &FormContext<'_>) -> Form {
    let due = file.and_then(|file| {
        file.meetings.iter().find(|m| m.attendance.is_none() && !m.cancelled && m.on <= context.today)
    });
    let form = match due {
        Some(due) => build(Purpose::Meeting(Some((due.id, due.version))), Some(due), false, context),
        None => build(Purpose::Meeting(None), None, false, context),
    };
    titled(form, targets, format!("Meeting of {}", of_whom(names)), file, context)
}

/// Opens the form to correct a meeting.
pub fn open_known(known: &Meeting, file: &CouncilFile, context: &FormContext<'_>) -> Form {
    let form = build(Purpose::Meeting(Some((known.id, known.version))), Some(known), true, context);
    let title = format!("Meeting of {}", file.council.name.on_screen());
    titled(form, vec![known.council], title, Some(file), context)
}

/// Opens the form of the meeting of one day: the one on record, or the one that the council's pattern leads one to expect.
pub fn open_on(file: &CouncilFile, on: NaiveDate, known: Option<MeetingId>, context: &FormContext<'_>) -> Form {
    let known = known.and_then(|id| file.meetings.iter().find(|meeting| meeting.id == id));
    let form = match known {
        Some(known) => build(Purpose::Meeting(Some((known.id, known.version))), Some(known), false, context),
        None => {
            let at = file.council.pattern.as_ref().and_then(|pattern| pattern.at);
            expected(on, at, context)
        }
    };
    let title = format!("Meeting of {}", file.council.name.on_screen());
    titled(form, vec![file.council.id], title, Some(file), context)
}

fn expected(on: NaiveDate, at: Option<NaiveTime>, context: &FormContext<'_>) -> Form {
    let fresh = build(Purpose::Expected(on), None, false, context);
    let mut fields = fresh.fields;
    for field in &mut fields {
        match field.name {
            "on" => *field = Field::date("on", "held on", full(on), MEETING_LEAN),
            "attendance" if on > context.today => field.set(PLANNED),
            "at" => field.set(&at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()),
            _ => {}
        }
    }
    Form::new(fresh.purpose, String::new(), Vec::new(), context.round.id, fields)
}

fn titled(
    form: Form,
    targets: Vec<CouncilId>,
    title: String,
    file: Option<&CouncilFile>,
    context: &FormContext<'_>,
) -> Form {
    let mut about = Vec::new();
    if let Some(file) = file {
        let agreed = file.in_force(context.today).map(|returned| returned.answer.agreed()).unwrap_or_default();
        about.extend(agreed.iter().map(|p| format!("{} {}", p.slot.unwrap_or_default(), p.text().on_screen())));
        if !file.council.meeting_pattern.is_blank() {
            about.push(format!("Meets {}.", file.council.meeting_pattern.on_screen()));
        }
    }
    let mut form = form.about(about);
    form.title = title;
    form.targets = targets;
    form
}

/// The form; a planned meeting stays planned if it is only to be corrected (`keeps_plan`).
fn build(purpose: Purpose, known: Option<&Meeting>, keeps_plan: bool, context: &FormContext<'_>) -> Form {
    let attendances = Attendance::ALL.iter().map(|attendance| attendance.label().to_owned());
    let attendances: Vec<String> = attendances.chain([PLANNED.to_owned()]).collect();
    let attendance = match known {
        Some(Meeting { attendance: Some(attendance), .. }) => attendance.label(),
        Some(meeting) if meeting.on > context.today || meeting.cancelled || keeps_plan => PLANNED,
        Some(_) | None => Attendance::InPerson.label(),
    };
    let reasons = [NO_REASON.to_owned()].into_iter().chain(Reason::ALL.iter().map(|reason| reason.label().to_owned()));
    let reason = known.and_then(|meeting| meeting.reason).map_or(NO_REASON, Reason::label);
    let plans =
        Intent::ALL.iter().map(|intent| intent.label()).chain([NO_PART, CALLED_OFF]).map(str::to_owned).collect();
    let plan = match known {
        Some(meeting) if meeting.cancelled => CALLED_OFF,
        Some(meeting) => meeting.plan.map_or(NO_PART, Intent::label),
        None => Intent::InPerson.label(),
    };
    let text = |field: fn(&Meeting) -> String| known.map(field).unwrap_or_default();
    let on = known.map_or_else(|| "today".to_owned(), |meeting| full(meeting.on));
    let fields = vec![
        Field::date("on", "held on", on, MEETING_LEAN),
        Field::choice("attendance", "the team", attendances, attendance),
        Field::choice("reason", "because", reasons.collect(), reason),
        Field::choice("plan", "how", plans, plan),
        Field::line("officers", "who", text(officers), "roles or collar numbers, with commas between"),
        Field::text(
            "note",
            "what was said",
            text(|m| m.note.raw().to_owned()),
            "what came of it; Ctrl-J begins a new line",
        ),
        Field::line("covered", "covered", text(covered), "which priorities were spoken of: 1 2 3"),
        Field::line("at", "time", text(|m| m.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()), "19:30")
            .aside(),
        Field::line("place", "place", text(|m| m.place.raw().to_owned()), "where").aside(),
    ];
    Form::new(purpose, String::new(), Vec::new(), context.round.id, fields)
}

fn officers(meeting: &Meeting) -> String {
    meeting.officers.iter().map(Foreign::raw).collect::<Vec<_>>().join(", ")
}

fn covered(meeting: &Meeting) -> String {
    meeting.covered.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads the form of a meeting that was expected on a day: on another day it stands in the place of that one.
pub fn submit_expected(form: &Form, context: &FormContext<'_>, day: NaiveDate) -> Result<Change, Errors> {
    let mut change = submit(form, context, None)?;
    for act in &mut change.acts {
        if let Act::Meeting(act) = act {
            act.facts.instead_of = (act.facts.on != day).then_some(day);
        }
    }
    Ok(change)
}

/// Reads the form.
pub fn submit(form: &Form, context: &FormContext<'_>, correct: Option<(MeetingId, i64)>) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let on = reader.date("on", MEETING_LEAN);
    let at = reader.time("at");
    let attendance = Attendance::from_code(reader.choice("attendance"));
    let reason = match attendance {
        Some(Attendance::NotAttended) => Reason::from_code(reader.choice("reason")),
        _ => None,
    };
    if attendance == Some(Attendance::NotAttended) && reason.is_none() {
        reader.wrong("reason", "say why: the first letter of a reason chooses it");
    }
    // What is on record stays as it is when it is looked at from an earlier day; only what is typed now is checked.
    let typed = form.has_changed("on") || form.has_changed("attendance");
    if typed && attendance.is_some() && on.is_some_and(|on| on > context.today) {
        reader.wrong("attendance", "this meeting is still to come; choose “planned, not held yet”");
    }
    let planned = if attendance.is_none() { reader.choice("plan") } else { "" };
    let officers = reader.choice("officers").split(',').map(str::trim).filter(|who| !who.is_empty()).map(Foreign::from);
    let officers: Vec<Foreign> = if attendance.is_some() { officers.collect() } else { Vec::new() };
    let covered = read_covered(reader.choice("covered"));
    if covered.is_none() {
        reader.wrong("covered", "write the numbers of the priorities: 1 2 3");
    }
    let (place, note) = (reader.text("place"), reader.text("note"));
    let change = on.zip(covered).map(|(on, covered)| {
        let facts = MeetingFacts {
            on,
            at,
            place,
            plan: Intent::from_code(planned),
            cancelled: planned == CALLED_OFF,
            attendance,
            reason,
            officers,
            note,
            covered,
            ..MeetingFacts::default()
        };
        let act =
            |council: &CouncilId| Act::Meeting(RecordMeeting { council: *council, correct, facts: facts.clone() });
        Change::all(form.targets.iter().map(act).collect())
    });
    reader.finish(change)
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
