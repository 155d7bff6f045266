//! `report`.

use std::path::{Path, PathBuf};

use clap::Args;
use desk::report::ReportFormat;

use crate::cli::args::view::{JsonArg, RoundArg};

/// `report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Break the figures down by areas of this level
    #[arg(long, value_name = "LEVEL", value_parser = ["county", "district", "team", "council"])]
    pub by: Option<String>,
    /// For this county, district, team or council, by its name or code, with the whole force beside it
    #[arg(long = "for", value_name = "AREA")]
    pub area: Option<String>,
    /// What the report is for: summary, committee (a paper as the Police and Crime Panel has them), inspector (what needs
    /// attention first)
    #[arg(long, value_parser = ["summary", "committee", "inspector"], default_value = "summary")]
    pub layout: String,
    /// The format [default: that of the file's ending, else text]
    #[arg(long, conflicts_with = "json", value_parser = ["html", "text", "csv", "xlsx", "json"])]
    pub format: Option<String>,
    /// Write it to this file; - is stdout
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
    /// In large print; for HTML
    #[arg(long)]
    pub large_print: bool,
    /// The day of the committee's meeting: the paper then says when papers and questions are due [default for the layout
    /// committee: the next meeting of a committee on record, see record event]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub committee_meets: Option<String>,
    /// Keep it as issued to this body or role, with its figures: a later report of the same round and day then says what
    /// differs
    #[arg(long, value_name = "ROLE", requires = "output")]
    pub issued_to: Option<String>,
    /// Why its figures differ from those that were issued before
    #[arg(long, value_name = "TEXT", requires = "issued_to")]
    pub reason: Option<String>,
    /// The round
    #[command(flatten)]
    pub round: RoundArg,
    /// The output format
    #[command(flatten)]
    pub json: JsonArg,
}

impl ReportArgs {
    pub fn format(&self) -> ReportFormat {
        if self.json.json {
            return ReportFormat::Json;
        }
        let named = self.format.as_deref().and_then(ReportFormat::from_code);
        let ending = || ReportFormat::of_path(&self.output.as_deref()?.to_string_lossy());
        named.or_else(ending).unwrap_or(ReportFormat::Text)
    }

    /// Whether neither an option nor the file's name says the format. A name without an ending is text.
    pub fn is_format_unknown(&self, path: &Path) -> bool {
        let is_named = self.json.json || self.format.is_some();
        !is_named && path.extension().is_some() && ReportFormat::of_path(&path.to_string_lossy()).is_none()
    }

    /// As the form has them.
    pub fn fields(&self) -> [(&'static str, Option<&str>); 8] {
        [
            ("layout", Some(self.layout.as_str())),
            ("format", Some(self.format().code())),
            ("for", self.area.as_deref()),
            ("by", self.by.as_deref()),
            ("committee-meets", self.committee_meets.as_deref()),
            ("large-print", self.large_print.then_some("yes")),
            ("issued-to", self.issued_to.as_deref()),
            ("reason", self.reason.as_deref()),
        ]
    }
}
