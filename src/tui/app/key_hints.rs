//! The keys in the footer.

use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::report;
use crate::tui::app::tab::Tab;
use crate::tui::dialogs::conflict_view;
use crate::tui::forms::purpose::Purpose;
use crate::tui::keys::command::{COMMANDS, Cmd, Command};
use crate::tui::keys::disabled_reason::disabled_reason;
use crate::tui::keys::scope::Scope;
use crate::tui::screens::{council, inbox};
use crate::tui::ui::footer::KeyHint;

pub fn key_hints(model: &Model) -> Vec<KeyHint> {
    let typing = model.layers.last().is_some_and(Layer::takes_text);
    let hint = |command: &'static Command| {
        let key = match command.id {
            Cmd::Help => model.shared.keymap.key_for_help(typing),
            id => model.shared.keymap.key(id)?,
        };
        let disabled = disabled_reason(command.id, model).is_some();
        // In these layers a disabled command stays so for as long as the layer shows what it does.
        let never =
            disabled && matches!(command.scope, Scope::ImportReport | Scope::Letters | Scope::Pick | Scope::Plan);
        (!never).then(|| KeyHint { command: command.id, key, label: label(model, command), disabled })
    };
    let mut hints: Vec<KeyHint> = commands(model).into_iter().filter_map(hint).collect();
    // The inbox has an order of its own, which stays while it is read again.
    if !model.scopes().contains(&Scope::Inbox) {
        hints.sort_by_key(|hint| hint.disabled);
    }
    hints
}

/// The scope's main commands, which may belong to wider scopes: the footer shows them first.
fn main_commands(scope: Scope) -> &'static [Cmd] {
    match scope {
        Scope::Inbox => &[
            Cmd::InboxAccept,
            Cmd::InboxConflict,
            Cmd::InboxTakeSuggested,
            Cmd::InboxSetCouncil,
            Cmd::InboxRecordReply,
            Cmd::InboxDeclines,
            Cmd::InboxDismiss,
            Cmd::InboxDefer,
            Cmd::InboxEdit,
            Cmd::InboxSplit,
            Cmd::InboxSourceDown,
            Cmd::ImportFiles,
        ],
        Scope::Today => &[Cmd::OpenTask],
        Scope::Priorities => &[Cmd::RecordProgress, Cmd::ClosePriority, Cmd::RecordAction],
        Scope::Map => &[Cmd::Open, Cmd::MapNextMissed, Cmd::MapNearer, Cmd::MapFarther],
        Scope::Report => &[Cmd::ChartOpen, Cmd::ChartNext],
        _ => &[],
    }
}

/// The commands of the active scopes: the scope's own commands, then the pinned ones by rank. In the inbox, disabled
/// commands come last.
fn commands(model: &Model) -> Vec<&'static Command> {
    let scopes = model.scopes();
    let mut first: Vec<Cmd> = scopes.iter().flat_map(|scope| main_commands(*scope)).copied().collect();
    if scopes.contains(&Scope::Tabs) && report::is_behind(model) {
        first.insert(0, Cmd::ClearFilters);
    }
    // An inner scope may give the key another meaning.
    let pinned = |command: &&Command| {
        // In the help itself its key closes it.
        let is_help = command.id == Cmd::Help && scopes.contains(&Scope::Lookup);
        let offered = command.pinned > 0 && !is_help && !first.contains(&command.id) && scopes.contains(&command.scope);
        offered && model.shared.keymap.is_reachable(scopes, command.id)
    };
    let mut pinned: Vec<&Command> = COMMANDS.iter().filter(pinned).collect();
    pinned.sort_by_key(|command| command.pinned);
    let last = match scopes.contains(&Scope::Inbox) {
        true => inbox::disabled::take_disabled(&model.inbox, &model.shared, &mut first),
        false => Vec::new(),
    };
    pinned.splice(0..0, first.iter().map(|id| id.command()));
    pinned.extend(last.iter().map(|id| id.command()));
    pinned
}

/// The table's label, or what the key does with the item in focus or the form in front.
fn label(model: &Model, command: &Command) -> &'static str {
    if let (Cmd::ItemOpen, Some(Layer::Council(screen))) = (command.id, model.layers.last()) {
        return council::update::enter_label(screen, &model.shared).unwrap_or(command.label);
    }
    if command.id == Cmd::ClearFilters && report::is_behind(model) {
        return "report";
    }
    if command.id == Cmd::Open && model.tab == Tab::Councils && model.councils.focused_group().is_some() {
        return "fold";
    }
    if let Some(Layer::Conflict(conflict)) = model.layers.last() {
        return conflict_view::label(conflict, command.id).unwrap_or(command.label);
    }
    if let (Cmd::SummaryAccept, Some(Layer::Summary(summary))) = (command.id, model.layers.last()) {
        return summary.label();
    }
    let Some(Layer::Form(form)) = model.layers.last() else { return command.label };
    let saves = match command.id {
        // Enter saves if no main field is left.
        Cmd::FieldNextMain => form.neighbour(true, true).is_none(),
        id => id == Cmd::FormSave,
    };
    match (saves, &form.purpose) {
        (false, _) => command.label,
        (true, Purpose::Import | Purpose::ImportContacts) => "import",
        (true, Purpose::Export(_)) => "write",
        (true, Purpose::Letters(_)) => "preview",
        (true, Purpose::OpenRound(..) | Purpose::Baseline) => "what it does",
        (true, _) => "save",
    }
}
