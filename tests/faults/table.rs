//! The results: one line for each kind of fault, printed when the last kind has ended.

use std::sync::{Mutex, PoisonError};

/// Environment variable that multiplies how often each fault is tried.
pub const SCALE_VARIABLE: &str = "CHARTERDESK_FAULTS";

/// The lines of the table in order. Each test adds its line.
pub const FAULT_KINDS: &[&str] = &[
    "SIGKILL at system calls",
    "calls fail with EIO",
    "calls fail with ENOSPC",
    "restore beside 8 writers",
    "a change at each step of a restore",
    "damaged files",
    "drafts of 3 dashboards",
    "signals to the dashboard",
];

/// How many notes to print for a kind.
const NOTES: usize = 25;

static TABLE: Mutex<Vec<(&str, String)>> = Mutex::new(Vec::new());

/// The number of tries, given that of the quick suite.
pub fn scaled(quick: usize) -> usize {
    quick
        * std::env::var(SCALE_VARIABLE).map_or(1, |text| match text.trim().parse() {
            Ok(scale) if scale > 0 => scale,
            _ => panic!("{SCALE_VARIABLE} must be a whole number of 1 or more, not {text:?}"),
        })
}

/// Up to `most` evenly spread indexes in `0..length`, with the first and the last.
pub fn spread_indexes(length: usize, most: usize) -> Vec<usize> {
    match (length, most) {
        (0, _) => Vec::new(),
        (_, 0 | 1) => vec![length - 1],
        _ if length <= most => (0..length).collect(),
        _ => (0..most).map(|index| index * (length - 1) / (most - 1)).collect(),
    }
}

/// Categories of failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// An acknowledged change is not on file.
    Lost,
    /// SQLite reports the file as damaged.
    Corrupt,
    /// A part of a change is on file.
    Half,
    /// The program panicked.
    Panics,
    /// A terminal was not restored.
    Terminals,
    /// Anything else, such as a wrong error message.
    Other,
}

/// Columns after the kind and the number tried, with their widths.
const COLUMNS: [(Count, &str, usize); 6] = [
    (Count::Lost, "lost", 6),
    (Count::Corrupt, "corrupt", 9),
    (Count::Half, "half", 6),
    (Count::Panics, "panics", 8),
    (Count::Terminals, "terminals", 11),
    (Count::Other, "other", 7),
];

/// Results for one kind of fault.
#[derive(Debug)]
pub struct Row {
    kind: &'static str,
    /// Number of faults tried.
    pub tried: usize,
    failures: Vec<(Count, String)>,
    finished: bool,
}

impl Row {
    /// An empty line for one of the kinds, or for a planted fault.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, tried: 0, failures: Vec::new(), finished: false }
    }

    /// Counts a failure, with a sentence for the end of the run.
    pub fn fail(&mut self, count: Count, note: impl Into<String>) {
        self.failures.push((count, note.into()));
    }

    pub fn count(&self, wanted: Count) -> usize {
        self.failures.iter().filter(|(count, _)| *count == wanted).count()
    }

    /// Adds the line to the table and prints it.
    ///
    /// # Panics
    /// If anything but `tried` is above 0, or nothing was tried.
    #[track_caller]
    pub fn finish(mut self) {
        self.finished = true;
        add(self.kind, self.line());
        assert!(self.tried > 0, "{}: nothing was tried", self.kind);
        let none = self.failures.is_empty();
        assert!(none, "\n{}\n{}\n  {}\n", heading(), self.line(), self.notes());
    }

    /// Ends a planted fault: prints the reports of the checks.
    ///
    /// # Panics
    /// If the reported categories are not exactly the wanted ones.
    #[track_caller]
    pub fn must_report(mut self, wanted: &[Count]) {
        self.finished = true;
        println!("{}\n  {}", self.line(), self.notes());
        let exact = COLUMNS.iter().all(|(count, ..)| (self.count(*count) > 0) == wanted.contains(count));
        assert!(exact, "{} must be reported as {wanted:?} and nothing else:\n  {}", self.kind, self.notes());
    }

    /// The same for a fault that must lose notes, where other reports are allowed too.
    ///
    /// # Panics
    /// If no lost note was reported.
    #[track_caller]
    pub fn must_report_lost(mut self) {
        self.finished = true;
        println!("{}\n  {}", self.line(), self.notes());
        assert!(self.count(Count::Lost) > 0, "{}: nothing is reported as lost:\n  {}", self.kind, self.notes());
    }

    fn line(&self) -> String {
        let counts = COLUMNS.map(|(count, _, width)| format!("{:>width$}", self.count(count)));
        format!("{:<36}{:>7}{}", self.kind, self.tried, counts.concat())
    }

    fn notes(&self) -> String {
        let told = self.failures.iter().map(|(count, note)| format!("{count:?}: {}", note.trim()));
        let mut told: Vec<String> = told.take(NOTES).collect();
        if self.failures.len() > told.len() {
            told.push(format!("… and {} more", self.failures.len() - told.len()));
        }
        told.join("\n  ")
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        if !self.finished {
            add(self.kind, format!("{}  (did not finish)", self.line()));
        }
    }
}

/// Adds a line that says why a kind was skipped.
pub fn skipped(kind: &'static str, why: &str) {
    add(kind, format!("{kind:<36}skipped: {why}"));
}

fn heading() -> String {
    let names = COLUMNS.map(|(_, name, width)| format!("{name:>width$}"));
    format!("{:<36}{:>7}{}", "fault", "tried", names.concat())
}

fn add(kind: &'static str, line: String) {
    if !FAULT_KINDS.contains(&kind) {
        return;
    }
    println!("{line}");
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    table.push((kind, line));
    if FAULT_KINDS.iter().all(|known| table.iter().any(|(kind, _)| kind == known)) {
        let line_of = |kind: &&str| table.iter().find(|(known, _)| known == kind).map(|(_, line)| line.as_str());
        let lines: Vec<&str> = FAULT_KINDS.iter().filter_map(line_of).collect();
        println!("\n{}\n{}\n", heading(), lines.join("\n"));
    }
}

#[test]
fn choices_are_spread_evenly() {
    assert_eq!(spread_indexes(0, 3), Vec::<usize>::new());
    assert_eq!(spread_indexes(2, 3), [0, 1]);
    assert_eq!(spread_indexes(9, 3), [0, 4, 8]);
    assert_eq!(spread_indexes(9, 1), [8]);
}
