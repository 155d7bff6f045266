//! The search of everything written: asking, the answer, and opening what was found.

use charter::diary_entry::EntrySource;
use charter::ids::{PublicEventId, RequestId};
use charter::written::{Passage, Passages, WrittenKind};

use crate::tui::app::apply::{apply_step, read_snapshot};
use crate::tui::app::awaiting::{Awaiting, OnFileRead};
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::notice::Tone;
use crate::tui::app::step::Step;
use crate::tui::app::tab::Tab;
use crate::tui::app::{requests, tabs};
use crate::tui::dialogs::search::Search;
use crate::tui::screens::council::item::Section;

pub fn open(model: &mut Model) -> Vec<Effect> {
    model.layers.push(Layer::Search(Box::default()));
    Vec::new()
}

/// Asks for what was typed, if it has changed and no answer is outstanding.
pub fn ask(model: &mut Model) -> Option<Effect> {
    let as_at = model.shared.snapshot.as_at();
    match model.layers.last_mut() {
        Some(Layer::Search(search)) => search.ask().map(|typed| Effect::SearchWritten(typed, as_at)),
        _ => None,
    }
}

fn search_mut(model: &mut Model) -> Option<&mut Search> {
    model.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Search(search) => Some(search.as_mut()),
        _ => None,
    })
}

/// Without an answer the search would wait for one and never ask again.
pub fn failed(model: &mut Model) {
    if let Some(search) = search_mut(model) {
        search.set_failed();
    }
}

/// Shows the answer. A key that waited for it opens the first result.
pub fn found(model: &mut Model, typed: String, found: Passages) -> Vec<Effect> {
    let Some(search) = search_mut(model) else { return Vec::new() };
    if !search.set_found(typed, found) || !std::mem::take(&mut search.open_when_found) {
        return Vec::new();
    }
    if model.awaiting == Some(Awaiting::Written) {
        model.awaiting = None;
    }
    open_focused(model)
}

/// Opens the place of the result in focus; other keys wait until the answer is there.
pub fn open_focused(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Search(search)) = model.layers.last_mut() else { return Vec::new() };
    if search.is_waiting() {
        search.open_when_found = true;
        model.awaiting = Some(Awaiting::Written);
        return Vec::new();
    }
    let Some(passage) = search.focused().cloned() else { return Vec::new() };
    match (passage.kind, passage.record) {
        (WrittenKind::Waiting, _) => return open_item(model, &passage),
        (WrittenKind::Request, Some(id)) => return requests::open_form(model, Some(RequestId(id))),
        (WrittenKind::Event, Some(id)) => return open_event(model, PublicEventId(id), &passage),
        (WrittenKind::IssuedReport, Some(id)) => {
            let step = Step::info(format!("charterdesk record issue-report {id} prints this report with its figures"));
            return apply_step(model, step);
        }
        _ => {}
    }
    let other_round = passage.round.filter(|round| *round != model.shared.snapshot.round().id);
    model.opening = Some(passage);
    match other_round {
        Some(round) => read_snapshot(model, round, model.shared.snapshot.as_at()),
        None => read_file(model),
    }
}

/// Reads the file of the council that waits to be opened; keys wait for it, and not for the rows of a tab beneath.
pub fn read_file(model: &mut Model) -> Vec<Effect> {
    match model.opening.as_ref().and_then(|passage| passage.council) {
        Some(council) => {
            let step = Step::read_file(&model.shared, council, OnFileRead::OpenPassage);
            apply_step(model, step)
        }
        None => Vec::new(),
    }
}

fn open_item(model: &mut Model, passage: &Passage) -> Vec<Effect> {
    model.layers.clear();
    if !model.shared.search.filter.is_empty() {
        clear_filter(model, "the filters are cleared, so that this item is shown");
    }
    if let Some(item) = passage.item {
        model.inbox.go_to_item(item);
    }
    tabs::go_to(model, Tab::Inbox)
}

fn open_event(model: &mut Model, id: PublicEventId, passage: &Passage) -> Vec<Effect> {
    let Some(on) = passage.on else { return Vec::new() };
    model.layers.clear();
    if !model.shared.search.filter.is_empty() {
        clear_filter(model, "the filters are cleared, so that this event is shown");
    }
    model.diary.seek(model.shared.snapshot.round().id, EntrySource::Event(id), on);
    tabs::go_to(model, Tab::Diary)
}

fn clear_filter(model: &mut Model, why: &str) {
    model.shared.search.filter = charter::filter::Filter::default();
    model.search();
    model.notify(Tone::Info, why);
}

/// Where a council's screen shows such a text.
pub fn section_of(kind: WrittenKind) -> Section {
    match kind {
        WrittenKind::Views => Section::Return,
        WrittenKind::Priority
        | WrittenKind::Result
        | WrittenKind::Action
        | WrittenKind::Progress
        | WrittenKind::Review => Section::Priorities,
        WrittenKind::Meeting | WrittenKind::Update | WrittenKind::Decision => Section::Meetings,
        // The last three are opened elsewhere, because they belong to no council.
        WrittenKind::Note | WrittenKind::Request | WrittenKind::Event | WrittenKind::IssuedReport => Section::Notes,
        WrittenKind::Reply | WrittenKind::Source | WrittenKind::Waiting => Section::Replies,
    }
}
