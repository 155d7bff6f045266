//! The section with a council's priorities, the work on each, and their outcome.

use charter::calendar::{describe_distance, format_short, format_with_year};
use charter::council_file::{CouncilFile, PriorityFile};
use charter::priority::{Action, Concern, Owner, PriorityState, Review};
use charter::returns::{Return, SentPriority};
use charter::untrusted::sanitize;
use chrono::NaiveDate;

use crate::tui::screens::council::item::{Item, Subject};
use crate::tui::screens::council::rounds_table::Table;
use crate::tui::ui::theme::Role;

/// Open priorities in order, those sent but not agreed, then dropped and closed ones, each with its actions; then the
/// table of all rounds.
pub fn priorities(file: &CouncilFile, back: usize, as_at: NaiveDate) -> Vec<Item> {
    let mut items = Vec::new();
    let mut current = Vec::new();
    if let Some(returned) = file.current_return(as_at) {
        let mut indices: Vec<usize> = (0..returned.answer.priorities.len()).collect();
        indices.sort_by_key(|index| returned.answer.priorities[*index].slot.unwrap_or(u8::MAX));
        for index in indices {
            let sent = &returned.answer.priorities[index];
            let known = file.priorities.iter().find(|known| Some(known.priority.id) == sent.priority);
            let subject = Subject::Priority(returned.id, index);
            match known.filter(|_| sent.slot.is_some()) {
                Some(known) => {
                    current.push(known.priority.id);
                    items.extend(with_actions(known, subject, Some(sent), as_at));
                }
                None => items.push(sent_item(returned, sent, subject)),
            }
        }
    }
    let others = file.priorities.iter().filter(|known| !current.contains(&known.priority.id));
    for known in others {
        items.extend(with_actions(known, Subject::OtherPriority(known.priority.id), None, as_at));
    }
    if let Some(table) = Table::of(file, back) {
        let mut item = Item::new(Subject::Nothing, "Round by round");
        item.table = Some(table);
        items.push(item);
    }
    items
}

fn sent_item(returned: &Return, sent: &SentPriority, subject: Subject) -> Item {
    let agreed = sent.agreed.as_ref().map(|_| sent.received.sanitized().into_owned()).unwrap_or_default();
    let not_agreed = match (sent.slot, returned.answer.agreed().is_empty()) {
        (Some(_), _) => "",
        (None, true) => "not agreed yet: a chooses three",
        (None, false) => "sent, but not agreed",
    };
    let slot = sent.slot.map_or("·".to_owned(), |slot| slot.to_string());
    let mut item = Item::new(subject, format!("{slot}  {}", sent.text().sanitized()))
        .with("received", agreed)
        .with("category", sent.category.clone().unwrap_or_else(|| "no category yet".to_owned()))
        .with("", not_agreed);
    if sent.slot.is_none() {
        item.role = Role::Dim;
    }
    item
}

fn with_actions(known: &PriorityFile, subject: Subject, sent: Option<&SentPriority>, as_at: NaiveDate) -> Vec<Item> {
    let mut items = vec![priority_item(known, subject, sent, as_at)];
    items.extend(
        known.actions.iter().filter(|action| action.facts.on <= as_at).map(|action| action_item(action, as_at)),
    );
    let last = items.len() - 1;
    items[..last].iter_mut().for_each(|item| item.joined = true);
    items
}

fn priority_item(known: &PriorityFile, subject: Subject, sent: Option<&SentPriority>, as_at: NaiveDate) -> Item {
    let (priority, status) = (&known.priority, &known.status);
    let slot = status.slot.map_or("·".to_owned(), |slot| slot.to_string());
    let concerns = status.concerns(priority.since, as_at);
    let concern_text: Vec<&str> = concerns.iter().map(|concern| concern.label()).collect();
    let concern_text = if concern_text.is_empty() { String::new() } else { format!(" · {}", concern_text.join(", ")) };
    let text = sent.map_or(&priority.text, SentPriority::text);
    let received = sent.filter(|sent| sent.agreed.is_some()).map(|sent| sent.received.sanitized().into_owned());
    let category = priority.category.clone().unwrap_or_else(|| "no category yet".to_owned());
    let noted = known.progress.iter().find(|note| note.on <= as_at);
    let noted = noted.map(|note| format!("{}: {}", format_short(note.on, as_at), note.text.sanitized()));
    let result = priority.closed.as_ref().filter(|closing| closing.on <= as_at);
    let result =
        result.map(|closing| format!("{}: {}", format_short(closing.on, as_at), closing.describe().sanitized()));
    let review = known.reviews.iter().find(|review| review.on <= as_at);
    let review = review.map(|review| describe_review(review, as_at));
    let review = review.or_else(|| status.state.is_open().then(|| "not reviewed yet".to_owned()));
    let head = format!("{slot}  {} · {}{concern_text}", text.sanitized(), status.state);
    let mut item = Item::new(subject, head)
        .with("received", received.unwrap_or_default())
        .with("category", format!("{category} · since {}", format_with_year(priority.since)))
        .with("aims", sanitize(&priority.aims.join(", ")))
        .with("progress", noted.unwrap_or_default())
        .with("review", review.unwrap_or_default())
        .with("result", result.unwrap_or_default());
    item.role = match status.state {
        PriorityState::Dropped | PriorityState::Closed => Role::Dim,
        _ if concerns.contains(&Concern::Overdue) => Role::Warn,
        _ => Role::Strong,
    };
    item
}

/// `3 Jul: priority unchanged, our response changed; Checks moved to the mornings.`
fn describe_review(review: &Review, as_at: NaiveDate) -> String {
    let changed = |changed: bool| if changed { "changed" } else { "unchanged" };
    let note = if review.note.is_blank() { String::new() } else { format!("; {}", review.note.sanitized()) };
    format!(
        "{}: priority {}, our response {}{note}",
        format_short(review.on, as_at),
        changed(review.priority_changed),
        changed(review.response_changed)
    )
}

fn action_item(action: &Action, as_at: NaiveDate) -> Item {
    let when = match (action.facts.done_on.filter(|on| *on <= as_at), action.facts.due) {
        (Some(on), _) => format!("done {}", format_short(on, as_at)),
        (None, Some(due)) => format!("due {}, {}", format_short(due, as_at), describe_distance(due, as_at)),
        (None, None) => "no due date".to_owned(),
    };
    let (mark, role) = match (action.is_open(as_at), action.is_overdue(as_at)) {
        (_, true) => ("!", Role::Bad),
        (true, false) => ("-", Role::Text),
        (false, false) => ("-", Role::Dim),
    };
    let overdue = if action.is_overdue(as_at) { "overdue, " } else { "" };
    let head = format!("   {mark} {} · {overdue}{when} · {}", action.facts.what.sanitized(), owner(action));
    let mut item = Item::new(Subject::Action(action.priority, action.id), head);
    if !action.facts.evidence.is_blank() {
        item = item.with("  shown by", action.facts.evidence.sanitized());
    }
    item.role = role;
    item
}

/// The role, if one is named.
fn owner(action: &Action) -> String {
    match action.facts.owner {
        Owner::Department | Owner::Partner if !action.facts.who.is_blank() => action.facts.who.sanitized().into_owned(),
        owner => owner.label().to_owned(),
    }
}
