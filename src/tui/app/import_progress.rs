//! The progress and the result of an import.

use std::time::Duration;

use charter::english::pluralize;
use charter::journal::Saved;
use charter::untrusted::sanitize;
use desk::import::Skipped;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The name of the current file; blank before the first one.
    pub file: String,
    /// Bytes read so far, over all files.
    pub read: u64,
    pub total: u64,
    pub replies: usize,
    pub elapsed: Duration,
    pub saving: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportResult {
    Imported(ImportReport),
    Stopped,
    /// What happened, what is safe, what to do.
    Failed(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub new: usize,
    pub known: usize,
    pub skipped: SkippedList,
    /// Duplicates that came in before with other column meanings.
    pub changed_duplicates: SkippedList,
    /// Sanitized sentences about whole files.
    pub notes: Vec<String>,
    pub saved: Option<Saved>,
}

/// What became of a list of contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactReport {
    /// `contacts from clerks.csv: 12 new, 3 amended, 0 unchanged, 1 asked about`
    pub words: String,
    /// Sanitized: the rows that are asked about, then notes about the list.
    pub lines: Vec<String>,
    /// Whether any row was certain.
    pub is_taken: bool,
    pub saved: Option<Saved>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkippedList {
    pub count: usize,
    /// The first entries, with their reasons.
    pub first: Vec<Skipped>,
}

/// A file of the wrong kind can produce one entry a line.
const MAX_REASONS: usize = 1000;

impl SkippedList {
    pub fn add(&mut self, skipped: Skipped) {
        self.count += 1;
        if self.first.len() < MAX_REASONS {
            self.first.push(skipped);
        }
    }

    pub fn truncate(&mut self, count: usize) {
        self.count = self.count.min(count);
        self.first.truncate(count);
    }

    /// A sanitized line for each kept entry, and one for the rest.
    pub fn lines(&self) -> Vec<String> {
        let line = |skipped: &Skipped| {
            let (file, why) = (sanitize(&skipped.file), sanitize(&skipped.why));
            match skipped.number {
                0 => format!("{file}: {why}"),
                number => format!("{file}, no. {number}: {why}"),
            }
        };
        let more = self.count.saturating_sub(self.first.len());
        let more = (more > 0).then(|| format!("and {} more", group_digits(more)));
        self.first.iter().map(line).chain(more).collect()
    }
}

impl ImportReport {
    /// `45 replies read: 31 new, 9 duplicates, 5 skipped`
    pub fn words(&self) -> String {
        let (new, known, skipped) = (self.new, self.known, self.skipped.count);
        let (all, known) = (counted(new + known + skipped, "reply"), counted(known, "duplicate"));
        format!("{all} read: {} new, {known}, {} skipped", group_digits(new), group_digits(skipped))
    }
}

impl Progress {
    /// `3,412 replies · 1,150 a second · 40 s left`: the rate, and the remaining time estimated from the bytes.
    pub fn words(&self, dot: &str) -> String {
        let mut words = counted(self.replies, "reply");
        let millis = self.elapsed.as_millis();
        // The bytes say nothing about how long saving takes.
        if self.saving || millis < MIN_ELAPSED.as_millis() || self.read == 0 {
            return words;
        }
        let rate = (self.replies as u128 * 1000).checked_div(millis).unwrap_or(0);
        words.push_str(&format!(" {dot} {} a second", group_digits(usize::try_from(rate).unwrap_or(usize::MAX))));
        let bytes_left = u128::from(self.total.saturating_sub(self.read));
        let seconds_left = (millis * bytes_left).div_ceil(u128::from(self.read)).div_ceil(1000);
        words.push_str(&format!(" {dot} {} left", format_duration(seconds_left)));
        words
    }
}

/// An earlier rate is only a guess.
const MIN_ELAPSED: Duration = Duration::from_secs(1);

/// `40 s`, `3 min`, `2 h`: rounded up, so that the import is never later than shown.
fn format_duration(seconds: u128) -> String {
    match seconds {
        0..=99 => format!("{seconds} s"),
        100..=5_940 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}

/// `3,412 replies`
fn counted(n: usize, one: &str) -> String {
    let text = pluralize(n, one);
    match text.split_once(' ') {
        Some((_, noun)) => format!("{} {noun}", group_digits(n)),
        None => text,
    }
}

/// `3,412`
pub fn group_digits(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{Duration, ImportReport, Progress, Skipped, SkippedList, group_digits};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use rstest::rstest;

    #[rstest]
    #[case(0, "0")]
    #[case(999, "999")]
    #[case(3412, "3,412")]
    #[case(1_000_000, "1,000,000")]
    fn groups_digits(#[case] n: usize, #[case] expected: &str) {
        assert_eq!(group_digits(n), expected);
    }

    #[rstest]
    #[case(0, 0, 1000, 0, "0 replies")]
    #[case(1, 10, 1000, 200, "1 reply")]
    #[case(3412, 250, 3750, 2966, "3,412 replies · 1,150 a second · 42 s left")]
    #[case(10, 1, 1_000_000, 1000, "10 replies · 10 a second · 278 h left")]
    #[case(10, 100, 400, 60_000, "10 replies · 0 a second · 3 min left")]
    #[case(10, 400, 400, 2000, "10 replies · 5 a second · 0 s left")]
    // A file that grew during the import has a negative remainder.
    #[case(10, 500, 400, 2000, "10 replies · 5 a second · 0 s left")]
    fn shows_the_rate_and_the_remaining_time(
        #[case] replies: usize,
        #[case] read: u64,
        #[case] total: u64,
        #[case] millis: u64,
        #[case] expected: &str,
    ) {
        let elapsed = Duration::from_millis(millis);
        let progress = Progress { file: String::new(), read, total, replies, elapsed, saving: false };
        assert_eq!(progress.words("·"), expected);
        let of_replies = expected.split(" · ").next().unwrap();
        assert_eq!(Progress { saving: true, ..progress }.words("·"), of_replies, "no pace while it is saved");
    }

    #[test]
    fn counts_entries_beyond_the_limit() {
        let mut skipped = SkippedList::default();
        for number in 0..1500 {
            skipped.add(Skipped { file: "a\u{1b}.csv".to_owned(), number, why: "it is empty".to_owned() });
        }
        let lines = skipped.lines();
        assert_eq!(lines[0], "a·.csv: it is empty");
        assert_eq!(lines[1], "a·.csv, no. 1: it is empty");
        assert_eq!((lines.len(), lines[1000].as_str()), (1001, "and 500 more"));
    }

    proptest! {
        #[test]
        fn the_counts_add_up(new in 0usize..100_000, known in 0usize..100_000, count in 0usize..100) {
            let mut skipped = SkippedList::default();
            for number in 0..count {
                skipped.add(Skipped { file: String::new(), number: number as u64, why: String::new() });
            }
            let words = ImportReport { new, known, skipped, ..ImportReport::default() }.words();
            let numbers: Vec<usize> = words
                .split(|c: char| !c.is_ascii_digit() && c != ',')
                .filter_map(|number| number.replace(',', "").parse().ok())
                .collect();
            prop_assert_eq!(numbers.len(), 4, "{}", words);
            prop_assert_eq!(numbers[0], numbers[1..].iter().sum::<usize>());
        }

        #[test]
        fn any_progress_is_told(read: u64, total: u64, replies: usize, millis: u64) {
            let elapsed = Duration::from_millis(millis);
            let words = Progress { file: String::new(), read, total, replies, elapsed, saving: false }.words(".");
            prop_assert!(!words.is_empty());
        }
    }
}
