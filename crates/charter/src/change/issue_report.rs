//! A report that was issued.

use super::moment::{Moment, check_past};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table};
use crate::ids::IssuedReportId;
use crate::issued_report::{IssuedReport, IssuedReportFacts, digest_of};

/// Keeps a report as it was issued. No change alters it afterwards; undo removes the newest.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueReport {
    /// Its digest is made here.
    pub facts: IssuedReportFacts,
}

impl IssueReport {
    pub(super) fn needs(&self) -> Vec<Need> {
        let corrected = self.facts.corrects.map(|id| Need::Record(Key { table: Table::IssuedReports, id: id.0 }));
        [Need::round(self.facts.round)].into_iter().chain(corrected).collect()
    }

    /// `report issued to Police and Crime Panel`.
    pub(super) fn describe(&self) -> String {
        let what = if self.facts.corrects.is_some() { "correction" } else { "report" };
        format!("{what} issued to {}", self.facts.to.sanitized())
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let facts = &self.facts;
        rows.round(facts.round)?;
        check_past("the report is as at", facts.as_at, moment)?;
        let refuse = |why: &str| Err(Refusal::Invalid(why.to_owned()));
        if facts.to.is_blank() {
            return refuse("say which body or role the report goes to");
        }
        if facts.figures.is_empty() {
            return refuse("the report has no figures; there is nothing to keep");
        }
        if facts.figures.iter().any(|figure| !figure.n.is_finite()) {
            return refuse("a figure of the report is no number; make the report again");
        }
        match facts.corrects {
            Some(id) => {
                let corrected = rows.issued_report(id)?;
                if facts.reason.is_blank() {
                    return refuse("a correction needs its reason: why do the numbers differ?");
                }
                if (corrected.facts.round, corrected.facts.as_at) != (facts.round, facts.as_at) {
                    return refuse("a correction is of the same round and the same day as the report that it corrects");
                }
            }
            None if !facts.reason.is_blank() => {
                return refuse("a reason is for a correction; say which report it corrects");
            }
            None => {}
        }
        let facts = IssuedReportFacts { sha256: digest_of(&facts.figures), ..facts.clone() };
        let id = IssuedReportId(ids.allocate(Table::IssuedReports));
        Ok(vec![Edit::create(IssuedReport { id, version: 1, facts })])
    }
}
