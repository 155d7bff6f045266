//! Who is due which letter, row by row, and properties for any state.

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

use super::{Candidate, ChaseRule, Due, LeftOut, due, request_due, round_letter};
use crate::agenda::DecisionTiming;
use crate::calendar::{Quarter, Received, add_days};
use crate::engagement::QuarterFacts;
use crate::ids::{ActionId, CouncilChangeId, CouncilId, ItemId, LetterId, PriorityId, ReplyId, ReturnId, RoundId};
use crate::invitation::Channel;
use crate::letter::{Letter, LetterDraft, LetterKind};
use crate::priority::{Action, ActionFacts, Owner};
use crate::response_group::WaitingReply;
use crate::returns::{ReturnState, Wish};
use crate::round::Round;
use crate::status::{CouncilStatus, InvitationFact, ReturnFact, Status, StatusFacts};
use crate::untrusted::Untrusted;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn round() -> Round {
    Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"))
}

/// What the council did: `-` nothing, `letter` no more than got it, `held` a reply, `partial`, `yes`, `late`, `no`,
/// `back` its letter came back.
fn status(did: &str, as_at: &str) -> CouncilStatus {
    let back = (did == "back").then(|| day("2023-09-06"));
    let sent = [InvitationFact { sent_on: Some(day("2023-09-04")), undelivered_on: back }];
    let received = Received::day(day(if did == "late" { "2023-10-02" } else { "2023-09-20" }));
    let answered = ReturnFact {
        id: ReturnId(7),
        received,
        wish: if did == "no" { Wish::No } else { Wish::Yes },
        priorities: u8::from(did != "partial"),
        agreed: u8::from(did != "partial"),
        frequency: None,
        method: None,
        state: ReturnState::Replaces,
    };
    let facts = StatusFacts {
        invitations: if did == "-" { &[] } else { &sent },
        replies: if did == "held" { &[received] } else { &[] },
        returns: if ["partial", "yes", "late", "no"].contains(&did) { &[answered] } else { &[] },
        in_quarter: QuarterFacts::default(),
        ..StatusFacts::default()
    };
    CouncilStatus::derive(&round(), day(as_at), &facts)
}

fn letter(kind: LetterKind, drafted_on: &str, sent_on: Option<&str>) -> Letter {
    Letter {
        id: LetterId(1),
        version: 1,
        council: CouncilId(1),
        round: RoundId(1),
        draft: LetterDraft::new(kind, Untrusted::default(), Untrusted::default()),
        channel: Channel::Email,
        drafted_on: day(drafted_on),
        sent_on: sent_on.map(day),
    }
}

fn candidate<'a>(status: &'a CouncilStatus, letters: &'a [Letter]) -> Candidate<'a> {
    Candidate {
        status,
        decides: DecisionTiming::Past,
        before: None,
        letters,
        last_return: None,
        last_reply: None,
        unannounced: None,
        priorities: 1,
    }
}

fn outcome(kind: LetterKind, candidate: &Candidate<'_>, as_at: &str) -> String {
    match due(kind, candidate, &round(), day(as_at), ChaseRule::default()) {
        Ok(_) => "due".to_owned(),
        Err(why) => why.describe(day(as_at)),
    }
}

#[rstest]
#[case::silent("letter", "2023-10-01", "due")]
#[case::still_awaiting("letter", "2023-09-30", "not overdue")]
#[case::no_letter_before("-", "2023-09-30", "not overdue")]
#[case::no_letter_after("-", "2023-10-01", "due")]
#[case::came_back("back", "2023-09-20", "due")]
#[case::held("held", "2023-10-01", "due")]
#[case::partial("partial", "2023-09-25", "due")]
#[case::answered("yes", "2023-10-01", "has answered")]
#[case::declined("no", "2023-10-01", "has answered")]
#[case::late("late", "2023-10-05", "has answered")]
fn chase_by_what_the_council_did(#[case] did: &str, #[case] as_at: &str, #[case] expected: &str) {
    let status = status(did, as_at);
    assert_eq!(outcome(LetterKind::Chase, &candidate(&status, &[]), as_at), expected);
}

