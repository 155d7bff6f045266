//! The aims of the plan, as a number of several digits.

use std::ops::{Add, AddAssign, Sub};

use super::types::Way;
use crate::returns::Method;

/// The value of a choice. Digits compare from the first; addition and subtraction work digit by digit without a
/// carry. So the sum over all councils has the order of the aims: no amount of a later aim outweighs an earlier one,
/// and nothing is rounded.
///
/// | digit | aim |
/// | --- | --- |
/// | 0 | fixed choices kept |
/// | 1 | promises kept |
/// | 2 | days unseen of the councils that are met |
/// | 3, 4, 5 | last candidates, changed priorities, open promises of those |
/// | 6 | the way that the council asked for |
/// | 7 | days until then, as a negative number |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score(pub(super) [i64; 8]);

impl Score {
    pub(super) const ZERO: Self = Self([0; 8]);

    /// A fixed choice, whatever it costs.
    pub(super) const MANDATORY: Self = Self([1, 0, 0, 0, 0, 0, 0, 0]);
}

impl Add for Score {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(digit, more)| *digit += more);
    }
}

impl Sub for Score {
    type Output = Self;
    fn sub(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(digit, less)| *digit -= less);
        self
    }
}

impl std::iter::Sum for Score {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// For a council that was never seen, and the maximum for others.
pub(super) const NEVER_MET_DAYS: i64 = 3650;

/// Whether this way keeps the promise to a council with this method.
pub(super) fn keeps_promise(method: Option<&Method>, way: Way) -> bool {
    match way {
        Way::InPerson | Way::Digital => true,
        Way::Written => method != Some(&Method::InPerson),
        Way::CannotBeMet | Way::NotNeeded => false,
    }
}

/// False for a council that asked for a written update or for the phone: it needs no duty day.
pub(super) fn prefers_meeting(method: Option<&Method>) -> bool {
    !matches!(method, Some(Method::WrittenUpdate | Method::Phone | Method::NotRequired))
}

/// 0 to 2: the match of a way with the method. Without a method, in person comes first, as the letter offers.
pub(super) fn method_match(method: Option<&Method>, way: Way) -> i64 {
    match (method, way) {
        (Some(Method::Digital), Way::Digital) => 2,
        (Some(Method::Digital), Way::InPerson) => 1,
        (Some(Method::WrittenUpdate | Method::Phone), Way::Written) => 2,
        (Some(Method::WrittenUpdate | Method::Phone | Method::NotRequired), _) => 0,
        (_, Way::InPerson) => 2,
        (_, Way::Digital) => 1,
        _ => 0,
    }
}
