//! Batches on a real database: who gets what text, in which file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use charter::calendar::Received;
use charter::change::{
    Act, Change, CouncilDetails, EditCouncil, OpenRound, RecordAction, RecordContact, RecordLetter, RecordProgress,
    RecordReply,
};
use charter::contact::ContactFacts;
use charter::ids::{CouncilId, PriorityId};
use charter::incoming::{Digest, Origin, Source};
use charter::invitation::Channel;
use charter::letter::LetterKind;
use charter::priority::{ActionFacts, Owner};
use charter::returns::{Answer, SentPriority, Wish};
use charter::round::{Round, RoundTerms};
use charter::untrusted::Untrusted;
use rstest::rstest;
use store::{ApplyError, StoreError};

use super::fields::{COUNCIL_FIELDS, CouncilFields, MAIL_FIELDS, MailFields};
use super::render::{environment, fill_in};
use super::{Batch, LetterFormat, LetterRequest, Material, Rendered, Renderer, Template, template, write};
use crate::inbox::InboxMemo;
use crate::inbox::testing::{TestInbox, day, moment};

mod facts;
mod output;

fn details(council: i64, details: CouncilDetails) -> Act {
    Act::Council(EditCouncil { council: CouncilId(council), version: None, details })
}

fn address(council: i64, address: &str) -> Act {
    let facts = ContactFacts { role: "the clerk".into(), email: Untrusted::from(address), ..ContactFacts::default() };
    Act::Contact(RecordContact { known: None, councils: vec![CouncilId(council)], facts })
}

fn sent(text: &str) -> SentPriority {
    SentPriority { slot: None, received: text.into(), agreed: None, category: None, priority: None }
}

/// Letters of September to councils 1 to 6. 1 and 2 have one clerk; 3 has no address; 4 takes part with two priorities
/// and work on them; 5 declined; 6 answered in part; the others had no letter.
fn desk() -> TestInbox {
    let mut desk = TestInbox::new();
    let round = desk.round.id;
    let letter = |id: i64| {
        let sent_on = Some(day("2023-09-04"));
        Act::Letter(RecordLetter { council: CouncilId(id), round, sent_on, channel: None, undelivered_on: None })
    };
    let mut acts: Vec<Act> = (1..=6).map(letter).collect();
    acts.extend([
        address(1, "clerk@two.example"),
        address(2, "Clerk@two.example"),
        address(4, "clerk@four.example"),
        address(5, "clerk@five.example"),
        address(6, "clerk@six.example"),
        address(7, "clerk@seven.example"),
    ]);
    desk.apply(Change::all(acts));
    let answer = Answer { wish: Wish::Yes, priorities: vec![sent("Speeding"), sent("Parking")], ..Answer::empty() };
    desk.answer_with(CouncilId(4), "2023-09-20", answer);
    desk.answer(CouncilId(5), "2023-09-21", Wish::No);
    desk.answer(CouncilId(6), "2023-09-22", Wish::Yes);
    let action = |owner, what: &str, who: &str, done_on: Option<&str>| {
        let facts = ActionFacts {
            on: day("2023-09-25"),
            what: what.into(),
            owner,
            who: who.into(),
            due: Some(day("2023-11-30")),
            done_on: done_on.map(day),
            evidence: Untrusted::default(),
            aims: Vec::new(),
        };
        Act::Action(RecordAction { council: CouncilId(4), priority: PriorityId(1), correct: None, facts })
    };
    desk.apply(action(Owner::Department, "a speed survey on the A49", "roads policing", None));
    desk.apply(action(Owner::Team, "two speed checks", "", Some("2023-10-02")));
    let (council, priority, text) = (CouncilId(4), PriorityId(2), Untrusted::from("signs were asked for"));
    desk.apply(Act::Progress(RecordProgress { council, priority, on: day("2023-10-03"), text }));
    desk
}

fn material(desk: &TestInbox, round: &Round, as_at: &str) -> Arc<Material> {
    Arc::new(Material::read(&desk.store, round, day(as_at), &mut InboxMemo::default()).unwrap())
}

fn request(kind: LetterKind, councils: impl IntoIterator<Item = i64>) -> LetterRequest {
    let councils = Some(councils.into_iter().map(CouncilId).collect::<BTreeSet<_>>());
    LetterRequest { councils, ..LetterRequest::new(kind, Channel::Email) }
}

fn ours(kind: LetterKind) -> Template {
    template(kind, None, false).unwrap()
}

