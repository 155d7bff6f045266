//! Index over a register of councils and the aliases that people recorded.

use super::address::Addresses;
use super::areas::Areas;
use super::edit_distance::SpellingIndex;
use super::name_variants::{TokenizedName, council_names, tokenize_alias};
use super::tokenizer::{FastMap, Vocabulary};
use crate::matching::name_trie::NameTrie;
use charter::alias::{Alias, AliasKind};
use charter::contact::Contact;
use charter::council::{Council, Kind};
use charter::ids::CouncilId;
use charter::map::Place;

struct CouncilEntry {
    id: CouncilId,
    kind: Kind,
    /// For [`RegisterIndex::label`].
    name: Box<str>,
    district: Box<str>,
    /// In the middle of its parishes, as far as their coordinates are known.
    place: Option<Place>,
}

pub(super) struct RegisterIndex {
    councils: Vec<CouncilEntry>,
    pub(super) vocabulary: Vocabulary,
    pub(super) trie: NameTrie,
    pub(super) areas: Areas,
    pub(super) spelling: SpellingIndex,
    pub(super) addresses: Addresses,
    /// Name ids by word id.
    pub(super) names_by_word: Vec<Vec<u32>>,
    codes: FastMap<Box<str>, u32>,
    /// Council index by id.
    index_by_id: FastMap<u64, u32>,
}

impl RegisterIndex {
    /// Indexes active councils and their aliases.
    pub(super) fn new(councils: &[Council], aliases: &[Alias]) -> Self {
        let mut index = Self {
            councils: Vec::with_capacity(councils.len()),
            vocabulary: Vocabulary::new(),
            trie: NameTrie::new(),
            areas: Areas::new(councils),
            spelling: SpellingIndex::default(),
            addresses: Addresses::default(),
            names_by_word: Vec::new(),
            codes: FastMap::default(),
            index_by_id: FastMap::default(),
        };
        for (council_index, council) in (0_u32..).zip(councils) {
            index.index_by_id.insert(council.id.0.unsigned_abs(), council_index);
            index.councils.push(CouncilEntry {
                id: council.id,
                kind: council.kind,
                name: Box::from(council.name.raw()),
                district: Box::from(council.district.raw()),
                place: Place::middle(
                    council
                        .parishes
                        .iter()
                        .filter_map(|parish| Some(Place { latitude: parish.latitude?, longitude: parish.longitude? })),
                ),
            });
            for parish in &council.parishes {
                index.codes.insert(parish.code.trim().to_ascii_uppercase().into(), council_index);
            }
            for name in council_names(council_index, council, &mut index.vocabulary) {
                index.add_name(&name);
            }
        }
        for alias in aliases {
            if let Some(council_index) = index.index_of(alias.council) {
                index.add_alias(council_index, alias);
            }
        }
        index
    }

    /// A contact that has ended is left out: the same person may be with another council by now.
    pub(super) fn add_contacts(&mut self, contacts: &[Contact]) {
        let lasting = contacts.iter().filter(|contact| contact.facts.valid_to.is_none());
        let mut addresses: Vec<(u32, &str)> = lasting
            .flat_map(|contact| contact.councils.iter().map(|council| (*council, contact.facts.email.raw())))
            .filter_map(|(council, email)| Some((self.index_of(council)?, email)))
            .collect();
        // The councils of an address are asked about in the order of the register.
        addresses.sort_unstable();
        addresses.into_iter().for_each(|(council, email)| self.addresses.insert(email, council, None));
    }

    fn add_alias(&mut self, council_index: u32, alias: &Alias) {
        match alias.kind {
            AliasKind::Address => self.addresses.insert(alias.written.raw(), council_index, Some(alias.learnt_on)),
            AliasKind::Name => {
                let name = tokenize_alias(council_index, alias, &mut self.vocabulary);
                if !name.words.is_empty() {
                    self.add_name(&name);
                }
            }
        }
    }

    fn add_name(&mut self, name: &TokenizedName) {
        let id = self.trie.count();
        let entry = self.trie.find(&name.words).is_some_and(|node| self.trie.is_end(node));
        let node = self.trie.insert(name);
        if !entry {
            self.spelling.insert(&name.words, node, &self.vocabulary);
        }
        for run in &name.run_together {
            self.addresses.insert_name(run, node);
        }
        self.names_by_word.resize_with(self.vocabulary.next_id() as usize, Vec::new);
        for word in &name.words {
            self.names_by_word[*word as usize].push(id);
        }
    }

    pub(super) fn council_with_code(&self, code: &str) -> Option<u32> {
        self.codes.get(code.trim().to_ascii_uppercase().as_str()).copied()
    }

    pub(super) fn index_of(&self, council: CouncilId) -> Option<u32> {
        self.index_by_id.get(&council.0.unsigned_abs()).copied()
    }

    pub(super) fn kind(&self, council: u32) -> Kind {
        self.councils.get(council as usize).map_or(Kind::Unknown, |entry| entry.kind)
    }

    pub(super) fn id(&self, council: u32) -> CouncilId {
        self.councils.get(council as usize).map_or(CouncilId(0), |entry| entry.id)
    }

    pub(super) fn place(&self, council: u32) -> Option<Place> {
        self.councils.get(council as usize)?.place
    }

    /// Label for people: `Wellington, Herefordshire`.
    pub(super) fn label(&self, council: u32) -> String {
        let entry = self.councils.get(council as usize);
        entry.map_or_else(String::new, |entry| format!("{}, {}", entry.name, entry.district))
    }
}
