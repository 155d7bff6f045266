//! UIDs of exported events: stable, and different for two databases with different councils.

use chrono::{DateTime, Utc};

use charter::council::Council;
use charter::diary_entry::{DiaryEntry, EntryKind, EntrySource};
use charter::ids::MeetingId;

const UID_SUFFIX: &str = "@charterdesk";

/// The meaning of one of our UIDs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OwnUid {
    Meeting {
        /// The id in its database.
        id: MeetingId,
        /// The code of the council's first parish.
        code: String,
        /// The database's token.
        token: String,
    },
    /// The code of the council's first parish.
    Pattern(String),
    /// An event for the public, or a due day: no meeting of a council.
    Entry,
}

/// Identifies a database by the time of its creation.
pub fn database_token(created_at: Option<DateTime<Utc>>) -> String {
    created_at.map_or_else(|| "0".to_owned(), |at| format!("{:x}", at.timestamp_millis()))
}

/// `meeting-12.E04011380.18af6c2d5f0@charterdesk`.
pub(crate) fn meeting_uid(council: &Council, id: MeetingId, token: &str) -> String {
    format!("meeting-{id}.{}.{token}{UID_SUFFIX}", council_token(council))
}

/// `pattern-E04011380@charterdesk`.
pub(crate) fn pattern_uid(council: &Council) -> String {
    format!("pattern-{}{UID_SUFFIX}", council_token(council))
}

/// `papers-due-3.18af6c2d5f0@charterdesk`: the kind of the entry and the id of its record.
pub(crate) fn entry_uid(entry: &DiaryEntry, token: &str) -> String {
    let id = match entry.source {
        EntrySource::Event(id) => id.0,
        EntrySource::Request(id) => id.0,
    };
    format!("{}-{id}.{token}{UID_SUFFIX}", entry.kind.code())
}

fn is_entry_name(name: &str) -> bool {
    let id = |kind: &EntryKind| name.strip_prefix(kind.code())?.strip_prefix('-')?.split_once('.');
    let is_entry = |(id, token): (&str, &str)| id.parse::<i64>().is_ok() && !token.is_empty() && !token.contains('.');
    EntryKind::ALL.iter().filter_map(id).any(is_entry)
}

/// `None` for another program's UID.
pub(crate) fn parse_own_uid(uid: &str) -> Option<OwnUid> {
    let name = uid.strip_suffix(UID_SUFFIX)?;
    if let Some(code) = name.strip_prefix("pattern-") {
        return Some(OwnUid::Pattern(code.to_owned()));
    }
    if is_entry_name(name) {
        return Some(OwnUid::Entry);
    }
    let mut parts = name.strip_prefix("meeting-")?.split('.');
    let (id, code, token) = (parts.next()?, parts.next()?, parts.next()?);
    let (code, token) = (code.to_owned(), token.to_owned());
    parts.next().is_none().then_some(OwnUid::Meeting { id: MeetingId(id.parse().ok()?), code, token })
}

/// The code of the first parish, which is the same in every database; else the council's id.
pub(crate) fn council_token(council: &Council) -> String {
    council.parishes.first().map_or_else(|| format!("council-{}", council.id), |parish| parish.code.clone())
}

#[cfg(test)]
mod tests {
    use super::{OwnUid, parse_own_uid};
    use charter::ids::MeetingId;

    #[test]
    fn only_ours_are_read() {
        let (code, token) = ("E04011380".to_owned(), "18af6c2d5f0".to_owned());
        let meeting = OwnUid::Meeting { id: MeetingId(12), code, token };
        assert_eq!(parse_own_uid("meeting-12.E04011380.18af6c2d5f0@charterdesk"), Some(meeting));
        assert_eq!(parse_own_uid("pattern-E04011380@charterdesk"), Some(OwnUid::Pattern("E04011380".to_owned())));
        for entry in ["event-3.18af6c2d5f0@charterdesk", "papers-due-3.18af6c2d5f0@charterdesk"] {
            assert_eq!(parse_own_uid(entry), Some(OwnUid::Entry), "{entry}");
        }
        for other in [
            "event-3@charterdesk",
            "12@outlook",
            "meeting-x.E04011380@charterdesk",
            "meeting-12.E04011380@charterdesk",
            "@charterdesk",
            "",
        ] {
            assert_eq!(parse_own_uid(other), None, "{other}");
        }
    }
}
