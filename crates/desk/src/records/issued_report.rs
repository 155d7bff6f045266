//! A report that was issued. Fields: `to`, `area`, `layout`, `reason`.

use charter::change::{Act, IssueReport};
use charter::ids::{IssuedReportId, RoundId};
use charter::issued_report::{IssuedReportFacts, StoredFigure};
use charter::untrusted::Untrusted;
use chrono::{DateTime, NaiveDate, Utc};

use super::names::refuse_name;
use super::reader::FieldReader;

/// What was typed about a report beside its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct IssuedReportInput {
    pub to: Untrusted,
    /// Blank for all councils.
    pub area: Untrusted,
    pub layout: String,
    /// Why it corrects an earlier one.
    pub reason: Untrusted,
}

impl IssuedReportInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Self {
        Self::read_to(reader, "to")
    }

    /// `to` is the field of the body or role.
    pub fn read_to(reader: &mut FieldReader<'_>, to: &'static str) -> Self {
        refuse_name(reader, to, "Police and Crime Panel", &Untrusted::default());
        let to = reader.required_text(to, "say which body or role the report goes to");
        let layout = match reader.value("layout") {
            "" => "summary".to_owned(),
            layout => layout.to_owned(),
        };
        Self { to, area: reader.text("area"), layout, reason: reader.text("reason") }
    }

    /// `made_at` is when the figures were read.
    pub fn act(
        self,
        (round, as_at): (RoundId, NaiveDate),
        made_at: DateTime<Utc>,
        corrects: Option<IssuedReportId>,
        figures: Vec<StoredFigure>,
    ) -> Act {
        let Self { to, area, layout, reason } = self;
        let sha256 = String::new();
        let facts = IssuedReportFacts { round, as_at, made_at, area, layout, to, corrects, reason, sha256, figures };
        Act::IssueReport(Box::new(IssueReport { facts }))
    }
}
