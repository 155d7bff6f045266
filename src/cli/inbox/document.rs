//! An item of the inbox as a document.

use serde::Serialize;

use super::words::{Names, needs};
use crate::domain::ids::{CouncilId, ItemId};
use crate::domain::inbox::{Group, InboxLine, Triage, as_it_is};
use crate::domain::incoming::{Nature, Origin, Span};
use crate::domain::matching::{Confidence, Found};
use crate::domain::reading::{Extracted, Field};

/// Whose an item is.
#[derive(Debug, Serialize)]
pub struct FoundDocument {
    /// `certain`, `likely`, `possible`: one council; `question`: one of several; `several`: all of them; `none`.
    how: &'static str,
    candidates: Vec<CandidateDocument>,
}

#[derive(Debug, Serialize)]
struct CandidateDocument {
    id: CouncilId,
    council: String,
    confidence: Confidence,
    reasons: Vec<String>,
}

impl FoundDocument {
    /// The document of what was found.
    pub fn new(found: &Found, names: &Names<'_>) -> Self {
        let how = match found {
            Found::One(candidate) => candidate.confidence.code(),
            Found::Ambiguous(_) => "question",
            Found::Joint(_) => "several",
            Found::None => "none",
        };
        let candidates = found.candidates().iter().map(|candidate| CandidateDocument {
            id: candidate.council,
            council: names.get(&candidate.council).map_or_else(String::new, |council| council.name.raw().to_owned()),
            confidence: candidate.confidence,
            reasons: candidate.reasons.iter().map(|reason| reason.describe()).collect(),
        });
        Self { how, candidates: candidates.collect() }
    }
}

/// A value that is proposed, and the words that it came from.
#[derive(Debug, Serialize)]
struct SaidDocument {
    value: String,
    /// Filled in, or only offered.
    filled_in: bool,
    words: Vec<WordsDocument>,
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct WordsDocument {
    from: usize,
    to: usize,
    text: String,
}

/// What is proposed.
#[derive(Debug, Serialize)]
pub struct ProposedDocument {
    wish: Option<SaidDocument>,
    priorities: Vec<PriorityDocument>,
    frequency: Option<SaidDocument>,
    method: Option<SaidDocument>,
    holding: Option<SaidDocument>,
    meets_on: Option<SaidDocument>,
}

#[derive(Debug, Serialize)]
struct PriorityDocument {
    #[serde(flatten)]
    said: SaidDocument,
    category: Option<String>,
    /// Whether it is one that was agreed before.
    taken_over: bool,
}

impl ProposedDocument {
    /// The document of what was read out of `text`.
    pub fn new(triage: &Triage, text: &str) -> Self {
        fn said<T>(field: Field, said: &Extracted<T>, value: String, text: &str) -> SaidDocument {
            let words = |span: &Span| WordsDocument { from: span.from, to: span.to, text: span.of(text).to_owned() };
            SaidDocument {
                value,
                filled_in: field.is_filled_in(),
                words: said.spans.iter().map(words).collect(),
                why: said.reason,
            }
        }
        let reading = &triage.reading;
        let priority = |priority: &Extracted<crate::domain::reading::ReadPriority>| PriorityDocument {
            said: said(priority.field(), priority, priority.value.text.clone(), text),
            category: priority.value.category.clone(),
            taken_over: priority.value.taken_over.is_some(),
        };
        Self {
            wish: reading.wish.as_ref().map(|wish| said(Field::Wish, wish, wish.value.code().to_owned(), text)),
            priorities: reading.priorities.iter().map(priority).collect(),
            frequency: reading.frequency.as_ref().map(|found| said(Field::Frequency, found, found.value.code(), text)),
            method: reading.method.as_ref().map(|found| said(Field::Method, found, found.value.code(), text)),
            holding: reading.holding.as_ref().map(|found| said(Field::Holding, found, "yes".to_owned(), text)),
            meets_on: reading.meets_on.as_ref().map(|on| said(Field::MeetsOn, on, on.value.to_string(), text)),
        }
    }
}

/// An item of the inbox.
#[derive(Debug, Serialize)]
pub struct ItemDocument {
    id: ItemId,
    file: String,
    number: u64,
    origin: Origin,
    nature: Nature,
    received: Option<String>,
    sender: String,
    subject: String,
    group: Group,
    council_id: Option<CouncilId>,
    council: Option<String>,
    matched: FoundDocument,
    proposed: ProposedDocument,
    /// Why `inbox accept` would not do without more being said; null if it would.
    needs: Option<String>,
    text: String,
}

impl ItemDocument {
    /// The document of an item.
    pub fn new(line: &InboxLine, names: &Names<'_>, as_at: chrono::NaiveDate) -> Self {
        let (source, triage) = (&line.source, &line.triage);
        let text = line.item.text(source);
        let council = triage.council.and_then(|id| names.get(&id));
        Self {
            id: line.item.id,
            file: source.file.raw().to_owned(),
            number: source.number,
            origin: source.origin,
            nature: source.nature,
            received: source.received.map(|received| received.to_string()),
            sender: source.sender.raw().to_owned(),
            subject: source.subject.raw().to_owned(),
            group: triage.group,
            council_id: triage.council,
            council: council.map(|council| council.name.raw().to_owned()),
            matched: FoundDocument::new(&triage.found, names),
            proposed: ProposedDocument::new(triage, &text),
            needs: as_it_is(line, as_at).err().map(|lacks| needs(lacks, line.item.id)),
            text: text.into_owned(),
        }
    }
}
