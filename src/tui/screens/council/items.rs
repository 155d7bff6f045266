//! The items of each section of a council's screen.

use charter::agenda::DecisionTiming;
use charter::attendance_hint::Hint;
use charter::calendar::{format_full, format_short, format_with_year, to_london};
use charter::contact::Contact;
use charter::council::NAME_NOT_CONFIRMED;
use charter::council_file::CouncilFile;
use charter::engagement::Promise;
use charter::english::{capitalize, pluralize};
use charter::incoming::Source;
use charter::invitation::Invitation;
use charter::journal::{Difference, Entry, differences};
use charter::letter::Letter;
use charter::reply::Reply;
use charter::returns::{Return, ReturnState};
use charter::round::Round;
use charter::untrusted::{Untrusted, sanitize};
use chrono::NaiveDate;
use desk::inbox;

use crate::tui::screens::council::item::{Item, Section, Subject, text_lines};
use crate::tui::screens::council::meetings::{decision, meetings};
use crate::tui::screens::council::priorities::priorities;
use crate::tui::ui::theme::Role;

/// `back` newest rounds are scrolled out of view.
pub fn items(file: &CouncilFile, section: Section, back: usize, round: &Round, as_at: NaiveDate) -> Vec<Item> {
    match section {
        Section::Return => returns(file, round, as_at),
        Section::Priorities => priorities(file, back, as_at),
        Section::Meetings => meetings(file, as_at),
        Section::Replies => {
            let replies = file.replies.iter().map(|reply| reply_item(reply, as_at));
            let letters = file.letters.iter().rev().map(|letter| letter_item(letter, as_at));
            let of_round = |item: &inbox::Item| file.returns.iter().any(|known| Some(known.id) == item.returned);
            let sources = file.sources.iter().rev().filter(|(item, _)| of_round(item)).map(source_item);
            let drafted = file.drafted_letters.iter().rev();
            let drafted = drafted.map(|letter| drafted_item(letter, as_at));
            replies.chain(sources).chain(drafted).chain(letters).collect()
        }
        Section::Notes => file
            .notes
            .iter()
            .map(|note| Item::new(Subject::Nothing, format_full(note.on)).with("", text_lines(&note.text)))
            .collect(),
        Section::History => file.history.iter().map(entry_item).collect(),
    }
}

fn returns(file: &CouncilFile, round: &Round, as_at: NaiveDate) -> Vec<Item> {
    let in_force = file.current_return(as_at).map(|returned| returned.id);
    let mut items: Vec<Item> = file
        .returns
        .iter()
        .rev()
        .map(|returned| {
            let item = return_item(returned, in_force == Some(returned.id), round, as_at);
            let decided = file.describe_decisions(returned.id, as_at).join("; ");
            let source = file.source_of_return(returned.id);
            item.with("decided", decided)
                .with("source", source.map(|(_, source)| where_from(source)).unwrap_or_default())
        })
        .collect();
    items.push(promise(file, round, as_at));
    items.push(details(file, as_at));
    items.extend(contacts(file, as_at));
    items
}

/// The quarter's promise, the hint that no meeting may be needed, and the decision.
fn promise(file: &CouncilFile, round: &Round, as_at: NaiveDate) -> Item {
    let quarterly = file.status.quarterly;
    let mut item = Item::new(Subject::Promise, format!("Quarterly contact · {}", quarterly.explain(round, as_at)));
    if quarterly.promise.was_made() {
        item = item.with("attendance", Hint::for_council(file).describe());
    }
    for known in file.excuses.iter().filter(|known| known.round == round.id) {
        item = item.with("decided", decision(known, as_at));
    }
    let decides = match file.decides {
        DecisionTiming::Past => String::new(),
        decides => decides.explain(as_at, round.deadline),
    };
    item = item.with("can decide", decides);
    if quarterly.promise == Promise::Missed {
        item.role = Role::Warn;
    }
    item
}

