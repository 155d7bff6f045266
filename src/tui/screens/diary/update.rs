//! What is done in the diary: going from month to month, and planning, moving and calling off meetings.

use chrono::NaiveDate;

use crate::tui::app::form_actions::{open_with_file, read_file};
use crate::tui::app::layer::{Layer, Tab};
use crate::tui::app::model::{Awaiting, Model, OnFileRead, Tone};
use crate::tui::app::msg::Effect;
use crate::tui::dialogs::promises::PromiseTable;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::plan::update as plan_actions;
use charter::change::{Act, Change, RecordMeeting};
use charter::council_file::CouncilFile;
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{Intent, Meeting, MeetingFacts};

/// What one key does to a meeting that is still to come; the same key takes it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// The council has called it off.
    CallOff,
    /// The team means to take part.
    Intend(Intent),
}

impl Alteration {
    fn alter(self, facts: &mut MeetingFacts) {
        match self {
            Self::CallOff => facts.cancelled = !facts.cancelled,
            Self::Intend(intent) => facts.plan = Some(intent).filter(|intent| facts.plan != Some(*intent)),
        }
    }
}

/// Runs one of the commands of the diary.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    match command {
        Cmd::AttendInPerson => alter_focused(model, Alteration::Intend(Intent::InPerson)),
        Cmd::AttendDigitally => alter_focused(model, Alteration::Intend(Intent::Digital)),
        Cmd::AttendInWriting => alter_focused(model, Alteration::Intend(Intent::Written)),
        Cmd::CancelMeeting => alter_focused(model, Alteration::CallOff),
        Cmd::PreviousMonth | Cmd::NextMonth => {
            let first = model.diary.month_beside(command == Cmd::NextMonth);
            go_to_day(model, first)
        }
        Cmd::DiaryToday => {
            let today = model.snapshot.as_at();
            go_to_day(model, today)
        }
        Cmd::MakePlan => {
            plan_actions::open(model);
            Vec::new()
        }
        Cmd::ShowPromises => {
            model.layers.push(Layer::Promises(PromiseTable::default()));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Goes to a day; meetings of another quarter are read first, and keys wait for them.
fn go_to_day(model: &mut Model, day: NaiveDate) -> Vec<Effect> {
    let Some(days) = model.diary.go_to(day) else { return Vec::new() };
    model.awaiting = Some(Awaiting::TabRows(Tab::Diary));
    vec![Effect::ReadDiary(days)]
}

/// Opens the form of the meeting in focus; outside the diary, that of the council's next or a new one.
pub fn open_meeting(model: &mut Model) -> Vec<Effect> {
    let focused = model.diary.focused().filter(|_| model.tab == Tab::Diary && model.layers.is_empty());
    match focused.map(|meeting| (meeting.council, OnFileRead::MeetingOn(meeting.on, meeting.meeting))) {
        Some((council, then)) => read_file(model, council, then),
        None => open_with_file(model, OnFileRead::Meeting),
    }
}

/// Alters the meeting in focus. One that only the pattern gives is put on record so; one on record is read first, so that
/// nothing else that is recorded of it is lost.
fn alter_focused(model: &mut Model, alteration: Alteration) -> Vec<Effect> {
    let Some(meeting) = model.diary.focused() else { return Vec::new() };
    let council = meeting.council;
    if let Some(id) = meeting.meeting {
        return read_file(model, council, OnFileRead::AlterMeeting(id, alteration));
    }
    let mut facts =
        MeetingFacts { on: meeting.on, at: meeting.at, place: meeting.place.clone(), ..MeetingFacts::default() };
    alteration.alter(&mut facts);
    apply(model, council, None, facts)
}

/// Alters a meeting on record, now that the file of its council has come.
pub fn alter(model: &mut Model, file: &CouncilFile, id: MeetingId, alteration: Alteration) -> Vec<Effect> {
    let Some(meeting) = file.meetings.iter().find(|meeting: &&Meeting| meeting.id == id) else {
        model.notify(Tone::Error, "this meeting is not there any more; nothing was changed");
        return Vec::new();
    };
    let mut facts = meeting.facts.clone();
    alteration.alter(&mut facts);
    apply(model, file.council.id, Some((meeting.id, meeting.version)), facts)
}

fn apply(model: &mut Model, council: CouncilId, correct: Option<(MeetingId, i64)>, facts: MeetingFacts) -> Vec<Effect> {
    model.awaiting = Some(Awaiting::Change);
    vec![Effect::Apply(Change::from(Act::Meeting(RecordMeeting { council, correct, facts })))]
}
