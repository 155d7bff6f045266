//! A council's file as text: headings and plain lines, which a screen reader can read.

use chrono::NaiveDate;

use super::printer::{Printer, capitalize};
use crate::cli::describe_meeting::describe_meeting;
use crate::cli::failure::Failure;
use crate::cli::history;
use crate::cli::output::Output;
use charter::calendar::format_full;
use charter::council::NAME_NOT_CONFIRMED;
use charter::council_file::CouncilFile;
use charter::invitation::Invitation;
use charter::letter::Letter;
use charter::meeting::Meeting;
use charter::public_event::PublicEvent;
use charter::returns::{Return, ReturnState, SentPriority};
use charter::round::Round;
use charter::untrusted::sanitize;

pub(super) fn print(file: &CouncilFile, round: &Round, as_at: NaiveDate, out: &mut Output) -> Result<(), Failure> {
    let mut page = Printer { out, as_at };
    page.council(file, as_at)?;
    page.section(&format!("{}, as at {}", round.title(), format_full(as_at)))?;
    let status = &file.status;
    page.line(&format!("{}.", capitalize(&status.explain(round, as_at))))?;
    if let Some(missed) = status.missed {
        page.line(&format!("Missed the deadline: {}. Next step: {}.", missed, status.next_step().unwrap_or_default()))?;
    }
    page.line(&format!("{}.", status.quarterly.describe(round, as_at)))?;
    let seen = status.engagement.last_seen_on.map_or("never".to_owned(), format_full);
    let next = status.engagement.next_meeting_on.map_or("none planned".to_owned(), format_full);
    page.line(&format!("Last seen: {seen}. Next meeting: {next}."))?;
    page.contacts(file)?;
    page.print_each("Letters", &file.letters, Printer::letter)?;
    for letter in &file.drafted_letters {
        page.drafted_letter(letter)?;
    }
    let in_force = file.current_return(as_at).map(|returned| returned.id);
    page.section("Returns")?;
    for known in file.returns.iter().rev() {
        page.returned(known, in_force == Some(known.id))?;
        for decided in file.describe_decisions(known.id, as_at) {
            page.detail(&capitalize(&decided))?;
        }
        page.source(file.source_of_return(known.id))?;
    }
    page.print_none_if_empty(file.returns.is_empty())?;
    page.section("Replies")?;
    for reply in &file.replies {
        let parts = [&reply.channel, &reply.from].map(|text| text.sanitized().into_owned());
        let parts: Vec<String> = parts.into_iter().filter(|text| !text.trim().is_empty()).collect();
        let how = if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", from the ")) };
        page.line(&format!("{}{how}", page.received(reply.received)))?;
        page.text(&reply.text)?;
        page.source(file.source_of_reply(reply.id))?;
    }
    page.print_none_if_empty(file.replies.is_empty())?;
    page.priorities(&file.priorities)?;
    page.contact(file)?;
    page.print_each("Meetings", &file.meetings, Printer::meeting)?;
    if !file.events.is_empty() {
        page.print_each("Events for the public", &file.events, Printer::event)?;
    }
    page.section("Notes")?;
    for note in &file.notes {
        page.line(&page.past_day(note.on))?;
        page.text(&note.text)?;
    }
    page.print_none_if_empty(file.notes.is_empty())?;
    page.section("History")?;
    for entry in &file.history {
        history::entry_lines(entry).iter().try_for_each(|line| page.out.print_line(line))?;
    }
    page.print_none_if_empty(file.history.is_empty())
}

