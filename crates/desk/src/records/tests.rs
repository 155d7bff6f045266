use charter::calendar::DateBias;
use charter::change::Act;
use charter::ids::{CouncilId, PriorityId};
use charter::meeting::{Attendance, Intent, MeetingFacts, Reason};
use charter::proposal::Proposal;
use charter::returns::SentPriority;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use rstest::rstest;

use super::{
    ActionInput, FieldReader, Fields, InvalidKind, MeetingEdit, MeetingInput, MeetingOptions, NoteInput, OfficerInput,
    RoundInput, TypedPriority, parse_covered, read_answer, read_contact, read_team,
};

fn today() -> NaiveDate {
    "2023-10-05".parse().unwrap()
}

fn reader(fields: &dyn Fields) -> FieldReader<'_> {
    FieldReader::new(fields, today())
}

#[test]
fn every_wrong_field_is_reported_with_its_kind() {
    let fields = [("on", Some("31/9")), ("text", Some("  "))];
    let mut reader = reader(&fields);
    let note = NoteInput::read(&mut reader);
    let invalid = reader.finish(note).unwrap_err();
    let kinds: Vec<_> = invalid.iter().map(|invalid| (invalid.field, invalid.kind)).collect();
    assert_eq!(kinds, [("on", InvalidKind::Format), ("text", InvalidKind::Rule)]);
}

#[test]
fn a_correction_of_an_action_keeps_what_was_not_given() {
    let fields = [("what", Some("Ask for signs")), ("due", Some("9/10")), ("evidence", Some("A letter"))];
    let mut reader = reader(&fields);
    let facts = ActionInput::read(&mut reader, DateBias::Future).facts(&mut reader, None, today());
    assert_eq!((facts.on, facts.due), (today(), "2023-10-09".parse().ok()));
    let invalid = reader.finish(Some(facts)).unwrap_err();
    assert_eq!(invalid[0].field, "done", "evidence is for what was done");
}

#[rstest]
#[case("=", "Speeding", Some("roads"))]
#[case("= Speeding past the school", "Speeding past the school", Some("roads"))]
#[case("Parking", "Parking", None)]
fn a_priority_is_taken_over_with_its_category(
    #[case] typed: &str,
    #[case] received: &str,
    #[case] category: Option<&str>,
) {
    let proposal = Proposal {
        id: PriorityId(7),
        slot: 1,
        code: "2023-Q3".into(),
        text: Untrusted::from("Speeding"),
        category: Some("roads".into()),
    };
    let mut reader = reader(&[]);
    let typed = [TypedPriority { field: "priority", place: Some(1), text: typed, category: None }];
    let answer = read_answer(&mut reader, &typed, &[], &[proposal]);
    let sent = &answer.priorities[0];
    assert_eq!((sent.received.raw(), sent.category.as_deref()), (received, category));
    assert_eq!(sent.priority.is_some(), category.is_some());
}

#[test]
fn a_person_and_what_is_no_address_are_refused_at_their_field() {
    let contact =
        [("role", Some("Mrs Body")), ("salutation", Some("Dear Mr Body")), ("email", Some("clerk@wem.example."))];
    let team = [("head", Some("Sgt Body")), ("mailbox", Some("not an address"))];
    let officer = [("post", Some("PC Body")), ("from", Some("today"))];
    let round = [("signatory", Some("Supt Body")), ("reply-mailbox", Some("not an address"))];
    let wrong = |fields: &dyn Fields, read: &dyn Fn(&mut FieldReader<'_>)| {
        let mut reader = reader(fields);
        read(&mut reader);
        reader.finish(Some(())).unwrap_err().into_iter().map(|invalid| invalid.field).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&contact, &|reader| drop(read_contact(reader, None))), ["role", "salutation", "email"]);
    assert_eq!(wrong(&team, &|reader| drop(read_team(reader, None))), ["head", "mailbox"]);
    assert_eq!(wrong(&officer, &|reader| drop(OfficerInput::read(reader))), ["post"]);
    assert_eq!(wrong(&round, &|reader| drop(RoundInput::read(reader))), ["signatory", "reply-mailbox"]);
}

