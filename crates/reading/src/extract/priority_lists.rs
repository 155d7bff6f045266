//! Priorities on lines of their own: after "Priority 1", with bullets or numbers, or bare below an announcement.

use super::block::Block;
use super::category;
use super::form_labels::{LabelKind, LabelledAnswer};
use super::list_in_sentence::{sentence_end, split_list, split_numbered_from, trim_range};
use super::list_marker::{Marker, parse_ordinal};
use super::placeholders::{is_placeholder, is_withdrawn, strip_trailing_bracket};
use super::sentences::Sentence;
use super::tokenizer::Text;
use super::word_set::words;
use crate::extract::list_cue::{find_list, focus_phrase_end};
use crate::extract::modality::{Modality, has_modality};

/// Most priorities that are taken from one text.
pub(super) const MAX_PRIORITIES: usize = 12;

/// A priority in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct PriorityItem {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// Its number, if stated.
    pub number: Option<u8>,
    /// Why it is taken for a priority.
    pub reason: &'static str,
}

/// What the next line is expected to be.
#[derive(Clone, Copy, PartialEq)]
enum Expected {
    Nothing,
    /// A list was announced.
    List,
    /// Items without a marker were found.
    BareLines,
    /// Numbered items were found: a bullet below one is a note on it.
    Numbered,
    Bulleted,
    /// A line ended with a colon, so a list of anything may follow.
    Colon,
    /// "Priority 1" stood alone.
    NumberedPriority(u8),
}

const REASON_NUMBERED: &str = "is numbered as a priority";
pub(super) const REASON_LISTED: &str = "stands in the list of priorities";
pub(super) const REASON_NAMED: &str = "is named as a priority";

pub(super) struct ListParser<'t> {
    pub text: &'t Text<'t>,
    pub blocks: &'t [Block],
    pub sentences: &'t [Sentence],
    pub answers: &'t [LabelledAnswer],
}

