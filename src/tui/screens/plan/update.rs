//! The plan: what it is asked from, what is fixed by hand, and putting it into the diary.

use crate::tui::app::form_actions::show;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::{Awaiting, Model, Tone};
use crate::tui::app::msg::{DateRange, Effect};
use crate::tui::forms::plan;
use crate::tui::forms::plan::PlanRequest;
use crate::tui::keys::command::Cmd;
use crate::tui::screens::plan::state::{PlanQuery, PlanScreen};
use crate::tui::screens::plan::view as plan_view;
use charter::calendar::Quarter;
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::plan::{Infeasible, Plan, PlanDraft, Way, needs_planning};
use charter::untrusted::sanitize;

/// Opens the form: for the rest of the quarter in view.
pub fn open(model: &mut Model) {
    let as_at = model.snapshot.as_at();
    let quarter = Quarter::of(as_at);
    let days = model.diary.days.filter(|days| days.until >= as_at);
    let days = days.unwrap_or(DateRange { from: quarter.starts_on(), until: quarter.ends_on() });
    let days = DateRange { from: days.from.max(as_at), ..days };
    let teams = model.snapshot.names(|line| &line.team).into_iter().map(|(name, _)| name).collect();
    let form = plan::open(days, teams, &model.context());
    show(model, form);
}

/// Asks for the plan that is wanted. The form stays beneath it, with all that was typed.
pub fn ask(model: &mut Model, wanted: PlanRequest) -> Vec<Effect> {
    let PlanRequest { days, team, duties, roster } = wanted;
    let snapshot = &model.snapshot;
    let lines: Vec<&CouncilLine> = match &team {
        Some(team) => snapshot.lines().iter().filter(|line| line.team.raw() == team).collect(),
        None => model.councils.left().map(|place| &snapshot.lines()[place as usize]).collect(),
    };
    let planned_for = lines.iter().filter(|line| needs_planning(line, days.from, days.until));
    let planned_for = planned_for.map(|line| (*line).clone()).collect();
    let whom = team.map_or_else(|| pluralize(lines.len(), "council"), |team| sanitize(&team).into_owned());
    let (round, as_at) = (snapshot.round().id, snapshot.as_at().max(days.from));
    model.awaiting = Some(Awaiting::Plan);
    vec![Effect::MakePlan(Box::new(PlanQuery { days, round, as_at, lines: planned_for, duties, roster, whom }))]
}

/// Takes the plan that was asked for, or says at the form why there is none.
pub fn take(model: &mut Model, made: Result<Box<PlanScreen>, String>) {
    if model.awaiting != Some(Awaiting::Plan) {
        return;
    }
    model.awaiting = None;
    match made {
        Ok(screen) => {
            if screen.dropped > 0 {
                let meetings = pluralize(screen.dropped, "meeting");
                model.notify(
                    Tone::Info,
                    format!("{meetings} planned before cannot be kept to with this duty; those lines say so"),
                );
            }
            model.layers.push(Layer::Plan(screen));
        }
        Err(why) => {
            model.drop_queued_input();
            if let Some(Layer::Form(form)) = model.layers.last_mut() {
                form.error = Some(why);
            }
        }
    }
}

/// Takes the plan that was made anew. What cannot be held is not fixed, and why is said.
pub fn take_again(model: &mut Model, sketch: PlanDraft, solved: Result<Plan, Infeasible>) {
    if model.awaiting != Some(Awaiting::Plan) {
        return;
    }
    model.awaiting = None;
    let why = match (&solved, model.layers.last()) {
        (Err(clash), _) => Some(clash.describe(&|id| name(model, id))),
        _ => None,
    };
    if let (Ok(plan), Some(Layer::Plan(screen))) = (solved, model.layers.last_mut()) {
        screen.take(sketch, plan);
    }
    if let Some(why) = why {
        model.notify(Tone::Error, format!("left as it was: {why}"));
    }
}

/// What a council is called.
pub fn name(model: &Model, id: CouncilId) -> String {
    let line = model.snapshot.lines().iter().find(|line| line.id == id);
    line.map_or_else(|| "a council".to_owned(), |line| line.name.sanitized().into_owned())
}

/// Runs one of the commands of the plan.
pub fn run(model: &mut Model, command: Cmd) -> Vec<Effect> {
    let page = isize::try_from(plan_view::visible_rows(model)).unwrap_or(1).max(2) - 1;
    let Some(Layer::Plan(screen)) = model.layers.last_mut() else { return Vec::new() };
    let (sketch, otherwise) = match command {
        Cmd::PlanDown => return moved(screen, 1),
        Cmd::PlanUp => return moved(screen, -1),
        Cmd::PlanPageDown => return moved(screen, page),
        Cmd::PlanPageUp => return moved(screen, -page),
        Cmd::PlanClose => {
            model.layers.pop();
            return Vec::new();
        }
        Cmd::PlanAccept => return accept(model),
        Cmd::PlanInPerson => (screen.with_way(Way::InPerson), NO_COUNCIL),
        Cmd::PlanDigitally => (screen.with_way(Way::Digital), NO_COUNCIL),
        Cmd::PlanWritten => (screen.with_way(Way::Written), NO_COUNCIL),
        Cmd::PlanLeaveOut => (screen.with_way(Way::CannotBeMet), NO_COUNCIL),
        Cmd::PlanNextWay => (screen.with_adjacent_way(true), NO_COUNCIL),
        Cmd::PlanPreviousWay => (screen.with_adjacent_way(false), NO_COUNCIL),
        Cmd::PlanOtherMeeting => (screen.with_other(), "this council has no other meeting in the period"),
        _ => (screen.unpinned(), "nothing is fixed by hand for this council"),
    };
    match sketch {
        Some(sketch) => {
            model.awaiting = Some(Awaiting::Plan);
            vec![Effect::SolvePlan(Box::new(sketch))]
        }
        None => {
            model.notify(Tone::Info, otherwise);
            Vec::new()
        }
    }
}

const NO_COUNCIL: &str = "no council of those asked about has a promise to be kept";

fn moved(screen: &mut PlanScreen, lines: isize) -> Vec<Effect> {
    screen.step(lines);
    Vec::new()
}

fn accept(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Plan(screen)) = model.layers.last() else { return Vec::new() };
    match screen.plan.to_change_dropping_superseded(&screen.diary, &screen.planned) {
        Some(change) => {
            model.awaiting = Some(Awaiting::Change);
            vec![Effect::Apply(change)]
        }
        None => {
            model.notify(
                Tone::Info,
                "nothing to put into the diary: it says all of this already, or no meeting can be attended",
            );
            Vec::new()
        }
    }
}

/// The plan is in the diary: it is closed, and what it was asked from is done with.
pub fn saved(model: &mut Model) -> Vec<Effect> {
    model.layers.pop();
    if let Some(Layer::Form(form)) = model.layers.last() {
        model.drafts.forget(form);
        model.layers.pop();
    }
    vec![Effect::SaveDrafts]
}
