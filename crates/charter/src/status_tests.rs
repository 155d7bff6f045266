//! The status table of the charter, row by row, and properties for any facts.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

use super::{CouncilStatus, Flag, InvitationFact, ReturnFact, Status, StatusFacts};
use crate::calendar::{Quarter, Received, add_days};
use crate::engagement::QuarterFacts;
use crate::ids::{ItemId, ReturnId, RoundId};
use crate::response_group::{ResponseCounts, ResponseGroup, WaitingReply};
use crate::returns::{Frequency, Method, ReturnState, Wish};
use crate::round::Round;
use crate::update::UpdateChannel;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn first_round() -> Round {
    Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"))
}

const OPEN_LETTER: InvitationFact = InvitationFact { sent_on: None, undelivered_on: None };

fn bounced() -> InvitationFact {
    InvitationFact { sent_on: Some(day("2023-09-04")), undelivered_on: Some(day("2023-09-06")) }
}

fn returned(id: i64, received: &str, wish: Wish, priorities: u8) -> ReturnFact {
    ReturnFact {
        id: ReturnId(id),
        received: Received::parse_iso(received).unwrap(),
        wish,
        priorities,
        agreed: if priorities > 3 { 0 } else { priorities },
        frequency: Some(Frequency::Monthly),
        method: Some(Method::InPerson),
        state: ReturnState::Replaces,
    }
}

fn status_of(as_at: &str, invitations: &[InvitationFact], replies: &[&str], returns: &[ReturnFact]) -> CouncilStatus {
    let replies: Vec<Received> = replies.iter().map(|text| Received::parse_iso(text).unwrap()).collect();
    let facts = StatusFacts { invitations, replies: &replies, returns, ..StatusFacts::default() };
    CouncilStatus::derive(&first_round(), day(as_at), &facts)
}

#[rstest]
#[case::on_the_deadline("2023-09-30", &[OPEN_LETTER], &[], Status::Awaiting, None)]
#[case::the_day_after("2023-10-01", &[OPEN_LETTER], &[], Status::AssumedDeclined, Some(ResponseGroup::Silent))]
#[case::no_letter("2023-09-01", &[], &[], Status::NotSent, None)]
#[case::no_letter_after("2023-10-01", &[], &[], Status::NotSent, Some(ResponseGroup::NeverReached))]
#[case::came_back("2023-10-01", &[bounced()], &[], Status::Undelivered, Some(ResponseGroup::NeverReached))]
#[case::came_back_later_than_asked("2023-09-05", &[bounced()], &[], Status::Awaiting, None)]
#[case::sent_again("2023-10-01", &[bounced(), OPEN_LETTER], &[], Status::AssumedDeclined, Some(ResponseGroup::Silent))]
#[case::came_back_yet_heard("2023-10-01", &[bounced()], &["2023-09-20"], Status::Holding, Some(ResponseGroup::Incomplete))]
#[case::holding_before("2023-09-30", &[OPEN_LETTER], &["2023-09-28"], Status::Holding, None)]
#[case::holding_after("2023-10-01", &[OPEN_LETTER], &["2023-09-28"], Status::Holding, Some(ResponseGroup::Incomplete))]
#[case::heard_after_the_day_asked("2023-10-01", &[OPEN_LETTER], &["2023-10-02"], Status::AssumedDeclined, Some(ResponseGroup::Silent))]
fn without_a_return(
    #[case] as_at: &str,
    #[case] invitations: &[InvitationFact],
    #[case] replies: &[&str],
    #[case] status: Status,
    #[case] missed: Option<ResponseGroup>,
) {
    let derived = status_of(as_at, invitations, replies, &[]);
    assert_eq!((derived.status, derived.missed), (status, missed));
}