impl ListParser<'_> {
    /// All priorities in order.
    pub fn find_items(&self) -> Vec<PriorityItem> {
        let mut items: Vec<PriorityItem> = Vec::new();
        let mut expected = Expected::Nothing;
        let (mut sentence, mut answer) = (0, 0);
        for (index, block) in self.blocks.iter().enumerate().filter(|(_, block)| !block.skipped) {
            let of_block = |at: usize| self.sentences.get(at).is_some_and(|sentence| sentence.block <= index);
            let from = sentence;
            while of_block(sentence) {
                sentence += 1;
            }
            while self.answers.get(answer).is_some_and(|it| it.block < index) {
                answer += 1;
            }
            let label = self.answers.get(answer).filter(|it| it.block == index);
            expected = self.parse_block(block, &self.sentences[from..sentence], label, expected, &mut items);
            if items.len() >= MAX_PRIORITIES {
                break;
            }
        }
        if items.is_empty() && !self.sentences.iter().any(|sentence| self.is_about_the_past(sentence)) {
            self.find_unannounced(&mut items);
        }
        items.truncate(MAX_PRIORITIES);
        items
    }

    fn parse_block(
        &self,
        block: &Block,
        sentences: &[Sentence],
        label: Option<&LabelledAnswer>,
        expected: Expected,
        items: &mut Vec<PriorityItem>,
    ) -> Expected {
        let Block { first, end, marker, .. } = *block;
        match marker {
            Some(Marker::Priority(n)) if first >= end => return Expected::NumberedPriority(n),
            Some(Marker::Priority(n)) if self.is_numbered_priority(block, expected) => {
                self.push_with_numbered(first, end, Some(n), REASON_NUMBERED, items);
                return Expected::Nothing;
            }
            _ => {}
        }
        if let (Expected::NumberedPriority(n), None) = (expected, label) {
            self.push_with_numbered(first, end, Some(n), REASON_NUMBERED, items);
            return Expected::Nothing;
        }
        if let Some(label) = label.filter(|label| label.kind != LabelKind::Other || expected == Expected::Nothing) {
            return self.parse_labelled(block, label, sentences, items);
        }
        if let Some(marker) = marker.filter(|_| expected != Expected::Nothing && !self.announces_list(sentences, end)) {
            return self.parse_marked_item(block, marker, expected, items);
        }
        if let Some(next) = self.parse_announced(block, sentences, items) {
            return next;
        }
        self.parse_bare_line(block, expected, items)
    }

    /// An item with a bullet or a number.
    fn parse_marked_item(
        &self,
        block: &Block,
        marker: Marker,
        expected: Expected,
        items: &mut Vec<PriorityItem>,
    ) -> Expected {
        let Block { first, end, .. } = *block;
        let remark = marker == Marker::Bullet && expected == Expected::Numbered;
        let own = strip_trailing_bracket(self.text, trim_range(self.text, first, end));
        let has_topic = category::has_category(self.text, first, end) && !self.has_sentence_words(own.0, own.1);
        let sure = expected != Expected::Colon || has_topic;
        let several = (first..end).any(|at| self.text.punctuation(at) == Some(';'));
        if !remark && sure && !self.is_off_topic(first, end) {
            let index = if let Marker::Number(n) = marker { Some(n) } else { None };
            match several {
                true if split_list(self.text, first, end).len() > 1 => self.parse_enumeration(first, end, items),
                _ => self.push_with_numbered(first, end, index, REASON_LISTED, items),
            }
        }
        match marker {
            _ if expected == Expected::Colon => Expected::Colon,
            Marker::Bullet if !remark => Expected::Bulleted,
            _ => Expected::Numbered,
        }
    }

    /// "parking is behind the chapel" is a sentence, no item.
    pub(super) fn has_sentence_words(&self, first: usize, end: usize) -> bool {
        self.text.has_any(
            first..end.min(first + 40),
            words!["is" "are" "was" "were" "will" "has" "have" "we" "you" "please" "do" "can" "i" "our" "had"],
        )
    }

    /// "First, speeding" is one; "First, thank you" is not.
    fn is_numbered_priority(&self, block: &Block, expected: Expected) -> bool {
        let named =
            self.text.has_any(block.start..block.first, words!["priority" "concern" "issue" "p1" "p2" "p3" "p4" "p5"]);
        named || expected != Expected::Nothing || category::has_category(self.text, block.first, block.end)
    }

    fn parse_labelled(
        &self,
        block: &Block,
        label: &LabelledAnswer,
        sentences: &[Sentence],
        items: &mut Vec<PriorityItem>,
    ) -> Expected {
        let prose = sentences.len() > 1 && label.label_start > block.first;
        if label.kind != LabelKind::Priorities || prose {
            let several = self.answers.iter().find(|it| it.block == label.block && it.kind == LabelKind::Priorities);
            return match several {
                Some(other) if !prose => self.parse_labelled(block, other, &[], items),
                _ => self.parse_announced(block, sentences, items).unwrap_or(Expected::Nothing),
            };
        }
        if label.first >= label.end {
            return Expected::List;
        }
        let before = items.len();
        self.parse_enumeration(label.first, label.end, items);
        // Below a question of our letter the list continues on further lines.
        let below_quote = label.label_start == label.first;
        if items.len() > before && !below_quote { Expected::Nothing } else { Expected::List }
    }

    fn announces_list(&self, sentences: &[Sentence], limit: usize) -> bool {
        sentences.iter().any(|it| find_list(self.text, it.first, it.end, limit).is_some_and(|cue| cue.first >= cue.end))
    }

    /// The list that a sentence of the block announces, in the block or below.
    fn parse_announced(
        &self,
        block: &Block,
        sentences: &[Sentence],
        items: &mut Vec<PriorityItem>,
    ) -> Option<Expected> {
        for sentence in sentences.iter().filter(|sentence| !sentence.is_question) {
            if self.is_about_the_past(sentence) {
                return Some(Expected::Nothing);
            }
            let Some(cue) = find_list(self.text, sentence.first, sentence.end, block.end) else { continue };
            if cue.first >= cue.end {
                // The list stands on the lines below, unless a later sentence of the block holds it.
                let rest = sentences.iter().find(|next| next.first >= sentence.end).map(|next| next.first);
                if let Some(first) = rest.filter(|first| split_numbered_from(self.text, *first, block.end, 1).len() > 1)
                {
                    self.parse_enumeration(first, block.end, items);
                    return Some(Expected::Nothing);
                }
                return Some(Expected::List);
            }
            let before = items.len();
            self.parse_enumeration(cue.first, cue.end, items);
            if items.len() > before {
                self.parse_following_ordinals(sentences, sentence.end, block.end, items);
                return Some(Expected::Nothing);
            }
        }
        let asks = self.text.punctuation(block.end - 1) == Some(':')
            && self
                .text
                .has_any(block.first..block.end, words!["priorities" "priority" "concerns" "following" "issues"]);
        let colon =
            self.text.punctuation(block.end - 1) == Some(':') && self.text.word_count(block.first, block.end) > 1;
        match (asks, colon) {
            (true, _) => Some(Expected::List),
            // The name of a village above its part of the list continues the list.
            (false, true) if sentences.len() == 1 && self.text.word_count(block.first, block.end) <= 4 => None,
            (false, true) => Some(Expected::Colon),
            (false, false) => None,
        }
    }

    /// "These are no longer priorities:", "Last quarter our priorities were:".
    fn is_about_the_past(&self, sentence: &Sentence) -> bool {
        let Sentence { first, end, .. } = *sentence;
        let named = |at: usize| self.text.is(at, words!["priorities" "concerns" "issues"]);
        let far = end.min(first + 24);
        let was_sent = (first..far).any(|at| {
            self.text.is(at, words!["gave" "sent" "wrote" "told"]) && self.text.is(at + 1, words!["you" "to"])
        });
        let colon = self.text.punctuation(end - 1) == Some(':');
        let Some(noun) = (first..far).find(|at| named(*at)) else { return was_sent && colon };
        let is_excluded = self
            .text
            .has_any(first..noun, words!["longer" "not" "neighbours" "neighbouring" "neighbour" "resident" "adopted"]);
        let until = far.min(noun + 6);
        let were = self.text.has_any(noun..until, words!["were" "had"]);
        let is_past = were && has_modality(self.text, first, until, &[Modality::Past]);
        is_excluded || is_past || was_sent && colon
    }

    /// "Our first concern is speeding. Our second is litter.": the sentences after the first.
    fn parse_following_ordinals(
        &self,
        sentences: &[Sentence],
        from: usize,
        limit: usize,
        items: &mut Vec<PriorityItem>,
    ) {
        for sentence in sentences.iter().filter(|sentence| sentence.first >= from && !sentence.is_question) {
            if items.len() >= MAX_PRIORITIES {
                return;
            }
            let counts = (sentence.first..sentence.first + 2).any(|at| parse_ordinal(self.text.word(at)).is_some());
            let cue = find_list(self.text, sentence.first, sentence.end, limit).filter(|_| counts);
            if let Some(cue) = cue {
                self.parse_enumeration(cue.first, cue.end, items);
            }
        }
    }

    /// Items in words, with commas and "and", or with numbers.
    pub(super) fn parse_enumeration(&self, first: usize, end: usize, items: &mut Vec<PriorityItem>) {
        let parts = split_list(self.text, first, end);
        let has_topic = parts.iter().any(|(first, end)| category::has_category(self.text, *first, *end));
        for (first, end) in parts {
            let first = self.skip_focus_words(first, end);
            let words = self.text.word_count(first, end);
            let plain = words <= 10 && has_topic && !self.is_off_topic(first, end);
            if (plain || category::has_category(self.text, first, end)) && words <= 60 {
                self.push(first, end, None, REASON_NAMED, items);
            }
        }
    }

    /// "the parish asks for speeding": skips to what it asks for.
    fn skip_focus_words(&self, first: usize, end: usize) -> usize {
        focus_phrase_end(self.text, first, end)
            .filter(|after| category::has_category(self.text, *after, end))
            .unwrap_or(first)
    }

    fn parse_bare_line(&self, block: &Block, expected: Expected, items: &mut Vec<PriorityItem>) -> Expected {
        let Block { first, end, .. } = *block;
        if expected == Expected::Nothing || first >= end {
            return Expected::Nothing;
        }
        if self.text.punctuation(end - 1) == Some(':') {
            return expected;
        }
        if matches!(expected, Expected::Numbered | Expected::Bulleted) {
            // The list ended, unless the name of the next village continues it.
            return if self.is_list_heading(block) { Expected::List } else { Expected::Nothing };
        }
        let (words, has_topic) = (self.text.word_count(first, end), category::has_category(self.text, first, end));
        let is_prose =
            self.text.has_any(first..end.min(first + 60), words!["we" "you" "please" "thank" "thanks" "i" "our"]);
        let after_gap = expected == Expected::BareLines && block.after_blank;
        let unsure = expected == Expected::Colon && (!has_topic || self.has_sentence_words(first, end));
        let fits = !unsure
            && words <= 16
            && (has_topic || words <= 5 && !after_gap)
            && !(is_prose && (words > 10 || !has_topic))
            && !self.is_off_topic(first, end);
        if !fits {
            let is_heading = !has_topic && words <= 6 && self.is_list_heading(block);
            return if is_heading { expected } else { Expected::Nothing };
        }
        if !has_topic && self.is_list_heading(block) {
            return Expected::List;
        }
        let parts = split_list(self.text, first, end);
        let commas = (first..end).any(|at| matches!(self.text.punctuation(at), Some(',' | ';')));
        let all = commas
            && parts.len() > 1
            && parts.iter().all(|(first, end)| category::has_category(self.text, *first, *end));
        if all {
            self.parse_enumeration(first, end, items);
        } else {
            self.push_with_numbered(first, end, None, REASON_LISTED, items);
        }
        if expected == Expected::Colon { Expected::Colon } else { Expected::BareLines }
    }

    /// Whether a line heads a list, as the name of a village does.
    fn is_list_heading(&self, block: &Block) -> bool {
        let next = self.blocks.get(self.blocks.partition_point(|next| next.start < block.end));
        next.is_some_and(|next| matches!(next.marker, Some(Marker::Bullet | Marker::Number(1) | Marker::Priority(1))))
    }

    /// "1. Quarterly please" is no priority.
    pub(super) fn is_off_topic(&self, first: usize, end: usize) -> bool {
        let is_about_contact = self.text.has_any(
            first..end.min(first + 40),
            words![
                "meeting" "meetings" "attend" "quarterly" "monthly" "teams" "zoom" "participate" "charter"
                "frequency" "method" "thank" "thanks" "agenda" "person" "yes" "tbc" "tba" "attached" "update"
                "updates" "none" "nil" "n" "please" "regards" "email"
            ],
        );
        is_about_contact && !category::has_category(self.text, first, end)
    }

    /// Adds the first sentence of an item; if more numbers follow in the line, the items after them too.
    pub(super) fn push_with_numbered(
        &self,
        first: usize,
        end: usize,
        index: Option<u8>,
        reason: &'static str,
        items: &mut Vec<PriorityItem>,
    ) {
        let more = index.map(|n| split_numbered_from(self.text, first, end, n.saturating_add(1))).unwrap_or_default();
        let own = more.first().map_or(end, |(from, _)| *from);
        let stop = sentence_end(self.text, first, own);
        self.push(first, stop, index, reason, items);
        for (n, (from, to)) in (index.unwrap_or(0)..).skip(1).zip(more) {
            self.push(from, sentence_end(self.text, from, to), Some(n), reason, items);
        }
    }

    fn push(&self, first: usize, end: usize, index: Option<u8>, reason: &'static str, items: &mut Vec<PriorityItem>) {
        if is_withdrawn(self.text, first, end) {
            return;
        }
        let (first, end) = strip_trailing_bracket(self.text, trim_range(self.text, first, end));
        let blank = is_placeholder(self.text, first, end);
        if first < end && !blank && items.len() < MAX_PRIORITIES {
            items.push(PriorityItem { first, end, number: index, reason });
        }
    }
}
