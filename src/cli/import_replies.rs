//! `import replies`: mails and sheets into the inbox, each item told.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::args::ImportRepliesArgs;
use super::columns::{self, Confirmed};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::inbox::{FoundDocument, ProposedDocument, found, says};
use super::out::Out;
use crate::domain::council::Council;
use crate::domain::ids::{CouncilId, EntryId, ItemId};
use crate::domain::inbox::{Item, Known, Triage, triage, whose};
use crate::domain::incoming::{Nature, Source};
use crate::domain::matching::{Confidence, Found, Matcher};
use crate::domain::words::count;
use crate::exchange::apart::Apart;
use crate::exchange::intake::{Event, Intake, Skipped};
use crate::store::{Came, Took};

/// What came in, counted: each item is in one of the five.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Counts {
    came_in: usize,
    matched: usize,
    ambiguous: usize,
    unmatched: usize,
    duplicate: usize,
    skipped: usize,
}

/// What is told of one item.
#[derive(Serialize)]
struct CameDocument {
    file: String,
    number: u64,
    took: &'static str,
    /// Only once it was taken in.
    id: Option<ItemId>,
    nature: Option<Nature>,
    matched: Option<FoundDocument>,
    proposed: Option<ProposedDocument>,
    why: Option<String>,
    #[serde(skip)]
    words: String,
}

impl CameDocument {
    /// Its file, and where it stands in it.
    fn place(&self) -> String {
        if self.number == 0 { self.file.clone() } else { format!("{} {}", self.file, self.number) }
    }
}

#[derive(Serialize)]
struct ImportDocument<'a> {
    #[serde(flatten)]
    counts: Counts,
    items: &'a [CameDocument],
    saved: Option<EntryId>,
}

/// Reads the files and takes what is new into the inbox.
pub fn run(args: &ImportRepliesArgs, asked: &Asked, out: &mut Out) -> Result<(), Failure> {
    let mut desk = Desk::open(asked, out)?;
    let program = asked.surroundings.program.clone().ok_or_else(|| {
        Failure::Failed(
            "the system does not say where this program lies, which reads files by starting itself. Nothing was changed; \
             start it by its path"
                .to_owned(),
        )
    })?;
    let apart = Apart::new(program);
    let Confirmed { mappings, change } = columns::confirm(args, &apart, &desk, out)?;
    if let Some(change) = change.filter(|_| !args.dry_run) {
        desk.save(&change, out)?;
    }
    let councils = desk.store.councils()?;
    let mut told = Told::new(&councils, &desk, args.json.json)?;
    let letters = asked.letters()?;
    let intake = Intake::new(apart, &args.paths, letters, mappings);
    let saved =
        if args.dry_run { look(intake, &desk, &mut told)? } else { take(intake, args, &mut desk, &mut told, out)? };
    if told.counts.came_in == told.counts.skipped {
        let why = told.items.iter().map(|item| format!("{}: {}\n", item.place(), item.words)).collect::<String>();
        return Err(Failure::Refused(format!("{why}nothing was taken in. The inbox is as it was")));
    }
    told.tell(args, saved, out)
}

/// What a dry run says: the same, and nothing is kept.
fn look(intake: Intake, desk: &Desk, told: &mut Told<'_>) -> Result<Option<EntryId>, Failure> {
    let mut seen: HashSet<String> = HashSet::new();
    for event in intake {
        match event {
            Event::Source(source) => {
                // Both, whatever the first says: the same may stand twice in what is read now.
                let marks = [source.digest(), source.message_id.raw().to_owned()];
                let known = marks.into_iter().filter(|mark| !mark.is_empty() && !seen.insert(mark.clone())).count();
                let took = if known > 0 || desk.store.is_known(&source)? { Took::Duplicate } else { Took::New };
                told.source(&source, took);
            }
            Event::Skipped(skipped) => told.skipped(skipped),
            Event::Progress { .. } => {}
        }
    }
    Ok(None)
}

fn take(
    mut intake: Intake,
    args: &ImportRepliesArgs,
    desk: &mut Desk,
    told: &mut Told<'_>,
    out: &Out,
) -> Result<Option<EntryId>, Failure> {
    let backup = desk.store.backup("before an import", desk.moment)?;
    out.say(&format!("a backup was made: {}", backup.path.display()));
    let mut skipped = Vec::new();
    let mut next = || loop {
        match intake.next() {
            Some(Event::Source(source)) => return Came::Source(source),
            Some(Event::Skipped(passed_over)) => skipped.push(passed_over),
            Some(Event::Progress { .. }) => {}
            None => return Came::End,
        }
    };
    let (by, moment) = (desk.by.clone(), desk.moment);
    let from = from_where(&args.paths);
    let mut hear = |source: &Source, took: Took| told.source(source, took);
    let taken = desk.store.take_in(&from, &mut next, &mut hear, &by, moment)?;
    skipped.into_iter().for_each(|passed_over| told.skipped(passed_over));
    told.number(&taken.items);
    if let Some(saved) = &taken.saved {
        let undo = desk.asked.command("undo");
        out.say(&format!("saved: {} (undo with: {undo})", saved.words.on_screen()));
    }
    Ok(taken.saved.map(|saved| saved.entry))
}

