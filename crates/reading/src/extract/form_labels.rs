//! Labels of the form and the answers after them: "Preferred frequency: quarterly", "Do you wish to participate? Yes".

use super::block::Block;
use super::lexicon::lexicon;
use super::sentences::{Sentence, ends_sentence};
use super::tokenizer::{Gap, Text};
use super::word_set::{WordSet, words};
use crate::lines::wrapped::{is_question, question_start};

/// What a label asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    Wish,
    Priorities,
    Frequency,
    Method,
    /// No field: it only ends the answer before it.
    Other,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct LabelledAnswer {
    pub kind: LabelKind,
    /// First token of the label.
    pub label_start: usize,
    /// First token of the answer.
    pub first: usize,
    /// Token after the answer; equal to `first` if the answer is empty.
    pub end: usize,
    /// Index of the block.
    pub block: usize,
}

lexicon! {
    LABELS: LabelKind = "form_labels.txt" {
        "wish" => LabelKind::Wish,
        "priorities" => LabelKind::Priorities,
        "frequency" => LabelKind::Frequency,
        "method" => LabelKind::Method,
        "other" => LabelKind::Other,
    }
}

/// Words that may stand between a label and its answer.
const FILLER: &WordSet = words![
    "of" "contact" "engagement" "preferred" "for" "at" "your" "our" "meetings" "meeting" "with" "the" "police" "you"
    "us" "required" "requested" "is" "would" "be" "policing" "preference" "to" "in" "future" "council" "parish" "and"
    "attendance" "meet" "contacted" "charter" "like" "we" "prefer" "continuing" "desire" "work" "part" "take" "this"
    "participate" "hear" "from" "s" "visit"
];

/// All labels with their answers, in order.
pub(super) fn find_answers(text: &Text<'_>, blocks: &[Block]) -> Vec<LabelledAnswer> {
    let mut found: Vec<LabelledAnswer> = Vec::new();
    let mut unanswered: Option<usize> = None;
    for (index, block) in blocks.iter().enumerate() {
        if block.skipped {
            found.extend(answer_below_quote(text, blocks, index));
            continue;
        }
        if found.last().is_some_and(|last| last.block == index) {
            continue;
        }
        let before = found.len();
        answers_in_block(text, block, index, &mut found);
        if let Some(last) = unanswered.take().filter(|_| found.len() == before) {
            // The answer stands on the line below.
            let LabelledAnswer { kind, .. } = found[last];
            if kind != LabelKind::Priorities && text.word_count(block.first, block.end) <= 12 {
                (found[last].first, found[last].end) = (block.first, block.end);
            }
        }
        let last = found.len().checked_sub(1).filter(|_| found.len() > before);
        unanswered = last.filter(|last| found[*last].first >= found[*last].end);
    }
    found
}

/// Whether a label in the sentence has no answer, or only the form's own yes and no.
pub(super) fn is_unanswered(text: &Text<'_>, answered: &LabelledAnswer, sentence: &Sentence) -> bool {
    let LabelledAnswer { kind, label_start: label, first, end, .. } = *answered;
    let of_field = matches!(kind, LabelKind::Wish | LabelKind::Frequency | LabelKind::Method);
    if !of_field || label < sentence.first || label >= sentence.end {
        return false;
    }
    let has = |words: &WordSet| text.has_any(first..end.min(first + 4), words);
    first >= end || has(words!["yes" "y"]) && has(words!["no" "n"])
}

/// The answer below a quoted line of our letter: below a question, or directly below another line.
fn answer_below_quote(text: &Text<'_>, blocks: &[Block], index: usize) -> Option<LabelledAnswer> {
    let next = blocks.get(index + 1).filter(|next| !next.skipped && next.first < next.end)?;
    let line = |index: usize| {
        let block = blocks[index];
        (block.quoted && block.first < block.end).then(|| text.raw_slice(block.start, block.end))
    };
    // A quoted line without words may stand between question and answer.
    let last = (0..=index).rev().take_while(|index| blocks[*index].quoted).find(|index| line(*index).is_some())?;
    let asks = line(last).is_some_and(is_question);
    if next.after_blank && !asks {
        return None;
    }
    let first = if asks { question_start(last, line) } else { last };
    let labels = blocks[first..=last].iter().flat_map(|block| LABELS.matches(text, block.first, block.end));
    let mut kind = labels.map(|mark| mark.tag).filter(|kind| *kind != LabelKind::Other);
    let kind = if asks { kind.next() } else { kind.last() }?;
    Some(LabelledAnswer { kind, label_start: next.first, first: next.first, end: next.end, block: index + 1 })
}

pub(super) fn starts_with_label(text: &Text<'_>, first: usize, end: usize) -> bool {
    let block = Block {
        start: first,
        first,
        end,
        marker: None,
        after_blank: false,
        quoted: false,
        skipped: false,
        signed: false,
    };
    label_at(text, first, &block).is_some_and(|(kind, _)| kind != LabelKind::Other)
}

