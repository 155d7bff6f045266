//! How long councils wait for the team (charter, rule 25): from a reply to its acknowledgement, from an agreement to the
//! first action, from work done to the council being told.
//!
//! The records have days, so these waits are counted in civil days. Only a reply that still lies in the inbox has a time;
//! its deadline is a moment.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::calendar::Received;
use crate::ids::CouncilId;
use crate::string_enum;

string_enum! {
    WaitKind {
        Acknowledgement = "acknowledgement", "reply to acknowledgement";
        FirstAction = "first-action", "agreement to first action";
        Told = "told", "work done to update";
    }
}

/// Something happened on a day. What it is about tells which other event ends the wait: a council or a priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub about: i64,
    pub council: CouncilId,
    pub on: NaiveDate,
}

/// What begins a wait of a kind, and what ends it, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitEvents {
    pub starts: Vec<Event>,
    pub ends: Vec<Event>,
}

/// One wait of a council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub kind: WaitKind,
    pub council: CouncilId,
    pub from: NaiveDate,
    /// `None` while it lasts.
    pub until: Option<NaiveDate>,
}

impl Wait {
    /// Civil days until it ended, or until `as_at`.
    pub fn days(&self, as_at: NaiveDate) -> i64 {
        (self.until.unwrap_or(as_at) - self.from).num_days()
    }

    /// Whether it lasted, or lasts, longer than the limit.
    pub fn is_over(&self, limit: ReplyLimit, as_at: NaiveDate) -> bool {
        limit.is_exceeded_by_days(self.days(as_at))
    }
}

/// Each start ends with the first event about the same on its day or later. Events after `as_at` have not happened. Two
/// starts about the same on one day are one wait.
pub fn waits(kind: WaitKind, events: &WaitEvents, as_at: NaiveDate) -> Vec<Wait> {
    let mut ends: BTreeMap<i64, Vec<NaiveDate>> = BTreeMap::new();
    for event in events.ends.iter().filter(|event| event.on <= as_at) {
        ends.entry(event.about).or_default().push(event.on);
    }
    ends.values_mut().for_each(|days| days.sort_unstable());
    let mut starts: Vec<&Event> = events.starts.iter().filter(|event| event.on <= as_at).collect();
    starts.sort_by_key(|event| (event.on, event.about));
    starts.dedup_by_key(|event| (event.on, event.about));
    let first_end = |start: &Event| ends.get(&start.about)?.iter().copied().find(|on| *on >= start.on);
    let wait = |start: &&Event| Wait { kind, council: start.council, from: start.on, until: first_end(start) };
    starts.iter().map(wait).collect()
}

/// The waits of one kind in numbers. Each number of days has its base: `ended` or `lasting`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WaitSummary {
    pub ended: usize,
    /// Of those that ended. The mean of both middle ones if their number is even.
    pub median_days: Option<f64>,
    pub longest_days: Option<i64>,
    /// Those that last.
    pub lasting: usize,
    pub longest_lasting_days: Option<i64>,
    /// Of both: those that were or are longer than the limit, if there is one.
    pub over: Option<usize>,
}

impl WaitSummary {
    /// `limit` in hours.
    pub fn of<'a>(waits: impl Iterator<Item = &'a Wait>, as_at: NaiveDate, limit: Option<ReplyLimit>) -> Self {
        let (mut ended, mut lasting, mut over) = (Vec::new(), Vec::new(), 0);
        for wait in waits {
            over += usize::from(limit.is_some_and(|limit| wait.is_over(limit, as_at)));
            if wait.until.is_some() { &mut ended } else { &mut lasting }.push(wait.days(as_at));
        }
        ended.sort_unstable();
        Self {
            ended: ended.len(),
            median_days: median(&ended),
            longest_days: ended.last().copied(),
            lasting: lasting.len(),
            longest_lasting_days: lasting.iter().copied().max(),
            over: limit.map(|_| over),
        }
    }
}

fn median(sorted: &[i64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = f64::from(i32::try_from(*sorted.get(middle)?).unwrap_or(i32::MAX));
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(middle.checked_sub(1)?)?;
    Some(f64::midpoint(f64::from(i32::try_from(*lower).unwrap_or(i32::MAX)), upper))
}

/// Within how many hours a reply is to be answered: 72 in the Neighbourhood Policing Guarantee of 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyLimit {
    pub hours: u16,
}

string_enum! {
    /// How a waiting reply stands to the limit.
    ReplyDue {
        Over = "over", "over the limit";
        Soon = "due-soon", "due in 12 hours";
    }
}

/// A reply is due soon from this many hours before its deadline.
const SOON_HOURS: i64 = 12;

impl ReplyLimit {
    /// A reply without a time counts as received at the end of its day, as at a deadline (rule 6).
    pub fn due_at(self, received: Received) -> NaiveDateTime {
        let end_of_day = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
        let from = received.on.and_time(received.at.unwrap_or(end_of_day));
        from.checked_add_signed(TimeDelta::hours(self.hours.into())).unwrap_or(NaiveDateTime::MAX)
    }

    /// `None` while there is time. `now` is civil time in London.
    pub fn of_reply(self, received: Received, now: NaiveDateTime) -> Option<ReplyDue> {
        let left = self.due_at(received) - now;
        if left < TimeDelta::zero() {
            Some(ReplyDue::Over)
        } else {
            (left <= TimeDelta::hours(SOON_HOURS)).then_some(ReplyDue::Soon)
        }
    }

