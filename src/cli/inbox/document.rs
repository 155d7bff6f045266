//! An inbox item as a JSON document.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::inbox::describe::{CouncilNames, blocker_hint};
use charter::ids::{CouncilId, ItemId};
use charter::incoming::{Nature, Origin, Span};
use charter::mail_kind::MailKind;
use charter::response_times::ReplyDue;
use desk::inbox::{Group, InboxLine, OtherReply, Triage, accept};
use reading::extract::{Extracted, Unread, UnreadKind};
use reading::matching::{Confidence, Found};

#[derive(Debug, Serialize, JsonSchema)]
pub struct MatchDocument {
    /// `certain`, `likely`, `possible`: one council; `question`: one of several; `several`: all of them; `not-ours`; `none`.
    how: &'static str,
    /// Why it is not ours; null otherwise.
    not_ours: Option<String>,
    candidates: Vec<CandidateDocument>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CandidateDocument {
    id: CouncilId,
    council: String,
    confidence: Confidence,
    reasons: Vec<String>,
}

impl MatchDocument {
    pub fn new(found: &Found, names: &CouncilNames<'_>) -> Self {
        let how = match found {
            Found::One(candidate) => candidate.confidence.code(),
            Found::Ambiguous(_) => "question",
            Found::Joint(_) => "several",
            Found::NotOurs(..) => "not-ours",
            Found::None => "none",
        };
        let candidates = found.candidates().iter().map(|candidate| CandidateDocument {
            id: candidate.council,
            council: names.get(&candidate.council).map_or_else(String::new, |council| council.name.raw().to_owned()),
            confidence: candidate.confidence,
            reasons: candidate.reasons.iter().map(|reason| reason.describe()).collect(),
        });
        let not_ours = match found {
            Found::NotOurs(elsewhere, _) => Some(elsewhere.describe()),
            _ => None,
        };
        Self { how, not_ours, candidates: candidates.collect() }
    }
}

/// A proposed value with the words that it was read from.
#[derive(Debug, Serialize, JsonSchema)]
struct ExtractedDocument {
    value: String,
    /// Whether it is filled in; otherwise it is only suggested.
    filled_in: bool,
    words: Vec<QuoteDocument>,
    /// The rule that read it.
    why: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct QuoteDocument {
    /// In bytes of the item's text.
    from: usize,
    to: usize,
    text: String,
}

impl QuoteDocument {
    fn new(span: Span, text: &str) -> Self {
        Self { from: span.from, to: span.to, text: span.slice(text).to_owned() }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct UnreadDocument {
    kind: UnreadKind,
    #[serde(flatten)]
    words: QuoteDocument,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ProposalDocument {
    wish: Option<ExtractedDocument>,
    priorities: Vec<PriorityDocument>,
    frequency: Option<ExtractedDocument>,
    method: Option<ExtractedDocument>,
    holding: Option<ExtractedDocument>,
    meets_on: Option<ExtractedDocument>,
    /// Words that sound like an answer and that nothing was read from.
    unread: Vec<UnreadDocument>,
    /// Why a reply slip in it is not certain, or that it is empty.
    notes: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PriorityDocument {
    #[serde(flatten)]
    value: ExtractedDocument,
    category: Option<String>,
    /// Whether it was agreed before.
    taken_over: bool,
}

impl ProposalDocument {
    pub fn new(triage: &Triage, text: &str) -> Self {
        fn document<T>(extracted: &Extracted<T>, value: String, text: &str) -> ExtractedDocument {
            let words = |span: &Span| QuoteDocument::new(*span, text);
            ExtractedDocument {
                value,
                filled_in: extracted.filled_in,
                words: extracted.spans.iter().map(words).collect(),
                why: extracted.reason,
            }
        }
        let reading = &triage.reading;
        let unread =
            |unread: &Unread| UnreadDocument { kind: unread.kind, words: QuoteDocument::new(unread.span, text) };
        let priority = |priority: &Extracted<reading::extract::ReadPriority>| PriorityDocument {
            value: document(priority, priority.value.text.clone(), text),
            category: priority.value.category.clone(),
            taken_over: priority.value.taken_over.is_some(),
        };
        Self {
            wish: reading.wish.as_ref().map(|wish| document(wish, wish.value.code().to_owned(), text)),
            priorities: reading.priorities.iter().map(priority).collect(),
            frequency: reading.frequency.as_ref().map(|found| document(found, found.value.code(), text)),
            method: reading.method.as_ref().map(|found| document(found, found.value.code(), text)),
            holding: reading.holding.as_ref().map(|found| document(found, "yes".to_owned(), text)),
            meets_on: reading.meets_on.as_ref().map(|on| document(on, on.value.to_string(), text)),
            unread: reading.unread.iter().map(unread).collect(),
            notes: reading.notes.clone(),
        }
    }
}

/// Another reply of its council. The item says the same if it neither contradicts nor adds.
#[derive(Debug, Serialize, JsonSchema)]
struct OtherDocument {
    item: ItemId,
    received: String,
    /// What each says of a field: `says no; the other says yes`.
    contradicts: Vec<String>,
    /// What the earlier replies leave open and the item says: `names Litter`.
    adds: Vec<String>,
    /// The same in a sentence.
    says: String,
}

impl OtherDocument {
    fn new(other: &OtherReply, as_at: chrono::NaiveDate) -> Self {
        let contradicts = other.contradicts.iter().map(|it| format!("{}; the other {}", it.here, it.there));
        Self {
            item: other.item,
            received: other.received.to_string(),
            contradicts: contradicts.collect(),
            adds: other.adds.clone(),
            says: other.describe(as_at),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemDocument {
    id: ItemId,
    file: String,
    /// Of the mail or the line in the file, from 1; 0 if it is the whole file.
    number: u64,
    origin: Origin,
    nature: Nature,
    /// What the mail program saved: `mail`, `contact`, `read-receipt` and the like.
    kind: MailKind,
    received: Option<String>,
    sender: String,
    subject: String,
    /// The addresses that a report of non-delivery names.
    undelivered: Vec<String>,
    group: Group,
    /// Over or near the limit for answering a reply; null if there is time, or if the setting is off.
    due: Option<ReplyDue>,
    /// An earlier reply of its council that waits too; null if there is none.
    earlier: Option<OtherDocument>,
    /// A later reply of its council that waits too and contradicts it; null if there is none.
    later: Option<OtherDocument>,
    /// Null until it is certain.
    council_id: Option<CouncilId>,
    council: Option<String>,
    matched: MatchDocument,
    proposed: ProposalDocument,
    /// What `inbox accept` still needs; null if nothing.
    needs: Option<String>,
    text: String,
}

impl ItemDocument {
    pub fn new(line: &InboxLine, names: &CouncilNames<'_>, as_at: chrono::NaiveDate) -> Self {
        let (source, triage) = (&line.source, &line.triage);
        let text = line.item.text(source);
        let council = triage.council.and_then(|id| names.get(&id));
        Self {
            id: line.item.id,
            file: source.file.raw().to_owned(),
            number: source.number,
            origin: source.origin,
            nature: source.nature,
            kind: source.kind,
            received: source.received.map(|received| received.to_string()),
            sender: source.sender.raw().to_owned(),
            subject: source.subject.raw().to_owned(),
            undelivered: source.undelivered.iter().map(|address| address.raw().to_owned()).collect(),
            group: triage.group,
            due: line.due,
            earlier: line.earlier.as_ref().map(|other| OtherDocument::new(other, as_at)),
            later: line.later.as_ref().map(|other| OtherDocument::new(other, as_at)),
            council_id: triage.council,
            council: council.map(|council| council.name.raw().to_owned()),
            matched: MatchDocument::new(&triage.found, names),
            proposed: ProposalDocument::new(triage, &text),
            needs: accept(line, as_at).err().map(|blocker| blocker_hint(blocker, line)),
            text: text.into_owned(),
        }
    }
}