fn answers_in_block(text: &Text<'_>, block: &Block, index: usize, found: &mut Vec<LabelledAnswer>) {
    let before = found.len();
    let mut at = block.first;
    let mut may_start = true;
    while at < block.end {
        let label = may_start.then(|| label_at(text, at, block)).flatten();
        if let Some((kind, first)) = label {
            if let Some(last) = found[before..].last_mut() {
                last.end = at;
            }
            found.push(LabelledAnswer { kind, label_start: at, first, end: block.end, block: index });
            (at, may_start) = (first.max(at + 1), true);
            continue;
        }
        // A label starts a line, a sentence, or a part after a comma.
        may_start =
            matches!(text.punctuation(at), Some('.' | ',' | ';' | '?' | '!' | '|' | ')' | '*' | '•' | '-' | '–'))
                || may_start
                    && text.is(at, words!["our" "the" "your" "and" "preferred" "council's" "their" "with" "what" "is"])
                || text.is(at, words!["and"])
                || text.gap(at + 1) >= Gap::Line;
        at += 1;
    }
    for answered in &mut found[before..] {
        trim_answer(text, answered);
    }
}

fn trim_answer(text: &Text<'_>, answered: &mut LabelledAnswer) {
    while answered.end > answered.first
        && (matches!(text.punctuation(answered.end - 1), Some(',' | ';' | '|' | '*' | '-' | '–' | '.' | '•' | '('))
            || text.is(answered.end - 1, words!["and" "our" "the"]))
    {
        answered.end -= 1;
    }
}

/// The label that starts here and the start of its answer: after a colon, a question mark or a dash; for frequency and
/// method also directly.
fn label_at(text: &Text<'_>, first: usize, block: &Block) -> Option<(LabelKind, usize)> {
    let Some(mark) = LABELS.match_at(text, first, block.end) else { return question_at(text, first, block) };
    let limit = block.end.min(mark.end + 24);
    let mut at = mark.end;
    let mut is_separated = false;
    while at < limit {
        match text.punctuation(at) {
            Some('(') => at = bracket_end(text, at, limit)?,
            Some(':' | '?' | '=' | '|') => {
                is_separated = true;
                at += 1;
            }
            Some('-' | '–' | '—' | '*' | '…' | '_' | '>') => {
                is_separated = true;
                at += 1;
            }
            Some('.') if text.gap(at) == Gap::Tight && text.punctuation(at + 1) == Some('.') => at += 1,
            Some('/') => at += 1,
            None if !is_separated && text.is(at, FILLER) => at += 1,
            None if !is_separated
                && mark.tag == LabelKind::Wish
                && at < mark.end + 16
                && is_followed_by_question_mark(text, at, limit) =>
            {
                at += 1
            }
            _ => break,
        }
    }
    let alone = at >= block.end && first == block.first;
    let is_adjacent = matches!(mark.tag, LabelKind::Frequency | LabelKind::Method) && at > first;
    // "How often would you like to be met, for example monthly or quarterly?": its examples are no answer.
    if is_adjacent
        && !is_separated
        && starts_question(text, first)
        && let Some(end) = (at..limit).find(|at| ends_sentence(text, *at))
        && text.punctuation(end) == Some('?')
    {
        return Some((mark.tag, end + 1));
    }
    let fits = is_separated || alone || is_adjacent;
    (fits && (mark.tag != LabelKind::Wish || is_separated || alone)).then_some((mark.tag, at.min(block.end)))
}

/// A question of our letter and the start of its answer: "Which three priorities does your council choose?".
fn question_at(text: &Text<'_>, first: usize, block: &Block) -> Option<(LabelKind, usize)> {
    if !text.is(first, words!["which" "what" "by"]) {
        return None;
    }
    let end = (first..block.end.min(first + 24)).find(|at| ends_sentence(text, *at))?;
    let to_them =
        (first..end).any(|at| text.is(at, words!["your"]) && text.is(at + 1, words!["council" "parish" "town"]));
    let kind = LABELS.matches(text, first, end).map(|mark| mark.tag).find(|kind| *kind != LabelKind::Other)?;
    (to_them && text.punctuation(end) == Some('?')).then_some((kind, end + 1))
}

fn starts_question(text: &Text<'_>, first: usize) -> bool {
    text.is(first, words!["how" "what" "which" "by" "do" "does" "would"])
}

/// "Do you wish to work with us this quarter?"
fn is_followed_by_question_mark(text: &Text<'_>, at: usize, limit: usize) -> bool {
    let found =
        (at..limit).find(|at| text.punctuation(*at).is_some_and(|mark| !matches!(mark, '/' | '\'' | '(' | ')')));
    found.is_some_and(|at| matches!(text.punctuation(at), Some('?' | ':')))
}

/// The token after "(eg monthly, quarterly)", "(yes/no)" and other hints of the form.
fn bracket_end(text: &Text<'_>, unanswered: usize, limit: usize) -> Option<usize> {
    let close = (unanswered..limit).find(|at| text.punctuation(*at) == Some(')'))?;
    Some(close + 1)
}
