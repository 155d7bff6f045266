//! `record meeting`: the meeting, progress on priorities and the update, as one change.

use super::target::{RecordTarget, read_text, reference_day};
use crate::cli::args::MeetingArgs;
use crate::cli::context::Invocation;
use crate::cli::describe_meeting::describe_meeting;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::find_priority;
use crate::cli::history::describe_meeting_edit;
use crate::cli::output::Output;
use charter::calendar::{DateBias, format_full};
use charter::council_file::CouncilFile;
use charter::ids::PriorityId;
use charter::meeting::{Attendance, Meeting};
use charter::untrusted::Untrusted;
use chrono::{NaiveDate, NaiveTime};
use desk::records::{MeetingEdit, MeetingInput, check_held};

/// A meeting on record on that day is amended: what is not given stays.
pub(super) fn run(args: &MeetingArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let (on, edit) = read_edit(args, reference_day(invocation)?)?;
    let target = RecordTarget::open(&args.target, invocation, out)?;
    echo_date(Some(&args.on), on, out);
    let dates = [(&args.instead_of, edit.instead_of), (&args.move_to, edit.move_to)];
    for (typed, day) in dates {
        day.inspect(|day| echo_date(typed.as_deref(), *day, out));
    }
    let file = target.council_file()?;
    let known = find_known(args, on, edit.at.flatten(), &file)?;
    check_given(args, known)?;
    let (progress, slots) = find_progress(args, &file)?;
    let facts = edit.facts(known.map(|known| &known.facts), on);
    let mut input = MeetingInput { facts, progress, told: args.update };
    check_update(&input)?;
    check_to_come(args, &input, target.context.as_at)?;
    if args.covers.is_empty() {
        input.facts.covered.extend(slots);
        input.facts.covered.sort_unstable();
        input.facts.covered.dedup();
    }
    let acts = input.acts(target.id(), known.map(|known| (known.id, known.version)), known);
    let saved = target.save_and_read(acts, out)?;
    if let (Some(known), Some(file)) = (known, saved) {
        print_amendment(known, &file, out);
    }
    Ok(())
}

/// What was on record, and what is now.
fn print_amendment(known: &Meeting, file: &CouncilFile, out: &Output) {
    let Some(details) = describe_meeting_edit(file, known.id) else { return };
    out.print_message(&format!("it was on record: {}", describe_meeting(known)));
    let now = file.meetings.iter().find(|meeting| meeting.id == known.id).map(describe_meeting).unwrap_or_default();
    let details = if details.is_empty() { String::new() } else { format!("; {details}") };
    out.print_message(&format!("it is now: {now}{details}"));
}

fn read_edit(args: &MeetingArgs, today: NaiveDate) -> Result<(NaiveDate, MeetingEdit), Failure> {
    let note = args.note.as_deref().map(|given| read_text("--note", given)).transpose()?;
    let fields = [
        ("on", Some(&*args.on)),
        ("move-to", args.move_to.as_deref()),
        ("at", args.at.as_deref()),
        ("instead", args.instead_of.as_deref()),
        ("attendance", args.attendance.as_deref()),
        ("reason", args.reason.as_deref()),
        ("hours", args.hours.as_deref()),
        ("plan", args.plan.as_deref()),
        ("place", args.place.as_deref()),
        ("note", note.as_deref()),
    ];
    let is_held = args.attendance.as_deref().and_then(Attendance::from_code).is_some();
    let is_to_come = args.attendance.is_some() || args.plan.is_some() || args.instead_of.is_some();
    let bias = match (is_held, is_to_come || args.cancelled.is_some()) {
        (true, _) => DateBias::Past,
        (false, true) => DateBias::Future,
        // Only details are given, so the meeting is on record.
        (false, false) => DateBias::Nearest,
    };
    let (on, edit) = read(&fields, today, |reader| Some((reader.date("on", bias)?, MeetingEdit::read(reader, bias))))?;
    let officers: Vec<Untrusted> =
        args.officers.iter().map(|who| who.trim()).filter(|who| !who.is_empty()).map(Untrusted::from).collect();
    let edit = MeetingEdit {
        cancelled: args.cancelled.as_deref().map(|given| given == "yes"),
        officers: (!args.officers.is_empty()).then_some(officers),
        covered: (!args.covers.is_empty()).then(|| args.covers.clone()),
        ..edit
    };
    Ok((on, edit))
}

