//! The hidden columns of a sheet, which a file may declare a hundred thousand times.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::MAX_COLUMNS;

/// Ranges of columns from 0 that neither meet nor overlap.
#[derive(Debug, Default)]
pub(super) struct HiddenColumns {
    ends: BTreeMap<usize, usize>,
}

impl HiddenColumns {
    pub(super) fn clear(&mut self) {
        self.ends.clear();
    }

    /// Hides a range, as far as its columns are read.
    pub(super) fn hide(&mut self, columns: Range<usize>) {
        let (mut start, mut end) = (columns.start, columns.end.min(MAX_COLUMNS));
        if start >= end {
            return;
        }
        while let Some((first, last)) = self.ends.range(..=end).next_back().map(|(first, last)| (*first, *last)) {
            if last < start {
                break;
            }
            (start, end) = (start.min(first), end.max(last));
            self.ends.remove(&first);
        }
        self.ends.insert(start, end);
    }

    /// The hidden ones of the first `count` columns.
    pub(super) fn columns(&self, count: usize) -> impl Iterator<Item = usize> {
        self.ends.range(..count).flat_map(move |(start, end)| *start..(*end).min(count))
    }
}

#[cfg(test)]
mod tests {
    use super::HiddenColumns;

    #[test]
    fn ranges_are_joined() {
        let mut hidden = HiddenColumns::default();
        for range in [2..4, 8..9, 3..6, 6..7, 2..3, 5..5, 510..16_384] {
            hidden.hide(range);
        }
        assert_eq!(hidden.columns(9).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 8]);
        assert_eq!((hidden.ends.len(), hidden.columns(600).last()), (3, Some(511)));
        (0..100_000).for_each(|_| hidden.hide(0..16_384));
        assert_eq!((hidden.ends.len(), hidden.columns(600).count()), (1, 512));
    }
}
