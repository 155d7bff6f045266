//! The report of an import of replies: each item, and the counts.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::args::ImportRepliesArgs;
use super::failure::Failure;
use super::inbox::{MatchDocument, ProposalDocument, describe_content, describe_match};
use crate::cli::context::Context;
use crate::cli::output::Output;
use charter::council::Council;
use charter::english::pluralize;
use charter::ids::{CouncilId, EntryId, ItemId, SourceId};
use charter::incoming::{Nature, Source};
use charter::item::Item;
use charter::mail_kind::MailKind;
use charter::untrusted::sanitize;
use desk::import::{ImportEvent, ImportListener, Skipped};
use desk::inbox::{CouncilContext, Triage, identify_council, triage};
use reading::columns::HIDDEN_ROW;
use reading::matching::{Confidence, Found, Matcher};
use store::ImportOutcome;

#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
struct Counts {
    /// The sum of the other five.
    came_in: usize,
    matched: usize,
    ambiguous: usize,
    unmatched: usize,
    duplicate: usize,
    skipped: usize,
}

#[derive(Serialize, JsonSchema)]
struct ImportedItemDocument {
    file: String,
    /// Of the mail or the line in the file, from 1; 0 if it is the whole file.
    number: u64,
    /// One of matched, ambiguous, unmatched, duplicate, skipped.
    took: &'static str,
    /// Null unless a new item was imported.
    id: Option<ItemId>,
    nature: Option<Nature>,
    /// What the mail program saved: `mail`, `contact`, `read-receipt` and the like.
    kind: Option<MailKind>,
    matched: Option<MatchDocument>,
    proposed: Option<ProposalDocument>,
    /// Why it was skipped, or how it differs from the item with the same Message-ID that was imported before.
    why: Option<String>,
    /// Sentences about a new item: what could not be read as it was.
    notes: Vec<String>,
    #[serde(skip)]
    words: String,
}

impl ImportedItemDocument {
    fn without_item(file: &str, number: u64, took: &'static str) -> Self {
        let (id, nature, kind, matched, proposed, why) = (None, None, None, None, None, None);
        let (file, notes, words) = (file.to_owned(), Vec::new(), String::new());
        Self { file, number, took, id, nature, kind, matched, proposed, why, notes, words }
    }

    /// The file, and the number of the mail or row in it.
    fn location(&self) -> String {
        if self.number == 0 { self.file.clone() } else { format!("{} {}", self.file, self.number) }
    }
}

#[derive(Serialize, JsonSchema)]
pub struct ImportDocument<'a> {
    #[serde(flatten)]
    counts: Counts,
    items: &'a [ImportedItemDocument],
    /// Sentences about whole files: how many lines of a mailbox look like the start of a mail, if not as many as there are mails.
    notes: &'a [String],
    /// The journal entry, if something was imported.
    saved: Option<EntryId>,
}

/// Collects a line and a document for each item, and counts them.
pub(super) struct ImportReporter<'a> {
    names: HashMap<CouncilId, &'a Council>,
    matcher: Matcher,
    categories: Vec<String>,
    /// Off for text output: the documents of ten thousand mails take much memory.
    documents: bool,
    counts: Counts,
    items: Vec<ImportedItemDocument>,
    notes: Vec<String>,
    /// The numbers of items and notes and the counts at the start of the current file, for a rollback.
    mark: (usize, usize, Counts),
}

impl<'a> ImportReporter<'a> {
    pub(super) fn new(councils: &'a [Council], context: &Context, documents: bool) -> Result<Self, Failure> {
        let active: Vec<Council> =
            councils.iter().filter(|council| council.is_active(context.as_at)).cloned().collect();
        let matcher = Matcher::new(&active, &context.store.aliases()?).with_contacts(&context.store.contacts()?);
        let names = councils.iter().map(|council| (council.id, council)).collect();
        let categories = context.store.categories()?;
        let (counts, items, notes) = (Counts::default(), Vec::new(), Vec::new());
        Ok(Self { names, matcher, categories, documents, counts, items, notes, mark: (0, 0, counts) })
    }

    /// The reasons, a line each, if everything was skipped.
    pub(super) fn nothing_imported_reason(&self) -> Option<String> {
        let why = || self.items.iter().map(|item| format!("{}: {}\n", item.location(), item.words)).collect();
        (self.counts.came_in == self.counts.skipped).then(why)
    }

