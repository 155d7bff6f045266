//! Caches what was derived from sources.
//!
//! A source never changes, so a result is valid as long as its other inputs are the same. Each result is stored with
//! these inputs and reused only if they are equal. So nobody has to invalidate the cache, and no stale result is
//! possible.

use std::collections::{HashMap, HashSet};

use super::triage::{CouncilContext, ItemReading, Triage, read_item, triage_reading};
use crate::inbox::identify::{headings, identify_council};
use charter::alias::Alias;
use charter::contact::Contact;
use charter::council::Council;
use charter::ids::SourceId;
use charter::incoming::Source;
use charter::item::{Item, Part};
use charter::proposal::Proposal;
use reading::matching::{Found, Heading, Matcher};

/// A source, or the span of it that an item is about.
type TextKey = (SourceId, Part);

/// For the sources of one store.
#[derive(Default)]
pub(crate) struct TriageCache {
    register: Option<Register>,
    /// Match and headings of each text, by the register.
    found: HashMap<TextKey, (Found, Vec<Heading>)>,
    categories: Vec<String>,
    /// The reading of each text, by the categories.
    readings: HashMap<TextKey, CachedReading>,
}

/// The inputs of a match.
struct Register {
    councils: Vec<Council>,
    contacts: Vec<Contact>,
    aliases: Vec<Alias>,
    matcher: Matcher,
}

/// With the agreed priorities, the round and the codes of the council as inputs, and whether the item was split off.
struct CachedReading {
    is_split: bool,
    round: String,
    codes: Vec<String>,
    before: Vec<Proposal>,
    reading: ItemReading,
}

impl TriageCache {
    /// Sets the active councils, the contacts, aliases and categories. Drops results that depend on other ones.
    pub(crate) fn set_register(
        &mut self,
        councils: Vec<Council>,
        contacts: Vec<Contact>,
        aliases: Vec<Alias>,
        categories: Vec<String>,
    ) {
        let same =
            |known: &Register| known.councils == councils && known.contacts == contacts && known.aliases == aliases;
        if !self.register.as_ref().is_some_and(same) {
            self.found.clear();
            let matcher = Matcher::new(&councils, &aliases).with_contacts(&contacts);
            self.register = Some(Register { councils, contacts, aliases, matcher });
        }
        if self.categories != categories {
            self.readings.clear();
            self.categories = categories;
        }
    }

    /// By the source alone; no council until the register is set.
    pub(crate) fn identify_council(&mut self, item: &Item, source: &Source) -> Found {
        let Some(register) = &self.register else { return Found::None };
        let find = || {
            let found = identify_council(&register.matcher, item, source);
            let headings = headings(&register.matcher, item, source, &found);
            (found, headings)
        };
        self.found.entry((item.source, item.part)).or_insert_with(find).0.clone()
    }

    /// As [`super::triage::triage`], with the categories of [`TriageCache::set_register`].
    pub(crate) fn triage(&mut self, item: &Item, source: &Source, found: Found, known: CouncilContext<'_>) -> Triage {
        let known = CouncilContext { categories: &self.categories, ..known };
        let text = (item.source, item.part);
        let is_split = item.split_from.is_some();
        let is_of = |read: &&CachedReading| {
            read.before == known.agreed
                && read.round == known.round
                && read.codes == known.codes
                && read.is_split == is_split
        };
        let cached = self.readings.get(&text).filter(is_of);
        let read = cached.map(|read| read.reading.clone()).unwrap_or_else(|| read_item(item, source, known));
        if cached.is_none() {
            let (round, before) = (known.round.to_owned(), known.agreed.to_vec());
            let codes = known.codes.to_vec();
            self.readings.insert(text, CachedReading { is_split, round, codes, before, reading: read.clone() });
        }
        let mut triage = triage_reading(item, source, found, read, known);
        triage.headings = self.found.get(&text).map(|(_, headings)| headings.clone()).unwrap_or_default();
        triage
    }

    /// Drops the results of all other sources.
    pub(crate) fn retain(&mut self, sources: &HashSet<SourceId>) {
        self.found.retain(|(source, _), _| sources.contains(source));
        self.readings.retain(|(source, _), _| sources.contains(source));
    }
}

#[cfg(test)]
#[path = "triage_cache_tests.rs"]
mod tests;
