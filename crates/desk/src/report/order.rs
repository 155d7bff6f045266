//! What a report is asked to be, and the report made of it. `report` and the form of the screen share this, so both check,
//! correct and issue alike.

use charter::agenda::Holidays;
use charter::calendar::{DateBias, format_full, to_london};
use charter::change::Act;
use charter::diary_entry::next_committee_meeting;
use charter::english::pluralize;
use charter::ids::IssuedReportId;
use charter::issued_report::IssuedReport;
use charter::report::{
    AreaKey, CommitteeMeeting, Correction, Facts, Layout, Report, ReportLevel, ReportRequest, build, corrected,
    stored_figures,
};
use charter::response_times::ReplyLimit;
use charter::round::Round;
use charter::string_enum;
use charter::untrusted::sanitize;
use chrono::{DateTime, NaiveDate, Utc};
use store::{Store, StoreError};

use super::read::{AreaNames, read};
use super::{csv, digest, document, html, text, xlsx};
use crate::documents::{DocumentError, json_bytes};
use crate::records::{FieldReader, Invalid, InvalidKind, IssuedReportInput};

string_enum! {
    ReportFormat {
        Html = "html", "page of HTML";
        Text = "text", "text";
        Csv = "csv", "CSV";
        Xlsx = "xlsx", "Excel workbook";
        Json = "json", "JSON";
    }
}

impl ReportFormat {
    /// The format that the ending of a file's name stands for.
    pub fn of_path(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1.to_lowercase();
        match ending.as_str() {
            "htm" => Some(Self::Html),
            "txt" => Some(Self::Text),
            ending => Self::ALL.iter().copied().find(|format| format.code() == ending),
        }
    }

    /// The ending of a file's name, without the dot.
    pub fn ending(self) -> &'static str {
        if self == Self::Text { "txt" } else { self.code() }
    }
}

/// The words of the settings that are in each report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportTexts {
    /// The protective marking; blank prints none.
    pub marking: String,
    /// Whom to ask, as a role and a public address.
    pub contact: String,
    /// When the next report comes out, in words.
    pub next_update: String,
}

