//! The index over a register of councils, and over the aliases that people have taught.

use super::address::Addresses;
use super::areas::Areas;
use super::names::{TokenizedName, learnt_name, names_of};
use super::typing_errors::SpellingIndex;
use super::words::{FastMap, Vocabulary};
use crate::matching::trie::NameTrie;
use charter::alias::{Alias, AliasKind};
use charter::council::{Council, Kind};
use charter::ids::CouncilId;

/// What is asked of a council besides its names.
struct CouncilEntry {
    id: CouncilId,
    kind: Kind,
    /// Its name and its district, for people.
    name: Box<str>,
    district: Box<str>,
}

pub(super) struct RegisterIndex {
    councils: Vec<CouncilEntry>,
    pub(super) vocabulary: Vocabulary,
    pub(super) tree: NameTrie,
    pub(super) areas: Areas,
    pub(super) spelling: SpellingIndex,
    pub(super) addresses: Addresses,
    /// By word: the numbers of the names that hold it.
    pub(super) names_by_word: Vec<Vec<u32>>,
    codes: FastMap<Box<str>, u32>,
    /// By identity.
    places: FastMap<u64, u32>,
}

impl RegisterIndex {
    /// An index over the councils, which are those that are active, and over the aliases of these.
    pub(super) fn new(councils: &[Council], learnt: &[Alias]) -> Self {
        let mut index = Self {
            councils: Vec::with_capacity(councils.len()),
            vocabulary: Vocabulary::new(),
            tree: NameTrie::new(),
            areas: Areas::new(councils),
            spelling: SpellingIndex::default(),
            addresses: Addresses::default(),
            names_by_word: Vec::new(),
            codes: FastMap::default(),
            places: FastMap::default(),
        };
        for (place, council) in (0_u32..).zip(councils) {
            index.places.insert(council.id.0.unsigned_abs(), place);
            index.councils.push(CouncilEntry {
                id: council.id,
                kind: council.kind,
                name: Box::from(council.name.raw()),
                district: Box::from(council.district.raw()),
            });
            for parish in &council.parishes {
                index.codes.insert(parish.code.trim().to_ascii_uppercase().into(), place);
            }
            index.addresses.insert(council.contact_address.raw(), place, None);
            for name in names_of(place, council, &mut index.vocabulary) {
                index.enter(&name);
            }
        }
        for alias in learnt {
            if let Some(place) = index.index_of(alias.council) {
                index.teach(place, alias);
            }
        }
        index
    }

    fn teach(&mut self, place: u32, alias: &Alias) {
        match alias.kind {
            AliasKind::Address => self.addresses.insert(alias.written.raw(), place, Some(alias.learnt_on)),
            AliasKind::Name => {
                let name = learnt_name(place, alias, &mut self.vocabulary);
                if !name.words.is_empty() {
                    self.enter(&name);
                }
            }
        }
    }

    fn enter(&mut self, name: &TokenizedName) {
        let number = self.tree.count();
        let known = self.tree.find(&name.words).is_some_and(|node| self.tree.is_end(node));
        let node = self.tree.insert(name);
        if !known {
            self.spelling.insert(&name.words, node, &self.vocabulary);
        }
        for run in &name.run_together {
            self.addresses.insert_name(run, node);
        }
        self.names_by_word.resize_with(self.vocabulary.next_number() as usize, Vec::new);
        for word in &name.words {
            self.names_by_word[*word as usize].push(number);
        }
    }

    /// The council that has a parish with this code.
    pub(super) fn council_with_code(&self, code: &str) -> Option<u32> {
        self.codes.get(code.trim().to_ascii_uppercase().as_str()).copied()
    }

    /// The place of a council in the index.
    pub(super) fn index_of(&self, council: CouncilId) -> Option<u32> {
        self.places.get(&council.0.unsigned_abs()).copied()
    }

    pub(super) fn kind(&self, council: u32) -> Kind {
        self.councils.get(council as usize).map_or(Kind::Unknown, |known| known.kind)
    }

    pub(super) fn id(&self, council: u32) -> CouncilId {
        self.councils.get(council as usize).map_or(CouncilId(0), |known| known.id)
    }

    /// `Wellington, Herefordshire`.
    pub(super) fn label(&self, council: u32) -> String {
        let known = self.councils.get(council as usize);
        known.map_or_else(String::new, |known| format!("{}, {}", known.name, known.district))
    }
}
