//! Decides which council a reply is from, by all its evidence.
//!
//! One council is certain only if nothing contradicts it: by its code, by an address of its own, or by its name as the
//! writer. Contradicting evidence becomes a question to a person.

use super::address::Owner;
use super::clues::Clues;
use super::found::{Candidate, Confidence, Found, MAX_CANDIDATES, Reason};
use super::index::RegisterIndex;
use crate::matching::evidence::{Evidence, EvidenceSource};

/// Evidence of one reply, after [`EvidenceSet::resolve_ambiguous`].
struct EvidenceSet {
    /// Councils to which the sender's address belongs.
    owners: Vec<Owner>,
    /// Whether the addresses are recipients that a bounce names as not reached.
    bounced: bool,
    /// Whether the text has a name before "Parish Council" that no council of the register has.
    names_unknown: bool,
    evidence: Vec<Evidence>,
}

impl RegisterIndex {
    pub(super) fn decide(&self, clues: &Clues<'_>) -> Found {
        let set = self.gather(clues);
        if let Some(council) = clues.code.and_then(|code| self.council_with_code(code)) {
            return self.by_code(council, clues.code.unwrap_or_default(), &set);
        }
        let authors = set.named_councils(|source| source.is_author());
        if set.is_joint(&authors) {
            let confidence = if set.are_all_owners(&authors) { Confidence::Certain } else { Confidence::Likely };
            return Found::Joint(
                authors.iter().take(MAX_CANDIDATES).map(|council| self.candidate(&set, *council, confidence)).collect(),
            );
        }
        match set.owners.as_slice() {
            [] => self.by_name(&set, &authors),
            [owner] => self.by_address(&set, owner.council, &authors),
            _ => self.by_shared_address(&set, &authors),
        }
    }

    fn gather(&self, clues: &Clues<'_>) -> EvidenceSet {
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
        let names_unknown = self.names_unknown_council(clues.text);
        let mut set = EvidenceSet { owners, bounced, names_unknown, evidence: self.collect_evidence(clues) };
        set.resolve_ambiguous();
        set
    }

    fn by_code(&self, council: u32, code: &str, set: &EvidenceSet) -> Found {
        let mut others = set.named_councils(|source| source == EvidenceSource::Cell);
        others.retain(|other| *other != council);
        let ambiguous =
            set.evidence.iter().any(|item| item.source == EvidenceSource::Cell && !item.councils.contains(&council));
        let confidence = if others.is_empty() && !ambiguous { Confidence::Certain } else { Confidence::Likely };
        let mut candidate = self.candidate(set, council, confidence);
        candidate.reasons.insert(0, Reason::Code(code.trim().to_owned()));
        if confidence == Confidence::Certain {
            return Found::One(candidate);
        }
        if others.is_empty() {
            others = set.ambiguous_councils(|source| source == EvidenceSource::Cell);
        }
        self.ambiguous_between(set, candidate, &others)
    }

    /// The address belongs to one council.
    fn by_address(&self, set: &EvidenceSet, owner: u32, authors: &[u32]) -> Found {
        let mut others = set.named_councils(EvidenceSource::is_council);
        others.extend(set.ambiguous_councils(|source| source.is_council() || source == EvidenceSource::PlaceInSubject));
        let places =
            set.evidence.iter().filter(|item| item.source == EvidenceSource::PlaceInSubject && !item.is_location);
        // A subject that is only a place counts as a name: "Priorities - Clun".
        others.extend(places.filter(|item| !item.ambiguous).flat_map(|item| item.councils.first()));
        deduplicate(&mut others);
        others.retain(|other| *other != owner);
        if others.is_empty() {
            return Found::One(self.candidate(set, owner, Confidence::Certain));
        }
        let candidate = self.candidate(set, owner, Confidence::Likely);
        if authors == [owner] && set.ambiguous_councils(EvidenceSource::is_author).is_empty() {
            return Found::One(candidate);
        }
        self.ambiguous_between(set, candidate, &others)
    }

