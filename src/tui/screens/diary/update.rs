//! Key handlers of the diary: moving between months; planning, moving and cancelling meetings.

use charter::calendar::Quarter;
use charter::change::{Act, Change, RecordMeeting};
use charter::council_file::CouncilFile;
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{Intent, MeetingFacts};
use chrono::NaiveDate;

use crate::tui::app::awaiting::{Awaiting, OnFileRead};
use crate::tui::app::date_range::DateRange;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::shared::Shared;
use crate::tui::app::step::Step;
use crate::tui::app::tab::Tab;
use crate::tui::dialogs::promises::PromiseTable;
use crate::tui::forms::plan;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::diary::alteration::Alteration;
use crate::tui::screens::diary::state::Diary;

pub fn attend_in_person(diary: &mut Diary, shared: &Shared) -> Step {
    alter_focused(diary, shared, Alteration::Plan(Intent::InPerson))
}

pub fn attend_digitally(diary: &mut Diary, shared: &Shared) -> Step {
    alter_focused(diary, shared, Alteration::Plan(Intent::Digital))
}

pub fn attend_in_writing(diary: &mut Diary, shared: &Shared) -> Step {
    alter_focused(diary, shared, Alteration::Plan(Intent::Written))
}

pub fn drop_plan(diary: &mut Diary, shared: &Shared) -> Step {
    alter_focused(diary, shared, Alteration::DropPlan)
}

pub fn cancel_meeting(diary: &mut Diary, shared: &Shared) -> Step {
    alter_focused(diary, shared, Alteration::Cancel)
}

pub fn previous_month(diary: &mut Diary, shared: &Shared) -> Step {
    go_to_day(diary, shared, diary.adjacent_month(false))
}

pub fn next_month(diary: &mut Diary, shared: &Shared) -> Step {
    go_to_day(diary, shared, diary.adjacent_month(true))
}

pub fn go_to_today(diary: &mut Diary, shared: &Shared) -> Step {
    go_to_day(diary, shared, shared.snapshot.as_at())
}

/// If the day is in another quarter, keys wait until its meetings are read.
fn go_to_day(diary: &mut Diary, shared: &Shared, day: NaiveDate) -> Step {
    match diary.go_to(day) {
        Some(days) => Step::ask(Effect::ReadDiary(days, shared.snapshot.as_at()), Awaiting::TabRows(Tab::Diary)),
        None => Step::none(),
    }
}

pub fn show_promises(_: &mut Diary, _: &Shared) -> Step {
    Step::push(Layer::Promises(PromiseTable::default()))
}

/// Opens the plan form for the rest of the quarter, from the as-at day.
pub fn open_plan_form(diary: &mut Diary, shared: &Shared) -> Step {
    let as_at = shared.snapshot.as_at();
    let quarter = Quarter::of(as_at);
    let days = diary.days.filter(|days| days.until >= as_at);
    let days = days.unwrap_or(DateRange { from: quarter.starts_on(), until: quarter.ends_on() });
    let days = DateRange { from: days.from.max(as_at), ..days };
    let teams = shared.snapshot.names(|line| &line.team);
    Step::open_form(plan::open(days, teams, &shared.form_context()))
}

/// Changes the meeting in focus. A recorded one is read first, so that its other facts stay.
fn alter_focused(diary: &mut Diary, shared: &Shared, alteration: Alteration) -> Step {
    let Some(meeting) = diary.focused() else { return Step::none() };
    if let Alteration::Plan(intent) = alteration
        && meeting.plan == Some(intent)
    {
        let drop = shared.keymap.key(Cmd::DropPlan).unwrap_or_default();
        return Step::info(format!("this is planned already, {intent}; {drop} cancels the plan"));
    }
    if let Some(id) = meeting.meeting {
        return Step::read_file(shared, meeting.council, OnFileRead::AlterMeeting(id, alteration));
    }
    let mut facts =
        MeetingFacts { on: meeting.on, at: meeting.at, place: meeting.place.clone(), ..MeetingFacts::default() };
    alteration.alter(&mut facts);
    record(meeting.council, None, facts)
}

/// Changes a recorded meeting once the council's file is read.
pub fn alter(file: &CouncilFile, id: MeetingId, alteration: Alteration) -> Step {
    let Some(meeting) = file.meetings.iter().find(|meeting| meeting.id == id) else {
        return Step::error("this meeting no longer exists; nothing was changed");
    };
    let mut facts = meeting.facts.clone();
    alteration.alter(&mut facts);
    record(file.council.id, Some((meeting.id, meeting.version)), facts)
}

fn record(council: CouncilId, correct: Option<(MeetingId, i64)>, facts: MeetingFacts) -> Step {
    Step::apply(Change::from(Act::Meeting(RecordMeeting { council, correct, facts })))
}
