//! Minimizes a smooth function plus an L1 penalty: OWL-QN (Andrew and Gao, 2007), which is L-BFGS without the penalty.

use std::collections::VecDeque;

/// Number of past steps that approximate the curvature.
const MEMORY: usize = 6;
const MAX_HALVINGS: usize = 20;
/// Stops if the value falls by less than this share in a step.
const MIN_DECREASE: f64 = 1e-7;

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// Gradient of the penalized function; where it has a kink, its flattest slope.
fn pseudo_gradient(at: &[f64], gradient: &[f64], l1: f64) -> Vec<f64> {
    let slope = |(at, gradient): (&f64, &f64)| match at {
        at if *at > 0.0 => gradient + l1,
        at if *at < 0.0 => gradient - l1,
        _ if gradient + l1 < 0.0 => gradient + l1,
        _ if gradient - l1 > 0.0 => gradient - l1,
        _ => 0.0,
    };
    at.iter().zip(gradient).map(slope).collect()
}

/// The two-loop recursion: the inverse curvature times the gradient, downwards.
fn direction(slope: &[f64], steps: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut way: Vec<f64> = slope.iter().map(|slope| -slope).collect();
    let mut factors = Vec::with_capacity(steps.len());
    for (step, change) in steps.iter().rev() {
        let factor = dot(step, &way) / dot(step, change);
        way.iter_mut().zip(change).for_each(|(way, change)| *way -= factor * change);
        factors.push(factor);
    }
    if let Some((step, change)) = steps.back() {
        let scale = dot(step, change) / dot(change, change);
        way.iter_mut().for_each(|way| *way *= scale);
    }
    for ((step, change), factor) in steps.iter().zip(factors.into_iter().rev()) {
        let correction = factor - dot(change, &way) / dot(step, change);
        way.iter_mut().zip(step).for_each(|(way, step)| *way += correction * step);
    }
    way
}

/// `value` computes the function at a point and writes its gradient.
pub fn minimize(
    start: Vec<f64>,
    l1: f64,
    most_steps: usize,
    mut value: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Vec<f64> {
    let mut at = start;
    let mut gradient = vec![0.0; at.len()];
    let penalty = |at: &[f64]| l1 * at.iter().map(|weight| weight.abs()).sum::<f64>();
    let mut now = value(&at, &mut gradient) + penalty(&at);
    let mut steps: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for _ in 0..most_steps {
        let slope = pseudo_gradient(&at, &gradient, l1);
        let mut way = direction(&slope, &steps);
        way.iter_mut().zip(&slope).filter(|(way, slope)| **way * **slope >= 0.0).for_each(|(way, _)| *way = 0.0);
        let descent = dot(&way, &slope);
        if descent >= 0.0 {
            break;
        }
        let mut length = if steps.is_empty() { 1.0 / dot(&slope, &slope).sqrt() } else { 1.0 };
        let mut next_gradient = vec![0.0; at.len()];
        let mut found = None;
        for _ in 0..MAX_HALVINGS {
            // A weight that would change its sign stops at 0.
            let moved = at.iter().zip(&way).zip(&slope).map(|((at, way), slope)| {
                let side = if *at == 0.0 { -slope } else { *at };
                let next = at + length * way;
                if l1 > 0.0 && next * side <= 0.0 { 0.0 } else { next }
            });
            let next: Vec<f64> = moved.collect();
            let then = value(&next, &mut next_gradient) + penalty(&next);
            let expected: f64 = next.iter().zip(&at).zip(&slope).map(|((next, at), slope)| (next - at) * slope).sum();
            if then <= now + 1e-4 * expected.min(0.0) {
                found = Some((next, then));
                break;
            }
            length /= 2.0;
        }
        let Some((next, then)) = found else { break };
        let step: Vec<f64> = next.iter().zip(&at).map(|(next, at)| next - at).collect();
        let change: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(next, before)| next - before).collect();
        if dot(&step, &change) > 1e-10 {
            steps.push_back((step, change));
            if steps.len() > MEMORY {
                steps.pop_front();
            }
        }
        let decrease = (now - then) / now.abs().max(1.0);
        (at, now) = (next, then);
        gradient.copy_from_slice(&next_gradient);
        if decrease < MIN_DECREASE {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::minimize;

    /// (x - 3)² + 2 (y + 1)² + ½ xy, its minimum solved by hand.
    fn bowl(at: &[f64], gradient: &mut [f64]) -> f64 {
        let (x, y) = (at[0], at[1]);
        gradient[0] = 2.0 * (x - 3.0) + 0.5 * y;
        gradient[1] = 4.0 * (y + 1.0) + 0.5 * x;
        (x - 3.0).powi(2) + 2.0 * (y + 1.0).powi(2) + 0.5 * x * y
    }

    #[test]
    fn a_smooth_minimum_is_found() {
        let at = minimize(vec![0.0, 0.0], 0.0, 100, bowl);
        assert!((at[0] - 26.0 / 7.75).abs() < 1e-2 && (at[1] + 1.0 + at[0] / 8.0).abs() < 1e-2, "{at:?}");
    }

    #[test]
    fn a_penalty_leaves_small_weights_at_zero() {
        let at = minimize(vec![0.0, 0.0], 5.0, 100, bowl);
        assert_eq!(at[1], 0.0);
        assert!((at[0] - 0.5).abs() < 1e-2, "{at:?}");
    }
}
