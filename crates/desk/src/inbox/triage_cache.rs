//! Caches what was derived from sources.
//!
//! A source never changes, so a result is valid as long as its other inputs are the same. Each result is stored with
//! these inputs and reused only if they are equal. So nobody has to invalidate the cache, and no stale result is
//! possible.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::triage::{CouncilContext, ItemReading, Triage, read_item, triage_reading};
use crate::inbox::identify::{headings, identify_council};
use crate::parallel::map_in_parallel;
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

impl Register {
    fn find(&self, item: &Item, source: &Source) -> (Found, Vec<Heading>) {
        let found = identify_council(&self.matcher, item, source);
        let headings = headings(&self.matcher, item, source, &found);
        (found, headings)
    }
}

/// With the agreed priorities, the round and the codes of the council as inputs, and whether the item was split off.
struct CachedReading {
    is_split: bool,
    round: String,
    codes: Vec<String>,
    before: Vec<Proposal>,
    reading: ItemReading,
}

impl CachedReading {
    fn new(item: &Item, known: CouncilContext<'_>, reading: ItemReading) -> Self {
        Self {
            is_split: item.split_from.is_some(),
            round: known.round.to_owned(),
            codes: known.codes.to_vec(),
            before: known.agreed.to_vec(),
            reading,
        }
    }

    /// Whether an item and the facts about its council are those that it was read by.
    fn is_of(&self, item: &Item, known: CouncilContext<'_>) -> bool {
        self.before == known.agreed
            && self.round == known.round
            && self.codes == known.codes
            && self.is_split == item.split_from.is_some()
    }
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
        self.found.entry((item.source, item.part)).or_insert_with(|| register.find(item, source)).0.clone()
    }

    /// Identifies the councils of all items, so that [`Self::identify_council`] finds them here.
    pub(crate) fn identify_councils(&mut self, items: &[(Item, Arc<Source>)]) {
        let Some(register) = &self.register else { return };
        let mut missing: Vec<&(Item, Arc<Source>)> = items.iter().collect();
        missing.retain(|(item, _)| !self.found.contains_key(&(item.source, item.part)));
        let found = map_in_parallel(&missing, |(item, source)| register.find(item, source));
        self.found.extend(missing.into_iter().map(|(item, _)| (item.source, item.part)).zip(found));
    }

    /// Reads all items that were not read before, so that [`Self::triage`] finds what they say here. `known` are the facts about
    /// the council of an item, but for the categories.
    pub(crate) fn read_items<'k>(
        &mut self,
        items: &[(Item, Arc<Source>)],
        known: impl Fn(&Item, &Source, &Found) -> CouncilContext<'k>,
    ) {
        let Self { readings, found, categories, .. } = self;
        let mut missing = Vec::new();
        for (item, source) in items {
            let text = (item.source, item.part);
            let Some((found, _)) = found.get(&text) else { continue };
            let known = CouncilContext { categories, ..known(item, source, found) };
            if !readings.get(&text).is_some_and(|read| read.is_of(item, known)) {
                missing.push((item, source, known));
            }
        }
        let read = map_in_parallel(&missing, |(item, source, known)| {
            CachedReading::new(item, *known, read_item(item, source, *known))
        });
        readings.extend(missing.into_iter().map(|(item, ..)| (item.source, item.part)).zip(read));
    }

    /// As [`super::triage::triage`], with the categories of [`TriageCache::set_register`].
    pub(crate) fn triage(&mut self, item: &Item, source: &Source, found: Found, known: CouncilContext<'_>) -> Triage {
        let known = CouncilContext { categories: &self.categories, ..known };
        let text = (item.source, item.part);
        let cached = self.readings.get(&text).filter(|read| read.is_of(item, known));
        let read = cached.map(|read| read.reading.clone()).unwrap_or_else(|| read_item(item, source, known));
        if cached.is_none() {
            self.readings.insert(text, CachedReading::new(item, known, read.clone()));
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