    fn add_new(&mut self, source: &Source, outcome: ImportOutcome) {
        // Triage doesn't look at the ids, so placeholders do.
        let item = Item::new(ItemId(0), SourceId(0));
        let found = identify_council(&self.matcher, &item, source);
        let known = CouncilContext { categories: &self.categories, ..CouncilContext::default() };
        let triage: Triage = triage(&item, source, found, known);
        let took = match &triage.found {
            Found::One(candidate) if candidate.confidence == Confidence::Certain => {
                self.counts.matched += 1;
                "matched"
            }
            Found::None | Found::NotOurs(..) => {
                self.counts.unmatched += 1;
                "unmatched"
            }
            Found::One(_) | Found::Ambiguous(_) | Found::Joint(_) => {
                self.counts.ambiguous += 1;
                "ambiguous"
            }
        };
        let notes: Vec<String> = source.warnings.iter().map(|note| sanitize(note).into_owned()).collect();
        let noted: String = notes.iter().map(|note| format!("; note: {note}")).collect();
        let why = outcome.explanation().map(str::to_owned);
        let told = why.as_ref().map_or_else(String::new, |why| format!("; {why}"));
        let (council, content) = (describe_match(&triage, None, &self.names), describe_content(source, &triage));
        let words = format!("{took}: {council}; {content}{told}{noted}");
        let (file, number) = (source.file.raw().to_owned(), source.number);
        self.items.push(ImportedItemDocument {
            file,
            number,
            took,
            id: None,
            nature: Some(source.nature),
            kind: Some(source.kind),
            matched: self.documents.then(|| MatchDocument::new(&triage.found, &self.names)),
            proposed: self.documents.then(|| ProposalDocument::new(&triage, &item.text(source))),
            why,
            notes,
            words,
        });
    }

    fn add_duplicate(&mut self, source: &Source, outcome: ImportOutcome) {
        self.counts.duplicate += 1;
        let why = outcome.explanation().map(str::to_owned);
        let words = why.clone().unwrap_or_else(|| "came in before".to_owned());
        let document = ImportedItemDocument::without_item(source.file.raw(), source.number, "duplicate");
        let (nature, kind) = (Some(source.nature), Some(source.kind));
        let words = format!("{words}: nothing changes");
        self.items.push(ImportedItemDocument { nature, kind, why, words, ..document });
    }

    fn add_skipped(&mut self, skipped: &Skipped) {
        self.counts.came_in += 1;
        self.counts.skipped += 1;
        let words = format!("passed over: {}", skipped.why);
        let document = ImportedItemDocument::without_item(&skipped.file, skipped.number, "skipped");
        self.items.push(ImportedItemDocument { why: Some(skipped.why.clone()), words, ..document });
    }

    pub(super) fn set_item_ids(&mut self, ids: &[ItemId]) {
        let new = self.items.iter_mut().filter(|item| !matches!(item.took, "duplicate" | "skipped"));
        new.zip(ids).for_each(|(item, id)| item.id = Some(*id));
    }

    pub(super) fn print(
        &self,
        args: &ImportRepliesArgs,
        saved: Option<EntryId>,
        out: &mut Output,
    ) -> Result<(), Failure> {
        if args.dry_run {
            out.print_message("dry run: nothing was changed; leave out --dry-run to take them in");
        }
        if args.json.json {
            out.json(&ImportDocument { counts: self.counts, items: &self.items, notes: &self.notes, saved })?;
            return out.flush();
        }
        let hidden = self.items.iter().filter(|item| item.notes.iter().any(|note| note == HIDDEN_ROW)).count();
        if hidden > 0 {
            let rows = pluralize(hidden, "hidden row");
            out.print_message(&format!(
                "{rows} came in like the others; leave hidden rows out with --leave-out-hidden"
            ));
        }
        for item in &self.items {
            let id = item.id.map_or_else(String::new, |id| id.to_string());
            out.print_line(&format!("{id:>6}  {}: {}", item.location(), item.words))?;
        }
        self.notes.iter().try_for_each(|note| out.print_line(&format!("   note  {note}")))?;
        let counts = self.counts;
        let rows = [
            ("came in", counts.came_in),
            ("matched", counts.matched),
            ("ambiguous", counts.ambiguous),
            ("unmatched", counts.unmatched),
            ("duplicate", counts.duplicate),
            ("skipped", counts.skipped),
        ];
        rows.into_iter().try_for_each(|(label, n)| out.print_line(&format!("{label:<10}{n:>7}")))?;
        out.flush()
    }
}

impl ImportListener for ImportReporter<'_> {
    fn read(&mut self, event: &ImportEvent) {
        match event {
            ImportEvent::FileStarted => self.mark = (self.items.len(), self.notes.len(), self.counts),
            ImportEvent::Skipped(skipped) => self.add_skipped(skipped),
            ImportEvent::Note { file, text } => self.notes.push(format!("{}: {text}", sanitize(file))),
            ImportEvent::RolledBack(reason) => {
                let (items, notes, counts) = self.mark;
                self.items.truncate(items);
                self.notes.truncate(notes);
                self.counts = counts;
                self.add_skipped(reason);
            }
            ImportEvent::Source(_) | ImportEvent::Progress { .. } => {}
        }
    }

    fn decided(&mut self, source: &Source, outcome: ImportOutcome) {
        self.counts.came_in += 1;
        match outcome {
            ImportOutcome::New | ImportOutcome::SharedMessageId => self.add_new(source, outcome),
            ImportOutcome::Duplicate | ImportOutcome::OtherColumns => {
                self.add_duplicate(source, outcome);
            }
        }
    }
}
