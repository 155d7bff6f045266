//! The stack of layers: focus, the scope of keys, what is drawn over what, and whether text is unsaved all come from it.

use crate::tui::dialogs::brief::BriefPage;
use crate::tui::dialogs::conflict::Conflict;
use crate::tui::dialogs::council_picker::CouncilPicker;
use crate::tui::dialogs::import::{ImportDialog, ReportDialog};
use crate::tui::dialogs::lookup::Lookup;
use crate::tui::dialogs::picker::Pick;
use crate::tui::dialogs::priority_choice::Choose;
use crate::tui::dialogs::promises::PromiseTable;
use crate::tui::forms::form::Form;
use crate::tui::keys::scope::Scope;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::screens::mapping::state::MappingScreen;
use crate::tui::screens::plan::state::PlanScreen;
use crate::tui::ui::editor::Editor;

/// What lies over the screen at the bottom.
#[derive(Clone, Debug)]
pub enum Layer {
    /// The find field.
    Find(Editor),
    /// One council's own screen.
    Council(Box<CouncilScreen>),
    /// A form.
    Form(Box<Form>),
    /// A picker of filters.
    Pick(Box<Pick>),
    /// The choice of the council, or councils, that an item of the inbox is from.
    CouncilPicker(Box<CouncilPicker>),
    /// Two answers that disagree, side by side.
    Conflict(Box<Conflict>),
    /// The choice of which priorities are agreed.
    Choose(Box<Choose>),
    /// The plan of which meetings to attend.
    Plan(Box<PlanScreen>),
    /// What the columns of a sheet mean.
    Mapping(Box<MappingScreen>),
    /// Replies are being brought in.
    ImportProgress(Box<ImportDialog>),
    /// What was brought in.
    ImportReport(Box<ReportDialog>),
    /// The promises of the quarter, counted.
    Promises(PromiseTable),
    /// The page about a council before its meeting.
    Brief(Box<BriefPage>),
    /// The list of keys, or the palette of commands.
    Lookup(Box<Lookup>),
}

impl Layer {
    /// Where its keys hold, the innermost scope first. What a scope lets through to the next is declared by being listed.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Find(_) => &[Scope::Find],
            Self::Council(_) => &[Scope::Council, Scope::Global],
            Self::Form(_) => &[Scope::Form],
            Self::Pick(_) => &[Scope::Pick],
            Self::CouncilPicker(_) => &[Scope::Pick],
            Self::Conflict(_) => &[Scope::Conflict],
            Self::Choose(_) => &[Scope::Choose],
            Self::Plan(_) => &[Scope::Plan],
            Self::Mapping(_) => &[Scope::Mapping],
            Self::ImportProgress(_) => &[Scope::ImportProgress],
            Self::ImportReport(_) => &[Scope::ImportReport],
            Self::Promises(_) => &[Scope::Table],
            Self::Brief(_) => &[Scope::Brief],
            Self::Lookup(_) => &[Scope::Lookup],
        }
    }

    /// Whether it covers what is beneath it wholly.
    pub fn covers(&self) -> bool {
        matches!(self, Self::Council(_) | Self::Form(_) | Self::Plan(_) | Self::Mapping(_))
    }

    /// Whether a typed character is text here, whatever else the key means.
    pub fn takes_text(&self) -> bool {
        matches!(self, Self::Find(_) | Self::Form(_) | Self::Lookup(_) | Self::Pick(_) | Self::CouncilPicker(_))
    }
}
