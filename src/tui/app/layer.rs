//! The stack of layers. Focus, key scopes, drawing order and unsaved text follow from it.

use crate::tui::dialogs::brief::BriefPage;
use crate::tui::dialogs::column_chooser::ColumnChooser;
use crate::tui::dialogs::comparison::ComparisonTable;
use crate::tui::dialogs::conflict::Conflict;
use crate::tui::dialogs::council_picker::CouncilPicker;
use crate::tui::dialogs::import::{ImportDialog, ReportDialog};
use crate::tui::dialogs::issued_reports::IssuedReports;
use crate::tui::dialogs::lookup::Lookup;
use crate::tui::dialogs::picker::Pick;
use crate::tui::dialogs::priority_choice::PriorityChoice;
use crate::tui::dialogs::promises::PromiseTable;
use crate::tui::dialogs::response_times::WaitList;
use crate::tui::dialogs::search::Search;
use crate::tui::dialogs::summary::Summary;
use crate::tui::forms::form::Form;
use crate::tui::keys::scope::Scope;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::screens::letters::state::LettersScreen;
use crate::tui::screens::map::districts::DistrictTable;
use crate::tui::screens::map::state::MapScreen;
use crate::tui::screens::mapping::state::MappingScreen;
use crate::tui::screens::plan::state::PlanScreen;
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::ui::editor::Editor;

#[derive(Clone, Debug)]
pub enum Layer {
    Find(Editor),
    Council(Box<CouncilScreen>),
    /// The councils of the list on a map.
    Map(Box<MapScreen>),
    /// In place of the map where none can be drawn.
    Districts(Box<DistrictTable>),
    /// The figures of the round as charts.
    Report(Box<ReportScreen>),
    Form(Box<Form>),
    Pick(Box<Pick>),
    /// Chooses the columns of the list.
    Columns(Box<ColumnChooser>),
    /// Picks the council or councils of an inbox item.
    CouncilPicker(Box<CouncilPicker>),
    Conflict(Box<Conflict>),
    PriorityChoice(Box<PriorityChoice>),
    Plan(Box<PlanScreen>),
    /// The preview of a batch of letters.
    Letters(Box<LettersScreen>),
    Mapping(Box<MappingScreen>),
    ImportProgress(Box<ImportDialog>),
    ImportReport(Box<ReportDialog>),
    IssuedReports(Box<IssuedReports>),
    Promises(PromiseTable),
    ResponseTimes(Box<WaitList>),
    /// Two rounds compared.
    Comparison(Box<ComparisonTable>),
    /// One page about a council before its meeting.
    Brief(Box<BriefPage>),
    /// What the form beneath will change.
    Summary(Box<Summary>),
    Lookup(Box<Lookup>),
    /// The search of everything written.
    Search(Box<Search>),
}

impl Layer {
    /// The active scopes, the innermost first. A key passes only to the listed scopes.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Find(_) => &[Scope::Find, Scope::Text, Scope::Field, Scope::Everywhere],
            Self::Council(_) => &[Scope::Council, Scope::Global, Scope::Everywhere],
            Self::Map(_) => &[Scope::Map, Scope::Tabs, Scope::Area, Scope::Global, Scope::Everywhere],
            // No council is in focus, so no command about one applies.
            Self::Districts(_) => &[Scope::Districts, Scope::Tabs, Scope::Area, Scope::Everywhere],
            // No council is in focus, so no command about one applies.
            Self::Report(_) => &[Scope::Report, Scope::Area, Scope::Global, Scope::Everywhere],
            Self::Form(form) if form.is_choosing() => &[Scope::Form, Scope::Choice, Scope::Field, Scope::Everywhere],
            Self::Form(_) => &[Scope::Form, Scope::Text, Scope::Field, Scope::Everywhere],
            Self::Pick(pick) if pick.typed.is_none() => &[Scope::Pick, Scope::Everywhere],
            Self::Pick(_) | Self::CouncilPicker(_) => &[Scope::Pick, Scope::Text, Scope::Field, Scope::Everywhere],
            Self::Columns(_) => &[Scope::ListColumns, Scope::Everywhere],
            Self::Conflict(_) => &[Scope::Conflict, Scope::Everywhere],
            Self::PriorityChoice(_) => &[Scope::Choose, Scope::Everywhere],
            Self::Plan(_) => &[Scope::Plan, Scope::Everywhere],
            Self::Letters(_) => &[Scope::Letters, Scope::Everywhere],
            Self::Mapping(_) => &[Scope::Mapping, Scope::Everywhere],
            Self::ImportProgress(_) => &[Scope::ImportProgress, Scope::Everywhere],
            Self::ImportReport(_) => &[Scope::ImportReport, Scope::Everywhere],
            Self::Promises(_) => &[Scope::Table, Scope::Everywhere],
            Self::ResponseTimes(_) | Self::IssuedReports(_) => &[Scope::ResponseTimes, Scope::Everywhere],
            Self::Comparison(_) => &[Scope::Comparison, Scope::Everywhere],
            Self::Brief(_) => &[Scope::Brief, Scope::Everywhere],
            Self::Summary(_) => &[Scope::Summary, Scope::Everywhere],
            Self::Lookup(_) => &[Scope::Lookup, Scope::Text, Scope::Field, Scope::Everywhere],
            Self::Search(_) => &[Scope::Search, Scope::Text, Scope::Field, Scope::Everywhere],
        }
    }

    /// Whether it hides everything beneath it.
    pub fn covers(&self) -> bool {
        matches!(
            self,
            Self::Council(_)
                | Self::Map(_)
                | Self::Districts(_)
                | Self::Report(_)
                | Self::Form(_)
                | Self::Plan(_)
                | Self::Letters(_)
                | Self::Mapping(_)
        )
    }

    /// Whether a typed character is text, even if the key is also bound to a command.
    pub fn takes_text(&self) -> bool {
        matches!(
            self,
            Self::Find(_) | Self::Form(_) | Self::Lookup(_) | Self::Search(_) | Self::Pick(_) | Self::CouncilPicker(_)
        )
    }
}
