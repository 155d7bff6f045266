//! The current time. One place asks the system, so that the demo and the tests can fix it.
#![allow(clippy::disallowed_methods, reason = "the clock that is passed on")]

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};

use charter::change::Moment;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    System,
    /// Always this instant.
    Fixed(DateTime<Utc>),
}

impl Clock {
    pub fn now(self) -> Moment {
        let at = match self {
            Self::System => Utc::now(),
            Self::Fixed(at) => at,
        };
        Moment { at }
    }

    /// The civil day in London.
    pub fn today(self) -> NaiveDate {
        self.now().today()
    }
}

/// Measures real time, even with a fixed clock.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn today_is_londons() {
        let before_midnight_utc = "2023-09-30T23:30:00Z".parse().unwrap();
        assert_eq!(Clock::Fixed(before_midnight_utc).today().to_string(), "2023-10-01");
    }
}
