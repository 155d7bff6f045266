//! `record meeting`: the meeting, progress on priorities and the update, as one change.

use super::target::{RecordTarget, read_text, reference_day};
use crate::cli::args::{MeetingArgs, NO_PLAN};
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::find_priority;
use crate::cli::output::Output;
use charter::calendar::DateBias;
use charter::council_file::CouncilFile;
use charter::ids::PriorityId;
use charter::meeting::{Attendance, Intent, MeetingFacts};
use charter::untrusted::Untrusted;
use desk::records::{MeetingInput, MeetingOptions};

pub(super) fn run(args: &MeetingArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let attendance = args.attendance.as_deref().and_then(Attendance::from_code);
    check_update(args, attendance)?;
    let facts = read_facts(args, attendance, reference_day(invocation)?)?;
    let target = RecordTarget::open(&args.target, invocation, out)?;
    echo_date(Some(&args.on), facts.on, out);
    facts.instead_of.inspect(|on| echo_date(args.instead_of.as_deref(), *on, out));
    let file = target.council_file()?;
    let (progress, slots) = find_progress(args, &file)?;
    let mut input = MeetingInput { facts, progress, told: args.update };
    if input.facts.covered.is_empty() {
        input.facts.covered = slots;
    }
    // Only a correction can remove a plan to attend.
    let planned = file.meetings.iter().find(|meeting| meeting.facts.on == input.facts.on && meeting.is_planned());
    let corrected = planned.filter(|_| args.plan.as_deref() == Some(NO_PLAN));
    if let Some(known) = corrected {
        input.facts = keep_recorded(input.facts, known.facts.clone());
    }
    let acts = input.acts(target.id(), corrected.map(|known| (known.id, known.version)), None);
    target.save_all(acts, out)
}

/// An update needs a meeting that was held and attended.
fn check_update(args: &MeetingArgs, attendance: Option<Attendance>) -> Result<(), Failure> {
    let why = match attendance {
        None if args.update || !args.progress.is_empty() => {
            "--update and --progress: a meeting that is still to come has neither; say how the team took part with \
             --attendance"
        }
        Some(Attendance::NotAttended) if args.update => {
            "--update: nobody took part; record an update that was given otherwise with `charterdesk record update`"
        }
        _ => return Ok(()),
    };
    Err(Failure::Usage(format!("{why}. Nothing was changed")))
}

fn read_facts(
    args: &MeetingArgs,
    attendance: Option<Attendance>,
    today: chrono::NaiveDate,
) -> Result<MeetingFacts, Failure> {
    let note = read_text("--note", &args.note)?;
    let fields = [
        ("on", Some(&*args.on)),
        ("at", args.at.as_deref()),
        ("instead", args.instead_of.as_deref()),
        ("attendance", args.attendance.as_deref()),
        ("reason", args.reason.as_deref()),
        ("place", Some(&*args.place)),
        ("note", Some(&*note)),
    ];
    let plan = match args.plan.as_deref() {
        Some(NO_PLAN) => None,
        Some(plan) => Intent::from_code(plan),
        None if args.cancelled => None,
        None => Intent::usual(attendance),
    };
    let officers = args.officers.iter().map(|who| Untrusted::from(who.as_str())).collect();
    let options = MeetingOptions { cancelled: args.cancelled, plan, officers, covered: args.covers.clone() };
    let bias = if attendance.is_none() { DateBias::Future } else { DateBias::Past };
    read(&fields, today, |reader| MeetingInput::read_facts(reader, options, [bias, bias]))
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

/// A correction keeps every recorded fact that is not given.
fn keep_recorded(given: MeetingFacts, known: MeetingFacts) -> MeetingFacts {
    let text = |given: Untrusted, known: Untrusted| if given.is_blank() { known } else { given };
    MeetingFacts {
        at: given.at.or(known.at),
        place: text(given.place, known.place),
        note: text(given.note, known.note),
        officers: if given.officers.is_empty() { known.officers } else { given.officers },
        ..given
    }
}
