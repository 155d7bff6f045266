//! The form of the return that an inbox item proposes: an ordinary return, filled in from the item.

use charter::calendar::format_short;
use charter::change::{Change, Supersedes};
use charter::council_file::CouncilFile;
use charter::proposal::{Proposal, proposals};
use charter::untrusted::sanitize;
use desk::inbox::{InboxLine, Verdict, to_change};
use desk::records::FieldReader;

use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::returned;

/// Suggested values are listed above the fields, not filled in.
pub fn open(line: &InboxLine, file: &CouncilFile, context: &FormContext<'_>) -> Form {
    let received = line.source.received.map(|received| received.to_string()).unwrap_or_default();
    let mut fields = returned::fields(received, Some(&line.triage.answer), context);
    let known = file.current_return(context.today);
    let mut about = Vec::new();
    if let Some(known) = known {
        fields.push(returned::supersedes_field());
        about.push(format!("A return of {} is already recorded.", format_short(known.received.on, context.today)));
    }
    let suggested = describe_suggested(line);
    if !suggested.is_empty() {
        about.push(format!("Read, but not certain enough to fill in: {}.", suggested.join(", ")));
    }
    about.extend(line.describe_unread().map(|words| format!("Not read, though it sounds like an answer: {words}.")));
    let proposed = proposals(&file.priorities, &context.round.code);
    about.extend(returned::describe_proposals(&proposed));
    let council = file.council.id;
    let title = format!("Return of {}, from the inbox", file.council.name.sanitized());
    let purpose = Purpose::FromInbox { line: Box::new(line.clone()), has_earlier: known.is_some(), proposed };
    Form::new(purpose, title, vec![council], context.round.id, fields).about(about)
}

fn describe_suggested(line: &InboxLine) -> Vec<String> {
    let (reading, answer) = (&line.triage.reading, &line.triage.answer);
    let mut suggested = Vec::new();
    if let Some(read) = reading.wish.as_ref().filter(|read| read.value != answer.wish) {
        suggested.push(format!("takes part {}", read.value));
    }
    if answer.priorities != line.triage.suggested.priorities {
        suggested.extend(reading.priorities.iter().map(|read| format!("“{}”", sanitize(&read.value.text))));
    }
    if let Some(read) = reading.frequency.as_ref().filter(|read| Some(&read.value) != answer.frequency.as_ref()) {
        suggested.push(sanitize(read.value.label()).into_owned());
    }
    if let Some(read) = reading.method.as_ref().filter(|read| Some(&read.value) != answer.method.as_ref()) {
        suggested.push(sanitize(read.value.label()).into_owned());
    }
    suggested
}

/// One change records the return and resolves the item.
pub fn read(
    reader: &mut FieldReader<'_>,
    form: &Form,
    line: &InboxLine,
    has_earlier: bool,
    proposed: &[Proposal],
) -> Option<Change> {
    let received = returned::read_received(reader, line.source.received);
    let answer = returned::answer(reader, Some(&line.triage.answer), proposed);
    let supersedes = if has_earlier { returned::read_supersedes(reader) } else { Supersedes::ByDate };
    let verdict = Verdict::Return(answer, received?, supersedes);
    to_change(line, form.targets.first().copied(), form.round, verdict)
        .map_err(|blocker| reader.refuse("received", blocker.describe_with_key()))
        .ok()
}
