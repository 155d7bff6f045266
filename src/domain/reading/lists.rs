//! Priorities on lines of their own: behind "Priority 1", with bullets and numbers, or bare below the words that
//! announce them.

use super::category;
use super::cue::{cue, focus};
use super::inline::{numbered_from, sentence_end, split, trim};
use super::labels::{Answered, LabelKind};
use super::lexicon::{lexicon, words};
use super::lines::{Block, Sentence};
use super::marker::{Marker, ordinal};
use super::mood::{Mood, has};
use super::text::Text;

/// As many priorities as are taken from one text.
pub(super) const MOST: usize = 12;

/// A priority as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// Its place, where that is said.
    pub place: Option<u8>,
    /// Why it is taken for one.
    pub rule: &'static str,
}

/// What is expected of the next line.
#[derive(Clone, Copy, PartialEq)]
enum Expected {
    Nothing,
    /// A list was announced.
    List,
    /// Bare lines of it were found.
    More,
    /// Lines with a number were found: a bullet below one is a remark on it.
    Numbered,
    /// Lines with a bullet were found.
    Bulleted,
    /// A line ended in a colon: what is below is a list, of whatever it be.
    Colon,
    /// "Priority 1" stood alone.
    Place(u8),
}

const PLACED: &str = "is numbered as a priority";
pub(super) const LISTED: &str = "stands in the list of priorities";
pub(super) const NAMED: &str = "is named as a priority";

/// One walk through the blocks.
pub(super) struct Walk<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// Its blocks.
    pub blocks: &'t [Block],
    /// Their sentences.
    pub sentences: &'t [Sentence],
    /// The labels in them.
    pub answers: &'t [Answered],
}

