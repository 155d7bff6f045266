//! Identifies the council of an event.

use std::collections::HashMap;

use charter::council::Council;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::search_key::{Query, Rank, SearchKey, fold};
use formats::ics::Event;

/// Candidates in an error message.
const MAX_LISTED: usize = 5;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoCouncil {
    /// The event names no council.
    Unmatched(String),
    Ambiguous(String),
}

/// The councils, indexed for the search.
pub(super) struct CouncilPicker<'a> {
    councils: &'a [Council],
    search_keys: Vec<SearchKey>,
    /// Folded names that include the kind of council: only these are searched inside a longer text.
    full_names: Vec<Option<String>>,
    cache: HashMap<(String, String), Result<CouncilId, NoCouncil>>,
}

impl<'a> CouncilPicker<'a> {
    pub(super) fn new(councils: &'a [Council]) -> Self {
        let search_key = |council: &Council| {
            SearchKey::new(council.name.raw(), council.parishes.iter().map(|parish| parish.name.raw()))
        };
        let full = |council: &Council| {
            let name = fold(council.name.raw());
            name.split(' ').any(|word| matches!(word, "council" | "meeting")).then(|| format!(" {name} "))
        };
        Self {
            councils,
            search_keys: councils.iter().map(search_key).collect(),
            full_names: councils.iter().map(full).collect(),
            cache: HashMap::new(),
        }
    }

    pub(super) fn by_parish_code(&self, code: &str) -> Option<CouncilId> {
        let covers = |council: &&Council| council.parishes.iter().any(|parish| parish.code == code);
        self.councils.iter().find(covers).map(|council| council.id)
    }

    /// Searches the summary first, then the place.
    pub(super) fn identify(&mut self, event: &Event) -> Result<CouncilId, NoCouncil> {
        let key = (event.summary.raw().to_owned(), event.place.raw().to_owned());
        if let Some(known) = self.cache.get(&key) {
            return known.clone();
        }
        let found = self.match_text(&key.0).or_else(|nobody| match nobody {
            NoCouncil::Unmatched(_) => self.match_text(&key.1),
            ambiguous @ NoCouncil::Ambiguous(_) => Err(ambiguous),
        });
        self.cache.insert(key, found.clone());
        found
    }

    fn match_text(&self, text: &str) -> Result<CouncilId, NoCouncil> {
        let candidates = self.candidates(text);
        match candidates.as_slice() {
            [one] => Ok(one.id),
            [] => Err(NoCouncil::Unmatched(
                "no council is named in it as it is on file; give --council, or name it in the event".to_owned(),
            )),
            several => {
                let named: Vec<String> = several
                    .iter()
                    .take(MAX_LISTED)
                    .map(|council| format!("{} ({}, id {})", council.name.raw(), council.district.raw(), council.id))
                    .collect();
                Err(NoCouncil::Ambiguous(format!(
                    "it fits {}: {}",
                    pluralize(several.len(), "council"),
                    named.join("; ")
                )))
            }
        }
    }

    /// The councils that a text names: as a whole or as a part between commas, dashes and the like; else by a full
    /// name inside it. A longer full name hides a shorter one that it contains.
    fn candidates(&self, text: &str) -> Vec<&'a Council> {
        let parts = text.split([',', ';', ':', '(', ')', '|', '/', '–', '—', '\n']).flat_map(|part| part.split(" - "));
        let queries: Vec<Query> = std::iter::once(text).chain(parts).filter_map(Query::new).collect();
        let is_part =
            |search_key: &SearchKey| queries.iter().any(|query| query.rank_by_words(search_key) == Some(Rank::Exact));
        let exact: Vec<&Council> = self
            .councils
            .iter()
            .zip(&self.search_keys)
            .filter(|(_, search_key)| is_part(search_key))
            .map(|(c, _)| c)
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        let text = format!(" {} ", fold(text));
        let within: Vec<(&Council, &String)> = self
            .councils
            .iter()
            .zip(&self.full_names)
            .filter_map(|(council, full)| Some((council, full.as_ref()?)))
            .filter(|(_, full)| text.contains(full.as_str()))
            .collect();
        let is_held = |name: &String| within.iter().any(|(_, other)| *other != name && other.contains(name.as_str()));
        within.iter().filter(|(_, name)| !is_held(name)).map(|(council, _)| *council).collect()
    }
}
