//! What of the record reaches a letter: the names, teams, answers and addresses of its day.

use charter::change::{ClosePriority, DraftLetter, MarkSent, RecordTeam};
use charter::priority::{Closing, Outcome};
use charter::team::TeamFacts;

use super::*;
use crate::letters::DueCount;

fn team(council: i64, name: &str, from: &str) -> Act {
    let (team, changed_from) = (Some(Untrusted::from(name)), Some(day(from)));
    details(council, CouncilDetails { team, changed_from, ..CouncilDetails::default() })
}

#[test]
fn a_letter_bears_the_name_of_its_day() {
    let mut desk = desk();
    for (name, from) in [("Oldton Town Council", "2023-09-01"), ("Newton Town Council", "2023-10-05")] {
        let (name, changed_from) = (Some(Untrusted::from(name)), Some(day(from)));
        desk.apply(details(1, CouncilDetails { name, changed_from, ..CouncilDetails::default() }));
    }
    let subject = |as_at| mails(&desk, &desk.round, as_at, request(LetterKind::Chase, [1])).0.remove(0).subject;
    assert!(subject("2023-10-04").contains("Oldton Town Council"), "{}", subject("2023-10-04"));
    assert!(subject("2023-10-05").contains("Newton Town Council"));
}

#[test]
fn an_update_tells_of_priorities_that_are_all_closed() {
    let mut desk = desk();
    let known = desk.store.council_file(CouncilId(4), &desk.round, day("2023-10-05")).unwrap().unwrap().priorities;
    for priority in known.iter().map(|known| &known.priority) {
        let closed =
            Some(Closing { on: day("2023-10-04"), outcome: Some(Outcome::Solved), result: "all is well".into() });
        let (priority, version) = (priority.id, priority.version);
        desk.apply(Act::Close(ClosePriority { council: CouncilId(4), priority, version, closed }));
    }
    let (found, left_out) = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Update, [4]));
    assert_eq!((found.len(), left_out), (1, Vec::new()));
    assert_eq!(found[0].letters[0].1.told.raw().matches("Result: solved: all is well").count(), 2, "{}", found[0].body);
}

#[test]
fn an_announcement_joins_the_team_with_its_own_day() {
    let mut desk = desk();
    for (name, from) in [("North SNT", "2023-10-01"), ("Mid SNT", "2023-10-02"), ("South SNT", "2023-10-04")] {
        desk.apply(team(4, name, from));
    }
    let body = |as_at| mails(&desk, &desk.round, as_at, request(LetterKind::Announcement, [4])).0.remove(0).body;
    let told = |body: &str, words: &str| assert!(body.contains(words), "{body}");
    told(&body("2023-10-05"), "Since Wednesday 4 October 2023 ");
    told(&body("2023-10-05"), "is looked after by South SNT, before that by Mid SNT.");
    told(&body("2023-10-03"), "Since Monday 2 October 2023 ");
    told(&body("2023-10-03"), "is looked after by Mid SNT, before that by North SNT.");
}

#[test]
fn a_message_after_the_acknowledged_answer_is_thanked_for_alone() {
    let mut desk = desk();
    let first = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Acknowledgement, [4])).0.remove(0);
    let (council, draft) = first.letters[0].clone();
    let (round, on) = (desk.round.id, day("2023-10-05"));
    desk.apply(Act::DraftLetter(DraftLetter { council, round, draft, channel: Channel::Email, on }));
    let letter = desk.store.letters(round).unwrap().remove(0);
    desk.apply(Act::MarkSent(MarkSent { letter, on, channel: None }));
    let (received, channel) = (Received::day(day("2023-10-02")), Untrusted::from("phone"));
    let (from, text) = (Untrusted::from("the clerk"), Untrusted::from("one more word"));
    desk.apply(Act::Reply(RecordReply { council, round, received, channel, from, text }));
    let second = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Acknowledgement, [4])).0.remove(0);
    assert!(first.body.contains("your reply of Wednesday 20 September 2023") && first.body.contains("We have noted"));
    assert!(second.body.contains("your reply of Monday 2 October 2023"), "{}", second.body);
    assert!(!second.body.contains("We have noted"), "{}", second.body);
    assert_eq!((second.letters[0].1.returned, second.letters[0].1.reply.is_some()), (None, true));
}

