//! Ranks the councils that share a name, by kind and area.

use super::areas::Area;
use super::found::{Candidate, Confidence, Found, MAX_CANDIDATES, Reason};
use super::index::RegisterIndex;
use super::name_variants::{Name, NameOrigin};
use super::tokenizer::{RURAL, URBAN};
use crate::matching::name_trie::Node;
use charter::council::Kind;

/// What was written beside the name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Query<'a> {
    pub kind: Option<Kind>,
    pub area: Option<StatedArea<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct StatedArea<'a> {
    pub written: &'a str,
    /// `None` if the register has no such area.
    pub area: Option<Area>,
}

/// A council whose name fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub council: u32,
    /// Id of the name.
    pub name: u32,
    /// Less is better.
    pub rank: u8,
}

#[derive(Clone, Debug)]
pub(super) struct RankedHits {
    /// Confidence if the first hit is the right one.
    pub confidence: Confidence,
    /// Whether a person has to choose.
    pub needs_choice: bool,
    /// Best first.
    pub hits: Vec<Hit>,
    /// Ids of longer names of other councils, one for each.
    pub longer_names: Vec<u32>,
}

/// If more councils have longer names, a bare name may be short for any of them.
const MAX_LONGER_NAMES: usize = 1;

impl RegisterIndex {
    pub(super) fn rank_names_at(&self, node: Node, query: Query<'_>) -> RankedHits {
        let mut hits: Vec<Hit> = self.trie.names_at(node).map(|(id, name)| self.rank_name(id, name, query)).collect();
        hits.sort_by_key(|hit| hit.rank);
        let is_contradicted = |hit: &Hit| hit.rank >= CONTRADICTED_RANK;
        let matches_alias = |name: &Name| matches!(name.origin, NameOrigin::Learnt(_)) && name.kind == query.kind;
        let is_alias = |hit: &Hit| self.trie.name(hit.name).is_some_and(matches_alias);
        if let [one] =
            hits.iter().filter(|hit| is_alias(hit) && !is_contradicted(hit)).copied().collect::<Vec<_>>().as_slice()
        {
            return RankedHits {
                confidence: Confidence::Certain,
                needs_choice: false,
                hits: vec![*one],
                longer_names: Vec::new(),
            };
        }
        let mut compatible: Vec<Hit> = hits.iter().filter(|hit| !is_contradicted(hit)).copied().collect();
        self.prefer_stated_kind(&mut compatible, query);
        let (longer_names, has_twin) = self.longer_names(node, &hits, &compatible, query);
        let is_unknown_area = query.area.is_some_and(|area| area.area.is_none());
        match compatible.as_slice() {
            [] => {
                let other_area = hits.iter().any(|hit| hit.rank >= OTHER_AREA_RANK);
                let needs_choice = hits.len() > 1 || other_area || !longer_names.is_empty();
                RankedHits { confidence: Confidence::Likely, needs_choice, hits, longer_names }
            }
            [one] => {
                let whole = one.rank < CERTAIN_RANK;
                let alone = longer_names.is_empty() && whole && !is_unknown_area && !self.is_ambiguous(*one, query);
                let confidence = if alone { Confidence::Certain } else { Confidence::Likely };
                let short_for_any = longer_names.len() > MAX_LONGER_NAMES && query.kind.is_none();
                let needs_choice = has_twin || short_for_any || (!whole && !longer_names.is_empty());
                RankedHits { confidence, needs_choice, hits: compatible, longer_names }
            }
            _ => RankedHits { confidence: Confidence::Likely, needs_choice: true, hits: compatible, longer_names },
        }
    }

    pub(super) fn rank_name(&self, id: u32, name: &Name, query: Query<'_>) -> Hit {
        let council = name.council;
        let mut rank = name.origin.rank() * 2;
        if let Some(kind) = query.kind {
            rank += match match_kind(kind, self.kind(council)) {
                KindMatch::Same => 0,
                KindMatch::Compatible => 1,
                KindMatch::Different => CONTRADICTED_RANK,
            };
        }
        if !self.in_area(council, query.area) {
            rank += OTHER_AREA_RANK;
        }
        Hit { council, name: id, rank }
    }

    /// A town council was written and this one is not known to be one: there is a Stone Town Council elsewhere.
    pub(super) fn is_ambiguous(&self, hit: Hit, query: Query<'_>) -> bool {
        query.kind.is_some_and(|kind| matches!(kind, Kind::Town | Kind::City) && self.kind(hit.council) != kind)
    }

    /// No two town councils share a name: where one is known, a council of unknown kind is not meant.
    pub(super) fn prefer_stated_kind(&self, compatible: &mut Vec<Hit>, query: Query<'_>) {
        let stated = query.kind.filter(|kind| matches!(kind, Kind::Town | Kind::City));
        if let Some(kind) = stated
            && compatible.iter().any(|hit| self.kind(hit.council) == kind)
        {
            compatible.retain(|hit| self.kind(hit.council) == kind);
        }
    }

