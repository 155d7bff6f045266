//! Draws the proposed return like the form of a return: council, date, answers; and what the next key records.

use charter::calendar::{format_full, format_short};
use charter::council_line::CouncilLine;
use charter::english::capitalize;
use charter::incoming::{Nature, Source};
use charter::returns::{Frequency, MAX_PRIORITIES, Method, SentPriority, Wish};
use charter::untrusted::sanitize;
use desk::inbox::{Blocker, InboxLine, Verdict, accept};
use ratatui::text::Line;
use reading::extract::ReadPriority;
use reading::matching::{Candidate, Found};

use crate::tui::app::shared::Shared;
use crate::tui::dialogs::council_picker::describe_candidate;
use crate::tui::forms::form::relative_to_deadline;
use crate::tui::screens::inbox::proposal_page::{Page, Value};
use crate::tui::ui::text::wrap;
use crate::tui::ui::theme::Role;

/// With fewer rows each value gets one row.
const ROOMY: usize = 13;
/// With fewer rows only the summary fits.
const CRAMPED: usize = 6;
const MOST_NAMED: usize = 3;
/// Of why a reply slip is not certain.
const MOST_NOTES: usize = 2;

/// The proposal; the last rows say what `a` records.
pub fn rows(shared: &Shared, line: &InboxLine, room: usize, height: usize) -> Vec<Line<'static>> {
    let mut page = Page::new(shared, room, height >= ROOMY);
    let last = action_rows(shared, line, room);
    let most = height.saturating_sub(last.len());
    council_rows(&mut page, line);
    page.gap();
    if let Some(words) = no_reply_text(&line.source) {
        page.add(Role::Text, &words);
        let received = line.source.received.map(|received| format_full(received.on));
        let value = Value::of(shared, received, None, false);
        page.field("received", &value);
    } else if height < CRAMPED {
        page.truncate(most.saturating_sub(1));
        page.add(Role::Text, &summary(line, shared.theme.glyphs().dot));
    } else {
        received_row(&mut page, line);
        answer_rows(&mut page, line);
    }
    let roomy = page.roomy;
    let mut rows = page.into_rows(most);
    if rows.len() > most {
        rows.truncate(most.saturating_sub(1));
        let more = "more than fits here: Enter shows all of it";
        if most > 0 {
            rows.push(Line::styled(wrap(more, room).swap_remove(0), shared.theme.style(Role::Info)));
        }
    }
    if roomy && rows.len() < most {
        rows.push(Line::default());
    }
    rows.extend(last);
    rows
}

/// The text for what is no reply, and has no answers to read.
fn no_reply_text(source: &Source) -> Option<String> {
    if source.nature == Nature::Bounce {
        return Some("The letter was not delivered.".to_owned());
    }
    source.no_reply_label().map(|label| format!("{}, not an answer.", capitalize(label)))
}

fn action_rows(shared: &Shared, line: &InboxLine, room: usize) -> Vec<Line<'static>> {
    let as_at = shared.snapshot.as_at();
    let (role, text) = match accept(line, as_at) {
        Ok(Verdict::Return(..))
            if line.triage.compared
                && let Some(words) = line.describe_unread() =>
        {
            (Role::Warn, format!("a records the return without: {words}"))
        }
        Ok(verdict) => (Role::Accent, describe_action(&verdict)),
        Err(Blocker::Unread) => {
            let words = line.describe_unread().unwrap_or_default();
            (Role::Warn, format!("Not read: {words}. Enter adds it; a, pressed twice, records the rest"))
        }
        Err(blocker) => (Role::Warn, capitalize(blocker.describe_with_key())),
    };
    let others = line.other_replies().map(|other| {
        let role = if other.contradicts.is_empty() { Role::Info } else { Role::Warn };
        (role, format!("{}.", capitalize(&other.describe(as_at))))
    });
    // Of an answer that can be recorded nothing keeps anybody from doing so.
    let notes = line.triage.reading.notes.iter().take(if role == Role::Warn { MOST_NOTES } else { 0 });
    let notes = notes.map(|note| (Role::Warn, format!("{}.", capitalize(note))));
    let written = line.source.written_earlier().map(|days| (Role::Info, format!("{}.", capitalize(days))));
    let sentences = written.into_iter().chain(others).chain(notes).chain([(role, text)]);
    let rows = sentences.flat_map(|(role, text)| wrap(&text, room).into_iter().map(move |row| (role, row)));
    rows.map(|(role, row)| Line::styled(row, shared.theme.style(role))).collect()
}

