//! Prefix tree of names by word: the longest name at a word is found with one look-up a word.

use super::name_variants::{Name, TokenizedName};
use super::tokenizer::{FastMap, Word};

pub(super) type Node = u32;

pub(super) const ROOT: Node = 0;

#[derive(Default)]
pub(super) struct NameTrie {
    names: Vec<Name>,
    children: FastMap<u64, Node>,
    /// Children of the root by word id: most words of a text start no name and cost no hash look-up.
    root_children: Vec<Node>,
    /// By node: ids of the names that end there.
    ends: Vec<Vec<u32>>,
    /// By node: ids of the longer names.
    longer: Vec<Vec<u32>>,
}

impl NameTrie {
    pub(super) fn new() -> Self {
        Self { ends: vec![Vec::new()], longer: vec![Vec::new()], ..Self::default() }
    }

    /// Adds a name and returns its last node. Of two equal names of one council the one of better rank stays.
    pub(super) fn insert(&mut self, tokenized: &TokenizedName) -> Node {
        let mut node = ROOT;
        let id = self.count();
        for (index, word) in tokenized.words.iter().enumerate() {
            if index > 0 {
                self.longer[node as usize].push(id);
            }
            node = self.get_or_insert_child(node, *word);
        }
        let here = &mut self.ends[node as usize];
        let same = here.iter().position(|known| self.names[*known as usize].council == tokenized.name.council);
        match same {
            Some(index) => {
                let known = &self.names[here[index] as usize];
                if (tokenized.name.origin.rank(), !is_alias(&tokenized.name)) < (known.origin.rank(), !is_alias(known))
                {
                    here[index] = id;
                }
            }
            None => here.push(id),
        }
        self.names.push(tokenized.name.clone());
        node
    }

    fn get_or_insert_child(&mut self, node: Node, word: Word) -> Node {
        let next = Node::try_from(self.ends.len()).unwrap_or(Node::MAX);
        let found = *self.children.entry(edge_key(node, word)).or_insert(next);
        if found == next {
            self.ends.push(Vec::new());
            self.longer.push(Vec::new());
            if node == ROOT {
                let word = word as usize;
                self.root_children.resize(self.root_children.len().max(word + 1), ROOT);
                self.root_children[word] = next;
            }
        }
        found
    }

    pub(super) fn child(&self, node: Node, word: Word) -> Option<Node> {
        if node == ROOT {
            return self.root_children.get(word as usize).copied().filter(|next| *next != ROOT);
        }
        self.children.get(&edge_key(node, word)).copied()
    }

    pub(super) fn find(&self, words: &[Word]) -> Option<Node> {
        words.iter().try_fold(ROOT, |node, word| self.child(node, *word))
    }

    /// Names that end at a node, with their ids.
    pub(super) fn names_at(&self, node: Node) -> impl Iterator<Item = (u32, &Name)> {
        self.with_ids(self.ends.get(node as usize))
    }

    pub(super) fn is_end(&self, node: Node) -> bool {
        self.ends.get(node as usize).is_some_and(|names| !names.is_empty())
    }

    /// Names that continue below a node, with their ids.
    pub(super) fn longer_names(&self, node: Node) -> impl Iterator<Item = (u32, &Name)> {
        self.with_ids(self.longer.get(node as usize))
    }

    fn with_ids<'a>(&'a self, ids: Option<&'a Vec<u32>>) -> impl Iterator<Item = (u32, &'a Name)> {
        let ids = ids.into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.names.get(*id as usize)?)))
    }

    /// Number of names, which is the next id.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn name(&self, id: u32) -> Option<&Name> {
        self.names.get(id as usize)
    }
}

fn is_alias(name: &Name) -> bool {
    matches!(name.origin, super::name_variants::NameOrigin::Learnt(_))
}

fn edge_key(node: Node, word: Word) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}
