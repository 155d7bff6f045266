//! What was worked out of sources, kept for the next time that the inbox is shown.
//!
//! A source never changes, so that what was found in it stands for as long as what it was found by is the same. Each answer is
//! kept together with all that it was worked out from, and given again only where that is equal: nothing has to be told when
//! something changes, and a stale answer cannot stand.

use std::collections::{HashMap, HashSet};

use super::triage::{CouncilContext, ItemReading, Triage, read_item, triage_reading};
use crate::inbox::identify::{headings, identify_council};
use charter::alias::Alias;
use charter::council::Council;
use charter::ids::SourceId;
use charter::incoming::Source;
use charter::item::{Item, Part};
use charter::proposal::Proposal;
use reading::matching::{Found, Heading, Matcher};

/// A source, or the part of it that an item is about.
type TextKey = (SourceId, Part);

/// What was worked out of the sources of one store.
#[derive(Default)]
pub struct TriageCache {
    register: Option<Register>,
    /// The council of each text, and the names that head its parts, by the register.
    found: HashMap<TextKey, (Found, Vec<Heading>)>,
    categories: Vec<String>,
    /// What each says, by the categories.
    readings: HashMap<TextKey, CachedReading>,
}

/// What whose a text is was worked out by.
struct Register {
    councils: Vec<Council>,
    aliases: Vec<Alias>,
    matcher: Matcher,
}

/// What a text says, by what was agreed before.
struct CachedReading {
    before: Vec<Proposal>,
    reading: ItemReading,
}

impl TriageCache {
    /// Works by these councils, which are those that are active, these aliases and categories from now on. What was worked out
    /// by others is forgotten.
    pub fn set_register(&mut self, councils: Vec<Council>, aliases: Vec<Alias>, categories: Vec<String>) {
        let same = |known: &Register| known.councils == councils && known.aliases == aliases;
        if !self.register.as_ref().is_some_and(same) {
            self.found.clear();
            let matcher = Matcher::new(&councils, &aliases);
            self.register = Some(Register { councils, aliases, matcher });
        }
        if self.categories != categories {
            self.readings.clear();
            self.categories = categories;
        }
    }

    /// The council of an item, by its source alone; none until the councils are set.
    pub fn identify_council(&mut self, item: &Item, source: &Source) -> Found {
        let Some(register) = &self.register else { return Found::None };
        let find = || {
            let found = identify_council(&register.matcher, item, source);
            let headings = headings(&register.matcher, item, source, &found);
            (found, headings)
        };
        self.found.entry((item.source, item.part)).or_insert_with(find).0.clone()
    }

    /// What an item says and needs, from whose it is and what is known of that council; the categories are those of
    /// [`TriageCache::set_register`].
    pub fn triage(&mut self, item: &Item, source: &Source, found: Found, known: CouncilContext<'_>) -> Triage {
        let known = CouncilContext { categories: &self.categories, ..known };
        let text = (item.source, item.part);
        let kept = self.readings.get(&text).filter(|read| read.before == known.agreed);
        let read = kept.map(|read| read.reading.clone()).unwrap_or_else(|| read_item(item, source, known));
        if kept.is_none() {
            self.readings.insert(text, CachedReading { before: known.agreed.to_vec(), reading: read.clone() });
        }
        let mut triage = triage_reading(item, source, found, read, known);
        triage.headings = self.found.get(&text).map(|(_, headings)| headings.clone()).unwrap_or_default();
        triage
    }

    /// Forgets what was worked out of all sources but these.
    pub fn retain(&mut self, sources: &HashSet<SourceId>) {
        self.found.retain(|(source, _), _| sources.contains(source));
        self.readings.retain(|(source, _), _| sources.contains(source));
    }
}

#[cfg(test)]
#[path = "triage_cache_tests.rs"]
mod tests;
