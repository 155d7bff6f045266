//! The form of a meeting: date, attendance, notes, progress on priorities, and whether the council got an update.
//! `meeting_submit` turns it into a change.

use charter::calendar::{DateBias, format_full, parse_typed};
use charter::council_file::CouncilFile;
use charter::ids::{CouncilId, MeetingId};
use charter::likely_meeting::{LikelyMeeting, likely_meeting};
use charter::meeting::{Attendance, Intent, Meeting, MeetingFacts, Reason};
use charter::returns::MAX_PRIORITIES;
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use chrono::NaiveDate;

use desk::records::NO_REASON;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, MEETING_DATE_BIAS, council_names};
use crate::tui::forms::meeting_context::MeetingContext;
use crate::tui::forms::priority_selection::{last_progress, numbered};
use crate::tui::forms::purpose::Purpose;

pub const NOT_ATTENDED: &str = "not attended";
pub const PLANNED: &str = "planned, not held yet";
pub const CANCELLED: &str = "cancelled by the council";
pub const NOT_PLANNED: &str = "no attendance planned";
/// The progress fields, by the number of the priority.
pub const PROGRESS: [&str; MAX_PRIORITIES] = ["progress-1", "progress-2", "progress-3"];
const YES: &str = "yes";
const NO: &str = "no";

/// For one council, starts from its most likely meeting.
pub fn open(targets: Vec<CouncilId>, names: &[String], file: Option<&CouncilFile>, context: &FormContext<'_>) -> Form {
    let likely = file.map_or(LikelyMeeting::Unknown, |file| likely_meeting(file, context.today));
    let due = match likely {
        LikelyMeeting::Due(id) => file.and_then(|file| file.meetings.iter().find(|meeting| meeting.id == id)),
        _ => None,
    };
    let (on, at) = match likely {
        LikelyMeeting::Expected(on, at) if on != context.today => (format_full(on), at),
        LikelyMeeting::Expected(_, at) => ("today".to_owned(), at),
        _ => (due.map_or("today".to_owned(), |due| format_full(due.facts.on)), due.and_then(|due| due.facts.at)),
    };
    let mut meeting_context = MeetingContext::of(file, due);
    if let LikelyMeeting::Expected(day, Some(at)) = likely {
        meeting_context.suggested_time = Some((day, at));
    }
    let form = build(meeting_context, (on, at), file, context);
    with_suggestions(form, targets, format!("Meeting of {}", council_names(names)), context)
}

/// Opens the meeting of one day: recorded, or expected by the council's pattern.
pub fn open_on(file: &CouncilFile, on: NaiveDate, known: Option<MeetingId>, context: &FormContext<'_>) -> Form {
    let known = known.and_then(|id| file.meetings.iter().find(|meeting| meeting.id == id));
    if let Some(settled) = known.filter(|known| known.facts.attendance.is_some() || known.facts.cancelled) {
        return open_known(settled, file, context);
    }
    let mut meeting_context = MeetingContext::of(Some(file), known);
    meeting_context.expected = known.is_none().then_some(on);
    let at = known.map_or_else(|| file.council.pattern.as_ref().and_then(|pattern| pattern.at), |known| known.facts.at);
    let form = build(meeting_context, (format_full(on), at), Some(file), context);
    with_suggestions(form, vec![file.council.id], format!("Meeting of {}", file.council.name.sanitized()), context)
}

/// The form of a meeting without a record yet.
fn with_suggestions(mut form: Form, targets: Vec<CouncilId>, title: String, context: &FormContext<'_>) -> Form {
    form.title = title;
    form.targets = targets;
    // Attendance follows the date until the user chooses it.
    if let Some(attendance) = form.field_mut("attendance") {
        *attendance = attendance.clone().suggested();
    }
    refresh_suggestions(&mut form, context.today);
    form.mark_pristine();
    form
}

pub fn open_known(known: &Meeting, file: &CouncilFile, context: &FormContext<'_>) -> Form {
    let meeting_context = MeetingContext::of(Some(file), Some(known));
    let mut form = build(meeting_context, (format_full(known.facts.on), known.facts.at), Some(file), context);
    form.title = format!("Meeting of {}", file.council.name.sanitized());
    form.targets = vec![known.council];
    form
}

