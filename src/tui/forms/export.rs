//! The form that asks where the list or the brief is written, and as what.

use std::path::PathBuf;

use charter::brief::Brief;
use charter::english::pluralize;
use charter::untrusted::sanitize;
use desk::list_export::ExportFormat;
use desk::records::FieldReader;
use desk::report::ReportOrder;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::report;
use crate::tui::screens::report::state::ReportQuery;

/// What the form writes. `replace`: the file that was there already; the user has read that it will be replaced.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportSource {
    List {
        replace: Option<PathBuf>,
    },
    Brief {
        brief: Box<Brief>,
        replace: Option<PathBuf>,
    },
    /// `asks_reason`: figures that were issued before differ, so the issue needs a reason.
    Report {
        query: Box<ReportQuery>,
        asks_reason: bool,
        replace: Option<PathBuf>,
    },
}

impl ExportSource {
    pub fn replace(&self) -> Option<&PathBuf> {
        match self {
            Self::List { replace } | Self::Brief { replace, .. } | Self::Report { replace, .. } => replace.as_ref(),
        }
    }

    pub fn set_replace(&mut self, path: PathBuf) {
        match self {
            Self::List { replace } | Self::Brief { replace, .. } | Self::Report { replace, .. } => {
                *replace = Some(path)
            }
        }
    }
}

impl ExportSource {
    /// The worker found that figures differ from those of an earlier issue.
    pub fn ask_reason(&mut self) {
        if let Self::Report { asks_reason, .. } = self {
            *asks_reason = true;
        }
    }
}

pub const CLIPBOARD: &str = "the clipboard";

/// `shown` and `tagged` are numbers of councils.
pub fn open_list(shown: usize, tagged: usize, context: &FormContext<'_>) -> Form {
    let mut fields = Vec::new();
    if tagged > 0 {
        let options = vec![tagged_label(tagged), format!("all {} of the list", pluralize(shown, "council"))];
        let first = options[0].clone();
        fields.push(Field::choice("rows", "councils", options, &first));
    }
    let mut formats: Vec<String> = [ExportFormat::Xlsx, ExportFormat::Csv, ExportFormat::Html]
        .iter()
        .map(|format| format.label().to_owned())
        .collect();
    formats.push(CLIPBOARD.to_owned());
    fields.push(Field::choice("as", "as", formats, ExportFormat::Xlsx.label()));
    fields.push(file_field(&format!("councils-{}", context.today)));
    let about = vec![
        format!("{}, filtered, sorted and with the columns as in the list.", pluralize(shown, "council")),
        "The data stays as it is. Another program may read the file: keep it where only the team can.".to_owned(),
    ];
    let purpose = Purpose::Export(ExportSource::List { replace: None });
    Form::new(purpose, "Export the list".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

fn tagged_label(tagged: usize) -> String {
    format!("the {} tagged", pluralize(tagged, "council"))
}

pub fn open_brief(brief: Brief, context: &FormContext<'_>) -> Form {
    let name = brief.council.sanitized().into_owned();
    let file = file_field(&format!("brief-{}-{}", slug(&name), brief.as_at));
    let about = vec!["A page of HTML: any browser shows and prints it.".to_owned()];
    let purpose = Purpose::Export(ExportSource::Brief { brief: Box::new(brief), replace: None });
    let title = format!("Write the brief of {}", sanitize(&name));
    Form::new(purpose, title, Vec::new(), context.round.id, vec![file]).about(about)
}

pub fn file_field(stem: &str) -> Field {
    Field::line("file", "file", format!("~/{stem}"), "~ is your home folder; the ending is added")
}

/// Lower-case words joined by hyphens: safe in every file system.
pub fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// What a form asks to write.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportKind {
    List {
        /// Only the tagged councils.
        tagged: bool,
        /// `None` for the clipboard.
        format: Option<ExportFormat>,
    },
    Brief,
    Report(Box<ReportOrder>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ExportForm {
    pub kind: ExportKind,
    /// Without the ending that the program adds.
    pub typed: String,
    /// With the ending.
    pub path: String,
}

pub fn read(reader: &mut FieldReader<'_>, source: &ExportSource) -> ExportForm {
    let typed = reader.value("file").trim().to_owned();
    let named = ExportFormat::of_path(&typed);
    let (kind, path) = match source {
        ExportSource::Brief { .. } => {
            if named.is_some_and(|named| named != ExportFormat::Html) {
                reader.refuse("file", "the brief is written as a page of HTML: end the name with .html");
            }
            (ExportKind::Brief, with_ending(&typed, ExportFormat::Html))
        }
        // A typed ending says more than the choice above it.
        ExportSource::List { .. } => {
            let tagged = reader.value("rows").ends_with("tagged");
            let format = ExportFormat::from_code(reader.value("as")).map(|chosen| named.unwrap_or(chosen));
            let path = format.map_or(typed.clone(), |format| with_ending(&typed, format));
            (ExportKind::List { tagged, format }, path)
        }
        ExportSource::Report { .. } => report::read(reader, &typed),
    };
    if typed.is_empty() && !matches!(kind, ExportKind::List { format: None, .. }) {
        reader.refuse("file", "give the file a name");
    }
    ExportForm { kind, typed, path }
}

/// Adds the ending of the format, unless it is there.
fn with_ending(path: &str, format: ExportFormat) -> String {
    if ExportFormat::of_path(path) == Some(format) { path.to_owned() } else { format!("{path}.{}", format.code()) }
}

#[cfg(test)]
mod tests {
    use super::{ExportFormat, slug, with_ending};

    #[test]
    fn a_file_gets_the_ending_once() {
        assert_eq!(with_ending("~/councils", ExportFormat::Csv), "~/councils.csv");
        assert_eq!(with_ending("/tmp/Councils.XLSX", ExportFormat::Xlsx), "/tmp/Councils.XLSX");
        assert_eq!(with_ending("councils-2023.10.05", ExportFormat::Html), "councils-2023.10.05.html");
    }

    #[test]
    fn a_name_becomes_a_safe_file_name() {
        assert_eq!(slug("Hope/../under; Dinmore \u{202e}(parish)"), "hope-under-dinmore-parish");
    }
}
