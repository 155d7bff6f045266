//! `report`: the figures of a round for a committee, as a page, text, CSV, a workbook or JSON.

use std::path::Path;

use super::record::target::reference_day;
use charter::agenda::Holidays;
use charter::calendar::{DateBias, format_full, to_london};
use charter::change::Change;
use charter::diary_entry::next_committee_meeting;
use charter::english::pluralize;
use charter::ids::IssuedReportId;
use charter::issued_report::IssuedReport;
use charter::report::{
    AreaKey, CommitteeMeeting, Correction, Facts, Layout, Report, ReportRequest, build, corrected, stored_figures,
};
use charter::untrusted::sanitize;
use desk::documents::DocumentError;
use desk::documents::html::DOCTYPE;
use desk::records::IssuedReportInput;
use desk::report::{AreaNames, csv, digest, document, html, read, text, xlsx};

use super::args::{ReportArgs, ReportFormat};
use super::failure::Failure;
use super::fields;
use super::files::OutputFile;
use crate::cli::context::{Context, Invocation};
use crate::cli::output::Output;
use crate::settings::ReportSettings;

pub fn run(args: &ReportArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    check(args)?;
    let settings = invocation.settings()?;
    let meeting = args.committee_meets.as_deref();
    let issue = issue_of(args, invocation)?;
    let mut context = Context::open(invocation, out)?;
    let meeting = match meeting {
        Some(typed) => Some(committee_meeting(typed, &context)?),
        None if args.layout() == Layout::Committee => recorded_meeting(&context, out)?,
        None => None,
    };
    let round = context.round(args.round.round.as_deref())?;
    let facts = read(&context.store, &round, context.as_at, settings.letters.reply_limit)?;
    if facts.now.as_at < context.as_at {
        out.print_message(&format!(
            "as at {}, the last day of the quarter: later work belongs to the next round",
            format_full(facts.now.as_at)
        ));
    }
    let (focus, areas) = areas(args, &facts, &context)?;
    let area = focus.as_ref().map_or(String::new(), |focus| focus.full_name());
    let issue = issue.map(|issue| IssuedReportInput { area: area.into(), ..issue });
    let request = ReportRequest { meeting, focus, areas, ..request(args, settings.report, &context) };
    let (report, request, earlier) = with_correction(&facts, request, issue.as_ref(), &context)?;
    let bytes = bytes(args, &report, &facts, (&request, &context))?;
    let path = args.output.as_deref().unwrap_or(Path::new("-"));
    let signature = (args.format() == ReportFormat::Html).then_some(DOCTYPE);
    let file = OutputFile { path, signature, kind: args.format().label(), force: args.force };
    if let Some(issue) = issue {
        // A report says that it was issued only if that is on record.
        file.check()?;
        let act = issue.act((round.id, facts.now.as_at), context.moment.at, earlier, stored_figures(&report));
        context.save(&Change::from(act), out)?;
    }
    if args.format() == ReportFormat::Text && is_stdout(args) {
        // Line by line, so that --ascii holds.
        return text(&report).lines().try_for_each(|line| out.print_line(line));
    }
    file.write(bytes, out)
}

/// To whom it is issued, and why its figures differ.
fn issue_of(args: &ReportArgs, invocation: &Invocation) -> Result<Option<IssuedReportInput>, Failure> {
    if args.issued_to.is_none() {
        return Ok(None);
    }
    let typed =
        [("to", args.issued_to.as_deref()), ("layout", Some(args.layout.as_str())), ("reason", args.reason.as_deref())];
    let day = reference_day(invocation)?;
    fields::read(&typed, day, |reader| Some(IssuedReportInput::read(reader))).map(Some)
}

/// The report with what it corrects of the last issue of the same round, day, area and layout, and that issue.
fn with_correction(
    facts: &Facts,
    request: ReportRequest,
    issue: Option<&IssuedReportInput>,
    context: &Context,
) -> Result<(Report, ReportRequest, Option<IssuedReportId>), Failure> {
    let report = build(facts, &request);
    let area = request.focus.as_ref().map_or(String::new(), |focus| focus.full_name());
    let is_same = |issued: &IssuedReport| {
        let known = &issued.facts;
        (known.round, known.as_at) == (facts.now.round.id, facts.now.as_at)
            && known.layout == request.layout.code()
            && known.area.raw() == area
            && request.focus.as_ref().is_none_or(|focus| {
                known.figures.iter().any(|figure| {
                    (figure.area_level.as_str(), figure.area_code.as_str()) == (focus.level.code(), focus.code.as_str())
                })
            })
    };
    let issued = context.store.issued_reports()?;
    let last = issued.iter().rfind(|issued| is_same(issued));
    let changed = last.map(|last| corrected(&last.facts.figures, &stored_figures(&report))).unwrap_or_default();
    let reason = issue.map_or(String::new(), |issue| issue.reason.raw().to_owned());
    let Some(last) = last.filter(|_| !changed.is_empty()) else {
        if !reason.trim().is_empty() {
            return Err(Failure::Refused(
                "no figure differs from an earlier issue, so there is nothing to give a reason for. Nothing was written or \
                 recorded; leave --reason out"
                    .to_owned(),
            ));
        }
        return Ok((report, request, None));
    };
    let issued_on = to_london(last.facts.made_at).date();
    if issue.is_some() && reason.trim().is_empty() {
        return Err(Failure::Refused(format!(
            "{} differ from those that were issued to {} on {}. Nothing was written or recorded; say why with --reason",
            pluralize(changed.len(), "figure"),
            last.facts.to.sanitized(),
            format_full(issued_on)
        )));
    }
    let request = ReportRequest { correction: Some(Correction { issued_on, reason, changed }), ..request };
    Ok((build(facts, &request), request, Some(last.id)))
}

