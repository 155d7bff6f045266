//! The names of a register word by word: finding the longest name that begins at a word costs a look-up a word.

use super::names::{Name, TokenizedName};
use super::words::{FastMap, Word};

/// A place in the tree.
pub(super) type Node = u32;

/// The beginning of the tree; no name ends here.
pub(super) const ROOT: Node = 0;

/// The names of a register.
#[derive(Default)]
pub(super) struct NameTrie {
    names: Vec<Name>,
    steps: FastMap<u64, Node>,
    /// By word: where names that begin with it go on, so that most words of a text cost no look-up at all.
    first: Vec<Node>,
    /// By node: the names that end there.
    at: Vec<Vec<u32>>,
    /// By node: the names that go on from there.
    below: Vec<Vec<u32>>,
}

impl NameTrie {
    pub(super) fn new() -> Self {
        Self { at: vec![Vec::new()], below: vec![Vec::new()], ..Self::default() }
    }

    /// Enters a name; says where it ends. A council that has the same name in a better way keeps that.
    pub(super) fn insert(&mut self, spelled: &TokenizedName) -> Node {
        let mut node = ROOT;
        let number = self.count();
        for (place, word) in spelled.words.iter().enumerate() {
            if place > 0 {
                self.below[node as usize].push(number);
            }
            node = self.grow(node, *word);
        }
        let here = &mut self.at[node as usize];
        let same = here.iter().position(|known| self.names[*known as usize].council == spelled.name.council);
        match same {
            Some(place) => {
                let known = &self.names[here[place] as usize];
                if (spelled.name.origin.rank(), !is_learnt(&spelled.name)) < (known.origin.rank(), !is_learnt(known)) {
                    here[place] = number;
                }
            }
            None => here.push(number),
        }
        self.names.push(spelled.name.clone());
        node
    }

    fn grow(&mut self, node: Node, word: Word) -> Node {
        let next = Node::try_from(self.at.len()).unwrap_or(Node::MAX);
        let found = *self.steps.entry(edge_key(node, word)).or_insert(next);
        if found == next {
            self.at.push(Vec::new());
            self.below.push(Vec::new());
            if node == ROOT {
                let word = word as usize;
                self.first.resize(self.first.len().max(word + 1), ROOT);
                self.first[word] = next;
            }
        }
        found
    }

    /// Where a word leads to from a node.
    pub(super) fn child(&self, node: Node, word: Word) -> Option<Node> {
        if node == ROOT {
            return self.first.get(word as usize).copied().filter(|next| *next != ROOT);
        }
        self.steps.get(&edge_key(node, word)).copied()
    }

    /// Where all these words lead to.
    pub(super) fn find(&self, words: &[Word]) -> Option<Node> {
        words.iter().try_fold(ROOT, |node, word| self.child(node, *word))
    }

    /// The names that end at a node, with their numbers.
    pub(super) fn names_at(&self, node: Node) -> impl Iterator<Item = (u32, &Name)> {
        self.numbered(self.at.get(node as usize))
    }

    /// Whether a name ends at a node.
    pub(super) fn is_end(&self, node: Node) -> bool {
        self.at.get(node as usize).is_some_and(|names| !names.is_empty())
    }

    /// The names that go on from a node.
    pub(super) fn longer_names(&self, node: Node) -> impl Iterator<Item = (u32, &Name)> {
        self.numbered(self.below.get(node as usize))
    }

    fn numbered<'a>(&'a self, numbers: Option<&'a Vec<u32>>) -> impl Iterator<Item = (u32, &'a Name)> {
        let numbers = numbers.into_iter().flatten();
        numbers.filter_map(|number| Some((*number, self.names.get(*number as usize)?)))
    }

    /// How many names there are; the number of the next one.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }

    /// The name with a number.
    pub(super) fn name(&self, number: u32) -> Option<&Name> {
        self.names.get(number as usize)
    }
}

fn is_learnt(name: &Name) -> bool {
    matches!(name.origin, super::names::NameOrigin::Learnt(_))
}

fn edge_key(node: Node, word: Word) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}