fn build(
    meeting_context: MeetingContext,
    (on, at): (String, Option<chrono::NaiveTime>),
    file: Option<&CouncilFile>,
    context: &FormContext<'_>,
) -> Form {
    let known = meeting_context.known.as_ref();
    let attendances = Attendance::ALL.iter().map(|attendance| attendance.label());
    let attendances = attendances.chain([PLANNED, CANCELLED]).map(str::to_owned).collect();
    let attendance = match known.map(|meeting| &meeting.facts) {
        Some(MeetingFacts { cancelled: true, .. }) => CANCELLED,
        Some(MeetingFacts { attendance: Some(attendance), .. }) => attendance.label(),
        Some(_) => PLANNED,
        None => Attendance::InPerson.label(),
    };
    let (reasons, reason) = reasons(known, context);
    let hours = known.and_then(|meeting| meeting.facts.hours_lost).map(|hours| hours.to_string()).unwrap_or_default();
    let note = known.map(|meeting| meeting.facts.note.raw().to_owned()).unwrap_or_default();
    let mut fields = vec![
        Field::date("on", "held on", on, MEETING_DATE_BIAS),
        Field::choice("attendance", "the team", attendances, attendance),
        Field::choice("reason", "because", reasons, &reason),
        Field::line("hours", "hours lost", hours, "hours of officers, if they were taken away: 12").optional(),
        Field::text("note", "what was said", note, "what came of it; Ctrl-J starts a new line"),
    ];
    fields.extend(progress(&meeting_context, file, context));
    if file.is_some() {
        fields.push(Field::choice("told", "update given", vec![NO.to_owned(), YES.to_owned()], NO).suggested());
    }
    fields.extend(optional_fields(known, at));
    let about = about(&meeting_context, file);
    Form::new(Purpose::Meeting(Box::new(meeting_context)), String::new(), Vec::new(), context.round.id, fields)
        .about(about)
}

/// The charter's reasons, then the user's own; and the one on record, which the list may no longer have.
fn reasons(known: Option<&Meeting>, context: &FormContext<'_>) -> (Vec<String>, String) {
    let own = context.reasons.iter().map(String::as_str);
    let all = [NO_REASON].into_iter().chain(Reason::ALL.iter().map(|reason| reason.label())).chain(own);
    let mut all: Vec<String> = all.map(str::to_owned).collect();
    let facts = known.map(|meeting| &meeting.facts);
    let recorded = facts.and_then(|facts| facts.own_reason.as_deref().or(facts.reason.map(Reason::label)));
    let recorded = recorded.unwrap_or(NO_REASON).to_owned();
    if !all.contains(&recorded) {
        all.push(recorded.clone());
    }
    (all, recorded)
}

fn progress<'a>(
    meeting_context: &'a MeetingContext,
    file: Option<&'a CouncilFile>,
    context: &'a FormContext<'_>,
) -> impl Iterator<Item = Field> + use<'a> {
    (1..).zip(&meeting_context.priorities).zip(PROGRESS).map(move |((n, known), name)| {
        let noted = file.and_then(|file| file.priorities.iter().find(|worked| worked.priority.id == known.id));
        let noted = noted.and_then(|worked| last_progress(&worked.progress, context.today));
        let hint = noted.unwrap_or_else(|| "progress so far; Ctrl-J starts a new line".to_owned());
        Field::text(name, numbered(known.slot.unwrap_or(n), &known.text), "", hint)
    })
}

/// Fields that users seldom fill in.
fn optional_fields(known: Option<&Meeting>, at: Option<chrono::NaiveTime>) -> impl Iterator<Item = Field> {
    let text = |field: fn(&Meeting) -> String| known.map(field).unwrap_or_default();
    let plans = Intent::ALL.iter().map(|plan| plan.label()).chain([NOT_PLANNED]).map(str::to_owned).collect();
    let plan = match known.map(|meeting| &meeting.facts) {
        Some(MeetingFacts { plan: None, .. }) => NOT_PLANNED,
        Some(MeetingFacts { plan: Some(plan), .. }) => plan.label(),
        None => Intent::InPerson.label(),
    };
    let covered =
        |meeting: &Meeting| meeting.facts.covered.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let officers = |meeting: &Meeting| meeting.facts.officers.iter().map(Untrusted::raw).collect::<Vec<_>>().join(", ");
    let instead = |meeting: &Meeting| meeting.facts.instead_of.map(|on| on.to_string()).unwrap_or_default();
    [
        Field::choice("plan", "we attend", plans, plan),
        Field::line("officers", "who", text(officers), "roles or collar numbers, with commas between"),
        Field::line("covered", "covered", text(covered), "priorities discussed: 1 2 3; otherwise those with progress"),
        Field::line("at", "time", at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default(), "19:30").suggested(),
        Field::line("place", "place", text(|meeting| meeting.facts.place.raw().to_owned()), "where"),
        Field::date("instead", "instead of", text(instead), DateBias::Nearest),
    ]
    .into_iter()
    .map(Field::optional)
}

