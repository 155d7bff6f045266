//! Collects evidence for the council of a reply. Each piece is judged by itself; `decide` weighs them.

use super::clues::Clues;
use super::found::{Confidence, Found, Reason};
use super::index::RegisterIndex;
use super::mention::{Mention, MentionRole};
use super::misspelt::SimilarName;
use crate::matching::rank::{CONTRADICTED_RANK, Query, StatedArea};

/// Where a council is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EvidenceSource {
    /// Cell of a column of councils.
    Cell,
    /// Display name of the sender.
    Sender,
    /// Signature, heading, or "on behalf of".
    Signed,
    Subject,
    Text,
    /// Inside the email address.
    InAddress,
    PlaceInSubject,
    PlaceInText,
}

impl EvidenceSource {
    /// Whether it says who writes.
    pub(super) fn is_author(self) -> bool {
        matches!(self, Self::Cell | Self::Sender | Self::Signed)
    }

    /// Whether it names a council, and not only a place.
    pub(super) fn is_council(self) -> bool {
        self <= Self::Text
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    pub source: EvidenceSource,
    /// Indexes of the councils that it may mean, best first.
    pub councils: Vec<u32>,
    /// Whether several councils fit.
    pub ambiguous: bool,
    /// Confidence if the first council is the right one.
    pub confidence: Confidence,
    /// Reasons, parallel to `councils`.
    pub reasons: Vec<Vec<Reason>>,
    /// Number of the run of names ("A and B Parish Councils") within its text.
    pub run: usize,
    /// Whether the place is only where something happens: "in Wem".
    pub is_location: bool,
    /// Whether the area or the kind beside the name is another one.
    pub is_contradicted: bool,
}

/// More evidence in one reply changes nothing.
const MAX_EVIDENCE: usize = 48;

impl RegisterIndex {
    pub(super) fn collect_evidence(&self, clues: &Clues<'_>) -> Vec<Evidence> {
        let area = clues.area.filter(|area| !area.trim().is_empty());
        let area = area.map(|written| StatedArea { written, area: self.areas.find(written) });
        let mut evidence = Vec::new();
        if let Some(named) = clues.named.filter(|named| !named.trim().is_empty()) {
            self.add_cell(&self.match_written_name(named, clues.area), &mut evidence);
        }
        let display_name = clues.from.rsplit_once('<').map_or(clues.from, |(display_name, _)| display_name);
        let display_name = if display_name.contains('@') { "" } else { display_name };
        let texts = [
            (display_name, EvidenceSource::Sender, EvidenceSource::Sender, None),
            (clues.subject, EvidenceSource::Subject, EvidenceSource::Subject, Some(EvidenceSource::PlaceInSubject)),
            (clues.text, EvidenceSource::Signed, EvidenceSource::Text, Some(EvidenceSource::PlaceInText)),
        ];
        for (text, author, council, place) in texts {
            for mention in self.mentions(text) {
                let source = match mention.role {
                    MentionRole::Author => author,
                    MentionRole::Council => council,
                    // A bare name may also be a person's.
                    MentionRole::Place => match place {
                        Some(place) => place,
                        None => continue,
                    },
                };
                let beside = mention.area.map(|(from, to)| &text[from..to]);
                let beside = beside.map(|written| StatedArea { written, area: self.areas.find(written) });
                self.add_mention(mention, source, beside.or(area), &mut evidence);
            }
        }
        let names_council = evidence.iter().any(|item| item.source.is_council());
        if !names_council {
            self.add_similar_names(clues, &mut evidence);
        }
        self.add_addresses(clues, area, &mut evidence);
        evidence
    }

    /// Misspelt names count only if no council is named rightly.
    fn add_similar_names(&self, clues: &Clues<'_>, evidence: &mut Vec<Evidence>) {
        for (text, council) in [(clues.subject, EvidenceSource::Subject), (clues.text, EvidenceSource::Text)] {
            for SimilarName { found, is_author } in self.similar_names(text) {
                let councils: Vec<u32> =
                    found.candidates().iter().filter_map(|candidate| self.index_of(candidate.council)).collect();
                let source = if is_author { EvidenceSource::Signed } else { council };
                let is_known = evidence.iter().any(|item| item.source == source && item.councils == councils);
                if councils.is_empty() || is_known {
                    continue;
                }
                evidence.push(Evidence {
                    source,
                    ambiguous: !matches!(found, Found::One(_)),
                    confidence: Confidence::Likely,
                    reasons: found.candidates().iter().map(|candidate| candidate.reasons.clone()).collect(),
                    councils,
                    run: 0,
                    is_location: false,
                    is_contradicted: false,
                });
            }
        }
    }

