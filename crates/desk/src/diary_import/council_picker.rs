//! Identifies the council of an event.

use std::collections::{HashMap, HashSet};

use charter::alias::Alias;
use charter::council::Council;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::search_key::{Query, Rank, SearchKey, fold};
use formats::ics::Event;
use reading::matching::{Confidence, Found, Matcher};

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
    /// For names that are not written as on file: the matcher of the inbox.
    matcher: Matcher,
    cache: HashMap<(String, String), Result<CouncilId, NoCouncil>>,
}

impl<'a> CouncilPicker<'a> {
    pub(super) fn new(councils: &'a [Council], aliases: &[Alias]) -> Self {
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
            matcher: Matcher::new(councils, aliases),
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
        let mut candidates = self.candidates(text);
        if candidates.is_empty() {
            candidates = self.certain_matches(text);
        }
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

    /// The councils whose names the parts of a text are certainly meant to be: `Wem T.C.`
    fn certain_matches(&self, text: &str) -> Vec<&'a Council> {
        let certain = |part: &str| match self.matcher.match_name(part, None) {
            Found::One(one) if one.confidence == Confidence::Certain => Some(one.council),
            Found::One(_) | Found::Ambiguous(_) | Found::Joint(_) | Found::NotOurs(..) | Found::None => None,
        };
        let found: HashSet<CouncilId> = parts(text).filter_map(certain).collect();
        self.councils.iter().filter(|council| found.contains(&council.id)).collect()
    }

    /// The councils that a text names: as the whole or a part between commas, dashes and the like; else by a full
    /// name inside it. A longer full name hides a shorter one that it contains.
    fn candidates(&self, text: &str) -> Vec<&'a Council> {
        let queries: Vec<Query> = parts(text).filter_map(Query::new).collect();
        let is_part = |sought: &SearchKey| queries.iter().any(|query| query.rank_by_words(sought) == Some(Rank::Exact));
        let exact: Vec<&Council> =
            self.councils.iter().zip(&self.search_keys).filter(|(_, sought)| is_part(sought)).map(|(c, _)| c).collect();
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

/// The whole text, and what stands between commas, dashes and the like.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([',', ';', ':', '(', ')', '|', '/', '–', '—', '\n']).flat_map(|part| part.split(" - "));
    std::iter::once(text).chain(parts)
}
