//! Matches a written name: a cell of a sheet, or a name that a person typed.
//!
//! The first rule that finds something decides: the whole name; the name before an area; its parts in any order; a
//! shortened name; a misspelled name; a name among other words.

use super::edit_distance::is_typo_of;
use super::found::{Candidate, Confidence, Found, Reason};
use super::index::RegisterIndex;
use super::name_variants::strip_council_words;
use super::tokenizer::{AND, CLERK, COMMA, ON, RawToken, STOP, THE, UNKNOWN, Word, is_mark, tokenize};
use crate::matching::rank::{CERTAIN_RANK, CONTRADICTED_RANK, Hit, Query, StatedArea};
use crate::matching::written_name::{
    WrittenWord, council_word_ends, expand_abbreviations, split_words, strip_leading_council_words,
    strip_trailing_council_words, word_ids,
};
use charter::council::Kind;

/// Only this much of a text is read; no name is longer.
const MAX_NAME_BYTES: usize = 240;

impl RegisterIndex {
    pub(super) fn match_written_name(&self, written: &str, area: Option<&str>) -> Found {
        let start = written.char_indices().nth(MAX_NAME_BYTES).map_or(written, |(end, _)| &written[..end]);
        let text = expand_abbreviations(start);
        let area = area.filter(|area| !area.trim().is_empty());
        let area = area.map(|written| StatedArea { written, area: self.areas.find(written) });
        if let Some(council) = self.council_with_code(&text) {
            let reasons = vec![Reason::Code(text.trim().to_owned())];
            return Found::One(Candidate { council: self.id(council), confidence: Confidence::Certain, reasons });
        }
        let words = split_words(&text, &self.vocabulary);
        let (words, kind_before) = strip_leading_council_words(&words);
        let name_ends = council_word_ends(words);
        match name_ends.as_slice() {
            [first, _, ..] => {
                self.match_several_names(words, &name_ends, Query { kind: None, area }).unwrap_or_else(|| {
                    let (core, kind) = strip_trailing_council_words(&words[..*first]);
                    self.match_core(core, Query { kind, area }, &text)
                })
            }
            [end] if *end < words.len() => self.match_with_tail(words, *end, area, &text),
            _ => {
                let (core, kind) = strip_trailing_council_words(words);
                self.match_core(core, Query { kind: kind.or(kind_before), area }, &text)
            }
        }
    }

    /// "Prees Parish Council, Shropshire": the rest is an area, or makes the match less certain.
    fn match_with_tail(&self, words: &[WrittenWord], end: usize, area: Option<StatedArea<'_>>, text: &str) -> Found {
        let (core, kind) = strip_trailing_council_words(&words[..end]);
        let tail = text[words[end].start..].trim_matches(|c: char| !c.is_alphanumeric());
        let has_words = words[end..].iter().any(|word| !is_mark(word.word) && word.word != CLERK);
        let tail_area = self.areas.find(tail);
        let area = area.or(tail_area.map(|area| StatedArea { written: tail, area: Some(area) }));
        let found = self.match_core(core, Query { kind, area }, text);
        if has_words && tail_area.is_none() { at_most_likely(found) } else { found }
    }

    /// "Clun TC and Clunbury PC".
    fn match_several_names(&self, words: &[WrittenWord], ends: &[usize], query: Query<'_>) -> Option<Found> {
        let mut start = 0;
        let mut candidates: Vec<Candidate> = Vec::new();
        for end in ends {
            let (part, _) = strip_leading_council_words(&words[start..*end]);
            let (core, kind) = strip_trailing_council_words(part);
            let Found::One(one) = self.match_exact(core, Query { kind, ..query })? else { return None };
            if candidates.iter().all(|known| known.council != one.council) {
                candidates.push(one);
            }
            start = *end;
        }
        Some(if candidates.len() == 1 { Found::One(candidates.remove(0)) } else { Found::Joint(candidates) })
    }

    fn match_core(&self, core: &[WrittenWord], query: Query<'_>, text: &str) -> Found {
        let (Some(first), Some(last)) = (core.first(), core.last()) else { return Found::None };
        let text = &text[..last.end];
        if let Some(found) = self.match_exact(core, query) {
            return found;
        }
        let raw = text[first.start..].trim();
        if self.areas.find(raw).is_some() && core.iter().all(|word| !is_mark(word.word)) {
            return Found::None;
        }
        self.match_before_area(core, query, text)
            .or_else(|| self.match_parts(core, query))
            .or_else(|| self.match_shortened(core, query))
            .or_else(|| self.match_misspelt(core, query))
            .or_else(|| self.match_inside(core, query))
            .unwrap_or(Found::None)
    }

    fn match_exact(&self, core: &[WrittenWord], query: Query<'_>) -> Option<Found> {
        let node = self.trie.find(&word_ids(core))?;
        self.trie.is_end(node).then(|| self.to_found(&self.rank_names_at(node, query), query))
    }

