//! The index over a register, and the two questions that it answers.

use super::address::Addresses;
use super::areas::Areas;
use super::clues::Clues;
use super::found::{Found, Heading};
use super::mention::Mention;
use super::names::{Spelled, learnt, names_of};
use super::spelling::Spelling;
use super::words::{Map, Vocabulary};
use crate::matching::rank::Query;
use crate::matching::trie::Tree;
use charter::alias::{Alias, AliasKind};
use charter::council::{Council, Kind};
use charter::ids::CouncilId;

/// What is asked of a council besides its names.
struct Known {
    id: CouncilId,
    kind: Kind,
    /// Its name and its district, for people.
    name: Box<str>,
    district: Box<str>,
}

/// An index over a register and over what has been taught.
pub struct Matcher {
    councils: Vec<Known>,
    pub(super) vocabulary: Vocabulary,
    pub(super) tree: Tree,
    pub(super) areas: Areas,
    pub(super) spelling: Spelling,
    pub(super) addresses: Addresses,
    /// By word: the numbers of the names that hold it.
    pub(super) holding: Vec<Vec<u32>>,
    codes: Map<Box<str>, u32>,
    /// By identity.
    places: Map<u64, u32>,
}

impl Matcher {
    /// An index over the councils, which are those that are active, and over the aliases of these.
    pub fn new(councils: &[Council], learnt: &[Alias]) -> Self {
        let mut matcher = Self {
            councils: Vec::with_capacity(councils.len()),
            vocabulary: Vocabulary::new(),
            tree: Tree::new(),
            areas: Areas::new(councils),
            spelling: Spelling::default(),
            addresses: Addresses::default(),
            holding: Vec::new(),
            codes: Map::default(),
            places: Map::default(),
        };
        for (place, council) in (0_u32..).zip(councils) {
            matcher.places.insert(council.id.0.unsigned_abs(), place);
            matcher.councils.push(Known {
                id: council.id,
                kind: council.kind,
                name: Box::from(council.name.raw()),
                district: Box::from(council.district.raw()),
            });
            for parish in &council.parishes {
                matcher.codes.insert(parish.code.trim().to_ascii_uppercase().into(), place);
            }
            matcher.addresses.enter(council.contact_address.raw(), place, None);
            for name in names_of(place, council, &mut matcher.vocabulary) {
                matcher.enter(&name);
            }
        }
        for alias in learnt {
            if let Some(place) = matcher.place(alias.council) {
                matcher.teach(place, alias);
            }
        }
        matcher
    }

    fn teach(&mut self, place: u32, alias: &Alias) {
        match alias.kind {
            AliasKind::Address => self.addresses.enter(alias.written.raw(), place, Some(alias.learnt_on)),
            AliasKind::Name => {
                let name = learnt(place, alias, &mut self.vocabulary);
                if !name.words.is_empty() {
                    self.enter(&name);
                }
            }
        }
    }

    fn enter(&mut self, name: &Spelled) {
        let number = self.tree.count();
        let known = self.tree.walk(&name.words).is_some_and(|node| self.tree.ends(node));
        let node = self.tree.enter(name);
        if !known {
            self.spelling.enter(&name.words, node, &self.vocabulary);
        }
        for run in &name.run_together {
            self.addresses.enter_name(run, node);
        }
        self.holding.resize_with(self.vocabulary.end() as usize, Vec::new);
        for word in &name.words {
            self.holding[*word as usize].push(number);
        }
    }

    /// Whose a written name is: a cell of a sheet, or a name that was typed. `area` is the county, district or team that stands
    /// beside it.
    pub fn written(&self, written: &str, area: Option<&str>) -> Found {
        self.read_name(written, area)
    }

    /// Whose a whole reply is.
    pub fn item(&self, clues: &Clues<'_>) -> Found {
        self.judge(clues)
    }

    /// The names that stand over what follows them in a text, in its order.
    pub fn headings(&self, text: &str) -> Vec<Heading> {
        let heading = |mention: Mention| {
            let hits = self.weigh(mention.node, Query { kind: mention.kind, area: None }).hits;
            Some(Heading { at: mention.heads?, councils: hits.iter().map(|hit| self.id(hit.council)).collect() })
        };
        self.mentions(text).into_iter().filter_map(heading).collect()
    }

    /// The council that has a parish with this code.
    pub(super) fn coded(&self, code: &str) -> Option<u32> {
        self.codes.get(code.trim().to_ascii_uppercase().as_str()).copied()
    }

    /// The place of a council in the index.
    pub(super) fn place(&self, council: CouncilId) -> Option<u32> {
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
