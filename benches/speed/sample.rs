//! Repeated measurements of one thing.

/// Measurements, in no order.
#[derive(Debug, Clone, Default)]
pub struct Sample(Vec<f64>);

impl Sample {
    /// Adds a measurement.
    pub fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    /// The middle one: half are below. NaN if there are none, which keeps no aim.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Between which two values eight of ten lie.
    pub fn spread(&self) -> (f64, f64) {
        (self.quantile(0.1), self.quantile(0.9))
    }

    fn quantile(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1) as f64;
        sorted.get((part * last).round() as usize).copied().unwrap_or(f64::NAN)
    }
}
