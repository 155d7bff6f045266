//! The partition of a round's councils by how they responded (charter, "One partition").

use crate::calendar::format_short;
use crate::ids::ItemId;
use crate::status::CouncilStatus;
use crate::string_enum;
use chrono::NaiveDate;

string_enum! {
    /// Each council of a round is in exactly one group at any day. After the deadline: on time, late, incomplete, silent
    /// or never reached; before it: answered, incomplete, awaiting, never reached or not sent.
    ResponseGroup {
        /// Confirmed or declined by the end of the deadline's day.
        OnTime = "on-time", "on time";
        /// Confirmed or declined, and the deadline is still ahead.
        Answered = "answered", "answered";
        /// Confirmed or declined, but not on time.
        Late = "late", "late";
        /// Heard, but neither confirmed nor declined. The code is older than the label.
        Incomplete = "heard-not-confirmed", "incomplete";
        /// The letter was delivered, and nothing was heard by the deadline: assumed declined.
        Silent = "silent", "silent";
        /// The letter was delivered, and the deadline is still ahead.
        Awaiting = "awaiting", "awaiting";
        /// The letter came back or, after the deadline, none was sent; and nothing was heard.
        NeverReached = "never-reached", "never reached";
        /// No letter yet, and the deadline is still ahead.
        NotSent = "not-sent", "letter not recorded";
    }
}

impl ResponseGroup {
    /// The groups that missed the deadline, once it is past. Each needs another next step.
    pub const MISSED: [Self; 4] = [Self::Silent, Self::Incomplete, Self::Late, Self::NeverReached];

    /// The groups that exist on a day, in the order of display.
    pub const fn of_day(is_past: bool) -> [Self; 5] {
        if is_past {
            [Self::OnTime, Self::Late, Self::Incomplete, Self::Silent, Self::NeverReached]
        } else {
            [Self::Answered, Self::Incomplete, Self::Awaiting, Self::NeverReached, Self::NotSent]
        }
    }

    /// The next step with a council of this group that missed the deadline.
    pub fn next_step(self) -> &'static str {
        match self {
            Self::Silent => "write or phone",
            Self::Incomplete => "chase the rest",
            Self::Late => "decide whether to accept it",
            Self::NeverReached => "record the letter, or correct the address",
            Self::NotSent => "say when the letter was sent",
            Self::OnTime | Self::Answered | Self::Awaiting => "nothing to do",
        }
    }
}

/// What the status of a council reads while a reply of it waits.
pub const REPLY_WAITING: &str = "reply waiting";
/// The next step with such a council: nobody is told to chase it.
pub const WAITING_STEP: &str = "open the inbox";

/// A reply in the inbox that is matched to a council, surely or likely, and that nobody has dealt with yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct WaitingReply {
    /// The inbox item.
    pub item: ItemId,
    /// `null` for a reply without a date.
    pub received_on: Option<NaiveDate>,
}

impl WaitingReply {
    /// "a reply of 2 Oct waits in the inbox".
    pub fn describe(self, as_at: NaiveDate) -> String {
        match self.received_on {
            Some(on) => format!("a reply of {} waits in the inbox", format_short(on, as_at)),
            None => "a reply without a date waits in the inbox".to_owned(),
        }
    }
}

impl<'a> FromIterator<&'a CouncilStatus> for ResponseCounts {
    fn from_iter<T: IntoIterator<Item = &'a CouncilStatus>>(statuses: T) -> Self {
        let mut counts = Self::default();
        statuses.into_iter().for_each(|status| counts.add(status));
        counts
    }
}

/// Counts of some councils by group: they sum to the number of these councils.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResponseCounts {
    /// In the order of [`ResponseGroup::ALL`].
    by_group: [usize; ResponseGroup::ALL.len()],
    /// Of these, councils with a reply waiting in the inbox.
    waiting: [usize; ResponseGroup::ALL.len()],
}

impl ResponseCounts {
    pub fn add(&mut self, status: &CouncilStatus) {
        self.by_group[status.group as usize] += 1;
        self.waiting[status.group as usize] += usize::from(status.waiting.is_some());
    }

    pub fn count(&self, group: ResponseGroup) -> usize {
        self.by_group[group as usize]
    }

    /// The councils of a group with a reply waiting in the inbox.
    pub fn waiting_in(&self, group: ResponseGroup) -> usize {
        self.waiting[group as usize]
    }

    /// Councils with a reply waiting in the inbox.
    pub fn waiting(&self) -> usize {
        self.waiting.iter().sum()
    }

    /// Councils that missed the deadline and have a reply waiting in the inbox.
    pub fn missed_waiting(&self) -> usize {
        ResponseGroup::MISSED.into_iter().map(|group| self.waiting_in(group)).sum()
    }

    /// The number of councils.
    pub fn total(&self) -> usize {
        self.by_group.iter().sum()
    }

    /// Councils that confirmed or declined in time: the n of "n of N".
    pub fn in_time(&self) -> usize {
        self.count(ResponseGroup::OnTime) + self.count(ResponseGroup::Answered)
    }

    /// Councils that missed the deadline; 0 before it.
    pub fn missed(&self, is_past: bool) -> usize {
        if is_past { self.total() - self.count(ResponseGroup::OnTime) } else { 0 }
    }
}
