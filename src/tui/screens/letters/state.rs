//! The state of the preview: who gets a letter, who does not and why, and the text of the letter in focus.

use std::path::PathBuf;

use charter::ids::{CouncilId, LetterId, RoundId};
use charter::invitation::Channel;
use charter::letter::LetterKind;
use chrono::NaiveDate;
use desk::letters::{LeftOutCouncil, LetterFormat};

use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;

/// The inputs of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LettersQuery {
    pub kind: LetterKind,
    /// The first says by which channel the letters go, and what a preview counts.
    pub formats: Vec<LetterFormat>,
    /// A new folder for the files.
    pub folder: PathBuf,
    /// Whether the preview gives the folder a number if it is there already.
    pub usual_folder: bool,
    pub councils: Vec<CouncilId>,
    pub announcement: String,
    pub to: String,
    pub round: RoundId,
    pub as_at: NaiveDate,
}

impl LettersQuery {
    pub fn format(&self) -> LetterFormat {
        self.formats.first().copied().unwrap_or(LetterFormat::Eml)
    }
}

/// What the worker does about letters.
#[derive(Clone, Debug, PartialEq)]
pub enum LettersRequest {
    /// Answered by `Msg::LettersPreviewed`.
    Preview(LettersQuery),
    /// The text of a recipient's letter. Answered by `Msg::LetterRendered`.
    Render(LettersQuery, usize),
    /// Writes the letters to these councils and records them as drafted. Answered by `Msg::LettersWritten`.
    Write(LettersQuery, Vec<CouncilId>),
    /// Answered by `Msg::Saved` or `Msg::Refused`.
    MarkSent(SentQuery),
}

/// Drafted letters that were sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentQuery {
    pub round: RoundId,
    /// `None`: all kinds.
    pub kind: Option<LetterKind>,
    /// `None`: all that are drafted.
    pub letters: Option<Vec<LetterId>>,
    pub on: NaiveDate,
    /// `None` keeps the channel of each draft.
    pub channel: Option<Channel>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub council: CouncilId,
    /// Sanitized.
    pub name: String,
    /// Blank on paper.
    pub address: String,
}

/// What was written, once it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLetters {
    pub mails: usize,
    /// As they are recorded.
    pub letters: Vec<LetterId>,
}

#[derive(Clone, Debug)]
pub struct LettersScreen {
    pub query: LettersQuery,
    pub recipients: Vec<Recipient>,
    /// Mails, rows or pages: one clerk of several councils gets one mail.
    pub mails: usize,
    /// Letters on paper without one.
    pub without_postal_address: usize,
    pub left_out: Vec<LeftOutCouncil>,
    /// The recipient whose letter it is, and its lines: subject, blank line, text.
    pub text: Option<(usize, Vec<String>)>,
    /// The recipient whose letter was asked for last.
    pub asked: Option<usize>,
    pub list: ListState,
    /// The first line of the text in view.
    pub scroll: usize,
    pub written: Option<WrittenLetters>,
    /// Whether the batch is being marked as sent, after which the preview closes.
    pub is_done: bool,
}

impl LettersScreen {
    /// The recipients, then those left out.
    pub fn row_count(&self) -> usize {
        self.recipients.len() + self.left_out.len()
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        self.list.apply(motion, visible, self.row_count());
        self.scroll = 0;
    }

    /// The recipient in focus whose text is not there yet.
    pub fn missing_text(&self) -> Option<usize> {
        let focused = self.list.cursor;
        let is_there = self.text.as_ref().is_some_and(|(index, _)| *index == focused);
        (focused < self.recipients.len() && !is_there).then_some(focused)
    }

    pub fn focused_left_out(&self) -> Option<&LeftOutCouncil> {
        self.left_out.get(self.list.cursor.checked_sub(self.recipients.len())?)
    }
}