impl Walk<'_> {
    /// All priorities that stand in the text, in order.
    pub fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut expected = Expected::Nothing;
        let (mut sentence, mut answer) = (0, 0);
        for (place, block) in self.blocks.iter().enumerate().filter(|(_, block)| !block.skipped) {
            let of_block = |at: usize| self.sentences.get(at).is_some_and(|sentence| sentence.block <= place);
            let from = sentence;
            while of_block(sentence) {
                sentence += 1;
            }
            while self.answers.get(answer).is_some_and(|it| it.block < place) {
                answer += 1;
            }
            let label = self.answers.get(answer).filter(|it| it.block == place);
            expected = self.block(block, &self.sentences[from..sentence], label, expected, &mut items);
            if items.len() >= MOST {
                break;
            }
        }
        if items.is_empty() && !self.sentences.iter().any(|sentence| self.is_of_before(sentence)) {
            self.unannounced(&mut items);
        }
        items.truncate(MOST);
        items
    }

    fn block(
        &self,
        block: &Block,
        sentences: &[Sentence],
        label: Option<&Answered>,
        expected: Expected,
        items: &mut Vec<Item>,
    ) -> Expected {
        let Block { first, end, marker, .. } = *block;
        match marker {
            Some(Marker::Place(n)) if first >= end => return Expected::Place(n),
            Some(Marker::Place(n)) if self.is_placed(block, expected) => {
                self.item(first, end, Some(n), PLACED, items);
                return Expected::Nothing;
            }
            _ => {}
        }
        if let (Expected::Place(n), None) = (expected, label) {
            self.item(first, end, Some(n), PLACED, items);
            return Expected::Nothing;
        }
        if let Some(label) = label.filter(|label| label.asked != LabelKind::Else || expected == Expected::Nothing) {
            return self.labelled(block, label, sentences, items);
        }
        if let Some(marker) = marker.filter(|_| expected != Expected::Nothing && !self.announces(sentences, end)) {
            return self.marked(block, marker, expected, items);
        }
        if let Some(next) = self.announced(block, sentences, items) {
            return next;
        }
        self.bare(block, expected, items)
    }

    /// An item of a list with bullets or numbers.
    fn marked(&self, block: &Block, marker: Marker, expected: Expected, items: &mut Vec<Item>) -> Expected {
        let Block { first, end, .. } = *block;
        let remark = marker == Marker::Bullet && expected == Expected::Numbered;
        let own = without_aside(self.text, trim(self.text, first, end));
        let told = category::is_told(self.text, first, end) && !self.is_sentence(own.0, own.1);
        let sure = expected != Expected::Colon || told;
        let several = (first..end).any(|at| self.text.mark(at) == Some(';'));
        if !remark && sure && !self.is_about_something_else(first, end) {
            let place = if let Marker::Number(n) = marker { Some(n) } else { None };
            match several {
                true if split(self.text, first, end).len() > 1 => self.named(first, end, items),
                _ => self.item(first, end, place, LISTED, items),
            }
        }
        match marker {
            _ if expected == Expected::Colon => Expected::Colon,
            Marker::Bullet if !remark => Expected::Bulleted,
            _ => Expected::Numbered,
        }
    }

    /// Whether something is said of something: "parking is behind the chapel".
    pub(super) fn is_sentence(&self, first: usize, end: usize) -> bool {
        (first..end.min(first + 40)).any(|at| {
            self.text.is(
                at,
                words!["is" "are" "was" "were" "will" "has" "have" "we" "you" "please" "do" "can" "i" "our" "had"],
            )
        })
    }

    /// "First, speeding" is one; "First, thank you" is not.
    fn is_placed(&self, block: &Block, expected: Expected) -> bool {
        let named = (block.start..block.first)
            .any(|at| self.text.is(at, words!["priority" "concern" "issue" "p1" "p2" "p3" "p4" "p5"]));
        named || expected != Expected::Nothing || category::is_told(self.text, block.first, block.end)
    }

    fn labelled(&self, block: &Block, label: &Answered, sentences: &[Sentence], items: &mut Vec<Item>) -> Expected {
        let prose = sentences.len() > 1 && label.label > block.first;
        if label.asked != LabelKind::Priorities || prose {
            let several = self.answers.iter().find(|it| it.block == label.block && it.asked == LabelKind::Priorities);
            return match several {
                Some(other) if !prose => self.labelled(block, other, &[], items),
                _ => self.announced(block, sentences, items).unwrap_or(Expected::Nothing),
            };
        }
        if label.first >= label.end {
            return Expected::List;
        }
        let before = items.len();
        self.named(label.first, label.end, items);
        // Below a question of our letter the list goes on, line by line.
        let below_quote = label.label == label.first;
        if items.len() > before && !below_quote { Expected::Nothing } else { Expected::List }
    }

    fn announces(&self, sentences: &[Sentence], limit: usize) -> bool {
        sentences.iter().any(|it| cue(self.text, it.first, it.end, limit).is_some_and(|cue| cue.first >= cue.end))
    }

    /// The list that a sentence of the block announces, in it or below.
    fn announced(&self, block: &Block, sentences: &[Sentence], items: &mut Vec<Item>) -> Option<Expected> {
        for sentence in sentences.iter().filter(|sentence| !sentence.asks) {
            if self.is_of_before(sentence) {
                return Some(Expected::Nothing);
            }
            let Some(cue) = cue(self.text, sentence.first, sentence.end, block.end) else { continue };
            if cue.first >= cue.end {
                // A list on the lines below; a sentence that follows in the block may still hold it.
                let rest = sentences.iter().find(|next| next.first >= sentence.end).map(|next| next.first);
                if let Some(first) = rest.filter(|first| numbered_from(self.text, *first, block.end, 1).len() > 1) {
                    self.named(first, block.end, items);
                    return Some(Expected::Nothing);
                }
                return Some(Expected::List);
            }
            let before = items.len();
            self.named(cue.first, cue.end, items);
            if items.len() > before {
                self.second_and_third(sentences, sentence.end, block.end, items);
                return Some(Expected::Nothing);
            }
        }
        let asks = self.text.mark(block.end - 1) == Some(':')
            && (block.first..block.end)
                .any(|at| self.text.is(at, words!["priorities" "priority" "concerns" "following" "issues"]));
        let colon = self.text.mark(block.end - 1) == Some(':') && self.text.count(block.first, block.end) > 1;
        match (asks, colon) {
            (true, _) => Some(Expected::List),
            // The name of a village over a part of the list goes on with it.
            (false, true) if sentences.len() == 1 && self.text.count(block.first, block.end) <= 4 => None,
            (false, true) => Some(Expected::Colon),
            (false, false) => None,
        }
    }

    /// "These are no longer priorities:", "Last quarter our priorities were:".
    fn is_of_before(&self, sentence: &Sentence) -> bool {
        let Sentence { first, end, .. } = *sentence;
        let named = |at: usize| self.text.is(at, words!["priorities" "concerns" "issues"]);
        let far = end.min(first + 24);
        let gave = (first..far).any(|at| {
            self.text.is(at, words!["gave" "sent" "wrote" "told"]) && self.text.is(at + 1, words!["you" "to"])
        });
        let colon = self.text.mark(end - 1) == Some(':');
        let Some(noun) = (first..far).find(|at| named(*at)) else { return gave && colon };
        let gone = (first..noun).any(|at| {
            self.text.is(at, words!["longer" "not" "neighbours" "neighbouring" "neighbour" "resident" "adopted"])
        });
        let until = far.min(noun + 6);
        let were = (noun..until).any(|at| self.text.is(at, words!["were" "had"]));
        let was = were && has(self.text, first, until, &[Mood::Past]);
        gone || was || gave && colon
    }

    /// "Our first concern is speeding. Our second is litter.": those in the sentences behind the first.
    fn second_and_third(&self, sentences: &[Sentence], from: usize, limit: usize, items: &mut Vec<Item>) {
        for sentence in sentences.iter().filter(|sentence| sentence.first >= from && !sentence.asks) {
            if items.len() >= MOST {
                return;
            }
            let counts = (sentence.first..sentence.first + 2).any(|at| ordinal(self.text.word(at)).is_some());
            let cue = cue(self.text, sentence.first, sentence.end, limit).filter(|_| counts);
            if let Some(cue) = cue {
                self.named(cue.first, cue.end, items);
            }
        }
    }

    /// Items in words: with commas and "and", or numbers.
    pub(super) fn named(&self, first: usize, end: usize, items: &mut Vec<Item>) {
        let parts = split(self.text, first, end);
        let told = parts.iter().any(|(first, end)| category::is_told(self.text, *first, *end));
        for (first, end) in parts {
            let first = self.text_of(first, end);
            let words = self.text.count(first, end);
            let plain = words <= 10 && told && !self.is_about_something_else(first, end);
            if (plain || category::is_told(self.text, first, end)) && words <= 60 {
                self.push(first, end, None, NAMED, items);
            }
        }
    }

    /// "the parish asks for speeding": what it asks for.
    fn text_of(&self, first: usize, end: usize) -> usize {
        focus(self.text, first, end).filter(|after| category::is_told(self.text, *after, end)).unwrap_or(first)
    }

    fn bare(&self, block: &Block, expected: Expected, items: &mut Vec<Item>) -> Expected {
        let Block { first, end, .. } = *block;
        if expected == Expected::Nothing || first >= end {
            return Expected::Nothing;
        }
        if self.text.mark(end - 1) == Some(':') {
            return expected;
        }
        if matches!(expected, Expected::Numbered | Expected::Bulleted) {
            // Below the list; the name of the next village goes on with it.
            return if self.heads(block) { Expected::List } else { Expected::Nothing };
        }
        let (words, told) = (self.text.count(first, end), category::is_told(self.text, first, end));
        let speaks = (first..end.min(first + 60))
            .any(|at| self.text.is(at, words!["we" "you" "please" "thank" "thanks" "i" "our"]));
        let after_gap = expected == Expected::More && block.after_blank;
        let unsure = expected == Expected::Colon && (!told || self.is_sentence(first, end));
        let fits = !unsure
            && words <= 16
            && (told || words <= 5 && !after_gap)
            && !(speaks && (words > 10 || !told))
            && !self.is_about_something_else(first, end);
        if !fits {
            let heads = !told && words <= 6 && self.heads(block);
            return if heads { expected } else { Expected::Nothing };
        }
        if !told && self.heads(block) {
            return Expected::List;
        }
        let parts = split(self.text, first, end);
        let commas = (first..end).any(|at| matches!(self.text.mark(at), Some(',' | ';')));
        let all =
            commas && parts.len() > 1 && parts.iter().all(|(first, end)| category::is_told(self.text, *first, *end));
        if all {
            self.named(first, end, items);
        } else {
            self.item(first, end, None, LISTED, items);
        }
        if expected == Expected::Colon { Expected::Colon } else { Expected::More }
    }

    /// Whether a bare line stands over a list, as the name of a village does.
    fn heads(&self, block: &Block) -> bool {
        let next = self.blocks.get(self.blocks.partition_point(|next| next.start < block.end));
        next.is_some_and(|next| matches!(next.marker, Some(Marker::Bullet | Marker::Number(1) | Marker::Place(1))))
    }

    /// "1. Quarterly please" is no priority.
    pub(super) fn is_about_something_else(&self, first: usize, end: usize) -> bool {
        let said = (first..end.min(first + 40)).any(|at| {
            self.text.is(
                at,
                words![
                    "meeting" "meetings" "attend" "quarterly" "monthly" "teams" "zoom" "participate" "charter"
                    "frequency" "method" "thank" "thanks" "agenda" "person" "yes" "tbc" "tba" "attached" "update"
                    "updates" "none" "nil" "n" "please" "regards" "email"
                ],
            )
        });
        said && !category::is_told(self.text, first, end)
    }

    /// One item, its first sentence; with more numbers behind it, each of them.
    pub(super) fn item(&self, first: usize, end: usize, place: Option<u8>, rule: &'static str, items: &mut Vec<Item>) {
        let more = place.map(|n| numbered_from(self.text, first, end, n.saturating_add(1))).unwrap_or_default();
        let own = more.first().map_or(end, |(from, _)| *from);
        let stop = sentence_end(self.text, first, own);
        self.push(first, stop, place, rule, items);
        for (n, (from, to)) in (place.unwrap_or(0)..).skip(1).zip(more) {
            self.push(from, sentence_end(self.text, from, to), Some(n), rule, items);
        }
    }

    /// "Parking (withdrawn)".
    fn is_withdrawn(&self, first: usize, end: usize) -> bool {
        let taken_back = |at: usize| {
            self.text.mark(at) == Some('(')
                && self.text.is(at + 1, words!["withdrawn" "deleted" "removed" "dropped" "resolved" "solved" "closed"])
        };
        (first..end).any(taken_back)
    }

    fn push(&self, first: usize, end: usize, place: Option<u8>, rule: &'static str, items: &mut Vec<Item>) {
        if self.is_withdrawn(first, end) {
            return;
        }
        let (first, end) = without_aside(self.text, trim(self.text, first, end));
        let blank = text_is_blank(self.text, first, end);
        if first < end && !blank && items.len() < MOST {
            items.push(Item { first, end, place, rule });
        }
    }
}

