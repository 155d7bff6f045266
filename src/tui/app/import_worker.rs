//! The work of bringing replies in that is done beside the loop: looking at sheets, and the stream of what comes in.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use charter::column::{Column, Mapping, shape};
use charter::english::pluralize;
use charter::incoming::Source;
use charter::untrusted::sanitize;
use desk::import::{ImportEvent, possible_sheets, preview_sheets};
use formats::sandbox::SandboxedReader;
use reading::columns;
use reading::columns::Guess;

use crate::tui::app::import_progress::{Progress, SkippedList};
use crate::tui::screens::mapping::state::UnconfirmedSheet;

/// How often progress is told at most.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);

/// Which of what is named cannot be read, by its whole path, and why; `None` if all of it can. What lies in a folder is told
/// when it is read.
pub fn invalid_path(paths: &[PathBuf]) -> Option<String> {
    let why = |path: &PathBuf| match fs::metadata(path) {
        Ok(about) if about.is_dir() || about.is_file() => None,
        Ok(_) => Some("it is not an ordinary file".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Some("there is no such file or folder".to_owned()),
        Err(error) => Some(format!("it cannot be read ({error})")),
    };
    let mut wrong = paths.iter().filter_map(|path| Some((path, why(path)?)));
    let (path, why) = wrong.next()?;
    let others = match wrong.count() {
        0 => String::new(),
        others => format!(", and {} cannot be read", pluralize(others, "other")),
    };
    Some(format!("{}: {why}{others}; nothing was imported, check the path", sanitize(&path.to_string_lossy())))
}

/// The sheets whose columns nobody has confirmed, each shape once, and with `look_again` those too whose columns somebody has;
/// `None` if it was stopped.
pub fn scan_sheets(
    apart: &SandboxedReader,
    paths: &[PathBuf],
    known: &HashMap<String, Mapping>,
    include_confirmed: bool,
    is_council: &dyn Fn(&str) -> bool,
    stop: &AtomicBool,
) -> Option<Vec<UnconfirmedSheet>> {
    let mut found = Vec::new();
    let mut met: HashSet<String> = HashSet::new();
    for path in possible_sheets(paths) {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        for peek in preview_sheets(apart, &path) {
            let shape = shape(&peek.header);
            let confirmed = known.get(&shape);
            if (confirmed.is_some() && !include_confirmed) || !met.insert(shape) {
                continue;
            }
            let proposed = match confirmed {
                Some(mapping) => mapping.columns.iter().map(|column| confirmed_guess(*column)).collect(),
                None => columns::propose(&peek.header, &peek.rows, is_council),
            };
            found.push(UnconfirmedSheet { peek, proposed, was_confirmed: confirmed.is_some() });
        }
    }
    Some(found)
}

fn confirmed_guess(column: Column) -> Guess {
    Guess { column, why: "confirmed before".to_owned(), sure: true }
}

/// The next of what comes in.
#[derive(Debug)]
pub enum StreamEvent {
    /// A file begins.
    FileStarted,
    /// A reply.
    Source(Box<Source>),
    /// What came since the file began is to be forgotten.
    RolledBack,
    /// There is no more.
    End,
    /// Somebody stopped it.
    Stopped,
}

/// What comes in, told of as it comes, until somebody stops it.
pub struct ImportStream<'a, I> {
    events: I,
    stop: &'a AtomicBool,
    elapsed: &'a dyn Fn() -> Duration,
    tell: &'a mut dyn FnMut(Progress),
    /// From when on progress is told again.
    due: Duration,
    progress: Progress,
    skipped: SkippedList,
    /// How many replies had come, and how much was passed over, when the file began that is being read.
    mark: (usize, usize),
}

