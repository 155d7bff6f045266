//! Lists without an announcement, found by their form and by words of a category.

use super::block::Block;
use super::category;
use super::form_labels::LabelKind;
use super::list_in_sentence::{sentence_end, split_list};
use super::list_marker::Marker;
use super::priority_lists::{ListParser, MAX_PRIORITIES, PriorityItem, REASON_LISTED};
use super::sentences::ends_sentence;
use super::word_set::words;

impl ListParser<'_> {
    /// Finds two or more items that are no sentences, most of them with words of a category.
    pub(super) fn find_unannounced(&self, items: &mut Vec<PriorityItem>) {
        let mut run: Vec<&Block> = Vec::new();
        let blocks = self.blocks.iter().filter(|block| !block.skipped && block.first < block.end);
        let blocks: Vec<&Block> = blocks.collect();
        for (index, block) in blocks.iter().enumerate() {
            let labelled =
                self.answers.iter().take(64).any(|it| {
                    it.label_start >= block.start && it.label_start < block.end && it.kind != LabelKind::Other
                });
            let listed = matches!(block.marker, Some(Marker::Bullet | Marker::Number(_) | Marker::Bare(_)));
            let is_heading = block.marker.is_none()
                && self.text.word_count(block.first, block.end) <= 6
                && blocks.get(index + 1).is_some_and(|next| next.marker == Some(Marker::Number(1)));
            if is_heading && !run.is_empty() {
                continue;
            }
            let listed = listed || self.is_bare_item(block);
            let remark = block.marker == Some(Marker::Bullet)
                && matches!(run.first().map(|block| block.marker), Some(Some(Marker::Number(_) | Marker::Bare(_))));
            if remark {
                continue;
            }
            if listed && !labelled && self.text.word_count(block.first, block.end) <= 60 && run.len() < MAX_PRIORITIES {
                run.push(block);
            } else if self.is_list(&run) {
                break;
            } else {
                run.clear();
            }
        }
        if self.is_list(&run) {
            for block in run {
                if !self.is_off_topic(block.first, block.end) {
                    let index = if let Some(Marker::Number(n)) = block.marker { Some(n) } else { None };
                    self.push_with_numbered(block.first, block.end, index, REASON_LISTED, items);
                }
            }
        } else if let [block] = blocks.iter().filter(|block| self.is_enumeration(block)).collect::<Vec<_>>().as_slice()
        {
            self.parse_enumeration(block.first, self.end_before_please(block), items);
        }
    }

    /// "Speeding, parking and dog fouling please.": only things of a category, side by side.
    fn is_enumeration(&self, block: &Block) -> bool {
        let (first, end) = (block.first, self.end_before_please(block));
        let short = block.marker.is_none()
            && self.text.word_count(first, end) <= 20
            && self.text.punctuation(end - 1) != Some('?');
        if !short || self.has_sentence_words(first, end) || sentence_end(self.text, first, end) + 1 < end {
            return false;
        }
        let parts = split_list(self.text, first, end);
        parts.len() > 1 && parts.iter().all(|(first, end)| category::has_category(self.text, *first, *end))
    }

    fn end_before_please(&self, block: &Block) -> usize {
        let please = (block.first + 1..block.end).rev().find(|at| self.text.punctuation(*at).is_none());
        please.filter(|at| self.text.is(*at, words!["please"])).unwrap_or(block.end)
    }

    /// A short line that names something of a category and says nothing about it.
    fn is_bare_item(&self, block: &Block) -> bool {
        let Block { first, .. } = *block;
        // "Speeding. Our own sign counted ...": the first sentence is the item.
        let end = sentence_end(self.text, first, block.end);
        block.marker.is_none()
            && (end == block.end || self.text.word_count(first, end) <= 4)
            && self.text.word_count(first, end) <= 12
            && category::has_category(self.text, first, end)
            && !self.has_sentence_words(first, end)
            && !matches!(self.text.punctuation(end - 1), Some('?' | ':' | '!'))
    }

    fn is_list(&self, run: &[&Block]) -> bool {
        let agenda = run.iter().any(|block| {
            self.text.is(
                block.first,
                words!["apologies" "minutes" "declarations" "declaration" "correspondence" "finance" "accounts" "welcome" "aob"],
            )
        });
        if agenda {
            return false;
        }
        let with_topic = run.iter().filter(|block| category::has_category(self.text, block.first, block.end)).count();
        let numbered = run.len() <= 5
            && (1..).zip(run).all(|(n, block)| {
                block.marker == Some(Marker::Number(n)) && !self.has_sentence_words(block.first, block.end)
            });
        run.len() >= 2
            && (with_topic * 2 > run.len() || numbered && with_topic > 0)
            && run
                .iter()
                .all(|block| self.text.punctuation(block.end - 1) != Some('?') || ends_sentence(self.text, block.first))
    }
}