impl Default for ReportTexts {
    fn default() -> Self {
        Self { marking: "OFFICIAL".to_owned(), contact: String::new(), next_update: String::new() }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReportOrder {
    pub layout: Layout,
    pub format: ReportFormat,
    /// The name or code of an area, as typed; `None` for the whole force.
    pub area: Option<String>,
    pub by: Option<ReportLevel>,
    pub committee_meets: Option<NaiveDate>,
    pub large_print: bool,
    /// To whom it is issued; `None` keeps no record of it.
    pub issue: Option<IssuedReportInput>,
}

impl ReportOrder {
    /// Fields: `layout`, `format`, `for`, `by`, `committee-meets`, `large-print` (yes or another word), `issued-to`, `reason`.
    /// The last two count only if it `is_issued`.
    pub fn read(reader: &mut FieldReader<'_>, is_issued: bool) -> Self {
        let format = ReportFormat::from_code(reader.value("format")).unwrap_or(ReportFormat::Text);
        let large_print = reader.value("large-print") == "yes";
        if large_print && format != ReportFormat::Html {
            let why = format!("large print is for HTML, and this is {}", format.label());
            reader.reject("large-print", &why);
        }
        let layout = Layout::from_code(reader.value("layout")).unwrap_or_default();
        let committee_meets = reader.optional_date("committee-meets", DateBias::Future);
        if committee_meets.is_some() && layout != Layout::Committee {
            let why = "only the committee paper has the days of a meeting; choose that layout, or leave it out";
            reader.reject("committee-meets", why);
        }
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            layout,
            format,
            area: given(reader.value("for")),
            by: ReportLevel::from_code(reader.value("by")),
            committee_meets,
            large_print,
            issue: is_issued.then(|| IssuedReportInput::read_to(reader, "issued-to")),
        }
    }
}

/// Why there is no report. Nothing was written or recorded.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A field of the order.
    #[error("{}", .0.why)]
    Invalid(Invalid),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Document(#[from] DocumentError),
}

fn invalid(kind: InvalidKind, field: &'static str, why: String) -> ReportError {
    ReportError::Invalid(Invalid { field, kind, why })
}

/// A report that is made, and what issuing it would record.
#[derive(Debug)]
pub struct PreparedReport {
    pub report: Report,
    /// Which committee meeting on record the paper is for, if none was given; a sentence for the user.
    pub meeting_on_record: Option<String>,
    facts: Facts,
    focus: Option<AreaKey>,
    order: ReportOrder,
    made_at: DateTime<Utc>,
    corrects: Option<IssuedReportId>,
}

impl PreparedReport {
    /// The round as at a day, or as at its last day if that is earlier.
    ///
    /// # Errors
    /// See [`ReportError`].
    pub fn new(
        store: &Store,
        (round, as_at): (&Round, NaiveDate),
        made_at: DateTime<Utc>,
        order: ReportOrder,
        (texts, limit): (ReportTexts, Option<ReplyLimit>),
    ) -> Result<Self, ReportError> {
        let (meeting, meeting_on_record) = match order.committee_meets {
            Some(on) => (Some(committee_meeting(on)?), None),
            None if order.layout == Layout::Committee => recorded_meeting(store, as_at)?,
            None => (None, None),
        };
        let facts = read(store, round, as_at, limit)?;
        if let Some(on) = order.committee_meets.filter(|on| *on < facts.now.as_at) {
            let (on, as_at) = (format_full(on), format_full(facts.now.as_at));
            let why = format!("the committee met on {on}, and the figures are as at {as_at}; give its next meeting");
            return Err(invalid(InvalidKind::Rule, "committee-meets", why));
        }
        let (focus, areas) = areas(&order, &facts, store)?;
        let made = to_london(made_at);
        let request = ReportRequest {
            layout: order.layout,
            by: order.by,
            areas,
            focus: focus.clone(),
            marking: texts.marking,
            contact: texts.contact,
            next_update: texts.next_update,
            made_at: format!("{} at {}", format_full(made.date()), made.format("%H:%M")),
            meeting,
            correction: None,
        };
        let report = build(&facts, &request);
        let (correction, corrects) = correction(&report, &facts, &request, (&order, &store.issued_reports()?))?;
        let report = match correction {
            Some(_) => build(&facts, &ReportRequest { correction, ..request }),
            None => report,
        };
        Ok(Self { report, meeting_on_record, facts, focus, order, made_at, corrects })
    }

    /// The day that the figures are of.
    pub fn as_at(&self) -> NaiveDate {
        self.facts.now.as_at
    }

    /// What keeps the report as issued; `None` if it goes to nobody. A report says that it was issued only if this is on
    /// record, so it comes before the file.
    pub fn act(&self) -> Option<Act> {
        let area = self.focus.as_ref().map_or(String::new(), AreaKey::full_name);
        let layout = self.order.layout.code().to_owned();
        let issue = self.order.issue.clone().map(|issue| IssuedReportInput { area: area.into(), layout, ..issue })?;
        let of = (self.facts.now.round.id, self.as_at());
        Some(issue.act(of, self.made_at, self.corrects, stored_figures(&self.report)))
    }

    /// # Errors
    /// The database cannot be read, or the document cannot be made.
    pub fn bytes(&self, store: &Store) -> Result<Vec<u8>, ReportError> {
        let report = &self.report;
        Ok(match self.order.format {
            ReportFormat::Html => html(report, self.order.large_print)?.into_bytes(),
            ReportFormat::Text => text(report).into_bytes(),
            ReportFormat::Csv => csv(report)?.into_bytes(),
            ReportFormat::Xlsx => xlsx(report)?,
            ReportFormat::Json => self.json(store)?,
        })
    }

