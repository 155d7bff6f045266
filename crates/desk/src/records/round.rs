//! The dates and the terms of a round. Fields: `issued`, `deadline`, `charter`, `cadence`, `signatory`,
//! `reply-mailbox`.

use charter::calendar::{DateBias, Quarter};
use charter::change::{Act, EditRound, OpenRound};
use charter::round::{Cadence, Round, RoundTerms};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::contact::check_address;
use super::names::refuse_name;
use super::reader::FieldReader;

/// The name and the SHA-256 of the enclosed charter.
#[derive(Clone, Debug, PartialEq)]
pub struct CharterFile {
    pub name: String,
    pub sha256: String,
}

/// What was typed. The outer `None` stands for a field that was not given.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundInput {
    /// The date of the letter; the inner `None` while it is not known.
    pub issued_on: Option<Option<NaiveDate>>,
    /// Inclusive (charter rule 6).
    pub deadline: Option<NaiveDate>,
    /// The version of the charter enclosed with the letter.
    pub charter_version: Option<String>,
    pub charter_file: Option<CharterFile>,
    pub cadence: Option<Cadence>,
    /// The role that signs the letter.
    pub signatory: Option<Untrusted>,
    pub reply_mailbox: Option<Untrusted>,
}

impl RoundInput {
    pub fn read(reader: &mut FieldReader<'_>) -> Self {
        let issued_on = reader.is_given("issued").then(|| reader.optional_date("issued", DateBias::Nearest));
        let deadline = if reader.is_given("deadline") { reader.date("deadline", DateBias::Nearest) } else { None };
        let charter_version = reader.is_given("charter").then(|| reader.value("charter").to_owned());
        refuse_name(reader, "signatory", "the superintendent", &Untrusted::default());
        check_address(reader, "reply-mailbox", &Untrusted::default());
        let text = |name| reader.is_given(name).then(|| reader.text(name));
        Self {
            issued_on,
            deadline,
            charter_version,
            charter_file: None,
            cadence: Cadence::from_code(reader.value("cadence")),
            signatory: text("signatory"),
            reply_mailbox: text("reply-mailbox"),
        }
    }

    /// What was not given stays as in `known`: the round itself, or the one before a new one. A new version of the
    /// charter does not keep the file of the old one.
    fn terms(&self, known: &RoundTerms) -> RoundTerms {
        let charter_version = self.charter_version.clone().unwrap_or_else(|| known.charter_version.clone());
        let same = charter_version == known.charter_version;
        let (charter_file, charter_sha256) = match &self.charter_file {
            Some(file) => (file.name.clone(), file.sha256.clone()),
            None if same => (known.charter_file.clone(), known.charter_sha256.clone()),
            None => Default::default(),
        };
        RoundTerms {
            charter_version,
            charter_file,
            charter_sha256,
            cadence: self.cadence.unwrap_or(known.cadence),
            signatory: self.signatory.clone().unwrap_or_else(|| known.signatory.clone()),
            reply_mailbox: self.reply_mailbox.clone().unwrap_or_else(|| known.reply_mailbox.clone()),
        }
    }

    /// Changes only what was given.
    pub fn edit(&self, known: &Round) -> Act {
        Act::Round(EditRound {
            round: known.id,
            code: known.code.clone(),
            version: known.version,
            issued_on: self.issued_on.unwrap_or(known.issued_on),
            deadline: self.deadline.unwrap_or(known.deadline),
            terms: self.terms(&known.terms),
        })
    }

    /// Opens the round of `quarter`, on the terms of the newest round where no others are given. `None` without a
    /// deadline.
    pub fn open(&self, quarter: Quarter, newest: &RoundTerms) -> Option<OpenRound> {
        Some(OpenRound {
            quarter,
            issued_on: self.issued_on.flatten(),
            deadline: self.deadline?,
            terms: self.terms(newest),
        })
    }
}
