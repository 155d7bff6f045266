//! What recording a contact and a bounce does to the records.

use rstest::rstest;

use crate::change::test_councils::council;
use crate::change::{Act, Change, MarkBounced, Moment, RecordContact};
use crate::contact::{Contact, ContactFacts};
use crate::edit::{IdAllocator, Record, RecordSet, Refusal};
use crate::ids::{ContactId, CouncilId};
use crate::untrusted::Untrusted;

fn desk() -> RecordSet {
    let mut rows = RecordSet::default();
    (1..4).for_each(|id| rows.insert(Record::Council(council(id))));
    rows
}

fn apply(rows: &mut RecordSet, act: Act) -> Result<(), Refusal> {
    let used = rows.contacts().map(|contact| contact.id.0).max().unwrap_or(0);
    let mut ids = IdAllocator::starting_after([(crate::edit::Table::Contacts, used)]);
    let moment = Moment { at: "2023-10-05T13:00:00Z".parse().unwrap() };
    Change::from(act).edits(rows, &mut ids, moment).map(drop)
}

fn clerk(email: &str) -> ContactFacts {
    ContactFacts { role: "clerk".into(), email: email.into(), ..ContactFacts::default() }
}

fn new(councils: &[i64], facts: ContactFacts) -> Act {
    Act::Contact(RecordContact { known: None, councils: councils.iter().map(|id| CouncilId(*id)).collect(), facts })
}

fn amend(contact: &Contact, facts: ContactFacts) -> Act {
    let known = Some((contact.id, contact.version));
    Act::Contact(RecordContact { known, councils: contact.councils.clone(), facts })
}

fn bounce(address: &str, on: &str) -> Act {
    let addresses = vec![Untrusted::from(address)];
    Act::MarkBounced(MarkBounced { council: CouncilId(1), addresses, on: on.parse().unwrap() })
}

fn only(rows: &RecordSet) -> Contact {
    let contacts: Vec<&Contact> = rows.contacts().collect();
    assert_eq!(contacts.len(), 1);
    contacts[0].clone()
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    text.parse().ok()
}

#[test]
fn the_same_role_at_the_same_address_is_one_contact() {
    let mut rows = desk();
    apply(&mut rows, new(&[2], clerk("clerk@three.example"))).unwrap();
    let with_phone = ContactFacts { phone: "01952 000000".into(), ..clerk("Clerk@Three.example") };
    apply(&mut rows, new(&[1, 3], with_phone.clone())).unwrap();
    let known = only(&rows);
    assert_eq!(known.councils, [1, 2, 3].map(CouncilId));
    assert_eq!((known.facts.email.raw(), known.facts.phone.raw()), ("clerk@three.example", "01952 000000"));
    assert!(matches!(apply(&mut rows, new(&[1], with_phone)), Err(Refusal::Unchanged(_))));
    apply(&mut rows, new(&[1], ContactFacts { role: "chair".into(), ..clerk("clerk@three.example") })).unwrap();
    apply(&mut rows, new(&[1], clerk("other@three.example"))).unwrap();
    assert_eq!(rows.contacts().count(), 3);
}

#[rstest]
#[case::new_address(ContactFacts { email: "new@wem.example".into(), ..clerk("") }, None)]
#[case::later_check(ContactFacts { checked_on: day("2023-09-21"), ..clerk("clerk@wem.example") }, day("2023-09-20"))]
#[case::check_of_before(ContactFacts { checked_on: day("2023-09-19"), ..clerk("clerk@wem.example") }, day("2023-09-20"))]
#[case::another_phone(ContactFacts { phone: "1".into(), ..clerk("clerk@wem.example") }, day("2023-09-20"))]
fn only_a_new_address_clears_the_bounce(#[case] typed: ContactFacts, #[case] wanted: Option<chrono::NaiveDate>) {
    let mut rows = desk();
    apply(&mut rows, new(&[1], clerk("clerk@wem.example"))).unwrap();
    apply(&mut rows, bounce(" CLERK@wem.example", "2023-09-20")).unwrap();
    let known = only(&rows);
    assert_eq!(known.facts.bounced_on, day("2023-09-20"));
    // A form sends the day of the bounce back as it stood there.
    let typed = ContactFacts { bounced_on: known.facts.bounced_on, ..typed };
    apply(&mut rows, amend(&known, typed)).unwrap();
    assert_eq!(only(&rows).facts.bounced_on, wanted);
}

