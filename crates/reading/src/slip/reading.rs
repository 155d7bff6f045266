//! A reading of a text that holds a slip. The rest of the text goes to the usual reader.

use std::collections::BTreeSet;

use charter::english::truncate;
use charter::incoming::Span;
use charter::returns::Wish;
use charter::untrusted::sanitize;

use super::answers;
use super::find::{BoxWords, Slip, Slips, find};
use super::form::BOX_NAMES;
use crate::extract::{Context, Extracted, ReadPriority, Reading, propose_category};

/// The lines of the slips of one mail are fewer; each line of the text is compared with all of them.
const MAX_QUOTED_LINES: usize = 400;

const REASON: &str = "stands in its box of the reply slip";

/// The council and the round that a slip must be of.
#[derive(Clone, Copy, Debug)]
pub struct Addressee<'a> {
    /// Of its parishes; empty while the council is not known.
    pub codes: &'a [String],
    pub round: &'a str,
    /// Whether the text is known to speak for other councils too.
    pub is_shared: bool,
}

impl Addressee<'_> {
    fn may_fill_in(&self, slip: &Slip) -> bool {
        !slip.is_blank() && (self.codes.is_empty() || self.is_own(slip))
    }

    fn is_own(&self, slip: &Slip) -> bool {
        self.codes.iter().any(|code| code.eq_ignore_ascii_case(&slip.code))
    }
}

/// The reading of a text in which somebody filled in a slip, or that holds a slip of ours at all; `None` without one.
///
/// `text` is what spans refer to, without quotes; `whole` is the mail with its quotes, or blank if that is the same.
/// `usual` reads a text without slips. It gets `text` with blanks in place of the slip.
///
/// Slips of other councils count for nothing, once the council is known; the second value says whether its own is there. Only
/// values that stand in their boxes are filled in. If the words elsewhere say anything too, if the slip is of another
/// round, or if slips differ, a person must look.
pub fn read_with_slips(
    text: &str,
    whole: &str,
    addressee: Addressee<'_>,
    context: &Context<'_>,
    usual: impl FnOnce(&str) -> Reading,
) -> Option<(Reading, bool)> {
    let (here, quoted) = (find(text), find(whole));
    if here == Slips::default() && quoted == Slips::default() {
        return None;
    }
    let rest = usual(&mask(text, whole, &here, &quoted));
    // A slip in the council's own words counts before the same one in the quotes.
    let mut filled: Vec<(&Slip, bool)> = Vec::new();
    let all = here.whole.iter().map(|slip| (slip, true)).chain(quoted.whole.iter().map(|slip| (slip, false)));
    for (slip, is_here) in all.filter(|(slip, _)| addressee.may_fill_in(slip)) {
        if !filled.iter().any(|(known, _)| says_the_same(known, slip)) {
            filled.push((slip, is_here));
        }
    }
    let mut notes = foreign_codes(&here, &quoted, addressee);
    let has_stray_labels = !here.stray_labels.is_empty() || !quoted.stray_labels.is_empty();
    let Some((slip, is_here)) = filled.first().copied() else {
        let is_trusted = rest.is_trusted && notes.is_empty() && !has_stray_labels;
        if has_stray_labels {
            notes.push("its reply slip is not whole: some of its labels are missing or stand elsewhere".to_owned());
        } else if notes.is_empty() && rest.is_empty() && here.whole.iter().chain(&quoted.whole).any(Slip::is_blank) {
            notes.push("the reply slip is empty".to_owned());
        }
        return Some((Reading { is_trusted, notes, ..rest }, false));
    };
    let is_alone = filled.len() == 1;
    let mut reading = read_slip(slip, is_here, context, &mut notes);
    if !is_alone {
        notes.push("the reply slips in it differ".to_owned());
    }
    if slip.round != addressee.round {
        let known = if slip.round == NO_ROUND { "names no round" } else { "is of another round" };
        notes.push(format!("its reply slip {known}: {} is asked about", addressee.round));
    }
    notes.extend(disagreement(&reading, &rest));
    reading.notes = notes;
    Some((join(reading, rest, is_alone), addressee.is_own(slip)))
}

