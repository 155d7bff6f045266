//! A name as somebody wrote it: a cell of a sheet, or a name that was typed.
//!
//! What is asked first settles it: the whole name; the name without an area behind it; its parts in any order; a name that
//! it is short for; the nearest by letter; a name inside it.

use super::found::{Candidate, Confidence, Found, Reason};
use super::index::RegisterIndex;
use super::names::strip_body_words;
use super::typing_errors::is_typo_of;
use super::words::{AND, CLERK, COMMA, ON, RawToken, STOP, THE, UNKNOWN, Word, is_mark, tokenize};
use crate::matching::body_words::{
    WrittenWord, body_ends, expand_abbreviations, split_words, strip_leading_body, strip_trailing_body, word_numbers,
};
use crate::matching::rank::{CERTAIN_RANK, CONTRADICTED_RANK, GivenArea, Hit, Query};
use charter::council::Kind;

/// Nothing longer is a name; only so much of it is read.
const MAX_NAME_BYTES: usize = 240;

impl RegisterIndex {
    pub(super) fn read_name(&self, written: &str, area: Option<&str>) -> Found {
        let cut = written.char_indices().nth(MAX_NAME_BYTES).map_or(written, |(end, _)| &written[..end]);
        let text = expand_abbreviations(cut);
        let given = area.filter(|area| !area.trim().is_empty());
        let given = given.map(|written| GivenArea { written, area: self.areas.find(written) });
        if let Some(council) = self.council_with_code(&text) {
            let reasons = vec![Reason::Code(text.trim().to_owned())];
            return Found::One(Candidate { council: self.id(council), confidence: Confidence::Certain, reasons });
        }
        let words = split_words(&text, &self.vocabulary);
        let (words, kind_before) = strip_leading_body(&words);
        let bodies = body_ends(words);
        match bodies.as_slice() {
            [first, _, ..] => {
                self.several_bodies(words, &bodies, Query { kind: None, area: given }).unwrap_or_else(|| {
                    let (core, kind) = strip_trailing_body(&words[..*first]);
                    self.settle(core, Query { kind, area: given }, &text)
                })
            }
            [end] if *end < words.len() => self.with_tail(words, *end, given, &text),
            _ => {
                let (core, kind) = strip_trailing_body(words);
                self.settle(core, Query { kind: kind.or(kind_before), area: given }, &text)
            }
        }
    }

    /// "Prees Parish Council, Shropshire": what stands behind is an area, or makes it less sure.
    fn with_tail(&self, words: &[WrittenWord], end: usize, given: Option<GivenArea<'_>>, text: &str) -> Found {
        let (core, kind) = strip_trailing_body(&words[..end]);
        let tail = text[words[end].start..].trim_matches(|c: char| !c.is_alphanumeric());
        let said = words[end..].iter().any(|word| !is_mark(word.word) && word.word != CLERK);
        let area = self.areas.find(tail);
        let given = given.or(area.map(|area| GivenArea { written: tail, area: Some(area) }));
        let found = self.settle(core, Query { kind, area: given }, text);
        if said && area.is_none() { at_most_likely(found) } else { found }
    }

    /// "Clun TC and Clunbury PC".
    fn several_bodies(&self, words: &[WrittenWord], ends: &[usize], asked: Query<'_>) -> Option<Found> {
        let mut start = 0;
        let mut candidates: Vec<Candidate> = Vec::new();
        for end in ends {
            let (part, _) = strip_leading_body(&words[start..*end]);
            let (core, kind) = strip_trailing_body(part);
            let Found::One(one) = self.exact(core, Query { kind, ..asked })? else { return None };
            if candidates.iter().all(|known| known.council != one.council) {
                candidates.push(one);
            }
            start = *end;
        }
        Some(if candidates.len() == 1 { Found::One(candidates.remove(0)) } else { Found::Joint(candidates) })
    }

    fn settle(&self, core: &[WrittenWord], asked: Query<'_>, text: &str) -> Found {
        let (Some(first), Some(last)) = (core.first(), core.last()) else { return Found::None };
        let text = &text[..last.end];
        if let Some(found) = self.exact(core, asked) {
            return found;
        }
        let raw = text[first.start..].trim();
        if self.areas.find(raw).is_some() && core.iter().all(|word| !is_mark(word.word)) {
            return Found::None;
        }
        self.before_area(core, asked, text)
            .or_else(|| self.parts(core, asked))
            .or_else(|| self.shortened(core, asked))
            .or_else(|| self.misspelt(core, asked))
            .or_else(|| self.within(core, asked))
            .unwrap_or(Found::None)
    }

    /// The whole name.
    fn exact(&self, core: &[WrittenWord], asked: Query<'_>) -> Option<Found> {
        let node = self.tree.find(&word_numbers(core))?;
        self.tree.is_end(node).then(|| self.to_found(&self.rank_names_at(node, asked), asked))
    }

