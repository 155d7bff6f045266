//! Chooses from which probability on a value is filled in.

/// A proposal by a model that did not learn from its author.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Graded {
    pub probability: f32,
    pub right: bool,
}

/// Fewer proposals say nothing about a threshold.
const MIN_PROPOSALS: usize = 20;

/// The lowest threshold at and above which this share of the proposals is right; infinite if there is none.
pub fn lowest_threshold(graded: &[Graded], precision: f64) -> f32 {
    let mut sorted: Vec<&Graded> = graded.iter().collect();
    sorted.sort_by(|one, other| other.probability.total_cmp(&one.probability));
    let (mut right, mut lowest) = (0, f32::INFINITY);
    for (count, one) in (1..).zip(sorted) {
        right += usize::from(one.right);
        if count >= MIN_PROPOSALS && right as f64 >= precision * count as f64 {
            lowest = one.probability;
        }
    }
    lowest
}

#[cfg(test)]
mod tests {
    use super::{Graded, lowest_threshold};

    #[test]
    fn the_threshold_keeps_the_precision() {
        let of = |probability, right| Graded { probability, right };
        let mut graded: Vec<Graded> = (0..40).map(|at| of(0.9 - 0.001 * at as f32, true)).collect();
        graded.extend((0..40).map(|at| of(0.5 - 0.001 * at as f32, at % 2 == 0)));
        let threshold = lowest_threshold(&graded, 0.95);
        let kept: Vec<&Graded> = graded.iter().filter(|one| one.probability >= threshold).collect();
        assert!(kept.len() > 40 && kept.iter().filter(|one| one.right).count() * 100 >= kept.len() * 95);
        assert_eq!(lowest_threshold(&graded[40..], 0.95), f32::INFINITY);
    }
}
