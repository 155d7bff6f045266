//! What a reply says beside an earlier one of its council that waits too: in a mailbox that is imported at one go the later one
//! is judged as if the earlier had been accepted.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::inbox_line::{EarlierReply, InboxLine};
use super::triage::{Group, Wanted, build_answer, contradicts_record};
use charter::calendar::Received;
use charter::ids::CouncilId;
use charter::incoming::Nature;
use charter::returns::{Answer, SentPriority, Wish};
use charter::untrusted::sanitize;

/// Sets [`InboxLine::earlier`]. A line that contradicts an earlier one is not ready.
pub(super) fn mark_earlier(lines: &mut [InboxLine], as_at: NaiveDate) {
    let mut of_council: BTreeMap<CouncilId, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(council) = line.triage.council.filter(|_| says_something(line, as_at)) {
            of_council.entry(council).or_default().push(index);
        }
    }
    for mut indices in of_council.into_values().filter(|indices| indices.len() > 1) {
        indices.sort_by_key(|index| lines.get(*index).map(|line| (sort_key(line), line.item.id)));
        for (count, index) in indices.iter().enumerate().skip(1) {
            let earlier: Vec<&InboxLine> =
                indices.iter().take(count).filter_map(|earlier| lines.get(*earlier)).collect();
            let found = lines.get(*index).and_then(|line| compare(line, &earlier));
            let Some(line) = lines.get_mut(*index) else { continue };
            let is_contradiction = found.as_ref().is_some_and(|earlier| !earlier.contradicts.is_empty());
            if is_contradiction && matches!(line.triage.group, Group::Ready | Group::Choice) {
                line.triage.group = Group::Look;
            }
            line.earlier = found;
        }
    }
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
fn compare(line: &InboxLine, earlier: &[&InboxLine]) -> Option<EarlierReply> {
    let here = own_answer(line);
    let contradicted = |other: &&&InboxLine| contradicts_record(&line.triage.reading, Some(&own_answer(other)));
    let other = earlier.iter().rev().find(contradicted).or(earlier.last())?;
    let there = earlier
        .iter()
        .fold(Answer::empty(), |before, other| build_answer(&other.triage.reading, Some(&before), Wanted::All));
    let contradicts = contradictions(&own_answer(other), &here);
    let adds = additions(&there, &here);
    Some(EarlierReply { item: other.item.id, received: other.source.received?, contradicts, adds })
}

fn contradictions(there: &Answer, here: &Answer) -> Vec<String> {
    let differ = |label: &str, there: Option<String>, here: Option<String>| {
        let (there, here) = (there?, here?);
        (there != here).then(|| format!("{label} {there} there, {here} here"))
    };
    // A council that has declined and names priorities has changed its mind.
    let asks_again = there.wish == Wish::No && here.wish == Wish::Unknown && !here.priorities.is_empty();
    let priorities = (here.conflicts_with(&Answer { wish: here.wish, ..there.clone() }))
        .then(|| differ("priorities", words_of(&there.priorities), words_of(&here.priorities)));
    let asks = asks_again
        .then(|| format!("wish no there, priorities here: {}", words_of(&here.priorities).unwrap_or_default()));
    [
        differ("wish", wish(there), wish(here)),
        asks,
        priorities.flatten(),
        differ("how often", often(there), often(here)),
        differ("method", method(there), method(here)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn additions(there: &Answer, here: &Answer) -> Vec<String> {
    let added = |label: &str, there: Option<String>, here: Option<String>| {
        here.filter(|_| there.is_none()).map(|here| format!("{label} {here}"))
    };
    // What a council that declined says now is no addition.
    let priorities = if there.wish == Wish::No { None } else { words_of(&here.priorities) };
    [
        added("wish", wish(there), wish(here)),
        added("priorities", words_of(&there.priorities), priorities),
        added("how often", often(there), often(here)),
        added("method", method(there), method(here)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn wish(answer: &Answer) -> Option<String> {
    (answer.wish != Wish::Unknown).then(|| answer.wish.code().to_owned())
}

fn often(answer: &Answer) -> Option<String> {
    answer.frequency.as_ref().map(|often| sanitize(often.label()).into_owned())
}

fn method(answer: &Answer) -> Option<String> {
    answer.method.as_ref().map(|method| sanitize(method.label()).into_owned())
}

fn words_of(priorities: &[SentPriority]) -> Option<String> {
    let words: Vec<_> = priorities.iter().map(|sent| sent.received.sanitized()).collect();
    (!words.is_empty()).then(|| words.join(" + "))
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

    /// The later of two mails of Clun; it is imported first.
    fn later(text: &str) -> InboxLine {
        let mut inbox = TestInbox::new();
        let clun = "Clun Town Council";
        inbox.import([source("2023-10-02", clun, text), source("2023-09-28", clun, YES)]);
        let mut lines = lines(&inbox);
        assert_eq!(lines[1].earlier, None, "nothing is earlier than the first");
        lines.remove(0)
    }

    #[rstest]
    #[case::declines(
        "Clun Town Council does not wish to take part.",
        "a reply of 28 Sep also waits: contradicts: wish yes there, no here"
    )]
    #[case::other_priorities(
        "Clun Town Council wishes to take part.\n\nOur priorities are:\n- Litter\n- Parking\n",
        "a reply of 28 Sep also waits: contradicts: priorities Speeding + Parking there, Litter + Parking here"
    )]
    #[case::withdraws(
        "The council has decided not to take part in the charter this quarter.",
        "a reply of 28 Sep also waits: contradicts: wish yes there, no here"
    )]
    fn what_contradicts_an_earlier_reply_is_not_ready(#[case] text: &str, #[case] says: &str) {
        let line = later(text);
        assert_eq!(line.earlier.as_ref().unwrap().describe(day(AS_AT)), says);
        assert_ne!(line.triage.group, Group::Ready);
        assert_eq!(accept(&line, day(AS_AT)), Err(Blocker::EarlierReply));
    }

    #[rstest]
    #[case::the_same(YES, "a reply of 28 Sep also waits: says the same")]
    #[case::the_wish_again("Clun Town Council wishes to take part.", "a reply of 28 Sep also waits: says the same")]
    #[case::a_preference(
        "Clun Town Council wishes to take part. Preferred frequency: monthly",
        "a reply of 28 Sep also waits: adds: how often monthly"
    )]
    fn what_agrees_with_an_earlier_reply_is_not_held_up(#[case] text: &str, #[case] says: &str) {
        let line = later(text);
        assert_eq!(line.earlier.as_ref().unwrap().describe(day(AS_AT)), says);
        assert_ne!(accept(&line, day(AS_AT)), Err(Blocker::EarlierReply));
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
        assert!(lines(&inbox).iter().all(|line| line.earlier.is_none()));
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
