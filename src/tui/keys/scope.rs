//! Where keys hold.

/// Where a key means something. A layer names its scopes, the innermost first ([`crate::tui::app::layer::Layer::scopes`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// What all screens at the bottom share: moving, filtering, going from one to another.
    Tabs,
    /// The list of councils.
    Councils,
    /// The inbox.
    Inbox,
    /// The diary.
    Diary,
    /// The priorities of all councils.
    Priorities,
    /// One council's own screen.
    Council,
    /// All of these: the verbs, and what is the same everywhere outside a text field.
    Global,
    /// The find field.
    Find,
    /// A form.
    Form,
    /// A picker.
    Pick,
    /// Two answers that disagree.
    Conflict,
    /// Choosing which priorities are agreed.
    Choose,
    /// The plan.
    Plan,
    /// The columns of a sheet.
    Mapping,
    /// While replies are brought in.
    ImportProgress,
    /// What came in.
    ImportReport,
    /// The promises, counted.
    Table,
    /// The page about a council before its meeting.
    Brief,
    /// The list of keys, and the palette.
    Lookup,
}

impl Scope {
    /// What the help calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tabs => "In every list",
            Self::Councils => "In the list of councils",
            Self::Inbox => "In the inbox",
            Self::Diary => "In the diary",
            Self::Priorities => "In the priorities",
            Self::Council => "In a council",
            Self::Global => "Everywhere outside a form",
            Self::Find => "While searching",
            Self::Form => "In a form",
            Self::Pick => "In a picker",
            Self::Conflict => "While comparing two answers",
            Self::Choose => "While choosing priorities",
            Self::Plan => "In the plan",
            Self::Mapping => "In the columns of a sheet",
            Self::ImportProgress => "During an import",
            Self::ImportReport => "In the import report",
            Self::Table => "In the table of quarterly contacts",
            Self::Brief => "In the brief",
            Self::Lookup => "In help and commands",
        }
    }
}