#[rstest]
#[case::never(&[], "due")]
#[case::six_days_ago(&[("2023-10-03", Some("2023-10-04"))], "a reminder went out 4 Oct; not again before 11 Oct")]
#[case::seven_days_ago(&[("2023-10-03", Some("2023-10-03"))], "due")]
#[case::drafted_long_ago(&[("2023-10-01", None)], "drafted 1 Oct and not marked as sent")]
#[case::after_the_day_asked(&[("2023-10-11", None)], "due")]
#[case::three(
    &[("2023-10-01", Some("2023-10-01")), ("2023-10-02", Some("2023-10-02")), ("2023-10-03", Some("2023-10-03"))],
    "3 reminders in this round; phone instead"
)]
fn chase_by_earlier_reminders(#[case] sent: &[(&str, Option<&str>)], #[case] expected: &str) {
    let as_at = "2023-10-10";
    let status = status("letter", as_at);
    let letters: Vec<Letter> = sent.iter().map(|(on, sent)| letter(LetterKind::Chase, on, *sent)).collect();
    assert_eq!(outcome(LetterKind::Chase, &candidate(&status, &letters), as_at), expected);
}

#[test]
fn the_last_reminder_is_marked_and_a_later_meeting_needs_a_holding_reply_only() {
    let as_at = day("2023-10-20");
    let mut status = status("letter", "2023-10-20");
    status.engagement.next_meeting_on = Some(day("2023-11-14"));
    let letters = [(); 2].map(|()| letter(LetterKind::Chase, "2023-10-01", Some("2023-10-01")));
    let found = due(LetterKind::Chase, &candidate(&status, &letters), &round(), as_at, ChaseRule::default());
    let expected = Due { number: 3, is_last: true, meets_after: Some(day("2023-11-14")), ..Due::default() };
    assert_eq!(found, Ok(expected));
    let timing = DecisionTiming::InTime { meeting: day("2023-09-12"), table_by: day("2023-09-07") };
    let in_time = Candidate { decides: timing, ..candidate(&status, &[]) };
    let found = due(LetterKind::Chase, &in_time, &round(), as_at, ChaseRule::default());
    assert_eq!(found.map(|due| (due.number, due.meets_after)), Ok((1, None)));
}

#[rstest]
#[case(None, LetterKind::First)]
#[case(Some(Status::NotSent), LetterKind::First)]
#[case(Some(Status::Undelivered), LetterKind::First)]
#[case(Some(Status::Confirmed), LetterKind::NextTakingPart)]
#[case(Some(Status::Partial), LetterKind::NextTakingPart)]
#[case(Some(Status::Holding), LetterKind::NextTakingPart)]
#[case(Some(Status::Declined), LetterKind::NextNotTakingPart)]
#[case(Some(Status::AssumedDeclined), LetterKind::NextNotTakingPart)]
fn each_council_gets_one_letter_of_the_round(#[case] before: Option<Status>, #[case] gets: LetterKind) {
    assert_eq!(round_letter(before), gets);
    let as_at = "2023-09-01";
    let new = status("-", as_at);
    for kind in LetterKind::OF_ROUND {
        let found = outcome(kind, &Candidate { before, ..candidate(&new, &[]) }, as_at);
        assert_eq!(found, if kind == gets { "due".to_owned() } else { format!("gets the {gets}") });
        let pending = [letter(gets, "2023-09-01", None)];
        let found = outcome(kind, &Candidate { before, ..candidate(&new, &pending) }, as_at);
        assert_eq!(found, "drafted 1 Sep and not marked as sent");
    }
    let (sent, back) = (status("letter", "2023-09-20"), status("back", "2023-09-20"));
    let found = |status| outcome(gets, &Candidate { before, ..candidate(status, &[]) }, "2023-09-20");
    assert_eq!((found(&sent).as_str(), found(&back).as_str()), ("its letter of this round is on record", "due"));
}

