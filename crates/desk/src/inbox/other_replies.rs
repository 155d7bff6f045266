//! How the replies of one council that wait together relate: in a mailbox that is imported at one go the later one is judged as if
//! the earlier had been accepted. Of two that contradict each other both say so.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::inbox_line::{Difference, InboxLine, OtherReply};
use super::triage::{Group, Wanted, build_answer, contradicts_record};
use charter::calendar::Received;
use charter::english::join_list;
use charter::ids::CouncilId;
use charter::incoming::Nature;
use charter::returns::{Answer, Wish};
use charter::untrusted::sanitize;

/// Sets [`InboxLine::earlier`] and [`InboxLine::later`]. A line that contradicts another one is not ready.
pub(super) fn mark_other_replies(lines: &mut [InboxLine], as_at: NaiveDate) {
    let mut of_council: BTreeMap<CouncilId, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(council) = line.triage.council.filter(|_| says_something(line, as_at)) {
            of_council.entry(council).or_default().push(index);
        }
    }
    for mut indices in of_council.into_values().filter(|indices| indices.len() > 1) {
        indices.sort_by_key(|index| lines.get(*index).map(|line| (sort_key(line), line.item.id)));
        let in_order: Vec<&InboxLine> = indices.iter().filter_map(|index| lines.get(*index)).collect();
        let related: Vec<_> = (0..in_order.len()).map(|at| relate(&in_order, at)).collect();
        for (index, (earlier, later)) in indices.into_iter().zip(related) {
            let Some(line) = lines.get_mut(index) else { continue };
            (line.earlier, line.later) = (earlier, later);
            if line.contradicts_waiting() && matches!(line.triage.group, Group::Ready | Group::Choice) {
                line.triage.group = Group::Look;
            }
        }
    }
}

/// How a line relates to those before it, and the last one after it that contradicts it.
fn relate(in_order: &[&InboxLine], at: usize) -> (Option<OtherReply>, Option<OtherReply>) {
    let (before, rest) = in_order.split_at(at);
    let Some((line, after)) = rest.split_first() else { return (None, None) };
    let earlier = if before.is_empty() { None } else { compare(line, before) };
    (earlier, after.iter().rev().find_map(|later| contradicted_by(line, later)))
}

fn sort_key(line: &InboxLine) -> Option<(NaiveDate, chrono::NaiveTime)> {
    line.source.received.map(Received::sort_key)
}

/// Whether a line holds an answer for this round.
fn says_something(line: &InboxLine, as_at: NaiveDate) -> bool {
    line.source.nature == Nature::Reply
        && line.source.received.is_some_and(|received| received.on <= as_at)
        && !line.triage.is_early
        && !own_answer(line).is_empty()
}

/// What a line says by itself, suggestions included.
fn own_answer(line: &InboxLine) -> Answer {
    build_answer(&line.triage.reading, None, Wanted::All)
}

/// `earlier`: in the order in which they were sent. The latest that the line contradicts, else the latest.
fn compare(line: &InboxLine, earlier: &[&InboxLine]) -> Option<OtherReply> {
    let here = own_answer(line);
    let contradicted = |other: &&&InboxLine| contradicts_record(&line.triage.reading, Some(&own_answer(other)));
    let other = earlier.iter().rev().find(contradicted).or(earlier.last())?;
    let there = earlier
        .iter()
        .fold(Answer::empty(), |before, other| build_answer(&other.triage.reading, Some(&before), Wanted::All));
    let contradicts = contradictions(&own_answer(other), &here);
    let adds = additions(&there, &here);
    let received = other.source.received?;
    Some(OtherReply { item: other.item.id, received, is_later: false, contradicts, adds })
}