#[test]
fn equal_priorities_keep_their_own_agreements() {
    let sent = |slot| SentPriority {
        slot: Some(slot),
        received: Untrusted::from("Speeding"),
        agreed: None,
        category: None,
        priority: None,
    };
    let typed = TypedPriority { field: "priority", place: None, text: "Speeding", category: None };
    let answer = read_answer(&mut reader(&[]), &[typed.clone(), typed], &[sent(2), sent(1)], &[]);
    assert_eq!(answer.priorities.iter().map(|sent| sent.slot).collect::<Vec<_>>(), [Some(2), Some(1)]);
}

#[rstest]
#[case("in-person", 2)]
#[case("written", 1)]
fn a_written_update_sent_instead_of_attending_is_no_second_update(#[case] attendance: &str, #[case] acts: usize) {
    let fields = [("on", Some("3/10")), ("attendance", Some(attendance))];
    let mut reader = reader(&fields);
    let facts = MeetingInput::read_facts(&mut reader, MeetingOptions::default(), [DateBias::Past; 2]).unwrap();
    assert_eq!(facts.attendance, Attendance::from_code(attendance));
    let input = MeetingInput { facts, progress: Vec::new(), told: true };
    let made = input.acts(CouncilId(1), None, None);
    assert_eq!(made.len(), acts);
    assert!(matches!(made[0], Act::Meeting(_)));
}

#[rstest]
#[case("1, 3 1", Some(vec![1, 3]))]
#[case("", Some(vec![]))]
#[case("4", None)]
fn covered_priorities_are_slots(#[case] text: &str, #[case] slots: Option<Vec<u8>>) {
    assert_eq!(parse_covered(text), slots);
}

/// A missed meeting with all that can be on record of one.
fn missed() -> MeetingFacts {
    MeetingFacts {
        on: "2023-10-03".parse().unwrap(),
        plan: Some(Intent::Digital),
        cancelled: true,
        attendance: Some(Attendance::NotAttended),
        reason: Some(Reason::Leave),
        note: Untrusted::from("Sent word."),
        ..MeetingFacts::default()
    }
}

#[rstest]
#[case::held(&[("attendance", "digital")], MeetingFacts {
    attendance: Some(Attendance::Digital), reason: None, cancelled: false, ..missed()
})]
#[case::still_missed(&[("attendance", "not-attended"), ("reason", "off-duty")], MeetingFacts {
    reason: Some(Reason::OffDuty), ..missed()
})]
#[case::details(&[("note", ""), ("at", "19:30"), ("move-to", "4/10")], MeetingFacts {
    note: Untrusted::default(), at: "19:30:00".parse().ok(), on: "2023-10-04".parse().unwrap(), ..missed()
})]
#[case::nothing(&[], missed())]
fn what_is_not_given_about_a_meeting_stays(#[case] given: &[(&str, &str)], #[case] after: MeetingFacts) {
    struct Given<'a>(&'a [(&'a str, &'a str)]);
    impl Fields for Given<'_> {
        fn get(&self, name: &str) -> Option<&str> {
            self.0.iter().find(|(field, _)| *field == name).map(|(_, text)| *text)
        }
    }
    let given = Given(given);
    let edit = MeetingEdit::read(&mut reader(&given), DateBias::Past);
    assert_eq!(edit.facts(Some(&missed()), today()), after);
}

#[rstest]
#[case(&[("attendance", Some("planned"))], Some(Intent::InPerson))]
#[case(&[("plan", Some("none"))], None)]
#[case(&[("attendance", Some("in-person"))], None)]
fn a_new_meeting_to_come_is_planned_unless_nobody_goes(
    #[case] given: &[(&str, Option<&str>); 1],
    #[case] plan: Option<Intent>,
) {
    let edit = MeetingEdit::read(&mut reader(given), DateBias::Past);
    assert_eq!(edit.facts(None, today()).plan, plan);
}
