//! Turns the meeting form into one change: the meeting, progress on its priorities, and the update.

use charter::calendar::DateBias;
use charter::change::Change;
use charter::meeting::{Attendance, Intent};
use charter::untrusted::Untrusted;
use desk::records::{FieldReader, MeetingInput, MeetingOptions, check_held, parse_covered};

use crate::tui::forms::form::{Form, FormContext, MEETING_DATE_BIAS};
use crate::tui::forms::meeting::{CANCELLED, PLANNED, PROGRESS, attendance, is_update_given};
use crate::tui::forms::meeting_context::MeetingContext;
use crate::tui::forms::priority_selection::PriorityRef;

pub fn read(
    reader: &mut FieldReader<'_>,
    form: &Form,
    context: &FormContext<'_>,
    meeting_context: &MeetingContext,
) -> Option<Change> {
    let attendance = attendance(form);
    let noted: Vec<(&PriorityRef, Untrusted)> = meeting_context
        .priorities
        .iter()
        .zip(PROGRESS)
        .map(|(known, name)| (known, reader.text(name)))
        .filter(|(_, text)| !text.is_blank())
        .collect();
    if attendance.is_none()
        && let Some(name) = PROGRESS.into_iter().find(|name| !reader.value(name).is_empty())
    {
        reader.refuse(name, "say how the team took part, or note this progress with p");
    }
    let options = read_options(reader, attendance, &noted);
    let mut facts = MeetingInput::read_facts(reader, options, [MEETING_DATE_BIAS, DateBias::Nearest])?;
    if attendance == Some(Attendance::NotAttended) && facts.reason.is_none() {
        reader.refuse("reason", "say why: type the first letter of a reason");
    }
    let typed = form.has_changed("on") || form.has_changed("attendance");
    if let Err(why) = check_held(&facts, typed, context.today) {
        reader.refuse("attendance", why);
    }
    let moved_from = meeting_context.expected.filter(|day| facts.on != *day);
    facts.instead_of = facts.instead_of.or(moved_from);
    let progress = noted.into_iter().map(|(known, text)| (known.id, text)).collect();
    let input = MeetingInput { facts, progress, told: is_update_given(form) };
    let acts = form
        .targets
        .iter()
        .flat_map(|council| input.acts(*council, meeting_context.correct, meeting_context.known.as_ref()));
    Some(Change::all(acts.collect()))
}

fn read_options(
    reader: &mut FieldReader<'_>,
    attendance: Option<Attendance>,
    noted: &[(&PriorityRef, Untrusted)],
) -> MeetingOptions {
    let officers = reader.value("officers").split(',').map(str::trim).filter(|who| !who.is_empty());
    let officers = if attendance.is_some() { officers.map(Untrusted::from).collect() } else { Vec::new() };
    let mut covered = parse_covered(reader.value("covered")).unwrap_or_else(|| {
        reader.reject("covered", "write the numbers of the priorities: 1 2 3");
        Vec::new()
    });
    if covered.is_empty() && attendance.is_some() {
        covered = noted.iter().filter_map(|(known, _)| known.slot).collect();
    }
    let (cancelled, planned) = (reader.value("attendance") == CANCELLED, reader.value("attendance") == PLANNED);
    let plan = if planned { Intent::from_code(reader.value("plan")) } else { None };
    MeetingOptions { cancelled, plan, officers, covered }
}
