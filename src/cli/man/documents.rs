//! The JSON documents in the manual page. Every value comes from the type that is printed.

use charter::area::Area;
use charter::brief::Brief;
use charter::council_line::LineDocument;
use charter::issued_report::IssuedReport;
use charter::public_event::PublicEvent;
use charter::request::Request;
use charter::team::Team;
use desk::report::ReportDocument;
use schemars::JsonSchema;

use super::json_shape::{Row, rows};
use crate::cli::areas::AreaDocument;
use crate::cli::backup::BackupDocument;
use crate::cli::check::FindingDocument;
use crate::cli::contact_document::ContactDocument;
use crate::cli::diary::DiaryDocument;
use crate::cli::handover::HandoverDocument;
use crate::cli::history::EntryDocument;
use crate::cli::import_areas;
use crate::cli::import_baseline;
use crate::cli::import_contacts;
use crate::cli::import_councils;
use crate::cli::import_diary;
use crate::cli::import_report;
use crate::cli::import_table;
use crate::cli::inbox::ItemDocument;
use crate::cli::letters::{DraftDocument, DueDocument, LetterDocument};
use crate::cli::plan::PlanDocument;
use crate::cli::priorities::PriorityDocument;
use crate::cli::promises::PromisesDocument;
use crate::cli::record::issue_report::ComparedReportDocument;
use crate::cli::response_times::ResponseTimesDocument;
use crate::cli::restore;
use crate::cli::round::{ComparisonDocument, ListedRoundDocument, OpenedRoundDocument};
use crate::cli::search::PassageDocument;
use crate::cli::show::FileDocument;
use crate::cli::today::TodayDocument;

pub(super) struct Document {
    pub command: &'static str,
    pub about: &'static str,
    /// `None` if `about` refers to another document.
    rows: Option<fn() -> Vec<Row>>,
}

impl Document {
    pub fn rows(&self) -> Vec<Row> {
        self.rows.map(|rows| rows()).unwrap_or_default()
    }
}

const fn document<T: JsonSchema>(command: &'static str, about: &'static str) -> Document {
    Document { command, about, rows: Some(rows::<T>) }
}

const fn same(command: &'static str, about: &'static str) -> Document {
    Document { command, about, rows: None }
}

pub(super) const DOCUMENTS: &[Document] = &[
    document::<Vec<LineDocument<'static>>>("list --json", "The councils in the order of the register."),
    same(
        "record ... --json",
        "The council after the change: one object of list --json. If a filter, --all or several names chose councils, an \
         array of them.",
    ),
    document::<Vec<ListedRoundDocument<'static>>>("round --json", "The rounds, newest first."),
    document::<OpenedRoundDocument<'static>>(
        "round open --json",
        "The round as in round --json, and what opening it did, or with --dry-run would do.",
    ),
    same("round edit --json", "The round: one object of round --json."),
    document::<ContactDocument<'static>>("record contact --json", "The contact as it is recorded now."),
    document::<Vec<AreaDocument<'static>>>(
        "areas --json",
        "The counties, the districts and the teams that exist on the day, by name.",
    ),
    document::<Vec<Area>>("record area --json", "The counties and districts; with a name, that area."),
    document::<import_areas::ImportDocument<'static>>("import areas --json", "What the list of areas changes."),
    document::<Vec<Team>>("record team --json", "The teams by name; with a name, that team."),
    document::<Vec<Request>>(
        "record request --json",
        "What public bodies asked for, in the order in which they asked; of one that is recorded, that request.",
    ),
    document::<Vec<IssuedReport>>(
        "record issue-report --json",
        "The issued reports, the oldest first; with an id, or of one that is recorded, that report.",
    ),
    document::<ComparedReportDocument<'static>>(
        "record issue-report ID --figures FILE --json",
        "The issued report, the figures that are no longer as issued, and what was recorded since.",
    ),
    document::<Vec<PublicEvent>>(
        "record event --json",
        "The events for the public, by day; of one that is recorded, that event.",
    ),
    document::<Vec<String>>(
        "record reasons --json",
        "Your own reasons of not attending, in the order in which they are offered.",
    ),
    document::<Vec<String>>("record aims --json", "The aims of the charter, in the order in which they are offered."),
    document::<Vec<String>>("record categories --json", "The categories, in the order in which they are offered."),
    document::<FileDocument<'static>>(
        "show --json",
        "One council: the values of list --json, and everything recorded about it.",
    ),
    document::<Vec<PassageDocument<'static>>>("search --json", "Every text that has the words, newest first."),
    document::<Vec<EntryDocument<'static>>>("history --json", "The journal, newest first."),
    document::<import_councils::ImportDocument<'static>>("import councils --json", "What the register changes."),
    document::<import_contacts::ImportDocument<'static>>(
        "import contacts --json",
        "What the list of contacts changes.",
    ),
    document::<import_baseline::ImportDocument<'static>>(
        "import baseline --json",
        "What the answers of an earlier round change. If no row was recorded, the exit status is 3.",
    ),
    document::<import_table::ImportDocument<'static>>(
        "import table --json",
        "What an exported table changes; for a register, the document of import councils --json. If no row was recorded, \
         the exit status is 3.",
    ),
    document::<Vec<DiaryDocument<'static>>>("diary --json", "The meetings by day and time."),
    document::<TodayDocument<'static>>("today --json", "What there is to do on the day."),
    document::<ComparisonDocument<'static>>(
        "round compare --json",
        "What changed from one round to another, for all councils, each county, each team and each council.",
    ),
    document::<PromisesDocument<'static>>("promises --json", "The contacts of the quarter, counted."),
    document::<ResponseTimesDocument<'static>>("response-times --json", "How long councils waited for the team."),
    document::<ReportDocument>(
        "report --json",
        "The figures of a round, and priorities and events as police.uk has them.",
    ),
    document::<Vec<PriorityDocument<'static>>>("priorities --json", "The agreed priorities of all councils."),
    document::<PlanDocument<'static>>("plan --json", "The proposed plan, with the reason for each line."),
    document::<Brief>("brief --json", "The page. Long texts are cut."),
    document::<HandoverDocument<'static>>("handover --json", "What another team needs to take over."),
    document::<import_diary::ImportDocument<'static>>("import diary --json", "What the calendar file changes."),
    document::<import_report::ImportDocument<'static>>(
        "import replies --json",
        "What was imported. If every reply was skipped, the document is printed too, and the exit status is 3.",
    ),
    document::<Vec<ItemDocument>>("inbox --json", "The items that wait."),
    document::<Vec<LetterDocument<'static>>>("letters list --json", "The letters of the round, oldest first."),
    same("letters sent --json", "The letters as they are then: an array as of letters list --json."),
    document::<DraftDocument>("letters draft --json", "Who gets a letter, and who does not."),
    document::<Vec<DueDocument>>("letters due --json", "The kinds of letters but requests."),
    same("inbox show --json", "One object of inbox --json."),
    same(
        "inbox accept|heard|decline|... --json",
        "The council after the change: one object of list --json; null if the item belongs to none.",
    ),
    same("inbox split --json", "The items that it was split into: an array as of inbox --json."),
    document::<Vec<FindingDocument<'static>>>("check --json", "The findings."),
    document::<BackupDocument>("backup --json", "The backup that was made."),
    document::<Vec<restore::BackupDocument<'static>>>("restore --json", "The backups, newest first."),
];
