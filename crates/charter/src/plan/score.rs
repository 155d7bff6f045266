//! What is aimed for, as a number of several digits.

use std::ops::{Add, AddAssign, Sub};

use super::types::Way;
use crate::returns::Method;

/// How good a choice is. Compared digit by digit from the first; added and taken away digit by digit without any carry,
/// so that the sum over all councils has the same order as the aims: no amount of a later aim outweighs an earlier one, and nothing
/// is rounded.
///
/// | digit | aim |
/// | --- | --- |
/// | 0 | what is fixed is held |
/// | 1 | promises kept |
/// | 2 | days unseen of the councils that are met |
/// | 3, 4, 5 | last candidates, changed priorities, promises outstanding of those |
/// | 6 | the way that the council asked for |
/// | 7 | days until then, as a negative number |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score(pub(super) [i64; 8]);

impl Score {
    pub(super) const ZERO: Self = Self([0; 8]);

    /// What must be held, whatever else it costs.
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

/// Days unseen of a council that was never seen, and the most that count.
pub(super) const NEVER_MET_DAYS: i64 = 3650;

/// Whether this way keeps the promise to a council that asked for this method.
pub(super) fn keeps_promise(method: Option<&Method>, way: Way) -> bool {
    match way {
        Way::InPerson | Way::Digital => true,
        Way::Written => method != Some(&Method::InPerson),
        Way::CannotBeMet | Way::NotNeeded => false,
    }
}

/// Whether the council would be met at its meetings, if duty allows. One that asked for a written update or for the phone
/// has no use for a duty day.
pub(super) fn prefers_meeting(method: Option<&Method>) -> bool {
    !matches!(method, Some(Method::WrittenUpdate | Method::Phone | Method::NotRequired))
}

/// How near a way is to the method that the council asked for, 0 to 2. One that did not say is met in person first, as
/// the letter offers.
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