/// The meeting of that day on record; of several, the one at that time or with that id.
fn find_known<'a>(
    args: &MeetingArgs,
    on: NaiveDate,
    at: Option<NaiveTime>,
    file: &'a CouncilFile,
) -> Result<Option<&'a Meeting>, Failure> {
    let same_day: Vec<&Meeting> = file.meetings.iter().filter(|meeting| meeting.facts.on == on).collect();
    let refused = |why: String| {
        let listed: Vec<String> =
            same_day.iter().map(|known| format!("  {:>5}  {}", known.id.0, describe_meeting(known))).collect();
        let listed = if listed.is_empty() { String::new() } else { format!(":\n{}", listed.join("\n")) };
        Err(Failure::Refused(format!("{why}. Nothing was changed{listed}")))
    };
    if args.another {
        return match same_day.iter().find(|known| known.is_to_come() || known.facts.at == at) {
            Some(known) if known.is_to_come() => {
                refused("--another: a meeting of that day has no outcome yet; record that first".to_owned())
            }
            Some(_) => refused("--another: a meeting of that day and time is on record".to_owned()),
            None => Ok(None),
        };
    }
    if let Some(id) = args.meeting {
        return match same_day.iter().find(|known| known.id.0 == id) {
            Some(known) => Ok(Some(known)),
            None => refused(format!("--meeting: there is no meeting {id} on {}", format_full(on))),
        };
    }
    let at_that_time: Vec<&Meeting> =
        same_day.iter().copied().filter(|known| at.is_some() && known.facts.at == at).collect();
    match (same_day.as_slice(), at_that_time.as_slice()) {
        ([], _) => Ok(None),
        ([one], _) | (_, [one]) => Ok(Some(one)),
        _ => refused(format!("several meetings are on record on {}; choose one with --meeting ID", format_full(on))),
    }
}

/// A new meeting needs more than details.
fn check_given(args: &MeetingArgs, known: Option<&Meeting>) -> Result<(), Failure> {
    let usage = |why: &str| Err(Failure::Usage(format!("{why}. Nothing was changed")));
    let says_how =
        args.attendance.is_some() || args.plan.is_some() || args.cancelled.is_some() || args.instead_of.is_some();
    match known {
        None if args.move_to.is_some() => usage("--move-to: no meeting of that day is on record"),
        None if !says_how => usage(
            "--attendance: no meeting of that day is on record; say how the team took part, or plan it with --plan",
        ),
        _ => Ok(()),
    }
}

/// An update needs a meeting that was held and attended.
fn check_update(input: &MeetingInput) -> Result<(), Failure> {
    let why = match input.facts.attendance {
        None if input.told || !input.progress.is_empty() => {
            "--update and --progress: a meeting that is still to come has neither; say how the team took part with \
             --attendance"
        }
        Some(Attendance::NotAttended) if input.told => {
            "--update: nobody took part; record an update that was given otherwise with `charterdesk record update`"
        }
        _ => return Ok(()),
    };
    Err(Failure::Usage(format!("{why}. Nothing was changed")))
}

/// No attendance is recorded for a day after the as-at day.
fn check_to_come(args: &MeetingArgs, input: &MeetingInput, as_at: NaiveDate) -> Result<(), Failure> {
    let option = if args.move_to.is_some() { "--move-to" } else { "--attendance" };
    let is_typed = args.move_to.is_some() || args.attendance.is_some();
    check_held(&input.facts, is_typed, as_at)
        .map_err(|why| Failure::Refused(format!("{option}: {why} (--attendance planned). Nothing was changed")))
}

/// The texts of `--progress` by priority, and the numbers of these priorities.
type Progress = (Vec<(PriorityId, Untrusted)>, Vec<u8>);

fn find_progress(args: &MeetingArgs, file: &CouncilFile) -> Result<Progress, Failure> {
    let (mut progress, mut slots) = (Vec::new(), Vec::new());
    for given in &args.progress {
        let Some((typed, text)) = given.split_once('=') else {
            return Err(Failure::Usage(format!(
                "--progress: “{given}” is not a priority and what is said of it; write it as 1=TEXT. Nothing was changed"
            )));
        };
        let known = find_priority::find(typed, file)?;
        slots.extend(known.status.slot);
        progress.push((known.priority.id, Untrusted::from(text.trim())));
    }
    Ok((progress, slots))
}
