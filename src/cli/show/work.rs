//! The quarter's work as text: priorities, updates, decisions, changes of team.

use super::printer::{Printer, capitalize};
use crate::cli::failure::Failure;
use charter::attendance_hint::Hint;
use charter::calendar::format_full;
use charter::council::NAME_NOT_CONFIRMED;
use charter::council_change::{CouncilChange, CouncilField};
use charter::council_file::{CouncilFile, PriorityFile};
use charter::excuse::Excuse;
use charter::priority::{Action, PriorityState, Review};
use charter::untrusted::sanitize;
use charter::update::Update;

impl Printer<'_> {
    /// With what was done about each, and what came of it.
    pub(super) fn priorities(&mut self, priorities: &[PriorityFile]) -> Result<(), Failure> {
        self.print_each("Priorities", priorities, Self::priority)
    }

    /// Updates, decisions and changes of team.
    pub(super) fn contact(&mut self, file: &CouncilFile) -> Result<(), Failure> {
        self.print_each("Updates", &file.updates, Self::update)?;
        self.print_each("Decisions", &file.excuses, Self::excuse)?;
        self.line(&format!("{}.", capitalize(&Hint::for_council(file).describe())))?;
        if file.changes.is_empty() {
            return Ok(());
        }
        self.print_each("Changes of team, name and areas", &file.changes, Self::change)
    }

    fn priority(&mut self, known: &PriorityFile) -> Result<(), Failure> {
        let (priority, status) = (&known.priority, &known.status);
        let slot = status.slot.filter(|_| status.state == PriorityState::Agreed);
        let slot = slot.map(|slot| format!(" as priority {slot}")).unwrap_or_default();
        let category = priority.category.as_ref().map(|name| format!(" [{}]", sanitize(name))).unwrap_or_default();
        let (id, text, since) = (priority.id, priority.text.sanitized(), format_full(priority.since));
        self.line(&format!("#{id} {text}{category}: {}{slot}, first asked for {since}", status.state))?;
        self.aims(&priority.aims)?;
        known.actions.iter().try_for_each(|action| self.action(action))?;
        for progress in &known.progress {
            self.labelled(&format!("Progress, {}", self.past_day(progress.on)), &progress.text)?;
        }
        known.reviews.iter().try_for_each(|review| self.review(review))?;
        if let Some(closing) = &priority.closed {
            self.labelled(&format!("Result, {}", self.past_day(closing.on)), &closing.describe())?;
        }
        if known.rounds.is_empty() {
            return Ok(());
        }
        let rounds: Vec<String> = known.rounds.iter().map(|of| format!("{} {}", of.code, of.fate)).collect();
        self.detail(&format!("Rounds: {}", rounds.join(", ")))
    }

    fn action(&mut self, action: &Action) -> Result<(), Failure> {
        let facts = &action.facts;
        let who = if facts.who.is_blank() { String::new() } else { format!(" ({})", facts.who.sanitized()) };
        let due = facts.due.map(|due| format!(", due {}", format_full(due))).unwrap_or_default();
        let state = match facts.done_on {
            Some(on) => format!("done {}", self.past_day(on)),
            None if action.is_overdue(self.as_at) => "overdue".to_owned(),
            None => "open".to_owned(),
        };
        let (id, what, on) = (action.id, facts.what.sanitized(), self.past_day(facts.on));
        self.detail(&format!("Action {id}, promised {on}: {what}; by {}{who}{due}; {state}", facts.owner))?;
        if !facts.evidence.is_blank() {
            self.labelled("  Evidence", &facts.evidence)?;
        }
        self.aims(&facts.aims)
    }

    fn aims(&mut self, aims: &[String]) -> Result<(), Failure> {
        if aims.is_empty() { Ok(()) } else { self.detail(&format!("Aims: {}", sanitize(&aims.join(", ")))) }
    }

    fn review(&mut self, review: &Review) -> Result<(), Failure> {
        let changed = |changed: bool| if changed { "has changed" } else { "has not changed" };
        let (priority, response) = (changed(review.priority_changed), changed(review.response_changed));
        let on = self.past_day(review.on);
        self.labelled(&format!("Review, {on}, the priority {priority}, our response {response}"), &review.note)
    }

    fn update(&mut self, update: &Update) -> Result<(), Failure> {
        self.line(&format!("{} {}", self.past_day(update.on), update.how))?;
        if update.text.is_blank() { Ok(()) } else { self.text(&update.text) }
    }

    fn excuse(&mut self, excuse: &Excuse) -> Result<(), Failure> {
        let (on, by) = (self.past_day(excuse.on), excuse.by.sanitized());
        self.line(&format!("{on}: need not be met this quarter, decided by {by}"))?;
        self.text(&excuse.reason)
    }

    fn change(&mut self, change: &CouncilChange) -> Result<(), Failure> {
        let to = if change.to.is_blank() { "none".into() } else { change.to.sanitized() };
        let from = match change.from_unconfirmed {
            true => format!("{} ({NAME_NOT_CONFIRMED})", change.from.sanitized()),
            false if change.is_from_unknown() => "none recorded".to_owned(),
            false => change.from.sanitized().into_owned(),
        };
        let told = match change.announced_on {
            _ if change.field != CouncilField::Team => String::new(),
            Some(on) => format!(": the council was told {}", self.past_day(on)),
            None if change.is_from_unknown() => String::new(),
            None => ": the council was not told yet".to_owned(),
        };
        let on = format_full(change.on);
        self.line(&format!("{} {to} from {on}, before that {from}{told}", capitalize(change.field.label())))
    }
}