/// Without what stands in brackets at the end: "parking on Corve Street (not for the first time)".
fn without_aside(text: &Text<'_>, (first, end): (usize, usize)) -> (usize, usize) {
    if end == first || text.mark(end - 1) != Some(')') {
        return (first, end);
    }
    match (first + 1..end).rev().find(|at| text.mark(*at) == Some('(')) {
        Some(open) => trim(text, first, open),
        None => (first, end),
    }
}

fn text_is_blank(text: &Text<'_>, first: usize, end: usize) -> bool {
    let words = text.count(first, end);
    let nothing = words <= 3 && text.is(first, words!["none" "nil" "n" "na" "tbc" "tba" "nothing" "blank" "x"]);
    let said = words <= 6 && NOTHING.at(text, first, end).is_some_and(|_| !category::is_told(text, first, end));
    words == 0 || nothing || said
}

lexicon! {
    /// What stands in the place of a priority and names none.
    NOTHING: () {
        () => "to be confirmed" "to be agreed" "to be decided" "to be advised" "to follow" "none at" "none this"
            "none for" "no other" "no others" "no further" "no more" "no first" "no second" "no third" "no priority"
            "no priorities" "not applicable" "as above" "see above" "as below" "see below" "see 1" "see 2" "see 3"
            "same as above" "same as 1" "as 1" "withdrawn" "deleted" "removed" "not used" "awaiting" "awaited" "pending"
            "ditto" "left blank" "intentionally blank" "no reply" "no response" "chased";
    }
}
