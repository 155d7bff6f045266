//! `record request`: what a public body asked for, and with what it was answered.

use chrono::NaiveDate;

use super::target::{read_text, reference_day};
use crate::cli::args::RequestArgs;
use crate::cli::context::{Context, Invocation};
use crate::cli::failure::Failure;
use crate::cli::fields::{echo_date, read};
use crate::cli::output::Output;
use charter::calendar::format_full;
use charter::change::Change;
use charter::request::Request;
use desk::records::{read_request, record_request};

pub(super) fn run(args: &RequestArgs, invocation: &Invocation, out: &mut Output) -> Result<(), Failure> {
    let what = args.what.as_deref().map(|given| read_text("--what", given)).transpose()?;
    let answer = args.answer.as_deref().map(|given| read_text("--answer", given)).transpose()?;
    let fields = [
        ("asked-by", args.asked_by.as_deref()),
        ("on", args.on.as_deref()),
        ("kind", args.kind.as_deref()),
        ("what", what.as_deref()),
        ("owner", args.owner.as_deref()),
        ("due", args.due.as_deref()),
        ("answered", args.answered.as_deref()),
        ("answer", answer.as_deref()),
    ];
    let is_listed = args.request.is_none() && fields.iter().all(|(_, value)| value.is_none());
    if is_listed {
        return list(args, &Context::open(invocation, out)?, out);
    }
    let today = reference_day(invocation)?;
    if args.request.is_none() {
        // Wrong options fail before a database is created.
        read(&fields, today, |reader| Some(read_request(reader, None)))?;
    }
    let mut context = Context::open(invocation, out)?;
    let requests = context.store.requests()?;
    let known = args.request.map(|id| find(id, &requests)).transpose()?;
    let facts = read(&fields, today, |reader| Some(read_request(reader, known)))?;
    let dates = [(&args.on, Some(facts.on)), (&args.due, facts.due), (&args.answered, facts.answered_on)];
    for (typed, on) in dates.into_iter().filter(|(typed, _)| typed.is_some()) {
        on.into_iter().for_each(|on| echo_date(typed.as_deref(), on, out));
    }
    context.save(&Change::from(record_request(known, facts)), out)?;
    let after = context.store.requests()?;
    let is_saved = |request: &&Request| match known {
        Some(known) => request.id == known.id,
        None => requests.iter().all(|other| other.id != request.id),
    };
    match after.iter().find(is_saved) {
        Some(request) if args.json.json => out.json(request),
        Some(request) => out.print_line(&describe(request, context.as_at)),
        None => Ok(()),
    }
}

fn find(id: i64, requests: &[Request]) -> Result<&Request, Failure> {
    requests.iter().find(|request| request.id.0 == id).ok_or_else(|| {
        Failure::Refused(format!(
            "there is no request {id}. Nothing was changed; `charterdesk record request` lists the requests on record"
        ))
    })
}

fn list(args: &RequestArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let mut requests = context.store.requests()?;
    if args.open {
        requests.retain(|request| request.is_open(context.as_at));
    }
    if args.json.json {
        return out.json(&requests);
    }
    requests.iter().try_for_each(|request| out.print_line(&describe(request, context.as_at)))
}

/// `3  Police and Crime Panel, Wed 20 Sep 2023, report back: outcomes by district; owner chief inspector; open`.
fn describe(request: &Request, as_at: NaiveDate) -> String {
    let facts = &request.facts;
    let owner = if facts.owner.is_blank() { "nobody yet".into() } else { facts.owner.sanitized() };
    let answer = match facts.answered_on.filter(|on| *on <= as_at) {
        Some(_) => format!(": {}", facts.answer.sanitized()),
        None => String::new(),
    };
    format!(
        "{}  {}, {}, {}: {}; owner {owner}; {}{answer}",
        request.id,
        facts.asked_by.sanitized(),
        format_full(facts.on),
        facts.kind,
        facts.what.sanitized(),
        request.describe_state(as_at),
    )
}