fn describe_action(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Return(answer, ..) if answer.priorities.len() > MAX_PRIORITIES => {
            let n = answer.priorities.len();
            format!("a records all {n}, then the next; agree three on the council's screen")
        }
        Verdict::Return(..) => "a records the return, then the next".to_owned(),
        Verdict::Heard(_) => "a records it as heard, then the next".to_owned(),
        Verdict::Undelivered(_) => "a records the letter as undelivered".to_owned(),
        Verdict::OnRecord(_) => "a dismisses it: already recorded".to_owned(),
        Verdict::NotHeard => "a dismisses it: not an answer".to_owned(),
        Verdict::NotForUs | Verdict::Postpone(_) | Verdict::AssignCouncil(_) | Verdict::Split(_) => {
            "a goes to the next".to_owned()
        }
    }
}

/// The council, the confidence and the reasons; otherwise the candidates.
fn council_rows(page: &mut Page<'_>, line: &InboxLine) {
    let (triage, shared) = (&line.triage, page.shared);
    let line_of = |id| shared.snapshot.lines().iter().find(|known| known.id == id);
    if let Some(council) = triage.council {
        let name = line_of(council).map_or_else(|| "a council that is not listed".to_owned(), name_and_county);
        page.add_name(&name);
        let chosen = line.item.council.is_some();
        let found = triage.found.candidates().iter().find(|candidate| candidate.council == council);
        let why = match found {
            _ if chosen => "chosen by hand".to_owned(),
            Some(candidate) => describe_candidate(candidate),
            None => String::new(),
        };
        page.add_reason(&why);
        return;
    }
    let candidates = triage.found.candidates();
    let head = match &triage.found {
        Found::One(_) => "Not sure which council sent this".to_owned(),
        Found::Ambiguous(one) if one.len() == 1 => "Perhaps this council, or none".to_owned(),
        Found::Ambiguous(_) => "It could be from more than one council".to_owned(),
        Found::Joint(councils) => format!("Speaks for {} councils: S splits it", councils.len()),
        Found::NotOurs(elsewhere, _) => format!("Not ours: {}", elsewhere.describe()),
        Found::None => "No council was recognised".to_owned(),
    };
    page.add(Role::Strong, &head);
    for candidate in candidates.iter().take(if page.roomy { MOST_NAMED } else { 2 }) {
        let Some(known) = line_of(candidate.council) else { continue };
        // Councils of the same name are told apart by county; otherwise the reason gets the room.
        let is_twin = |other: &&Candidate| line_of(other.council).is_some_and(|other| other.name == known.name);
        let twins = candidates.iter().filter(is_twin).count() > 1;
        let name = if page.roomy || twins { name_and_county(known) } else { known.name.sanitized().into_owned() };
        page.add(Role::Dim, &format!("? {name}: {}", describe_candidate(candidate)));
    }
    let more = candidates.len().saturating_sub(MOST_NAMED);
    if more > 0 && page.roomy {
        page.add(Role::Dim, &format!("and {more} more: C lists them"));
    }
}

fn name_and_county(line: &CouncilLine) -> String {
    format!("{}, {}", line.name.sanitized(), line.county.sanitized())
}

fn received_row(page: &mut Page<'_>, line: &InboxLine) {
    let (round, as_at) = (page.shared.snapshot.round(), page.shared.snapshot.as_at());
    let text = line.source.received.map(|received| {
        let dot = page.shared.theme.glyphs().dot;
        if page.roomy {
            return format!("{}, {}", format_full(received.on), relative_to_deadline(received.on, round));
        }
        let late = if round.days_left(received.on) < 0 { "late" } else { "on time" };
        format!("{} {dot} {late}", format_short(received.on, as_at))
    });
    let value = Value::of(page.shared, text, None, false);
    page.field("received", &value);
}