/// What a later line says instead, if it contradicts this one.
fn contradicted_by(line: &InboxLine, later: &InboxLine) -> Option<OtherReply> {
    let (here, there) = (own_answer(line), own_answer(later));
    let contradicts = if contradicts_record(&later.triage.reading, Some(&here)) {
        contradictions(&here, &there).into_iter().map(Difference::reversed).collect()
    } else {
        Vec::new()
    };
    let received = later.source.received.filter(|_| !contradicts.is_empty())?;
    Some(OtherReply { item: later.item.id, received, is_later: true, contradicts, adds: Vec::new() })
}

/// What each says of the fields in which they differ. `there` was sent before `here`.
fn contradictions(there: &Answer, here: &Answer) -> Vec<Difference> {
    let differ = |there: Option<String>, here: Option<String>| {
        let (there, here) = (there?, here?);
        (there != here).then_some(Difference { here, there })
    };
    // A council that has declined and names priorities has changed its mind.
    let asks_again = there.wish == Wish::No && here.wish == Wish::Unknown && !here.priorities.is_empty();
    let priorities = here
        .conflicts_with(&Answer { wish: here.wish, ..there.clone() })
        .then(|| differ(priorities(there), priorities(here)));
    let asks = asks_again.then(|| differ(wish(there), self::priorities(here)));
    [
        differ(wish(there), wish(here)),
        asks.flatten(),
        priorities.flatten(),
        differ(frequency(there), frequency(here)),
        differ(method(there), method(here)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn additions(there: &Answer, here: &Answer) -> Vec<String> {
    let added = |there: Option<String>, here: Option<String>| here.filter(|_| there.is_none());
    // What a council that declined says now is no addition.
    let asked = if there.wish == Wish::No { None } else { priorities(here) };
    [
        added(wish(there), wish(here)),
        added(priorities(there), asked),
        added(frequency(there), frequency(here)),
        added(method(there), method(here)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

// What an answer says of a field, with a verb: `says yes`. `None` if it says nothing.

fn wish(answer: &Answer) -> Option<String> {
    (answer.wish != Wish::Unknown).then(|| format!("says {}", answer.wish.code()))
}

fn priorities(answer: &Answer) -> Option<String> {
    let words: Vec<_> = answer.priorities.iter().map(|sent| sent.received.sanitized()).collect();
    let words: Vec<&str> = words.iter().map(|words| &**words).collect();
    (!words.is_empty()).then(|| format!("names {}", join_list(&words)))
}

fn frequency(answer: &Answer) -> Option<String> {
    answer.frequency.as_ref().map(|often| format!("gives {} for how often", sanitize(often.label())))
}

fn method(answer: &Answer) -> Option<String> {
    answer.method.as_ref().map(|method| format!("gives {} as the method", sanitize(method.label())))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TestInbox, day};
    use crate::inbox::{Blocker, Group, InboxLine, Verdict, accept, inbox_lines, to_change};
    use charter::calendar::Received;
    use charter::incoming::{Digest, Origin, Source};
    use charter::untrusted::Untrusted;
    use rstest::rstest;

    const AS_AT: &str = "2023-10-05";
    const YES: &str = "Clun Town Council wishes to take part.\n\nOur priorities are:\n- Speeding\n- Parking\n";

    fn source(on: &str, council: &str, text: &str) -> Source {
        Source {
            received: Some(Received::day(day(on))),
            sender: Untrusted::from("clerk@clun-tc.example"),
            subject: Untrusted::from(format!("{council}: policing priorities")),
            text: Untrusted::from(text),
            ..Source::empty(Origin::Mail, Digest::hash_parts([on, text]))
        }
    }

    /// In the order of import.
    fn lines(inbox: &TestInbox) -> Vec<InboxLine> {
        let mut lines = inbox_lines(&inbox.store, &inbox.round, day(AS_AT)).unwrap();
        lines.sort_by_key(|line| line.item.id);
        lines
    }

    /// The later and the earlier of two mails of Clun; the later one is imported first.
    fn two(text: &str) -> (InboxLine, InboxLine) {
        let mut inbox = TestInbox::new();
        let clun = "Clun Town Council";
        inbox.import([source("2023-10-02", clun, text), source("2023-09-28", clun, YES)]);
        let mut lines = lines(&inbox);
        assert_eq!(lines[1].earlier, None, "nothing is earlier than the first");
        (lines.remove(0), lines.remove(0))
    }

    #[rstest]
    #[case::declines(
        "Clun Town Council does not wish to take part.",
        "it says no; a reply of 28 Sep, which also waits, says yes",
        "it says yes; a later reply of 2 Oct, which also waits, says no"
    )]
    #[case::other_priorities(
        "Clun Town Council wishes to take part.\n\nOur priorities are:\n- Litter\n- Parking\n",
        "it names Litter and Parking; a reply of 28 Sep, which also waits, names Speeding and Parking",
        "it names Speeding and Parking; a later reply of 2 Oct, which also waits, names Litter and Parking"
    )]
    #[case::withdraws(
        "The council has decided not to take part in the charter this quarter.",
        "it says no; a reply of 28 Sep, which also waits, says yes",
        "it says yes; a later reply of 2 Oct, which also waits, says no"
    )]
    fn of_two_that_contradict_each_other_neither_is_ready(
        #[case] text: &str,
        #[case] of_later: &str,
        #[case] of_earlier: &str,
    ) {
        let (later, mut earlier) = two(text);
        assert_eq!(later.earlier.as_ref().unwrap().describe(day(AS_AT)), of_later);
        assert_eq!(earlier.later.as_ref().unwrap().describe(day(AS_AT)), of_earlier);
        assert_ne!((later.triage.group, earlier.triage.group), (Group::Ready, Group::Ready));
        assert_eq!(later.later, None);
        assert_eq!(accept(&later, day(AS_AT)), Err(Blocker::EarlierReply));
        assert_eq!(accept(&earlier, day(AS_AT)), Err(Blocker::LaterReply));
        earlier.triage.compared = true;
        assert!(accept(&earlier, day(AS_AT)).is_ok(), "it was said");
    }

    #[rstest]
    #[case::the_same(YES, "a reply of 28 Sep also waits; this one says the same")]
    #[case::the_wish_again(
        "Clun Town Council wishes to take part.",
        "a reply of 28 Sep also waits; this one says the same"
    )]
    #[case::a_preference(
        "Clun Town Council wishes to take part. Preferred frequency: monthly",
        "a reply of 28 Sep also waits; this one also gives monthly for how often"
    )]
    fn what_agrees_with_an_earlier_reply_is_not_held_up(#[case] text: &str, #[case] says: &str) {
        let (line, first) = two(text);
        assert_eq!(line.earlier.as_ref().unwrap().describe(day(AS_AT)), says);
        assert_ne!(accept(&line, day(AS_AT)), Err(Blocker::EarlierReply));
        assert_eq!((first.later, first.triage.group), (None, Group::Ready));
    }

    #[test]
    fn replies_of_other_councils_and_without_an_answer_are_not_compared() {
        let mut inbox = TestInbox::new();
        inbox.import([
            source("2023-09-28", "Clun Town Council", "Thank you for your letter."),
            Source {
                sender: "clerk@wem.example".into(),
                ..source("2023-09-29", "Wem Town Council", "Wem Town Council wishes to take part.")
            },
            source("2023-10-02", "Clun Town Council", "Clun Town Council does not wish to take part."),
        ]);
        assert!(lines(&inbox).iter().all(|line| line.earlier.is_none() && line.later.is_none()));
    }

    #[test]
    fn the_hint_goes_once_the_earlier_reply_is_dealt_with() {
        let mut inbox = TestInbox::new();
        let clun = "Clun Town Council";
        inbox.import([
            source("2023-09-28", clun, YES),
            source("2023-10-02", clun, "Clun Town Council does not wish to take part."),
        ]);
        let first = &lines(&inbox)[0];
        let change = to_change(first, first.triage.council, inbox.round.id, Verdict::NotForUs).unwrap();
        inbox.apply(change);
        assert_eq!(lines(&inbox)[0].earlier, None);
    }
}