fn is_stdout(args: &ReportArgs) -> bool {
    args.output.as_deref().is_none_or(|path| path == Path::new("-"))
}

/// What is wrong is said before anything is read.
fn check(args: &ReportArgs) -> Result<(), Failure> {
    let format = args.format();
    if args.large_print && format != ReportFormat::Html {
        return Err(Failure::Usage(format!(
            "--large-print is for HTML, and this is {}. Nothing was written; add --format html",
            format.label()
        )));
    }
    if format == ReportFormat::Xlsx && args.output.is_none() {
        return Err(Failure::Usage(
            "a workbook is no text for a screen. Nothing was written; name a file with -o, or - for stdout".to_owned(),
        ));
    }
    let ending = args.output.as_deref().and_then(ReportFormat::of_path);
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

fn committee_meeting(typed: &str, context: &Context) -> Result<CommitteeMeeting, Failure> {
    let option = "committee-meets";
    let on = fields::read(&[(option, Some(typed))], context.as_at, |reader| reader.date(option, DateBias::Future))?;
    CommitteeMeeting::new(on, &Holidays::england()).ok_or_else(|| {
        Failure::Refused(format!(
            "--committee-meets: the bank holidays before {} are not known, so the day for the papers is not either. Nothing \
             was written; give a day in another year, or leave it out",
            format_full(on)
        ))
    })
}

/// The next meeting of a committee on record, for a paper without `--committee-meets`. It is said which one, or that its
/// days are not known.
fn recorded_meeting(context: &Context, out: &Output) -> Result<Option<CommitteeMeeting>, Failure> {
    let events = context.store.public_events()?;
    let Some(event) = next_committee_meeting(&events, context.as_at) else { return Ok(None) };
    let meeting = CommitteeMeeting::new(event.facts.on, &Holidays::england());
    let unknown = if meeting.is_none() {
        ": the bank holidays before it are not known, so the paper says no days; give another with --committee-meets"
    } else {
        ""
    };
    out.print_message(&format!(
        "for the committee meeting on record of {}, {}{unknown}",
        format_full(event.facts.on),
        event.facts.place.sanitized()
    ));
    Ok(meeting)
}

/// The area of `--for`, and those of `--by` in it.
fn areas(args: &ReportArgs, facts: &Facts, context: &Context) -> Result<(Option<AreaKey>, Vec<AreaKey>), Failure> {
    if args.by.is_none() && args.area.is_none() {
        return Ok((None, Vec::new()));
    }
    let names = AreaNames::read(&context.store, facts.now.as_at)?;
    let lines = &facts.now.lines;
    let find = |typed: &str| {
        names
            .find(typed, lines)
            .map_err(|why| Failure::Usage(format!("--for: {}. Nothing was written", sanitize(&why))))
    };
    let focus = args.area.as_deref().map(find).transpose()?;
    let below = args.level().map_or_else(Vec::new, |level| names.of_level(level, lines, focus.as_ref()));
    Ok((focus, below))
}

fn request(args: &ReportArgs, settings: ReportSettings, context: &Context) -> ReportRequest {
    let made = to_london(context.moment.at);
    ReportRequest {
        layout: args.layout(),
        by: args.level(),
        marking: settings.marking,
        contact: settings.contact,
        next_update: settings.next_update,
        made_at: format!("{} at {}", format_full(made.date()), made.format("%H:%M")),
        ..ReportRequest::default()
    }
}

fn failed(error: DocumentError) -> Failure {
    Failure::Failed(error.to_string())
}

fn bytes(
    args: &ReportArgs,
    report: &Report,
    facts: &Facts,
    (request, context): (&ReportRequest, &Context),
) -> Result<Vec<u8>, Failure> {
    Ok(match args.format() {
        ReportFormat::Html => html(report, args.large_print).map_err(failed)?.into_bytes(),
        ReportFormat::Text => text(report).into_bytes(),
        ReportFormat::Csv => csv(report).map_err(failed)?.into_bytes(),
        ReportFormat::Xlsx => xlsx(report).map_err(failed)?,
        ReportFormat::Json => Output::json_bytes(&json(report, facts, request, context)?)?,
    })
}

fn json(
    report: &Report,
    facts: &Facts,
    request: &ReportRequest,
    context: &Context,
) -> Result<desk::report::ReportDocument, Failure> {
    let round = &facts.now.round;
    let meetings = context.store.meetings(Some([round.starts_on, round.ends_on]))?;
    let public_events = context.store.public_events()?;
    let focus = request.focus.clone().unwrap_or_else(AreaKey::force);
    let digest = digest(report).map_err(failed)?;
    Ok(document(report, facts, (&meetings, &public_events), &focus, digest.as_hex()))
}