fn return_item(returned: &Return, in_force: bool, round: &Round, as_at: NaiveDate) -> Item {
    let day = returned.received.on;
    let late = if round.is_past(day) { ", after the deadline" } else { "" };
    let state = match returned.state {
        _ if day > as_at => "after the as-at date",
        ReturnState::Disagrees => "disagrees with the earlier one: = settles it",
        ReturnState::SetAside => "set aside",
        ReturnState::Replaces if in_force => "current",
        ReturnState::Replaces => "replaced",
    };
    let answer = &returned.answer;
    let priorities: Vec<String> = answer.priorities.iter().map(|p| p.text().sanitized().into_owned()).collect();
    let stated = |text: Option<&str>| text.map_or("not stated".to_owned(), |text| sanitize(text).into_owned());
    let mut item = Item::new(Subject::Return(returned.id), format!("Return of {}{late} · {state}", format_full(day)))
        .with("takes part", answer.wish.label())
        .with("priorities", if priorities.is_empty() { "none".to_owned() } else { priorities.join(" · ") })
        .with("how often", stated(answer.frequency.as_ref().map(|frequency| frequency.label())))
        .with("method", stated(answer.method.as_ref().map(|method| method.label())))
        .with("views", text_lines(&answer.views));
    if !in_force {
        item.role = Role::Dim;
    }
    item
}

fn details(file: &CouncilFile, as_at: NaiveDate) -> Item {
    let council = &file.council;
    let named = if council.name_confirmed { String::new() } else { NAME_NOT_CONFIRMED.to_owned() };
    let codes: Vec<&str> = council.parishes.iter().map(|parish| parish.code.as_str()).collect();
    Item::new(Subject::Details, "The council")
        .with("name", named)
        .with("kind", council.kind.label())
        .with("team", describe_team(file))
        .with("named contact", file.named_contact(as_at).map(|post| post.sanitized().into_owned()).unwrap_or_default())
        .with("meets", council.meeting_pattern.sanitized())
        .with("parishes", format!("{} ({})", council.parish_names(), codes.join(", ")))
        .with("ended", file.describe_end().unwrap_or_default())
}

/// `Wem SNT: sergeant, Wem; wem@force.example; 01630 000000`.
fn describe_team(file: &CouncilFile) -> String {
    let name = file.council.team.sanitized().into_owned();
    let Some(team) = &file.team else { return name };
    let said = [&team.facts.head, &team.facts.mailbox, &team.facts.phone].into_iter().filter(|text| !text.is_blank());
    let said: Vec<_> = said.map(|text| text.sanitized()).collect();
    if said.is_empty() { name } else { format!("{name}: {}", said.join("; ")) }
}

/// The current ones, the one that letters go to first; then those that ended or are to come.
fn contacts(file: &CouncilFile, as_at: NaiveDate) -> Vec<Item> {
    let writes_to = file.letter_contact(as_at).map(|contact| contact.id);
    let mut known: Vec<&Contact> = file.contacts.iter().collect();
    known.sort_by_key(|contact| (Some(contact.id) != writes_to, !contact.is_current(as_at), contact.id));
    if known.is_empty() {
        let head = "No contact is recorded: \":\", then \"new contact\"";
        return vec![Item { role: Role::Warn, ..Item::new(Subject::Nothing, head) }];
    }
    known.into_iter().map(|contact| contact_item(contact, Some(contact.id) == writes_to, as_at)).collect()
}

fn contact_item(contact: &Contact, letters: bool, as_at: NaiveDate) -> Item {
    let facts = &contact.facts;
    let state = match (letters, contact.is_current(as_at)) {
        (true, _) => " · letters go here",
        (false, true) => "",
        (false, false) => " · not current",
    };
    let role = if facts.role.is_blank() { "role not known".into() } else { facts.role.sanitized() };
    let day = |on: Option<NaiveDate>| on.map(format_full).unwrap_or_default();
    let shared = match contact.councils.len() {
        1 => String::new(),
        several => pluralize(several, "council"),
    };
    let checked = facts.checked_on.map_or_else(|| "never".to_owned(), format_full);
    let mut item = Item::new(Subject::Contact(contact.id), format!("Contact: {role}{state}"))
        .with("e-mail", facts.email.sanitized())
        .with("bounced", day(facts.bounced_on.filter(|_| facts.has_bounced(as_at))))
        .with("phone", facts.phone.sanitized())
        .with("post", text_lines(&facts.postal_address))
        .with("salutation", facts.salutation.sanitized())
        .with("for", shared)
        .with("from", day(facts.valid_from))
        .with("to", day(facts.valid_to))
        .with("source", facts.source.sanitized())
        .with("checked", checked);
    if facts.has_bounced(as_at) {
        item.role = Role::Warn;
    } else if !contact.is_current(as_at) {
        item.role = Role::Dim;
    }
    item
}

