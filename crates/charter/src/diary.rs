//! The diary: recorded meetings, and those that a council's pattern predicts.
//!
//! A recorded meeting is an exception to the pattern: it removes the pattern's day on which it falls or which it
//! replaces. So an exception, a move and a cancellation are each one meeting.

use chrono::{NaiveDate, NaiveTime};

use super::ids::{CouncilId, MeetingId};
use super::meeting::{Attendance, Intent, Meeting, Reason};
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// The state of a meeting as at a day.
    MeetingState {
        /// The team means to attend.
        Planned = "planned", "planned";
        /// Coming; nobody decided yet whether the team attends.
        Open = "open", "open";
        Cancelled = "cancelled", "cancelled";
        Met = "met", "met";
        Written = "written", "written";
        NotAttended = "not-attended", "not attended";
        /// Planned and past, but nothing is recorded.
        NotRecorded = "not-recorded", "not recorded";
        /// Past, and the team did not plan to attend.
        Past = "past", "past";
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct DiaryLine {
    pub council: CouncilId,
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
    pub place: Untrusted,
    /// `None` for a day that only the pattern gives.
    pub meeting: Option<MeetingId>,
    /// 0 without a recorded meeting.
    pub version: i64,
    pub plan: Option<Intent>,
    pub cancelled: bool,
    /// The day of the pattern that it replaces.
    pub instead_of: Option<NaiveDate>,
    pub attendance: Option<Attendance>,
    pub reason: Option<Reason>,
}

impl DiaryLine {
    pub fn on_record(meeting: &Meeting) -> Self {
        Self {
            council: meeting.council,
            on: meeting.facts.on,
            at: meeting.facts.at,
            place: meeting.facts.place.clone(),
            meeting: Some(meeting.id),
            version: meeting.version,
            plan: meeting.facts.plan,
            cancelled: meeting.facts.cancelled,
            instead_of: meeting.facts.instead_of,
            attendance: meeting.facts.attendance,
            reason: meeting.facts.reason,
        }
    }

    /// A meeting that the council's pattern predicts.
    pub fn expected(council: CouncilId, on: NaiveDate, at: Option<NaiveTime>) -> Self {
        Self {
            council,
            on,
            at,
            place: Untrusted::default(),
            meeting: None,
            version: 0,
            plan: None,
            cancelled: false,
            instead_of: None,
            attendance: None,
            reason: None,
        }
    }

    /// A fact recorded on a later day is unknown as at this day, except that the meeting was planned.
    pub fn is_to_come(&self, as_at: NaiveDate) -> bool {
        !self.cancelled && (self.attendance.is_none() || (self.on > as_at && self.plan.is_some()))
    }

    /// A meeting recorded on a later day is still to come as at this day.
    pub fn state(&self, as_at: NaiveDate) -> MeetingState {
        match self.attendance {
            _ if self.cancelled => MeetingState::Cancelled,
            Some(attendance) if self.on <= as_at => match attendance {
                Attendance::InPerson | Attendance::Digital => MeetingState::Met,
                Attendance::Written => MeetingState::Written,
                Attendance::NotAttended => MeetingState::NotAttended,
            },
            _ if self.on >= as_at && self.plan.is_some() => MeetingState::Planned,
            _ if self.on >= as_at => MeetingState::Open,
            _ if self.plan.is_some() => MeetingState::NotRecorded,
            _ => MeetingState::Past,
        }
    }

    /// The sort key: day, time (unknown times last), council.
    pub fn order(&self) -> (NaiveDate, bool, Option<NaiveTime>, CouncilId, Option<MeetingId>) {
        (self.on, self.at.is_none(), self.at, self.council, self.meeting)
    }

    /// For example `planned, in person`, `not attended: off duty`.
    pub fn describe(&self, as_at: NaiveDate) -> String {
        let held = self.state(as_at);
        match (held, self.plan, self.attendance, self.reason) {
            (MeetingState::Planned, Some(plan), ..) => format!("planned, {plan}"),
            (MeetingState::Met | MeetingState::Written, _, Some(attendance), _) => attendance.label().to_owned(),
            (MeetingState::NotAttended, _, _, Some(reason)) => format!("not attended: {reason}"),
            (MeetingState::NotRecorded, ..) => "planned; outcome not recorded".to_owned(),
            (MeetingState::Open, ..) => "not planned yet".to_owned(),
            (MeetingState::Past, ..) => "no attendance planned".to_owned(),
            (MeetingState::Cancelled, ..) => "cancelled by the council".to_owned(),
            _ => held.label().to_owned(),
        }
    }
}

/// The days of a pattern without a recorded meeting. `recorded_days` are the days of the council's meetings and the days that
/// they replace.
pub fn days_without_meeting<'a>(
    days: &'a [NaiveDate],
    recorded_days: &'a [NaiveDate],
) -> impl Iterator<Item = NaiveDate> + 'a {
    days.iter().copied().filter(|day| !recorded_days.contains(day))
}

#[cfg(test)]
mod tests {
    use super::{DiaryLine, MeetingState, days_without_meeting};
    use crate::ids::CouncilId;
    use crate::meeting::{Attendance, Intent, Reason};
    use chrono::NaiveDate;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case::to_come(None, None, false, "2023-11-13", MeetingState::Open, "not planned yet")]
    #[case::today(Some(Intent::Digital), None, false, "2023-11-14", MeetingState::Planned, "planned, digitally")]
    #[case::past(None, None, false, "2023-11-15", MeetingState::Past, "no attendance planned")]
    #[case::nothing_recorded(
        Some(Intent::InPerson),
        None,
        false,
        "2023-11-15",
        MeetingState::NotRecorded,
        "planned; outcome not recorded"
    )]
    #[case::called_off(
        Some(Intent::InPerson),
        None,
        true,
        "2023-11-15",
        MeetingState::Cancelled,
        "cancelled by the council"
    )]
    #[case::met(None, Some(Attendance::Digital), false, "2023-11-14", MeetingState::Met, "attended digitally")]
    #[case::not_yet(
        Some(Intent::InPerson),
        Some(Attendance::InPerson),
        false,
        "2023-11-13",
        MeetingState::Planned,
        "planned, in person"
    )]
    #[case::missed(
        None,
        Some(Attendance::NotAttended),
        false,
        "2023-11-15",
        MeetingState::NotAttended,
        "not attended: off duty"
    )]
    fn how_a_meeting_stands(
        #[case] plan: Option<Intent>,
        #[case] attendance: Option<Attendance>,
        #[case] cancelled: bool,
        #[case] as_at: &str,
        #[case] held: MeetingState,
        #[case] words: &str,
    ) {
        let reason = (attendance == Some(Attendance::NotAttended)).then_some(Reason::OffDuty);
        let expected = DiaryLine::expected(CouncilId(1), day("2023-11-14"), None);
        let line = DiaryLine { plan, attendance, reason, cancelled, ..expected };
        assert_eq!((line.state(day(as_at)), line.describe(day(as_at)).as_str()), (held, words));
    }

    #[test]
    fn an_exception_takes_the_place_of_its_day() {
        let days = ["2023-10-10", "2023-11-14", "2023-12-12"].map(day);
        // The 12 December meeting moved to the 5th; 10 October is on record.
        let recorded_days = ["2023-10-10", "2023-12-05", "2023-12-12"].map(day);
        assert_eq!(days_without_meeting(&days, &recorded_days).collect::<Vec<_>>(), [day("2023-11-14")]);
    }
}
