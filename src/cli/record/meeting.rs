//! `record meeting`.

use crate::cli::args::{MeetingArgs, PLANNED};
use crate::cli::dates;
use crate::cli::desk::Asked;
use crate::cli::failure::Failure;
use crate::cli::out::Out;
use crate::domain::calendar::{Lean, full};
use crate::domain::change::{Act, MeetingFacts, RecordMeeting};
use crate::domain::foreign::Foreign;
use crate::domain::meeting::{Attendance, Intent, Reason};

use super::saving::{About, echo, text, today};

/// Records a meeting.
pub(super) fn run(args: &MeetingArgs, asked: &Asked, out: &mut Out) -> Result<(), Failure> {
    let lean = if args.attendance == PLANNED { Lean::Future } else { Lean::Past };
    let on = dates::day("--on", &args.on, today(asked)?, lean)?;
    let attendance = Attendance::from_code(&args.attendance);
    let facts = MeetingFacts {
        on,
        at: args.at.as_deref().map(|typed| dates::time("--at", typed)).transpose()?,
        place: Foreign::from(args.place.as_str()),
        plan: Intent::usual(attendance),
        attendance,
        reason: args.reason.as_deref().and_then(Reason::from_code),
        officers: args.officers.iter().map(|who| Foreign::from(who.as_str())).collect(),
        note: text("--note", &args.note)?,
        covered: args.covers.clone(),
        ..MeetingFacts::default()
    };
    let about = About::find(&args.council, &args.round, asked, out)?;
    echo(&args.on, &on.to_string(), &full(on), out);
    let act = RecordMeeting { council: about.council.id, correct: None, facts };
    about.save(Act::Meeting(act), &args.json, out)
}
