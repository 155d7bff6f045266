//! What a name that is found is worth: whether it is one council's alone, or has twins.

use super::areas::Area;
use super::found::{Candidate, Confidence, Found, OFFERED, Reason};
use super::matcher::Matcher;
use super::names::{How, Name};
use super::words::{RURAL, URBAN};
use crate::matching::trie::Node;
use charter::council::Kind;

/// What is said beside the name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Query<'a> {
    /// The sort of council.
    pub kind: Option<Kind>,
    /// The area, if one was given.
    pub area: Option<Given<'a>>,
}

/// An area that was given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
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
pub(super) struct Weighed {
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
const MANY_LONGER: usize = 1;

impl Matcher {
    /// What the names that end at a node are worth.
    pub(super) fn weigh(&self, node: Node, asked: Query<'_>) -> Weighed {
        let mut hits: Vec<Hit> = self.tree.at(node).map(|(number, name)| self.hit(number, name, asked)).collect();
        hits.sort_by_key(|hit| hit.rank);
        let against = |hit: &Hit| hit.rank >= AGAINST;
        let is_taught = |name: &Name| matches!(name.how, How::Learnt(_)) && name.said == asked.kind;
        let taught = |hit: &Hit| self.tree.name(hit.name).is_some_and(is_taught);
        if let [one] = hits.iter().filter(|hit| taught(hit) && !against(hit)).copied().collect::<Vec<_>>().as_slice() {
            return Weighed { sure: Confidence::Certain, question: false, hits: vec![*one], longer: Vec::new() };
        }
        let mut good: Vec<Hit> = hits.iter().filter(|hit| !against(hit)).copied().collect();
        self.prefer_said(&mut good, asked);
        let (longer, twin) = self.longer(node, &hits, &good, asked);
        let unsure_area = asked.area.is_some_and(|given| given.area.is_none());
        match good.as_slice() {
            [] => {
                let other_area = hits.iter().any(|hit| hit.rank >= AGAINST_AREA);
                let question = hits.len() > 1 || other_area || !longer.is_empty();
                Weighed { sure: Confidence::Likely, question, hits, longer }
            }
            [one] => {
                let whole = one.rank < SURE;
                let alone = longer.is_empty() && whole && !unsure_area && !self.is_doubtful(*one, asked);
                let sure = if alone { Confidence::Certain } else { Confidence::Likely };
                let short_for_any = longer.len() > MANY_LONGER && asked.kind.is_none();
                let question = twin || short_for_any || (!whole && !longer.is_empty());
                Weighed { sure, question, hits: good, longer }
            }
            _ => Weighed { sure: Confidence::Likely, question: true, hits: good, longer },
        }
    }

    pub(super) fn hit(&self, number: u32, name: &Name, asked: Query<'_>) -> Hit {
        let council = name.council;
        let mut rank = name.how.rank() * 2;
        if let Some(kind) = asked.kind {
            rank += match agreement(kind, self.kind(council)) {
                Agreement::Same => 0,
                Agreement::Open => 1,
                Agreement::Other => AGAINST,
            };
        }
        if !self.in_area(council, asked.area) {
            rank += AGAINST_AREA;
        }
        Hit { council, name: number, rank }
    }

    /// A town council was written, and this one is not known to be one: there is a Stone Town Council elsewhere.
    pub(super) fn is_doubtful(&self, hit: Hit, asked: Query<'_>) -> bool {
        asked.kind.is_some_and(|kind| matches!(kind, Kind::Town | Kind::City) && self.kind(hit.council) != kind)
    }

    /// There is one town council of a name: where one is known, a council of an unknown sort is not meant.
    pub(super) fn prefer_said(&self, good: &mut Vec<Hit>, asked: Query<'_>) {
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
        let twins = [RURAL, URBAN].map(|word| self.tree.step(node, word));
        for (number, name) in self.tree.below(node) {
            let same = hits.iter().any(|hit| hit.council == name.council);
            if same || settled || self.hit(number, name, asked).rank >= AGAINST {
                continue;
            }
            let is_twin = |at: Node| self.tree.at(at).any(|(_, other)| other.council == name.council);
            twin |= twins.iter().flatten().any(|at| is_twin(*at));
            if councils.len() < OFFERED && !councils.contains(&name.council) {
                councils.push(name.council);
                longer.push(number);
            }
        }
        (longer, twin)
    }

    /// Whether a council is in the area that was given; one that is not known contradicts nothing.
    pub(super) fn in_area(&self, council: u32, area: Option<Given<'_>>) -> bool {
        let area = area.and_then(|given| given.area);
        area.is_none_or(|area| self.areas.holds(area, council as usize))
    }

    /// The answer that a weighed name comes to.
    pub(super) fn answer(&self, weighed: &Weighed, asked: Query<'_>) -> Found {
        let shown: Vec<u32> = weighed.hits.iter().map(|hit| hit.council).collect();
        let mut candidates: Vec<Candidate> = weighed
            .hits
            .iter()
            .map(|hit| {
                let mut reasons = self.reasons(*hit, asked);
                let twin = shown.iter().find(|other| **other != hit.council);
                reasons.extend(twin.map(|twin| Reason::Twin(self.label(*twin))));
                let confidence = if hit.rank >= AGAINST { Confidence::Possible } else { weighed.sure };
                Candidate { council: self.id(hit.council), confidence, reasons }
            })
            .collect();
        for name in weighed.longer.iter().filter_map(|number| self.tree.name(*number)) {
            if weighed.question {
                let reasons = vec![Reason::Shortened(name.shown.to_string())];
                candidates.push(Candidate {
                    council: self.id(name.council),
                    confidence: Confidence::Possible,
                    reasons,
                });
            } else if let Some(first) = candidates.first_mut() {
                first.reasons.push(Reason::Longer(name.shown.to_string()));
                break;
            }
        }
        if weighed.question || candidates.len() != 1 {
            return Found::question(candidates);
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
            reasons.push(match name.how {
                How::Learnt(on) => Reason::LearntName(on),
                How::Own => Reason::Name,
                How::Parish => Reason::Parish(name.shown.to_string()),
                How::Short => Reason::Shortened(name.shown.to_string()),
                How::Part => Reason::Part(name.shown.to_string()),
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
pub(super) const AGAINST: u8 = 16;
/// From this rank on the area does.
const AGAINST_AREA: u8 = 64;
/// Below this rank a name is a council's whole name, or as good as that.
pub(super) const SURE: u8 = 4;

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
