//! What each clue of a reply says about whose it is, each for itself.

use super::clues::Clues;
use super::found::{Confidence, Found, Reason};
use super::index::RegisterIndex;
use super::mention::{Mention, MentionRole};
use crate::matching::rank::{CONTRADICTED_RANK, GivenArea, Query};

/// Where a council is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EvidenceSource {
    /// In the cell of a column of councils.
    Cell,
    /// As the sender.
    Sender,
    /// Under or over the text, or "on behalf of".
    Signed,
    Subject,
    Text,
    /// In the address.
    InAddress,
    PlaceInSubject,
    PlaceInText,
}

impl EvidenceSource {
    /// Whether it says who writes.
    pub(super) fn is_author(self) -> bool {
        matches!(self, Self::Cell | Self::Sender | Self::Signed)
    }

    /// Whether a council is named, and not only a place.
    pub(super) fn is_council(self) -> bool {
        self <= Self::Text
    }
}

/// One clue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    pub source: EvidenceSource,
    /// The councils that it may mean, the best first.
    pub councils: Vec<u32>,
    /// Whether it leaves open which of them.
    pub open: bool,
    /// How sure it is, if it is one.
    pub sure: Confidence,
    /// Why each of them.
    pub reasons: Vec<Vec<Reason>>,
    /// Named beside others, "A and B Parish Councils": the number of the run in its text.
    pub run: usize,
    /// Whether a place is only where something happens.
    pub is_location: bool,
}

/// So many different clues are weighed; what comes after them in a text adds nothing.
const MAX_EVIDENCE: usize = 48;

impl RegisterIndex {
    /// All that is said by name.
    pub(super) fn collect_evidence(&self, clues: &Clues<'_>) -> Vec<Evidence> {
        let area = clues.area.filter(|area| !area.trim().is_empty());
        let given = area.map(|written| GivenArea { written, area: self.areas.find(written) });
        let mut evidence = Vec::new();
        if let Some(named) = clues.named.filter(|named| !named.trim().is_empty()) {
            self.claims_of_cell(&self.read_name(named, clues.area), &mut evidence);
        }
        let shown = clues.from.rsplit_once('<').map_or(clues.from, |(shown, _)| shown);
        let shown = if shown.contains('@') { "" } else { shown };
        let places = [
            (shown, EvidenceSource::Sender, EvidenceSource::Sender, None),
            (clues.subject, EvidenceSource::Subject, EvidenceSource::Subject, Some(EvidenceSource::PlaceInSubject)),
            (clues.text, EvidenceSource::Signed, EvidenceSource::Text, Some(EvidenceSource::PlaceInText)),
        ];
        for (text, author, council, place) in places {
            for mention in self.mentions(text) {
                let source = match mention.role {
                    MentionRole::Author => author,
                    MentionRole::Council => council,
                    // A name alone is a person's as well as a place's.
                    MentionRole::Place => match place {
                        Some(place) => place,
                        None => continue,
                    },
                };
                self.claim(mention, source, given, &mut evidence);
            }
        }
        self.claims_of_address(clues, given, &mut evidence);
        evidence
    }

    fn claims_of_cell(&self, found: &Found, evidence: &mut Vec<Evidence>) {
        let places: Vec<u32> =
            found.candidates().iter().filter_map(|candidate| self.index_of(candidate.council)).collect();
        let sure = found.candidates().first().map_or(Confidence::Possible, |first| first.confidence);
        let reasons: Vec<Vec<Reason>> = found.candidates().iter().map(|candidate| candidate.reasons.clone()).collect();
        let claim = |councils, open, sure, reasons| Evidence {
            source: EvidenceSource::Cell,
            councils,
            open,
            sure,
            reasons,
            run: 1,
            is_location: false,
        };
        match found {
            Found::None => {}
            Found::Joint(_) => {
                evidence.extend(
                    places.into_iter().zip(reasons).map(|(place, why)| claim(vec![place], false, sure, vec![why])),
                );
            }
            Found::One(_) => evidence.push(claim(places, false, sure, reasons)),
            Found::Ambiguous(_) => evidence.push(claim(places, true, sure, reasons)),
        }
    }

    fn claim(
        &self,
        mention: Mention,
        source: EvidenceSource,
        given: Option<GivenArea<'_>>,
        evidence: &mut Vec<Evidence>,
    ) {
        let asked = Query { kind: mention.kind, area: given };
        let mut weighed = self.rank_names_at(mention.node, asked);
        weighed.hits.truncate(super::found::MAX_CANDIDATES);
        let councils: Vec<u32> = weighed.hits.iter().map(|hit| hit.council).collect();
        let against = weighed.hits.first().is_none_or(|hit| hit.rank >= CONTRADICTED_RANK);
        let open = weighed.question || councils.len() > 1;
        // "Romsley and Alveley Parish Council": places of one council.
        let beside = evidence.iter_mut().rev().take_while(|claim| claim.source == source && claim.run == mention.run);
        for claim in beside {
            let both: Vec<usize> =
                (0..claim.councils.len()).filter(|at| councils.contains(&claim.councils[*at])).collect();
            if let [only] = both.as_slice() {
                claim.councils = vec![claim.councils[*only]];
                claim.reasons = vec![claim.reasons[*only].clone()];
                claim.open = false;
                return;
            }
        }
        let same = evidence.iter_mut().find(|claim| claim.source == source && claim.councils == councils);
        if let Some(known) = same {
            known.sure = known.sure.min(weighed.sure);
            known.open &= open;
            known.is_location &= mention.is_location;
            return;
        }
        if evidence.len() >= MAX_EVIDENCE {
            return;
        }
        evidence.push(Evidence {
            source,
            open,
            sure: if against { Confidence::Possible } else { weighed.sure },
            reasons: weighed.hits.iter().map(|hit| self.reasons(*hit, asked)).collect(),
            councils,
            run: mention.run,
            is_location: mention.is_location,
        });
    }

    fn claims_of_address(&self, clues: &Clues<'_>, given: Option<GivenArea<'_>>, evidence: &mut Vec<Evidence>) {
        let undelivered = clues.undelivered.iter().map(|address| address.raw()).take(MAX_EVIDENCE);
        let sender = Some(clues.sender).filter(|_| clues.undelivered.is_empty());
        for address in undelivered.chain(sender) {
            let Some(inside) = self.addresses.find_name(address) else { continue };
            let asked = Query { kind: inside.kind, area: given };
            let weighed = self.rank_names_at(inside.node, asked);
            let hits = weighed.hits.iter().filter(|hit| hit.rank < CONTRADICTED_RANK);
            let councils: Vec<u32> = hits.map(|hit| hit.council).collect();
            if councils.is_empty() {
                continue;
            }
            evidence.push(Evidence {
                source: EvidenceSource::InAddress,
                open: weighed.question || councils.len() > 1,
                sure: Confidence::Likely,
                reasons: councils.iter().map(|_| vec![Reason::InAddress(address.to_owned())]).collect(),
                councils,
                run: 0,
                is_location: false,
            });
        }
    }
}
