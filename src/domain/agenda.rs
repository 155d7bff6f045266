//! Stub.
use chrono::NaiveDate;
/// Stub.
pub struct Holidays;
impl Holidays {
    /// Stub.
    pub fn england() -> Self {
        Self
    }
}
/// Stub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// Stub.
    InTime {
        /// Stub.
        meeting: NaiveDate,
        /// Stub.
        table_by: NaiveDate,
    },
    /// Stub.
    AgendaClosed {
        /// Stub.
        meeting: NaiveDate,
        /// Stub.
        table_by: NaiveDate,
    },
    /// Stub.
    MeetsAfter {
        /// Stub.
        meeting: NaiveDate,
    },
    /// Stub.
    NoMeetingKnown,
    /// Stub.
    Past,
}
/// Stub.
pub fn decides(_: &[NaiveDate], _: NaiveDate, _: NaiveDate, _: &Holidays) -> Decides {
    Decides::NoMeetingKnown
}
impl Decides {
    /// Stub.
    pub fn cannot_decide_in_time(&self) -> bool {
        false
    }
    /// Stub.
    pub fn explain(&self, _as_at: NaiveDate, _deadline: NaiveDate) -> String {
        String::new()
    }
}