    fn add_cell(&self, found: &Found, evidence: &mut Vec<Evidence>) {
        let councils: Vec<u32> =
            found.candidates().iter().filter_map(|candidate| self.index_of(candidate.council)).collect();
        let confidence = found.candidates().first().map_or(Confidence::Possible, |first| first.confidence);
        let reasons: Vec<Vec<Reason>> = found.candidates().iter().map(|candidate| candidate.reasons.clone()).collect();
        let cell = |councils, ambiguous, confidence, reasons| Evidence {
            source: EvidenceSource::Cell,
            councils,
            ambiguous,
            confidence,
            reasons,
            run: 1,
            is_location: false,
            is_contradicted: false,
        };
        match found {
            Found::None | Found::NotOurs(..) => {}
            Found::Joint(_) => {
                evidence.extend(
                    councils
                        .into_iter()
                        .zip(reasons)
                        .map(|(council, why)| cell(vec![council], false, confidence, vec![why])),
                );
            }
            Found::One(_) => evidence.push(cell(councils, false, confidence, reasons)),
            Found::Ambiguous(_) => evidence.push(cell(councils, true, confidence, reasons)),
        }
    }

    fn add_mention(
        &self,
        mention: Mention,
        source: EvidenceSource,
        area: Option<StatedArea<'_>>,
        evidence: &mut Vec<Evidence>,
    ) {
        let query = Query { kind: mention.kind, area };
        let mut ranked = self.rank_names_at(mention.node, query);
        ranked.hits.truncate(super::found::MAX_CANDIDATES);
        let councils: Vec<u32> = ranked.hits.iter().map(|hit| hit.council).collect();
        let is_contradicted = ranked.hits.first().is_none_or(|hit| hit.rank >= CONTRADICTED_RANK);
        let ambiguous = ranked.needs_choice || councils.len() > 1;
        // "Romsley and Alveley Parish Council" may name two places of one council.
        let same_run = evidence.iter_mut().rev().take_while(|item| item.source == source && item.run == mention.run);
        for item in same_run {
            let shared: Vec<usize> =
                (0..item.councils.len()).filter(|at| councils.contains(&item.councils[*at])).collect();
            if let [only] = shared.as_slice() {
                item.councils = vec![item.councils[*only]];
                item.reasons = vec![item.reasons[*only].clone()];
                item.ambiguous = false;
                return;
            }
        }
        let same = evidence.iter_mut().find(|item| item.source == source && item.councils == councils);
        if let Some(known) = same {
            known.confidence = known.confidence.min(ranked.confidence);
            known.ambiguous &= ambiguous;
            known.is_location &= mention.is_location;
            known.is_contradicted |= is_contradicted;
            return;
        }
        if evidence.len() >= MAX_EVIDENCE {
            return;
        }
        evidence.push(Evidence {
            source,
            ambiguous,
            confidence: if is_contradicted { Confidence::Possible } else { ranked.confidence },
            reasons: ranked.hits.iter().map(|hit| self.reasons(*hit, query)).collect(),
            councils,
            run: mention.run,
            is_location: mention.is_location,
            is_contradicted,
        });
    }

    fn add_addresses(&self, clues: &Clues<'_>, area: Option<StatedArea<'_>>, evidence: &mut Vec<Evidence>) {
        let undelivered = clues.undelivered.iter().map(|address| address.raw()).take(MAX_EVIDENCE);
        let sender = Some(clues.sender).filter(|_| clues.undelivered.is_empty());
        for address in undelivered.chain(sender) {
            let Some(name) = self.addresses.find_name(address) else { continue };
            let query = Query { kind: name.kind, area };
            let ranked = self.rank_names_at(name.node, query);
            let hits = ranked.hits.iter().filter(|hit| hit.rank < CONTRADICTED_RANK);
            let councils: Vec<u32> = hits.map(|hit| hit.council).collect();
            if councils.is_empty() {
                continue;
            }
            evidence.push(Evidence {
                source: EvidenceSource::InAddress,
                ambiguous: ranked.needs_choice || councils.len() > 1,
                confidence: Confidence::Likely,
                reasons: councils.iter().map(|_| vec![Reason::InAddress(address.to_owned())]).collect(),
                councils,
                run: 0,
                is_location: false,
                is_contradicted: false,
            });
        }
    }
}