/// All mails of a batch, and those left out with the reason.
fn mails(desk: &TestInbox, round: &Round, as_at: &str, request: LetterRequest) -> (Vec<Rendered>, Vec<String>) {
    let material = material(desk, round, as_at);
    let batch = Batch::new(&desk.store, Arc::clone(&material), request).unwrap();
    let template = ours(batch.request.kind);
    let renderer = Renderer::new(&desk.store, &batch, &template).unwrap();
    let mails = batch.mails().iter().map(|mail| renderer.render(mail).unwrap()).collect();
    let mut left_out: Vec<(CouncilId, String)> =
        batch.left_out.iter().map(|left| (left.council, left.why.clone())).collect();
    left_out.sort();
    (mails, left_out.into_iter().map(|(_, why)| why).collect())
}

fn next_round(desk: &mut TestInbox) -> Round {
    let open = OpenRound {
        quarter: charter::calendar::Quarter { year: 2024, number: 1 },
        deadline: day("2023-12-31"),
        issued_on: None,
        terms: RoundTerms::default(),
    };
    desk.apply(Act::OpenRound(open));
    desk.store.rounds().unwrap().pop().unwrap()
}

#[test]
fn reminders_go_to_those_that_owe_an_answer_and_one_clerk_gets_one_mail() {
    let desk = desk();
    let (mails, left_out) = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Chase, 1..=6));
    let to: Vec<&str> = mails.iter().map(|mail| mail.address.as_str()).collect();
    assert_eq!(to, ["clerk@two.example", "clerk@six.example"]);
    assert_eq!(left_out, ["no address for mail", "has answered", "has answered"]);
    let both = &mails[0];
    assert_eq!(both.letters.len(), 2);
    let councils = desk.store.councils().unwrap();
    for council in &councils[..2] {
        let name = council.name.raw();
        assert!(both.subject.contains(name) && both.body.contains(name), "{}", both.body);
        assert!(
            both.body.contains(&format!("[Reply slip for {name}, code {}, round 2023-Q4]", council.parishes[0].code))
        );
    }
    assert!(both.body.starts_with("Dear Clerk,\n\nWe asked "), "{}", both.body);
    assert!(!both.body.contains("\n\n\n") && !both.body.contains("last reminder"), "{}", both.body);
    assert!(mails[1].body.contains("we still need: up to three priorities."), "{}", mails[1].body);
}

#[test]
fn a_reply_in_the_inbox_keeps_a_council_from_being_chased() {
    let mut desk = desk();
    let source = Source {
        received: Some(Received::day(day("2023-10-04"))),
        sender: Untrusted::from("clerk@two.example"),
        text: Untrusted::from("We would like to take part. Our priority is speeding."),
        subject: Untrusted::from(desk.store.councils().unwrap()[0].name.raw()),
        ..Source::empty(Origin::Mail, Digest::hash_parts(["waits"]))
    };
    desk.import([source]);
    let (_, left_out) = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Chase, [1]));
    assert_eq!(left_out, ["a reply of 4 Oct waits in the inbox"]);
}

#[test]
fn acknowledgements_say_what_was_noted() {
    let mut desk = desk();
    let (channel, from) = (Untrusted::from("phone"), Untrusted::from("the clerk"));
    let received = Received::day(day("2023-10-02"));
    let (council, round, text) = (CouncilId(7), desk.round.id, Untrusted::from("on our agenda"));
    desk.apply(Act::Reply(RecordReply { council, round, received, channel, from, text }));
    let (mails, left_out) =
        mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Acknowledgement, [1, 4, 5, 6, 7]));
    assert_eq!(left_out, ["nothing to acknowledge"]);
    let body = |at: usize| mails[at].body.as_str();
    assert!(
        body(0).contains("We have noted:\n\n  1. Speeding\n  2. Parking\n\nPlease tell us if anything"),
        "{}",
        body(0)
    );
    assert!(body(1).contains("does not wish to take part in October–December 2023. Please tell us if this is wrong"));
    assert!(body(2).contains("We still need from you: up to three priorities."), "{}", body(2));
    assert!(body(3).contains("Thank you for your message about"), "{}", body(3));
}

#[test]
fn an_update_tells_what_was_done_and_what_is_open() {
    let desk = desk();
    let (mails, left_out) = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Update, [4, 5]));
    assert_eq!((mails.len(), left_out), (1, vec!["no update owed".to_owned()]));
    let told = "1. Speeding\n   Done on 2 Oct 2023: two speed checks\n   Still to do: a speed survey on the A49 (roads policing, by 30 Nov 2023)\n\n\
                2. Parking\n   3 Oct 2023: signs were asked for";
    assert_eq!(mails[0].letters[0].1.told.raw(), told);
    assert!(mails[0].body.contains(told), "{}", mails[0].body);
}