impl Printer<'_> {
    fn council(&mut self, file: &CouncilFile, as_at: NaiveDate) -> Result<(), Failure> {
        let council = &file.council;
        let unconfirmed = if council.name_confirmed { String::new() } else { format!(" ({NAME_NOT_CONFIRMED})") };
        self.out.print_heading(&format!("{}{unconfirmed}", council.name.sanitized()))?;
        let area = if council.county == council.district {
            council.county.sanitized().into_owned()
        } else {
            format!("{}, {}", council.district.sanitized(), council.county.sanitized())
        };
        self.line(&format!("Id {}: {}, {area}", council.id, council.kind))?;
        let parishes: Vec<String> =
            council.parishes.iter().map(|parish| format!("{} ({})", parish.name.sanitized(), parish.code)).collect();
        self.line(&format!("Parishes: {}", parishes.join(", ")))?;
        let facts = [("Team", &council.team), ("Meets", &council.meeting_pattern)];
        for (name, text) in facts.iter().filter(|(_, text)| !text.is_blank()) {
            self.line(&format!("{name}: {}", text.sanitized()))?;
        }
        if let Some(post) = file.named_contact(as_at) {
            self.line(&format!("Named contact: {}", post.sanitized()))?;
        }
        if let Some(on) = council.active_from {
            self.line(&format!("Exists from {}", format_full(on)))?;
        }
        file.describe_end().map_or(Ok(()), |end| self.line(&capitalize(&end)))
    }

    fn drafted_letter(&mut self, letter: &Letter) -> Result<(), Failure> {
        let kind = capitalize(letter.draft.kind.label());
        let sent = letter.sent_on.map_or("not sent yet".to_owned(), |on| format!("sent {}", format_full(on)));
        self.line(&format!("{kind}: drafted {}, {sent}", format_full(letter.drafted_on)))
    }

    fn letter(&mut self, letter: &Invitation) -> Result<(), Failure> {
        let sent =
            letter.sent_on.map_or("Sent on a day not recorded".to_owned(), |on| format!("Sent {}", format_full(on)));
        let back = letter.undelivered_on.map(|on| format!(", came back {}", format_full(on))).unwrap_or_default();
        self.line(&format!("{sent} by {}{back}", letter.channel.label().trim_start_matches("by ")))
    }

    fn returned(&mut self, known: &Return, in_force: bool) -> Result<(), Failure> {
        let current = if in_force { "current" } else { "not current" };
        let disagrees = match known.state {
            ReturnState::Disagrees => ", disagrees with the one before",
            ReturnState::SetAside => ", another return was chosen",
            ReturnState::Replaces => "",
        };
        self.line(&format!("Return {}. {}: {current}{disagrees}", known.id, self.received(known.received)))?;
        let answer = &known.answer;
        self.out.print_line(&format!("      Wish to take part: {}", answer.wish))?;
        for (number, priority) in (1..).zip(&answer.priorities) {
            self.detail(&format!("{number}. {}", describe_priority(priority)))?;
        }
        if answer.priorities.is_empty() {
            self.out.print_line("      No priorities")?;
        }
        let stated = |text: Option<&str>| text.map_or("not stated".to_owned(), |text| sanitize(text).into_owned());
        let frequency = stated(answer.frequency.as_ref().map(|frequency| frequency.label()));
        let method = stated(answer.method.as_ref().map(|method| method.label()));
        self.out.print_line(&format!("      Frequency: {frequency}. Method: {method}."))?;
        if !answer.views.is_blank() {
            self.out.print_line("      Views:")?;
            self.text(&answer.views)?;
        }
        Ok(())
    }

    fn event(&mut self, event: &PublicEvent) -> Result<(), Failure> {
        self.line(&event.facts.describe())
    }

    fn meeting(&mut self, meeting: &Meeting) -> Result<(), Failure> {
        self.line(&describe_meeting(meeting))?;
        if !meeting.facts.officers.is_empty() {
            let officers: Vec<String> = meeting.facts.officers.iter().map(|who| who.sanitized().into_owned()).collect();
            self.out.print_line(&format!("      From the team: {}", officers.join(", ")))?;
        }
        if !meeting.facts.covered.is_empty() {
            let numbers: Vec<String> = meeting.facts.covered.iter().map(u8::to_string).collect();
            self.out.print_line(&format!("      Priorities covered: {}", numbers.join(", ")))?;
        }
        self.text(&meeting.facts.note)
    }
}

fn describe_priority(priority: &SentPriority) -> String {
    let slot = priority.slot.map_or("not agreed yet".to_owned(), |slot| format!("agreed as priority {slot}"));
    let category = priority.category.as_ref().map(|category| format!(" [{}]", sanitize(category))).unwrap_or_default();
    let received = priority.received.sanitized();
    let agreed = priority.agreed.as_ref().map(|agreed| format!(", in the words: {}", agreed.sanitized()));
    format!("{received}{category}: {slot}{}", agreed.unwrap_or_default())
}