#[rstest]
#[case::yes_on_time("2023-09-30T23:59:59", Wish::Yes, 2, Status::Confirmed, None, false)]
#[case::yes_in_utc_too_late("2023-09-30T23:30Z", Wish::Yes, 2, Status::Confirmed, Some(ResponseGroup::Late), true)]
#[case::date_without_time("2023-09-30", Wish::Yes, 1, Status::Confirmed, None, false)]
#[case::no_on_time("2023-09-12", Wish::No, 0, Status::Declined, None, false)]
#[case::no_late("2023-10-02", Wish::No, 0, Status::Declined, Some(ResponseGroup::Late), true)]
#[case::yes_without_priorities("2023-09-12", Wish::Yes, 0, Status::Partial, Some(ResponseGroup::Incomplete), false)]
#[case::priorities_without_wish(
    "2023-09-12",
    Wish::Unknown,
    3,
    Status::Partial,
    Some(ResponseGroup::Incomplete),
    false
)]
#[case::partial_and_late("2023-10-03", Wish::Yes, 0, Status::Partial, Some(ResponseGroup::Incomplete), true)]
fn with_one_return(
    #[case] received: &str,
    #[case] wish: Wish,
    #[case] priorities: u8,
    #[case] status: Status,
    #[case] missed: Option<ResponseGroup>,
    #[case] late: bool,
) {
    let derived = status_of("2023-10-05", &[OPEN_LETTER], &[], &[returned(1, received, wish, priorities)]);
    assert_eq!((derived.status, derived.missed, derived.flags.has(Flag::RepliedLate)), (status, missed, late));
}

#[test]
fn completing_after_the_deadline_is_late() {
    let returns = [returned(1, "2023-09-20", Wish::Yes, 0), returned(2, "2023-10-04", Wish::Yes, 2)];
    let now = status_of("2023-10-05", &[OPEN_LETTER], &[], &returns);
    assert_eq!((now.status, now.missed), (Status::Confirmed, Some(ResponseGroup::Late)));
    assert!(now.flags.has(Flag::RepliedLate));
    let before = status_of("2023-10-03", &[OPEN_LETTER], &[], &returns);
    assert_eq!((before.status, before.flags.has(Flag::RepliedLate)), (Status::Partial, false));
}

#[test]
fn confirmed_can_withdraw_and_declined_can_rejoin() {
    let withdrawn = [returned(1, "2023-09-20", Wish::Yes, 2), returned(2, "2023-10-04", Wish::No, 0)];
    let now = status_of("2023-10-05", &[OPEN_LETTER], &[], &withdrawn);
    assert_eq!((now.status, now.missed, now.flags.has(Flag::RepliedLate)), (Status::Declined, None, false));
    let rejoined = [returned(1, "2023-09-20", Wish::No, 0), returned(2, "2023-10-04", Wish::Yes, 2)];
    let now = status_of("2023-10-05", &[OPEN_LETTER], &[], &rejoined);
    assert_eq!((now.status, now.missed), (Status::Confirmed, None));
}

#[test]
fn flags_beside_the_status() {
    let mut disagreeing = returned(2, "2023-09-20", Wish::No, 0);
    disagreeing.state = ReturnState::Disagrees;
    let conflict = [returned(1, "2023-09-20", Wish::Yes, 2), disagreeing];
    assert!(status_of("2023-10-05", &[OPEN_LETTER], &[], &conflict).flags.has(Flag::Conflict));
    let five = status_of("2023-10-05", &[OPEN_LETTER], &[], &[returned(1, "2023-09-20", Wish::Yes, 5)]);
    assert!(five.flags.has(Flag::NeedsChoice));
    assert_eq!(five.priorities, 5);
    let mut plain = returned(1, "2023-09-20", Wish::Yes, 1);
    plain.method = None;
    assert!(status_of("2023-10-05", &[OPEN_LETTER], &[], &[plain]).flags.has(Flag::PreferencesMissing));
    for (as_at, due) in [("2023-09-23", false), ("2023-09-24", true), ("2023-09-30", true), ("2023-10-01", false)] {
        assert_eq!(status_of(as_at, &[OPEN_LETTER], &[], &[]).flags.has(Flag::DueSoon), due, "{as_at}");
    }
}

#[test]
fn a_conflict_lasts_until_something_recorded_after_it_settles_it() {
    let mut doubt = returned(2, "2023-09-20", Wish::No, 0);
    doubt.state = ReturnState::Disagrees;
    let mut returns = vec![returned(1, "2023-10-01", Wish::Yes, 2), doubt];
    // Also if it is dated before the current answer.
    assert!(status_of("2023-10-05", &[OPEN_LETTER], &[], &returns).flags.has(Flag::Conflict));
    returns.push(returned(3, "2023-10-03", Wish::Yes, 2));
    assert!(!status_of("2023-10-05", &[OPEN_LETTER], &[], &returns).flags.has(Flag::Conflict));
}