#[test]
fn a_department_is_asked_for_each_action_that_it_owes() {
    let desk = desk();
    let asked = LetterRequest { to: "roads@force.example".to_owned(), ..request(LetterKind::Request, [4, 5]) };
    let (mails, left_out) = mails(&desk, &desk.round, "2023-10-05", asked);
    assert_eq!(left_out, ["no department or partner owes it an action"]);
    assert_eq!((mails.len(), mails[0].address.as_str()), (1, "roads@force.example"));
    let body = &mails[0].body;
    assert!(body.starts_with("To roads policing\n") && body.contains("priority of the council: Speeding"), "{body}");
    assert!(body.contains("due by Thursday 30 November 2023") && !body.contains("two speed checks"), "{body}");
}

#[test]
fn a_change_of_team_is_announced_and_so_are_other_news() {
    let mut desk = desk();
    let team = |name: &str| details(4, CouncilDetails { team: Some(name.into()), ..CouncilDetails::default() });
    desk.apply(team("North SNT"));
    desk.apply(team("South SNT"));
    let (found, left_out) = mails(&desk, &desk.round, "2023-10-05", request(LetterKind::Announcement, [4, 5]));
    assert_eq!((found.len(), left_out), (1, vec!["told of its team already".to_owned()]));
    assert!(found[0].body.contains("is looked after by South SNT, before that by North SNT."), "{}", found[0].body);
    let news = "Our surgery moves.\nIt is at the library now.";
    let asked = LetterRequest { announcement: news.to_owned(), ..request(LetterKind::Announcement, [4, 5]) };
    let (found, _) = mails(&desk, &desk.round, "2023-10-05", asked);
    assert!(found.len() == 2 && found[1].body.contains(news), "{}", found[1].body);
}

#[test]
fn the_next_round_has_two_letters_and_the_first_for_those_that_no_letter_reached() {
    let mut desk = desk();
    let round = next_round(&mut desk);
    let of = |kind: LetterKind| mails(&desk, &round, "2023-10-05", request(kind, [1, 4, 5, 6, 7])).0;
    let to = |mails: &[Rendered]| mails.iter().map(|mail| mail.address.clone()).collect::<Vec<_>>();
    let (a, b, first) = (of(LetterKind::NextTakingPart), of(LetterKind::NextNotTakingPart), of(LetterKind::First));
    assert_eq!(to(&a), ["clerk@four.example", "clerk@six.example"]);
    assert_eq!(to(&b), ["clerk@two.example", "clerk@five.example"]);
    assert_eq!(to(&first), ["clerk@seven.example"]);
    assert!(
        a[0].body.contains("  1. Speeding\n  2. Parking\n") && a[0].body.contains("round 2024-Q1]"),
        "{}",
        a[0].body
    );
    assert!(a[0].body.contains("\n[Last priorities, as we have them: Speeding; Parking]\n"), "{}", a[0].body);
    assert!(!first[0].body.contains("[Last priorities"), "{}", first[0].body);
    assert!(a[1].body.contains("We have no agreed priority of"), "{}", a[1].body);
    assert!(b[0].body.contains("Please tell us by Sunday 31 December 2023"), "{}", b[0].body);
}

#[rstest]
#[case::no_subject("Dear all", "line 1: a template begins with a line such as")]
#[case::no_blank_line("Subject: x\nDear all", "line 2: a blank line follows")]
#[case::unknown("Subject: x\n\n{{ deadlin }}", "line 3: there is no field “deadlin”")]
#[case::syntax("Subject: x\n\n\n{% if team %}", "line 4: ")]
fn a_mistake_in_a_template_is_named_with_its_line(#[case] source: &str, #[case] expected: &str) {
    let error = Template::new(LetterKind::Chase, "mine/chase.txt".to_owned(), source).unwrap_err().to_string();
    assert!(error.starts_with("mine/chase.txt, ") && error.contains(expected), "{error}");
    assert!(error.contains("nothing was recorded"), "{error}");
}

