//! `today`: what there is to do on the day.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::args::RoundViewArgs;
use super::failure::Failure;
use super::table::Align;
use crate::cli::context::Context;
use crate::cli::filter;
use crate::cli::output::Output;
use charter::calendar::{format_full, format_short};
use charter::council_line::CouncilLine;
use charter::diary_entry::EntrySource;
use charter::english::pluralize;
use charter::ids::{CouncilId, ItemId, MeetingId, PriorityId, PublicEventId, RequestId};
use charter::untrusted::sanitize;
use desk::draft_file;
use desk::inbox::InboxMemo;
use desk::today::{Place, Section, Task, in_order, read, unsaved_forms, updates};
use store::Page;

#[derive(Serialize, JsonSchema)]
pub struct TodayDocument<'a> {
    round: &'a str,
    as_at: NaiveDate,
    tasks: Vec<TaskDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct TaskDocument<'a> {
    section: Section,
    /// The councils that it is about; several if it is not certain which one sent a reply.
    ids: Vec<CouncilId>,
    councils: Vec<&'a str>,
    /// False for a reply that may be from one of these councils, or from another.
    certain: bool,
    /// When a reply came, a meeting or event is, an action was due, papers or an answer are due, a priority was last looked at.
    on: Option<NaiveDate>,
    words: &'a str,
    item: Option<ItemId>,
    meeting: Option<MeetingId>,
    priority: Option<PriorityId>,
    /// The event for the public, or the committee's meeting whose papers or questions are due.
    event: Option<PublicEventId>,
    request: Option<RequestId>,
}

pub fn run(args: &RoundViewArgs, context: &Context, out: &mut Output) -> Result<(), Failure> {
    let round = context.round(args.round.round.as_deref())?;
    let as_at = context.as_at;
    let all = context.store.lines(&round, as_at, Page::All)?;
    let filter = filter::parse_filter(&args.narrow, &all, context, out)?;
    let shown = filter::matching(&filter, all.clone());
    let mut tasks = read(&context.store, &round, as_at, &mut InboxMemo::default())?;
    tasks.extend(updates(&all, &round, as_at));
    let drafts = draft_file::read(context.store.path()).unwrap_or_else(|why| {
        out.print_message(&format!("{why}. Forms not saved are not listed"));
        Default::default()
    });
    tasks.extend(unsaved_forms(&drafts));
    let shown: HashSet<CouncilId> = shown.iter().map(|line| line.id).collect();
    tasks.retain(|task| task.is_shown(!filter.find.is_empty(), |id| shown.contains(&id)));
    let tasks = in_order(tasks);
    let lines: HashMap<CouncilId, &CouncilLine> = all.iter().map(|line| (line.id, line)).collect();
    if args.json.json {
        let tasks = tasks.iter().map(|task| document(task, &lines)).collect();
        return out.json(&TodayDocument { round: &round.code, as_at, tasks });
    }
    print(&tasks, &lines, as_at, out)?;
    out.flush()?;
    out.print_message(&format!(
        "{} to do · {} · as at {}",
        pluralize(tasks.len(), "thing"),
        round.title(),
        format_full(as_at)
    ));
    Ok(())
}

fn document<'a>(task: &'a Task, lines: &HashMap<CouncilId, &'a CouncilLine>) -> TaskDocument<'a> {
    let (mut item, mut meeting, mut priority, mut event, mut request) = (None, None, None, None, None);
    match &task.place {
        Place::Item(id) => item = Some(*id),
        Place::Meeting(id) => meeting = *id,
        Place::Priority(id) => priority = Some(*id),
        Place::Entry(EntrySource::Event(id), _) => event = Some(*id),
        Place::Entry(EntrySource::Request(id), _) => request = Some(*id),
        Place::Priorities | Place::Draft(_) | Place::NextRound => {}
    }
    TaskDocument {
        section: task.section,
        ids: task.councils.clone(),
        councils: task.councils.iter().filter_map(|id| lines.get(id)).map(|line| line.name.raw()).collect(),
        certain: task.is_certain,
        on: task.on,
        words: &task.words,
        item,
        meeting,
        priority,
        event,
        request,
    }
}

const HEADER: [(&str, Align); 3] = [("COUNCIL", Align::Left), ("DAY", Align::Right), ("TO DO", Align::Left)];

/// By section; the columns line up across sections. A section without a task is one line too.
fn print(
    tasks: &[Task],
    lines: &HashMap<CouncilId, &CouncilLine>,
    as_at: NaiveDate,
    out: &mut Output,
) -> Result<(), Failure> {
    let rows: Vec<Vec<String>> = tasks.iter().map(|task| row(task, lines, as_at)).collect();
    let table = out.lay_out(&HEADER, &rows);
    let mut printed = table.rows.into_iter();
    if let Some(header) = table.header {
        out.print_heading(&header)?;
    }
    for section in Section::ALL {
        if section.hides_when_empty() && tasks.iter().all(|task| task.section != *section) {
            continue;
        }
        match tasks.iter().filter(|task| task.section == *section).count() {
            0 => out.print_line(&format!("{section}: none"))?,
            count => out.print_heading(&format!("{section}: {count}"))?,
        }
        let count = tasks.iter().filter(|task| task.section == *section).count();
        for line in printed.by_ref().take(count).flatten() {
            out.print_line(&line)?;
        }
    }
    Ok(())
}

fn row(task: &Task, lines: &HashMap<CouncilId, &CouncilLine>, as_at: NaiveDate) -> Vec<String> {
    let name = |id: &CouncilId| lines.get(id).map(|line| line.name.sanitized().into_owned());
    let council = match task.councils.as_slice() {
        [one] if task.is_certain => name(one),
        [first, ..] if !task.is_certain => name(first).map(|name| format!("? {name}")),
        _ => None,
    };
    vec![
        council.unwrap_or_else(|| sanitize(&task.from).into_owned()),
        task.on.map_or_else(|| "—".to_owned(), |on| format_short(on, as_at)),
        task.words.clone(),
    ]
}