/// The round of a table without one.
const NO_ROUND: &str = "NONE";

/// Codes on filled-in slips that are not those of the council, once it is known.
fn foreign_codes(here: &Slips, quoted: &Slips, addressee: Addressee<'_>) -> Vec<String> {
    if addressee.is_shared || addressee.codes.is_empty() {
        return Vec::new();
    }
    let slips = here.whole.iter().chain(&quoted.whole);
    let foreign: BTreeSet<&str> =
        slips.filter(|slip| !slip.is_blank() && !addressee.is_own(slip)).map(|slip| slip.code.as_str()).collect();
    let say =
        |code: &str| format!("the code {code} on a reply slip in it is not this council's, so that slip is not read");
    foreign.into_iter().take(MAX_FOREIGN_CODES).map(say).collect()
}

const MAX_FOREIGN_CODES: usize = 3;

/// What a person must compare: the words beside the slip say something too.
fn disagreement(slip: &Reading, rest: &Reading) -> Option<String> {
    if rest.is_empty() && rest.unread.is_empty() {
        return None;
    }
    let wishes = slip.wish.as_ref().zip(rest.wish.as_ref()).map(|(slip, rest)| (slip.value, rest.value));
    Some(match wishes {
        Some((slip, rest)) if slip != rest => {
            format!("its reply slip says {}, and the words beside it say {}", slip.label(), rest.label())
        }
        _ => "the words beside its reply slip say something too".to_owned(),
    })
}

fn says_the_same(one: &Slip, other: &Slip) -> bool {
    let words = |slip: &Slip| slip.boxes.clone().map(|words| words.map(|words| words.words));
    (&one.code, &one.round, words(one)) == (&other.code, &other.round, words(other))
}

/// The values of the slip. A note is added for each box that holds anything but its answer. `is_here`: its spans are those of the
/// text.
fn read_slip(slip: &Slip, is_here: bool, context: &Context<'_>, notes: &mut Vec<String>) -> Reading {
    let [wish, first, second, third, frequency, method] = &slip.boxes;
    let mut extracted = |words: &BoxWords, index: usize, is_certain: bool| {
        let filled_in = is_certain && !words.is_parted;
        if !filled_in {
            notes.push(format!(
                "its reply slip says “{}” for {}, which is no plain answer",
                truncate(&sanitize(&words.words)),
                BOX_NAMES.get(index).copied().unwrap_or_default()
            ));
        }
        let spans = if is_here { vec![words.span] } else { Vec::new() };
        Extracted { value: (), spans, reason: REASON, filled_in }
    };
    let mut reading = Reading::default();
    if let Some(words) = wish {
        let value = answers::wish(&words.words);
        let read = extracted(words, 0, value.is_some());
        reading.wish = value.map(|value| with_value(read, value));
    }
    let priorities = (1..).zip([first, second, third]);
    for (index, words) in priorities.filter_map(|(index, words)| Some((index, words.as_ref()?))) {
        let read = extracted(words, index, answers::is_priority(&words.words));
        let category = propose_category(&words.words, context.categories);
        let value = ReadPriority { text: words.words.clone(), category, taken_over: None };
        reading.priorities.push(with_value(read, value));
    }
    if let Some(words) = frequency {
        let value = answers::frequency(&words.words);
        let read = extracted(words, 4, value.is_some());
        reading.frequency = value.map(|value| with_value(read, value));
    }
    if let Some(words) = method {
        let value = answers::method(&words.words);
        let read = extracted(words, 5, value.is_some());
        reading.method = value.map(|value| with_value(read, value));
    }
    let declines = reading.wish.as_ref().is_some_and(|wish| wish.value == Wish::No);
    if declines && !reading.priorities.is_empty() {
        notes.push("its reply slip says no and names a priority".to_owned());
    }
    reading
}

