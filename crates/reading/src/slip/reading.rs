//! A reading of a text that holds a slip. The rest of the text goes to the usual reader.

use std::collections::BTreeSet;

use charter::incoming::Span;
use charter::returns::Wish;

use super::answers;
use super::find::{BoxWords, Slip, Slips, find};
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
    let mut filled: Vec<(&Slip, bool)> =
        here.whole.iter().filter(|slip| addressee.may_fill_in(slip)).map(|slip| (slip, true)).collect();
    let elsewhere = quoted.whole.iter().filter(|slip| addressee.may_fill_in(slip));
    for slip in elsewhere {
        if !filled.iter().any(|(known, _)| says_the_same(known, slip)) {
            filled.push((slip, false));
        }
    }
    let Some((slip, is_here)) = filled.first().copied() else {
        let is_trusted = rest.is_trusted && here.stray_labels.is_empty() && quoted.stray_labels.is_empty();
        return Some((Reading { is_trusted, ..rest }, false));
    };
    let is_alone = filled.len() == 1;
    let (reading, is_plain) = read_slip(slip, is_here, context);
    let says_more = !rest.is_empty() || !rest.unread.is_empty();
    let is_trusted = is_plain && is_alone && !says_more && slip.round == addressee.round;
    Some((join(reading, rest, is_trusted, is_alone), addressee.is_own(slip)))
}

fn says_the_same(one: &Slip, other: &Slip) -> bool {
    let words = |slip: &Slip| slip.boxes.clone().map(|words| words.map(|words| words.words));
    (&one.code, &one.round, words(one)) == (&other.code, &other.round, words(other))
}

/// The values of the slip, and whether each box holds nothing but its answer. `is_here`: its spans are those of the text.
fn read_slip(slip: &Slip, is_here: bool, context: &Context<'_>) -> (Reading, bool) {
    let mut is_plain = true;
    let [wish, first, second, third, frequency, method] = &slip.boxes;
    let mut extracted = |words: &BoxWords, is_certain: bool| {
        let filled_in = is_certain && !words.is_parted;
        is_plain &= filled_in;
        let spans = if is_here { vec![words.span] } else { Vec::new() };
        Extracted { value: (), spans, reason: REASON, filled_in }
    };
    let mut reading = Reading::default();
    if let Some(words) = wish {
        let value = answers::wish(&words.words);
        let read = extracted(words, value.is_some());
        reading.wish = value.map(|value| with_value(read, value));
    }
    for words in [first, second, third].into_iter().flatten() {
        let read = extracted(words, answers::is_priority(&words.words));
        let category = propose_category(&words.words, context.categories);
        let value = ReadPriority { text: words.words.clone(), category, taken_over: None };
        reading.priorities.push(with_value(read, value));
    }
    if let Some(words) = frequency {
        let value = answers::frequency(&words.words);
        let read = extracted(words, value.is_some());
        reading.frequency = value.map(|value| with_value(read, value));
    }
    if let Some(words) = method {
        let value = answers::method(&words.words);
        let read = extracted(words, value.is_some());
        reading.method = value.map(|value| with_value(read, value));
    }
    let declines = reading.wish.as_ref().is_some_and(|wish| wish.value == Wish::No);
    let agrees = !declines || reading.priorities.is_empty();
    (reading, is_plain && agrees)
}

fn with_value<T>(read: Extracted<()>, value: T) -> Extracted<T> {
    Extracted { value, spans: read.spans, reason: read.reason, filled_in: read.filled_in }
}

/// The slip's values before those of the rest. What the rest adds is only suggested.
fn join(slip: Reading, rest: Reading, is_trusted: bool, is_alone: bool) -> Reading {
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
        is_trusted,
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