#[test]
fn an_update_is_owed_from_the_quarters_first_day_until_it_is_given() {
    let confirmed = [returned(1, "2023-09-20", Wish::Yes, 2)];
    let owed = |as_at: &str, updated_on: Option<&str>| {
        let mut in_quarter = QuarterFacts::default();
        updated_on
            .into_iter()
            .for_each(|on| in_quarter.add_update(&first_round(), day(as_at), day(on), UpdateChannel::Call));
        let facts =
            StatusFacts { invitations: &[OPEN_LETTER], returns: &confirmed, in_quarter, ..StatusFacts::default() };
        CouncilStatus::derive(&first_round(), day(as_at), &facts).flags.has(Flag::UpdateOwed)
    };
    assert!(!owed("2023-09-30", None));
    assert!(owed("2023-10-01", None));
    assert!(owed("2023-10-12", Some("2023-09-28")));
    assert!(!owed("2023-10-12", Some("2023-10-10")));
}

#[rstest]
#[case("2023-10-05", &[], "assumed declined (silent): letter sent 4 Sep, nothing heard by 30 Sep")]
#[case("2023-09-30", &[], "awaiting: letter sent 4 Sep, nothing heard, today is the last day to reply; due soon: the deadline is 30 Sep")]
#[case("2023-09-28", &[], "awaiting: letter sent 4 Sep, nothing heard, 2 days left to reply; due soon: the deadline is 30 Sep")]
#[case("2023-10-05", &[returned(1, "2023-10-03", Wish::Yes, 2)],
    "confirmed (late): wishes to take part, 2 priorities received 3 Oct; replied late: first heard after 30 Sep; no update given \
     since 1 Oct")]
#[case("2024-02-01", &[returned(1, "2023-09-03", Wish::Unknown, 0)],
    "partial (incomplete): return of 3 Sep 2023, wish and priorities missing")]
fn each_status_explains_itself(#[case] as_at: &str, #[case] returns: &[ReturnFact], #[case] expected: &str) {
    let letter = InvitationFact { sent_on: Some(day("2023-09-04")), undelivered_on: None };
    assert_eq!(status_of(as_at, &[letter], &[], returns).explain(&first_round(), day(as_at)), expected);
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (-60i64..120).prop_map(|offset| add_days(day("2023-09-30"), offset))
}

prop_compose! {
    fn any_invitation()(sent in proptest::option::of(any_day()), back in proptest::option::of(any_day())) -> InvitationFact {
        InvitationFact { sent_on: sent, undelivered_on: back }
    }
}

prop_compose! {
    fn any_return()(id in 1i64..9, on in any_day(), wish in 0usize..3, priorities in 0u8..6, state in 0usize..3) -> ReturnFact {
        ReturnFact { received: Received::day(on), state: ReturnState::ALL[state], ..returned(id, "2023-09-01", Wish::ALL[wish], priorities) }
    }
}