fn about(meeting_context: &MeetingContext, file: Option<&CouncilFile>) -> Vec<String> {
    let Some(file) = file else { return Vec::new() };
    let priorities =
        (1..).zip(&meeting_context.priorities).map(|(n, known)| numbered(known.slot.unwrap_or(n), &known.text));
    let priorities: Vec<String> = priorities.collect();
    let mut about = Vec::new();
    if !priorities.is_empty() {
        about.push(format!("Priorities: {}", priorities.join(" · ")));
    }
    if !file.council.meeting_pattern.is_blank() {
        about.push(format!("Meets {}.", file.council.meeting_pattern.sanitized()));
    }
    about
}

/// `None` if the meeting was not held.
pub fn attendance(form: &Form) -> Option<Attendance> {
    Attendance::from_code(form.value("attendance"))
}

/// Whether saving records an update to the council.
pub fn is_update_given(form: &Form) -> bool {
    form.value("told") == YES && shows_update_given(form)
}

/// Shows fields only where they apply; a field with text is always shown.
pub fn shows(form: &Form, field: &Field) -> bool {
    let was_held = attendance(form).is_some();
    match field.name {
        "reason" | "hours" => form.value("attendance") == NOT_ATTENDED,
        "told" => shows_update_given(form),
        "plan" => form.value("attendance") == PLANNED,
        "officers" | "covered" => was_held || !field.value().is_empty(),
        name if PROGRESS.contains(&name) => was_held || !field.value().is_empty(),
        _ => true,
    }
}

/// An update needs somebody who attended.
fn shows_update_given(form: &Form) -> bool {
    attendance(form).is_some_and(|attendance| attendance != Attendance::NotAttended)
}

/// Refreshes suggestions: attendance follows the date, and "update given" follows progress noted at an attended
/// meeting.
pub fn refresh_suggestions(form: &mut Form, today: NaiveDate) {
    let on = parse_typed(form.value("on"), today, MEETING_DATE_BIAS).ok();
    let suggested = if on.is_some_and(|on| on > today) { PLANNED } else { Attendance::InPerson.label() };
    if let Some(attendance) = form.field_mut("attendance") {
        attendance.suggest(suggested);
    }
    if let Purpose::Meeting(meeting_context) = &form.purpose
        && let Some((day, at)) = meeting_context.suggested_time
    {
        let time = if on == Some(day) { at.format("%H:%M").to_string() } else { String::new() };
        if let Some(field) = form.field_mut("at") {
            field.suggest(&time);
        }
    }
    let noted = form.fields.iter().any(|field| PROGRESS.contains(&field.name) && !field.value().trim().is_empty());
    let already_recorded = matches!(&form.purpose, Purpose::Meeting(meeting_context) if on.is_some_and(|on| meeting_context.update_days.contains(&on)));
    let update_given = if noted && shows_update_given(form) && !already_recorded { YES } else { NO };
    if let Some(field) = form.field_mut("told") {
        field.suggest(update_given);
    }
}

/// What the answer about an update records, shown before saving.
pub fn echo_update_given(form: &Form, meeting_context: &MeetingContext) -> Option<String> {
    let suggested = form.fields.iter().any(|field| field.name == "told" && field.suggested);
    let how =
        if attendance(form) == Some(Attendance::Written) { UpdateChannel::Written } else { UpdateChannel::Meeting };
    match (is_update_given(form), suggested) {
        (true, true) => Some(format!("given {how}: progress noted (n if not)")),
        (true, false) => Some(format!("given {how}")),
        (false, _) if meeting_context.update_owed => Some("an update is still owed".to_owned()),
        (false, _) => None,
    }
}