fn with_value<T>(read: Extracted<()>, value: T) -> Extracted<T> {
    Extracted { value, spans: read.spans, reason: read.reason, filled_in: read.filled_in }
}

/// The slip's values before those of the rest. What the rest adds is only suggested. Without a note the whole is certain.
fn join(slip: Reading, rest: Reading, is_alone: bool) -> Reading {
    fn suggested<T>(read: Option<Extracted<T>>) -> Option<Extracted<T>> {
        read.map(|read| Extracted { filled_in: false, ..read })
    }
    let more = rest.priorities.into_iter().map(|read| Extracted { filled_in: false, ..read });
    let repeats = |read: &Extracted<ReadPriority>| {
        slip.priorities.iter().any(|known| known.value.text.eq_ignore_ascii_case(&read.value.text))
    };
    let more: Vec<_> = more.filter(|read| !repeats(read)).collect();
    let mut reading = Reading {
        wish: slip.wish.or_else(|| suggested(rest.wish)),
        frequency: slip.frequency.or_else(|| suggested(rest.frequency)),
        method: slip.method.or_else(|| suggested(rest.method)),
        priorities: slip.priorities.into_iter().chain(more).collect(),
        holding: rest.holding,
        meets_on: rest.meets_on,
        unread: rest.unread,
        is_trusted: slip.notes.is_empty(),
        notes: slip.notes,
    };
    if !is_alone {
        // Which of several slips counts is for a person to say.
        reading.wish = suggested(reading.wish);
        reading.frequency = suggested(reading.frequency);
        reading.method = suggested(reading.method);
        reading.priorities.iter_mut().for_each(|read| read.filled_in = false);
    }
    reading
}

/// The text with blanks in place of slips and labels; of a quoted slip, in place of the lines that are also in the text.
fn mask(text: &str, whole: &str, here: &Slips, quoted: &Slips) -> String {
    let mut masked = text.as_bytes().to_vec();
    let mut blank = |span: Span| {
        for byte in masked.get_mut(span.from..span.to).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    };
    let own = here.whole.iter().flat_map(|slip| &slip.parts).chain(&here.stray_labels);
    own.for_each(|span| blank(*span));
    let in_quotes = quoted.whole.iter().flat_map(|slip| &slip.parts).chain(&quoted.stray_labels);
    let lines: BTreeSet<String> = in_quotes.flat_map(|span| span.slice(whole).lines()).map(bare).collect();
    // Of more lines the rest goes to the usual reader, and then to a person.
    let lines: Vec<String> = lines.into_iter().take(MAX_QUOTED_LINES).collect();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let words = bare(line);
        // A line of the text is a line of the slip, or a label with its answer.
        let is_of_slip = |known: &String| !known.is_empty() && words == *known;
        let longer = lines.iter().filter(|known| known.len() > 1);
        let rest = longer.fold(words.clone(), |rest, known| rest.replace(known.as_str(), " "));
        if !words.is_empty() && (lines.iter().any(is_of_slip) || rest.trim().is_empty()) {
            blank(Span { from, to: from + line.len() });
        }
        from += line.len();
    }
    without_lone_marks(text, masked)
}

/// Blanks the quote marks and bullets that are left of masked lines.
fn without_lone_marks(text: &str, mut masked: Vec<u8>) -> String {
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let now = &masked[from..from + line.len()];
        let is_masked = now != line.as_bytes();
        if is_masked && !String::from_utf8_lossy(now).contains(char::is_alphanumeric) {
            masked[from..from + line.trim_end_matches('\n').len()].fill(b' ');
        }
        from += line.len();
    }
    String::from_utf8(masked).unwrap_or_else(|_| " ".repeat(text.len()))
}

/// The words of a line without quote marks.
fn bare(line: &str) -> String {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '|' | '*' | '•' | '-')).to_lowercase()
}
