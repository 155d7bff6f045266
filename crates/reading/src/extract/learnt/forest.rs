//! A random forest: the mean of its trees.

/// A node of eight bytes: the feature or [`LEAF`], the index of the left child of two, and the threshold or the leaf's value.
const NODE_BYTES: usize = 8;
const LEAF: u8 = u8::MAX;

/// A node before it is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    Leaf(f32),
    /// Left if the feature is at most the threshold. The right child follows the left one.
    Split {
        feature: u8,
        threshold: f32,
        left: u16,
    },
}

/// Trees in the bytes that [`Forest::build`] made.
#[derive(Clone, Copy, Debug)]
pub struct Forest<'a> {
    bytes: &'a [u8],
}

impl<'a> Forest<'a> {
    /// `None` if the bytes are no forest.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let forest = Self { bytes };
        let mut rest = bytes;
        while !rest.is_empty() {
            let (length, nodes) = rest.split_first_chunk()?;
            let length = u32::from_le_bytes(*length) as usize;
            let (tree, after) = nodes.split_at_checked(length.checked_mul(NODE_BYTES)?)?;
            if tree.is_empty() {
                return None;
            }
            rest = after;
        }
        Some(forest)
    }

    pub fn build(trees: &[Vec<Node>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for tree in trees {
            bytes.extend((tree.len() as u32).to_le_bytes());
            for node in tree {
                let (feature, left, value) = match *node {
                    Node::Leaf(value) => (LEAF, 0, value),
                    Node::Split { feature, threshold, left } => (feature, left, threshold),
                };
                bytes.extend([feature, 0]);
                bytes.extend(left.to_le_bytes());
                bytes.extend(value.to_le_bytes());
            }
        }
        bytes
    }

    /// The mean of the trees; 0 without a tree.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let (mut sum, mut count, mut rest) = (0.0, 0.0_f32, self.bytes);
        while let Some((length, nodes)) = rest.split_first_chunk() {
            let (tree, after) = nodes.split_at(u32::from_le_bytes(*length) as usize * NODE_BYTES);
            sum += leaf(tree, features);
            (count, rest) = (count + 1.0, after);
        }
        sum / count.max(1.0)
    }
}

fn leaf(tree: &[u8], features: &[f32]) -> f32 {
    let mut at = 0;
    while let Some(node) = tree.get(at * NODE_BYTES..(at + 1) * NODE_BYTES) {
        let value = f32::from_le_bytes([node[4], node[5], node[6], node[7]]);
        let left = usize::from(u16::from_le_bytes([node[2], node[3]]));
        // Children stand behind their parent, so that every walk ends.
        if node[0] == LEAF || left <= at {
            return value;
        }
        let is_right = features.get(usize::from(node[0])).is_some_and(|feature| *feature > value);
        at = left + usize::from(is_right);
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::{Forest, Node};

    #[test]
    fn the_mean_of_the_leaves() {
        let split = Node::Split { feature: 1, threshold: 0.5, left: 1 };
        let trees = [vec![split, Node::Leaf(0.0), Node::Leaf(1.0)], vec![Node::Leaf(0.5)]];
        let bytes = Forest::build(&trees);
        let forest = Forest::parse(&bytes).unwrap();
        assert_eq!(forest.probability(&[9.0, 0.5]), 0.25);
        assert_eq!(forest.probability(&[9.0, 0.6]), 0.75);
        assert!(Forest::parse(&bytes[1..]).is_none() && Forest::parse(&bytes[..bytes.len() - 1]).is_none());
    }
}
