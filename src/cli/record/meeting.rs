//! `record meeting`: the meeting, the progress on its priorities and the update, as one change.

use crate::cli::args::{MeetingArgs, NO_PLAN};
use crate::cli::context::Invocation;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::{dates, find_priority};
use charter::calendar::{DateBias, format_full};
use charter::change::{Act, Change, RecordMeeting, RecordProgress, RecordUpdate};
use charter::council_file::CouncilFile;
use charter::meeting::{Attendance, Intent, MeetingFacts, Reason};
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;

use crate::cli::record::target::{RecordTarget, echo_date, parse_day, read_text, reference_day};

/// Records a meeting.
pub(super) fn run(args: &MeetingArgs, asked: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let attendance = args.attendance.as_deref().and_then(Attendance::from_code);
    let lean = if attendance.is_none() { DateBias::Future } else { DateBias::Past };
    let on = dates::parse_day("--on", &args.on, reference_day(asked)?, lean)?;
    let instead_of = args.instead_of.as_deref();
    let instead_of = instead_of.map(|typed| parse_day("--instead-of", Some(typed), lean, asked, out)).transpose()?;
    if attendance.is_none() && (args.update || !args.progress.is_empty()) {
        return Err(Failure::Usage(
            "--update and --progress: a meeting that is still to come has neither; say how the team took part with \
             --attendance. Nothing was changed"
                .to_owned(),
        ));
    }
    if attendance == Some(Attendance::NotAttended) && args.update {
        return Err(Failure::Usage(
            "--update: nobody took part; record an update that was given otherwise with `charterdesk record update`. \
             Nothing was changed"
                .to_owned(),
        ));
    }
    let mut facts = MeetingFacts {
        on,
        at: args.at.as_deref().map(|typed| dates::time_option("--at", typed)).transpose()?,
        place: Untrusted::from(args.place.as_str()),
        plan: intent(args, attendance),
        cancelled: args.cancelled,
        instead_of,
        uid: None,
        attendance,
        reason: args.reason.as_deref().and_then(Reason::from_code),
        officers: args.officers.iter().map(|who| Untrusted::from(who.as_str())).collect(),
        note: read_text("--note", &args.note)?,
        covered: args.covers.clone(),
    };
    let about = RecordTarget::open(&args.council, &args.round, asked, out)?;
    echo_date(&args.on, &on.to_string(), &format_full(on), out);
    let file = about.council_file()?;
    let noted = progress_acts(args, &file, &mut facts)?;
    about.save(Change::all(build_acts(args, &file, facts, noted)), &args.json, out)
}

/// What is planned: nothing where the council has called it off, unless it is said.
fn intent(args: &MeetingArgs, attendance: Option<Attendance>) -> Option<Intent> {
    match args.plan.as_deref() {
        Some(NO_PLAN) => None,
        Some(said) => Intent::from_code(said),
        None if args.cancelled => None,
        None => Intent::usual(attendance),
    }
}

/// The notes of progress. Where it is not said which priorities were covered, they are.
fn progress_acts(args: &MeetingArgs, file: &CouncilFile, facts: &mut MeetingFacts) -> Result<Vec<Act>, Failure> {
    let mut slots = Vec::new();
    let mut acts = Vec::new();
    for given in &args.progress {
        let Some((typed, text)) = given.split_once('=') else {
            return Err(Failure::Usage(format!(
                "--progress: “{given}” is not a priority and what is said of it; write it as 1=TEXT. Nothing was changed"
            )));
        };
        let known = find_priority::find(typed, file)?;
        slots.extend(known.standing.slot);
        let text = Untrusted::from(text.trim());
        acts.push(Act::Progress(RecordProgress {
            council: file.council.id,
            priority: known.priority.id,
            on: facts.on,
            text,
        }));
    }
    if facts.covered.is_empty() {
        facts.covered = slots;
    }
    Ok(acts)
}

fn build_acts(args: &MeetingArgs, file: &CouncilFile, facts: MeetingFacts, noted: Vec<Act>) -> Vec<Act> {
    let (council, on) = (file.council.id, facts.on);
    let how =
        if facts.attendance == Some(Attendance::Written) { UpdateChannel::Written } else { UpdateChannel::Meeting };
    // Nothing but a correction of what is on record says that nobody plans to go there any more.
    let planned = file.meetings.iter().find(|meeting| meeting.facts.on == on && meeting.is_planned());
    let correct = planned.filter(|_| args.plan.as_deref() == Some(NO_PLAN)).map(|known| (known.id, known.version));
    let facts = match planned {
        Some(known) if correct.is_some() => merge_recorded(facts, known.facts.clone()),
        _ => facts,
    };
    let mut acts = vec![Act::Meeting(RecordMeeting { council, correct, facts })];
    acts.extend(noted);
    if args.update {
        acts.push(Act::Update(RecordUpdate { council, on, how, text: Untrusted::default() }));
    }
    acts
}

/// What is on record, where nothing else is said.
fn merge_recorded(said: MeetingFacts, known: MeetingFacts) -> MeetingFacts {
    let text = |said: Untrusted, known: Untrusted| if said.is_blank() { known } else { said };
    MeetingFacts {
        at: said.at.or(known.at),
        place: text(said.place, known.place),
        note: text(said.note, known.note),
        officers: if said.officers.is_empty() { known.officers } else { said.officers },
        ..said
    }
}
