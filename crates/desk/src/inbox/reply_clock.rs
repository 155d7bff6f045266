//! Which waiting replies are over the limit for an answer, or soon will be.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use charter::calendar::to_london;
use charter::incoming::Nature;
use charter::response_times::{ReplyDue, ReplyLimit};

use crate::inbox::{Group, InboxLine};

/// What the lines of the inbox stand under: the limit first, then what each needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InboxHeading {
    Due(ReplyDue),
    Needs(Group),
}

impl InboxHeading {
    pub fn of(line: &InboxLine) -> Self {
        line.due.map_or(Self::Needs(line.triage.group), Self::Due)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Due(due) => due.label(),
            Self::Needs(group) => group.label(),
        }
    }
}

/// The moment at which the inbox is looked at, in London: the end of the as-at day if that is over.
pub fn asked_at(as_at: NaiveDate, now: DateTime<Utc>) -> NaiveDateTime {
    let now = to_london(now);
    if as_at < now.date() { as_at.and_hms_opt(23, 59, 59).unwrap_or(now) } else { now }
}

/// Marks the replies that are due and puts them first; the order is otherwise kept. What somebody put off, and what is no
/// reply, has no limit.
pub fn mark_due(lines: &mut [InboxLine], limit: Option<ReplyLimit>, now: NaiveDateTime) {
    for line in lines.iter_mut() {
        let received = line.source.received.filter(|received| received.on <= now.date());
        let is_reply = line.source.nature == Nature::Reply && !line.item.later;
        line.due = limit.zip(received).filter(|_| is_reply).and_then(|(limit, received)| limit.of_reply(received, now));
    }
    lines.sort_by_key(InboxHeading::of);
}

#[cfg(test)]
mod tests {
    use charter::calendar::Received;
    use charter::incoming::{Digest, Origin, Source};
    use charter::response_times::{ReplyDue, ReplyLimit};

    use super::{InboxHeading, asked_at, mark_due};
    use crate::inbox::testing::{TestInbox, day};
    use crate::inbox::{Group, inbox_lines};

    fn source(number: u64, received: &str) -> Source {
        Source {
            number,
            received: Received::parse_iso(received).ok(),
            text: "We wish to take part.".into(),
            ..Source::empty(Origin::Mail, Digest::hash_parts([number.to_string().as_str()]))
        }
    }

    #[test]
    fn replies_over_the_limit_come_first_then_those_due_in_twelve_hours() {
        let mut inbox = TestInbox::new();
        inbox.import([
            source(1, "2023-10-04T12:00"),
            source(2, "2023-10-02T10:00"),
            source(3, "2023-10-01T10:00"),
            source(4, "2023-10-09T10:00"),
        ]);
        let mut lines = inbox_lines(&inbox.store, &inbox.round, day("2023-10-05")).unwrap();
        let order = |lines: &[crate::inbox::InboxLine]| -> Vec<_> {
            lines.iter().map(|line| (line.source.number, InboxHeading::of(line))).collect()
        };
        let now = "2023-10-05T09:00:00".parse().unwrap();
        mark_due(&mut lines, Some(ReplyLimit { hours: 72 }), now);
        let needs = InboxHeading::Needs(Group::Council);
        let [over, soon] = [ReplyDue::Over, ReplyDue::Soon].map(InboxHeading::Due);
        assert_eq!(order(&lines), [(3, over), (2, soon), (1, needs), (4, needs)]);
        mark_due(&mut lines, None, now);
        assert!(lines.iter().all(|line| line.due.is_none()), "without the setting there is no limit");
    }

    #[test]
    fn an_earlier_day_is_asked_about_at_its_end() {
        let now = "2023-10-05T12:00:00Z".parse().unwrap();
        assert_eq!(asked_at(day("2023-10-05"), now).to_string(), "2023-10-05 13:00:00");
        assert_eq!(asked_at(day("2023-10-04"), now).to_string(), "2023-10-04 23:59:59");
    }
}