    /// "Colwall, Herefordshire".
    fn match_before_area(&self, core: &[WrittenWord], query: Query<'_>, text: &str) -> Option<Found> {
        (1..core.len()).find_map(|end| {
            let written = text[core[end].start..].trim_matches(|c: char| !c.is_alphanumeric());
            let area = self.areas.find(written)?;
            let area = StatedArea { written, area: Some(area) };
            let query = Query { area: query.area.or(Some(area)), ..query };
            let (core, kind) = strip_trailing_council_words(&core[..end]);
            self.match_exact(core, Query { kind: query.kind.or(kind), ..query })
        })
    }

    /// Parts of a name in any order, or the names of several councils.
    fn match_parts(&self, core: &[WrittenWord], query: Query<'_>) -> Option<Found> {
        let match_parts: Vec<&[WrittenWord]> =
            core.split(|word| matches!(word.word, AND | COMMA | STOP)).filter(|part| !part.is_empty()).collect();
        if match_parts.len() < 2 {
            return None;
        }
        let nodes: Vec<_> = match_parts.iter().filter_map(|part| self.trie.find(&word_ids(part))).collect();
        if nodes.len() < match_parts.len() || nodes.iter().any(|node| !self.trie.is_end(*node)) {
            return None;
        }
        let mut shared: Vec<Hit> = self.rank_names_at(nodes[0], query).hits;
        let has_council =
            |node: &u32, hit: &Hit| self.trie.names_at(*node).any(|(_, name)| name.council == hit.council);
        shared.retain(|hit| nodes.iter().all(|node| has_council(node, hit)));
        if let [one] = shared.as_slice() {
            let sure = if one.rank < CONTRADICTED_RANK { Confidence::Certain } else { Confidence::Likely };
            let mut reasons = vec![Reason::Parts];
            reasons.extend(self.reasons(*one, query).into_iter().skip(1));
            return Some(Found::One(Candidate { council: self.id(one.council), confidence: sure, reasons }));
        }
        if !shared.is_empty() {
            return Some(Found::ambiguous(self.to_candidates(&shared, query)));
        }
        // "Whittington, Oswestry" is a place and its post town.
        if core.iter().all(|word| word.word != AND) {
            return Some(at_most_likely(self.to_found(&self.rank_names_at(nodes[0], query), query)));
        }
        let each: Vec<Found> =
            nodes.iter().map(|node| self.to_found(&self.rank_names_at(*node, query), query)).collect();
        let sure = each.iter().all(|found| matches!(found, Found::One(_)));
        let candidates: Vec<Candidate> = each.iter().flat_map(|found| found.candidates().to_vec()).collect();
        Some(if sure { Found::Joint(candidates) } else { Found::ambiguous(candidates) })
    }

    /// The closest name by edit distance, if it is clearly closer than the next one; otherwise a choice.
    fn match_misspelt(&self, core: &[WrittenWord], query: Query<'_>) -> Option<Found> {
        let spelling: Vec<&str> =
            core.iter().filter(|word| !is_mark(word.word)).map(|word| word.spelling.as_str()).collect();
        let text = spelling.join(" ");
        let written: String = text.chars().take(60).collect();
        let mut ranked: Vec<(usize, usize, Hit)> = Vec::new();
        for similar in self.spelling.find_similar(&text) {
            if !self.is_plausible_typo(core, similar.node) {
                continue;
            }
            for hit in self.rank_names_at(similar.node, query).hits {
                let cost = similar.cost + usize::from(hit.rank.min(CONTRADICTED_RANK)) / 2;
                if !ranked.iter().any(|(_, _, known)| known.council == hit.council) {
                    ranked.push((cost, similar.distance, hit));
                }
            }
        }
        let has_stated_kind = |hit: &Hit| query.kind == Some(self.kind(hit.council));
        if matches!(query.kind, Some(Kind::Town | Kind::City)) && ranked.iter().any(|(_, _, hit)| has_stated_kind(hit))
        {
            ranked.retain(|(_, _, hit)| has_stated_kind(hit));
        }
        ranked.sort_by_key(|(cost, _, _)| *cost);
        let (best, distance, hit) = *ranked.first()?;
        let ahead = ranked.get(1).is_none_or(|(next, _, _)| *next >= best + MIN_COST_LEAD);
        let is_close = distance <= (text.len() / 4).max(1) && hit.rank < CERTAIN_RANK && !self.is_ambiguous(hit, query);
        let mut candidates: Vec<Candidate> = ranked
            .iter()
            .filter(|(cost, _, _)| *cost <= best + 2 * MIN_COST_LEAD)
            .map(|(cost, distance, hit)| {
                let mut reasons = vec![Reason::Spelling(*distance, written.clone())];
                reasons.extend(self.reasons(*hit, query).into_iter().filter(|reason| *reason != Reason::Name));
                let sure = if *cost == best { Confidence::Likely } else { Confidence::Possible };
                Candidate { council: self.id(hit.council), confidence: sure, reasons }
            })
            .collect();
        if ahead && is_close {
            candidates.truncate(1);
            return candidates.pop().map(Found::One);
        }
        Some(Found::ambiguous(candidates))
    }

