//! What a report corrects of an earlier issue of itself.

use std::collections::BTreeMap;

use super::area_key::AreaKey;
use super::figures::{Figure, Value};
use super::measure::Measure;

/// A figure that an earlier issue gave otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectedFigure {
    pub period: String,
    pub area: AreaKey,
    pub measure: Measure,
    /// `None` if the earlier issue did not have it.
    pub before: Option<Value>,
    /// `None` if it is not counted any more.
    pub now: Option<Value>,
}

/// The figures that differ, by period, area and measure. Both lists are of the same round and the same as-at day; otherwise
/// the difference is news, and no correction.
pub fn correction(before: &[Figure], now: &[Figure]) -> Vec<CorrectedFigure> {
    let mut all: BTreeMap<(&str, &AreaKey, &Measure), [Option<Value>; 2]> = BTreeMap::new();
    for (side, figures) in [before, now].into_iter().enumerate() {
        for figure in figures {
            let values = all.entry((&figure.period, &figure.area, &figure.measure)).or_default();
            if let Some(value) = values.get_mut(side) {
                *value = Some(figure.value);
            }
        }
    }
    let differing = all.into_iter().filter(|(_, [before, now])| before != now);
    differing
        .map(|((period, area, measure), [before, now])| CorrectedFigure {
            period: period.to_owned(),
            area: area.clone(),
            measure: measure.clone(),
            before,
            now,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{CorrectedFigure, correction};
    use crate::report::{AreaKey, Figure, Measure, Share, Value};

    fn figure(measure: Measure, n: usize) -> Figure {
        let value = Value::Share(Share::new(n, 610));
        Figure { period: "2023-Q4".to_owned(), area: AreaKey::force(), measure, value }
    }

    #[test]
    fn only_what_differs_is_corrected_whatever_the_order() {
        let before = [figure(Measure::Heard, 239), figure(Measure::Confirmed, 200), figure(Measure::UpdateOwed, 1)];
        let now = [figure(Measure::Declined, 4), figure(Measure::Confirmed, 201), figure(Measure::Heard, 239)];
        let corrected = correction(&before, &now);
        let shown: Vec<_> = corrected
            .iter()
            .map(|CorrectedFigure { measure, before, now, .. }| {
                (measure.code(), before.map(|value| value.to_string()), now.map(|value| value.to_string()))
            })
            .collect();
        let words = |n: &str| Some(n.to_owned());
        assert_eq!(
            shown,
            [
                ("confirmed".to_owned(), words("200 of 610 (33 %)"), words("201 of 610 (33 %)")),
                ("declined".to_owned(), None, words("4 of 610 (1 %)")),
                ("update-owed".to_owned(), words("1 of 610 (less than 1 %)"), None),
            ]
        );
        assert_eq!(correction(&now, &now), []);
    }
}
