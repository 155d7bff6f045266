//! What the clues of a reply say together.
//!
//! One council is certain only where nothing speaks for another: its code; its address alone; its name as the writer's own.
//! Clues that contradict each other are a question, with all that they name.

use super::address::Owner;
use super::clues::Clues;
use super::found::{Candidate, Confidence, Found, MAX_CANDIDATES, Reason};
use super::index::RegisterIndex;
use crate::matching::evidence::{Evidence, EvidenceSource};

/// The clues, each settled as far as the others settle it.
struct EvidenceSet {
    /// The councils whose address it is.
    owners: Vec<Owner>,
    /// The addresses are those of a report that nothing could be delivered.
    bounced: bool,
    evidence: Vec<Evidence>,
}

impl RegisterIndex {
    pub(super) fn decide(&self, clues: &Clues<'_>) -> Found {
        let case = self.case(clues);
        if let Some(council) = clues.code.and_then(|code| self.council_with_code(code)) {
            return self.by_code(council, clues.code.unwrap_or_default(), &case);
        }
        let authors = case.named(|source| source.is_author());
        if case.is_joint(&authors) {
            let sure = if case.all_own(&authors) { Confidence::Certain } else { Confidence::Likely };
            return Found::Joint(
                authors.iter().take(MAX_CANDIDATES).map(|council| self.candidate(&case, *council, sure)).collect(),
            );
        }
        match case.owners.as_slice() {
            [] => self.by_name(&case, &authors),
            [owner] => self.by_address(&case, owner.council, &authors),
            _ => self.by_shared_address(&case, &authors),
        }
    }

    fn case(&self, clues: &Clues<'_>) -> EvidenceSet {
        let mut owners: Vec<Owner> = Vec::new();
        let bounced = !clues.undelivered.is_empty();
        let addresses = clues.undelivered.iter().map(|address| address.raw()).take(MAX_CANDIDATES);
        for address in addresses.chain(Some(clues.sender).filter(|_| !bounced)) {
            for owner in self.addresses.owners(address) {
                if owners.iter().all(|known| known.council != owner.council) {
                    owners.push(*owner);
                }
            }
        }
        let mut case = EvidenceSet { owners, bounced, evidence: self.collect_evidence(clues) };
        case.settle();
        case
    }

    fn by_code(&self, council: u32, code: &str, case: &EvidenceSet) -> Found {
        let mut others = case.named(|source| source == EvidenceSource::Cell);
        others.retain(|other| *other != council);
        let open = case
            .evidence
            .iter()
            .any(|claim| claim.source == EvidenceSource::Cell && !claim.councils.contains(&council));
        let sure = if others.is_empty() && !open { Confidence::Certain } else { Confidence::Likely };
        let mut candidate = self.candidate(case, council, sure);
        candidate.reasons.insert(0, Reason::Code(code.trim().to_owned()));
        if sure == Confidence::Certain {
            return Found::One(candidate);
        }
        if others.is_empty() {
            others = case.open(|source| source == EvidenceSource::Cell);
        }
        self.question(case, candidate, &others)
    }

    /// The address is one council's.
    fn by_address(&self, case: &EvidenceSet, own: u32, authors: &[u32]) -> Found {
        let mut others = case.named(EvidenceSource::is_council);
        others.extend(case.open(|source| source.is_council() || source == EvidenceSource::PlaceInSubject));
        let places =
            case.evidence.iter().filter(|claim| claim.source == EvidenceSource::PlaceInSubject && !claim.is_location);
        // A subject that is a place is as good as a name: "Priorities - Clun".
        others.extend(places.filter(|claim| !claim.open).flat_map(|claim| claim.councils.first()));
        deduplicate(&mut others);
        others.retain(|other| *other != own);
        if others.is_empty() {
            return Found::One(self.candidate(case, own, Confidence::Certain));
        }
        let candidate = self.candidate(case, own, Confidence::Likely);
        if authors == [own] && case.open(EvidenceSource::is_author).is_empty() {
            return Found::One(candidate);
        }
        self.question(case, candidate, &others)
    }

