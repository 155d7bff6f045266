//! The form that asks for the report as a file: what `charterdesk report` has as options.

use charter::calendar::DateBias;
use charter::report::{Layout, ReportLevel};
use charter::untrusted::sanitize;
use desk::records::FieldReader;
use desk::report::{ReportFormat, ReportOrder, explain_last_day};

use crate::tui::forms::export::{ExportKind, ExportSource, file_field, slug};
use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::screens::report::state::ReportQuery;
use crate::tui::ui::text::sentence;

/// No breakdown.
const NOT: &str = "no areas";

pub fn open(query: ReportQuery, context: &FormContext<'_>) -> Form {
    let layouts = Layout::ALL.iter().map(|layout| layout.label().to_owned()).collect();
    let formats = ReportFormat::ALL.iter().map(|format| format.label().to_owned()).collect();
    let mut levels = vec![NOT.to_owned()];
    levels.extend(ReportLevel::BELOW_FORCE.iter().map(|level| level.label().to_owned()));
    let area = query.area.as_ref().map_or(String::new(), |area| sanitize(&area.full_name()).into_owned());
    let name = format!("report-{}", slug(&format!("{} {area}", context.round.code)));
    let yes_no = vec!["no".to_owned(), "yes".to_owned()];
    let fields = vec![
        Field::choice("layout", "layout", layouts, Layout::default().label()),
        Field::choice("format", "as", formats, ReportFormat::Html.label()),
        file_field(&name),
        Field::line("for", "for", area, "a county, district, team or council; blank for the whole force").optional(),
        Field::choice("by", "broken down by", levels, NOT).optional(),
        Field::date("committee-meets", "committee meets", "", DateBias::Future).optional(),
        Field::choice("large-print", "large print", yes_no, "no").optional(),
        Field::line(
            "issued-to",
            "issued to",
            "",
            "a body or role: the figures are then kept as issued; blank keeps none",
        )
        .optional(),
        Field::line("reason", "reason", "", "why the figures differ from those issued before"),
    ];
    let mut about = vec!["A public paper: nothing that was typed about anybody is in it.".to_owned()];
    about.extend(explain_last_day(context.round, query.as_at).map(|why| sentence(&why)));
    let purpose = Purpose::Export(ExportSource::Report { query: Box::new(query), asks_reason: false, replace: None });
    Form::new(purpose, "Write the report".to_owned(), Vec::new(), context.round.id, fields).about(about)
}

/// The order, and the file's name with its ending.
pub fn read(reader: &mut FieldReader<'_>, typed: &str) -> (ExportKind, String) {
    let is_issued = !reader.value("issued-to").is_empty();
    let order = ReportOrder::read(reader, is_issued);
    let named = ReportFormat::of_path(typed);
    if let Some(named) = named.filter(|named| *named != order.format) {
        let why = format!(
            "this is the name of another format ({}): choose that above, or give it another ending",
            named.label()
        );
        reader.refuse("file", &why);
    }
    let path = if named.is_some() { typed.to_owned() } else { format!("{typed}.{}", order.format.ending()) };
    (ExportKind::Report(Box::new(order)), path)
}

/// A reason is asked for only if figures differ, large print only of a page.
pub fn shows(form: &Form, field: &Field, asks_reason: bool) -> bool {
    match field.name {
        "reason" => asks_reason,
        "large-print" => form.value("format") == ReportFormat::Html.label(),
        _ => true,
    }
}