    /// Ids of longer names of other councils, and whether one of them is the "Rural" or "Urban" twin.
    fn longer_names(&self, node: Node, hits: &[Hit], compatible: &[Hit], query: Query<'_>) -> (Vec<u32>, bool) {
        let is_decided = compatible.first().is_some_and(|hit| {
            query.kind.is_some_and(|kind| matches!(kind, Kind::Town | Kind::City) && self.kind(hit.council) == kind)
        });
        let (mut longer_names, mut councils, mut has_twin) = (Vec::new(), Vec::new(), false);
        let twins = [RURAL, URBAN].map(|word| self.trie.child(node, word));
        for (id, name) in self.trie.longer_names(node) {
            let same = hits.iter().any(|hit| hit.council == name.council);
            if same || is_decided || self.rank_name(id, name, query).rank >= CONTRADICTED_RANK {
                continue;
            }
            let is_twin = |at: Node| self.trie.names_at(at).any(|(_, other)| other.council == name.council);
            has_twin |= twins.iter().flatten().any(|at| is_twin(*at));
            if councils.len() < MAX_CANDIDATES && !councils.contains(&name.council) {
                councils.push(name.council);
                longer_names.push(id);
            }
        }
        (longer_names, has_twin)
    }

    /// An unknown area contradicts nothing.
    pub(super) fn in_area(&self, council: u32, area: Option<StatedArea<'_>>) -> bool {
        let area = area.and_then(|area| area.area);
        area.is_none_or(|area| self.areas.contains(area, council as usize))
    }

    pub(super) fn to_found(&self, ranked: &RankedHits, query: Query<'_>) -> Found {
        let councils: Vec<u32> = ranked.hits.iter().map(|hit| hit.council).collect();
        let mut candidates: Vec<Candidate> = ranked
            .hits
            .iter()
            .map(|hit| {
                let mut reasons = self.reasons(*hit, query);
                let twin = councils.iter().find(|other| **other != hit.council);
                reasons.extend(twin.map(|has_twin| Reason::Twin(self.label(*has_twin))));
                let confidence = if hit.rank >= CONTRADICTED_RANK { Confidence::Possible } else { ranked.confidence };
                Candidate { council: self.id(hit.council), confidence, reasons }
            })
            .collect();
        for name in ranked.longer_names.iter().filter_map(|id| self.trie.name(*id)) {
            if ranked.needs_choice {
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
        if ranked.needs_choice || candidates.len() != 1 {
            return Found::ambiguous(candidates);
        }
        let only = candidates.pop().map(|mut only| {
            only.confidence = ranked.confidence;
            only
        });
        only.map_or(Found::None, Found::One)
    }

    /// Why a council fits, and what contradicts it.
    pub(super) fn reasons(&self, hit: Hit, query: Query<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if let Some(name) = self.trie.name(hit.name) {
            reasons.push(match name.origin {
                NameOrigin::Learnt(on) => Reason::LearntName(on),
                NameOrigin::Own => Reason::Name,
                NameOrigin::Parish => Reason::Parish(name.text.to_string()),
                NameOrigin::Short => Reason::Shortened(name.text.to_string()),
                NameOrigin::Part => Reason::Part(name.text.to_string()),
            });
        }
        if let Some(area) = query.area {
            let agrees = area.area.is_some() && self.in_area(hit.council, query.area);
            let area = area.written.trim().to_owned();
            reasons.push(if agrees { Reason::Area(area) } else { Reason::OtherArea(area) });
        }
        let kind = self.kind(hit.council);
        if query.kind.is_some_and(|stated| match_kind(stated, kind) == KindMatch::Different) {
            reasons.push(Reason::OtherKind(kind.label()));
        }
        reasons
    }
}

/// From this rank on, the stated kind or area contradicts the council.
pub(super) const CONTRADICTED_RANK: u8 = 16;
/// From this rank on, the area does.
const OTHER_AREA_RANK: u8 = 64;
/// Below this rank a name is the council's whole name or an equivalent.
pub(super) const CERTAIN_RANK: u8 = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum KindMatch {
    Same,
    Compatible,
    Different,
}

/// "Parish council" is also said of groups and parish meetings.
fn match_kind(stated: Kind, actual: Kind) -> KindMatch {
    match (stated, actual) {
        (stated, actual) if stated == actual => KindMatch::Same,
        (_, Kind::Unknown)
        | (Kind::Parish, Kind::Group | Kind::ParishMeeting)
        | (Kind::Group, Kind::Parish)
        | (Kind::ParishMeeting, Kind::Parish) => KindMatch::Compatible,
        _ => KindMatch::Different,
    }
}
