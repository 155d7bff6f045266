//! What a letter means once it is sent: the letter of the round, the update, the announcement on record.

mod common;

use charter::calendar::Received;
use charter::change::{Act, Change, DiscardLetter, MarkSent, RecordLetter};
use charter::edit::Refusal;
use charter::ids::{CouncilChangeId, CouncilId, ReplyId, ReturnId};
use charter::invitation::Channel;
use charter::letter::{Letter, LetterKind};
use charter::returns::Wish;
use charter::status::{LetterState, Status};
use charter::update::UpdateChannel;
use common::*;
use rstest::rstest;
use store::{ApplyError, LastAnswers};

/// A database in which no council has its letter.
fn without_letters() -> TestStore {
    let mut desk = TestStore::new();
    let back = |id: CouncilId| {
        let (sent_on, undelivered_on) = (Some(day("2023-09-04")), Some(day("2023-09-06")));
        Act::Letter(RecordLetter { council: id, round: desk.round.id, sent_on, channel: None, undelivered_on })
    };
    let acts: Vec<Act> = desk.store.councils().unwrap().iter().take(12).map(|council| back(council.id)).collect();
    desk.apply(Change::all(acts));
    desk
}

fn letters(desk: &TestStore) -> Vec<Letter> {
    desk.store.letters(desk.round.id).unwrap()
}

#[rstest]
#[case(LetterKind::First)]
#[case(LetterKind::NextTakingPart)]
#[case(LetterKind::NextNotTakingPart)]
#[case::a_reminder_is_the_first_to_arrive(LetterKind::Chase)]
fn a_letter_of_the_round_becomes_the_invitation_when_it_is_sent(#[case] kind: LetterKind) {
    let mut desk = without_letters();
    desk.apply(Change::all([1, 2].map(|id| Act::DraftLetter(draft(&desk, id, kind))).to_vec()));
    assert!(matches!(desk.file(1).status.letter, LetterState::Undelivered(_)), "drafting sends nothing");
    let by_post = |letter| Act::MarkSent(MarkSent { letter, on: day("2023-10-05"), channel: Some(Channel::Post) });
    desk.apply(Change::all(letters(&desk).into_iter().map(by_post).collect()));
    for id in [1, 2] {
        let file = desk.file(id);
        assert_eq!(file.status.letter, LetterState::Sent(Some(day("2023-10-05"))));
        assert_eq!(file.letters.last().unwrap().channel, Channel::Post);
        assert_ne!(file.status.status, Status::Undelivered);
    }
    assert!(letters(&desk).iter().all(|letter| letter.sent_on == Some(day("2023-10-05"))));
    desk.store.undo(BY, now()).unwrap();
    assert!(letters(&desk).iter().all(Letter::is_pending), "one undo for the batch");
    assert!(matches!(desk.file(2).status.letter, LetterState::Undelivered(_)));
}

#[test]
fn a_batch_of_several_kinds_is_called_letters() {
    let mut desk = without_letters();
    let kinds = [(4, LetterKind::NextTakingPart), (5, LetterKind::NextNotTakingPart)];
    let drafts = kinds.map(|(council, kind)| Act::DraftLetter(draft(&desk, council, kind)));
    desk.apply(Change::all(drafts.to_vec()));
    let sent = letters(&desk).into_iter().map(mark_sent).collect();
    assert_eq!(desk.apply(Change::all(sent)).words.raw(), "letters sent to 2 councils");
}

#[test]
fn a_reminder_leaves_the_letter_that_arrived_alone() {
    let mut desk = TestStore::new();
    let before = desk.file(1).letters;
    desk.apply(Act::DraftLetter(draft(&desk, 1, LetterKind::Chase)));
    desk.apply(mark_sent(letters(&desk).remove(0)));
    assert_eq!(desk.file(1).letters, before);
}

#[test]
fn a_written_update_is_on_record_when_it_is_sent() {
    let mut desk = TestStore::new();
    desk.apply(Act::DraftLetter(draft(&desk, 1, LetterKind::Update)));
    assert!(desk.file(1).updates.is_empty());
    desk.apply(mark_sent(letters(&desk).remove(0)));
    let update = desk.file(1).updates.remove(0);
    assert_eq!((update.how, update.on), (UpdateChannel::Written, day("2023-10-05")));
    assert_eq!(update.text.raw(), "1. Speeding: the survey is booked");
}

#[test]
fn an_announcement_of_a_team_is_on_record_when_it_is_sent() {
    let mut desk = TestStore::new();
    for name in ["North SNT", "Mid SNT", "South SNT", "East SNT"] {
        desk.apply(team(1, name));
    }
    desk.apply(team(2, "North SNT"));
    desk.apply(team(2, "South SNT"));
    let mut announcement = draft(&desk, 1, LetterKind::Announcement);
    announcement.draft.team_change = Some(CouncilChangeId(2));
    desk.apply(Act::DraftLetter(announcement));
    desk.apply(mark_sent(letters(&desk).remove(0)));
    let told = |id: i64| desk.file(id).team_changes().map(|change| change.announced_on).collect::<Vec<_>>();
    let day = Some(day("2023-10-05"));
    assert_eq!(told(1), [None, day, day], "the one before it, too, but not the later one");
    assert_eq!(told(2), [None], "not that of another council");
}

#[test]
fn a_letter_is_sent_once_and_not_before_it_was_drafted() {
    let mut desk = TestStore::new();
    desk.apply(Act::DraftLetter(draft(&desk, 1, LetterKind::Chase)));
    let letter = letters(&desk).remove(0);
    let mut refuse = |letter: &Letter, on: &str| {
        let act = Act::MarkSent(MarkSent { letter: letter.clone(), on: day(on), channel: None });
        match desk.store.apply(&act.into(), BY, now()) {
            Err(ApplyError::Refused(refusal)) => refusal.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert!(refuse(&letter, "2023-10-04").contains("before it was drafted"));
    assert!(refuse(&letter, "2023-10-06").contains("after today"));
    desk.apply(mark_sent(letter.clone()));
    let stale = desk.store.apply(&mark_sent(letter).into(), BY, now()).unwrap_err();
    assert!(matches!(stale, ApplyError::Refused(Refusal::Stale { .. })), "{stale}");
    let sent = letters(&desk).remove(0);
    let discard = Act::DiscardLetter(DiscardLetter { letter: sent });
    let refused = desk.store.apply(&discard.into(), BY, now()).unwrap_err();
    assert!(refused.to_string().contains("stays on record"), "{refused}");
}

#[test]
fn the_last_answers_are_those_of_the_round_and_day() {
    let mut desk = TestStore::new();
    desk.apply(returned(&desk, 1, "2023-09-20", answer(Wish::Yes, &["a"])));
    desk.apply(reply(&desk, 1, "2023-10-02"));
    desk.apply(reply(&desk, 2, "2023-10-05"));
    let on = |as_at: &str| desk.store.last_answers(desk.round.id, day(as_at)).unwrap();
    let both = LastAnswers {
        returned: Some(ReturnId(1)),
        returned_on: Some(day("2023-09-20")),
        reply: Some(ReplyId(1)),
        replied_on: Some(day("2023-10-02")),
    };
    assert_eq!(on("2023-10-04").get(&CouncilId(1)), Some(&both));
    assert_eq!(on("2023-10-04").get(&CouncilId(2)), None);
    assert_eq!(Received::day(day("2023-10-05")).on, day("2023-10-05"));
    assert_eq!(on("2023-10-05")[&CouncilId(2)].reply, Some(ReplyId(2)));
}
