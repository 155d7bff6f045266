//! A report that was issued, with its numbers as they were (charter rule 29).
//!
//! The record never changes. A later report of the same round and day says what differs, and why: see [`changed_figures`].

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{IssuedReportId, RoundId};
use super::incoming::Digest;
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IssuedReport {
    pub id: IssuedReportId,
    pub version: i64,
    #[serde(flatten)]
    pub facts: IssuedReportFacts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IssuedReportFacts {
    pub round: RoundId,
    pub as_at: NaiveDate,
    /// When the numbers were read.
    pub made_at: DateTime<Utc>,
    /// The area that it is for; blank for all councils.
    pub area: Untrusted,
    /// The code of its layout: summary, committee.
    pub layout: String,
    /// The body or role that it went to, not a name.
    pub to: Untrusted,
    /// The issued report that this one corrects.
    pub corrects: Option<IssuedReportId>,
    /// Why the numbers differ from those of the corrected report; blank if it corrects none.
    pub reason: Untrusted,
    /// SHA-256 of the figures as [`digest_of`] writes them, in hexadecimal.
    pub sha256: String,
    pub figures: Vec<StoredFigure>,
}

/// A number of a report, with the words of the day on which it was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StoredFigure {
    /// force, county, district, team or council.
    pub area_level: String,
    /// Blank if none is known.
    pub area_code: String,
    pub area: String,
    /// The stable code of what is counted.
    pub measure: String,
    /// The count, or the value of a measure that is no count. Finite.
    pub n: f64,
    /// The base of a share: n of N.
    pub of: Option<u64>,
}

impl StoredFigure {
    /// `4 of 6`; of a median `12.5 days, median of 40`.
    pub fn describe(&self) -> String {
        match self.of {
            Some(of) if self.measure.starts_with("median-wait") => format!("{} days, median of {of}", self.n),
            Some(of) => format!("{} of {of}", self.n),
            None => self.n.to_string(),
        }
    }

    /// What the number is about.
    fn key(&self) -> [&str; 4] {
        [&self.area_level, &self.area_code, &self.area, &self.measure]
    }
}

/// SHA-256 of the figures: one JSON text, whose numbers are the shortest that read back as the same ones.
pub fn digest_of(figures: &[StoredFigure]) -> String {
    let text = serde_json::json!(figures).to_string();
    Digest::hash_file(text.as_bytes()).as_hex().to_owned()
}

/// A number that is no longer as it was issued.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChangedFigure {
    /// `null` for a number that was not in the issued report.
    pub issued: Option<StoredFigure>,
    /// `null` for a number that the report no longer has.
    pub now: Option<StoredFigure>,
}

/// What differs between the numbers of an issued report and those of now, by area and measure.
pub fn changed_figures(issued: &[StoredFigure], now: &[StoredFigure]) -> Vec<ChangedFigure> {
    let mut both: BTreeMap<[&str; 4], [Option<&StoredFigure>; 2]> = BTreeMap::new();
    let issued = with_present_codes(issued, now);
    issued.iter().for_each(|figure| both.entry(figure.key()).or_default()[0] = Some(figure));
    now.iter().for_each(|figure| both.entry(figure.key()).or_default()[1] = Some(figure));
    // A category of a new priority elsewhere is a figure of each area, and of most areas 0: nothing changed there.
    let is_nothing = |figure: Option<&StoredFigure>| figure.is_none_or(|figure| figure.n == 0.0);
    let changed = both.into_values().filter(|[issued, now]| {
        let is_new_or_gone = issued.is_none() || now.is_none();
        issued != now && !(is_new_or_gone && is_nothing(*issued) && is_nothing(*now))
    });
    changed.map(|[issued, now]| ChangedFigure { issued: issued.cloned(), now: now.cloned() }).collect()
}

/// Priorities without a category are counted under the first code. Earlier reports have the second, which is also that of a
/// category called “none”.
const NO_CATEGORY: &str = "category";
const NO_CATEGORY_BEFORE: &str = "category.none";

