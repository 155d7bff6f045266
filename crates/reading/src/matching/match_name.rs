//! A name as somebody wrote it: a cell of a sheet, or a name that was typed.
//!
//! What is asked first settles it: the whole name; the name without an area behind it; its parts in any order; a name that
//! it is short for; the nearest by letter; a name inside it.

use super::found::{Candidate, Confidence, Found, Reason};
use super::matcher::Matcher;
use super::names::without_body;
use super::spelling::is_slip_of;
use super::words::{AND, CLERK, COMMA, ON, RawToken, STOP, THE, UNKNOWN, Word, is_mark, split};
use crate::matching::body_words::{Written, body_ends, numbers, spelled_out, without_back, without_front, words};
use crate::matching::rank::{AGAINST, Given, Hit, Query, SURE};
use charter::council::Kind;

/// Nothing longer is a name; only so much of it is read.
const LONGEST: usize = 240;

impl Matcher {
    pub(super) fn read_name(&self, written: &str, area: Option<&str>) -> Found {
        let cut = written.char_indices().nth(LONGEST).map_or(written, |(end, _)| &written[..end]);
        let text = spelled_out(cut);
        let given = area.filter(|area| !area.trim().is_empty());
        let given = given.map(|written| Given { written, area: self.areas.read(written) });
        if let Some(council) = self.coded(&text) {
            let reasons = vec![Reason::Code(text.trim().to_owned())];
            return Found::One(Candidate { council: self.id(council), confidence: Confidence::Certain, reasons });
        }
        let words = words(&text, &self.vocabulary);
        let (words, kind_before) = without_front(&words);
        let bodies = body_ends(words);
        match bodies.as_slice() {
            [first, _, ..] => {
                self.several_bodies(words, &bodies, Query { kind: None, area: given }).unwrap_or_else(|| {
                    let (core, kind) = without_back(&words[..*first]);
                    self.settle(core, Query { kind, area: given }, &text)
                })
            }
            [end] if *end < words.len() => self.with_tail(words, *end, given, &text),
            _ => {
                let (core, kind) = without_back(words);
                self.settle(core, Query { kind: kind.or(kind_before), area: given }, &text)
            }
        }
    }

    /// "Prees Parish Council, Shropshire": what stands behind is an area, or makes it less sure.
    fn with_tail(&self, words: &[Written], end: usize, given: Option<Given<'_>>, text: &str) -> Found {
        let (core, kind) = without_back(&words[..end]);
        let tail = text[words[end].start..].trim_matches(|c: char| !c.is_alphanumeric());
        let said = words[end..].iter().any(|word| !is_mark(word.word) && word.word != CLERK);
        let area = self.areas.read(tail);
        let given = given.or(area.map(|area| Given { written: tail, area: Some(area) }));
        let found = self.settle(core, Query { kind, area: given }, text);
        if said && area.is_none() { at_most_likely(found) } else { found }
    }

    /// "Clun TC and Clunbury PC".
    fn several_bodies(&self, words: &[Written], ends: &[usize], asked: Query<'_>) -> Option<Found> {
        let mut start = 0;
        let mut candidates: Vec<Candidate> = Vec::new();
        for end in ends {
            let (part, _) = without_front(&words[start..*end]);
            let (core, kind) = without_back(part);
            let Found::One(one) = self.exact(core, Query { kind, ..asked })? else { return None };
            if candidates.iter().all(|known| known.council != one.council) {
                candidates.push(one);
            }
            start = *end;
        }
        Some(if candidates.len() == 1 { Found::One(candidates.remove(0)) } else { Found::Joint(candidates) })
    }

