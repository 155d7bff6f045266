//! What a change of a meeting says in the journal: what changed, not what was touched.

use chrono::NaiveDate;

use super::meeting::RecordMeeting;
use crate::calendar::format_short;
use crate::edit::RecordSet;
use crate::meeting::{Attendance, Intent, MeetingFacts};

impl RecordMeeting {
    /// For example `plan to attend Wem Town Council on 9 Oct cancelled`. `rows` hold the records before the change.
    pub(super) fn describe(&self, council: &str, rows: &RecordSet, today: NaiveDate) -> String {
        let (now, before) = (&self.facts, self.known(rows).map(|known| &known.facts));
        let on = format_short(now.on, today);
        let planned_before = before.and_then(|before| before.plan);
        if let Some(attendance) = now.attendance {
            return format!("meeting of {council} on {on}, {}", outcome(attendance, now));
        }
        if now.cancelled != before.is_some_and(|before| before.cancelled) {
            let what = if now.cancelled { "cancelled by the council" } else { "takes place after all" };
            return format!("meeting of {council} on {on} {what}");
        }
        let moved_from = before.map(|before| before.on).or(now.instead_of).filter(|from| *from != now.on);
        if let Some(from) = moved_from {
            return format!("meeting of {council} moved from {} to {on}", format_short(from, today));
        }
        match (planned_before, now.plan) {
            (Some(intent), None) if self.correct.is_some() => format!("{} cancelled", plan(intent, council, &on)),
            (Some(from), Some(to)) if from != to => {
                format!("{}, no longer {}", plan(to, council, &on), manner(from))
            }
            (None, Some(intent)) => plan(intent, council, &on),
            _ if before.is_some() => format!("meeting of {council} on {on} corrected"),
            _ => format!("meeting of {council} on {on}"),
        }
    }
}

fn plan(intent: Intent, council: &str, on: &str) -> String {
    match intent {
        Intent::InPerson => format!("plan to attend {council} on {on}"),
        Intent::Digital => format!("plan to attend {council} by video on {on}"),
        Intent::Written => format!("plan to write to {council} for {on}"),
    }
}

fn manner(intent: Intent) -> &'static str {
    match intent {
        Intent::InPerson => "in person",
        Intent::Digital => "by video",
        Intent::Written => "in writing",
    }
}

fn outcome(attendance: Attendance, facts: &MeetingFacts) -> String {
    match facts.reason {
        Some(reason) => format!("{attendance}: {reason}"),
        None => attendance.to_string(),
    }
}
