//! The JSON of letters.

use charter::ids::{CouncilId, LetterId};
use charter::invitation::Channel;
use charter::letter::{Letter, LetterKind};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use desk::letters::{DueCount, LeftOutCouncil, LetterFormat};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize, JsonSchema)]
pub struct LetterDocument<'a> {
    id: LetterId,
    council_id: CouncilId,
    council: &'a str,
    kind: LetterKind,
    /// Empty on paper.
    address: &'a Untrusted,
    subject: &'a Untrusted,
    channel: Channel,
    drafted_on: NaiveDate,
    /// `null` until it is recorded as sent.
    sent_on: Option<NaiveDate>,
}

impl<'a> LetterDocument<'a> {
    pub(super) fn new(letter: &'a Letter, council: &'a str) -> Self {
        Self {
            id: letter.id,
            council_id: letter.council,
            council,
            kind: letter.draft.kind,
            address: &letter.draft.address,
            subject: &letter.draft.subject,
            channel: letter.channel,
            drafted_on: letter.drafted_on,
            sent_on: letter.sent_on,
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub struct DueDocument {
    pub(super) kind: LetterKind,
    /// How many councils are due one; of requests, how many could be.
    pub(super) councils: usize,
    /// How many of these no mail can reach, so that their letter goes on paper.
    pub(super) without_address: usize,
}

impl DueDocument {
    pub(super) fn new(kind: LetterKind, due: DueCount) -> Self {
        Self { kind, councils: due.councils, without_address: due.without_address }
    }
}

#[derive(Serialize, JsonSchema)]
pub struct DraftDocument {
    kind: LetterKind,
    /// The first of them.
    format: LetterFormat,
    formats: Vec<LetterFormat>,
    /// `null` in a dry run.
    folder: Option<String>,
    /// The number of mails, rows or pages of the first format.
    mails: usize,
    letters: Vec<RecipientDocument>,
    left_out: Vec<LeftOutDocument>,
}

#[derive(Serialize, JsonSchema)]
pub struct RecipientDocument {
    pub(super) council_id: CouncilId,
    pub(super) council: String,
    /// Empty on paper.
    pub(super) address: String,
}

#[derive(Serialize, JsonSchema)]
pub struct LeftOutDocument {
    council_id: CouncilId,
    council: String,
    why: String,
}

impl DraftDocument {
    pub(super) fn new(
        (kind, formats): (LetterKind, &[LetterFormat]),
        folder: Option<String>,
        mails: usize,
        letters: Vec<RecipientDocument>,
        left_out: &[LeftOutCouncil],
    ) -> Self {
        let left_out = left_out.iter().map(|left| LeftOutDocument {
            council_id: left.council,
            council: left.name.clone(),
            why: left.why.clone(),
        });
        let format = formats.first().copied().unwrap_or(LetterFormat::Eml);
        Self { kind, format, formats: formats.to_vec(), folder, mails, letters, left_out: left_out.collect() }
    }
}