#[rstest]
#[case::nothing_came(None, None, &[], "nothing to acknowledge")]
#[case::a_return(Some(7), None, &[], "due")]
#[case::a_reply(None, Some(2), &[], "due")]
#[case::acknowledged(Some(7), Some(2), &[(Some(7), Some(2), Some("2023-10-02"))], "nothing to acknowledge")]
#[case::one_more_came(Some(8), Some(2), &[(Some(7), Some(2), Some("2023-10-02"))], "due")]
#[case::only_drafted(Some(8), None, &[(Some(7), None, None)], "drafted 2 Oct and not marked as sent")]
fn acknowledge_what_came(
    #[case] returned: Option<i64>,
    #[case] reply: Option<i64>,
    #[case] sent: &[(Option<i64>, Option<i64>, Option<&str>)],
    #[case] expected: &str,
) {
    let status = status("no", "2023-10-05");
    let letters: Vec<Letter> = sent
        .iter()
        .map(|(returned, reply, on)| {
            let mut letter = letter(LetterKind::Acknowledgement, "2023-10-02", *on);
            letter.draft.returned = returned.map(ReturnId);
            letter.draft.reply = reply.map(ReplyId);
            letter
        })
        .collect();
    let (last_return, last_reply) = (returned.map(ReturnId), reply.map(ReplyId));
    let asked = Candidate { last_return, last_reply, ..candidate(&status, &letters) };
    assert_eq!(outcome(LetterKind::Acknowledgement, &asked, "2023-10-05"), expected);
}

#[test]
fn an_acknowledgement_is_about_what_is_new() {
    let status = status("no", "2023-10-05");
    let mut sent = letter(LetterKind::Acknowledgement, "2023-10-02", Some("2023-10-02"));
    sent.draft.returned = Some(ReturnId(7));
    let (last_return, last_reply) = (Some(ReturnId(7)), Some(ReplyId(2)));
    let asked = Candidate { last_return, last_reply, ..candidate(&status, &[]) };
    let found = |asked: &Candidate<'_>| {
        let rule = ChaseRule::default();
        due(LetterKind::Acknowledgement, asked, &round(), day("2023-10-05"), rule).map(|due| (due.returned, due.reply))
    };
    assert_eq!(found(&asked), Ok((last_return, last_reply)));
    assert_eq!(found(&Candidate { letters: &[sent], ..asked }), Ok((None, last_reply)));
}

#[test]
fn a_letter_is_as_it_was_on_the_day() {
    let known = letter(LetterKind::Chase, "2023-10-02", Some("2023-10-04"));
    let on = |on: &str| known.clone().as_at(day(on)).map(|letter| letter.sent_on);
    assert_eq!(on("2023-10-01"), None);
    assert_eq!(on("2023-10-03"), Some(None));
    assert_eq!(on("2023-10-04"), Some(Some(day("2023-10-04"))));
}

#[rstest]
#[case::owed("yes", 2, "due")]
#[case::without_a_priority("yes", 0, "no priority to report on")]
#[case::not_taking_part("no", 2, "no update owed")]
fn update_those_that_are_owed_one(#[case] did: &str, #[case] priorities: usize, #[case] expected: &str) {
    let status = status(did, "2023-10-05");
    let asked = Candidate { priorities, ..candidate(&status, &[]) };
    assert_eq!(outcome(LetterKind::Update, &asked, "2023-10-05"), expected);
}

#[test]
fn announce_a_change_of_team_once() {
    let status = status("letter", "2023-10-05");
    let asked = candidate(&status, &[]);
    assert_eq!(outcome(LetterKind::Announcement, &asked, "2023-10-05"), "told of its team already");
    let asked = Candidate { unannounced: Some(CouncilChangeId(4)), ..asked };
    assert_eq!(outcome(LetterKind::Announcement, &asked, "2023-10-05"), "due");
    let mut drafted = letter(LetterKind::Announcement, "2023-10-04", None);
    let other_news = [drafted.clone()];
    assert_eq!(
        outcome(LetterKind::Announcement, &Candidate { letters: &other_news, ..asked }, "2023-10-05"),
        "due",
        "of other news"
    );
    drafted.draft.team_change = Some(CouncilChangeId(4));
    let asked = Candidate { letters: &[drafted], ..asked };
    assert_eq!(outcome(LetterKind::Announcement, &asked, "2023-10-05"), "drafted 4 Oct and not marked as sent");
}