impl<'a, I: Iterator<Item = ImportEvent>> ImportStream<'a, I> {
    /// Begins. Whether to `stop` is asked before each piece; how much time has `elapsed` is asked for what is told.
    pub fn new(
        events: I,
        stop: &'a AtomicBool,
        elapsed: &'a dyn Fn() -> Duration,
        tell: &'a mut dyn FnMut(Progress),
    ) -> Self {
        let (due, progress, skipped) = (Duration::ZERO, Progress::default(), SkippedList::default());
        Self { events, stop, elapsed, tell, due, progress, skipped, mark: (0, 0) }
    }

    /// What comes next; after the end only whether to stop. What is passed over on the way to it is counted.
    pub fn next_event(&mut self) -> StreamEvent {
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return StreamEvent::Stopped;
            }
            let Some(event) = self.events.next() else {
                self.report_saving();
                return StreamEvent::End;
            };
            let came = match event {
                ImportEvent::FileStarted => {
                    self.mark = (self.progress.replies, self.skipped.count);
                    Some(StreamEvent::FileStarted)
                }
                ImportEvent::Source(source) => {
                    self.progress.replies += 1;
                    self.set_current_file(source.file.raw());
                    Some(StreamEvent::Source(source))
                }
                ImportEvent::RolledBack(why) => {
                    self.progress.replies = self.mark.0;
                    self.skipped.truncate(self.mark.1);
                    self.skipped.add(why);
                    Some(StreamEvent::RolledBack)
                }
                ImportEvent::Skipped(skipped) => {
                    self.set_current_file(&skipped.file);
                    self.skipped.add(skipped);
                    None
                }
                ImportEvent::Progress { read, total: of } => {
                    (self.progress.read, self.progress.of) = (read, of);
                    None
                }
            };
            self.report_if_due();
            if let Some(came) = came {
                return came;
            }
        }
    }

    /// What was passed over.
    pub fn skipped(self) -> SkippedList {
        self.skipped
    }

    fn set_current_file(&mut self, file: &str) {
        if self.progress.file != file {
            file.clone_into(&mut self.progress.file);
        }
    }

    /// All was read: it is being saved, which is told once, however often it is asked whether to stop.
    fn report_saving(&mut self) {
        if !self.progress.saving {
            self.progress.saving = true;
            (self.tell)(self.progress.clone());
        }
    }

    fn report_if_due(&mut self) {
        let elapsed = (self.elapsed)();
        if elapsed >= self.due {
            self.due = elapsed + REPORT_INTERVAL;
            self.progress.elapsed = elapsed;
            (self.tell)(self.progress.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AtomicBool, Duration, ImportEvent, ImportStream, Ordering, Progress, StreamEvent, invalid_path};
    use charter::incoming::{Digest, Origin, Source};
    use desk::import::Skipped;
    use std::cell::Cell;

    fn source(number: u64) -> ImportEvent {
        ImportEvent::Source(Box::new(Source {
            file: "replies.mbox".into(),
            number,
            sender: "clerk@wem.example".into(),
            ..Source::empty(Origin::Mail, Digest::hash_parts([number.to_string().as_str()]))
        }))
    }

    fn skipped(file: &str) -> ImportEvent {
        ImportEvent::Skipped(Skipped { file: file.to_owned(), number: 0, why: "it is empty".to_owned() })
    }

    #[test]
    fn what_is_not_there_is_named_by_its_whole_path() {
        let folder = tempfile::tempdir().unwrap();
        let (file, none) = (folder.path().join("a.eml"), folder.path().join("none\u{1b}.eml"));
        std::fs::write(&file, "x").unwrap();
        assert_eq!(invalid_path(&[file.clone(), folder.path().to_owned()]), None);
        let place = folder.path().to_string_lossy().into_owned();
        assert_eq!(
            invalid_path(&[file.clone(), none.clone()]).unwrap(),
            format!("{place}/none·.eml: there is no such file or folder; nothing was imported, check the path")
        );
        assert!(invalid_path(&[none.clone(), file, none]).unwrap().contains(", and 1 other cannot be read;"));
    }

    #[test]
    fn gives_the_replies_and_counts_the_rest() {
        let events = [
            skipped("empty.eml"),
            ImportEvent::Progress { read: 5, total: 20 },
            source(1),
            skipped("b.csv"),
            source(2),
        ];
        let (stop, mut told) = (AtomicBool::new(false), Vec::new());
        let mut tell = |progress| told.push(progress);
        // Each question is fifty milliseconds after the one before: every other one is told.
        let asked = Cell::new(0);
        let elapsed = || {
            asked.set(asked.get() + 1);
            Duration::from_millis(50 * asked.get())
        };
        let mut stream = ImportStream::new(events.into_iter(), &stop, &elapsed, &mut tell);
        let mut numbers = Vec::new();
        while let StreamEvent::Source(source) = stream.next_event() {
            numbers.push(source.number);
        }
        assert!(matches!(stream.next_event(), StreamEvent::End));
        assert_eq!((numbers, stream.skipped().count), (vec![1, 2], 2));
        let at = |file: &str, read, replies, millis| {
            let of = if read > 0 { 20 } else { 0 };
            Progress { file: file.to_owned(), read, of, replies, elapsed: Duration::from_millis(millis), saving: false }
        };
        let saving = Progress { saving: true, ..at("replies.mbox", 5, 2, 250) };
        let read = [at("empty.eml", 0, 0, 50), at("replies.mbox", 5, 1, 150), at("replies.mbox", 5, 2, 250)];
        assert_eq!((&told[..3], &told[3..]), (&read[..], &[saving][..]), "that it is saved is told once");
    }

    #[test]
    fn a_file_that_is_taken_back_counts_as_passed_over_once() {
        let taken_back =
            || ImportEvent::RolledBack(Skipped { file: "b.csv".to_owned(), number: 0, why: "it changed".to_owned() });
        let events = [
            ImportEvent::FileStarted,
            source(1),
            skipped("a"),
            ImportEvent::FileStarted,
            skipped("b"),
            source(2),
            taken_back(),
        ];
        let (stop, mut replies) = (AtomicBool::new(false), 0);
        let mut tell = |progress: Progress| replies = progress.replies;
        let asked = Cell::new(Duration::ZERO);
        let elapsed = || {
            asked.set(asked.get() + Duration::from_secs(1));
            asked.get()
        };
        let mut stream = ImportStream::new(events.into_iter(), &stop, &elapsed, &mut tell);
        let mut came = Vec::new();
        loop {
            came.push(match stream.next_event() {
                StreamEvent::FileStarted => "begins",
                StreamEvent::Source(_) => "source",
                StreamEvent::RolledBack => "taken back",
                StreamEvent::Stopped => "stopped",
                StreamEvent::End => break,
            });
        }
        assert_eq!(came, ["begins", "source", "begins", "source", "taken back"]);
        assert_eq!(stream.skipped().lines(), ["a: it is empty", "b.csv: it changed"]);
        assert_eq!(replies, 1);
    }

    #[test]
    fn is_stopped_between_pieces() {
        let stop = AtomicBool::new(false);
        let events = (1..).map(|number| {
            if number == 3 {
                stop.store(true, Ordering::Relaxed);
            }
            skipped("b.csv")
        });
        let (elapsed, mut tell) = (|| Duration::ZERO, |_| {});
        let mut stream = ImportStream::new(events, &stop, &elapsed, &mut tell);
        assert!(matches!(stream.next_event(), StreamEvent::Stopped));
        assert_eq!(stream.skipped().count, 3);
    }

    #[test]
    fn is_stopped_while_it_is_saved() {
        let (stop, elapsed, mut tell) = (AtomicBool::new(false), || Duration::ZERO, |_| {});
        let mut stream = ImportStream::new(std::iter::empty(), &stop, &elapsed, &mut tell);
        assert!(matches!(stream.next_event(), StreamEvent::End));
        stop.store(true, Ordering::Relaxed);
        assert!(matches!(stream.next_event(), StreamEvent::Stopped));
    }
}
