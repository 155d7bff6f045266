//! The kinds of tables, and which one a file is.

use charter::string_enum;
use charter::untrusted::Untrusted;

use super::column::Column;
use super::contacts::ContactRow;
use super::events::EventRow;
use super::issued_reports;
use super::meetings::MeetingRow;
use super::priorities::WorkRow;
use super::register;
use super::requests::RequestRow;
use super::returns::ReturnRow;
use super::row::TableRow;
use super::updates::UpdateRow;
use crate::sheet_file::SheetFile;

string_enum! {
    TableKind {
        /// One row a parish.
        Register = "register", "councils";
        /// With the priorities as they were sent, and the decisions.
        Returns = "returns", "returns";
        /// With their actions, progress and reviews.
        Priorities = "priorities", "priorities";
        Meetings = "meetings", "meetings";
        Updates = "updates", "updates";
        Contacts = "contacts", "contacts";
        /// Of public bodies, with their answers.
        Requests = "requests", "requests";
        /// For the public, and meetings of committees.
        Events = "events", "events";
        /// With their figures. Exported only.
        IssuedReports = "issued-reports", "issued reports";
    }
}

impl TableKind {
    pub(super) fn headings(self) -> Vec<&'static str> {
        fn of<R: TableRow>() -> Vec<&'static str> {
            R::COLUMNS.iter().map(|column: &Column<R>| column.heading).collect()
        }
        match self {
            Self::Register => register::HEADINGS.to_vec(),
            Self::Returns => of::<ReturnRow>(),
            Self::Priorities => of::<WorkRow>(),
            Self::Meetings => of::<MeetingRow>(),
            Self::Updates => of::<UpdateRow>(),
            Self::Contacts => of::<ContactRow>(),
            Self::Requests => of::<RequestRow>(),
            Self::Events => of::<EventRow>(),
            Self::IssuedReports => issued_reports::COLUMNS.iter().map(|(heading, _)| *heading).collect(),
        }
    }

    /// Whether its rows are about councils, so that a filter narrows it.
    pub fn has_councils(self) -> bool {
        !matches!(self, Self::Requests | Self::IssuedReports)
    }

    /// Whether `--round` narrows it.
    pub fn has_rounds(self) -> bool {
        !matches!(self, Self::Register | Self::Contacts)
    }
}

/// What stands at each place of a header, in lower case and without spaces around it.
pub(super) fn keys(header: &[Untrusted]) -> Vec<String> {
    header.iter().map(|cell| cell.raw().trim().trim_start_matches('\u{feff}').to_lowercase()).collect()
}

/// The kind with all of its headings in the header, in any order.
pub(super) fn of_header(header: &[Untrusted]) -> Option<TableKind> {
    let keys = keys(header);
    let has_all = |kind: &TableKind| kind.headings().iter().all(|heading| keys.iter().any(|key| key == heading));
    TableKind::ALL.iter().copied().find(has_all)
}

/// The kind that the first table in a file is of.
///
/// # Errors
/// The file holds no table; a sentence without its full stop.
pub fn identify(file: &SheetFile) -> Result<TableKind, String> {
    if let (true, Some((_, reason))) = (file.sheets.is_empty(), file.unreadable.first()) {
        return Err(reason.clone());
    }
    file.sheets.iter().find_map(|sheet| of_header(&sheet.header)).ok_or_else(|| {
        let kinds: Vec<&str> = TableKind::ALL.iter().map(|kind| kind.code()).collect();
        format!(
            "its headings are those of no table; give a file that charterdesk export wrote ({}), with all of its columns",
            kinds.join(", ")
        )
    })
}
