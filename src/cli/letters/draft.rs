//! `letters draft`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::document::{DraftDocument, RecipientDocument};
use crate::cli::args::DraftLettersArgs;
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::filter::parse_filter;
use crate::cli::output::Output;
use crate::cli::record::read_text;
use charter::change::Change;
use charter::english::pluralize;
use charter::filter::search;
use charter::ids::CouncilId;
use charter::letter::LetterKind;
use desk::inbox::InboxMemo;
use desk::letters::{Batch, LetterError, LetterFormat, LetterRequest, Material, Renderer, template, write};

/// Reasons are listed for so many councils, and counted for more.
const MAX_LISTED: usize = 20;

pub(super) fn run(args: &DraftLettersArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let formats = read_formats(&args.format);
    let (Some(kind), Some(format)) = (LetterKind::from_code(&args.kind), formats.first().copied()) else {
        return Err(Failure::Usage("that kind or format of letter is not known. Nothing was changed".to_owned()));
    };
    let settings = invocation.settings()?;
    let announcement = args.text.as_deref().map(|text| read_text("--text", text)).transpose()?.unwrap_or_default();
    let to = args.to.clone().unwrap_or_default();
    check_options(kind, args, &to)?;
    let own = invocation.own_templates();
    let template = template(kind, args.templates.as_deref().or(own.as_deref()), args.templates.is_some())?;
    let mut context = Context::open(invocation, out)?;
    let round = context.round(args.round.round.as_deref())?;
    let material = Arc::new(Material::read(&context.store, &round, context.as_at, &mut InboxMemo::default())?);
    let request = LetterRequest {
        councils: Some(chosen(args, &context, &material, out)?),
        rule: settings.letters.rule,
        sender: settings.letters.sender,
        announcement: announcement.into_owned(),
        to,
        ..LetterRequest::new(kind, format.channel())
    };
    let batch = Batch::new(&context.store, Arc::clone(&material), request)?;
    print_left_out(&batch, out);
    print_unaddressed(&batch, out);
    if batch.entries.is_empty() {
        return Err(Failure::Refused(format!("no council gets this letter ({kind}). Nothing was written or recorded")));
    }
    let recipients = recipients(&batch);
    let document = |folder: Option<&Path>, mails: usize| {
        let folder = folder.map(|folder| folder.display().to_string());
        DraftDocument::new((kind, &formats), folder, mails, recipients, &batch.left_out)
    };
    let Some(folder) = args.out.as_deref().filter(|_| !args.dry_run) else {
        let mails = batch.mails();
        let first =
            Renderer::new(&context.store, &batch, &template)?.render(mails.first().map_or(&[], Vec::as_slice))?;
        out.print_message(&format!(
            "dry run: {} would be drafted, nothing was written or recorded",
            count(&batch, mails.len())
        ));
        if args.json.json {
            return out.json(&document(None, mails.len()));
        }
        out.print_line(&format!("To: {}", first.address))?;
        out.print_line(&format!("Subject: {}", first.subject))?;
        out.print_line("")?;
        return first.body.lines().try_for_each(|line| out.print_line(line));
    };
    let written = write(&context.store, &batch, &template, (folder, &formats), context.moment.at)?;
    if let Err(error) = context.try_save(&Change::all(written.acts.clone()), out) {
        let files = written.withdraw(&error);
        return Err(Failure::from(error).with_sentence(&files));
    }
    out.print_message(&format!("written: {} in {}", count(&batch, written.mails), written.folder.display()));
    out.print_message(&format!(
        "nothing was sent; once you have sent them, record it: {}",
        context.invocation.command(&format!("letters sent --kind {}", kind.code()))
    ));
    if args.json.json { out.json(&document(Some(&written.folder), written.mails)) } else { Ok(()) }
}

/// Each once.
fn read_formats(typed: &[String]) -> Vec<LetterFormat> {
    let mut formats = Vec::new();
    for format in typed.iter().filter_map(|code| LetterFormat::from_code(code)) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}

/// `5 letters in 3 mails`.
fn count(batch: &Batch, mails: usize) -> String {
    let letters = pluralize(batch.entries.len(), "letter");
    if mails == batch.entries.len() { letters } else { format!("{letters} in {}", pluralize(mails, "mail")) }
}

fn check_options(kind: LetterKind, args: &DraftLettersArgs, to: &str) -> Result<(), Failure> {
    let usage = |text: &str| Err(Failure::Usage(format!("{text}. Nothing was changed")));
    if args.text.is_some() && kind != LetterKind::Announcement {
        return usage("--text is for an announcement; the words of other letters are in their templates");
    }
    if args.to.is_some() && kind != LetterKind::Request {
        return usage("--to is for a request; other letters go to the council's address");
    }
    if args.to.is_some() && !formats::mail::draft::is_address(to) {
        return usage("--to: give one address, such as roads@force.example");
    }
    Ok(())
}

fn chosen(
    args: &DraftLettersArgs,
    context: &Context,
    material: &Material,
    out: &Output,
) -> Result<BTreeSet<CouncilId>, Failure> {
    let lines = material.lines();
    let filter = parse_filter(&args.narrow, lines, context, out)?;
    if args.councils.is_empty() {
        let hits = search(lines, &filter, None);
        return Ok(hits.iter().filter_map(|hit| lines.get(hit.index as usize)).map(|line| line.id).collect());
    }
    if !filter.is_empty() {
        return Err(Failure::Usage(
            "name councils, or narrow the list with --county and the like, not both. Nothing was changed".to_owned(),
        ));
    }
    let all = context.store.councils()?;
    args.councils.iter().map(|typed| Ok(context.find_council(typed, &all)?.id)).collect()
}

fn recipients(batch: &Batch) -> Vec<RecipientDocument> {
    let name = |id: CouncilId| batch.material.lines().iter().find(|line| line.id == id).map(|line| line.name.raw());
    let recipient = |entry: &desk::letters::Entry| RecipientDocument {
        council_id: entry.council,
        council: name(entry.council).unwrap_or_default().to_owned(),
        address: entry.address.clone(),
    };
    batch.entries.iter().map(recipient).collect()
}

fn print_left_out(batch: &Batch, out: &Output) {
    let left_out = &batch.left_out;
    if left_out.len() <= MAX_LISTED {
        left_out.iter().for_each(|left| out.print_message(&format!("left out: {}: {}", left.name, left.why)));
        return;
    }
    let mut reasons: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    left_out.iter().for_each(|left| *reasons.entry(&left.why).or_default() += 1);
    reasons.iter().for_each(|(why, councils)| {
        out.print_message(&format!("left out: {}: {why}", pluralize(*councils, "council")));
    });
}

fn print_unaddressed(batch: &Batch, out: &Output) {
    let without = batch.without_postal_address();
    if without > 0 {
        let letters = pluralize(without, "letter");
        out.print_message(&format!("without a postal address: {letters}; printed all the same"));
    }
}

impl From<LetterError> for Failure {
    fn from(error: LetterError) -> Self {
        match error {
            LetterError::Store(error) => error.into(),
            LetterError::Template(_) | LetterError::Place(_) => Self::Refused(error.to_string()),
            other => Self::Failed(other.to_string()),
        }
    }
}