    /// The address belongs to several councils: one clerk may write for all of them.
    fn by_shared_address(&self, set: &EvidenceSet, authors: &[u32]) -> Found {
        let owners: Vec<u32> = set.owners.iter().map(|owner| owner.council).collect();
        let named_councils = set.named_councils(EvidenceSource::is_council);
        let owner: Vec<u32> = named_councils.iter().copied().filter(|council| owners.contains(council)).collect();
        let names_others = named_councils.len() > owner.len();
        match owner.as_slice() {
            [one] if !names_others => return Found::One(self.candidate(set, *one, Confidence::Certain)),
            [one] if authors == [*one] => return Found::One(self.candidate(set, *one, Confidence::Likely)),
            [_, _, ..] if !names_others && authors.len() != 1 => {
                return Found::Joint(
                    owner.iter().map(|council| self.candidate(set, *council, Confidence::Likely)).collect(),
                );
            }
            [_, _, ..] if authors.len() == 1 && owner.contains(&authors[0]) => {
                return Found::One(self.candidate(set, authors[0], Confidence::Likely));
            }
            _ => {}
        }
        if named_councils.is_empty() {
            for (source, confidence) in [
                (EvidenceSource::PlaceInSubject, Confidence::Certain),
                (EvidenceSource::PlaceInText, Confidence::Likely),
            ] {
                let mut places = set.named_councils(|known| known == source);
                places.retain(|index| owners.contains(index));
                if let [one] = places.as_slice() {
                    return Found::One(self.candidate(set, *one, confidence));
                }
            }
        }
        let mut all: Vec<u32> = owner;
        all.extend(named_councils);
        all.extend(owners);
        self.choice_of(set, all)
    }

    /// The address belongs to no council.
    fn by_name(&self, set: &EvidenceSet, authors: &[u32]) -> Found {
        let named_councils = set.named_councils(EvidenceSource::is_council);
        let ambiguous = set.ambiguous_councils(EvidenceSource::is_council);
        let in_address = set.named_councils(|source| source == EvidenceSource::InAddress);
        let against = |council: u32| in_address.iter().any(|other| *other != council);
        let best = match (authors, named_councils.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        };
        if let Some(one) = best {
            let mut others: Vec<u32> =
                named_councils.iter().chain(&ambiguous).copied().filter(|council| *council != one).collect();
            let by_author = !authors.is_empty() && set.ambiguous_councils(EvidenceSource::is_author).is_empty();
            if (others.is_empty() || by_author) && !against(one) {
                let alone = others.is_empty() && set.is_certain(one);
                let confidence = if alone { Confidence::Certain } else { Confidence::Likely };
                return Found::One(self.candidate(set, one, confidence));
            }
            others.extend(in_address.iter().filter(|other| **other != one));
            deduplicate(&mut others);
            return self.ambiguous_between(set, self.candidate(set, one, Confidence::Likely), &others);
        }
        let mut all = named_councils;
        all.extend(ambiguous);
        if all.is_empty() {
            return self.by_place(set, &in_address);
        }
        all.extend(in_address);
        self.choice_of(set, all)
    }

    /// No council is named. What remains is a name inside the address, and places.
    fn by_place(&self, set: &EvidenceSet, in_address: &[u32]) -> Found {
        if let [one] = in_address {
            return Found::One(self.candidate(set, *one, Confidence::Likely));
        }
        let mut all = in_address.to_vec();
        all.extend(set.ambiguous_councils(|source| source == EvidenceSource::InAddress));
        let subject: Vec<&Evidence> =
            set.evidence.iter().filter(|item| item.source == EvidenceSource::PlaceInSubject).collect();
        if let ([], [item]) = (all.as_slice(), subject.as_slice())
            && !item.is_location
            && !item.ambiguous
            && let [one] = item.councils.as_slice()
        {
            return Found::One(self.candidate(set, *one, Confidence::Likely));
        }
        for source in [EvidenceSource::PlaceInSubject, EvidenceSource::PlaceInText] {
            all.extend(set.evidence.iter().filter(|item| item.source == source).flat_map(|item| &item.councils));
        }
        self.choice_of(set, all)
    }

    fn choice_of(&self, set: &EvidenceSet, mut councils: Vec<u32>) -> Found {
        deduplicate(&mut councils);
        Found::ambiguous(councils.iter().map(|council| self.candidate(set, *council, Confidence::Possible)).collect())
    }

    /// Asks a person: one council is likely, but the others contradict it.
    fn ambiguous_between(&self, set: &EvidenceSet, mut best: Candidate, others: &[u32]) -> Found {
        if let Some(other) = others.first() {
            best.reasons.push(Reason::Against(self.label(*other)));
        }
        let others = others.iter().map(|council| self.candidate(set, *council, Confidence::Possible));
        Found::ambiguous(std::iter::once(best).chain(others).collect())
    }

