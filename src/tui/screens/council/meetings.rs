//! The section with a council's meetings, updates, decisions and changes of team.

use charter::calendar::{describe_distance, format_full, format_short};
use charter::council_change::{CouncilChange, CouncilField};
use charter::council_file::CouncilFile;
use charter::excuse::Excuse;
use charter::meeting::{Attendance, Meeting};
use charter::public_event::PublicEvent;
use charter::untrusted::Untrusted;
use charter::update::Update;
use chrono::NaiveDate;

use crate::tui::screens::council::item::{Item, Subject, text_lines};
use crate::tui::ui::theme::Role;

/// Newest first.
pub fn meetings(file: &CouncilFile, as_at: NaiveDate) -> Vec<Item> {
    let mut dated: Vec<(NaiveDate, Item)> = Vec::new();
    dated.extend(file.meetings.iter().map(|meeting| (meeting.facts.on, meeting_item(meeting, as_at))));
    dated.extend(file.events.iter().map(|event| (event.facts.on, event_item(event))));
    dated.extend(file.updates.iter().map(|update| (update.on, update_item(update))));
    dated.extend(file.excuses.iter().map(|excuse| (excuse.on, excuse_item(excuse))));
    dated.extend(file.changes.iter().map(|change| (change.on, change_item(change, as_at))));
    // The sort is stable, so on each day the meeting comes first.
    dated.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    dated.into_iter().map(|(_, item)| item).collect()
}

fn meeting_item(meeting: &Meeting, as_at: NaiveDate) -> Item {
    let time = meeting.facts.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
    let attended = match (meeting.facts.attendance, meeting.facts.describe_reason(), meeting.facts.plan) {
        _ if meeting.facts.cancelled => "cancelled by the council".to_owned(),
        (Some(Attendance::NotAttended), Some(reason), _) => format!("not attended: {reason}"),
        (Some(attendance), ..) => attendance.label().to_owned(),
        (None, _, Some(plan)) if meeting.facts.on >= as_at => {
            format!("planned, {plan}, {}", describe_distance(meeting.facts.on, as_at))
        }
        (None, _, Some(_)) => "planned; outcome not recorded".to_owned(),
        (None, _, None) if meeting.facts.on >= as_at => {
            format!("not planned yet, {}", describe_distance(meeting.facts.on, as_at))
        }
        (None, _, None) => "no attendance planned".to_owned(),
    };
    let officers: Vec<_> = meeting.facts.officers.iter().map(Untrusted::sanitized).collect();
    let covered: Vec<String> = meeting.facts.covered.iter().map(ToString::to_string).collect();
    let covered = if covered.is_empty() { String::new() } else { format!("priorities {}", covered.join(", ")) };
    let instead =
        meeting.facts.instead_of.map(|on| format!("the meeting of {}", format_short(on, as_at))).unwrap_or_default();
    let mut item =
        Item::new(Subject::Meeting(meeting.id), format!("{}{time} · {attended}", format_full(meeting.facts.on)))
            .with("place", meeting.facts.place.sanitized())
            .with("instead of", instead)
            .with("who", officers.join(", "))
            .with("note", text_lines(&meeting.facts.note))
            .with("covered", covered);
    if meeting.facts.attendance == Some(Attendance::NotAttended) {
        item.role = Role::Warn;
    }
    item
}

fn event_item(event: &PublicEvent) -> Item {
    let facts = &event.facts;
    let time = facts.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
    let counts = if facts.counts_as_contact { "counts as the contact of its quarter" } else { "" };
    Item::new(Subject::Nothing, format!("{}{time} · {}", format_full(facts.on), facts.title()))
        .with("place", facts.place.sanitized())
        .with("came", facts.attendance.map_or_else(String::new, |count| count.to_string()))
        .with("contact", counts)
}

fn update_item(update: &Update) -> Item {
    Item::new(Subject::Nothing, format!("{} · update given {}", format_full(update.on), update.how))
        .with("what", text_lines(&update.text))
}

fn excuse_item(excuse: &Excuse) -> Item {
    Item::new(Subject::Nothing, format!("{} · decided: no meeting needed", format_full(excuse.on)))
        .with("by", excuse.by.sanitized())
        .with("because", text_lines(&excuse.reason))
}

/// A decision in one line: `5 Oct by 2416: priorities unchanged`.
pub fn decision(excuse: &Excuse, as_at: NaiveDate) -> String {
    format!("{} by {}: {}", format_short(excuse.on, as_at), excuse.by.sanitized(), excuse.reason.sanitized())
}

fn change_item(change: &CouncilChange, as_at: NaiveDate) -> Item {
    let to = if change.to.is_blank() { "none".into() } else { change.to.sanitized() };
    let announcement = match change.announced_on.filter(|on| *on <= as_at) {
        Some(on) => format!("the council was told {}", format_short(on, as_at)),
        None if change.is_unannounced(as_at) => "the council has not been told yet: T records it".to_owned(),
        None => String::new(),
    };
    let subject = if change.field == CouncilField::Team { Subject::Team(change.id) } else { Subject::Nothing };
    let before = if change.from.is_blank() { String::new() } else { change.from.sanitized().into_owned() };
    let mut item = Item::new(subject, format!("{} · {}: {to}", format_full(change.on), change.field))
        .with("before", before)
        .with("", announcement);
    if change.is_unannounced(as_at) {
        item.role = Role::Warn;
    }
    item
}