    /// "Colwall, Herefordshire".
    fn before_area(&self, core: &[WrittenWord], asked: Query<'_>, text: &str) -> Option<Found> {
        (1..core.len()).find_map(|end| {
            let written = text[core[end].start..].trim_matches(|c: char| !c.is_alphanumeric());
            let area = self.areas.find(written)?;
            let given = GivenArea { written, area: Some(area) };
            let asked = Query { area: asked.area.or(Some(given)), ..asked };
            let (core, kind) = strip_trailing_body(&core[..end]);
            self.exact(core, Query { kind: asked.kind.or(kind), ..asked })
        })
    }

    /// The parts of a name in any order; or the names of several councils.
    fn parts(&self, core: &[WrittenWord], asked: Query<'_>) -> Option<Found> {
        let parts: Vec<&[WrittenWord]> =
            core.split(|word| matches!(word.word, AND | COMMA | STOP)).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 {
            return None;
        }
        let nodes: Vec<_> = parts.iter().filter_map(|part| self.tree.find(&word_numbers(part))).collect();
        if nodes.len() < parts.len() || nodes.iter().any(|node| !self.tree.is_end(*node)) {
            return None;
        }
        let mut shared: Vec<Hit> = self.rank_names_at(nodes[0], asked).hits;
        let covers = |node: &u32, hit: &Hit| self.tree.names_at(*node).any(|(_, name)| name.council == hit.council);
        shared.retain(|hit| nodes.iter().all(|node| covers(node, hit)));
        if let [one] = shared.as_slice() {
            let sure = if one.rank < CONTRADICTED_RANK { Confidence::Certain } else { Confidence::Likely };
            let mut reasons = vec![Reason::Parts];
            reasons.extend(self.reasons(*one, asked).into_iter().skip(1));
            return Some(Found::One(Candidate { council: self.id(one.council), confidence: sure, reasons }));
        }
        if !shared.is_empty() {
            return Some(Found::ambiguous(self.choices(&shared, asked)));
        }
        // "Whittington, Oswestry" is a place and its post town.
        if core.iter().all(|word| word.word != AND) {
            return Some(at_most_likely(self.to_found(&self.rank_names_at(nodes[0], asked), asked)));
        }
        let each: Vec<Found> =
            nodes.iter().map(|node| self.to_found(&self.rank_names_at(*node, asked), asked)).collect();
        let sure = each.iter().all(|found| matches!(found, Found::One(_)));
        let candidates: Vec<Candidate> = each.iter().flat_map(|found| found.candidates().to_vec()).collect();
        Some(if sure { Found::Joint(candidates) } else { Found::ambiguous(candidates) })
    }

    /// The nearest name by letter; clearly ahead of any other, or a question.
    fn misspelt(&self, core: &[WrittenWord], asked: Query<'_>) -> Option<Found> {
        let spelt: Vec<&str> = core.iter().filter(|word| !is_mark(word.word)).map(|word| word.spelt.as_str()).collect();
        let text = spelt.join(" ");
        let written: String = text.chars().take(60).collect();
        let mut ranked: Vec<(usize, usize, Hit)> = Vec::new();
        for near in self.spelling.find_similar(&text) {
            if !self.is_slip(core, near.node) {
                continue;
            }
            for hit in self.rank_names_at(near.node, asked).hits {
                let cost = near.cost + usize::from(hit.rank.min(CONTRADICTED_RANK)) / 2;
                if !ranked.iter().any(|(_, _, known)| known.council == hit.council) {
                    ranked.push((cost, near.distance, hit));
                }
            }
        }
        let said = |hit: &Hit| asked.kind == Some(self.kind(hit.council));
        if matches!(asked.kind, Some(Kind::Town | Kind::City)) && ranked.iter().any(|(_, _, hit)| said(hit)) {
            ranked.retain(|(_, _, hit)| said(hit));
        }
        ranked.sort_by_key(|(cost, _, _)| *cost);
        let (best, letters, hit) = *ranked.first()?;
        let ahead = ranked.get(1).is_none_or(|(next, _, _)| *next >= best + MIN_LEAD);
        let near_enough =
            letters <= (text.len() / 4).max(1) && hit.rank < CERTAIN_RANK && !self.is_ambiguous(hit, asked);
        let mut candidates: Vec<Candidate> = ranked
            .iter()
            .filter(|(cost, _, _)| *cost <= best + 2 * MIN_LEAD)
            .map(|(cost, letters, hit)| {
                let mut reasons = vec![Reason::Spelling(*letters, written.clone())];
                reasons.extend(self.reasons(*hit, asked).into_iter().filter(|reason| *reason != Reason::Name));
                let sure = if *cost == best { Confidence::Likely } else { Confidence::Possible };
                Candidate { council: self.id(hit.council), confidence: sure, reasons }
            })
            .collect();
        if ahead && near_enough {
            candidates.truncate(1);
            return candidates.pop().map(Found::One);
        }
        Some(Found::ambiguous(candidates))
    }