    /// Rejects pairs of known words: "Great Malvern" is no misspelling of "West Malvern".
    fn is_plausible_typo(&self, core: &[WrittenWord], node: u32) -> bool {
        let Some((_, name)) = self.trie.names_at(node).next() else { return false };
        let mut known: Vec<Word> = Vec::new();
        tokenize(&name.text, |token| match token {
            RawToken::Word { folded, .. } => known.push(self.vocabulary.word_id(folded)),
            RawToken::Mark(mark, _) => known.push(mark),
        });
        known.retain(|word| !is_mark(*word));
        known.truncate(strip_council_words(&known).0);
        let written: Vec<&WrittenWord> = core.iter().filter(|word| !is_mark(word.word)).collect();
        written.len() < 2
            || written.len() != known.len()
            || written.iter().zip(&known).all(|(word, known)| {
                word.word == *known
                    || word.word == UNKNOWN
                    || is_typo_of(&word.spelling, self.vocabulary.spelling(*known))
            })
    }

    /// Names that contain all written words in this order.
    fn match_shortened(&self, core: &[WrittenWord], query: Query<'_>) -> Option<Found> {
        let words: Vec<Word> = word_ids(core).into_iter().filter(|word| !matches!(*word, AND | ON | THE)).collect();
        let distance: usize = core.iter().map(|word| word.spelling.len()).sum();
        if distance < 4 || words.contains(&UNKNOWN) {
            return None;
        }
        let names_with = |word: &Word| self.names_by_word.get(*word as usize);
        let rarest = words.iter().filter_map(names_with).min_by_key(|names| names.len())?;
        let mut hits: Vec<Hit> = Vec::new();
        for id in rarest {
            let Some(name) = self.trie.name(*id) else { continue };
            if !self.contains_in_order(&name.text, &words) || hits.iter().any(|hit| hit.council == name.council) {
                continue;
            }
            hits.push(self.rank_name(*id, name, query));
        }
        let mut compatible: Vec<Hit> = hits.iter().filter(|hit| hit.rank < CONTRADICTED_RANK).copied().collect();
        self.prefer_stated_kind(&mut compatible, query);
        let hits = if compatible.is_empty() { hits } else { compatible };
        let mut candidates = self.candidates_because(&hits, query, Reason::Shortened);
        match hits.as_slice() {
            [] => None,
            [one] if one.rank < CONTRADICTED_RANK && !self.is_ambiguous(*one, query) => {
                candidates.pop().map(Found::One)
            }
            _ => Some(Found::ambiguous(candidates)),
        }
    }

    fn contains_in_order(&self, name: &str, words: &[Word]) -> bool {
        let mut remaining = words.iter().peekable();
        tokenize(name, |token| {
            if let RawToken::Word { folded, .. } = token
                && remaining.peek().is_some_and(|word| **word == self.vocabulary.word_id(folded))
            {
                remaining.next();
            }
        });
        remaining.peek().is_none()
    }

    /// A name among other words.
    fn match_inside(&self, core: &[WrittenWord], query: Query<'_>) -> Option<Found> {
        let words = word_ids(core);
        let mut best: Option<(usize, u32)> = None;
        for start in 0..words.len() {
            let mut node = crate::matching::name_trie::ROOT;
            for (length, word) in (1..).zip(&words[start..]) {
                let Some(next) = self.trie.child(node, *word) else { break };
                node = next;
                if self.trie.is_end(node) && best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, node));
                }
            }
        }
        let hits = self.rank_names_at(best?.1, query).hits;
        let mut candidates = self.candidates_because(&hits, query, Reason::Within);
        candidates.iter_mut().for_each(|candidate| candidate.confidence = Confidence::Possible);
        Some(Found::ambiguous(candidates))
    }

    /// Candidates whose first reason names the matched name.
    fn candidates_because(&self, hits: &[Hit], query: Query<'_>, reason: fn(String) -> Reason) -> Vec<Candidate> {
        let mut candidates = self.to_candidates(hits, query);
        for (candidate, hit) in candidates.iter_mut().zip(hits) {
            if let (Some(first), Some(name)) = (candidate.reasons.first_mut(), self.trie.name(hit.name)) {
                *first = reason(name.text.to_string());
            }
        }
        candidates
    }

    fn to_candidates(&self, hits: &[Hit], query: Query<'_>) -> Vec<Candidate> {
        let candidate = |hit: &Hit| {
            let confidence = if hit.rank < CONTRADICTED_RANK { Confidence::Likely } else { Confidence::Possible };
            Candidate { council: self.id(hit.council), confidence, reasons: self.reasons(*hit, query) }
        };
        hits.iter().map(candidate).collect()
    }
}

/// How much closer than the next name a misspelled name must be, in
/// [`SimilarName::cost`](super::edit_distance::SimilarName).
const MIN_COST_LEAD: usize = 2;

pub(super) fn at_most_likely(found: Found) -> Found {
    match found {
        Found::One(mut one) => {
            one.confidence = one.confidence.max(Confidence::Likely);
            Found::One(one)
        }
        other => other,
    }
}
