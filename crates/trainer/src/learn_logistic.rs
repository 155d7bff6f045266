//! Learns a logistic function.

use crate::lbfgs::minimize;

/// `l2` is the penalty on squared weights. The same numbers each time for the same examples in the same order.
pub fn learn_logistic<const N: usize>(examples: &[([f32; N], bool)], l2: f64) -> [f32; N] {
    let learnt = minimize(vec![0.0; N], 0.0, 200, |at, gradient| {
        let mut value = 0.0;
        for (slope, weight) in gradient.iter_mut().zip(at) {
            *slope = l2 * weight;
            value += l2 / 2.0 * weight * weight;
        }
        for (inputs, right) in examples {
            let sum: f64 = inputs.iter().zip(at).map(|(input, weight)| f64::from(*input) * weight).sum();
            let sign = if *right { 1.0 } else { -1.0 };
            value += (-sign * sum).exp().ln_1p();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*right));
            gradient.iter_mut().zip(inputs).for_each(|(slope, input)| *slope += error * f64::from(*input));
        }
        value
    });
    let mut weights = [0.0; N];
    weights.iter_mut().zip(learnt).for_each(|(weight, learnt)| *weight = learnt as f32);
    weights
}
