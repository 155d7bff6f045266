//! Which councils have a reply that waits in the inbox: their lists must not say that nothing was heard.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::lines::InboxMemo;
use charter::council_line::CouncilLine;
use charter::ids::CouncilId;
use charter::incoming::{Nature, Source};
use charter::item::Item;
use charter::response_group::WaitingReply;
use charter::round::Round;
use reading::matching::Found;
use store::{InboxQueries, QueryError, Store, StoreError};

pub type WaitingReplies = BTreeMap<CouncilId, WaitingReply>;

/// The earliest waiting reply of each council as at a day. Replies of an earlier round, and those that repeat a recorded
/// return, wait but say nothing about the council in this round.
///
/// # Errors
///
/// The database cannot be read.
pub fn waiting_replies(
    store: &Store,
    round: &Round,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<WaitingReplies, StoreError> {
    store.query_inbox(|queries| read(queries, round, as_at, memo))
}

fn read(
    queries: &InboxQueries<'_>,
    round: &Round,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<WaitingReplies, QueryError> {
    let mut waiting = WaitingReplies::new();
    let mut up_to_date = HashSet::new();
    for (item, source) in memo.waiting_items(queries, round, as_at)? {
        let received_on = source.received.map(|received| received.on);
        let is_of_round = received_on.is_none_or(|on| on >= round.answered_from() && on <= as_at);
        if source.nature != Nature::Reply || !is_of_round {
            continue;
        }
        let found = memo.triage_cache.identify_council(&item, &source);
        for council in councils(&item, &found) {
            if repeats_record(queries, memo, (&item, &source), &found, (council, round, as_at), &mut up_to_date)? {
                continue;
            }
            let reply = WaitingReply { item: item.id, received_on };
            let first = waiting.entry(council).or_insert(reply);
            if received_on.is_some_and(|on| first.received_on.is_none_or(|first| on < first)) {
                *first = reply;
            }
        }
    }
    Ok(waiting)
}

/// The person's choice, else every council that it is surely or likely from.
fn councils(item: &Item, found: &Found) -> Vec<CouncilId> {
    match (item.council, found) {
        (Some(chosen), _) => vec![chosen],
        (None, Found::One(candidate)) => vec![candidate.council],
        (None, Found::Joint(candidates)) => candidates.iter().map(|candidate| candidate.council).collect(),
        (None, Found::Ambiguous(_) | Found::NotOurs(..) | Found::None) => Vec::new(),
    }
}

/// Reads the text only if a return of the same moment is on record.
fn repeats_record(
    queries: &InboxQueries<'_>,
    memo: &mut InboxMemo,
    (item, source): (&Item, &Source),
    found: &Found,
    (council, round, as_at): (CouncilId, &Round, NaiveDate),
    up_to_date: &mut HashSet<CouncilId>,
) -> Result<bool, QueryError> {
    if up_to_date.insert(council) {
        memo.refresh_council(queries, council, round, as_at)?;
    }
    if !memo.has_return_of(council, source, as_at) {
        return Ok(false);
    }
    let item = Item { council: Some(council), ..item.clone() };
    Ok(memo.triage(&item, source, found.clone(), round, as_at).on_record.is_some())
}

/// Adds to each line the reply that waits.
pub fn add_waiting(lines: &mut [CouncilLine], waiting: &WaitingReplies) {
    for line in lines {
        line.status.waiting = waiting.get(&line.id).copied();
    }
}

#[cfg(test)]
mod tests {
    use super::waiting_replies;
    use crate::inbox::testing::{TestInbox, day};
    use crate::inbox::{InboxMemo, Verdict, inbox_lines, to_change};
    use charter::calendar::Received;
    use charter::ids::{CouncilId, ItemId};
    use charter::incoming::{Digest, Nature, Origin, Source};
    use charter::untrusted::Untrusted;
    use rstest::rstest;

    const YES: &str = "Clun Town Council wishes to take part. Our priorities are speeding and parking.";

    fn source(nature: Nature, received: Option<&str>, text: &str) -> Source {
        Source {
            nature,
            file: Untrusted::from("replies.mbox"),
            received: received.map(|on| Received::day(day(on))),
            sender: Untrusted::from("clerk@clun-tc.example"),
            subject: Untrusted::from("Clun Town Council: policing priorities"),
            text: Untrusted::from(text),
            ..Source::empty(Origin::Mail, Digest::hash_parts([received.unwrap_or(""), text]))
        }
    }

    fn clun(inbox: &TestInbox) -> CouncilId {
        let councils = inbox.store.councils().unwrap();
        councils.iter().find(|council| council.name.raw() == "Clun Town Council").unwrap().id
    }

    fn waiting(inbox: &TestInbox, as_at: &str) -> Vec<(CouncilId, ItemId)> {
        let found = waiting_replies(&inbox.store, &inbox.round, day(as_at), &mut InboxMemo::default()).unwrap();
        found.into_iter().map(|(council, reply)| (council, reply.item)).collect()
    }

    #[rstest]
    #[case::of_today(Nature::Reply, Some("2023-10-02"), true)]
    #[case::without_a_date(Nature::Reply, None, true)]
    #[case::later_than_the_day_asked_about(Nature::Reply, Some("2023-10-06"), false)]
    #[case::of_an_earlier_round(Nature::Reply, Some("2023-03-02"), false)]
    #[case::automatic(Nature::AutoReply, Some("2023-10-02"), false)]
    #[case::a_bounce(Nature::Bounce, Some("2023-10-02"), false)]
    fn a_reply_waits(#[case] nature: Nature, #[case] received: Option<&str>, #[case] waits: bool) {
        let mut inbox = TestInbox::new();
        inbox.import([source(nature, received, YES)]);
        let expected = if waits { vec![(clun(&inbox), ItemId(1))] } else { Vec::new() };
        assert_eq!(waiting(&inbox, "2023-10-05"), expected);
    }

    #[test]
    fn it_waits_until_it_is_dealt_with_even_if_it_is_put_off() {
        let mut inbox = TestInbox::new();
        inbox.import([
            source(Nature::Reply, Some("2023-10-03"), YES),
            source(Nature::Reply, Some("2023-10-02"), "Noted."),
        ]);
        let id = clun(&inbox);
        // The earlier of two.
        assert_eq!(waiting(&inbox, "2023-10-05"), [(id, ItemId(2))]);
        let mut decide = |item: i64, verdict: Verdict| {
            let lines = inbox_lines(&inbox.store, &inbox.round, day("2023-10-05")).unwrap();
            let line = lines.iter().find(|line| line.item.id == ItemId(item)).unwrap();
            inbox.apply(to_change(line, Some(id), inbox.round.id, verdict).unwrap());
            waiting(&inbox, "2023-10-05")
        };
        assert_eq!(decide(2, Verdict::Postpone(true)), [(id, ItemId(2))]);
        assert_eq!(decide(2, Verdict::NotForUs), [(id, ItemId(1))]);
        assert_eq!(decide(1, Verdict::NotForUs), []);
    }
}
