//! Two contradicting answers of a council beside each other, and what each choice records: the recorded return and a new reply,
//! or two recorded returns.

use charter::calendar::{Received, format_full};
use charter::council_file::CouncilFile;
use charter::ids::{CouncilId, ItemId, ReturnId};
use charter::incoming::{Origin, Source};
use charter::returns::{Answer, Frequency, Method, Return, ReturnState};
use charter::untrusted::sanitize;
use desk::inbox::InboxLine;

/// What is settled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Settles {
    /// A reply of the inbox, which its decision records.
    Item(ItemId),
    /// Two recorded returns. A form asks for the day and the person of the decision.
    Returns(CouncilId, [ReturnId; 2]),
}

/// An answer, when it was received and where it came from.
#[derive(Clone, Debug)]
pub struct Side {
    pub answer: Answer,
    pub received: Received,
    /// Words for a person.
    source: String,
}

#[derive(Clone, Debug)]
pub struct Conflict {
    pub settles: Settles,
    pub name: String,
    /// The earlier or recorded answer, and the later or new one.
    pub sides: [Side; 2],
    /// Whether some of the new answer is only suggested.
    has_suggestions: bool,
    /// Lines scrolled out of view.
    pub offset: usize,
}

/// The label of one question, and both answers.
pub(super) struct ComparisonRow {
    pub(super) label: &'static str,
    pub(super) sides: [Vec<String>; 2],
    /// Whether the answers contradict each other. An answer that is not stated contradicts none.
    pub(super) differs: bool,
}

impl Conflict {
    /// Includes the suggested values, because the user compares everything. `None` if the item is no conflict.
    pub fn of_item(line: &InboxLine, name: String, received: Received) -> Option<Self> {
        let against = line.triage.conflicts_with.as_deref()?;
        let recorded = Side {
            answer: against.answer.clone(),
            received: against.received,
            source: "the return on record".to_owned(),
        };
        let new = Side { answer: line.triage.suggested.clone(), received, source: describe_source(&line.source) };
        let has_suggestions = line.triage.has_suggestions();
        Some(Self { settles: Settles::Item(line.item.id), name, sides: [recorded, new], has_suggestions, offset: 0 })
    }

    /// A return, and the one that it disagrees with. `None` if it is the only one.
    pub fn of_returns(file: &CouncilFile, id: ReturnId) -> Option<Self> {
        let index = file.returns.iter().position(|known| known.id == id)?;
        let focused = &file.returns[index];
        let disagrees = |known: &&Return| known.answer.conflicts_with(&focused.answer);
        let (before, after) = (&file.returns[..index], file.returns.get(index + 1..).unwrap_or_default());
        let later = after.iter().find(|known| known.state == ReturnState::Disagrees && disagrees(known));
        let earlier = before.iter().rev().find(disagrees);
        let (one, other) = match (later, earlier) {
            (_, Some(earlier)) if focused.state == ReturnState::Disagrees => (earlier, focused),
            (Some(later), _) => (focused, later),
            (None, Some(earlier)) => (earlier, focused),
            (None, None) => (focused, after.first()?),
        };
        let side = |returned: &Return| Side {
            answer: returned.answer.clone(),
            received: returned.received,
            source: file.source_of_return(returned.id).map_or_else(
                || format!("typed in on {}", format_full(returned.recorded_at.date_naive())),
                |(_, source)| describe_source(source),
            ),
        };
        Some(Self {
            settles: Settles::Returns(file.council.id, [one.id, other.id]),
            name: file.council.name.sanitized().into_owned(),
            sides: [side(one), side(other)],
            has_suggestions: false,
            offset: 0,
        })
    }

    /// `how often: recorded monthly, new quarterly; they differ`, for a screen reader.
    pub fn sentences(&self) -> Vec<String> {
        let [one, other] = self.headings();
        let sentence = |row: ComparisonRow| {
            let [recorded, new] = row.sides.map(|texts| texts.join("; "));
            let differs = if recorded == new { "the same" } else { "they differ" };
            format!("{}: {one} {recorded}, {other} {new}, {differs}", row.label)
        };
        let choices = self.choices().map(|[label, records]| format!("{label}: {records}"));
        self.comparison("not stated").into_iter().map(sentence).chain(choices).collect()
    }

    pub(super) fn headings(&self) -> [&'static str; 2] {
        match self.settles {
            Settles::Item(_) if self.has_suggestions => ["recorded", "new, some suggested"],
            Settles::Item(_) => ["recorded", "new"],
            Settles::Returns(..) => ["earlier", "later"],
        }
    }

    /// For each key what it does, and what that records.
    pub(super) fn choices(&self) -> [[&'static str; 2]; 3] {
        match self.settles {
            Settles::Item(_) => [
                ["keep the recorded answer", "the new one is recorded beside it and does not count"],
                ["use the new answer", "it is recorded and counts; the other is kept"],
                ["keep both as a conflict", "the new one is recorded; the council stays in conflict"],
            ],
            Settles::Returns(..) => [
                ["the earlier answer counts", "asks who decided and when; the later one is set aside"],
                ["the later answer counts", "asks who decided and when; the earlier one is kept"],
                ["leave the conflict open", "nothing is recorded"],
            ],
        }
    }

    pub(super) fn comparison(&self, empty: &str) -> Vec<ComparisonRow> {
        let both = |label, of: &dyn Fn(&Answer) -> Vec<String>| {
            let [old, new] = self.sides.each_ref().map(|side| of(&side.answer));
            let differs = !old.is_empty() && !new.is_empty() && old != new;
            let stated = |values: Vec<String>| if values.is_empty() { vec![empty.to_owned()] } else { values };
            ComparisonRow { label, sides: [stated(old), stated(new)], differs }
        };
        let word = |text: Option<&str>| text.map(|text| sanitize(text).into_owned()).into_iter().collect();
        let fact = |label, of: &dyn Fn(&Side) -> String| ComparisonRow {
            label,
            sides: self.sides.each_ref().map(|side| vec![of(side)]),
            differs: false,
        };
        vec![
            // With the time, if it is known: two answers of one day may differ in nothing else.
            fact("received", &|side| side.received.format_full()),
            fact("source", &|side| side.source.clone()),
            both("takes part", &|answer| vec![answer.wish.label().to_owned()]),
            both("priorities", &|answer| {
                let numbered = (1..).zip(&answer.priorities);
                numbered.map(|(number, sent): (usize, _)| format!("{number} {}", sent.text().sanitized())).collect()
            }),
            both("how often", &|answer| word(answer.frequency.as_ref().map(Frequency::label))),
            both("method", &|answer| word(answer.method.as_ref().map(Method::label))),
        ]
    }
}

fn describe_source(source: &Source) -> String {
    let text = match source.origin {
        Origin::Mail if !source.subject.is_blank() => format!("mail “{}”", source.subject.sanitized()),
        Origin::Mail => format!("mail from {}", source.from.sanitized()),
        Origin::Row => format!("{}, line {}", source.file.sanitized(), source.number),
    };
    match source.forwarded_by.is_blank() {
        true => text,
        false => format!("{text}, passed on by {}", source.forwarded_by.sanitized()),
    }
}
