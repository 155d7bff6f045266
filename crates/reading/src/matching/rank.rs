//! What a name that is found is worth: whether it is one council's alone, or has twins.

use super::areas::Area;
use super::found::{Candidate, Confidence, Found, MAX_CANDIDATES, Reason};
use super::index::RegisterIndex;
use super::names::{Name, NameOrigin};
use super::words::{RURAL, URBAN};
use crate::matching::trie::Node;
use charter::council::Kind;

/// What is said beside the name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Query<'a> {
    /// The sort of council.
    pub kind: Option<Kind>,
    /// The area, if one was given.
    pub area: Option<GivenArea<'a>>,
}

/// An area that was given.
#[derive(Clone, Copy, Debug)]
pub(super) struct GivenArea<'a> {
    pub written: &'a str,
    /// `None` if the register has none that is written so.
    pub area: Option<Area>,
}

/// A council that a name fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub council: u32,
    /// The number of the name.
    pub name: u32,
    /// Less is better.
    pub rank: u8,
}

/// What a name is worth.
#[derive(Clone, Debug)]
pub(super) struct RankedHits {
    /// How sure the first one is, if it is the one.
    pub sure: Confidence,
    /// Whether a person has to choose.
    pub question: bool,
    /// The best first.
    pub hits: Vec<Hit>,
    /// Names of other councils that begin so, one a council.
    pub longer: Vec<u32>,
}

/// Of more councils than this whose names begin so, a bare name is short for any.
const MAX_LONGER_NAMES: usize = 1;

impl RegisterIndex {
    /// What the names that end at a node are worth.
    pub(super) fn rank_names_at(&self, node: Node, asked: Query<'_>) -> RankedHits {
        let mut hits: Vec<Hit> =
            self.tree.names_at(node).map(|(number, name)| self.rank_name(number, name, asked)).collect();
        hits.sort_by_key(|hit| hit.rank);
        let against = |hit: &Hit| hit.rank >= CONTRADICTED_RANK;
        let is_taught = |name: &Name| matches!(name.origin, NameOrigin::Learnt(_)) && name.kind == asked.kind;
        let taught = |hit: &Hit| self.tree.name(hit.name).is_some_and(is_taught);
        if let [one] = hits.iter().filter(|hit| taught(hit) && !against(hit)).copied().collect::<Vec<_>>().as_slice() {
            return RankedHits { sure: Confidence::Certain, question: false, hits: vec![*one], longer: Vec::new() };
        }
        let mut good: Vec<Hit> = hits.iter().filter(|hit| !against(hit)).copied().collect();
        self.prefer_stated_kind(&mut good, asked);
        let (longer, twin) = self.longer(node, &hits, &good, asked);
        let unsure_area = asked.area.is_some_and(|given| given.area.is_none());
        match good.as_slice() {
            [] => {
                let other_area = hits.iter().any(|hit| hit.rank >= OTHER_AREA_RANK);
                let question = hits.len() > 1 || other_area || !longer.is_empty();
                RankedHits { sure: Confidence::Likely, question, hits, longer }
            }
            [one] => {
                let whole = one.rank < CERTAIN_RANK;
                let alone = longer.is_empty() && whole && !unsure_area && !self.is_ambiguous(*one, asked);
                let sure = if alone { Confidence::Certain } else { Confidence::Likely };
                let short_for_any = longer.len() > MAX_LONGER_NAMES && asked.kind.is_none();
                let question = twin || short_for_any || (!whole && !longer.is_empty());
                RankedHits { sure, question, hits: good, longer }
            }
            _ => RankedHits { sure: Confidence::Likely, question: true, hits: good, longer },
        }
    }

    pub(super) fn rank_name(&self, number: u32, name: &Name, asked: Query<'_>) -> Hit {
        let council = name.council;
        let mut rank = name.origin.rank() * 2;
        if let Some(kind) = asked.kind {
            rank += match agreement(kind, self.kind(council)) {
                Agreement::Same => 0,
                Agreement::Open => 1,
                Agreement::Other => CONTRADICTED_RANK,
            };
        }
        if !self.in_area(council, asked.area) {
            rank += OTHER_AREA_RANK;
        }
        Hit { council, name: number, rank }
    }

    /// A town council was written, and this one is not known to be one: there is a Stone Town Council elsewhere.
    pub(super) fn is_ambiguous(&self, hit: Hit, asked: Query<'_>) -> bool {
        asked.kind.is_some_and(|kind| matches!(kind, Kind::Town | Kind::City) && self.kind(hit.council) != kind)
    }

    /// There is one town council of a name: where one is known, a council of an unknown sort is not meant.
    pub(super) fn prefer_stated_kind(&self, good: &mut Vec<Hit>, asked: Query<'_>) {
        let said = asked.kind.filter(|kind| matches!(kind, Kind::Town | Kind::City));
        if let Some(kind) = said
            && good.iter().any(|hit| self.kind(hit.council) == kind)
        {
            good.retain(|hit| self.kind(hit.council) == kind);
        }
    }