fn reply_item(reply: &Reply, as_at: NaiveDate) -> Item {
    let time = reply.received.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
    let to_come = if reply.received.on > as_at { " · after the as-at date" } else { "" };
    let head = format!(
        "Heard {}{time} by {} from {}{to_come}",
        format_full(reply.received.on),
        reply.channel.sanitized(),
        reply.from.sanitized()
    );
    Item::new(Subject::Nothing, head)
        .with("", text_lines(&reply.text))
        .with("recorded", format_with_year(to_london(reply.recorded_at).date()))
}

fn source_item((item, source): &(inbox::Item, Source)) -> Item {
    let on = source.received.map_or_else(String::new, |received| format!(" of {}", format_full(received.on)));
    let outcome = item.outcome.map_or_else(String::new, |outcome| format!(" · {outcome}"));
    Item::new(Subject::Nothing, format!("{}{on}{outcome}", capitalize(source.origin.label())))
        .with("from", source.from.sanitized())
        .with("about", source.subject.sanitized())
        .with("", text_lines(&Untrusted::from(item.text(source).into_owned())))
        .with("file", format!("{} {}", source.file.sanitized(), source.number))
}

fn where_from(source: &Source) -> String {
    let from = if source.from.is_blank() { &source.file } else { &source.from };
    format!("{} from {}; its text is under Replies", source.origin, from.sanitized())
}

fn letter_item(letter: &Invitation, as_at: NaiveDate) -> Item {
    let sent = letter.sent_on.map_or("on a day not recorded".to_owned(), |on| format_short(on, as_at));
    let back = letter.undelivered_on.map(|on| format!("came back {}", format_short(on, as_at))).unwrap_or_default();
    let mut item = Item::new(Subject::Letter, format!("Letter sent {sent} by {}", letter.channel)).with("", back);
    if letter.undelivered_on.is_some() {
        item.role = Role::Warn;
    }
    item
}

/// A letter that the program drafted: `Reminder, drafted 5 Oct, not sent yet`.
fn drafted_item(letter: &Letter, as_at: NaiveDate) -> Item {
    let kind = capitalize(letter.draft.kind.label());
    let head = match letter.sent_on.filter(|on| *on <= as_at) {
        Some(on) => {
            let by = letter.channel.label().trim_start_matches("by ");
            format!("{kind}, sent {} by {by}", format_short(on, as_at))
        }
        None => format!("{kind}, drafted {}, not sent yet", format_short(letter.drafted_on, as_at)),
    };
    Item::new(Subject::Nothing, head)
        .with("subject", letter.draft.subject.sanitized())
        .with("to", letter.draft.address.sanitized())
}

fn entry_item(entry: &Entry) -> Item {
    let at = to_london(entry.at);
    let head = format!(
        "{} {} · {} · {}",
        format_with_year(at.date()),
        at.format("%H:%M"),
        entry.kind,
        entry.words.sanitized()
    );
    let mut item = Item::new(Subject::Nothing, head).with("by", entry.by.sanitized());
    for edit in &entry.edits {
        let differences: Vec<Difference> = differences(edit).into_iter().map(Difference::for_people).collect();
        // The section of a new record shows its values; only a replacement shows two.
        match (&edit.before, &edit.after) {
            (Some(_), Some(_)) => {
                for difference in differences {
                    let or_nothing = |text: String| if text.is_empty() { "nothing".to_owned() } else { text };
                    let (from, to) = (or_nothing(difference.from), or_nothing(difference.to));
                    item = item.with("", format!("{}: {from} → {to}", difference.field));
                }
            }
            (None, Some(_)) => item = item.with("new", summary(&differences, |d| &d.to)),
            _ => item = item.with("removed", summary(&differences, |d| &d.from)),
        }
    }
    item.role = Role::Text;
    item
}

fn summary(differences: &[Difference], side: fn(&Difference) -> &String) -> String {
    let values: Vec<String> = differences.iter().take(8).map(|d| format!("{} {}", d.field, side(d))).collect();
    match differences.len().saturating_sub(8) {
        0 => values.join(" · "),
        more => format!("{} · and {}", values.join(" · "), pluralize(more, "value")),
    }
}

pub fn when_empty(section: Section) -> &'static str {
    match section {
        Section::Return => "No return yet. r records one.",
        Section::Priorities => "No priorities yet: they come with a return. r records one.",
        Section::Meetings => "No meetings yet. m records or plans one. w records an update given another way.",
        Section::Replies => "No replies or letters in this round. h records a reply, i the letter.",
        Section::Notes => "No notes. n writes one.",
        Section::History => "No changes yet.",
    }
}
