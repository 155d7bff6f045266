//! `report`: the figures of a round for a committee, as a page, text, CSV, a workbook or JSON.

use std::path::Path;

use super::record::target::reference_day;
use charter::change::Change;
use desk::records::FieldReader;
use desk::report::{PreparedReport, ReportError, ReportFormat, ReportOrder, explain_last_day, text};

use super::args::ReportArgs;
use super::failure::Failure;
use super::fields;
use super::files::OutputFile;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;

pub fn run(args: &ReportArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    check(args)?;
    let settings = invocation.settings()?;
    let is_issued = args.issued_to.is_some();
    let read = |reader: &mut FieldReader<'_>| Some(ReportOrder::read(reader, is_issued));
    let order = fields::read(&args.fields(), reference_day(invocation)?, read)?;
    let mut context = Context::open(invocation, out)?;
    let round = context.round(args.round.round.as_deref())?;
    let of = (&round, context.as_at);
    let with = (settings.report, settings.letters.reply_limit);
    let prepared = PreparedReport::new(&context.store, of, context.moment.at, order, with).map_err(failure)?;
    if let Some(meeting) = &prepared.meeting_on_record {
        out.print_message(meeting);
    }
    if let Some(why) = explain_last_day(&round, context.as_at) {
        out.print_message(&why);
    }
    let bytes = prepared.bytes(&context.store).map_err(failure)?;
    let path = args.output.as_deref().unwrap_or(Path::new("-"));
    let format = args.format();
    let file = OutputFile { path, signature: None, kind: format.label(), force: args.force };
    if let Some(act) = prepared.act() {
        file.check()?;
        context.save(&Change::from(act), out)?;
    }
    if format == ReportFormat::Text && path == Path::new("-") {
        // Line by line, so that --ascii holds.
        return text(&prepared.report).lines().try_for_each(|line| out.print_line(line));
    }
    file.write(bytes, out)
}

fn failure(error: ReportError) -> Failure {
    match error {
        ReportError::Invalid(invalid) => fields::invalid_options(&[invalid]),
        ReportError::Store(error) => error.into(),
        ReportError::Document(error) => Failure::Failed(error.to_string()),
    }
}

/// What is wrong with the file is said before anything is read.
fn check(args: &ReportArgs) -> Result<(), Failure> {
    let format = args.format();
    if format == ReportFormat::Xlsx && args.output.is_none() {
        return Err(Failure::Usage(
            "a workbook is no text for a screen. Nothing was written; name a file with -o, or - for stdout".to_owned(),
        ));
    }
    if let Some(path) = args.output.as_deref().filter(|path| args.is_format_unknown(path)) {
        return Err(Failure::Refused(format!(
            "{} does not end as any format does: .html, .txt, .csv, .xlsx, .json. Nothing was written; give it one of these \
             endings, or say --format",
            path.display()
        )));
    }
    let ending = args.output.as_deref().and_then(|path| ReportFormat::of_path(&path.to_string_lossy()));
    match (&args.output, ending) {
        (Some(path), Some(named)) if named != format => Err(Failure::Refused(format!(
            "{} is the name of another format ({}), and the format is {}. Nothing was written; give it another ending",
            path.display(),
            named.label(),
            format.label()
        ))),
        _ => Ok(()),
    }
}
