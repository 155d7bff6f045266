//! Decides between councils of one name by the places beside the name: the post town of an address, a neighbouring parish.
//! Never certain: people also write from elsewhere.

use std::ops::Range;

use charter::map::{Place, Projection};

use super::clues::Clues;
use super::found::{Candidate, Confidence, Found, Reason};
use super::index::RegisterIndex;
use super::mention::{Mention, MentionRole};
use super::rank::Query;

/// How far before and behind the name a place stands beside it, in bytes.
const BEFORE: usize = 60;
const BEHIND: usize = 120;

/// A place is near a council up to this many kilometres.
const NEAR_KM: f64 = 15.0;
/// The other councils of the name must be farther by this factor.
const CLEARLY_NEARER: f64 = 3.0;

impl RegisterIndex {
    /// The nearest of the councils that a person would have to choose from, if all of them have the name that the text
    /// gives, and the places beside it agree on one.
    pub(super) fn nearest_twin(&self, found: Found, clues: &Clues<'_>) -> Found {
        let Found::Ambiguous(candidates) = &found else { return found };
        let twins: Vec<u32> = candidates.iter().filter_map(|candidate| self.index_of(candidate.council)).collect();
        if twins.len() < 2 || twins.len() < candidates.len() {
            return found;
        }
        let decided: Vec<(usize, Reason)> =
            [clues.text, clues.subject].into_iter().flat_map(|text| self.nearest_beside(text, &twins)).collect();
        let Some((nearest, reason)) = decided.first() else { return found };
        if decided.iter().any(|(other, _)| other != nearest) {
            return found;
        }
        let Some(candidate) = candidates.get(*nearest) else { return found };
        let reasons = std::iter::once(reason.clone()).chain(candidate.reasons.iter().cloned()).collect();
        Found::One(Candidate { council: candidate.council, confidence: Confidence::Likely, reasons })
    }

    /// For each place beside a name of the twins: the position of the twin that is clearly nearer, and the reason. One that is
    /// near to several decides nothing.
    fn nearest_beside(&self, text: &str, twins: &[u32]) -> Vec<(usize, Reason)> {
        let mentions = self.mentions(text);
        let is_twin = |mention: &&Mention| {
            let councils = self.councils_of(mention);
            mention.role != MentionRole::Place && twins.iter().all(|twin| councils.contains(twin))
        };
        let beside: Vec<Range<usize>> =
            mentions.iter().filter(is_twin).map(|twin| twin.at.saturating_sub(BEFORE)..twin.at + BEHIND).collect();
        let places = mentions.iter().filter(|place| {
            place.role == MentionRole::Place && !place.is_location && beside.iter().any(|near| near.contains(&place.at))
        });
        let nearest = |place: &Mention| {
            let [council] = *self.councils_of(place).as_slice() else { return None };
            let (index, km) = self.clearly_nearest(self.place(council)?, twins)?;
            let name = place_name(&self.trie.names_at(place.node).next()?.1.text);
            (!twins.contains(&council)).then_some((index, Reason::Nearer(name, km)))
        };
        places.filter_map(nearest).collect()
    }

    /// The councils of a mentioned name, in the order of the register.
    fn councils_of(&self, mention: &Mention) -> Vec<u32> {
        let hits = self.rank_names_at(mention.node, Query { kind: mention.kind, area: None }).hits;
        let mut councils: Vec<u32> = hits.iter().map(|hit| hit.council).collect();
        councils.sort_unstable();
        councils.dedup();
        councils
    }

    /// The position of the twin to which a place is near while the others are far, and the whole kilometres.
    fn clearly_nearest(&self, place: Place, twins: &[u32]) -> Option<(usize, u32)> {
        let map = Projection::around(place);
        let distance = |twin: &u32| Some(map.point(place).distance(map.point(self.place(*twin)?)));
        let distances: Option<Vec<f64>> = twins.iter().map(distance).collect();
        let mut sorted: Vec<(usize, f64)> = distances?.into_iter().enumerate().collect();
        sorted.sort_by(|one, other| one.1.total_cmp(&other.1));
        let [(nearest, km), (_, next), ..] = *sorted.as_slice() else { return None };
        let rounded = (0..=100_u32).find(|whole| f64::from(*whole) + 0.5 > km)?;
        (km <= NEAR_KM && next >= km * CLEARLY_NEARER).then_some((nearest, rounded))
    }
}

