use rstest::rstest;

use super::TriageCache;
use crate::inbox::CouncilContext;
use charter::alias::{Alias, AliasKind};
use charter::calendar::Received;
use charter::contact::{Contact, ContactFacts};
use charter::council::{Council, FormerContact, Kind, Parish};
use charter::ids::{AliasId, ContactId, CouncilId, ItemId, PriorityId, SourceId};
use charter::incoming::{Digest, Origin, Source, Span};
use charter::item::Item;
use charter::proposal::Proposal;
use charter::returns::DEFAULT_CATEGORIES;
use charter::untrusted::Untrusted;
use reading::matching::Found;

fn source(sender: &str, text: &str) -> Source {
    Source {
        file: "replies.mbox".into(),
        received: Some(Received::day("2023-09-20".parse().unwrap())),
        sender: sender.into(),
        text: text.into(),
        ..Source::empty(Origin::Mail, Digest::hash_parts([sender, text]))
    }
}

fn council() -> Council {
    Council {
        id: CouncilId(7),
        version: 1,
        position: 1,
        name: "Wem Town Council".into(),
        name_confirmed: true,
        kind: Kind::Town,
        county: "Shropshire".into(),
        district: "Shropshire".into(),
        team: Untrusted::default(),
        former_contact: FormerContact::default(),
        meeting_pattern: Untrusted::default(),
        pattern: None,
        active_from: None,
        inactive_on: None,
        successors: Vec::new(),
        parishes: vec![Parish { code: "E04000001".into(), name: "Wem".into(), latitude: None, longitude: None }],
    }
}

fn contact() -> Contact {
    let facts = ContactFacts { email: "post@one.example".into(), ..ContactFacts::default() };
    Contact { id: ContactId(1), version: 1, councils: vec![CouncilId(7)], facts }
}

fn alias() -> Alias {
    Alias {
        id: AliasId(1),
        version: 1,
        council: CouncilId(7),
        kind: AliasKind::Address,
        written: "post@one.example".into(),
        learnt_on: "2023-10-01".parse().unwrap(),
    }
}

fn categories() -> Vec<String> {
    DEFAULT_CATEGORIES.map(str::to_owned).to_vec()
}

fn item() -> Item {
    Item::new(ItemId(1), SourceId(1))
}

#[rstest]
#[case::another_alias(vec![], vec![alias()])]
#[case::another_contact(vec![contact()], vec![])]
fn a_match_is_cached_until_its_inputs_change(#[case] contacts: Vec<Contact>, #[case] aliases: Vec<Alias>) {
    let (mut memo, mail) = (TriageCache::default(), source("post@one.example", "Yes."));
    assert_eq!(memo.identify_council(&item(), &mail), Found::None, "nothing is known yet");
    memo.set_register(vec![council()], Vec::new(), Vec::new(), categories());
    assert_eq!(memo.identify_council(&item(), &mail), Found::None);
    // Sources do not change in practice. Here a changed source proves that the cache does not read it again.
    memo.set_register(vec![council()], Vec::new(), Vec::new(), categories());
    assert_eq!(memo.identify_council(&item(), &source("", "I write for Wem Town Council.")), Found::None);
    memo.set_register(vec![council()], contacts, aliases, categories());
    assert!(matches!(memo.identify_council(&item(), &mail), Found::One(found) if found.council == CouncilId(7)));
    memo.set_register(Vec::new(), Vec::new(), Vec::new(), categories());
    assert_eq!(memo.identify_council(&item(), &mail), Found::None);
}

#[test]
fn a_reading_is_cached_until_its_inputs_change() {
    let mut memo = TriageCache::default();
    let mail = source("", "Our priorities are:\n1. Speeding\n2. the same as before");
    let read = |memo: &mut TriageCache, mail: &Source, before: &[Proposal]| {
        memo.set_register(vec![council()], Vec::new(), Vec::new(), categories());
        let known = CouncilContext { agreed: before, ..CouncilContext::default() };
        memo.triage(&item(), mail, Found::None, known).reading
    };
    let first = read(&mut memo, &mail, &[]);
    assert!(!first.priorities.is_empty());
    assert_eq!(read(&mut memo, &source("", "No."), &[]), first, "a source does not change");
    let id = PriorityId(3);
    let before = [Proposal { id, slot: 1, code: "2023-Q3".into(), text: "Speeding".into(), category: None }];
    let fresh = read(&mut TriageCache::default(), &mail, &before);
    assert_eq!(read(&mut memo, &mail, &before), fresh);
    assert_eq!(read(&mut memo, &mail, &[]), first);
    memo.set_register(vec![council()], Vec::new(), Vec::new(), vec!["other".to_owned()]);
    let other = memo.triage(&item(), &mail, Found::None, CouncilContext::default()).reading;
    assert_eq!(other.priorities[0].value.category, None);
}

#[test]
fn each_part_of_a_source_is_its_own() {
    let mut memo = TriageCache::default();
    memo.set_register(vec![council()], Vec::new(), Vec::new(), categories());
    let mail = source("", "Wem Town Council says yes.\n\nNobody says no.");
    let part = |from, to| Item { part: Some(Span { from, to }), ..item() };
    assert!(matches!(memo.identify_council(&part(0, 26), &mail), Found::One(_)));
    assert_eq!(memo.identify_council(&part(28, 43), &mail), Found::None);
    memo.retain(&[SourceId(2)].into());
    assert_eq!(memo.identify_council(&part(0, 26), &source("", "Forgotten, and looked at again.")), Found::None);
}
