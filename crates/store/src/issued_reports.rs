//! Issued reports: one row each, with their figures as one JSON text.

use rusqlite::Connection;

use crate::columns::columns;
use crate::entity::{Entity, select};
use charter::edit::Table;
use charter::issued_report::{IssuedReport, IssuedReportFacts};

columns!(IssuedReport { id: "id", version: "version" } in facts: IssuedReportFacts {
    round: "round_id",
    as_at: "as_at",
    made_at: "made_at",
    area: "area",
    layout: "layout",
    to: "issued_to",
    corrects: "corrects_id",
    reason: "reason",
    sha256: "figures_sha256",
    figures: "figures",
});

impl Entity for IssuedReport {
    const TABLE: Table = Table::IssuedReports;
}

/// The oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<IssuedReport>> {
    select(connection, "order by id", [])
}