fn answer_rows(page: &mut Page<'_>, line: &InboxLine) {
    let (shared, reading, answer) = (page.shared, &line.triage.reading, &line.triage.answer);
    if reading.holding.is_some() {
        page.field("heard", &Value::new("will answer later".to_owned(), Role::Text, ""));
    }
    let wish = Some(answer.wish).filter(|wish| *wish != Wish::Unknown).map(|wish| wish.label().to_owned());
    let read = reading.wish.as_ref().map(|read| read.value.label().to_owned());
    page.field("takes part", &Value::of(shared, wish, read, true));
    page.gap();
    priority_rows(page, line);
    page.gap();
    let frequency = answer.frequency.as_ref().map(|often| sanitize(often.label()).into_owned());
    let read = reading.frequency.as_ref().map(|read| sanitize(read.value.label()).into_owned());
    let often = Value::of(shared, frequency, read, true);
    let method = answer.method.as_ref().map(|method| sanitize(method.label()).into_owned());
    let read = reading.method.as_ref().map(|read| sanitize(read.value.label()).into_owned());
    let method = Value::of(shared, method, read, true);
    if page.roomy || !page.pair("met", &often, &method) {
        page.field("how often", &often);
        page.field("method", &method);
    }
    if let Some(read) = &reading.meets_on {
        let text = if page.roomy { format_full(read.value) } else { format_short(read.value, shared.snapshot.as_at()) };
        page.field("meets on", &Value::new(text, Role::Dim, "not recorded"));
    }
    let views = Some(answer.views.sanitized().into_owned()).filter(|views| !views.trim().is_empty());
    if page.roomy || views.is_some() {
        page.field("views", &Value::of(shared, views, None, !line.triage.has_own_views));
    }
}

fn priority_rows(page: &mut Page<'_>, line: &InboxLine) {
    let (reading, answer) = (&line.triage.reading, &line.triage.answer);
    let read = |index: usize| reading.priorities.get(index).map(|read| &read.value);
    let most = if page.roomy { usize::MAX } else { MAX_PRIORITIES };
    let is_changed = line.triage.conflicts_with.is_some() && answer.priorities != line.triage.suggested.priorities;
    if answer.priorities.is_empty() || is_changed {
        let suggested = reading.priorities.iter().take(most).map(|read| &read.value);
        for (number, priority) in (1..).zip(suggested) {
            let value = Value::new(sanitize(&priority.text).into_owned(), Role::Dim, "suggested");
            page.field(&format!("priority {number}"), &value);
        }
        if reading.priorities.is_empty() {
            let value = Value::of(page.shared, None, None, false);
            page.field("priorities", &value);
        }
        return;
    }
    for (index, sent) in answer.priorities.iter().enumerate().take(most) {
        let value = priority(sent, read(index), reading.priorities.is_empty());
        page.field(&format!("priority {}", index + 1), &value.0);
        if let Some(category) = value.1.filter(|_| page.roomy) {
            page.field("", &category);
        }
    }
    let more = answer.priorities.len().saturating_sub(most);
    if more > 0 {
        page.field("others", &Value::new(format!("{more}, all kept"), Role::Info, ""));
    }
}

/// A priority and its category: accepted, or only suggested.
fn priority(sent: &SentPriority, read: Option<&ReadPriority>, on_record: bool) -> (Value, Option<Value>) {
    let text = sent.received.sanitized().into_owned();
    let note = if on_record { "recorded" } else { "" };
    let clean = |category: &str| sanitize(category).into_owned();
    let category = match (&sent.category, read.and_then(|read| read.category.as_ref())) {
        (Some(category), _) => Some(Value::new(clean(category), Role::Info, "")),
        (None, Some(category)) => Some(Value::new(clean(category), Role::Dim, "suggested")),
        (None, None) => None,
    };
    (Value::new(text, Role::Text, note), category)
}

/// An item in a few words for its row.
pub fn summary(line: &InboxLine, dot: &str) -> String {
    let reading = &line.triage.reading;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(reading.wish.as_ref().map(|read| read.value.label().to_owned()));
    if !reading.priorities.is_empty() {
        parts.push(charter::english::pluralize(reading.priorities.len(), "priority"));
    }
    if parts.is_empty() && reading.holding.is_some() {
        parts.push("heard".to_owned());
    }
    let often = reading.frequency.as_ref().map(|read| Frequency::label(&read.value));
    let method = reading.method.as_ref().map(|read| Method::label(&read.value));
    parts.extend(often.or(method).map(|label| sanitize(label).into_owned()));
    parts.join(&format!(" {dot} "))
}