    /// One clerk writes for several councils.
    fn by_shared_address(&self, case: &EvidenceSet, authors: &[u32]) -> Found {
        let owners: Vec<u32> = case.owners.iter().map(|owner| owner.council).collect();
        let named = case.named(EvidenceSource::is_council);
        let own: Vec<u32> = named.iter().copied().filter(|council| owners.contains(council)).collect();
        let foreign = named.len() > own.len();
        match own.as_slice() {
            [one] if !foreign => return Found::One(self.candidate(case, *one, Confidence::Certain)),
            [one] if authors == [*one] => return Found::One(self.candidate(case, *one, Confidence::Likely)),
            [_, _, ..] if !foreign && authors.len() != 1 => {
                return Found::Joint(
                    own.iter().map(|council| self.candidate(case, *council, Confidence::Likely)).collect(),
                );
            }
            [_, _, ..] if authors.len() == 1 && own.contains(&authors[0]) => {
                return Found::One(self.candidate(case, authors[0], Confidence::Likely));
            }
            _ => {}
        }
        if named.is_empty() {
            for (source, sure) in [
                (EvidenceSource::PlaceInSubject, Confidence::Certain),
                (EvidenceSource::PlaceInText, Confidence::Likely),
            ] {
                let mut places = case.named(|known| known == source);
                places.retain(|place| owners.contains(place));
                if let [one] = places.as_slice() {
                    return Found::One(self.candidate(case, *one, sure));
                }
            }
        }
        let mut all: Vec<u32> = own;
        all.extend(named);
        all.extend(owners);
        deduplicate(&mut all);
        Found::ambiguous(all.iter().map(|council| self.candidate(case, *council, Confidence::Possible)).collect())
    }

    /// The address is nobody's.
    fn by_name(&self, case: &EvidenceSet, authors: &[u32]) -> Found {
        let named = case.named(EvidenceSource::is_council);
        let open = case.open(EvidenceSource::is_council);
        let inside = case.named(|source| source == EvidenceSource::InAddress);
        let against = |council: u32| inside.iter().any(|other| *other != council);
        let best = match (authors, named.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        };
        if let Some(one) = best {
            let mut others: Vec<u32> = named.iter().chain(&open).copied().filter(|council| *council != one).collect();
            let by_author = !authors.is_empty() && case.open(EvidenceSource::is_author).is_empty();
            if (others.is_empty() || by_author) && !against(one) {
                let alone = others.is_empty() && case.is_sure(one);
                let sure = if alone { Confidence::Certain } else { Confidence::Likely };
                return Found::One(self.candidate(case, one, sure));
            }
            others.extend(inside.iter().filter(|other| **other != one));
            deduplicate(&mut others);
            return self.question(case, self.candidate(case, one, Confidence::Likely), &others);
        }
        let mut all = named;
        all.extend(open);
        if all.is_empty() {
            return self.by_less(case, &inside);
        }
        all.extend(inside);
        deduplicate(&mut all);
        Found::ambiguous(all.iter().map(|council| self.candidate(case, *council, Confidence::Possible)).collect())
    }

    /// No council is named: what is left is the address, and places.
    fn by_less(&self, case: &EvidenceSet, inside: &[u32]) -> Found {
        if let [one] = inside {
            return Found::One(self.candidate(case, *one, Confidence::Likely));
        }
        let mut all = inside.to_vec();
        all.extend(case.open(|source| source == EvidenceSource::InAddress));
        let subject: Vec<&Evidence> =
            case.evidence.iter().filter(|claim| claim.source == EvidenceSource::PlaceInSubject).collect();
        if let ([], [claim]) = (all.as_slice(), subject.as_slice())
            && !claim.is_location
            && !claim.open
            && let [one] = claim.councils.as_slice()
        {
            return Found::One(self.candidate(case, *one, Confidence::Likely));
        }
        for source in [EvidenceSource::PlaceInSubject, EvidenceSource::PlaceInText] {
            all.extend(case.evidence.iter().filter(|claim| claim.source == source).flat_map(|claim| &claim.councils));
        }
        deduplicate(&mut all);
        Found::ambiguous(all.iter().map(|council| self.candidate(case, *council, Confidence::Possible)).collect())
    }

    /// One council and what speaks against it.
    fn question(&self, case: &EvidenceSet, mut best: Candidate, others: &[u32]) -> Found {
        if let Some(other) = others.first() {
            best.reasons.push(Reason::Against(self.label(*other)));
        }
        let others = others.iter().map(|council| self.candidate(case, *council, Confidence::Possible));
        Found::ambiguous(std::iter::once(best).chain(others).collect())
    }