    /// A word that the register knows is no slip of another one: "Great Malvern" is not West Malvern.
    fn is_slip(&self, core: &[WrittenWord], node: u32) -> bool {
        let Some((_, name)) = self.tree.names_at(node).next() else { return false };
        let mut known: Vec<Word> = Vec::new();
        tokenize(&name.text, |piece| match piece {
            RawToken::Word { folded, .. } => known.push(self.vocabulary.number(folded)),
            RawToken::Mark(mark, _) => known.push(mark),
        });
        known.retain(|word| !is_mark(*word));
        known.truncate(strip_body_words(&known).0);
        let written: Vec<&WrittenWord> = core.iter().filter(|word| !is_mark(word.word)).collect();
        written.len() < 2
            || written.len() != known.len()
            || written.iter().zip(&known).all(|(word, known)| {
                word.word == *known || word.word == UNKNOWN || is_typo_of(&word.spelt, self.vocabulary.spelt(*known))
            })
    }

    /// The names that hold all the words that were written, in this order.
    fn shortened(&self, core: &[WrittenWord], asked: Query<'_>) -> Option<Found> {
        let words: Vec<Word> = word_numbers(core).into_iter().filter(|word| !matches!(*word, AND | ON | THE)).collect();
        let letters: usize = core.iter().map(|word| word.spelt.len()).sum();
        if letters < 4 || words.contains(&UNKNOWN) {
            return None;
        }
        let holding = |word: &Word| self.names_by_word.get(*word as usize);
        let rarest = words.iter().filter_map(holding).min_by_key(|names| names.len())?;
        let mut hits: Vec<Hit> = Vec::new();
        for number in rarest {
            let Some(name) = self.tree.name(*number) else { continue };
            if !self.holds_in_order(&name.text, &words) || hits.iter().any(|hit| hit.council == name.council) {
                continue;
            }
            hits.push(self.rank_name(*number, name, asked));
        }
        let mut good: Vec<Hit> = hits.iter().filter(|hit| hit.rank < CONTRADICTED_RANK).copied().collect();
        self.prefer_stated_kind(&mut good, asked);
        let hits = if good.is_empty() { hits } else { good };
        let mut candidates: Vec<Candidate> = self.choices(&hits, asked);
        for (candidate, hit) in candidates.iter_mut().zip(&hits) {
            if let (Some(first), Some(name)) = (candidate.reasons.first_mut(), self.tree.name(hit.name)) {
                *first = Reason::Shortened(name.text.to_string());
            }
        }
        match hits.as_slice() {
            [] => None,
            [one] if one.rank < CONTRADICTED_RANK && !self.is_ambiguous(*one, asked) => {
                candidates.pop().map(Found::One)
            }
            _ => Some(Found::ambiguous(candidates)),
        }
    }

    fn holds_in_order(&self, shown: &str, words: &[Word]) -> bool {
        let mut sought = words.iter().peekable();
        tokenize(shown, |piece| {
            if let RawToken::Word { folded, .. } = piece
                && sought.peek().is_some_and(|word| **word == self.vocabulary.number(folded))
            {
                sought.next();
            }
        });
        sought.peek().is_none()
    }

    /// A name with other words around it.
    fn within(&self, core: &[WrittenWord], asked: Query<'_>) -> Option<Found> {
        let words = word_numbers(core);
        let mut best: Option<(usize, u32)> = None;
        for start in 0..words.len() {
            let mut node = crate::matching::trie::ROOT;
            for (length, word) in (1..).zip(&words[start..]) {
                let Some(next) = self.tree.child(node, *word) else { break };
                node = next;
                if self.tree.is_end(node) && best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, node));
                }
            }
        }
        let hits = self.rank_names_at(best?.1, asked).hits;
        let mut candidates = self.choices(&hits, asked);
        for (candidate, hit) in candidates.iter_mut().zip(&hits) {
            candidate.confidence = Confidence::Possible;
            if let (Some(first), Some(name)) = (candidate.reasons.first_mut(), self.tree.name(hit.name)) {
                *first = Reason::Within(name.text.to_string());
            }
        }
        Some(Found::ambiguous(candidates))
    }

    fn choices(&self, hits: &[Hit], asked: Query<'_>) -> Vec<Candidate> {
        let candidate = |hit: &Hit| {
            let confidence = if hit.rank < CONTRADICTED_RANK { Confidence::Likely } else { Confidence::Possible };
            Candidate { council: self.id(hit.council), confidence, reasons: self.reasons(*hit, asked) }
        };
        hits.iter().map(candidate).collect()
    }
}

/// So much nearer a misspelt name has to be than the next one.
const MIN_LEAD: usize = 2;

pub(super) fn at_most_likely(found: Found) -> Found {
    match found {
        Found::One(mut one) => {
            one.confidence = one.confidence.max(Confidence::Likely);
            Found::One(one)
        }
        other => other,
    }
}