#[test]
fn the_round_signs_before_the_settings_and_answers_go_to_its_mailbox_or_the_teams() {
    let mut desk = desk();
    desk.apply(team(6, "South SNT", "2023-09-01"));
    let sent = |desk: &TestInbox, round: &Round| {
        let sender = crate::letters::Sender { signed: "the sergeant".into(), mailbox: "all@force.example".into() };
        let asked = LetterRequest { sender, ..request(LetterKind::Chase, [6]) };
        let batch = Batch::new(&desk.store, material(desk, round, "2023-10-05"), asked).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("letters");
        write(&desk.store, &batch, &ours(LetterKind::Chase), (&place, &[LetterFormat::Eml]), moment().at).unwrap();
        std::fs::read_to_string(place.join(&files(&place)[0])).unwrap()
    };
    let mail = sent(&desk, &desk.round);
    assert!(mail.contains("From: all@force.example") && mail.contains("the sergeant"), "{mail}");
    let record = desk.store.teams().unwrap().into_iter().find(|team| team.facts.name.raw() == "South SNT").unwrap();
    let facts = TeamFacts { mailbox: "south@force.example".into(), ..record.facts };
    desk.apply(Act::Team(RecordTeam { known: Some((record.id, record.version)), facts }));
    assert!(sent(&desk, &desk.round).contains("From: south@force.example"));
    let (signatory, reply_mailbox) = ("the superintendent".into(), "charter@force.example".into());
    let terms = RoundTerms { signatory, reply_mailbox, ..RoundTerms::default() };
    let mail = sent(&desk, &Round { terms, ..desk.round.clone() });
    assert!(mail.contains("From: charter@force.example") && mail.contains("the superintendent"), "{mail}");
    assert!(!mail.contains("the sergeant"), "{mail}");
}

#[test]
fn a_shared_mail_is_signed_by_each_team_once() {
    let mut desk = desk();
    desk.apply(team(1, "North SNT", "2023-09-01"));
    desk.apply(team(2, "South SNT", "2023-09-01"));
    let both = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Chase, [1, 2])).0.remove(0);
    assert!(both.body.contains("Kind regards,\nNorth SNT and South SNT\n"), "{}", both.body);
    desk.apply(team(2, "North SNT", "2023-09-02"));
    let both = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Chase, [1, 2])).0.remove(0);
    assert!(both.body.contains("Kind regards,\nNorth SNT\n"), "{}", both.body);
}

#[test]
fn a_letter_on_paper_has_its_postal_address_and_those_without_are_counted() {
    let mut desk = desk();
    let postal_address = Untrusted::from("The Hall, 1 High Street, Wem, SY4 5AA");
    let facts = ContactFacts { role: "the clerk".into(), postal_address, ..ContactFacts::default() };
    desk.apply(Act::Contact(RecordContact { known: None, councils: vec![CouncilId(3)], facts }));
    let batch = |kind: LetterKind, channel| {
        let asked = LetterRequest { channel, ..request(kind, 1..=4) };
        Batch::new(&desk.store, material(&desk, &desk.round, "2023-10-05"), asked).unwrap()
    };
    let paper = batch(LetterKind::Chase, Channel::Post);
    assert_eq!((paper.entries.len(), paper.without_postal_address()), (3, 2));
    assert_eq!(batch(LetterKind::Request, Channel::Post).without_postal_address(), 0, "it goes to a department");
    assert_eq!(batch(LetterKind::Chase, Channel::Email).without_postal_address(), 0);
    let folder = tempfile::tempdir().unwrap();
    let text = |format: LetterFormat| {
        let place = folder.path().join(format.code());
        write(&desk.store, &paper, &ours(LetterKind::Chase), (&place, &[format]), moment().at).unwrap();
        std::fs::read_to_string(place.join(&files(&place)[0])).unwrap()
    };
    let page = text(LetterFormat::Html);
    assert!(page.contains("The Hall\n1 High Street\nWem\nSY4 5AA</p>"), "{page}");
    let table = text(LetterFormat::Csv);
    assert!(table.lines().next().unwrap().contains(",postal_address,") && table.contains("The Hall"), "{table}");
}

#[test]
fn councils_that_no_mail_can_reach_are_counted_apart() {
    let desk = desk();
    let material = material(&desk, &desk.round, "2023-10-05");
    let chase = charter::letter::ChaseRule::default();
    let due = material.count_due(LetterKind::Acknowledgement, chase);
    assert_eq!(due, DueCount { councils: 3, without_address: 0 });
    let due = material.count_due(LetterKind::Chase, chase);
    let mailed = mails(&desk, &desk.round, "2023-10-05", LetterRequest::new(LetterKind::Chase, Channel::Email)).0;
    let mailed: usize = mailed.iter().map(|mail| mail.letters.len()).sum();
    assert_eq!(due.councils - due.without_address, mailed);
    assert!(due.without_address > 0);
}