/// `replies.mbox`, or `3 places`.
fn from_where(paths: &[std::path::PathBuf]) -> String {
    match paths {
        [one] => one.file_name().map_or_else(|| one.display().to_string(), |name| name.to_string_lossy().into_owned()),
        several => count(several.len(), "place"),
    }
}

/// What is said of each item, and counted.
struct Told<'a> {
    names: HashMap<CouncilId, &'a Council>,
    matcher: Matcher,
    categories: Vec<String>,
    /// Whether the documents of the items are wanted: of ten thousand mails they take memory that words do not.
    documents: bool,
    counts: Counts,
    items: Vec<CameDocument>,
}

impl<'a> Told<'a> {
    fn new(councils: &'a [Council], desk: &Desk, documents: bool) -> Result<Self, Failure> {
        let active: Vec<Council> = councils.iter().filter(|council| council.is_active(desk.as_at)).cloned().collect();
        let matcher = Matcher::new(&active, &desk.store.aliases()?);
        let names = councils.iter().map(|council| (council.id, council)).collect();
        let categories = desk.store.categories()?;
        Ok(Self { names, matcher, categories, documents, counts: Counts::default(), items: Vec::new() })
    }

    fn source(&mut self, source: &Source, took: Took) {
        self.counts.came_in += 1;
        let (file, number) = (source.file.raw().to_owned(), source.number);
        if took == Took::Duplicate {
            self.counts.duplicate += 1;
            let words = "came in before: nothing changes".to_owned();
            let nature = Some(source.nature);
            let (matched, proposed, why, id) = (None, None, None, None);
            self.items.push(CameDocument {
                file,
                number,
                took: "duplicate",
                id,
                nature,
                matched,
                proposed,
                why,
                words,
            });
            return;
        }
        // What the item will be; its identity plays no part.
        let item = Item::waiting(ItemId(0), crate::domain::ids::SourceId(0));
        let found_now = whose(&self.matcher, &item, source);
        let known = Known { categories: &self.categories, ..Known::default() };
        let triage: Triage = triage(&item, source, found_now, known);
        let took = match &triage.found {
            Found::One(candidate) if candidate.confidence == Confidence::Certain => {
                self.counts.matched += 1;
                "matched"
            }
            Found::None => {
                self.counts.unmatched += 1;
                "unmatched"
            }
            Found::One(_) | Found::Several(_) | Found::Many(_) => {
                self.counts.ambiguous += 1;
                "ambiguous"
            }
        };
        let words = format!("{took}: {}; {}", found(&triage, None, &self.names), says(&triage));
        self.items.push(CameDocument {
            file,
            number,
            took,
            id: None,
            nature: Some(source.nature),
            matched: self.documents.then(|| FoundDocument::new(&triage.found, &self.names)),
            proposed: self.documents.then(|| ProposedDocument::new(&triage, &item.text(source))),
            why: None,
            words,
        });
    }

    fn skipped(&mut self, skipped: Skipped) {
        self.counts.came_in += 1;
        self.counts.skipped += 1;
        let Skipped { file, number, why } = skipped;
        let words = format!("passed over: {why}");
        let (id, nature, matched, proposed) = (None, None, None, None);
        self.items.push(CameDocument {
            file,
            number,
            took: "skipped",
            id,
            nature,
            matched,
            proposed,
            why: Some(why),
            words,
        });
    }

    /// Gives the new items the identities that they were taken in under, in their order.
    fn number(&mut self, ids: &[ItemId]) {
        let new = self.items.iter_mut().filter(|item| !matches!(item.took, "duplicate" | "skipped"));
        new.zip(ids).for_each(|(item, id)| item.id = Some(*id));
    }

    fn tell(&self, args: &ImportRepliesArgs, saved: Option<EntryId>, out: &mut Out) -> Result<(), Failure> {
        if args.dry_run {
            out.say("dry run: nothing was changed; leave out --dry-run to take them in");
        }
        if args.json.json {
            return out.json(&ImportDocument { counts: self.counts, items: &self.items, saved });
        }
        for item in &self.items {
            let id = item.id.map_or_else(String::new, |id| id.to_string());
            out.line(&format!("{id:>6}  {}: {}", item.place(), item.words))?;
        }
        let counts = self.counts;
        let counted = [
            ("came in", counts.came_in),
            ("matched", counts.matched),
            ("ambiguous", counts.ambiguous),
            ("unmatched", counts.unmatched),
            ("duplicate", counts.duplicate),
            ("skipped", counts.skipped),
        ];
        counted.into_iter().try_for_each(|(what, n)| out.line(&format!("{what:<10}{n:>7}")))?;
        out.flush()
    }
}