    /// Names of other councils that begin so, and whether one is "Rural" beside "Urban".
    fn longer(&self, node: Node, hits: &[Hit], good: &[Hit], asked: Query<'_>) -> (Vec<u32>, bool) {
        let settled = good.first().is_some_and(|hit| {
            asked.kind.is_some_and(|kind| matches!(kind, Kind::Town | Kind::City) && self.kind(hit.council) == kind)
        });
        let (mut longer, mut councils, mut twin) = (Vec::new(), Vec::new(), false);
        let twins = [RURAL, URBAN].map(|word| self.tree.child(node, word));
        for (number, name) in self.tree.longer_names(node) {
            let same = hits.iter().any(|hit| hit.council == name.council);
            if same || settled || self.rank_name(number, name, asked).rank >= CONTRADICTED_RANK {
                continue;
            }
            let is_twin = |at: Node| self.tree.names_at(at).any(|(_, other)| other.council == name.council);
            twin |= twins.iter().flatten().any(|at| is_twin(*at));
            if councils.len() < MAX_CANDIDATES && !councils.contains(&name.council) {
                councils.push(name.council);
                longer.push(number);
            }
        }
        (longer, twin)
    }

    /// Whether a council is in the area that was given; one that is not known contradicts nothing.
    pub(super) fn in_area(&self, council: u32, area: Option<GivenArea<'_>>) -> bool {
        let area = area.and_then(|given| given.area);
        area.is_none_or(|area| self.areas.contains(area, council as usize))
    }

    /// The answer that a weighed name comes to.
    pub(super) fn to_found(&self, weighed: &RankedHits, asked: Query<'_>) -> Found {
        let shown: Vec<u32> = weighed.hits.iter().map(|hit| hit.council).collect();
        let mut candidates: Vec<Candidate> = weighed
            .hits
            .iter()
            .map(|hit| {
                let mut reasons = self.reasons(*hit, asked);
                let twin = shown.iter().find(|other| **other != hit.council);
                reasons.extend(twin.map(|twin| Reason::Twin(self.label(*twin))));
                let confidence = if hit.rank >= CONTRADICTED_RANK { Confidence::Possible } else { weighed.sure };
                Candidate { council: self.id(hit.council), confidence, reasons }
            })
            .collect();
        for name in weighed.longer.iter().filter_map(|number| self.tree.name(*number)) {
            if weighed.question {
                let reasons = vec![Reason::Shortened(name.text.to_string())];
                candidates.push(Candidate {
                    council: self.id(name.council),
                    confidence: Confidence::Possible,
                    reasons,
                });
            } else if let Some(first) = candidates.first_mut() {
                first.reasons.push(Reason::Longer(name.text.to_string()));
                break;
            }
        }
        if weighed.question || candidates.len() != 1 {
            return Found::ambiguous(candidates);
        }
        let only = candidates.pop().map(|mut only| {
            only.confidence = weighed.sure;
            only
        });
        only.map_or(Found::None, Found::One)
    }

    /// Why a council fits, and what does not agree.
    pub(super) fn reasons(&self, hit: Hit, asked: Query<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if let Some(name) = self.tree.name(hit.name) {
            reasons.push(match name.origin {
                NameOrigin::Learnt(on) => Reason::LearntName(on),
                NameOrigin::Own => Reason::Name,
                NameOrigin::Parish => Reason::Parish(name.text.to_string()),
                NameOrigin::Short => Reason::Shortened(name.text.to_string()),
                NameOrigin::Part => Reason::Part(name.text.to_string()),
            });
        }
        if let Some(given) = asked.area {
            let agrees = given.area.is_some() && self.in_area(hit.council, asked.area);
            let area = given.written.trim().to_owned();
            reasons.push(if agrees { Reason::Area(area) } else { Reason::OtherArea(area) });
        }
        let kind = self.kind(hit.council);
        if asked.kind.is_some_and(|said| agreement(said, kind) == Agreement::Other) {
            reasons.push(Reason::OtherKind(kind.label()));
        }
        reasons
    }
}

/// From this rank on something speaks against it.
pub(super) const CONTRADICTED_RANK: u8 = 16;
/// From this rank on the area does.
const OTHER_AREA_RANK: u8 = 64;
/// Below this rank a name is a council's whole name, or as good as that.
pub(super) const CERTAIN_RANK: u8 = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Same,
    Open,
    Other,
}

/// Whether the sort of council that was written can be this one. "Parish council" is said of groups too.
fn agreement(said: Kind, is: Kind) -> Agreement {
    match (said, is) {
        (said, is) if said == is => Agreement::Same,
        (_, Kind::Unknown)
        | (Kind::Parish, Kind::Group | Kind::ParishMeeting)
        | (Kind::Group, Kind::Parish)
        | (Kind::ParishMeeting, Kind::Parish) => Agreement::Open,
        _ => Agreement::Other,
    }
}
