//! Text without escape sequences, for reading. Spans of a reading are mapped back to the original text.

use std::borrow::Cow;

use charter::escape_sequences::sequences;
use charter::incoming::{Source, Span};
use reading::extract::{Extracted, Reading, Unread};

pub(super) struct PlainText<'a> {
    /// Without sequences.
    pub(super) text: Cow<'a, str>,
    /// Spans of the removed sequences in the original text.
    removed: Vec<Span>,
}

impl<'a> PlainText<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let removed = sequences(text);
        if removed.is_empty() {
            return Self { text: Cow::Borrowed(text), removed };
        }
        let mut plain = String::with_capacity(text.len());
        let mut from = 0;
        for index in &removed {
            plain.push_str(&text[from..index.from]);
            from = index.to;
        }
        plain.push_str(&text[from..]);
        Self { text: Cow::Owned(plain), removed }
    }

    /// The row of this text with clean cells; `None` if no cell contains a sequence.
    pub(super) fn row(&self, source: &Source) -> Option<Source> {
        let here = |span: Span| Span { from: self.index(span.from), to: self.index(span.to) };
        let fields = || source.fields.iter().map(|(column, span)| (*column, here(*span))).collect();
        let text = || self.text.as_ref().into();
        (!self.removed.is_empty()).then(|| Source { text: text(), fields: fields(), ..source.clone() })
    }

    /// Maps an index of the original text to this text.
    fn index(&self, original: usize) -> usize {
        original
            - self.removed.iter().map(|removed| removed.to.min(original).saturating_sub(removed.from)).sum::<usize>()
    }

    /// Maps an index of this text to the original: after or before a sequence at that index.
    pub(super) fn to_original(&self, index: usize, behind: bool) -> usize {
        let mut original = index;
        for removed in &self.removed {
            if removed.from > original || (removed.from == original && !behind) {
                break;
            }
            original += removed.to - removed.from;
        }
        original
    }

    /// Maps the spans of a reading to the original text.
    pub(super) fn with_original_spans(&self, mut reading: Reading) -> Reading {
        if self.removed.is_empty() {
            return reading;
        }
        let Reading { wish, priorities, frequency, method, holding, meets_on, unread, is_trusted: _, notes: _ } =
            &mut reading;
        self.map_spans(wish);
        self.map_spans(priorities);
        self.map_spans(frequency);
        self.map_spans(method);
        self.map_spans(holding);
        self.map_spans(meets_on);
        for Unread { span, .. } in unread {
            *span = self.original_span(*span);
        }
        reading
    }

    fn map_spans<'b, T: 'b>(&self, extracted: impl IntoIterator<Item = &'b mut Extracted<T>>) {
        for span in extracted.into_iter().flat_map(|extracted| &mut extracted.spans) {
            *span = self.original_span(*span);
        }
    }

    fn original_span(&self, span: Span) -> Span {
        Span { from: self.to_original(span.from, true), to: self.to_original(span.to, false) }
    }
}

#[cfg(test)]
mod tests {
    use super::PlainText;
    use proptest::prelude::{prop_assert_eq, proptest};

    #[test]
    fn words_stand_between_their_sequences() {
        let text = "a \u{1b}[31mred\u{1b}[0m b";
        let plain = PlainText::new(text);
        assert_eq!(plain.text, "a red b");
        let (from, to) = (plain.to_original(2, true), plain.to_original(5, false));
        assert_eq!(&text[from..to], "red");
        assert_eq!((plain.index(from), plain.index(to)), (2, 5));
        assert_eq!(plain.index(4), 2, "within a sequence is where it stood");
    }

    proptest! {
        #[test]
        fn every_index_maps_back(text in "([a-zé \n]|\u{1b}\\[[0-9]{0,2}m|\u{1b}\\]0;t\u{7})*") {
            let plain = PlainText::new(&text);
            for (index, c) in plain.text.char_indices() {
                let original = plain.to_original(index, true);
                prop_assert_eq!(text[original..].chars().next(), Some(c));
                prop_assert_eq!(plain.index(original), index);
                prop_assert_eq!(plain.to_original(index + c.len_utf8(), false), original + c.len_utf8());
            }
        }
    }
}
