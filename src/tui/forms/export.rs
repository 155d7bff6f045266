//! The form that asks where the list or the brief is written, and as what.

use std::path::PathBuf;

use charter::brief::Brief;
use charter::english::pluralize;
use charter::untrusted::sanitize;
use desk::list_export::ExportFormat;
use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

/// What the form writes. `replace`: the file that was there already; the user has read that it will be replaced.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportSource {
    List { replace: Option<PathBuf> },
    Brief { brief: Box<Brief>, replace: Option<PathBuf> },
}

impl ExportSource {
    pub fn replace(&self) -> Option<&PathBuf> {
        match self {
            Self::List { replace } | Self::Brief { replace, .. } => replace.as_ref(),
        }
    }

    pub fn set_replace(&mut self, path: PathBuf) {
        match self {
            Self::List { replace } | Self::Brief { replace, .. } => *replace = Some(path),
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

fn file_field(stem: &str) -> Field {
    Field::line("file", "file", format!("~/{stem}"), "~ is your home folder; the ending is added")
}

/// Lower-case words joined by hyphens: safe in every file system.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportForm {
    /// Only the tagged councils.
    pub tagged: bool,
    /// `None` for the clipboard.
    pub format: Option<ExportFormat>,
    /// Without the ending that the program adds.
    pub typed: String,
    /// With the ending.
    pub path: String,
}

pub fn read(reader: &mut FieldReader<'_>, source: &ExportSource) -> ExportForm {
    let tagged = reader.value("rows").ends_with("tagged");
    let typed = reader.value("file").trim().to_owned();
    let named = ExportFormat::of_path(&typed);
    let format = match source {
        ExportSource::Brief { .. } => {
            if named.is_some_and(|named| named != ExportFormat::Html) {
                reader.refuse("file", "the brief is written as a page of HTML: end the name with .html");
            }
            Some(ExportFormat::Html)
        }
        // A typed ending says more than the choice above it.
        ExportSource::List { .. } => ExportFormat::from_code(reader.value("as")).map(|chosen| named.unwrap_or(chosen)),
    };
    if typed.is_empty() && format.is_some() {
        reader.refuse("file", "give the file a name");
    }
    let path = format.map_or(typed.clone(), |format| with_ending(&typed, format));
    ExportForm { tagged, format, typed, path }
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