    fn candidate(&self, set: &EvidenceSet, council: u32, confidence: Confidence) -> Candidate {
        let mut reasons = Vec::new();
        if let Some(owner) = set.owners.iter().find(|owner| owner.council == council) {
            reasons.extend(set.bounced.then_some(Reason::Undelivered));
            reasons.push(owner.learnt_on.map_or(Reason::ContactAddress, Reason::LearntAddress));
            if set.owners.len() > 1 && !set.bounced {
                reasons.push(Reason::SharedAddress(set.owners.len()));
            }
        }
        for item in &set.evidence {
            let Some(index) = item.councils.iter().position(|known| *known == council) else { continue };
            let where_named = match item.source {
                EvidenceSource::Sender => Some(Reason::Sender),
                EvidenceSource::Signed => Some(Reason::Signed),
                EvidenceSource::Subject => Some(Reason::Subject),
                EvidenceSource::Text => Some(Reason::Text),
                EvidenceSource::PlaceInSubject => Some(Reason::PlaceInSubject),
                EvidenceSource::PlaceInText => Some(Reason::PlaceInText),
                EvidenceSource::Cell | EvidenceSource::InAddress => None,
            };
            let twin = item.councils.iter().find(|other| **other != council).filter(|_| item.ambiguous);
            let twin = twin.map(|twin| Reason::Twin(self.label(*twin)));
            let why = item.reasons.get(index).into_iter().flatten().cloned();
            // "Named in the subject" implies that the name was written.
            let is_named = where_named.is_some();
            for reason in
                where_named.into_iter().chain(why.filter(|why| !(is_named && *why == Reason::Name))).chain(twin)
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
    /// Lets unambiguous evidence decide ambiguous evidence: first the address, then the name inside it, then names without a
    /// twin.
    fn resolve_ambiguous(&mut self) {
        let owners: Vec<u32> = self.owners.iter().map(|owner| owner.council).collect();
        let in_address = self.named_councils(|source| source == EvidenceSource::InAddress);
        let unambiguous = self.named_councils(EvidenceSource::is_council);
        for item in self.evidence.iter_mut().filter(|item| item.ambiguous) {
            for known in [&owners, &in_address, &unambiguous] {
                let mut shared =
                    item.councils.iter().copied().enumerate().filter(|(_, council)| known.contains(council));
                if let (Some((index, council)), None) = (shared.next(), shared.next()) {
                    item.reasons = item.reasons.get(index).cloned().into_iter().collect();
                    item.councils = vec![council];
                    item.ambiguous = false;
                    item.confidence = item.confidence.max(Confidence::Likely);
                    break;
                }
            }
        }
    }

    /// Councils that unambiguous evidence from these sources names, without duplicates.
    fn named_councils(&self, wanted: impl Fn(EvidenceSource) -> bool) -> Vec<u32> {
        let evidence = self.evidence.iter().filter(|item| !item.ambiguous && wanted(item.source));
        let mut councils: Vec<u32> = evidence.filter_map(|item| item.councils.first().copied()).collect();
        deduplicate(&mut councils);
        councils
    }

    /// Councils among which ambiguous evidence from these sources leaves the choice.
    fn ambiguous_councils(&self, wanted: impl Fn(EvidenceSource) -> bool) -> Vec<u32> {
        let evidence = self.evidence.iter().filter(|item| item.ambiguous && wanted(item.source));
        let mut councils: Vec<u32> = evidence.flat_map(|item| item.councils.iter().copied()).collect();
        deduplicate(&mut councils);
        councils
    }

    /// Whether several councils signed together.
    fn is_joint(&self, authors: &[u32]) -> bool {
        let by_signature = self.named_councils(|source| source == EvidenceSource::Signed);
        let by_sender = self.named_councils(|source| source == EvidenceSource::Sender);
        let by_cell = self.named_councils(|source| source == EvidenceSource::Cell);
        let together = |councils: &[u32]| councils.len() > 1 && authors.iter().all(|author| councils.contains(author));
        authors.len() > 1 && (together(&by_signature) || together(&by_sender) || together(&by_cell))
    }

    fn are_all_owners(&self, councils: &[u32]) -> bool {
        councils.iter().all(|council| self.owners.iter().any(|owner| owner.council == *council))
    }

    /// Whether the writer gave an unambiguous name, or the address contains a name that the text gives too.
    fn is_certain(&self, council: u32) -> bool {
        let certain_sources: Vec<EvidenceSource> = self
            .evidence
            .iter()
            .filter(|item| item.councils == [council] && !item.ambiguous && item.confidence == Confidence::Certain)
            .filter(|item| item.source.is_council())
            .map(|item| item.source)
            .collect();
        let in_address = self.named_councils(|source| source == EvidenceSource::InAddress) == [council];
        let is_doubted = self.evidence.iter().any(|item| {
            item.source == EvidenceSource::Cell && item.councils == [council] && item.confidence != Confidence::Certain
        });
        let author = certain_sources.iter().any(|source| source.is_author());
        // "Ludlow Town Council: our priorities", and no other council is named, not even one that is unknown.
        let only_one = || !self.names_unknown && self.evidence.iter().all(|item| item.councils.contains(&council));
        let subject = certain_sources.contains(&EvidenceSource::Subject) && only_one();
        // "Ludlow Town Council, Hampshire", wherever it stands.
        let is_contradicted = self.evidence.iter().any(|item| item.is_contradicted && item.councils.contains(&council));
        !is_doubted && !is_contradicted && (author || subject || (in_address && !certain_sources.is_empty()))
    }
}

/// Removes duplicates, keeping the order.
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
