//! Key scopes.

/// A layer lists its scopes, the innermost first ([`crate::tui::app::layer::Layer::scopes`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// What all tabs share: moving, filtering, switching tabs.
    Tabs,
    /// What the tabs share with the report: the area.
    Area,
    Today,
    Councils,
    Inbox,
    Diary,
    Priorities,
    Council,
    /// The councils of the list on a map.
    Map,
    /// The table in place of the map.
    Districts,
    /// The charts of the report.
    Report,
    /// The tabs and the council screen.
    Global,
    /// Every layer. A character in a text field is text all the same.
    Everywhere,
    Find,
    Form,
    /// A field that takes text, in a form or above a list.
    Text,
    /// A field of a form with a few values.
    Choice,
    /// Any field.
    Field,
    Pick,
    /// The dialog that chooses the columns of the list.
    ListColumns,
    Conflict,
    Choose,
    Plan,
    /// The preview of letters.
    Letters,
    /// The meaning of a sheet's columns.
    Mapping,
    ImportProgress,
    ImportReport,
    Table,
    /// The response times, and the issued reports.
    ResponseTimes,
    /// Two rounds compared.
    Comparison,
    /// One page about a council before its meeting.
    Brief,
    /// What a change will do, before it is made.
    Summary,
    Lookup,
    /// The search of everything written.
    Search,
}

impl Scope {
    pub fn title(self) -> &'static str {
        match self {
            Self::Tabs => "In every list",
            Self::Area => "In every list and in the report",
            Self::Today => "In what there is to do today",
            Self::Councils => "In the list of councils",
            Self::Inbox => "In the inbox",
            Self::Diary => "In the diary",
            Self::Priorities => "In the priorities",
            Self::Council => "In a council",
            Self::Map => "On the map",
            Self::Districts => "In the table of districts",
            Self::Report => "In the report",
            Self::Global => "In every list and in a council",
            Self::Everywhere => "Everywhere",
            Self::Find => "While searching",
            Self::Form => "In a form",
            Self::Text => "Where text is typed",
            Self::Choice => "In a field with a few choices",
            Self::Field => "In any field",
            Self::Pick => "In a picker",
            Self::ListColumns => "While choosing columns of the list",
            Self::Conflict => "While comparing two answers",
            Self::Choose => "While choosing priorities",
            Self::Plan => "In the plan",
            Self::Letters => "In the preview of letters",
            Self::Mapping => "In the columns of a sheet",
            Self::ImportProgress => "During an import",
            Self::ImportReport => "In the import report",
            Self::Table => "In the table of quarterly contacts",
            Self::ResponseTimes => "In the response times and the issued reports",
            Self::Comparison => "While comparing two rounds",
            Self::Brief => "In the brief",
            Self::Summary => "In the summary of a change",
            Self::Lookup => "In help and commands",
            Self::Search => "While searching everything written",
        }
    }
}