/// The figures of an issued report with the codes of today. Where a report has the present code it is no old one, and where
/// the present figures have the old code it is that of a category.
fn with_present_codes(issued: &[StoredFigure], now: &[StoredFigure]) -> Vec<StoredFigure> {
    let has = |figures: &[StoredFigure], code: &str| figures.iter().any(|figure| figure.measure == code);
    let is_old = !has(issued, NO_CATEGORY) && !has(now, NO_CATEGORY_BEFORE);
    let present = |figure: &StoredFigure| match is_old && figure.measure == NO_CATEGORY_BEFORE {
        true => StoredFigure { measure: NO_CATEGORY.to_owned(), ..figure.clone() },
        false => figure.clone(),
    };
    issued.iter().map(present).collect()
}

#[cfg(test)]
mod tests {
    use super::{StoredFigure, changed_figures, digest_of};
    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

    fn figure(area: &str, measure: &str, n: f64) -> StoredFigure {
        let [area, measure] = [area, measure].map(str::to_owned);
        StoredFigure { area_level: "county".to_owned(), area_code: String::new(), area, measure, n, of: Some(610) }
    }

    #[test]
    fn what_changed_came_and_went_is_listed_by_area_and_measure() {
        let issued =
            [figure("Shropshire", "heard", 4.0), figure("Shropshire", "declined", 1.0), figure("A", "heard", 2.0)];
        let now = [
            figure("Shropshire", "late", 3.0),
            figure("A", "heard", 2.0),
            figure("A", "late", 0.0),
            figure("Shropshire", "heard", 5.0),
        ];
        let changed = changed_figures(&issued, &now);
        let listed: Vec<_> = changed
            .iter()
            .map(|it| {
                let measure = it.issued.as_ref().or(it.now.as_ref()).unwrap().measure.as_str();
                (measure, it.issued.as_ref().map(|figure| figure.n), it.now.as_ref().map(|figure| figure.n))
            })
            .collect();
        assert_eq!(listed, [("declined", Some(1.0), None), ("heard", Some(4.0), Some(5.0)), ("late", None, Some(3.0))]);
    }

    /// The code of what has no category was that of a category called “none”.
    #[test]
    fn a_report_issued_with_the_earlier_code_still_compares() {
        let of = |code: &str, n| figure("Shropshire", code, n);
        let listed = |issued: &[StoredFigure], now: &[StoredFigure]| -> Vec<(String, Option<f64>, Option<f64>)> {
            let changed = changed_figures(issued, now);
            let n = |figure: &Option<StoredFigure>| figure.as_ref().map(|figure| figure.n);
            let measure = |it: &super::ChangedFigure| it.issued.as_ref().or(it.now.as_ref()).unwrap().measure.clone();
            changed.iter().map(|it| (measure(it), n(&it.issued), n(&it.now))).collect()
        };
        let category = |issued, now| ("category".to_owned(), issued, now);
        assert_eq!(listed(&[of("category.none", 4.0)], &[of("category", 4.0)]), []);
        assert_eq!(listed(&[of("category.none", 4.0)], &[of("category", 5.0)]), [category(Some(4.0), Some(5.0))]);
        // Both are there: a category of this name.
        let both = [of("category", 4.0), of("category.none", 1.0)];
        assert_eq!(listed(&both, &both), []);
        assert_eq!(listed(&both[..1], &both), [("category.none".to_owned(), None, Some(1.0))]);
    }

    proptest! {
        #[test]
        fn numbers_keep_their_digest_through_a_text(
            numbers in prop::collection::vec((any::<f64>(), any::<Option<u32>>()), 0..20),
        ) {
            let figures: Vec<StoredFigure> = numbers
                .into_iter()
                .filter(|(n, _)| n.is_finite())
                .map(|(n, of)| StoredFigure { of: of.map(u64::from), ..figure("Shropshire", "heard", n) })
                .collect();
            let text = serde_json::to_string(&figures).unwrap();
            let back: Vec<StoredFigure> = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(digest_of(&back), digest_of(&figures));
            prop_assert!(changed_figures(&figures, &figures).is_empty());
        }
    }
}