/// "Ludlow" of "Ludlow Town Council".
fn place_name(name: &str) -> String {
    let kinds = [" Parish Council", " Town Council", " City Council", " Parish Meeting"];
    kinds.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::matching::tests::councils;
    use crate::matching::{Clues, Confidence, Found, Matcher};
    use charter::council::Council;
    use rstest::rstest;

    /// The twins are 69 km apart; Ludlow is between them.
    fn placed() -> Vec<Council> {
        const PLACES: [(&str, f64, f64); 6] = [
            ("Withington", 52.09, -2.63),
            ("Withington Parish Council", 52.71, -2.63),
            ("Evesham Town Council", 52.09, -2.56),
            ("Ludlow Town Council", 52.37, -2.72),
            ("Much Wenlock Town Council", 52.65, -2.60),
            ("Whixall Parish Council", 52.75, -2.70),
        ];
        let mut all = councils();
        for council in &mut all {
            let place = PLACES.iter().find(|(name, ..)| *name == council.name.raw());
            for parish in &mut council.parishes {
                (parish.latitude, parish.longitude) = (place.map(|it| it.1), place.map(|it| it.2));
            }
        }
        all
    }

    fn matched(text: &str) -> (Option<(String, Confidence)>, String) {
        let councils = placed();
        let found = Matcher::new(&councils, &[]).match_item(&Clues { text, ..Clues::default() });
        let reasons = found.candidates().iter().flat_map(|one| one.reasons.iter().map(|it| it.describe()));
        let reasons = reasons.collect::<Vec<_>>().join("; ");
        let Found::One(one) = found else { return (None, reasons) };
        let district = councils.iter().find(|it| it.id == one.council).map(|it| it.district.raw().to_owned());
        (district.map(|district| (district, one.confidence)), reasons)
    }

    #[rstest]
    #[case::post_town(
        "Yes please.\n\nClerk to Withington Council\nThe Hall\nEvesham\n",
        "Herefordshire",
        "nearer to Evesham, 5 km"
    )]
    #[case::neighbour(
        "Yes please.\n\nClerk to Withington Council\nOld Lane, Whixall\n",
        "Shropshire",
        "nearer to Whixall, 6 km"
    )]
    #[case::town_before(
        "Yes please.\n\nMuch Wenlock office\nClerk to Withington Council\n",
        "Shropshire",
        "nearer to Much Wenlock, 7 km"
    )]
    fn the_nearer_twin_is_likely(#[case] text: &str, #[case] district: &str, #[case] reason: &str) {
        let (found, reasons) = matched(text);
        assert_eq!(found, Some((district.to_owned(), Confidence::Likely)), "{reasons}");
        assert!(reasons.contains(reason), "{reasons}");
    }

    #[rstest]
    #[case::no_place("Yes please.\n\nClerk to Withington Council\n")]
    #[case::between_both("Yes please.\n\nClerk to Withington Council\nThe Hall\nLudlow\n")]
    #[case::two_places("Yes please.\n\nClerk to Withington Council\nEvesham\nWhixall\n")]
    #[case::without_coordinates("Yes please.\n\nClerk to Withington Council\nThe Hall\nClun\n")]
    #[case::an_event("There were burglaries in Evesham.\n\nClerk to Withington Council\n")]
    fn a_person_is_asked_otherwise(#[case] text: &str) {
        let (found, reasons) = matched(text);
        assert_eq!(found, None, "{reasons}");
        assert!(!reasons.contains("nearer to"), "{reasons}");
    }
}
