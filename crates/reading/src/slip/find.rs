//! The slips in a text.

use charter::incoming::Span;

use super::flow::Flow;
use super::form::{BOXES, CLOSING, CODE, FIRST_BOX, HEADINGS, INTRODUCTION, LAST, OPENING, ROUND};

/// A slip with all its labels in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The name of the council, as the slip gives it.
    pub council: String,
    /// Of a parish of the council, in capitals.
    pub code: String,
    /// The code of its quarter: `2023-Q4`.
    pub round: String,
    /// The words in each box, and where they stand in the text; `None` if it was left blank.
    pub(super) boxes: [Option<BoxWords>; BOXES.len()],
    /// The parts of the text that are ours or stand in a box.
    pub(super) parts: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BoxWords {
    pub(super) words: String,
    pub(super) span: Span,
    /// Whether a blank line parts the words: then they may be more than an answer.
    pub(super) is_parted: bool,
}

impl Slip {
    pub fn is_blank(&self) -> bool {
        self.boxes.iter().all(Option::is_none)
    }
}

/// What a text holds of slips.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slips {
    /// In the order of the text, blank ones too.
    pub whole: Vec<Slip>,
    /// Our labels in slips that are not whole: a label is missing, or stands elsewhere.
    pub(super) stray_labels: Vec<Span>,
}

/// A mail with more slips is no reply of a clerk.
pub(super) const MAX_SLIPS: usize = 40;

/// Takes time linear in the length of the text.
pub fn find(text: &str) -> Slips {
    let mut slips = Slips::default();
    // Without this most texts would be copied for nothing. A wrapped label begins so too.
    let begins =
        ["[Reply", "[Last", CLOSING, HEADINGS[FIRST_BOX]].into_iter().chain(BOXES.iter().map(|label| &label[..10]));
    if !begins.into_iter().any(|label| text.contains(label)) {
        return slips;
    }
    let flow = Flow::new(text);
    let mut from = 0;
    let mut whole_spans: Vec<Span> = Vec::new();
    while slips.whole.len() < MAX_SLIPS
        && let Some(opening) = flow.text[from..].find(OPENING).map(|at| from + at)
    {
        let next = flow.text[opening + OPENING.len()..].find(OPENING).map(|at| opening + OPENING.len() + at);
        let end = next.unwrap_or(flow.text.len());
        if let Some((slip, to)) = parse(&flow, opening, end) {
            whole_spans.push(Span { from: opening, to });
            slips.whole.push(slip);
        }
        from = end;
    }
    let labels = BOXES.iter().copied().chain([CLOSING, INTRODUCTION]);
    let labels = labels
        .flat_map(|label| flow.text.match_indices(label).map(move |(at, _)| Span { from: at, to: at + label.len() }));
    let is_stray = |span: &Span| !whole_spans.iter().any(|whole| whole.overlaps(*span));
    let strays = labels.chain(last_priorities(&flow.text, 0)).chain(loose_headings(&flow.text)).filter(is_stray);
    slips.stray_labels.extend(strays.map(|span| flow.original(span)));
    slips
}

/// The lines of last priorities from an index on. One with a bracket in it is not as we wrote it.
fn last_priorities(text: &str, from: usize) -> impl Iterator<Item = Span> {
    text[from..].match_indices(LAST).filter_map(move |(at, _)| {
        let begin = from + at;
        let rest = &text[begin + LAST.len()..];
        let end = rest.find(['[', ']']).filter(|end| rest[*end..].starts_with(']'))?;
        Some(Span { from: begin, to: begin + LAST.len() + end + 1 })
    })
}

/// The name and the code on a slip that was printed and typed in again without its brackets, if a text has one such slip.
pub fn typed_head(text: &str) -> Option<(&str, &str)> {
    let opening = OPENING.trim_start_matches('[');
    let mut heads = text.lines().filter_map(|line| line.trim().strip_prefix(opening));
    let head = heads.next().filter(|_| heads.next().is_none())?;
    let (council, rest) = head.split_once(CODE)?;
    let code = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    Some((council, code)).filter(|_| code.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The headings of a slip that was pasted as a table, of which a mail program lost the columns.
fn loose_headings(text: &str) -> impl Iterator<Item = Span> {
    let headings = HEADINGS[FIRST_BOX..].join(" ");
    let spans: Vec<Span> = text
        .replace('\n', " ")
        .match_indices(&headings)
        .map(|(at, _)| Span { from: at, to: at + headings.len() })
        .collect();
    spans.into_iter()
}

/// The slip that opens at an index of the flow, and its end. `None` if a label is missing before `end`, or comes twice.
fn parse(flow: &Flow, opening: usize, end: usize) -> Option<(Slip, usize)> {
    let text = &flow.text[..end];
    let head_end = opening + text[opening..].find(']')? + 1;
    let head = &text[opening + OPENING.len()..head_end - 1];
    let (rest, round) = head.rsplit_once(ROUND)?;
    let (council, code) = rest.rsplit_once(CODE)?;
    let is_code =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_code(code) || !is_code(round) {
        return None;
    }
    let mut labels = Vec::with_capacity(BOXES.len() + 1);
    let mut from = head_end;
    for label in BOXES.into_iter().chain([CLOSING]) {
        let at = from + text[from..].find(label)?;
        labels.push(Span { from: at, to: at + label.len() });
        from = at + label.len();
    }
    let to = labels.last()?.to;
    let is_once = |label: &&str| text[opening..to].matches(*label).count() == 1;
    if !BOXES.iter().all(is_once) {
        return None;
    }
    let mut parts = vec![flow.original(Span { from: opening, to: head_end })];
    // Words of the council before the first box are for the usual reader.
    if let Some(at) = text[head_end..labels[0].from].find(INTRODUCTION).map(|at| head_end + at) {
        parts.push(flow.original(Span { from: at, to: at + INTRODUCTION.len() }));
    }
    let last = last_priorities(&text[..labels[0].from], head_end).next();
    parts.extend(last.map(|span| flow.original(span)));
    let boxes = std::array::from_fn(|index| {
        let span = trimmed(text, labels[index].to, labels[index + 1].from)?;
        let (words, span) = (span.slice(text), flow.original(span));
        let is_parted = words.contains('\n');
        parts.push(span);
        says_something(words).then(|| BoxWords { words: words.replace('\n', " "), span, is_parted })
    });
    parts.extend(labels.iter().map(|label| flow.original(*label)));
    parts.sort_unstable();
    let council = council.replace('\n', " ");
    Some((Slip { council, code: code.to_uppercase(), round: round.to_uppercase(), boxes, parts }, to))
}

/// Without the blanks around, and the marks that mail programs put around bold or listed words.
fn trimmed(text: &str, from: usize, to: usize) -> Option<Span> {
    let words = text.get(from..to)?;
    let is_margin =
        |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '•' | '·' | '>' | '|' | ':' | '.' | '-' | '–');
    let start = words.len() - words.trim_start_matches(is_margin).len();
    let words = words.trim_matches(is_margin);
    (!words.is_empty()).then(|| Span { from: from + start, to: from + start + words.len() })
}

/// Drawn lines and "none" leave a box blank.
fn says_something(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    !matches!(bare.as_str(), "" | "none" | "na" | "nil" | "notapplicable" | "noanswer")
}