    fn candidate(&self, case: &EvidenceSet, council: u32, confidence: Confidence) -> Candidate {
        let mut reasons = Vec::new();
        if let Some(owner) = case.owners.iter().find(|owner| owner.council == council) {
            reasons.extend(case.bounced.then_some(Reason::Undelivered));
            reasons.push(owner.learnt_on.map_or(Reason::ContactAddress, Reason::LearntAddress));
            if case.owners.len() > 1 && !case.bounced {
                reasons.push(Reason::SharedAddress(case.owners.len()));
            }
        }
        for claim in &case.evidence {
            let Some(place) = claim.councils.iter().position(|known| *known == council) else { continue };
            let where_named = match claim.source {
                EvidenceSource::Sender => Some(Reason::Sender),
                EvidenceSource::Signed => Some(Reason::Signed),
                EvidenceSource::Subject => Some(Reason::Subject),
                EvidenceSource::Text => Some(Reason::Text),
                EvidenceSource::PlaceInSubject => Some(Reason::PlaceInSubject),
                EvidenceSource::PlaceInText => Some(Reason::PlaceInText),
                EvidenceSource::Cell | EvidenceSource::InAddress => None,
            };
            let twin = claim.councils.iter().find(|other| **other != council).filter(|_| claim.open);
            let twin = twin.map(|twin| Reason::Twin(self.label(*twin)));
            let why = claim.reasons.get(place).into_iter().flatten().cloned();
            // A whole name needs no saying where it is said that it is named.
            let named = where_named.is_some();
            for reason in where_named.into_iter().chain(why.filter(|why| !(named && *why == Reason::Name))).chain(twin)
            {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
        Candidate { council: self.id(council), confidence, reasons }
    }
}

impl EvidenceSet {
    /// Lets what is plain decide what is open: the address, then the name in it, then the names that have no twin.
    fn settle(&mut self) {
        let owners: Vec<u32> = self.owners.iter().map(|owner| owner.council).collect();
        let inside = self.named(|source| source == EvidenceSource::InAddress);
        let plain = self.named(EvidenceSource::is_council);
        for claim in self.evidence.iter_mut().filter(|claim| claim.open) {
            for known in [&owners, &inside, &plain] {
                let mut both =
                    claim.councils.iter().copied().enumerate().filter(|(_, council)| known.contains(council));
                if let (Some((place, council)), None) = (both.next(), both.next()) {
                    claim.reasons = claim.reasons.get(place).cloned().into_iter().collect();
                    claim.councils = vec![council];
                    claim.open = false;
                    claim.sure = claim.sure.max(Confidence::Likely);
                    break;
                }
            }
        }
    }

    /// The councils that claims from these sources name plainly, each once.
    fn named(&self, wanted: impl Fn(EvidenceSource) -> bool) -> Vec<u32> {
        let evidence = self.evidence.iter().filter(|claim| !claim.open && wanted(claim.source));
        let mut councils: Vec<u32> = evidence.filter_map(|claim| claim.councils.first().copied()).collect();
        deduplicate(&mut councils);
        councils
    }

    /// The councils among which claims from these sources leave it open.
    fn open(&self, wanted: impl Fn(EvidenceSource) -> bool) -> Vec<u32> {
        let evidence = self.evidence.iter().filter(|claim| claim.open && wanted(claim.source));
        let mut councils: Vec<u32> = evidence.flat_map(|claim| claim.councils.iter().copied()).collect();
        deduplicate(&mut councils);
        councils
    }

    /// Whether several councils write together.
    fn is_joint(&self, authors: &[u32]) -> bool {
        let signed = self.named(|source| source == EvidenceSource::Signed);
        let sender = self.named(|source| source == EvidenceSource::Sender);
        let cell = self.named(|source| source == EvidenceSource::Cell);
        let together = |councils: &[u32]| councils.len() > 1 && authors.iter().all(|author| councils.contains(author));
        authors.len() > 1 && (together(&signed) || together(&sender) || together(&cell))
    }

    fn all_own(&self, councils: &[u32]) -> bool {
        councils.iter().all(|council| self.owners.iter().any(|owner| owner.council == *council))
    }

    /// Whether a name leaves no doubt: the writer's own, without a twin; or one that the address holds too.
    fn is_sure(&self, council: u32) -> bool {
        let certain: Vec<EvidenceSource> = self
            .evidence
            .iter()
            .filter(|claim| claim.councils == [council] && !claim.open && claim.sure == Confidence::Certain)
            .filter(|claim| claim.source.is_council())
            .map(|claim| claim.source)
            .collect();
        let inside = self.named(|source| source == EvidenceSource::InAddress) == [council];
        let doubted = self.evidence.iter().any(|claim| {
            claim.source == EvidenceSource::Cell && claim.councils == [council] && claim.sure != Confidence::Certain
        });
        let author = certain.iter().any(|source| source.is_author());
        !doubted && (author || (inside && !certain.is_empty()))
    }
}

/// Each once, in the order in which they came.
fn deduplicate(councils: &mut Vec<u32>) {
    let mut seen: Vec<u32> = Vec::new();
    councils.retain(|council| {
        let new = !seen.contains(council);
        if new {
            seen.push(*council);
        }
        new
    });
}
