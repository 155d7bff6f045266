//! The handler of each command: the last column of the table in [`crate::tui::keys::command`]. A command without a
//! handler does not compile.

use charter::change::Supersedes;
use charter::ids::CouncilId;

use super::awaiting::{OnFileRead, PriorityForm};
use super::effect::Effect;
use super::model::Model;
use super::shared::Shared;
use super::step::Step;
use super::tab::Tab;
use super::{
    areas, comparison, contacts, export, filters, import, input, issued_reports, layers, letters as letters_app,
    list_views, map as map_app, open_form, places, records, report as report_app, requests, response_times, summary,
    tabs, written,
};
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::letters as letters_form;
use crate::tui::forms::{baseline, contact, event, name_list, note, officer, reply, round, update};
use crate::tui::keys::command::{Cmd, commands};
use crate::tui::screens::council::item::Section;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::screens::council::update as council;
use crate::tui::screens::councils::state::Councils;
use crate::tui::screens::councils::update as councils;
use crate::tui::screens::diary::state::Diary;
use crate::tui::screens::diary::update as diary;
use crate::tui::screens::inbox::state::Inbox;
use crate::tui::screens::inbox::update as inbox;
use crate::tui::screens::letters::state::LettersScreen;
use crate::tui::screens::letters::update as letters;
use crate::tui::screens::map::state::MapScreen;
use crate::tui::screens::map::update as map;
use crate::tui::screens::mapping::state::MappingScreen;
use crate::tui::screens::mapping::update as mapping;
use crate::tui::screens::plan::state::PlanScreen;
use crate::tui::screens::plan::update as plan;
use crate::tui::screens::priorities::state::Priorities;
use crate::tui::screens::priorities::update as priorities;
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::screens::report::update as report;
use crate::tui::screens::today::state::Today;
use crate::tui::screens::today::update as today;
use crate::tui::ui::editor::Edit;
use crate::tui::ui::motion::Motion;

/// A handler and its arguments. A screen's handler gets its own state and what all screens share.
#[derive(Clone, Copy)]
pub enum Handler {
    App(fn(&mut Model) -> Vec<Effect>),
    GoTo(Tab),
    Move(Motion),
    CloseLayer,
    /// Runs the command in focus in the palette.
    RunFocused,
    Today(fn(&mut Today, &Shared) -> Step),
    Councils(fn(&mut Councils, &Shared) -> Step),
    Inbox(fn(&mut Inbox, &Shared) -> Step),
    Diary(fn(&mut Diary, &Shared) -> Step),
    Priorities(fn(&mut Priorities, &Shared) -> Step),
    Council(fn(&mut CouncilScreen, &Shared) -> Step),
    Section(Section),
    /// The council in focus on the map is that of the list.
    Map(fn(&mut MapScreen, &mut Councils, &Shared) -> Step),
    Report(fn(&mut ReportScreen, &Shared) -> Step),
    Plan(fn(&mut PlanScreen, &Shared) -> Step),
    Mapping(fn(&mut MappingScreen, &Shared) -> Step),
    Letters(fn(&mut LettersScreen, &Shared) -> Step),
    /// Resolves the conflict in front.
    Settle(Supersedes),
    /// Reads the file of the council in focus first.
    WithFile(OnFileRead),
    /// Opens a form about the priority in focus.
    Priority(PriorityForm),
    /// Opens a form about the tagged councils, or the one in focus.
    ForTargets(fn(Vec<CouncilId>, &[String], &FormContext<'_>) -> Form),
    Form(fn(&FormContext<'_>) -> Form),
    /// Edits the field in focus.
    Edit(Edit),
}

macro_rules! define_handlers {
    ($($id:ident $name:literal $scope:ident [$($key:literal),*] $label:literal $pinned:literal: $help:literal $synonyms:literal
        => $handler:expr;)+) => {
        pub fn handler(command: Cmd) -> Handler {
            use Handler::{
                App, CloseLayer, Council, Councils, Diary, Edit as EditField, ForTargets, Form, GoTo, Inbox, Letters, Map, Mapping, Move, Plan,
                Priorities, Priority, Report, RunFocused, Section as GoToSection, Settle, Today, WithFile,
            };
            match command {
                $(Cmd::$id => $handler,)+
            }
        }
    };
}

commands!(define_handlers);