#[rstest]
#[case::of_a_department(Owner::Department, None, false, true)]
#[case::of_a_partner(Owner::Partner, None, false, true)]
#[case::of_the_team(Owner::Team, None, false, false)]
#[case::done(Owner::Department, Some("2023-10-04"), false, false)]
#[case::asked_already(Owner::Department, None, true, false)]
fn request_what_others_owe(
    #[case] owner: Owner,
    #[case] done_on: Option<&str>,
    #[case] asked: bool,
    #[case] expected: bool,
) {
    let facts = ActionFacts {
        on: day("2023-10-01"),
        what: Untrusted::from("speed survey"),
        owner,
        who: Untrusted::from("roads policing"),
        due: None,
        done_on: done_on.map(day),
        evidence: Untrusted::default(),
        aims: Vec::new(),
    };
    let action = Action { id: ActionId(3), version: 1, council: CouncilId(1), priority: PriorityId(1), facts };
    let mut letter = letter(LetterKind::Request, "2023-10-02", None);
    letter.draft.action = asked.then_some(ActionId(3));
    assert_eq!(request_due(&action, [letter].iter(), day("2023-10-05")), expected);
}

fn chased() -> impl Strategy<Value = Vec<Letter>> {
    let one = (0i64..40, 0i64..10, any::<bool>()).prop_map(|(drafted, later, sent)| {
        let on = add_days(day("2023-10-01"), drafted);
        Letter {
            drafted_on: on,
            sent_on: sent.then(|| add_days(on, later)),
            ..letter(LetterKind::Chase, "2023-10-01", None)
        }
    });
    proptest::collection::vec(one, 0..5)
}

proptest! {
    #[test]
    fn nobody_is_chased_against_the_rules(
        did in prop::sample::select(vec!["-", "letter", "held", "partial", "yes", "late", "no", "back"]),
        letters in chased(), days in 0i64..60, waits in any::<bool>(), days_between in 0u16..20, at_most in 0u8..5,
    ) {
        let as_at = add_days(day("2023-09-15"), days);
        let mut status = status(did, &as_at.to_string());
        if waits {
            status.waiting = Some(WaitingReply { item: ItemId(1), received_on: None });
        }
        let rule = ChaseRule { days_between, at_most };
        let known: Vec<&Letter> = letters.iter().filter(|letter| letter.drafted_on <= as_at).collect();
        if let Ok(due) = due(LetterKind::Chase, &candidate(&status, &letters), &round(), as_at, rule) {
            prop_assert!(!waits);
            prop_assert!(!matches!(status.status, Status::Confirmed | Status::Declined | Status::Awaiting));
            prop_assert!(known.len() < usize::from(at_most));
            prop_assert!(known.iter().all(|letter| letter.sent_on.is_some()));
            prop_assert!(known.iter().all(|letter| (as_at - letter.on()).num_days() >= i64::from(days_between)));
            prop_assert_eq!(due.is_last, due.number == at_most);
        }
    }

    #[test]
    fn a_council_is_due_at_most_one_letter_of_the_round(
        did in prop::sample::select(vec!["-", "letter", "held", "yes", "no", "back"]),
        before in prop::option::of(prop::sample::select(Status::ALL.to_vec())),
        pending in prop::option::of(prop::sample::select(LetterKind::OF_ROUND.to_vec())),
    ) {
        let status = status(did, "2023-09-20");
        let letters: Vec<Letter> = pending.into_iter().map(|kind| letter(kind, "2023-09-19", None)).collect();
        let asked = Candidate { before, ..candidate(&status, &letters) };
        let found = LetterKind::OF_ROUND.map(|kind| due(kind, &asked, &round(), day("2023-09-20"), ChaseRule::default()));
        let letters_due = found.iter().filter(|found| found.is_ok()).count();
        let reached = matches!(status.letter, crate::status::LetterState::Sent(_));
        prop_assert_eq!(letters_due, usize::from(pending.is_none() && !reached));
        prop_assert!(!found.iter().any(|found| matches!(found, Err(LeftOut::Answered))));
    }
}