    fn json(&self, store: &Store) -> Result<Vec<u8>, ReportError> {
        let round = &self.facts.now.round;
        let meetings = store.meetings(Some([round.starts_on, round.ends_on]))?;
        let events = store.public_events()?;
        let focus = self.focus.clone().unwrap_or_else(AreaKey::force);
        let digest = digest(&self.report)?;
        let document = document(&self.report, &self.facts, (&meetings, &events), &focus, digest.as_hex());
        let failed = |error: serde_json::Error| DocumentError::Table { name: "report", reason: error.to_string() };
        Ok(json_bytes(&document).map_err(failed)?)
    }
}

fn committee_meeting(on: NaiveDate) -> Result<CommitteeMeeting, ReportError> {
    CommitteeMeeting::new(on, &Holidays::england()).ok_or_else(|| {
        let why = format!(
            "the bank holidays before {} are not known, so the day for the papers is not either; give a day in another \
             year, or leave it out",
            format_full(on)
        );
        invalid(InvalidKind::Rule, "committee-meets", why)
    })
}

/// The next meeting of a committee on record, and a sentence that says which one, or that its days are not known.
fn recorded_meeting(store: &Store, as_at: NaiveDate) -> Result<(Option<CommitteeMeeting>, Option<String>), StoreError> {
    let events = store.public_events()?;
    let Some(event) = next_committee_meeting(&events, as_at) else { return Ok((None, None)) };
    let meeting = CommitteeMeeting::new(event.facts.on, &Holidays::england());
    let unknown = if meeting.is_none() {
        " is left out: the bank holidays before it are not known, so the day for its papers is not either; give another day"
    } else {
        ""
    };
    let (on, place) = (format_full(event.facts.on), event.facts.place.sanitized());
    Ok((meeting, Some(format!("for the committee meeting on record of {on}, {place}{unknown}"))))
}

/// The area of the order, and those that it is broken down by.
fn areas(order: &ReportOrder, facts: &Facts, store: &Store) -> Result<(Option<AreaKey>, Vec<AreaKey>), ReportError> {
    if order.by.is_none() && order.area.is_none() {
        return Ok((None, Vec::new()));
    }
    let names = AreaNames::read(store, facts.now.as_at)?;
    let lines = &facts.now.lines;
    let find = |typed: &str| {
        let found = names.find(typed, lines);
        found.map_err(|why| invalid(InvalidKind::Format, "for", sanitize(&why).into_owned()))
    };
    let focus = order.area.as_deref().map(find).transpose()?;
    let below = order.by.map_or_else(Vec::new, |level| names.of_level(level, lines, focus.as_ref()));
    Ok((focus, below))
}

/// What the report corrects of the last issue of the same round, day, area and layout, and that issue.
fn correction(
    report: &Report,
    facts: &Facts,
    request: &ReportRequest,
    (order, issued): (&ReportOrder, &[IssuedReport]),
) -> Result<(Option<Correction>, Option<IssuedReportId>), ReportError> {
    let last = issued.iter().rfind(|issued| is_issue_of(issued, facts, request));
    let changed = last.map(|last| corrected(&last.facts.figures, &stored_figures(report))).unwrap_or_default();
    let reason = order.issue.as_ref().map_or(String::new(), |issue| issue.reason.raw().to_owned());
    let Some(last) = last.filter(|_| !changed.is_empty()) else {
        if !reason.trim().is_empty() {
            let why = "no figure differs from an earlier issue, so there is nothing to give a reason for; leave it out";
            return Err(invalid(InvalidKind::Rule, "reason", why.to_owned()));
        }
        return Ok((None, None));
    };
    let issued_on = to_london(last.facts.made_at).date();
    if order.issue.is_some() && reason.trim().is_empty() {
        let differ = if changed.len() == 1 { "differs" } else { "differ" };
        let why = format!(
            "{} {differ} from those that were issued to {} on {}; say why",
            pluralize(changed.len(), "figure"),
            last.facts.to.sanitized(),
            format_full(issued_on)
        );
        return Err(invalid(InvalidKind::Rule, "reason", why));
    }
    Ok((Some(Correction { issued_on, reason, changed }), Some(last.id)))
}

fn is_issue_of(issued: &IssuedReport, facts: &Facts, request: &ReportRequest) -> bool {
    let known = &issued.facts;
    let area = request.focus.as_ref().map_or(String::new(), AreaKey::full_name);
    (known.round, known.as_at) == (facts.now.round.id, facts.now.as_at)
        && known.layout == request.layout.code()
        && known.area.raw() == area
        && request.focus.as_ref().is_none_or(|focus| {
            known.figures.iter().any(|figure| {
                (figure.area_level.as_str(), figure.area_code.as_str()) == (focus.level.code(), focus.code.as_str())
            })
        })
}
