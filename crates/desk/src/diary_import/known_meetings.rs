//! Finds the recorded meeting that an event of a calendar means.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveTime};

use crate::uid::{OwnUid, parse_own_uid};
use charter::ids::{CouncilId, MeetingId};
use charter::meeting::{CalendarRevision, Meeting};
use formats::ics::Occurrence;

/// The recorded meetings, and which of them the file has named so far.
pub(super) struct KnownMeetings<'a> {
    by_uid: HashMap<&'a str, &'a Meeting>,
    /// By the UID of their event or series.
    by_series: HashMap<&'a str, Vec<&'a Meeting>>,
    of_council: HashMap<CouncilId, Vec<&'a Meeting>>,
    /// The database's token.
    token: &'a str,
    matched: HashSet<MeetingId>,
}

impl<'a> KnownMeetings<'a> {
    pub(super) fn new(meetings: &'a [Meeting], token: &'a str) -> Self {
        let mut by_series: HashMap<&str, Vec<&Meeting>> = HashMap::new();
        let mut of_council: HashMap<CouncilId, Vec<&Meeting>> = HashMap::new();
        for meeting in meetings {
            of_council.entry(meeting.council).or_default().push(meeting);
            if let Some(uid) = meeting.facts.uid.as_deref() {
                by_series.entry(series_uid(uid)).or_default().push(meeting);
            }
        }
        let by_uid = meetings.iter().filter_map(|meeting| Some((meeting.facts.uid.as_deref()?, meeting))).collect();
        Self { by_uid, by_series, of_council, token, matched: HashSet::new() }
    }

    /// The council of the meetings with this UID.
    pub(super) fn council(&self, uid: &str) -> Option<CouncilId> {
        self.by_uid.get(uid).copied().or_else(|| self.of_series(uid).first().copied()).map(|meeting| meeting.council)
    }

    fn of_series(&self, uid: &str) -> &[&'a Meeting] {
        self.by_series.get(uid).map_or(&[], Vec::as_slice)
    }

    /// Meetings of the UID that the file has not named.
    pub(super) fn unmatched_of_series(&self, uid: &str) -> Vec<&'a Meeting> {
        let is_left = |meeting: &&&Meeting| !self.matched.contains(&meeting.id);
        self.of_series(uid).iter().filter(is_left).copied().collect()
    }

    pub(super) fn has_series(&self, uid: &str) -> bool {
        !self.of_series(uid).is_empty()
    }

    pub(super) fn set_matched(&mut self, meeting: MeetingId) {
        self.matched.insert(meeting);
    }

    /// Days on which a series would have its recorded meetings.
    pub(super) fn days_of_series(&self, uid: &str) -> Vec<NaiveDate> {
        let uids = self.of_series(uid).iter().filter_map(|meeting| meeting.facts.uid.as_deref());
        let mut days: Vec<NaiveDate> = uids.filter_map(series_day).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether the record has meetings of this UID from a newer version.
    pub(super) fn has_newer(&self, uid: &str, revision: CalendarRevision) -> bool {
        let known = self.of_series(uid).iter().filter_map(|meeting| meeting.facts.revision);
        known.into_iter().any(|known| known.is_newer_than(revision))
    }

    /// By its identifier; as the single event that became a series, or the other way round; by our own UID; else by day and
    /// time, unless the file names the meeting by another UID.
    pub(super) fn find(
        &self,
        council: CouncilId,
        occurrence: &Occurrence<'_>,
        file: &FileMeetings,
    ) -> Option<&'a Meeting> {
        let is_free = |meeting: &&'a Meeting| meeting.council == council && !self.matched.contains(&meeting.id);
        let uid = occurrence.event.uid.as_str();
        let on_its_day = |meeting: &&'a Meeting| {
            meeting.facts.uid.as_deref().is_some_and(|known| known == uid || series_day(known) == Some(occurrence.on))
                && meeting.facts.on == occurrence.on
        };
        let of_council = || self.of_council.get(&council).into_iter().flatten().copied().filter(is_free);
        self.by_uid
            .get(occurrence.id.as_str())
            .copied()
            .filter(is_free)
            .or_else(|| self.of_series(uid).iter().copied().filter(is_free).find(on_its_day))
            .or_else(|| self.own_meeting(uid).and_then(|id| of_council().find(|meeting| meeting.id == id)))
            .or_else(|| find_by_time(&of_council().collect::<Vec<_>>(), council, occurrence, file))
    }

    /// A meeting of this database with one of our own UIDs.
    fn own_meeting(&self, uid: &str) -> Option<MeetingId> {
        match parse_own_uid(uid) {
            Some(OwnUid::Meeting { id, token, .. }) if token == self.token => Some(id),
            _ => None,
        }
    }

    pub(super) fn is_own(&self, meeting: &Meeting, uid: &str) -> bool {
        self.own_meeting(uid) == Some(meeting.id)
    }

    /// Whether the record was taken from a newer version than this one. Our own export counts the versions of the record.
    pub(super) fn is_newer(&self, meeting: &Meeting, uid: &str, revision: CalendarRevision) -> bool {
        let known = if self.is_own(meeting, uid) {
            let sequence = u32::try_from(meeting.version - 1).unwrap_or(u32::MAX);
            Some(CalendarRevision { sequence, stamp: None, cancelled: false })
        } else {
            meeting.facts.revision
        };
        known.is_some_and(|known| known.is_newer_than(revision))
    }
}