#[test]
fn an_empty_field_is_refused_before_a_file_is_there() {
    let desk = desk();
    let material = material(&desk, &desk.round, "2023-10-05");
    let batch = Batch::new(&desk.store, Arc::clone(&material), request(LetterKind::Chase, 1..=6)).unwrap();
    let source = "Subject: Hello\n\nDear {{ salutation }},\n{{ team }}\n";
    let template = Template::new(LetterKind::Chase, "chase.txt".to_owned(), source).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = (folder.path().join("letters"), LetterFormat::Eml);
    let error = write(&desk.store, &batch, &template, (&place.0, &[place.1]), moment().at).unwrap_err().to_string();
    assert!(error.starts_with("chase.txt, line 4: a field of “{{ team }}” is empty for "), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Each of our templates prints only fields that it asks for, or that every letter has.
#[test]
fn every_template_renders_for_every_council_that_is_due_it() {
    let mut desk = desk();
    let round = next_round(&mut desk);
    for kind in LetterKind::ALL {
        for round in [&desk.round, &round] {
            let material = material(&desk, round, "2023-10-05");
            let asked = LetterRequest::new(*kind, Channel::Post);
            let batch = Batch::new(&desk.store, Arc::clone(&material), asked).unwrap();
            let template = ours(*kind);
            let renderer = Renderer::new(&desk.store, &batch, &template).unwrap();
            for index in 0..batch.entries.len() {
                let mail = renderer.render(&[index]).unwrap();
                assert!(!mail.subject.contains("  ") && !mail.body.contains("{{"), "{kind}: {}", mail.body);
            }
        }
    }
}

/// Every field of a mail with two councils, filled with text that no template, header or page may take for its own.
fn full_fields() -> MailFields {
    let hostile = |name: &str| format!("{name} {{{{ 1 }}}} <b> \u{e9}");
    let mut council = CouncilFields { priorities: vec![hostile("priority")], ..CouncilFields::default() };
    let mut fields = MailFields::default();
    for (name, _) in COUNCIL_FIELDS {
        *council.text_mut(name).unwrap() = hostile(name);
    }
    for (name, _) in MAIL_FIELDS {
        *fields.text_mut(name).unwrap() = hostile(name);
    }
    fields.councils = vec![council.clone(), council];
    fields
}

/// A field left out either changes nothing, or is asked for with `if`, or is refused at a line that prints it.
#[test]
fn every_template_copes_with_every_field_full_and_empty() {
    for kind in LetterKind::ALL {
        let template = ours(*kind);
        let environment = environment(&template).unwrap();
        let full = fill_in(&environment, &template, &full_fields()).unwrap();
        assert!(full.starts_with("Subject: ") && full.contains("{{ 1 }} <b> \u{e9}"), "{kind}: {full}");
        let refused = |fields: &MailFields, name: &str| {
            if let Err(error) = fill_in(&environment, &template, fields) {
                let error = error.to_string();
                assert!(
                    error.contains("is empty for council_names") && error.contains(name),
                    "{kind}, {name}: {error}"
                );
            }
        };
        for (name, _) in MAIL_FIELDS.iter().filter(|(name, _)| *name != "council_names") {
            let mut fields = full_fields();
            fields.text_mut(name).unwrap().clear();
            refused(&fields, name);
        }
        for (name, _) in COUNCIL_FIELDS {
            let mut fields = full_fields();
            fields.councils[1].text_mut(name).unwrap().clear();
            refused(&fields, name);
        }
        let mut fields = full_fields();
        fields.councils.iter_mut().for_each(|council| council.priorities.clear());
        refused(&fields, "priorities");
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn own_templates_come_first_and_ours_are_copied_once() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("templates");
    let (copied, kept) = super::copy_templates(&place).unwrap();
    assert_eq!((copied.len(), kept.len()), (LetterKind::ALL.len(), 0));
    std::fs::write(place.join("chase.txt"), "Subject: Mine\r\n\r\nDear {{ salutation }}\r\n").unwrap();
    let (copied, kept) = super::copy_templates(&place).unwrap();
    assert_eq!((copied.len(), kept.len()), (0, LetterKind::ALL.len()));
    assert!(template(LetterKind::Chase, Some(&place), true).unwrap().source.starts_with("Subject: Mine\n\nDear"));
    assert_eq!(template(LetterKind::First, Some(&place), true).unwrap().source, ours(LetterKind::First).source);
    let none = folder.path().join("none");
    assert_eq!(template(LetterKind::First, Some(&none), false).unwrap(), ours(LetterKind::First));
    assert!(template(LetterKind::First, Some(&none), true).unwrap_err().to_string().contains("cannot be read"));
}