#[test]
fn a_bounce_recorded_before_a_check_stays_on_record_for_the_days_between() {
    let mut rows = desk();
    apply(&mut rows, new(&[1], clerk("clerk@wem.example"))).unwrap();
    apply(&mut rows, bounce("clerk@wem.example", "2023-09-20")).unwrap();
    let known = only(&rows);
    apply(&mut rows, amend(&known, ContactFacts { checked_on: day("2023-09-25"), ..known.facts.clone() })).unwrap();
    let bounced = ["2023-09-19", "2023-09-20", "2023-09-24", "2023-09-25"].map(|on| {
        let facts = only(&rows).facts;
        facts.has_bounced(on.parse().unwrap())
    });
    assert_eq!(bounced, [false, true, true, false]);
    apply(&mut rows, bounce("clerk@wem.example", "2023-09-26")).unwrap();
    assert!(only(&rows).facts.has_bounced("2023-09-26".parse().unwrap()));
}

#[test]
fn an_address_of_an_older_version_stays_until_it_is_changed() {
    let mut rows = desk();
    let facts = clerk("clerk.@wem.example");
    rows.insert(Record::Contact(Contact { id: ContactId(1), version: 1, councils: vec![CouncilId(1)], facts }));
    let known = only(&rows);
    apply(&mut rows, amend(&known, ContactFacts { phone: "1".into(), ..known.facts.clone() })).unwrap();
    let known = only(&rows);
    let changed = ContactFacts { email: "clerk..x@wem.example".into(), ..known.facts.clone() };
    assert!(apply(&mut rows, amend(&known, changed)).is_err());
}

#[rstest]
#[case::another_address("chair@wem.example", "2023-09-20")]
#[case::checked_since("clerk@wem.example", "2023-08-31")]
fn a_bounce_leaves_other_contacts_as_they_are(#[case] address: &str, #[case] on: &str) {
    let mut rows = desk();
    apply(&mut rows, new(&[1], ContactFacts { checked_on: day("2023-09-01"), ..clerk("clerk@wem.example") })).unwrap();
    apply(&mut rows, new(&[2], clerk("chair@wem.example"))).unwrap();
    assert!(apply(&mut rows, bounce(address, on)).is_err(), "nothing to change");
    assert!(rows.contacts().all(|contact| contact.facts.bounced_on.is_none()));
}

#[rstest]
#[case::no_council(&[], clerk("clerk@wem.example"), "at least one council")]
#[case::nothing(&[1], ContactFacts::default(), "needs a role")]
#[case::no_address(&[1], clerk("the clerk"), "has an @")]
#[case::ends_first(&[1], ContactFacts { valid_from: day("2023-09-02"), valid_to: day("2023-09-01"), ..clerk("") }, "before it begins")]
#[case::future_check(&[1], ContactFacts { checked_on: day("2023-10-06"), ..clerk("") }, "after today")]
#[case::long_ago(&[1], ContactFacts { valid_from: day("1023-09-02"), ..clerk("") }, "check the year")]
#[case::unknown_council(&[9], clerk("clerk@wem.example"), "no longer exists")]
fn a_contact_that_cannot_be_is_refused(#[case] councils: &[i64], #[case] facts: ContactFacts, #[case] why: &str) {
    let refused = apply(&mut desk(), new(councils, facts)).unwrap_err().to_string();
    assert!(refused.contains(why), "{refused}");
}

#[test]
fn a_contact_that_somebody_changed_is_refused() {
    let mut rows = desk();
    apply(&mut rows, new(&[1], clerk("clerk@wem.example"))).unwrap();
    let read = only(&rows);
    apply(&mut rows, amend(&read, clerk("post@wem.example"))).unwrap();
    assert!(matches!(apply(&mut rows, amend(&read, clerk("x@wem.example"))), Err(Refusal::Stale { .. })));
    let gone =
        Act::Contact(RecordContact { known: Some((ContactId(9), 1)), councils: vec![CouncilId(1)], facts: clerk("") });
    assert!(matches!(apply(&mut rows, gone), Err(Refusal::Gone { .. })));
}
