//! Saved views: opening, saving and removing them; the user's own team; the list as it was left.

use charter::english::pluralize;
use charter::filter::Filter;

use crate::list_views::{ListView, ListViews, NamedView, ViewEdit};
use crate::tui::app::apply::apply_step;
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::app::tab::Tab;
use crate::tui::app::tabs;
use crate::tui::dialogs::picker::Pick;
use crate::tui::dialogs::view_choices::{PickedView, view_choices};
use crate::tui::forms;
use crate::tui::forms::save_view::ViewRequest;

/// How the list is set now.
pub fn now(model: &Model) -> ListView {
    ListView::new(&model.shared.search.filter, &model.councils.table)
}

/// Opens the start view, or the list as it was left.
pub fn restore(model: &mut Model, views: ListViews) -> Vec<Effect> {
    model.views = views;
    if let Some(view) = model.views.start().cloned() {
        return open_view(model, &view);
    }
    let Some(list) = model.views.last.clone() else { return Vec::new() };
    if let Err(why) = list.check() {
        return refuse(model, "the list is not as you left it", &why);
    }
    set(model, &list);
    if !model.shared.search.filter.is_empty() && model.notice.is_none() {
        model.notify(Tone::Info, "the list is as you left it; Esc shows all councils");
    }
    Vec::new()
}

fn set(model: &mut Model, list: &ListView) {
    model.shared.search.filter = list.filter();
    model.councils.table = list.table();
    model.search();
}

pub fn pick(model: &mut Model) -> Vec<Effect> {
    let pick = view_choices(&model.views, model.view_name.as_deref());
    model.layers.push(Layer::Pick(Box::new(pick)));
    Vec::new()
}

/// Carries out the choice of the picker.
pub fn picked(model: &mut Model, pick: &Pick) -> Vec<Effect> {
    match PickedView::of(pick) {
        Some(PickedView::Open(index)) => match model.views.views.get(index).cloned() {
            Some(view) => open_view(model, &view),
            None => Vec::new(),
        },
        Some(PickedView::Save) => open_form(model),
        Some(PickedView::Delete) => delete(model),
        None => Vec::new(),
    }
}

/// Says which words of the file are not known. The list and the file stay as they are.
fn refuse(model: &mut Model, what: &str, why: &str) -> Vec<Effect> {
    let why = charter::untrusted::sanitize(why).into_owned();
    model.notify(Tone::Error, format!("{what}: {why}. Nothing was changed; mend views.toml"));
    Vec::new()
}

fn open_view(model: &mut Model, view: &NamedView) -> Vec<Effect> {
    if let Err(why) = view.check() {
        let name = charter::untrusted::sanitize(&view.name).into_owned();
        return refuse(model, &format!("view {name} was not opened"), &why);
    }
    set(model, &view.list);
    model.view_name = Some(view.name.clone());
    let (shown, of) = (model.shared.search.hits().len(), model.shared.snapshot.counts.total());
    if model.shared.snapshot.is_complete() {
        let name = charter::untrusted::sanitize(&view.name).into_owned();
        model.notify(Tone::Info, format!("view {name}: {shown} of {}", pluralize(of, "council")));
    }
    match Tab::from_code(&view.tab) {
        Some(tab) if tab != model.tab => tabs::go_to(model, tab),
        _ => Vec::new(),
    }
}

fn open_form(model: &mut Model) -> Vec<Effect> {
    let known = model.view_name.as_deref().and_then(|name| model.views.find(name));
    let (name, starts) = known.map_or(("", false), |view| (view.name.as_str(), view.start));
    let count = pluralize(model.shared.search.hits().len(), "council");
    let left_out = match model.shared.search.filter.chosen {
        Some(_) => " The choice made in the report is not kept: its figures change.",
        None => "",
    };
    let about = format!("{count} in the list now.{left_out}");
    let form = forms::save_view::open(name, starts, about, &model.shared.form_context());
    apply_step(model, Step::open_form(form))
}

pub fn save(model: &mut Model, request: &ViewRequest) -> Vec<Effect> {
    if let Some(Layer::Form(form)) = model.layers.pop_if(|layer| matches!(layer, Layer::Form(_))) {
        model.drafts.forget(&form);
    }
    let (tab, list) = (model.tab.code().to_owned(), now(model));
    let known = model.views.find(&request.name).map(|view| view.name.clone());
    let edit = ViewEdit::Save(NamedView::new(request.name.clone(), request.start, tab, list));
    model.views.apply(&edit);
    model.view_name = Some(request.name.clone());
    let digit = model.views.views.iter().position(|view| view.name == request.name).filter(|index| *index < 9);
    let keys = digit.map_or("v".to_owned(), |index| format!("v {}", index + 1));
    let name = charter::untrusted::sanitize(&request.name).into_owned();
    let replaced = known
        .filter(|known| *known != request.name)
        .map(|known| format!(" in place of {}", charter::untrusted::sanitize(&known)));
    model.notify(Tone::Done, format!("view {name} saved{}: {keys} opens it", replaced.unwrap_or_default()));
    vec![Effect::SaveDrafts, Effect::EditViews(edit)]
}

fn delete(model: &mut Model) -> Vec<Effect> {
    let Some(name) = model.view_name.take() else { return Vec::new() };
    let edit = ViewEdit::Delete(name.clone());
    model.views.apply(&edit);
    let name = charter::untrusted::sanitize(&name).into_owned();
    model.notify(Tone::Done, format!("view {name} removed; the list is as it was: v s saves it again"));
    vec![Effect::EditViews(edit)]
}

/// Shows the councils of the user's own team, or all again. Without a team it asks for one.
pub fn my_team(model: &mut Model) -> Vec<Effect> {
    let Some(team) = &model.own_team else { return choose_team(model) };
    let team = model.shared.snapshot.team_in_place(team);
    let known = model.shared.snapshot.lines().iter().any(|line| line.team.raw() == team);
    if !known {
        let name = charter::untrusted::sanitize(&team).into_owned();
        let effects = choose_team(model);
        model.notify(Tone::Info, format!("no council has the team {name} now: choose yours"));
        return effects;
    }
    let filter = &mut model.shared.search.filter;
    if filter.team.as_ref() == Some(&team) {
        filter.team = None;
    } else {
        // Its councils may be in another county.
        *filter = Filter { team: Some(team), county: None, district: None, ..std::mem::take(filter) };
    }
    model.search();
    Vec::new()
}

pub fn choose_team(model: &mut Model) -> Vec<Effect> {
    let pick = Pick::my_team(&model.shared.snapshot);
    if pick.choices.is_empty() {
        model.notify(Tone::Info, "no council has a team yet: e names the team of a council, or of all tagged ones");
        return Vec::new();
    }
    model.layers.push(Layer::Pick(Box::new(pick)));
    Vec::new()
}

pub fn team_picked(model: &mut Model, pick: &Pick) -> Vec<Effect> {
    let picked = pick.matches().get(pick.list.cursor).and_then(|choice| choice.value.clone());
    let Some(team) = picked else { return Vec::new() };
    model.own_team = Some(team.clone());
    model.shared.search.filter.team = None;
    my_team(model);
    let name = charter::untrusted::sanitize(&team).into_owned();
    model.notify(Tone::Done, format!("{name} is your team: M shows its councils, and all again"));
    vec![Effect::RememberTeam(Some(team))]
}