proptest! {
    #[test]
    fn properties_of_any_standing(
        as_at in any_day(),
        invitations in proptest::collection::vec(any_invitation(), 0..3),
        replies in proptest::collection::vec(any_day().prop_map(Received::day), 0..3),
        returns in proptest::collection::vec(any_return(), 0..4),
    ) {
        let round = first_round();
        let facts = StatusFacts { invitations: &invitations, replies: &replies, returns: &returns, ..StatusFacts::default() };
        let derived = CouncilStatus::derive(&round, as_at, &facts);

        // Nobody has missed a deadline that is not past.
        prop_assert!(as_at > round.deadline || derived.missed.is_none());
        // Only silence after delivery is assumed to decline; an incomplete answer never is.
        if derived.status == Status::AssumedDeclined {
            prop_assert_eq!(derived.missed, Some(ResponseGroup::Silent));
            prop_assert!(derived.heard_on.is_none());
        }
        // The group must agree with the status.
        match derived.missed {
            Some(ResponseGroup::Silent) => prop_assert_eq!(derived.status, Status::AssumedDeclined),
            Some(ResponseGroup::NeverReached) => prop_assert!(matches!(derived.status, Status::NotSent | Status::Undelivered)),
            Some(ResponseGroup::Late) => {
                prop_assert!(matches!(derived.status, Status::Confirmed | Status::Declined));
                prop_assert!(derived.flags.has(Flag::RepliedLate));
            }
            Some(ResponseGroup::Incomplete) => prop_assert!(derived.heard_on.is_some()),
            Some(group) => prop_assert!(false, "{} missed nothing", group),
            None => {}
        }
        prop_assert!(ResponseGroup::of_day(round.is_past(as_at)).contains(&derived.group));
        let complete = matches!(derived.status, Status::Confirmed | Status::Declined);
        match derived.group {
            ResponseGroup::OnTime => prop_assert!(round.is_past(as_at) && derived.missed.is_none()),
            ResponseGroup::Answered => prop_assert!(complete),
            ResponseGroup::Awaiting => prop_assert_eq!(derived.status, Status::Awaiting),
            ResponseGroup::NotSent => prop_assert_eq!(derived.status, Status::NotSent),
            group if round.is_past(as_at) => prop_assert_eq!(derived.missed, Some(group)),
            ResponseGroup::Incomplete => prop_assert!(matches!(derived.status, Status::Holding | Status::Partial)),
            group => prop_assert_eq!((group, derived.status), (ResponseGroup::NeverReached, Status::Undelivered)),
        }
        // Facts after the as-at date change nothing (rule 9), and neither does their order.
        let mut known: Vec<ReturnFact> = returns.iter().filter(|r| r.received.on <= as_at).cloned().collect();
        let heard: Vec<Received> = replies.iter().rev().filter(|r| r.on <= as_at).copied().collect();
        known.sort_by_key(|r| std::cmp::Reverse((r.received, r.id)));
        if known.windows(2).all(|pair| (pair[0].received, pair[0].id) != (pair[1].received, pair[1].id)) {
            let facts = StatusFacts { invitations: &invitations, replies: &heard, returns: &known, ..StatusFacts::default() };
            prop_assert_eq!(&CouncilStatus::derive(&round, as_at, &facts), &derived);
        }
        // The explanation begins with the status.
        let expected = derived.explain(&round, as_at);
        prop_assert!(expected.starts_with(derived.status.label()));
        // Nobody is told that nothing was heard while a reply waits.
        let waiting = WaitingReply { item: ItemId(1), received_on: Some(as_at) };
        let waiting = CouncilStatus { waiting: Some(waiting), ..derived };
        let words = waiting.explain(&round, as_at);
        prop_assert!(words.contains("reply waiting") && words.contains("waits in the inbox"), "{}", words);
        prop_assert!(!words.contains("nothing heard"), "{}", words);
        prop_assert!(waiting.next_step().is_none_or(|step| step == "open the inbox"));
    }
}

proptest! {
    /// The groups of any councils sum to their number, on any day.
    #[test]
    fn groups_sum_to_the_number_of_councils(
        as_at in any_day(),
        councils in proptest::collection::vec(
            (proptest::collection::vec(any_invitation(), 0..3), proptest::collection::vec(any_return(), 0..3)), 0..20),
    ) {
        let round = first_round();
        let mut counts = ResponseCounts::default();
        let mut missed = 0;
        for (invitations, returns) in &councils {
            let facts = StatusFacts { invitations, returns, ..StatusFacts::default() };
            let derived = CouncilStatus::derive(&round, as_at, &facts);
            counts.add(&derived);
            missed += usize::from(derived.missed.is_some());
        }
        let of_day: usize = ResponseGroup::of_day(round.is_past(as_at)).into_iter().map(|group| counts.count(group)).sum();
        prop_assert_eq!((counts.total(), of_day), (councils.len(), councils.len()));
        prop_assert_eq!(counts.missed(round.is_past(as_at)), missed);
        prop_assert_eq!(counts.in_time() + missed, if round.is_past(as_at) { councils.len() } else { counts.in_time() });
    }
}