    fn settle(&self, core: &[Written], asked: Query<'_>, text: &str) -> Found {
        let (Some(first), Some(last)) = (core.first(), core.last()) else { return Found::None };
        let text = &text[..last.end];
        if let Some(found) = self.exact(core, asked) {
            return found;
        }
        let raw = text[first.start..].trim();
        if self.areas.read(raw).is_some() && core.iter().all(|word| !is_mark(word.word)) {
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
    fn exact(&self, core: &[Written], asked: Query<'_>) -> Option<Found> {
        let node = self.tree.walk(&numbers(core))?;
        self.tree.ends(node).then(|| self.answer(&self.weigh(node, asked), asked))
    }

    /// "Colwall, Herefordshire".
    fn before_area(&self, core: &[Written], asked: Query<'_>, text: &str) -> Option<Found> {
        (1..core.len()).find_map(|end| {
            let written = text[core[end].start..].trim_matches(|c: char| !c.is_alphanumeric());
            let area = self.areas.read(written)?;
            let given = Given { written, area: Some(area) };
            let asked = Query { area: asked.area.or(Some(given)), ..asked };
            let (core, kind) = without_back(&core[..end]);
            self.exact(core, Query { kind: asked.kind.or(kind), ..asked })
        })
    }

    /// The parts of a name in any order; or the names of several councils.
    fn parts(&self, core: &[Written], asked: Query<'_>) -> Option<Found> {
        let parts: Vec<&[Written]> =
            core.split(|word| matches!(word.word, AND | COMMA | STOP)).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 {
            return None;
        }
        let nodes: Vec<_> = parts.iter().filter_map(|part| self.tree.walk(&numbers(part))).collect();
        if nodes.len() < parts.len() || nodes.iter().any(|node| !self.tree.ends(*node)) {
            return None;
        }
        let mut shared: Vec<Hit> = self.weigh(nodes[0], asked).hits;
        let covers = |node: &u32, hit: &Hit| self.tree.at(*node).any(|(_, name)| name.council == hit.council);
        shared.retain(|hit| nodes.iter().all(|node| covers(node, hit)));
        if let [one] = shared.as_slice() {
            let sure = if one.rank < AGAINST { Confidence::Certain } else { Confidence::Likely };
            let mut reasons = vec![Reason::Parts];
            reasons.extend(self.reasons(*one, asked).into_iter().skip(1));
            return Some(Found::One(Candidate { council: self.id(one.council), confidence: sure, reasons }));
        }
        if !shared.is_empty() {
            return Some(Found::question(self.choices(&shared, asked)));
        }
        // "Whittington, Oswestry" is a place and its post town.
        if core.iter().all(|word| word.word != AND) {
            return Some(at_most_likely(self.answer(&self.weigh(nodes[0], asked), asked)));
        }
        let each: Vec<Found> = nodes.iter().map(|node| self.answer(&self.weigh(*node, asked), asked)).collect();
        let sure = each.iter().all(|found| matches!(found, Found::One(_)));
        let candidates: Vec<Candidate> = each.iter().flat_map(|found| found.candidates().to_vec()).collect();
        Some(if sure { Found::Joint(candidates) } else { Found::question(candidates) })
    }

    /// The nearest name by letter; clearly ahead of any other, or a question.
    fn misspelt(&self, core: &[Written], asked: Query<'_>) -> Option<Found> {
        let spelt: Vec<&str> = core.iter().filter(|word| !is_mark(word.word)).map(|word| word.spelt.as_str()).collect();
        let text = spelt.join(" ");
        let written: String = text.chars().take(60).collect();
        let mut ranked: Vec<(usize, usize, Hit)> = Vec::new();
        for near in self.spelling.near(&text) {
            if !self.is_slip(core, near.node) {
                continue;
            }
            for hit in self.weigh(near.node, asked).hits {
                let cost = near.cost + usize::from(hit.rank.min(AGAINST)) / 2;
                if !ranked.iter().any(|(_, _, known)| known.council == hit.council) {
                    ranked.push((cost, near.letters, hit));
                }
            }
        }
        let said = |hit: &Hit| asked.kind == Some(self.kind(hit.council));
        if matches!(asked.kind, Some(Kind::Town | Kind::City)) && ranked.iter().any(|(_, _, hit)| said(hit)) {
            ranked.retain(|(_, _, hit)| said(hit));
        }
        ranked.sort_by_key(|(cost, _, _)| *cost);
        let (best, letters, hit) = *ranked.first()?;
        let ahead = ranked.get(1).is_none_or(|(next, _, _)| *next >= best + AHEAD);
        let near_enough = letters <= (text.len() / 4).max(1) && hit.rank < SURE && !self.is_doubtful(hit, asked);
        let mut candidates: Vec<Candidate> = ranked
            .iter()
            .filter(|(cost, _, _)| *cost <= best + 2 * AHEAD)
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
        Some(Found::question(candidates))
    }

    /// A word that the register knows is no slip of another one: "Great Malvern" is not West Malvern.
    fn is_slip(&self, core: &[Written], node: u32) -> bool {
        let Some((_, name)) = self.tree.at(node).next() else { return false };
        let mut known: Vec<Word> = Vec::new();
        split(&name.shown, |piece| match piece {
            RawToken::Word { folded, .. } => known.push(self.vocabulary.number(folded)),
            RawToken::Mark(mark, _) => known.push(mark),
        });
        known.retain(|word| !is_mark(*word));
        known.truncate(without_body(&known).0);
        let written: Vec<&Written> = core.iter().filter(|word| !is_mark(word.word)).collect();
        written.len() < 2
            || written.len() != known.len()
            || written.iter().zip(&known).all(|(word, known)| {
                word.word == *known || word.word == UNKNOWN || is_slip_of(&word.spelt, self.vocabulary.spelt(*known))
            })
    }

    /// The names that hold all the words that were written, in this order.
    fn shortened(&self, core: &[Written], asked: Query<'_>) -> Option<Found> {
        let words: Vec<Word> = numbers(core).into_iter().filter(|word| !matches!(*word, AND | ON | THE)).collect();
        let letters: usize = core.iter().map(|word| word.spelt.len()).sum();
        if letters < 4 || words.contains(&UNKNOWN) {
            return None;
        }
        let holding = |word: &Word| self.holding.get(*word as usize);
        let rarest = words.iter().filter_map(holding).min_by_key(|names| names.len())?;
        let mut hits: Vec<Hit> = Vec::new();
        for number in rarest {
            let Some(name) = self.tree.name(*number) else { continue };
            if !self.holds_in_order(&name.shown, &words) || hits.iter().any(|hit| hit.council == name.council) {
                continue;
            }
            hits.push(self.hit(*number, name, asked));
        }
        let mut good: Vec<Hit> = hits.iter().filter(|hit| hit.rank < AGAINST).copied().collect();
        self.prefer_said(&mut good, asked);
        let hits = if good.is_empty() { hits } else { good };
        let mut candidates: Vec<Candidate> = self.choices(&hits, asked);
        for (candidate, hit) in candidates.iter_mut().zip(&hits) {
            if let (Some(first), Some(name)) = (candidate.reasons.first_mut(), self.tree.name(hit.name)) {
                *first = Reason::Shortened(name.shown.to_string());
            }
        }
        match hits.as_slice() {
            [] => None,
            [one] if one.rank < AGAINST && !self.is_doubtful(*one, asked) => candidates.pop().map(Found::One),
            _ => Some(Found::question(candidates)),
        }
    }

    fn holds_in_order(&self, shown: &str, words: &[Word]) -> bool {
        let mut sought = words.iter().peekable();
        split(shown, |piece| {
            if let RawToken::Word { folded, .. } = piece
                && sought.peek().is_some_and(|word| **word == self.vocabulary.number(folded))
            {
                sought.next();
            }
        });
        sought.peek().is_none()
    }

    /// A name with other words around it.
    fn within(&self, core: &[Written], asked: Query<'_>) -> Option<Found> {
        let words = numbers(core);
        let mut best: Option<(usize, u32)> = None;
        for start in 0..words.len() {
            let mut node = crate::matching::trie::ROOT;
            for (length, word) in (1..).zip(&words[start..]) {
                let Some(next) = self.tree.step(node, *word) else { break };
                node = next;
                if self.tree.ends(node) && best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, node));
                }
            }
        }
        let hits = self.weigh(best?.1, asked).hits;
        let mut candidates = self.choices(&hits, asked);
        for (candidate, hit) in candidates.iter_mut().zip(&hits) {
            candidate.confidence = Confidence::Possible;
            if let (Some(first), Some(name)) = (candidate.reasons.first_mut(), self.tree.name(hit.name)) {
                *first = Reason::Within(name.shown.to_string());
            }
        }
        Some(Found::question(candidates))
    }

    fn choices(&self, hits: &[Hit], asked: Query<'_>) -> Vec<Candidate> {
        let candidate = |hit: &Hit| {
            let confidence = if hit.rank < AGAINST { Confidence::Likely } else { Confidence::Possible };
            Candidate { council: self.id(hit.council), confidence, reasons: self.reasons(*hit, asked) }
        };
        hits.iter().map(candidate).collect()
    }
}

/// So much nearer a misspelt name has to be than the next one.
const AHEAD: usize = 2;

pub(super) fn at_most_likely(found: Found) -> Found {
    match found {
        Found::One(mut one) => {
            one.confidence = one.confidence.max(Confidence::Likely);
            Found::One(one)
        }
        other => other,
    }
}