/// What the whole file says, to tell which recorded meetings it does not mean otherwise.
#[derive(Debug, Default)]
pub(super) struct FileMeetings {
    /// The identifiers of its meetings.
    pub ids: HashSet<String>,
    /// Times of each council's day.
    pub times: HashMap<(CouncilId, NaiveDate), Vec<Option<NaiveTime>>>,
    /// Recorded meetings that their series in the file no longer has. A program that changes all later dates ends the series
    /// and starts another.
    pub dropped: HashSet<MeetingId>,
}

/// A record of the same day and time that the file does not name. A record or an event without a time fits any, and the only
/// event of a day fits the only open record, unless that is named by another calendar.
fn find_by_time<'a>(
    free: &[&'a Meeting],
    council: CouncilId,
    occurrence: &Occurrence<'_>,
    file: &FileMeetings,
) -> Option<&'a Meeting> {
    let is_unnamed = |meeting: &&&Meeting| {
        let uid = meeting.facts.uid.as_ref();
        meeting.facts.on == occurrence.on
            && (uid.is_none_or(|uid| !file.ids.contains(uid)) || file.dropped.contains(&meeting.id))
            // What a person cancelled is not what another calendar announces.
            && (!meeting.facts.cancelled || meeting.facts.revision.is_some_and(|revision| revision.cancelled) || uid.is_none())
    };
    let of_day: Vec<&'a Meeting> = free.iter().filter(is_unnamed).copied().collect();
    let times = file.times.get(&(council, occurrence.on)).map_or(&[][..], Vec::as_slice);
    let same_time = of_day.iter().find(|meeting| meeting.facts.at == occurrence.at);
    let is_loose = |meeting: &&Meeting| meeting.facts.uid.is_none() || file.dropped.contains(&meeting.id);
    let any_time = || {
        let is_any = |meeting: &&&Meeting| {
            let at = meeting.facts.at;
            is_loose(meeting) && (at.is_none() || occurrence.at.is_none()) && (at.is_none() || !times.contains(&at))
        };
        of_day.iter().find(is_any)
    };
    let only_one = || {
        let mut open = of_day.iter().filter(|meeting| is_loose(meeting) && meeting.is_to_come());
        let first = open.next();
        first.filter(|_| times.len() == 1 && open.next().is_none())
    };
    same_time.or_else(any_time).or_else(only_one).copied()
}

/// The UID of the event or series; `uid#20241008` is one day of it.
fn series_uid(uid: &str) -> &str {
    match uid.rsplit_once('#') {
        Some((series, _)) if series_day(uid).is_some() => series,
        _ => uid,
    }
}

/// The day on which the series would have the meeting.
pub(super) fn series_day(uid: &str) -> Option<NaiveDate> {
    let (_, day) = uid.rsplit_once('#')?;
    let (day, _) = day.split_once('T').unwrap_or((day, ""));
    (day.len() == 8).then(|| NaiveDate::parse_from_str(day, "%Y%m%d").ok()).flatten()
}