    /// With days alone, a limit that is no whole number of days is rounded up: no wait is called too long that may not be.
    fn is_exceeded_by_days(self, days: i64) -> bool {
        days > i64::from(self.hours.div_ceil(24))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
    use rstest::rstest;

    use super::{Event, ReplyDue, ReplyLimit, Wait, WaitEvents, WaitKind, WaitSummary, waits};
    use crate::calendar::Received;
    use crate::ids::CouncilId;

    const KIND: WaitKind = WaitKind::Told;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 10, number).unwrap()
    }

    fn event(about: i64, on: u32) -> Event {
        Event { about, council: CouncilId(1), on: day(on) }
    }

    fn days(starts: &[u32], ends: &[u32], as_at: u32) -> Vec<(u32, Option<i64>)> {
        let events = |days: &[u32]| days.iter().map(|on| event(1, *on)).collect();
        let found = waits(KIND, &WaitEvents { starts: events(starts), ends: events(ends) }, day(as_at));
        let from = |wait: &Wait| u32::try_from((wait.from - day(1)).num_days()).unwrap() + 1;
        found.iter().map(|wait| (from(wait), wait.until.map(|_| wait.days(day(as_at))))).collect()
    }

    #[rstest]
    #[case::ends_on_its_day(&[3], &[3], 20, &[(3, Some(0))])]
    #[case::ends_later(&[3], &[2, 9, 12], 20, &[(3, Some(6))])]
    #[case::lasts(&[3], &[2], 20, &[(3, None)])]
    #[case::an_end_after_the_day_has_not_happened(&[3], &[9], 8, &[(3, None)])]
    #[case::nor_has_a_start(&[9], &[9], 8, &[])]
    #[case::one_end_for_two(&[3, 5], &[6], 20, &[(3, Some(3)), (5, Some(1))])]
    #[case::twice_on_one_day(&[3, 3], &[6], 20, &[(3, Some(3))])]
    fn a_wait_ends_with_the_first_event_from_its_day_on(
        #[case] starts: &[u32],
        #[case] ends: &[u32],
        #[case] as_at: u32,
        #[case] expected: &[(u32, Option<i64>)],
    ) {
        assert_eq!(days(starts, ends, as_at), expected);
    }

    #[test]
    fn another_subject_ends_nothing() {
        let events = WaitEvents { starts: vec![event(1, 3)], ends: vec![event(2, 4)] };
        assert_eq!(waits(KIND, &events, day(20))[0].until, None);
    }

    fn summary(lengths: &[(u32, Option<u32>)], hours: u16) -> WaitSummary {
        let wait = |(from, until): &(u32, Option<u32>)| Wait {
            kind: KIND,
            council: CouncilId(1),
            from: day(*from),
            until: until.map(day),
        };
        let waits: Vec<Wait> = lengths.iter().map(wait).collect();
        WaitSummary::of(waits.iter(), day(20), Some(ReplyLimit { hours }))
    }

    #[test]
    fn medians_and_longest_have_their_base() {
        let odd = summary(&[(1, Some(2)), (1, Some(4)), (1, Some(11)), (5, None)], 72);
        assert_eq!((odd.ended, odd.median_days, odd.longest_days), (3, Some(3.0), Some(10)));
        assert_eq!((odd.lasting, odd.longest_lasting_days, odd.over), (1, Some(15), Some(2)));
        let even = summary(&[(1, Some(2)), (1, Some(4))], 72);
        assert_eq!((even.median_days, even.over), (Some(2.0), Some(0)));
        let none = summary(&[], 72);
        assert_eq!((none.ended, none.median_days, none.longest_days, none.lasting), (0, None, None, 0));
    }

    #[rstest]
    #[case::in_time("2023-10-02T09:00", "2023-10-04T20:59", None)]
    #[case::twelve_hours_before("2023-10-02T09:00", "2023-10-04T21:00", Some(ReplyDue::Soon))]
    #[case::at_the_limit("2023-10-02T09:00", "2023-10-05T09:00", Some(ReplyDue::Soon))]
    #[case::a_minute_over("2023-10-02T09:00", "2023-10-05T09:01", Some(ReplyDue::Over))]
    #[case::without_a_time_the_day_counts_in_full("2023-10-02", "2023-10-05T23:00", Some(ReplyDue::Soon))]
    #[case::and_then_it_is_over("2023-10-02", "2023-10-06T00:00", Some(ReplyDue::Over))]
    fn a_reply_is_due_after_72_hours(#[case] received: &str, #[case] now: &str, #[case] expected: Option<ReplyDue>) {
        let received = Received::parse_iso(received).unwrap();
        let now = format!("{now}:00").parse().unwrap();
        assert_eq!(ReplyLimit { hours: 72 }.of_reply(received, now), expected);
    }

    proptest! {
        #[test]
        fn every_start_is_one_wait_and_none_is_negative(
            starts in prop::collection::btree_set((0i64..4, 1u32..28), 0..20),
            ends in prop::collection::vec((0i64..4, 1u32..28), 0..20),
            as_at in 1u32..31,
        ) {
            let events = WaitEvents {
                starts: starts.iter().map(|(about, on)| event(*about, *on)).collect(),
                ends: ends.iter().map(|(about, on)| event(*about, *on)).collect(),
            };
            let found = waits(KIND, &events, day(as_at));
            prop_assert_eq!(found.len(), starts.iter().filter(|(_, on)| *on <= as_at).count());
            for wait in &found {
                prop_assert!(wait.days(day(as_at)) >= 0 && wait.until.is_none_or(|on| on <= day(as_at)));
            }
            let summary = WaitSummary::of(found.iter(), day(as_at), None);
            prop_assert_eq!(summary.ended + summary.lasting, found.len());
        }
    }
}
