//! Learns a random forest that judges candidates.

use reading::extract::learnt::Node;

use crate::augment::Random;

/// Features of a candidate and whether it is right.
pub struct Judged<const N: usize> {
    pub features: [f32; N],
    pub right: bool,
}

const TREES: usize = 120;
const MAX_DEPTH: usize = 9;
const MIN_LEAF: usize = 6;

/// The same trees each time for the same candidates in the same order.
pub fn learn_forest<const N: usize>(judged: &[&Judged<N>]) -> Vec<Vec<Node>> {
    let half = TREES / 2;
    let grow = |from: usize, to: usize| (from..to).map(|seed| grow_tree(judged, seed as u64)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| grow(half, TREES));
        let mut trees = grow(0, half);
        trees.extend(second.join().expect("the other trees"));
        trees
    })
}

/// A tree on a sample with repetition.
fn grow_tree<const N: usize>(judged: &[&Judged<N>], seed: u64) -> Vec<Node> {
    let mut random = Random(seed.wrapping_mul(0x1234_5677));
    let sample: Vec<u32> = (0..judged.len()).map(|_| random.below(judged.len()) as u32).collect();
    let mut nodes = vec![Node::Leaf(0.0)];
    let mut open = vec![(0_usize, sample, 0_usize)];
    while let Some((at, sample, depth)) = open.pop() {
        let right = sample.iter().filter(|index| judged[**index as usize].right).count();
        let pure = right == 0 || right == sample.len();
        let split = if pure || depth >= MAX_DEPTH { None } else { best_split(judged, &sample, &mut random) };
        let Some((feature, threshold)) = split else {
            nodes[at] = Node::Leaf(right as f32 / sample.len().max(1) as f32);
            continue;
        };
        let (left, right): (Vec<u32>, Vec<u32>) =
            sample.into_iter().partition(|index| judged[*index as usize].features[feature] <= threshold);
        let child = nodes.len();
        nodes.extend([Node::Leaf(0.0); 2]);
        nodes[at] = Node::Split { feature: feature as u8, threshold, left: child as u16 };
        open.push((child, left, depth + 1));
        open.push((child + 1, right, depth + 1));
    }
    nodes
}

/// The split of least impurity among a few features.
fn best_split<const N: usize>(judged: &[&Judged<N>], sample: &[u32], random: &mut Random) -> Option<(usize, f32)> {
    let tried = (N as f64).sqrt() as usize + 1;
    let (mut best, mut found) = (f64::MAX, None);
    for _ in 0..tried {
        let feature = random.below(N);
        let mut values: Vec<(f32, bool)> =
            sample.iter().map(|index| &judged[*index as usize]).map(|own| (own.features[feature], own.right)).collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (total, all) = (values.len(), values.iter().filter(|(_, right)| *right).count());
        let mut right = 0;
        for count in 1..total {
            right += usize::from(values[count - 1].1);
            if count < MIN_LEAF || total - count < MIN_LEAF || values[count - 1].0 == values[count].0 {
                continue;
            }
            let gini = |right: usize, count: usize| right as f64 * (count - right) as f64 / count as f64;
            let impurity = gini(right, count) + gini(all - right, total - count);
            if impurity < best {
                (best, found) = (impurity, Some((feature, (values[count - 1].0 + values[count].0) / 2.0)));
            }
        }
    }
    found
}
