//! The shapes of the `--json` documents, for the manual page. `{status}` stands for the codes of that type.

use charter::diary::MeetingState;
use charter::engagement::Promise;
use charter::incoming::{Nature, Origin};
use charter::journal::EntryKind;
use charter::meeting::Intent;
use charter::plan::Way;
use charter::priority::{Concern, PriorityState};
use charter::status::{Flag, Missed, Status};
use desk::inbox::Group;
use reading::matching::Confidence;

/// Replaces every `{name}` with the codes of its type, so that the page can't omit one.
pub(super) fn fill_in_codes(text: &str) -> String {
    macro_rules! codes {
        ($($name:literal: $kind:ty),+ $(,)?) => {
            [$(($name, <$kind>::ALL.iter().map(|value| value.code()).collect::<Vec<_>>().join(", "))),+]
        };
    }
    let codes = codes! {
        "{status}": Status,
        "{flags}": Flag,
        "{missed}": Missed,
        "{promises}": Promise,
        "{entry-kinds}": EntryKind,
        "{meeting-states}": MeetingState,
        "{intents}": Intent,
        "{priority-states}": PriorityState,
        "{concerns}": Concern,
        "{ways}": Way,
        "{natures}": Nature,
        "{origins}": Origin,
        "{groups}": Group,
        "{confidences}": Confidence,
    };
    codes.iter().fold(text.to_owned(), |text, (name, codes)| text.replace(name, codes))
}

pub(super) const DOCUMENTS: &[(&str, &str)] = &[
    (
        "list --json",
        "An array in the order of the register. Each council: id, council, name_confirmed, kind, parishes (codes), \
         county, district, team, status ({status}), flags (array of {flags}), \
         missed (null, {missed}), heard_on, priorities (their number), \
         frequency, method, last_seen_on, next_meeting_on, promise ({promises}), decides (whether it can decide before the \
         deadline, in words), explanation.",
    ),
    ("record ... --json", "The council as it now stands: one object of list --json."),
    ("record categories --json", "An array of names, in the order in which they are offered."),
    (
        "show --json",
        "The object of list --json, and: as_at; round (code, starts_on, ends_on, issued_on, deadline, next_contact); \
         parish_details (code, name, latitude, longitude); contact (role, address); meeting_pattern; inactive_on; \
         letters (sent_on, channel, undelivered_on); returns (id, received_on, received_at, recorded_at, in_force, \
         stands, wish, priorities with slot, received, agreed and category, frequency, method, views, source); replies (id, \
         received_on, received_at, recorded_at, channel, from, text, source; the source is null, or what came through the \
         inbox: item, file, number, from, subject, text); meetings (id, on, at, place, plan, cancelled, \
         instead_of, attendance, reason, officers, note, covered); notes (id, on, text); agreed_priorities (id, text, \
         category, since, state, slot, actions, progress, reviews, closed, through with round, fate and text); updates \
         (on, how, text); decisions (on, by, reason); team_changes (on, from, to, told_on); pattern, in words; coming, \
         the days of its next meetings; hint, in words; history, as below.",
    ),
    (
        "history --json",
        "An array, newest first: id, at (London time with its offset), by, kind ({entry-kinds}), words, \
         reverses, changes (array of record, id, council, differences with field, from and to).",
    ),
    (
        "import councils --json",
        "An object: new, changed, unchanged (numbers of rows), rejected (array of line and reason), saved (the id of \
         the journal entry, or null).",
    ),
    (
        "diary --json",
        "An array, by day and time. Each meeting: id and council (of the council), on, at, place, state ({meeting-states}), plan ({intents} or null), \
         attendance, reason, from_pattern (true where only the council's pattern gives the day), cancelled, instead_of, \
         meeting_id, words.",
    ),
    (
        "promises --json",
        "An object: round, from, until, as_at; total (councils, promised, met, written, excused, planned, owed, missed, \
         not_wanted, not_offered: the last eight add up to councils); missed_by_reason (reason, councils); counties and \
         teams (name, and what total has); councils (id, council, county, district, team, promise, on, reason, \
         unrecorded_on, explanation).",
    ),
    (
        "priorities --json",
        "An array. Each priority: id, council_id, council, county, district, team, place (1 to 3 or null), text, category, \
         since, standing ({priority-states}), concerns (array of {concerns}), actions, open, overdue, due_this_week (numbers), next_due, progress_on, reviewed_on, unchanged, \
         closed_on, result.",
    ),
    (
        "plan --json",
        "An object: from, until, as_at, kept, of (promises), exact (whether no plan is better, proven), saved (the id of \
         the journal entry, or null); lines (council_id, council, on, at, way of {ways}, officer, keeps, fixed, others, because \
         (array of reason, with what it concerns: days, method, promises, on, from, until, in_part, by, asked), why).",
    ),
    (
        "brief --json",
        "The page as an object: council_id, council, round, as_at; facts (name, text); priorities (place, standing, \
         category, text, done), outstanding (what, who, due, overdue), tell and ask (texts), each as shown and more, the \
         number of those for which one side has no room. Long texts are cut.",
    ),
    (
        "handover --json",
        "An object: team, round, as_at, councils (their number); to_tell, promises, actions, updates_owed, meetings, \
         conflicts, drafts: arrays of objects with the columns of the CSV files as keys, every value a text.",
    ),
    (
        "import diary --json",
        "An object: came_in, the sum of new, changed, unchanged, cancelled (numbers of meetings) and of the entries of \
         unmatched, ambiguous, unreadable (arrays of line, event, why); saved (the id of the journal entry, or null).",
    ),
    (
        "import replies --json",
        "An object: came_in, the sum of matched, ambiguous, unmatched, duplicate, skipped (numbers); items (array, in the \
         order in which they came: file, number of the mail or line in it, took, which is one of these five, id in the \
         inbox or null, nature of {natures}, matched and proposed as below, why it was passed over, or how \
         a duplicate differs from what came in before); saved (the id of the journal entry, or null). It is printed too \
         where everything was passed over, which ends with 3.",
    ),
    (
        "inbox --json",
        "An array of what waits. Each item: id, file, number, origin ({origins}), nature, received, sender, subject, \
         group ({groups}), council_id, council \
         (null while that is not certain), matched (how: {confidences}, question, several, none; candidates \
         with id, council, confidence, reasons), proposed (wish, priorities, frequency, method, holding, meets_on: each \
         with value, filled_in or only offered, words with from and to in bytes of text and text, why; a priority also \
         has category and taken_over), needs (why it is not accepted as it is and what gives it, or null), text.",
    ),
    ("inbox show --json", "One object of inbox --json."),
    (
        "inbox accept|heard|decline|... --json",
        "The council as it now stands: one object of list --json; null where none is concerned.",
    ),
    ("inbox split --json", "An array of the items that it was split into, each an object of inbox --json."),
    (
        "check --json",
        "An array: area (file, journal, permissions, place, backups), state (sound, note, fault), says, advice.",
    ),
    ("backup --json", "An object: path, at, councils, size."),
    ("restore --json", "An array, newest first: name, at, reason, councils, size, sound."),
];

#[cfg(test)]
mod tests {
    use super::{DOCUMENTS, fill_in_codes};

    #[test]
    fn every_placeholder_has_its_codes() {
        let filled: Vec<String> = DOCUMENTS.iter().map(|(_, text)| fill_in_codes(text)).collect();
        assert!(filled.iter().all(|text| !text.contains(['{', '}'])), "{filled:?}");
        assert!(filled.iter().any(|text| text.contains("on-record")));
    }
}
